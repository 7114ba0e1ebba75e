"""What the pages show of an event that several reports tell, and of the past."""

import asyncio
import re
from html import unescape

import pytest
from fold_sample import bring, coded, judged
from ingest_sample import ask
from serve_sample import get, rows, tilde, visible

from timeline.serve.server import datasette

SIGNED = "  by: R. Holt\n  on: 2026-03-01\n  why: seen by both\n"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    db = tmp_path_factory.mktemp("pages") / "t.db"
    bring(db, coded())
    return db


@pytest.fixture(scope="module")
def served(db):
    return datasette([str(db)])


@pytest.fixture(scope="module")
def often(db):
    """The event that most reports tell."""
    return ask(db, "select id from events order by reports desc, id limit 1")[0][0]


def shown(served, event):
    return get(served, f"/t/-/timeline/event/{tilde(event)}")


def test_every_coding_leads_to_its_event(db, served):
    for coding, event in ask(db, "select id, event_id from codings where id <> event_id order by id limit 3"):
        answer = shown(served, coding)

        assert (302, f"/t/-/timeline/event/{tilde(event)}") == (
            answer.status_code,
            answer.headers["location"],
        )


def test_a_page_tells_why_its_reports_are_one_event(db, served, often):
    text = visible(unescape(shown(served, often).text))
    [(count,)] = ask(db, f"select count(*) from codings where event_id = '{often}'")

    assert f"Why these {count} tellings are one event" in text
    for (words,) in ask(
        db,
        f"""select json_extract(value, '$.words') from matches, json_each(reasons)
        where verdict = 'same' and a in (select id from codings where event_id = '{often}')
        and b in (select id from codings where event_id = '{often}') order by score desc, a, b limit 3""",
    ):
        assert words in text
    for (coding,) in ask(db, f"select id from codings where event_id = '{often}'"):
        assert coding in text


def test_a_page_tells_by_which_rule_each_value_was_chosen_and_who_gives_it(served, often):
    text = visible(shown(served, often).text)

    assert "How its values were chosen" in text
    assert "status most certain" in text


def test_a_page_tells_what_had_been_reported_day_by_day(db, served):
    [(event,)] = ask(db, "select event_id from event_versions group by 1 order by count(*) desc, 1 limit 1")
    text = visible(unescape(shown(served, event).text))

    assert "What had been reported, day by day" in text
    for day, _ in ask(db, f"select valid_from, 1 from event_versions where event_id = '{event}'"):
        assert day in text


def test_an_event_of_one_report_has_no_such_parts(db, served):
    [(event,)] = ask(
        db,
        """select id from events where reports = 1 and id not in (
        select one.event_id from matches join codings as one on one.id = a union
        select two.event_id from matches join codings as two on two.id = b) order by id limit 1""",
    )
    text = visible(shown(served, event).text)

    assert "tellings are one event" not in text
    assert "Perhaps the same" not in text


def test_a_pair_that_nothing_decides_is_shown_as_perhaps_the_same(db, served):
    [(coding, event)] = ask(
        db,
        """select a, one.event_id from matches join codings as one on one.id = a
        join codings as two on two.id = b where verdict = 'unsure' and link is null and one.event_id <> two.event_id
        order by score desc, a limit 1""",
    )

    assert coding
    assert "Perhaps the same, not merged" in visible(shown(served, event).text)


def test_an_event_is_never_perhaps_the_same_as_itself(db, served):
    undecided = 0
    for (event,) in ask(db, "select id from events where reports > 1 order by id"):
        _, found, unsure = shown(served, event).text.partition("Perhaps the same, not merged")
        undecided += bool(found)
        assert f'/event/{tilde(event)}"' not in unsure.partition("</ul>")[0]

    assert undecided


def test_the_list_has_one_row_an_event_with_its_voices(db, served, often):
    [(sources,)] = ask(db, f"select independent_sources from events where id = '{often}'")
    html = get(served, "/t/-/timeline").text

    assert html.count(f'href="/t/-/timeline/event/{tilde(often)}"') == 1
    assert f"{sources} independent sources" in visible(html)


def test_what_a_person_decided_is_told_on_the_page(tmp_path, often):
    note = f"- note: {often}\n{SIGNED}- set: {often}\n  column: title\n  value: <b>Talks</b>\n{SIGNED}"
    bring(tmp_path / "t.db", [*coded(), judged(note)])
    html = shown(datasette([str(tmp_path / "t.db")]), often).text

    assert "What a person decided" in html
    assert "R. Holt, 2026-03-01: seen by both" in visible(html)
    assert "<b>Talks</b>" not in html


