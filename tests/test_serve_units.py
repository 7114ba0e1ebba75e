"""Bins of time and the bars drawn from them; dear conditions answered once."""

import sqlite3
from contextlib import closing
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from serve_sample import build

from timeline.serve.chosen import choose
from timeline.serve.histogram import histogram
from timeline.serve.selection import read_selection
from timeline.serve.units import UNITS, first_of, last_of, name_of, unit_for, walk
from timeline.serve.where import where


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("day", [date.min, date(2024, 2, 29), date(2024, 12, 30), date(2025, 1, 1), date.max])
def test_every_day_lies_in_its_bin_and_the_bin_is_that_of_each_of_its_ends(unit, day):
    first = first_of(day, unit)
    last = last_of(first, unit)

    assert first <= day <= last
    assert (first, first) == (first_of(first, unit), first_of(last, unit))


@pytest.mark.parametrize("unit", UNITS)
def test_bins_follow_one_another_without_a_gap(unit):
    bins = list(walk(date(2023, 12, 28), date(2025, 1, 3), unit))

    assert all((after - last_of(before, unit)).days == 1 for before, after in pairwise(bins))
    assert bins[-1] <= date(2025, 1, 3) <= last_of(bins[-1], unit)


def test_a_week_begins_on_monday_and_is_named_by_it():
    assert "week of 21 July 2025" == name_of(first_of(date(2025, 7, 27), "week"), "week")


def test_the_unit_follows_the_time_and_a_wish_gives_way_to_too_many_bars():
    start = date(2000, 1, 1)
    found = [unit_for(start, start.replace(year=year), None) for year in (2000, 2001, 2010, 2020)]

    assert ["day", "week", "month", "year"] == found
    assert "month" == unit_for(start, date(2010, 1, 1), "day")


def test_a_window_is_drawn_whole_also_where_nothing_is():
    drawn = histogram([("2025-07-22", "claimed", 3)], "day", date(2025, 7, 20), date(2025, 7, 24))

    assert [0, 0, 3, 0, 0] == [bar.count for bar in drawn.bars]
    assert {"happened": 0, "claimed": 3, "planned": 0, "doubtful": 0} == drawn.totals


@pytest.mark.parametrize(
    "query",
    ["q=talks", "actor=ospreya", "party=kestrelia&party=ospreya", "source=avocet", "q=talks&status=planned"],
)
@pytest.mark.parametrize("few", [0, 20_000])
def test_what_is_answered_once_is_the_same_as_asked_each_time(tmp_path, monkeypatch, query, few):
    monkeypatch.setattr("timeline.serve.chosen.FEW", few)
    selection = read_selection(parse_qs(query))
    with closing(sqlite3.connect(build(tmp_path / "timeline.db"))) as conn:
        chosen = choose(conn, selection)
        for without in ((), ("statuses",), ("actors",), ("dates",)):
            sets = [
                {row[0] for row in conn.execute(f"select id from events where {one.sql}", one.values)}
                for one in (chosen.where(without), where(selection, without))
            ]
            assert sets[0] == sets[1]
            assert chosen.matched is not None
            assert sets[0] or without
