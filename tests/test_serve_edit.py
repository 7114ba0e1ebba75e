"""Judging from the page of an event: only with --edit, only from a page of this server, only on this machine."""

import asyncio
import re

import pytest
from ingest_sample import ask, write_corpus
from serve_sample import get, tilde, visible

from timeline.errors import TimelineError
from timeline.ingest import ingest
from timeline.serve.edit import allow, is_loopback
from timeline.serve.server import datasette, serve

HERE = "http://127.0.0.1:8001"


@pytest.fixture
def db(tmp_path):
    ingest([write_corpus(tmp_path / "data", 2)], tmp_path / "t.db")
    return tmp_path / "t.db"


@pytest.fixture
def edited(db):
    """A timeline that was started with --edit."""
    found = datasette([str(db)])
    allow(found, db)
    return found


@pytest.fixture
def event(db):
    return ask(db, "select id from events order by id limit 1")[0][0]


def page(served, event):
    return get(served, f"/t/-/timeline/event/{tilde(event)}")


def token_of(served, event):
    [token] = re.findall(r'name="token" value="([^"]+)"', page(served, event).text)
    return token


def send(served, data, **headers):
    sent = {"host": "127.0.0.1:8001", "origin": HERE, **headers}
    return asyncio.run(served.client.post("/t/-/timeline/judge", data=data, headers=sent))


def hide(event, token):
    return {"token": token, "event": event, "kind": "hide", "by": "R. Holt", "why": "told twice"}


def test_a_server_without_the_option_shows_no_form_and_takes_nothing(db, event):
    plain = datasette([str(db)])

    assert "tl-judge" not in page(plain, event).text
    assert 404 == send(plain, hide(event, "x")).status_code
    assert not (db.parent / "data/judgements.yaml").exists()


def test_what_is_decided_is_written_into_the_file_and_ingested(edited, db, event):
    answer = send(edited, hide(event, token_of(edited, event)))

    assert (303, f"/t/-/timeline/event/{tilde(event)}") == (answer.status_code, answer.headers["location"])
    assert "- hide: " + event in (db.parent / "data/judgements.yaml").read_text()
    assert [(0,)] == ask(db, f"select shown from events where id = '{event}'")
    assert "left out of the timeline R. Holt" in visible(page(edited, event).text)
    assert "coded by a machine" not in visible(page(edited, event).text)
    assert [(0,)] == ask(db, "select count(*) from machine_codings")


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"origin": "http://evil.example"}, "not sent from a page of this timeline"),
        ({"origin": "null"}, "not sent from a page of this timeline"),
        ({"origin": ""}, "not sent from a page of this timeline"),
        ({"sec-fetch-site": "cross-site"}, "not sent from a page of this timeline"),
        (
            {"host": "evil.example:8001", "origin": "http://evil.example:8001"},
            "an address of this machine only",
        ),
    ],
)
def test_a_request_from_elsewhere_is_refused(edited, db, event, headers, why):
    answer = send(edited, hide(event, token_of(edited, event)), **headers)

    assert 403 == answer.status_code
    told = visible(answer.text)
    assert (
        why in told or "CSRF check failed" in told
    )  # Datasette 1.0 refuses most of them before we are asked
    assert not (db.parent / "data/judgements.yaml").exists()


def test_a_request_without_the_token_of_this_start_is_refused(edited, event):
    assert 403 == send(edited, hide(event, "guessed")).status_code
    assert 403 == send(edited, {**hide(event, ""), "token": ""}).status_code


def test_what_is_no_form_is_refused_with_one_line(edited, db):
    sent = {"host": "127.0.0.1:8001", "origin": HERE, "content-type": "application/x-www-form-urlencoded"}
    answer = asyncio.run(edited.client.post("/t/-/timeline/judge", content=b"\xff%ZZ=1", headers=sent))

    assert 400 == answer.status_code
    assert "What was sent is no form of this timeline." in visible(answer.text)


def test_nothing_is_done_by_asking_for_an_address(edited):
    assert 405 == get(edited, "/t/-/timeline/judge?kind=hide").status_code


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"event": "nowhere"}, "there is no event nowhere"),
        ({"kind": "burn"}, "Choose what is to be decided"),
        ({"why": " "}, "why: a text is expected"),
        ({"kind": "set", "column": "status", "value": "over"}, "status: 'over' is none of occurred"),
        ({"kind": "same", "other": ""}, "there is no event"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line_and_not_written(edited, db, event, more, why):
    answer = send(edited, hide(event, token_of(edited, event)) | more)

    assert 400 == answer.status_code
    assert why in visible(answer.text).replace("&#39;", "'")
    assert not (db.parent / "data/judgements.yaml").exists()


def test_a_server_that_others_can_reach_is_not_started_with_the_option(db):
    with pytest.raises(TimelineError, match="can be reached by others"):
        serve(db, "0.0.0.0", 0, edit=True)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.8.8.8", True),
        ("10.0.0.1", False),
        ("a.b", False),
    ],
)
def test_loopback_is_this_machine_alone(host, ours):
    assert is_loopback(host) is ours
