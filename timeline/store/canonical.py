"""The rows of an event out of its codings: what it says, where from, and what it said before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from timeline.model import Event
from timeline.resolve.choose import Choice, Chosen, choose, in_order
from timeline.resolve.figures import Number
from timeline.resolve.match import Coding
from timeline.store import rows
from timeline.store.rows import Row

KEYS = ("id", "dataset", "dataset_event_id", "known_from")
"""Columns of ``events`` that do not change while reports come in."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """One event, and the codings that it stands for, first published first."""

    event: Event
    row: Row
    members: tuple[Coding, ...]
    choices: tuple[Choice, ...]
    numbers: tuple[Number, ...]
    versions: tuple[Row, ...]


def canonical(codings: Sequence[Coding]) -> Canonical:
    """Return the event that ``codings`` are. One coding says what it says; of several, ``choose`` decides."""
    members = tuple(in_order(codings))
    found = told(members)
    row = event_row(found.event, members)
    return Canonical(
        found.event, row, members, found.choices, found.numbers, tuple(versions(members, found.event, row))
    )


def told(members: Sequence[Coding]) -> Chosen:
    """Return what codings come to; one coding is what it is."""
    return choose(members) if len(members) > 1 else Chosen(members[0].event, ())


def event_row(event: Event, members: Sequence[Coding]) -> Row:
    days = [rows.day_of(one.published) for one in members]
    known = None if None in days else min(day for day in days if day)
    reports, voices = len({one.report_id for one in members}), len({one.voice for one in members})
    return rows.event_row(event, known, reports, voices)


def versions(members: Sequence[Coding], event: Event, last: Row) -> list[Row]:
    """Return what the event said from each day of publication that changed it; nothing if none did."""
    days = sorted({day for one in members if (day := rows.day_of(one.published))})
    if len(days) < 2:
        return []
    stated = [(day, *state(members, day, event, last)) for day in days]
    kept = [next(same) for _, same in groupby(stated, key=lambda one: one[1:])]
    if len(kept) < 2:
        return []
    undated = any(one.published is None for one in members)
    ends: list[str | None] = [day for day, _, _ in kept[1:]]
    return [
        {
            "event_id": last["id"],
            "position": position,
            "valid_from": None if undated and position == 0 else day,
            "valid_to": end,
            "value": value,
            "participants": parts,
        }
        for position, ((day, value, parts), end) in enumerate(zip(kept, [*ends, None], strict=True))
    ]


def state(members: Sequence[Coding], day: str, event: Event, row: Row) -> tuple[str, str]:
    """Return the columns and the participants of the event as the reports published until ``day`` have it.

    ``event`` and ``row`` are what all of them come to.
    """
    until = [one for one in members if one.published is None or one.published[:10] <= day]
    if len(until) < len(members):
        event = replace(told(until).event, id=event.id)
        row = event_row(event, until)
    parts = [without(part, "event_id") for part in rows.participant_rows(event)]
    return as_json(without(row, *KEYS)), as_json(parts)


def without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def choice_rows(found: Canonical) -> list[Row]:
    """Return where the values come from, if there was anything to choose."""
    return [
        {"event_id": found.event.id, "column": one.column, "claim_id": claim, "rule": one.rule}
        for one in found.choices
        for claim in one.claims
    ]


def quantity_rows(found: Canonical) -> list[Row]:
    """Return what the figures for each thing come to, if several codings give them."""
    return [
        {
            "event_id": found.event.id,
            "position": position,
            "kind": one.quantity.kind,
            "side": one.quantity.side,
            "low": one.quantity.low,
            "best": one.quantity.best,
            "high": one.quantity.high,
            "as_written": one.quantity.as_written,
            "differ": int(one.differ),
        }
        for position, one in enumerate(found.numbers)
    ]
