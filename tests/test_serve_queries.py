"""The ready queries, and what Datasette is told about tables and columns."""

import re
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import build, get, rows, schema

from timeline.model import EventType, QuantityKind
from timeline.serve.metadata import SETTINGS, meanings, metadata, presentation, split
from timeline.serve.queries import queries
from timeline.serve.server import datasette
from timeline.serve.words import NUMBER_UNITS, TYPE_WORDS


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return datasette([str(path)])


def test_what_happened_on_a_day(served):
    found = rows(served, "/timeline/on_a_day?day=2025-05-06")

    assert ["Shelling of the mill in Wrenport", "Kestrelia and Ospreya agree on a list"] == [
        row["title"] for row in found
    ]


def test_an_empty_day_means_the_last_day_with_events(served):
    found = rows(served, "/timeline/on_a_day?day=")

    assert {"2025-07-23"} == {row["date_start"] for row in found}


def test_everything_about_an_actor_finds_other_names_too(served):
    found = rows(served, "/timeline/everything_about_an_actor?actor=Kestrel+Republic")

    assert [
        ("Kestrelia and Ospreya hold talks", "actor", "Ospreya (recipient)"),
        ("Kestrelia and Ospreya plan talks", "actor", "Ospreya (recipient)"),
        ("Kestrelia and Ospreya agree on a list", "actor", "Ospreya (actor)"),
    ] == [(row["title"], row["role"], row["with_whom"]) for row in found]


def test_prisoner_exchanges_come_with_their_numbers_and_words(served):
    [found] = rows(served, "/timeline/prisoner_exchanges")

    assert (2, "two soldiers", "claimed") == (found["best"], found["as_written"], found["status"])
    assert "The ministry said two soldiers were handed over on Tuesday." == found["quote"]


def test_figures_that_disagree_stand_side_by_side(served):
    [found] = rows(served, "/timeline/figures_that_disagree")

    assert (12, 14) == (found["lowest"], found["highest"])
    assert "Ospreya Courier: 14 people,The Daily Wren: 12 people" == ",".join(
        sorted(found["who_says_what"].split(","))
    )


def test_planned_events_are_shown_with_what_was_reported_later(served):
    [found] = rows(served, "/timeline/planned_then_done")

    assert ("Kestrelia and Ospreya plan talks", "Kestrelia and Ospreya hold talks", "occurred") == (
        found["announced"],
        found["reported"],
        found["then_reported_as"],
    )


def test_reports_per_source_counts_reports_and_claims(served):
    found = {
        row["source"]: (row["reports"], row["claims"]) for row in rows(served, "/timeline/reports_per_source")
    }

    assert {"The Daily Wren": (2, 4), "Ospreya Courier": (2, 3)} == found


def test_the_pages_of_the_queries_answer(served):
    pages = [f"/timeline/{query.name}" for query in queries()]

    assert {200} == {get(served, address).status_code for address in pages}


def test_every_column_of_every_table_and_view_that_people_see_is_described(path):
    described = metadata("timeline")["databases"]["timeline"]["tables"]
    missing = {
        f"{name}.{column}"
        for name, columns in schema(path).items()
        if "_fts" not in name and not name.startswith("sqlite_") and not described.get(name, {}).get("hidden")
        for column in columns
        if not described.get(name, {}).get("columns", {}).get(column)
    }

    assert set() == missing


def test_the_settings_of_tables_name_columns_that_exist(path):
    columns = schema(path)
    wrong = {
        f"{name}.{column}"
        for name, table in presentation()["tables"].items()
        for column in [
            *table.get("facets", []),
            *table.get("short", []),
            *(table[key] for key in ("sort", "sort_desc", "label_column") if key in table),
        ]
        if column not in columns[name]
    }

    assert set() == wrong


def test_column_descriptions_are_on_the_page_of_a_table(served):
    html = get(served, "/timeline/events").text

    assert meanings()["events", "status"] in unescape(html)


def test_technical_tables_are_hidden_and_search_stays_out_of_sight(served):
    html = get(served, "/timeline").text

    shown = set(re.findall(r'href="/timeline/([a-z_]+)"', html))

    assert {"events", "participants", "timeline", "codebook"} <= shown
    assert set() == {name for name in shown if "_fts" in name or name in ("alembic_version", "input_reports")}


def test_metadata_divides_into_the_two_files_of_datasette_1_and_loses_nothing():
    whole = metadata("timeline")["databases"]["timeline"]
    config, texts = split(metadata("timeline"))
    left, right = config["databases"]["timeline"], texts["databases"]["timeline"]

    assert whole["queries"] == left["queries"]
    assert whole["tables"] == {
        name: {**left["tables"][name], **right["tables"][name]} for name in whole["tables"]
    }


def test_every_event_type_and_kind_of_number_has_words_of_its_own():
    assert {str(one) for one in EventType} == set(TYPE_WORDS)
    assert {str(one) for one in QuantityKind} == set(NUMBER_UNITS)


def test_what_the_owner_of_a_site_wrote_wins(path):
    own = {"title": "Harbour desk", "databases": {"timeline": {"tables": {"events": {"size": 1}}}}}
    page = Datasette([str(path)], metadata=own)

    assert 1 == get(page, "/timeline/events").text.count('<td class="col-title')


def test_settings_are_those_that_datasette_knows(served):
    assert dict(SETTINGS) == {name: served.setting(name) for name in SETTINGS}
