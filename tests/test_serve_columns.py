"""What pages count from the columns in memory is what plain SQL gives; and no page reads a whole table."""

import asyncio
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from columns_sample import ACTORS, QUERIES, build_many
from datasette.app import Datasette
from ingest_sample import write_corpus
from serve_sample import build, get, ids

from timeline.ingest import ingest
from timeline.serve import course
from timeline.serve.actor_page import read_actor
from timeline.serve.columns import read_columns
from timeline.serve.databases import is_as_ingested
from timeline.serve.facets import facets
from timeline.serve.links import Hrefs
from timeline.serve.masks import match
from timeline.serve.metadata import SETTINGS
from timeline.serve.selection import read_selection
from timeline.serve.server import datasette
from timeline.serve.where import DOERS, DONE_TO, MACHINE_ONLY, TAKING_PART, UNDATED, begun_before, where
from timeline.store.course import course_blocks


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build_many(tmp_path_factory.mktemp("columns") / "timeline.db")


@pytest.fixture(scope="module")
def opened(path):
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        yield conn


@pytest.fixture(scope="module")
def columns(path, opened):
    return read_columns(opened, path)


def asked(conn, sql, *values):
    return conn.execute(sql, values).fetchall()


def found_ids(conn, columns, mask):
    keys = [row[0] for row in conn.execute("select id from events order by id")]
    return {key for key, holds in zip(keys, mask.tolist(), strict=True) if holds}


def selected(query):
    found = read_selection(parse_qs(query))
    assert found.query() == read_selection(parse_qs(found.query())).query()
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_a_selection_holds_the_events_that_its_sql_finds(opened, columns, query):
    selection = selected(query)
    matched = match(opened, columns, selection)

    for without in (
        (),
        ("dates",),
        ("statuses",),
        ("parties", "places"),
        ("machine",),
        ("sources", "search"),
    ):
        clause = where(selection, without)
        expected = {
            row[0] for row in asked(opened, f"select id from events where {clause.sql}", *clause.values)
        }
        assert expected == found_ids(opened, columns, matched.mask(*without)), without


@pytest.mark.parametrize("query", QUERIES)
def test_the_totals_are_those_of_sql(opened, columns, query):
    selection = selected(query)
    clause = where(selection)
    told = "status in ('occurred', 'ongoing')"
    low, high = "coalesce(fatalities_low, fatalities_best)", "coalesce(fatalities_high, fatalities_best)"
    [expected] = asked(
        opened,
        f"""select count(*), coalesce(sum(iif({told}, {low}, 0)), 0), coalesce(sum(iif({told}, {high}, 0)), 0),
          coalesce(sum({told} and {low} is not null), 0),
          coalesce(sum({told} and {high} is null and {low} is not null), 0),
          coalesce(sum(geo_precision = 'unknown'), 0) from events where {clause.sql}""",
        *clause.values,
    )
    found = course.read_course(opened, columns, selection)
    totals, left = found.totals, found.left_out

    assert tuple(expected) == (
        totals.events, totals.low, totals.high, totals.with_deaths, totals.open, totals.placeless,
    )  # fmt: skip
    assert left.of == asked(opened, "select count(*) from events where shown")[0][0]
    for number, without, more in (
        (left.undated, "dates", UNDATED),
        (left.machine, "machine", MACHINE_ONLY),
        (left.earlier, "dates", begun_before(selection) if selection.start else None),
    ):
        if number:
            assert more is not None
            clause = where(selection, (without,), (more,))
            assert (
                number
                == asked(opened, f"select count(*) from events where {clause.sql}", *clause.values)[0][0]
            )


@pytest.mark.parametrize("query", QUERIES)
def test_every_page_of_the_list_follows_the_one_before(opened, columns, query, monkeypatch):
    monkeypatch.setattr(course, "PAGE", 17)
    selection = selected(query)
    clause = where(selection)
    way = "desc" if selection.sort == "newest" else "asc"
    order = f"order by date_start {way}, id {way}"
    expected = [
        row[0] for row in asked(opened, f"select id from events where {clause.sql} {order}", *clause.values)
    ]
    found, after = course.next_ids(opened, match(opened, columns, selection))
    listed = [*found]
    while after:
        found, after = course.next_ids(opened, match(opened, columns, replace(selection, after=after)))
        listed += found

    assert expected == listed


