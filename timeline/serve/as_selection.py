"""Between the filters of a table page and a selection of the timeline, both ways. Pure.

Only what means exactly the same on both sides is translated; everything else is named, never dropped.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.serve.grains import GRAINS
from timeline.serve.names import NONE
from timeline.serve.selection import BadSelection, Selection, read_selection

# The tables whose rows are the events of a selection → their column of the first day.
DAYS: Mapping[str, str] = {"events": "date_start", "timeline": "date"}
# Columns whose values a selection names → its parameter.
COLUMNS = {
    "id": "id",
    "status": "status",
    "event_type": "type",
    "country": "country",
    "dataset": "dataset",
    "place_id": "place",
}
NULLABLE = ("event_type", "country", "dataset")  # here a selection can ask for "none"
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
BEGINNING = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)-?\Z", re.ASCII)
PLAIN = re.compile(r"[^\W_]+( [^\W_]+)*\Z")  # a search that both sides read alike
# Parameters that change how a table looks, or which page of it one sees, and not which rows it has.
LOOKS = re.compile(
    r"_(col|nocol|sort|sort_desc|sort_by_desc|size|next|labels|shape|trace|ttl|facet\w*|nofacet|nosuggest"
    r"|nocount|dl|stream|extra|searchmode)\Z"
)
COARSE = ("date_precision__notin", ",".join(GRAINS["weekday"].coarse))  # what the facet by weekday adds

Pair = tuple[str, str]
Given = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Translated:
    """A selection, and the filters of the table (``column__gte=5``) that it cannot express."""

    selection: Selection
    left: tuple[str, ...]


def as_selection(table: str, pairs: Iterable[Pair]) -> Translated | None:
    """The selection that shows the events of ``table`` filtered by ``pairs``; None for any other table.

    Events without a date are in no selection by time: its page counts them and leads to them.
    """
    if table not in DAYS:
        return None
    base: Given = {"machine": ["1"]} if table == "events" else {}  # the table holds machine codings too
    given, left = dict(base), []
    filters = _paired(table, [pair for pair in pairs if pair[1] != "" and not LOOKS.match(pair[0])])
    for written, found in filters:
        if found is None or any(name in given and name not in ("party", "machine") for name in found):
            left.append(written)
            continue
        for name, values in found.items():
            given[name] = [*given.get(name, ()), *values] if name == "party" else values
    try:
        return Translated(read_selection(given), tuple(left))
    except BadSelection:
        return Translated(read_selection(base), tuple(written for written, _ in filters))


def _paired(table: str, pairs: list[Pair]) -> list[tuple[str, Given | None]]:
    """Each filter as it is written with what it means; two that mean something together only are joined."""
    found: list[tuple[str, Given | None]] = []
    rest = list(pairs)
    for weekday in [one for one in pairs if one[0] == "_weekday" and one[1].startswith(f"{DAYS[table]}:")]:
        if COARSE in rest:
            rest.remove(weekday)
            rest.remove(COARSE)
            found.append((_written(weekday), {"weekday": [weekday[1].rpartition(":")[2].lower()]}))
    modes = [one for one in rest if one[0] in ("event_mode", "event_mode__exact")]
    kinds = [one for one in rest if one[0] in ("event_type", "event_type__exact")]
    if len(modes) == len(kinds) == 1:
        rest = [one for one in rest if one not in (*modes, *kinds)]
        written = f"{_written(kinds[0])} and {_written(modes[0])}"
        found.append((written, {"type": [f"{kinds[0][1]}:{modes[0][1]}"]}))
    return [*found, *((_written(one), _meaning(table, *one)) for one in rest)]


def _written(pair: Pair) -> str:
    return "=".join(pair)


def _meaning(table: str, name: str, value: str) -> Given | None:
    """What one filter is in a selection; None for what a selection cannot say."""
    if name == "_participant":
        return {"party": [value]}
    if name == "_search":
        return {"q": [value]} if table == "events" and PLAIN.match(value) else None
    column, _, lookup = name.rpartition("__") if "__" in name else (name, "", "exact")
    if column == DAYS[table]:
        return _days(lookup, value)
    if (name, value) in (("shown", "1"), ("shown__exact", "1")):
        return {"machine": ["0"]}
    if column == "geo_precision" and lookup == "exact" and value == "unknown":
        return {"lacks": ["place"]}
    if column == "independent_sources" and lookup == "gte" and value.isdecimal():
        return {"voices": [value]}
    if column in COLUMNS:
        return _values(column, lookup, value)
    return None


def _days(lookup: str, value: str) -> Given | None:
    if lookup in ("isnull", "notnull"):
        return {"lacks": ["date"]} if lookup == "isnull" else {}
    if lookup == "startswith":
        found = BEGINNING.match(value)
        return {"from": [found[1]], "to": [found[1]]} if found else None
    if not DAY.match(value):
        return None
    try:
        day = date.fromisoformat(value)
        beyond = day + timedelta(days={"gt": 1, "lt": -1}.get(lookup, 0))
    except (ValueError, OverflowError):
        return None
    if lookup in ("exact", "date"):
        return {"from": [value], "to": [value]}
    side = {"gt": "from", "gte": "from", "lt": "to", "lte": "to"}.get(lookup)
    return {side: [str(beyond)]} if side else None


def _values(column: str, lookup: str, value: str) -> Given | None:
    if lookup == "isnull" and column in NULLABLE:
        return {COLUMNS[column]: [NONE]}
    try:
        listed = json.loads(value) if value.startswith("[") else [one.strip() for one in value.split(",")]
    except ValueError:
        return None
    values = {"exact": [value], "in": listed}.get(lookup)
    if not values or NONE in values or not all(isinstance(one, str) for one in values):
        return None
    return {COLUMNS[column]: values}


def as_table(selection: Selection) -> list[Pair] | None:
    """The parameters of the events' table page that shows ``selection``; None where it cannot be said there."""
    if selection.actors or selection.recipients or selection.sources or selection.deaths:
        return None
    if len(selection.weekdays) > 1 or (selection.search and not PLAIN.match(selection.search)):
        return None
    listed = [_listed(column, selection) for column in COLUMNS]
    sides = selection.box
    if any(one is None for one in listed) or (sides and sides.west > sides.east):
        return None
    pairs = [*_when(selection), *(pair for one in listed for pair in one or ())]
    pairs += [("_participant", one) for one in selection.parties]
    pairs += [("_search", selection.search)] if selection.search else []
    pairs += [("geo_precision", "unknown")] if "place" in selection.lacks else []
    pairs += [("independent_sources__gte", str(selection.voices))] if selection.voices else []
    pairs += [("shown", "1")] if not selection.machine else []
    if sides:
        pairs += [("latitude__gte", f"{sides.south:g}"), ("latitude__lte", f"{sides.north:g}")]
        pairs += [("longitude__gte", f"{sides.west:g}"), ("longitude__lte", f"{sides.east:g}")]
    return [*pairs, ("_sort_desc" if selection.sort == "newest" else "_sort", "date_start")]


def _when(selection: Selection) -> list[Pair]:
    if "date" in selection.lacks:
        return [("date_start__isnull", "1")]
    column = "date_end" if selection.reach else "date_start"
    pairs = [(f"{column}__gte", str(selection.start))] if selection.start else []
    pairs += [("date_start__lte", str(selection.end))] if selection.end else []
    for one in selection.weekdays:
        pairs += [("_weekday", f"date_start:{one.title()}"), ("date_precision", "day")]
    return pairs or [("date_start__notnull", "1")]


def _listed(column: str, selection: Selection) -> Sequence[Pair] | None:
    fields = {"id": "ids", "status": "statuses", "event_type": "types", "country": "countries"}
    fields |= {"dataset": "datasets", "place_id": "places"}
    values: tuple[str, ...] = getattr(selection, fields[column])
    if column == "event_type" and any(":" in one for one in values):
        kind, _, mode = values[0].partition(":")
        return [("event_type", kind), ("event_mode", mode)] if len(values) == 1 else None
    if NONE in values:
        return [(f"{column}__isnull", "1")] if len(values) == 1 else None
    if len(values) == 1:
        return [(column, values[0])]
    return [(f"{column}__in", json.dumps(values, ensure_ascii=False))] if values else []
