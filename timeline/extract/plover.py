"""PLOVER records: what somebody coded by the manual, one event for each type that a record names."""

from collections.abc import Mapping
from itertools import chain

from timeline.errors import RecordError
from timeline.extract.fields import count, day, interval, point, stated
from timeline.extract.nested import drifted, text, thing_in, things_in, words_in
from timeline.extract.plover_words import (
    GAZETTEER,
    Act,
    Issues,
    act,
    contexts,
    entity,
    event_of,
    precision_of,
)
from timeline.model import (
    Citation,
    Claim,
    DatePrecision,
    DateValue,
    Extraction,
    GeoPrecision,
    Issue,
    IssueLevel,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Record,
    Role,
    Status,
)
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.dataset_codes import word_of

NAME = "plover"
SIZE = {"dead": QuantityKind.KILLED, "injured": QuantityKind.INJURED, "arrested": QuantityKind.ARRESTED}
AUXILIARIES = (
    ("negation", Status.DENIED), ("hypothetical", Status.HYPOTHETICAL), ("future", Status.PLANNED),
)  # fmt: skip
YES = frozenset({"true", "1", "yes"})
NO = frozenset({"false", "0", "no"})


def extract(record: Record) -> Extraction:
    """Return the events of a record. Raise RecordError where its key, days, place or numbers are none."""
    row = record.fields
    event_id = row["id"].strip()
    if not event_id:
        raise RecordError("id is empty")
    if row.get("has_event", "").strip().casefold() in NO:
        return Extraction(
            issues=(Issue(IssueLevel.INFO, "no-event", "has_event", "has_event is false: no event"),)
        )
    said = remarks(row.get("comment", ""))
    when = date_of(row, said)
    who, doubts = participants(row)
    where, unsure = place(row, said)
    about, more = contexts(words_in(row.get("context", ""), "context"), "context")
    claim = Claim(
        None, None, status(row, said), when, NAME, place_as_written=where.as_written if where else None,
        quantities=sizes(row), line=record.line, citations=citations(row),
    )  # fmt: skip
    events = []
    issues = [*doubts, *unsure, *more]
    for number, (what, unclear) in enumerate(acts(row), start=1):
        issues += unclear
        events.append(event_of(what, who, where, about, claim, event_id, number, True, row["event"]))
    return Extraction(tuple(events), tuple(issues))


def acts(row: Mapping[str, str]) -> list[tuple[Act, Issues]]:
    """Return the act of each type of a record; a mode goes to the types that have it."""
    kinds = words_in(row["event"], "event") or ("",)
    modes = words_in(row.get("mode", ""), "mode")
    quad = row.get("quad_code", "")
    if len(kinds) == 1:
        return [act(kinds[0], modes, quad, "event", "mode")]
    fits = {
        kind: tuple(mode for mode in modes if act(kind, (mode,), "", "event", "mode")[0].event_mode)
        for kind in kinds
    }
    return [act(kind, fits[kind], "", "event", "mode") for kind in fits]


def remarks(comment: str) -> dict[str, str]:
    """Return what our own export writes into the remark: "status: planned; date_precision: month"."""
    parts = (part.partition(":") for part in comment.split(";"))
    return {name.strip(): value.strip() for name, _, value in parts if value}


def status(row: Mapping[str, str], said: Mapping[str, str]) -> Status:
    """Return whether it was done, by the auxiliaries of the manual or the remark."""
    for name, found in AUXILIARIES:
        if row.get(name, "").strip().casefold() in YES:
            return found
    return Status(said["status"]) if said.get("status") in set(Status) else Status.OCCURRED


def date_of(row: Mapping[str, str], said: Mapping[str, str]) -> DateValue:
    """Return the days of a record: one, or all from the first to the last."""
    start = day(row["date"], "date")
    end = day(row["enddate"], "enddate") if stated(row.get("enddate", "")) else start
    noted = said.get("date_precision")
    if noted in set(DatePrecision) - {DatePrecision.UNKNOWN}:
        return interval(start, end, DatePrecision(noted))
    return interval(start, end, DatePrecision.DAY if start == end else DatePrecision.RANGE)


def participants(row: Mapping[str, str]) -> tuple[tuple[Participant, ...], list[Issue]]:
    """Return who did it and to whom, and what of it is in no list."""
    found: list[Participant] = []
    issues: list[Issue] = []
    for role in (Role.ACTOR, Role.RECIPIENT):
        for one in things_in(row.get(role, ""), role):
            written, resolved, code, sector = (
                text(one, name) for name in ("entity_text", "identifier_text", "code", "sector")
            )
            who, doubts = entity(role, written, resolved or ("" if written else code), code, sector, NAME)
            found.append(who)
            issues += chain(doubts, drifted(NAME, role, one))
    return tuple(found), issues


def place(row: Mapping[str, str], said: Mapping[str, str]) -> tuple[Place | None, list[Issue]]:
    """Return the place of a record, None where it names none, and what of it is in no list."""
    spot = thing_in(row.get("event_loc", ""), "event_loc")
    if not spot:
        return None, []
    north, east = point(text(spot, "lat"), text(spot, "lon"))
    country = name_to_alpha3(text(spot, "country_code")) or name_to_alpha3(text(spot, "country"), NAME)
    name = next((one for part in PARTS if (one := text(spot, part))), None)
    if name is None:
        return None, drifted(NAME, "event_loc", spot)
    coarse = word_of("plover_resolution", text(spot, "resolution")) or said.get("geo_precision")
    precision = GeoPrecision(coarse) if coarse in set(GeoPrecision) else None
    precision = (
        precision or precision_of(text(spot, "feature_code")) or precision_of(text(spot, "feature_class"))
    )
    key = text(spot, "geonameid")
    if precision is None:
        north, east, precision = None, None, GeoPrecision.UNKNOWN
    found = Place(
        name, country, text(spot, "province") or None, north, east, precision, text(spot, "extracted_place") or None,
        f"geonames-{key}" if key else None, text(spot, "feature_code") or None, None, GAZETTEER if key else None,
    )  # fmt: skip
    return found, drifted(NAME, "event_loc", spot)


PARTS = ("resolved_place", "extracted_place", "city", "district", "province", "country")
"""What a place may be called by, from the best to the widest."""


def sizes(row: Mapping[str, str]) -> tuple[Quantity, ...]:
    """Return how many people were killed, injured and arrested, as far as it is stated."""
    size = thing_in(row.get("size", ""), "size")
    numbers = ((name, count(text(size, name), f"size.{name}")) for name in SIZE)
    return tuple(
        Quantity(SIZE[name], None, number, None, f"{name} {number}")
        for name, number in numbers
        if number is not None
    )


def citations(row: Mapping[str, str]) -> tuple[Citation, ...]:
    """Return the report that was coded, if the record names it."""
    source = thing_in(row.get("cite_info", ""), "cite_info")
    publication, headline, url = (text(source, name) or None for name in ("publication", "title", "url"))
    if not (publication or headline or url):
        return ()
    return (Citation(publication, headline, None, url),)