@pytest.mark.parametrize("query", QUERIES)
def test_the_bars_hold_the_events_of_their_days(opened, columns, query):
    selection = selected(query)
    clause = where(selection)
    drawn = course.read_course(opened, columns, selection).drawn
    most = {"day": 6, "week": 7, "month": 31, "year": 366}
    for bar in drawn.bars:
        first = max(bar.first, selection.start or bar.first)
        [(expected,)] = asked(
            opened,
            f"""select count(*) from events where {clause.sql} and date_start between ? and ?
              and julianday(date_end) - julianday(date_start) + 1 <= ?""",
            *clause.values, str(first), str(bar.last), most[drawn.unit],
        )  # fmt: skip
        assert expected == bar.count, bar.label


FACETS = {
    "Status": ("statuses", "select status, count(*) from events where {where} group by 1"),
    "Country": (
        "countries",
        "select coalesce(country, 'none'), count(*) from events where {where} group by 1",
    ),
    "Type": ("types", "select coalesce(event_type, 'none'), count(*) from events where {where} group by 1"),
    "Who acts": ("actors", "doers"),
    "Done to whom": ("recipients", "done_to"),
    "Place": (
        "places",
        "select place_id, count(*) from events where {where} and place_id is not null group by 1",
    ),
    "Source": (
        "sources",
        """select sources.id, count(distinct event_id) from claims join reports on reports.id = report_id
        join sources on sources.id in (source_id, agency_id)
        where event_id in (select id from events where {where}) group by 1""",
    ),
}
TAKING = """select actor_id, count(distinct event_id) from participants
    where actor_id is not null and role in ({roles})
    and event_id in (select id from events where {{where}}) group by 1"""


@pytest.mark.parametrize("query", QUERIES)
def test_every_facet_counts_what_sql_counts(opened, columns, query):
    selection = selected(query)
    shown = {facet.name: facet for facet in facets(match(opened, columns, selection))}
    for name, (field, sql) in FACETS.items():
        roles = {"doers": DOERS, "done_to": DONE_TO}.get(sql)
        text = TAKING.format(roles=", ".join(f"'{role}'" for role in roles)) if roles else sql
        clause = where(selection, (field,))
        expected = dict(map(tuple, asked(opened, text.format(where=clause.sql), *clause.values)))
        found = {}
        for value in shown[name].values if name in shown else ():
            toggled = set(read_selection(parse_qs(value.pairs)).__getattribute__(field)) ^ set(
                getattr(selection, field)
            )
            found[toggled.pop()] = value.number
        assert expected == found, name


@pytest.mark.parametrize("key", ACTORS)
def test_with_whom_an_actor_takes_part_is_what_sql_counts(opened, columns, path, key):
    served = datasette([str(path)])
    state = SimpleNamespace(conn=opened, columns=columns, build="")
    found = read_actor(state, Hrefs(served, "timeline"), key)
    [doers, done_to, part] = [
        ", ".join(f"'{one}'" for one in roles) for roles in (DOERS, DONE_TO, TAKING_PART)
    ]
    expected = asked(
        opened,
        f"""select actors.name,
          count(distinct iif(self.role in ({doers}) and other.role in ({done_to}), self.event_id, null)),
          count(distinct iif(other.role in ({doers}) and self.role in ({done_to}), self.event_id, null)),
          count(distinct self.event_id)
        from participants as self join participants as other on other.event_id = self.event_id
        join actors on actors.id = other.actor_id join events on events.id = self.event_id
        where self.actor_id = ? and other.actor_id <> self.actor_id and shown and date_start is not null
          and self.role in ({part}) and other.role in ({part}) group by 1 order by 4 desc, 1""",
        key,
    )
    roles = asked(
        opened,
        """select role, count(distinct event_id) from participants join events on events.id = event_id
        where actor_id = ? and shown group by 1""",
        key,
    )

    assert [tuple(row) for row in expected] == [
        (one.actor.word, one.towards.number, one.back.number, one.together.number) for one in found.others
    ]
    assert {role.replace("_", " "): count for role, count in roles} == dict(found.roles)