# The past.


def as_of(served, day, more=""):
    return get(served, f"/t/-/timeline?asof={day}{more}")


def test_the_past_holds_what_was_published_until_then_and_says_so(db, served):
    day = ask(db, "select substr(published_at, 1, 10) from reports order by 1 limit 1 offset 8")[0][0]
    known = ask(
        db,
        f"""select count(distinct codings.event_id) from codings join reports on reports.id = report_id
        join events on events.id = codings.event_id and shown
        where substr(published_at, 1, 10) <= '{day}'
        and (select json_extract(value, '$.date_start') from codings as c where c.id = codings.id) is null""",
    )
    text = visible(as_of(served, day).text)
    history = ask(
        db,
        f"""select count(*) from event_history where shown and date_start is not null
        and (valid_from is null or valid_from <= '{day}') and (valid_to is null or valid_to > '{day}')""",
    )

    assert known
    assert f"{history[0][0]} events" in text or f"{history[0][0]} event" in text
    assert "A view of the past" in text
    assert f"as reported by {day} ✕" in text


def test_an_event_says_then_what_it_said_then(db, served):
    changed = ask(
        db,
        """select event_id, valid_from, json_extract(value, '$.independent_sources'),
        json_extract(value, '$.date_start') from event_versions
        where valid_to is not null and json_extract(value, '$.date_start') is not null order by 1, 2 limit 5""",
    )

    assert changed
    for event, day, sources, start in changed:
        html = as_of(served, day, f"&from={start}&to={start}").text
        [card] = [part for part in html.split("<li>") if tilde(event) in part]
        assert f"{sources} independent source" in visible(card)


def test_before_the_first_report_there_was_nothing(served):
    assert "No event here answers to all of that" in visible(as_of(served, "1990-01-01").text)


def test_the_last_day_shows_what_is_known_now(db, served):
    def counted(html):
        return re.search(r'data-live="events">([\d,]+ events?)</b>', html).group(1)

    assert counted(as_of(served, "2099-01-01").text) == counted(get(served, "/t/-/timeline").text)


@pytest.mark.parametrize(
    ("ending", "mark"),
    [
        ("csv", '\n"?[a-z0-9-]+-[0-9]+"?,'),
        ("geojson", '"type":"Feature"'),
        ("json", '"page":'),
        ("ics", "BEGIN:VEVENT"),
    ],
)
def test_a_file_of_the_past_holds_the_events_of_its_page(db, served, ending, mark):
    day = ask(db, "select substr(published_at, 1, 10) from reports order by 1 limit 1 offset 8")[0][0]
    page = as_of(served, day).text
    shown = int(re.search(r'data-live="events">([\d,]+) event', page)[1])
    [then, now] = [
        len(re.findall(mark, get(served, f"/t/-/timeline/events.{ending}?size=1000{more}").text))
        for more in (f"&asof={day}", "")
    ]

    assert (shown, True) == (then, then < now)
    assert f"events.{ending}?asof={day}" in page
    assert "Show the SQL" not in page


def test_a_view_of_the_past_leaves_nothing_behind(served):
    async def ask_both():
        before = (await served.client.get("/t/-/timeline?q=talks")).text
        for _ in range(3):
            await served.client.get("/t/-/timeline?asof=2025-06-01&q=talks")
        assert before == (await served.client.get("/t/-/timeline?q=talks")).text
        names = await served.get_database("t").execute("select name from temp.sqlite_master")
        assert [] == [row[0] for row in names.rows]

    asyncio.run(ask_both())


@pytest.mark.parametrize("day", ["yesterday", "2025-13", "2025-06-01'", "0000"])
def test_a_day_that_is_none_is_refused(served, day):
    assert 400 == as_of(served, day).status_code


def test_the_past_can_be_asked_in_sql(db, served):
    found = rows(served, "/t/as_of_a_day?day=2025-06-01")

    assert found
    assert all((row["reported"] or "") <= "2025-06-01" < (row["changed"] or "9") for row in found)
    assert len({row["id"] for row in found}) == len(found)


def test_a_sentence_on_which_several_claims_rest_is_shown_once(db, served):
    """Two halves of one deed, and two tellings of one report, rest on the same words."""
    [(event,)] = ask(
        db,
        """select event_id from claims group by event_id, report_id, span_start having count(*) > 1
        order by event_id limit 1""",
    )
    [(sentences,)] = ask(
        db,
        f"""select count(distinct report_id || ' ' || span_start) from claims
        where event_id = '{event}' and span_start is not null""",
    )

    assert sentences == shown(served, event).text.count('<article class="tl-claim"')
