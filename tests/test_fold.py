"""Codings of one event are one row, whatever the order in which the reports came and went."""

import random
from itertools import pairwise

import pytest
from fold_sample import bring, coded
from ingest_sample import ask, rows_of

from timeline.store.check import check
from timeline.store.codings import DECIDED


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """All reports at once in an empty file."""
    db = tmp_path_factory.mktemp("whole") / "t.db"
    bring(db, coded())
    return db


def test_the_sample_holds_events_that_several_reports_tell(whole):
    assert ask(whole, "select count(*) from events where reports > 1") > [(3,)]
    assert check(whole) == []


def test_a_fresh_build_gives_the_same_bytes(whole, tmp_path):
    bring(tmp_path / "t.db", coded())

    assert (tmp_path / "t.db").read_bytes() == whole.read_bytes()


def in_parts(chance, items):
    """``items`` shuffled, in parts of one to nine."""
    waiting = chance.sample(items, len(items))
    while waiting:
        size = chance.choice((1, 2, 9))
        yield waiting[:size]
        waiting = waiting[size:]


@pytest.mark.parametrize("seed", range(3))
def test_reports_that_come_in_any_order_and_number_give_the_same_rows(whole, tmp_path, seed):
    for part in in_parts(random.Random(seed), coded()):
        bring(tmp_path / "t.db", part)

    assert rows_of(tmp_path / "t.db") == rows_of(whole)


def test_reports_that_go_leave_the_rows_of_a_fresh_build_and_those_of_before_when_they_come_back(
    whole, tmp_path
):
    changed, fresh = tmp_path / "changed.db", tmp_path / "fresh.db"
    bring(changed, coded())
    chance = random.Random(7)
    going = list(in_parts(chance, coded()))[:6]
    gone = {one.path for part in going for one in part}

    for part in going:
        bring(changed, gone=part)
    bring(fresh, [one for one in coded() if one.path not in gone])
    assert rows_of(changed) == rows_of(fresh)
    assert check(changed) == []

    for part in reversed(going):
        bring(changed, part)
    assert rows_of(changed) == rows_of(whole)


def test_reports_that_are_replaced_in_one_ingest_give_the_rows_of_a_fresh_build(whole, tmp_path):
    early, late = coded()[:18], coded()[9:]
    bring(tmp_path / "t.db", early)
    bring(tmp_path / "t.db", late, gone=early[:9])
    bring(tmp_path / "fresh.db", late)

    assert rows_of(tmp_path / "t.db") == rows_of(tmp_path / "fresh.db")


def test_every_coding_stays_an_address_of_its_event(whole):
    assert ask(whole, "select count(*) from codings where event_id not in (select id from events)") == [(0,)]
    assert ask(whole, "select count(*) from codings where id <> event_id") > [(3,)]
    assert ask(
        whole,
        """select count(*) from claims join codings on codings.id = rtrim(claims.id, '0123456789')
        or codings.id || '.' = rtrim(claims.id, '0123456789')
        where claims.event_id <> codings.event_id""",
    ) == [(0,)]


def test_every_chosen_value_names_a_claim_of_its_event(whole):
    assert ask(whole, "select count(*) from chosen_from") > [(20,)]
    assert ask(
        whole,
        """select count(*) from chosen_from join claims on claims.id = claim_id
        where claims.event_id <> chosen_from.event_id""",
    ) == [(0,)]


def test_an_event_that_is_told_day_after_day_keeps_what_it_said_before(whole):
    versions = ask(
        whole, "select event_id, valid_from, valid_to from event_versions order by event_id, position"
    )

    assert versions
    assert [one[2] for one, two in pairwise(versions) if one[0] == two[0]] == [
        two[1] for one, two in pairwise(versions) if one[0] == two[0]
    ]
    assert ask(
        whole,
        """select count(*) from events where id in (select event_id from event_versions)
        and title <> (select json_extract(value, '$.title') from event_versions
          where event_id = events.id order by position desc limit 1)""",
    ) == [(0,)]


def test_reports_that_all_go_leave_nothing_behind(tmp_path):
    bring(tmp_path / "t.db", coded()[:2])
    bring(tmp_path / "t.db", gone=coded()[:2])

    for table in (
        "codings",
        "coding_keys",
        "matches",
        "text_bands",
        "same_texts",
        "chosen_from",
        "event_versions",
    ):
        assert rows_of(tmp_path / "t.db", table) == []


def test_what_was_decided_is_asked_for_by_one_of_the_two_and_not_by_every_pair(whole):
    plan = ask(whole, f"explain query plan {DECIDED.replace('?1', repr('[]'))}")

    assert [row[-1] for row in plan if row[-1].startswith("SEARCH matches")] == [
        "SEARCH matches USING PRIMARY KEY (a=?)"
    ]
