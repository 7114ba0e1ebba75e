"""Rows of datasets that may be the event of a report, or of another dataset: both stay, and a link joins them.

Reports are few and rows many, so it is the reports that look for rows: in the same country, from a day before to a
day after, the nearest first and not more than some. When the rows of any dataset change, all reports look again;
otherwise only the new ones.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Any

from timeline.model import (
    Actor,
    ActorKind,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    LinkKind,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Role,
    Status,
)
from timeline.resolve.match import Coding, Decision, Verdict, compare
from timeline.store.codings import read_codings, save_decisions

NEAREST = 20  # rows that one event is compared with
MOST_ROWS = 20_000  # of the smaller of two datasets: above that, looking row by row takes minutes
LONGEST = 10  # days; what takes longer has no day to be found by
WINDOW = timedelta(days=1)

CHANGED = "select 1 from touched_rows limit 1"
NEW_ROWS = """insert or ignore into touched_rows select id from reports
where rowid > ? and id in (select report_id from record_blocks)"""
DATASETS = "select dataset, count(*) from events where dataset is not null group by dataset order by 2, 1"
ROWS = f"""select * from events indexed by ix_events_country_date_start
where country = :country and date_start between :first and :last
  and dataset is not null and dataset <> coalesce(:dataset, '') and shown
order by abs(julianday(date_start) - julianday(:day)), id limit {NEAREST}"""
OF_DATASET = """select * from events
where dataset = :dataset and shown and date_start is not null and country is not null order by id"""
PARTICIPANTS = "select * from participants where event_id = :event order by position"


def find_candidates(conn: sqlite3.Connection, new: Collection[str], since: int) -> None:
    """Compare codings with rows of datasets, and rows of one dataset with those of another.

    ``new`` are the codings that were not there before; reports in rows behind ``since`` are new.
    """
    conn.execute(NEW_ROWS, (since,))
    datasets = conn.execute(DATASETS).fetchall()
    changed = conn.execute(CHANGED).fetchone() is not None
    if changed:
        conn.execute(f"delete from matches where link = '{LinkKind.CANDIDATE_SAME}'")
        conn.execute("delete from touched_rows")
    if datasets and (changed or new):
        told = read_codings(conn, None if changed else new)
        rows = of_datasets(conn, datasets[:-1]) if changed else ()
        for one in chain(told, rows):
            save_decisions(conn, look_for(conn, one))


def of_datasets(conn: sqlite3.Connection, datasets: Iterable[tuple[str, int]]) -> Iterator[Coding]:
    """Yield the rows of every dataset but the largest, as far as they are few enough."""
    for name, count in datasets:
        if count <= MOST_ROWS:
            for row in read(conn, OF_DATASET, {"dataset": name}):
                yield coding_of(conn, row)


def look_for(conn: sqlite3.Connection, one: Coding) -> Iterator[Decision]:
    """Yield what is decided about a coding and the rows near it, as far as the two may be one."""
    start, end = one.event.date.start, one.event.date.end
    if start is None or end is None or (end - start).days > LONGEST:
        return
    values = {
        "first": str(start - WINDOW),
        "last": str(end + WINDOW),
        "day": str(start),
        "dataset": one.event.dataset,
    }
    for country in countries_of(one.event):
        for row in read(conn, ROWS, {**values, "country": country}):
            decision = compare(one, coding_of(conn, row))
            if (
                decision
                and decision.link is LinkKind.CANDIDATE_SAME
                and decision.verdict is not Verdict.DIFFERENT
            ):
                yield decision


def countries_of(event: Event) -> list[str]:
    """Return the country of an event's place, else those of who took part."""
    if event.place and event.place.country:
        return [event.place.country]
    return sorted({one.country for one in event.participants if one.country})


def read(conn: sqlite3.Connection, sql: str, values: Mapping[str, Any]) -> list[sqlite3.Row]:
    cursor = conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def coding_of(conn: sqlite3.Connection, row: sqlite3.Row) -> Coding:
    """Return the event of a dataset's row as what is matched; its dataset stands for its report and its voice."""
    low, best, high = (row[f"fatalities_{end}"] for end in ("low", "best", "high"))
    stated = (low, best, high) != (None, None, None)
    parts = read(conn, PARTICIPANTS, {"event": row["id"]})
    event = Event(
        id=row["id"],
        title=row["title"],
        event_type=EventType(row["event_type"]) if row["event_type"] else None,
        event_mode=row["event_mode"],
        quad_class=QuadClass(row["quad_class"]) if row["quad_class"] else None,
        status=Status(row["status"]),
        date=days_of(row),
        rule=row["rule"],
        place=place_of(row),
        participants=tuple(map(participant_of, parts)),
        quantities=(killed(low, best, high),) if stated else (),
        dataset=row["dataset"],
        dataset_event_id=row["dataset_event_id"],
    )
    return Coding(event, row["dataset"], row["dataset"])


def killed(low: int | None, best: int | None, high: int | None) -> Quantity:
    """Return the dead of a row; one that gives a single number gives both ends with it."""
    return Quantity(
        QuantityKind.KILLED, best if low is None else low, best, best if high is None else high, "fatalities"
    )


def days_of(row: sqlite3.Row) -> DateValue:
    start, end = (date.fromisoformat(day) if day else None for day in (row["date_start"], row["date_end"]))
    return DateValue(start, end, DatePrecision(row["date_precision"]))


def place_of(row: sqlite3.Row) -> Place | None:
    if row["place_name"] is None and row["country"] is None:
        return None
    point = (row["latitude"], row["longitude"])
    name = row["place_name"] or row["country"]
    precision = GeoPrecision(row["geo_precision"])
    return Place(name, row["country"], row["admin1"], *point, precision, None, row["place_id"])


def participant_of(row: sqlite3.Row) -> Participant:
    kind = ActorKind(row["kind"]) if row["kind"] else None
    key, name = row["actor_id"], row["name_as_written"]
    actor = Actor(key, name, kind or ActorKind.ORGANISATION, row["country"]) if key else None
    counts = (row["count_low"], row["count_high"])
    return Participant(
        Role(row["role"]), name, actor, row["country"], kind, row["sector"], row["side"], *counts
    )
