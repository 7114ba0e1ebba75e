"""A selection as SQL: conditions on ``events`` with their parameters, and never a text of the visitor in the SQL.

Histogram, list, facets and counts all ask with this one clause, so that they cannot disagree. Each condition
belongs to a field, and a facet leaves its own field out: it counts what the other values would give.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from timeline.model import Role
from timeline.serve.names import NONE
from timeline.serve.search import fts_query
from timeline.serve.selection import WEEKDAYS, Selection

Value = str | int | float

# The sides of UCDP and the actors of ACLED do not say who began: they stand on both ends.
DOERS = (Role.ACTOR, Role.SIDE_A, Role.SIDE_B)
DONE_TO = (Role.RECIPIENT, Role.VICTIM, Role.SIDE_A, Role.SIDE_B)
TAKING_PART = tuple(role for role in Role if role != Role.CLAIMANT)

TELLING = """events.id in (
    select claims.event_id from claims join reports on reports.id = claims.report_id
    where reports.source_id in ({0}) or reports.agency_id in ({0})
    union all select event_id from citations where source_id in ({0}))"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a field."""

    field: str
    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions joined with "and", and what stands for their marks, in order."""

    sql: str
    values: tuple[Value, ...]


def where(selection: Selection, without: Collection[str] = (), more: Sequence[Condition] = ()) -> Where:
    """The clause of ``selection`` on ``events``, ``without`` the conditions of some fields, with ``more``."""
    chosen = [*(one for one in conditions(selection) if one.field not in without), *more]
    return joined(chosen)


def joined(chosen: Sequence[Condition]) -> Where:
    """The clause in which all of ``chosen`` hold."""
    values = tuple(value for one in chosen for value in one.values)
    return Where(" and ".join(one.sql for one in chosen) or "1", values)


def conditions(selection: Selection) -> Iterator[Condition]:
    """Every condition of ``selection``; that of the machine codings first, for it leads the index."""
    yield MACHINE_TOO if selection.machine else NO_MACHINE
    if selection.ids:
        yield Condition("ids", f"events.id in ({_marks(selection.ids)})", selection.ids)
    yield from _dates(selection)
    yield from _kinds(selection)
    yield from _parties(selection)
    yield from _places(selection)
    if selection.sources:
        yield Condition("sources", TELLING.format(_marks(selection.sources)), selection.sources * 3)
    if selection.datasets:
        yield _any("datasets", "dataset", selection.datasets)
    if selection.deaths is not None:
        yield Condition("deaths", "coalesce(fatalities_best, fatalities_low) >= ?", (selection.deaths,))
    if selection.voices is not None:
        yield Condition("voices", "independent_sources >= ?", (selection.voices,))
    if selection.search:
        matching = "events.rowid in (select rowid from events_fts where events_fts match ?)"
        yield Condition("search", matching, (fts_query(selection.search),))


NO_MACHINE = Condition("machine", "shown = 1")
MACHINE_TOO = Condition("machine", "shown in (0, 1)")
MACHINE_ONLY = Condition("machine", "shown = 0")
UNDATED = Condition("dates", "date_start is null")
PLACELESS = Condition("places", "geo_precision = 'unknown'")


def begun_before(selection: Selection) -> Condition:
    """Events that began before the window and reach into it; a selection with a start only has any."""
    assert selection.start is not None
    return Condition(
        "dates", "date_start < ? and date_end >= ?", (str(selection.start), str(selection.start))
    )


def _dates(selection: Selection) -> Iterator[Condition]:
    if "date" in selection.lacks:
        yield UNDATED
        return
    if selection.start is None and selection.end is None:
        yield Condition("dates", "date_start is not null")
    if selection.start is not None:
        # A day is in the window of an event that began earlier and went on, if one asks for that.
        column = "date_end" if selection.reach else "date_start"
        yield Condition("dates", f"{column} >= ?", (str(selection.start),))
    if selection.end is not None:
        yield Condition("dates", "date_start <= ?", (str(selection.end),))
    if selection.weekdays:
        # Only a day that is known is a Monday; strftime counts from Sunday.
        numbers = tuple(str((WEEKDAYS.index(one) + 1) % 7) for one in selection.weekdays)
        on = f"date_precision = 'day' and strftime('%w', date_start) in ({_marks(numbers)})"
        yield Condition("weekdays", on, numbers)


def _kinds(selection: Selection) -> Iterator[Condition]:
    if selection.types:
        whole = [one for one in selection.types if ":" not in one and one != NONE]
        modes = [tuple(one.split(":", 1)) for one in selection.types if ":" in one]
        parts = [f"event_type in ({_marks(whole)})"] if whole else []
        parts += ["(event_type = ? and event_mode = ?)"] * len(modes)
        parts += ["event_type is null"] if NONE in selection.types else []
        values = (*whole, *(part for mode in modes for part in mode))
        yield Condition("types", f"({' or '.join(parts)})", values)
    if selection.statuses:
        yield _any("statuses", "status", selection.statuses)


def _parties(selection: Selection) -> Iterator[Condition]:
    for field, roles, ids in (
        ("actors", DOERS, selection.actors),
        ("recipients", DONE_TO, selection.recipients),
        *(("parties", TAKING_PART, (one,)) for one in selection.parties),
    ):
        if ids:
            taking = (
                "events.id in (select event_id from participants"
                f" where actor_id in ({_marks(ids)}) and role in ({_marks(roles)}))"
            )
            yield Condition(field, taking, (*ids, *roles))


def _places(selection: Selection) -> Iterator[Condition]:
    if selection.countries:
        yield _any("countries", "country", selection.countries)
    if selection.places:
        yield _any("places", "place_id", selection.places)
    if "place" in selection.lacks:
        yield PLACELESS
    if box := selection.box:
        east = "between ? and ?" if box.west <= box.east else "not between ? and ?"
        sides = (box.west, box.east) if box.west <= box.east else (box.east, box.west)
        yield Condition(
            "box", f"latitude between ? and ? and longitude {east}", (box.south, box.north, *sides)
        )


def _any(field: str, column: str, values: Sequence[str]) -> Condition:
    stated = tuple(one for one in values if one != NONE)
    parts = [f"{column} in ({_marks(stated)})"] if stated else []
    parts += [f"{column} is null"] if NONE in values else []
    return Condition(field, f"({' or '.join(parts)})" if len(parts) > 1 else parts[0], stated)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