def test_what_an_ingest_packs_is_what_the_tables_give_whatever_came_first(tmp_path):
    folder = write_corpus(tmp_path / "reports")
    ingest([folder], tmp_path / "whole.db")
    late = folder / "r001.md"
    kept = late.read_bytes()
    late.unlink()
    ingest([folder], tmp_path / "grown.db")
    late.write_bytes(kept)
    ingest([folder], tmp_path / "grown.db")

    for path in (tmp_path / "whole.db", tmp_path / "grown.db"):
        with closing(sqlite3.connect(path)) as conn:
            stored = conn.execute("select * from course_blocks order by block, name").fetchall()
            assert sorted(course_blocks(conn)) == stored
            assert stored
            assert is_as_ingested(path)
    assert ids(tmp_path / "whole.db", "select hex(items) from course_blocks order by block, name") == ids(
        tmp_path / "grown.db", "select hex(items) from course_blocks order by block, name"
    )


def test_what_another_program_wrote_is_shown_too(tmp_path):
    path = build(tmp_path / "timeline.db")
    served = datasette([str(path)])
    before = get(served, "/timeline/-/timeline").text
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("delete from course_blocks")
        conn.executemany("insert into course_blocks values (?, ?, ?, ?)", list(course_blocks(conn)))
        conn.execute("update events set status = 'denied' where title like 'Shelling%'")
        conn.commit()
    after = get(served, "/timeline/-/timeline").text

    assert not is_as_ingested(path)
    assert "1 denied, cancelled or only supposed" not in before
    assert "1 denied, cancelled or only supposed" in after


def test_a_file_without_events_has_a_page(tmp_path):
    path = build(tmp_path / "timeline.db", [])

    assert (
        "No event in this selection"
        in get(datasette([str(path)]), "/timeline/-/timeline?q=mill&deaths=2").text
    )


COPY = """insert into {table} ({names}) select {values} from {table}
    join (with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) select i from n)"""
COPIED = {"events": "id", "participants": "event_id", "claims": "id", "quantities": "claim_id"}
LARGE = "|".join((*COPIED, "evidence", "citations"))
PAGES = (
    "",
    "?from=2025-07-01&to=2025-07-31",
    "?status=claimed&type=RETREAT",
    "?country=WRN&type=ASSAULT",
    "?actor=kestrelia&recipient=ospreya&from=2025",
    "?party=kestrelia&place=wrenport",
    "?source=avocet&dataset=none",
    "?q=mill&machine=1&deaths=3",
    "?q=mill&bbox=28,40,30,42&voices=1",
    "?after=2025-05-06~{event}&sort=oldest",
    "?lacks=date",
    "/event/{event}",
    "/actor/kestrelia",
    "/source/daily-wren",
    "/report/{report}",
)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A file with everything two thousand times: in a small one the planner rightly reads whole tables."""
    path = build(tmp_path_factory.mktemp("large") / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        for table, key in COPIED.items():
            names = [name for (name,) in conn.execute("select name from pragma_table_info(?)", (table,))]
            values = ", ".join(f"{name} || '-' || i" if name in (key, "event_id") else name for name in names)
            conn.execute(COPY.format(table=table, names=", ".join(names), values=values))
        conn.execute("insert into events_fts (events_fts) values ('rebuild')")
        conn.execute("analyze")
        conn.commit()
    return path


def test_no_page_reads_a_whole_table(large):
    served = Datasette([str(large)], settings={**SETTINGS, "num_sql_threads": 1})
    keys = {
        "event": ids(large, "select id from events where title like 'Shelling%' order by id")[0],
        "report": ids(large, "select id from reports order by id")[0],
    }
    asked: list[str] = []

    async def visit():
        await served.client.get("/timeline/-/timeline?from=2020")  # the columns are read once
        db = served.get_database("timeline")
        await db.execute_fn(lambda conn: conn.set_trace_callback(asked.append))
        for page in PAGES:
            found = await served.client.get("/timeline/-/timeline" + page.format(**keys))
            assert found.status_code == 200, page

    asyncio.run(visit())
    with closing(sqlite3.connect(large)) as conn:
        plans = {
            (sql, step[3])
            for sql in asked
            if sql.lstrip().startswith("select")
            for step in conn.execute(f"explain query plan {sql}")
        }

    assert len({sql for sql, _ in plans}) > len(PAGES)
    assert [] == [plan for plan in plans if re.match(rf"SCAN ({LARGE})\b", plan[1])]
