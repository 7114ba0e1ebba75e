"""POLECAT: one row is what a program read out of a report, so a claim and no more, and not shown unasked."""

from collections.abc import Mapping
from itertools import chain

from timeline.errors import RecordError
from timeline.extract.fields import day, interval, point, stated, unknown
from timeline.extract.plover_words import GAZETTEER, act, contexts, entity, event_of, listed, precision_of
from timeline.model import (
    Citation,
    Claim,
    DatePrecision,
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

NAME = "polecat"
SIDES = ((Role.ACTOR, "Actor"), (Role.RECIPIENT, "Recipient"))
LEVELS = (
    ("City", GeoPrecision.NEAR),
    ("District", GeoPrecision.ADMIN2),
    ("Province", GeoPrecision.ADMIN1),
    ("Country", GeoPrecision.COUNTRY),
)
"""From the narrowest to the widest: how well a place is known whose feature is not stated."""


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its key, its day or its point are none."""
    row = record.fields
    event_id = row["Event ID"].strip()
    if not stated(event_id):
        raise RecordError("Event ID is empty")
    date = day(row["Event Date"], "Event Date")
    when = interval(date, date, DatePrecision.DAY)
    what, doubts = act(
        row["Event Type"].strip(),
        listed(row["Event Mode"]),
        row["Quad Code"].strip(),
        "Event Type",
        "Event Mode",
    )
    about, more = contexts(listed(row["Contexts"]), "Contexts")
    who, unsure = participants(row)
    issues = [*doubts, *more, *unsure]
    where = place(row, issues)
    claim = Claim(
        None, None, Status.CLAIMED, when, NAME, place_as_written=where.as_written if where else None,
        line=record.line, citations=citations(row),
    )  # fmt: skip
    return Extraction((event_of(what, who, where, about, claim, event_id),), tuple(issues))


def participants(row: Mapping[str, str]) -> tuple[tuple[Participant, ...], tuple[Issue, ...]]:
    """Return who did it and to whom, and what of it is in no list."""
    found = [one for role, side in SIDES for one in named(row, role, side)]
    return tuple(one for one, _ in found), tuple(chain.from_iterable(doubts for _, doubts in found))


def named(row: Mapping[str, str], role: Role, side: str) -> list[tuple[Participant, tuple[Issue, ...]]]:
    """Return those whom a row names on one side.

    Names, names in the text and countries are lists: they go together where they are as long as one another. The
    sector is that of one alone.
    """
    names, written, countries = (
        listed(row.get(f"{side} {end}", "")) for end in ("Name", "Name Raw", "Country")
    )
    sectors = row.get(f"Primary {side} Sector", "")
    if not stated(sectors):
        sectors = row.get(f"{side} Sectors", "")
    longest = max(names, written, key=len)
    found = []
    for number, name in enumerate(longest):
        raw = written[number] if len(written) == len(longest) else ""
        resolved = names[number] if len(names) == len(longest) else ""
        country = "" if not countries else countries[number] if len(countries) == len(longest) else ""
        one = len(longest) == 1
        found.append(
            entity(role, raw or name, resolved, country, sectors if one and stated(sectors) else "", NAME)
        )
    for country in () if longest else countries:
        found.append(
            entity(
                role, country, "", country, sectors if len(countries) == 1 and stated(sectors) else "", NAME
            )
        )
    return found


def place(row: Mapping[str, str], issues: list[Issue]) -> Place | None:
    """Return the place of a row, None where it names none."""
    north, east = point(row["Latitude"], row["Longitude"])
    levels = [(text, level) for column, level in LEVELS if (text := stated(row.get(column, "")))]
    written = stated(row.get("Raw Placename", ""))
    name = stated(row["Placename"]) or written or (levels[0][0] if levels else None)
    country = stated(row["Country"])
    alpha3 = name_to_alpha3(country, NAME) if country else None
    if country and alpha3 is None:
        issues.append(unknown("Country", country))
    if name is None:
        return None
    feature, key = stated(row.get("Feature Type", "")), stated(row.get("GeoNames ID", ""))
    precision = precision_of(feature) if feature else levels[0][1] if levels else None
    if feature and precision is None and feature != "A":
        issues.append(unknown("Feature Type", feature))
    if precision is None and levels:
        precision = levels[0][1]
    if precision is None:
        north, east, precision = None, None, GeoPrecision.UNKNOWN
    return Place(
        name, alpha3, stated(row.get("Province", "")), north, east, precision, written,
        f"geonames-{key.removesuffix('.0')}" if key else None, feature, None,
        GAZETTEER if key else None,
    )  # fmt: skip


def citations(row: Mapping[str, str]) -> tuple[Citation, ...]:
    """Return the report that was read, as far as the row says."""
    publisher, published = stated(row.get("Source", "")), stated(row.get("Publication Date", ""))
    headline = stated(row.get("Headline", ""))
    return (Citation(publisher, headline, published),) if publisher or published or headline else ()
