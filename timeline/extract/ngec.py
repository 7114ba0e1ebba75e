"""NGEC: one object is what a program read out of a report, so a claim and no more, and not shown unasked."""

from collections.abc import Mapping
from itertools import chain

from timeline.errors import RecordError
from timeline.extract.fields import day, interval, point, stated
from timeline.extract.nested import Thing, drifted, text, thing_in, things_of, words_in
from timeline.extract.plover_words import GAZETTEER, act, contexts, entity, event_of, precision_of
from timeline.model import (
    Citation,
    Claim,
    DatePrecision,
    DateValue,
    Extraction,
    GeoPrecision,
    Issue,
    Participant,
    Place,
    Record,
    Role,
    Status,
)
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.dataset_codes import code_of

NAME = "ngec"
SIDES = ((Role.ACTOR, "ACTOR"), (Role.RECIPIENT, "RECIP"))


def extract(record: Record) -> Extraction:
    """Return the event of an object. Raise RecordError where its key, its day or its point are none."""
    row = record.fields
    event_id = row["id"].strip()
    if not event_id:
        raise RecordError("id is empty")
    when = date_of(row)
    kinds = words_in(row["event_type"], "event_type") or ("",)
    modes = words_in(row.get("event_mode", ""), "event_mode")
    what, doubts = act(kinds[0], modes, "", "event_type", "event_mode")
    about, more = contexts(words_in(row.get("contexts", ""), "contexts"), "contexts")
    attributes = thing_in(row["attributes"], "attributes")
    who, unsure = participants(attributes)
    where, unclear = place(row)
    spots = things_of(attributes.get("LOC"))
    claim = Claim(
        None, None, Status.CLAIMED, when, NAME,
        place_as_written=next((text(spot, "text") for spot in spots), "") or (where.as_written if where else None),
        line=record.line, citations=citations(row),
    )  # fmt: skip
    return Extraction(
        (event_of(what, who, where, about, claim, event_id),), (*doubts, *more, *unsure, *unclear)
    )


def date_of(row: Mapping[str, str]) -> DateValue:
    """Return the day that words of the report gave; where there were none, the coder filled in another: unknown."""
    written, resolved = row.get("date_raw", "").strip(), row.get("date_resolved", "").strip()
    if not written or not stated(resolved) or code_of("ngec_date_default", written):
        return DateValue(None, None, DatePrecision.UNKNOWN)
    found = day(resolved.replace("/", "-")[:10], "date_resolved")
    one = interval(found, found, DatePrecision.DAY)
    return DateValue(one.start, one.end, one.precision, written)


def participants(attributes: Thing) -> tuple[tuple[Participant, ...], list[Issue]]:
    """Return who did it and to whom, each once, and what of it is in no list."""
    found: list[Participant] = []
    issues: list[Issue] = []
    for role, key in SIDES:
        for one in things_of(attributes.get(key)):
            written, resolved, country, sector = (
                text(one, name) for name in ("text", "wiki", "country", "code_1")
            )
            issues += drifted(NAME, f"attributes.{key}", one)
            if not written and not resolved:
                continue
            who, doubts = entity(role, written, resolved, country, sector, NAME)
            issues += doubts
            if who not in found:
                found.append(who)
    for key in ("LOC", "DATE"):
        issues += chain.from_iterable(
            drifted(NAME, f"attributes.{key}", one) for one in things_of(attributes.get(key))
        )
    return tuple(found), issues


def place(row: Mapping[str, str]) -> tuple[Place | None, list[Issue]]:
    """Return where it happened, None where the coder found no place; early versions have the place without "geo"."""
    outer = thing_in(row.get("event_geolocation", ""), "event_geolocation")
    inner = outer.get("geo", outer)
    spot = next(iter(things_of(inner)), {})
    issues = drifted(
        NAME, "event_geolocation.geo", {name: one for name, one in spot.items() if name != "reason"}
    )
    name, written = text(spot, "resolved_placename"), text(spot, "search_placename")
    if not (name or written):
        return None, issues
    north, east = point(text(spot, "lat"), text(spot, "lon"))
    precision = precision_of(text(spot, "feature_code")) or precision_of(text(spot, "feature_class"))
    if precision is None:
        north, east, precision = None, None, GeoPrecision.UNKNOWN
    key = text(spot, "geonameid")
    found = Place(
        name or written, name_to_alpha3(text(spot, "country_code3"), NAME), text(spot, "admin1_name") or None,
        north, east, precision, written or None, f"geonames-{key}" if key else None,
        text(spot, "feature_code") or None, None, GAZETTEER if key else None,
    )  # fmt: skip
    return found, issues


def citations(row: Mapping[str, str]) -> tuple[Citation, ...]:
    """Return the report that was read, as far as the object says."""
    publisher, headline, published = (
        stated(row.get(name, "")) for name in ("publisher", "headline", "pub_date")
    )
    return (Citation(publisher, headline, published),) if publisher or published or headline else ()
