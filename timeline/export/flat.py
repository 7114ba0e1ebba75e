"""An event as one flat row: the columns of CSV and Parquet, and the properties of GeoJSON."""

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.export.item import Item, Telling
from timeline.export.quotes import excerpt, quote_of
from timeline.model import Claim, GeoPrecision, Participant, Place, Quantity, Role

Value = str | int | float | bool | date | tuple[str, ...] | None

TEXT, WHOLE, REAL, DAY, TRUTH, TEXTS = "text", "whole number", "number", "day", "true or false", "texts"

COLUMNS = {
    "id": TEXT,
    "title": TEXT,
    "event_type": TEXT,
    "event_mode": TEXT,
    "quad_class": TEXT,
    "status": TEXT,
    "date_start": DAY,
    "date_end": DAY,
    "date_precision": TEXT,
    "actors": TEXTS,
    "recipients": TEXTS,
    "others": TEXTS,
    "place_name": TEXT,
    "admin1": TEXT,
    "country": TEXT,
    "latitude": REAL,
    "longitude": REAL,
    "geo_precision": TEXT,
    "fatalities_low": WHOLE,
    "fatalities_best": WHOLE,
    "fatalities_high": WHOLE,
    "numbers": TEXTS,
    "says_who": TEXTS,
    "contexts": TEXTS,
    "cameo_code": TEXT,
    "acled_event_type": TEXT,
    "acled_sub_event_type": TEXT,
    "violence_type": TEXT,
    "lossy": TEXTS,
    "flags": TEXTS,
    "machine_coding": TRUTH,
    "dataset": TEXT,
    "dataset_event_id": TEXT,
    "reports": WHOLE,
    "independent_sources": WHOLE,
    "sources": TEXTS,
    "published": TEXTS,
    "urls": TEXTS,
    "licences": TEXTS,
    "quote": TEXT,
}
"""Every column with what its values are."""

ACTORS = frozenset({Role.ACTOR, Role.SIDE_A, Role.SIDE_B})
RECIPIENTS = frozenset({Role.RECIPIENT, Role.VICTIM})


def row(item: Item) -> dict[str, Value]:
    """Return an event by column, ``None`` where nothing is stated."""
    event, place = item.event, item.event.place or NOWHERE
    return {
        "id": event.id,
        "title": excerpt(event.title),
        "event_type": event.event_type,
        "event_mode": event.event_mode,
        "quad_class": event.quad_class,
        "status": event.status,
        "date_start": event.date.start,
        "date_end": event.date.end,
        "date_precision": event.date.precision,
        "actors": named(part for part in event.participants if part.role in ACTORS),
        "recipients": named(part for part in event.participants if part.role in RECIPIENTS),
        "others": tuple(
            f"{part.role.replace('_', ' ')}: {name_of(part)}"
            for part in event.participants
            if part.role not in ACTORS | RECIPIENTS
        ),
        "place_name": place.name or None,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": place.geo_precision,
        "fatalities_low": item.fatalities_low,
        "fatalities_best": item.fatalities_best,
        "fatalities_high": item.fatalities_high,
        "numbers": unique(number(one) for claim in event.claims for one in claim.quantities),
        "says_who": named(claim.claimant for claim in event.claims if claim.claimant),
        "contexts": event.contexts,
        "cameo_code": event.cameo_code,
        "acled_event_type": event.acled_event_type,
        "acled_sub_event_type": event.acled_sub_event_type,
        "violence_type": event.violence_type,
        "lossy": event.lossy,
        "flags": event.flags,
        "machine_coding": not event.shown,
        "dataset": event.dataset,
        "dataset_event_id": event.dataset_event_id,
        "reports": item.reports,
        "independent_sources": item.independent_sources,
        "sources": unique(one.source for one in item.tellings),
        "published": unique(one.published for one in item.tellings),
        "urls": unique(one.url for one in item.tellings),
        "licences": unique(one.licence for one in item.tellings),
        "quote": next((quote for claim, one in told(item) if (quote := quote_of(claim, one))), None),
    }


NOWHERE = Place("", None, None, None, None, GeoPrecision.UNKNOWN)


def told(item: Item) -> Iterator[tuple[Claim, Telling]]:
    """Yield the claims of an event, each with the report behind it."""
    return zip(item.event.claims, item.tellings, strict=True)


def name_of(part: Participant) -> str:
    """Return whom a participant is: by the actor's name, else as written."""
    return part.actor.name if part.actor else part.name_as_written


def named(parts: Iterable[Participant]) -> tuple[str, ...]:
    """Return the different names of participants, in order."""
    return unique(name_of(part) for part in parts)


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return the different texts that say something, in order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def number(one: Quantity) -> str:
    """Return a number in words: "at least 12 killed (side a)"."""
    kind = one.kind.replace("_", " ") + (f" ({one.side.replace('_', ' ')})" if one.side else "")
    if one.low is not None and one.low == one.high:
        return f"{one.low} {kind}"
    if one.low is not None and one.high is not None:
        return f"{one.low}-{one.high} {kind}"
    if one.low is not None:
        return f"at least {one.low} {kind}"
    if one.high is not None:
        return f"up to {one.high} {kind}"
    return f"about {one.best} {kind}" if one.best is not None else f"{one.as_written} {kind}"
