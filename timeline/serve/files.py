"""The files that a selection can be taken along in: their types, and how each is written from events."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.export import csv_rows, flat, geojson, plover
from timeline.export.attribution import Credits, attribution, credited
from timeline.export.item import Item
from timeline.export.jsonl import plain_value

MOST_DAYS = 1_000  # events of a calendar: more, and no program shows it in good time

Lines = Callable[[Iterable[Item]], Iterator[str]]
"""Gives a text, maybe an empty one, for each event, so that none of them has to wait for all others."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what a browser is told it is, and whether it is to be saved and not shown."""

    ending: str
    content_type: str
    words: str
    saved: bool = True
    lines: Lines | None = None  # of those that are streamed


def plover_lines(items: Iterable[Item]) -> Iterator[str]:
    """One record on a line for each event that PLOVER has a place for, nothing for each other."""
    for item in items:
        yield from plover.lines([item]) if plover.left_out(item) is None else ("",)


def attribution_lines(items: Iterable[Item]) -> Iterator[str]:
    """Whose the events are and on what terms: known only when all of them have been seen, until then nothing."""
    found = Credits()
    for _ in credited(items, found):
        yield ""
    yield attribution(found)


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("csv", "text/csv; charset=utf-8", "CSV for spreadsheets", lines=csv_rows.lines),
        Kind("json", "application/json; charset=utf-8", "JSON, page by page", saved=False),
        Kind("geojson", "application/geo+json", "GeoJSON for maps", lines=geojson.lines),
        Kind("jsonl", "application/x-ndjson", "PLOVER records, JSON lines", lines=plover_lines),
        Kind("ics", "text/calendar; charset=utf-8", "calendar"),
        Kind("atom", "application/atom+xml; charset=utf-8", "Atom feed", saved=False),
        Kind(
            "attribution.txt",
            "text/plain; charset=utf-8",
            "attribution",
            saved=False,
            lines=attribution_lines,
        ),
    )
}


def record(item: Item, address: str) -> dict[str, Any]:
    """An event as a JSON object: every column of the table ``events``, and the columns of the CSV file."""
    event = item.event
    place = event.place or flat.NOWHERE
    plain = {name: plain_value(value) for name, value in flat.row(item).items()}
    return plain | {
        "date_as_written": event.date.as_written,
        "place_id": place.id,
        "place_as_written": place.as_written,
        "rule": event.rule,
        "shown": int(event.shown),
        "page": address,
    }
