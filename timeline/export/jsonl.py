"""``jsonl``: one JSON object for each event, whole: participants, claims with their reports, numbers, citations."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from timeline.export import flat
from timeline.export.item import Item, Telling
from timeline.export.quotes import quote_of
from timeline.model import Citation, Claim, Participant, Quantity

NESTED = (
    "actors",
    "recipients",
    "others",
    "numbers",
    "says_who",
    "sources",
    "published",
    "urls",
    "licences",
    "quote",
)
"""Columns of the flat row that stand in full below participants and claims."""


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield one line for each event."""
    return (text_of(whole(item)) + "\n" for item in items)


def text_of(value: object) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def whole(item: Item) -> dict[str, Any]:
    """Return an event with everything that hangs on it."""
    plain = {name: plain_value(value) for name, value in flat.row(item).items() if name not in NESTED}
    place = item.event.place
    return plain | {
        "date_as_written": item.event.date.as_written,
        "place_id": place.id if place else None,
        "place_as_written": place.as_written if place else None,
        "rule": item.event.rule,
        "participants": [participant(part) for part in item.event.participants],
        "claims": [claim(one, telling) for one, telling in flat.told(item)],
        "mentioned_in": [citation(one) for one in item.mentions],
    }


def plain_value(value: flat.Value) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def participant(part: Participant) -> dict[str, Any]:
    """Return a participant, with the actor if it is known which."""
    return {
        "role": part.role,
        "name_as_written": part.name_as_written,
        "actor_id": part.actor.id if part.actor else None,
        "actor_name": part.actor.name if part.actor else None,
        "country": part.country,
        "kind": part.kind,
        "sector": part.sector,
        "side": part.side,
        "count_low": part.count_low,
        "count_high": part.count_high,
    }


def claim(one: Claim, telling: Telling) -> dict[str, Any]:
    """Return what a report states of an event, and which report it is."""
    return {
        "status": one.status,
        "claimant": flat.name_of(one.claimant) if one.claimant else None,
        "claimant_as_written": one.claimant.name_as_written if one.claimant else None,
        "channel": one.channel,
        "stance": one.stance,
        "date_start": plain_value(one.date.start),
        "date_end": plain_value(one.date.end),
        "date_precision": one.date.precision,
        "date_as_written": one.date.as_written,
        "place_as_written": one.place_as_written,
        "rule": one.rule,
        "quote": quote_of(one, telling),
        "quantities": [quantity(each) for each in one.quantities],
        "report": report(telling) | {"line": one.line},
        "cites": [citation(each) for each in one.citations],
    }


def quantity(one: Quantity) -> dict[str, Any]:
    """Return a number with its unit."""
    return {
        "kind": one.kind,
        "side": one.side,
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "as_written": one.as_written,
    }


def report(telling: Telling) -> dict[str, Any]:
    """Return which report it was, and on what terms."""
    return {
        "id": telling.report_id,
        "source": telling.source,
        "title": telling.title,
        "published": telling.published,
        "url": telling.url,
        "language": telling.language,
        "licence": telling.licence,
    }


def citation(one: Citation) -> dict[str, Any]:
    """Return an article that a dataset names."""
    return {
        "publisher": one.publisher,
        "title": one.title,
        "published": one.published,
        "url": one.url,
        "claimant_as_written": one.claimant_as_written,
    }
