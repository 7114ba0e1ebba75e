"""The events once more as columns of numbers, packed into blocks, from which the pages of the timeline count.

A page counts by a dozen questions over all events. Asked of the tables, each walks through hundreds of megabytes;
asked of these columns, it is a few milliseconds. They follow from the tables alone: events in the order of their
ids, so that the same rows give the same blocks, whatever came first.
"""

import json
import sqlite3
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from timeline.vocab.codebook import words

EVENTS_OF_A_BLOCK = 16_384
"""So few that no packed column of a block reaches the five megabytes that the server lets one value have."""

Block = tuple[int, str, str, bytes]
"""Number of the block, name of the column, how its numbers are written (as numpy names it), and the numbers."""

KINDS = (
    "shown",
    "date_precision",
    "status",
    "event_type",
    "event_mode",
    "country",
    "dataset",
    "geo_precision",
)
"""What events have in common with many others: stored as one number, which stands for all of them together."""

STATED = ("fatalities_low", "fatalities_best", "fatalities_high", "independent_sources")
"""Counts: stored one higher, 0 is "not stated"."""

ASKED = ("id", "date_start", "date_end", "place_id", "latitude", "longitude", *STATED, *KINDS)
EVENTS = f"""
    select {", ".join(ASKED)}
    from events where id > ? order by id limit {EVENTS_OF_A_BLOCK}"""
PARTS = """
    select event_id, actor_id, role from participants
    where event_id between ? and ? and actor_id is not null order by event_id"""
REPORTED = """
    select event_id, source_id, agency_id from claims cross join reports on reports.id = report_id
    where event_id between ? and ?"""
CITED = "select event_id, source_id from citations where event_id between ? and ? and source_id is not null"
REPORTS_IT, CITED_FOR_IT = 1, 2
"""What a source has to do with an event, as bits."""

WIDTHS = (("u1", "B"), ("u2", "H"), ("u4", "I"), ("u8", "Q"))


def save_course(conn: sqlite3.Connection) -> None:
    """Make the blocks anew from the tables."""
    conn.execute("delete from course_blocks")
    conn.executemany("insert into course_blocks values (?, ?, ?, ?)", course_blocks(conn))


def course_blocks(conn: sqlite3.Connection) -> Iterator[Block]:
    """Yield every block of every column, from what the tables hold now.

    Actors, places and sources are numbers too: their place in the order of their ids. ``kinds`` are listed (JSON)
    in the block in which they come up first.
    """
    actors, places, sources = (numbered(conn, table) for table in ("actors", "places", "sources"))
    kinds: dict[tuple[object, ...], int] = {}
    days: dict[str | None, int] = {None: 0}
    block, last = 0, ""
    while rows := conn.execute(EVENTS, (last,)).fetchall():
        known = len(kinds)
        ids = {row[0]: number for number, row in enumerate(rows)}
        span, last = (rows[0][0], rows[-1][0]), rows[-1][0]
        for column in (
            *event_columns(rows, kinds, days, places),
            *pairs("actor", taking_part(conn, span, ids, actors)),
            *pairs("source", telling(conn, span, ids, sources)),
        ):
            yield block, *column
        yield block, "kinds", "json", json.dumps(list(kinds)[known:], ensure_ascii=False).encode()
        block += 1


def numbered(conn: sqlite3.Connection, table: str) -> dict[str, int]:
    """Each id of ``table`` with its place in their order."""
    return {key: number for number, (key,) in enumerate(conn.execute(f"select id from {table} order by id"))}


def event_columns(
    rows: Sequence[Sequence[object]],
    kinds: dict[tuple[object, ...], int],
    days: dict[str | None, int],
    places: Mapping[str, int],
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the columns of some events: name, how written, numbers. ``kinds`` and ``days`` learn what is new."""
    _, starts, ends, place, latitude, longitude, *more = zip(*rows, strict=True)
    for name, told in (("date_start", starts), ("date_end", ends)):
        for day in {*told} - days.keys():
            days[day] = date.fromisoformat(day).toordinal()
        yield name, *packed([days[day] for day in told])
    yield "place", *packed([0 if key is None else places[key] + 1 for key in place])
    for name, degrees in (("latitude", latitude), ("longitude", longitude)):
        yield name, "f8", written(array("d", [float("nan") if one is None else one for one in degrees]))
    for name, counts in zip(STATED, more, strict=False):
        yield name, *packed([0 if count is None else count + 1 for count in counts])
    yield (
        "kind",
        *packed([kinds.setdefault(kind, len(kinds)) for kind in zip(*more[len(STATED) :], strict=True)]),
    )


def taking_part(
    conn: sqlite3.Connection, span: tuple[str, str], ids: Mapping[str, int], actors: Mapping[str, int]
) -> dict[int, int]:
    """Events and actors as one number, with the roles of the actor in the event as bits."""
    found: dict[int, int] = {}
    bits, most = role_bits(), len(actors)
    for event, actor, role in conn.execute(PARTS, span):
        if event in ids:  # another program may have left parts behind
            key = ids[event] * most + actors[actor]
            found[key] = found.get(key, 0) | bits[role]
    return found


def role_bits() -> dict[str, int]:
    """The bit of each role."""
    return {role: 1 << number for number, role in enumerate(sorted(words("role")))}


def telling(
    conn: sqlite3.Connection, span: tuple[str, str], ids: Mapping[str, int], sources: Mapping[str, int]
) -> dict[int, int]:
    """Events and sources as one number, with what the source has to do with the event as bits."""
    found: dict[int, int] = {}
    most = len(sources)
    for event, source, agency in conn.execute(REPORTED, span):
        if event not in ids:
            continue
        at = ids[event] * most
        if source is not None:
            found[at + sources[source]] = REPORTS_IT
        if agency is not None:
            found[at + sources[agency]] = REPORTS_IT
    for event, source in conn.execute(CITED, span):
        if event in ids:
            key = ids[event] * most + sources[source]
            found[key] = found.get(key, 0) | CITED_FOR_IT
    return found


def pairs(name: str, found: Mapping[int, int]) -> Iterator[tuple[str, str, bytes]]:
    """Yield two columns: pairs of event and thing, each as one number, and the bits of each."""
    keys = sorted(found)
    yield name, *packed(keys)
    yield f"{name}_bits", *packed([found[key] for key in keys])


def packed(numbers: Sequence[int]) -> tuple[str, bytes]:
    """Whole numbers from 0 on as bytes, as few for each as the highest needs, the lowest byte first."""
    highest = max(numbers, default=0)
    name, code = next(one for width, one in enumerate(WIDTHS) if highest < 256 ** (1 << width))
    return name, written(array(code, numbers))


def written(numbers: "array[int] | array[float]") -> bytes:
    """The bytes of ``numbers``, the same on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
