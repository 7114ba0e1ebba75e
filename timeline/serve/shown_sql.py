"""The SQL behind a view, as a person would write it: formatted, with named parameters, for Datasette's query page.

Datasette hands parameters over as text, so a number is cast where it is compared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent, indent

from timeline.model import Role
from timeline.serve.selection import Selection
from timeline.serve.where import Condition, Value, conditions

COLUMNS = (
    *("id", "date_start", "date_end", "date_precision", "status", "title", "event_type", "event_mode"),
    *("place_name", "country", "geo_precision", "fatalities_low", "fatalities_best", "fatalities_high"),
    *("reports", "independent_sources", "dataset"),
)
# What the parameters of a field are called; where its values differ in kind, each by its own name.
NAMES = {
    "types": "type",
    "statuses": "status",
    "actors": "actor",
    "recipients": "recipient",
    "parties": "party",
    "countries": "country",
    "places": "place",
    "sources": "source",
    "datasets": "dataset",
    "deaths": "deaths",
    "voices": "voices",
    "search": "words",
    "weekdays": "weekday",  # as strftime counts them, from Sunday
    "ids": "event",
}
ROLES = frozenset(str(role) for role in Role)
WIDTH = 100  # a line of SQL

EVENT = """select status, claimant, channel, publisher, agency, date_start, date_end, date_precision,
  date_as_written, numbers, quote, report, published_at, report_id, event_id
from claims_side_by_side
where event_id = :event
order by published_at, id"""
ACTOR = """select events.id, date_start, date_precision, status, role, name_as_written, title, event_type,
  event_mode, place_name, events.country
from participants
join events on events.id = participants.event_id
where actor_id = :actor and shown = 1
order by date_start desc, events.id desc, position"""
SOURCE = """select id, title, published_at, language, url,
  (select count(distinct event_id) from claims where report_id = reports.id) as events
from reports
where source_id = :source
order by published_at desc, id"""
REPORT = """select claims.id, event_id, title, claims.status, claimant_as_written, claims.date_start,
  claims.date_precision, claims.date_as_written, quote, claims.rule
from claims
join events on events.id = claims.event_id
where report_id = :report
order by span_start, line, claims.id"""
COVERAGE = """select source, day, reports, source_id
from coverage
where day >= :first_day and day <= :last_day
order by day, reports desc, source"""


@dataclass(frozen=True, slots=True)
class Shown:
    """SQL with ``:names``, and what stands for each."""

    sql: str
    values: Mapping[str, str]


@dataclass(slots=True)
class _Names:
    """The names that were given so far, in one statement."""

    values: dict[str, str] = field(default_factory=dict)

    def of(self, wanted: str, value: Value) -> str:
        """The name for ``value``: ``wanted``, with a number behind it where that stands for another value."""
        number = 1
        name = wanted
        while self.values.get(name, str(value)) != str(value):
            number += 1
            name = f"{wanted}_{number}"
        self.values[name] = str(value)
        return {int: f"cast(:{name} as integer)", float: f"cast(:{name} as real)"}.get(
            type(value), f":{name}"
        )


def selection_sql(selection: Selection) -> Shown:
    """The list of ``selection`` in its order, as many columns as one reads across."""
    names = _Names()
    parts = [_condition(one, selection, names) for one in conditions(selection)]
    way = "desc" if selection.sort == "newest" else "asc"
    lines = [
        f"select {_wrapped(COLUMNS)}",
        "from events",
        "where " + "\n  and ".join(parts),
        f"order by date_start {way}, id {way}",
    ]
    return Shown("\n".join(lines), names.values)


def _condition(one: Condition, selection: Selection, names: _Names) -> str:
    pieces = iter(one.sql.split("?"))
    text = next(pieces)
    for position, (piece, value) in enumerate(zip(pieces, one.values, strict=True)):
        name = _name(one, selection, position, text)
        text += (f"'{value}'" if value in ROLES else names.of(name, value)) + piece
    if len(text) > WIDTH and "\n" not in text:
        text = text.replace("(select ", "(\n    select ", 1).replace(" where ", "\n    where ", 1)
    first, _, rest = text.partition("\n")
    return f"{first}\n{indent(dedent(rest), '    ')}" if rest else text


def _name(one: Condition, selection: Selection, position: int, before: str) -> str:
    if one.field == "dates":
        return "first_day" if re.search(r">= \Z", before) else "last_day"
    if one.field == "box" and selection.box:
        east_first = selection.box.west > selection.box.east
        sides = ("south", "north", *(("east", "west") if east_first else ("west", "east")))
        return sides[position]
    if one.field == "types" and before.endswith("event_mode = "):
        return "mode"
    return NAMES[one.field]


def _wrapped(columns: tuple[str, ...]) -> str:
    return "\n  ".join(_lines(columns))


def _lines(columns: tuple[str, ...]) -> Iterator[str]:
    line = ""
    for position, column in enumerate(columns):
        word = column + ("," if position < len(columns) - 1 else "")
        if line and len(line) + len(word) > WIDTH - 10:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
