"""GDELT events: one row is what a program read out of one report, so a claim and no more, and not shown unasked.

What speaks against a row stands in its flags; those that need other rows too are set in ``store/same_url.py``.
"""

from functools import lru_cache
from operator import itemgetter

from timeline.errors import RecordError
from timeline.extract.cameo import NO_CODE, Act, Code, act, event_of, participant
from timeline.extract.fields import compact_day, point, unknown
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
    QuadClass,
    Record,
    Role,
    Status,
)
from timeline.vocab.actors import load_countries
from timeline.vocab.cameo_actors import CameoKind
from timeline.vocab.country_codes import fips_to_alpha3, known_code
from timeline.vocab.crosswalk import cameo
from timeline.vocab.dataset_codes import codes

NAME, DATASET = "gdelt_events", "gdelt"
GEO_PRECISION = {code: GeoPrecision(one.word) for code, one in codes("gdelt_geo_type").items() if one.word}
NOWHERE = frozenset({"", "0"})
COARSE = frozenset({"1", "2", "5"})
QUAD_CLASS = {str(number): quad for number, quad in enumerate(QuadClass, start=1)}
TYPES = (CameoKind.ROLE, CameoKind.INTERNATIONAL)
PARTS = (
    ("CountryCode", (CameoKind.COUNTRY, CameoKind.REGION)),
    ("KnownGroupCode", (CameoKind.GROUP, CameoKind.INTERNATIONAL)),
    ("EthnicCode", (CameoKind.ETHNIC,)),
    ("Religion1Code", (CameoKind.RELIGION,)),
    ("Religion2Code", (CameoKind.RELIGION,)),
    ("Type1Code", TYPES),
    ("Type2Code", TYPES),
    ("Type3Code", TYPES),
)
FIRST_TYPE = 2 + len(PARTS) - 3
ACTORS = tuple(
    (
        role,
        f"Actor{n}",
        itemgetter(*(f"Actor{n}{end}" for end in ("Name", "Code", *(end for end, _ in PARTS)))),
    )
    for n, role in ((1, Role.ACTOR), (2, Role.RECIPIENT))
)
WHERE = itemgetter(
    *(f"ActionGeo_{end}" for end in ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long"))
)

Issues = tuple[Issue, ...]


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its key, its days or its place are none."""
    row = record.fields
    event_id = row["GLOBALEVENTID"].strip()
    if not event_id.isdecimal():
        raise RecordError(f"GLOBALEVENTID {event_id!r} is no number")
    when, other_day = days(row["SQLDATE"], row["DATEADDED"])
    what, doubts = deed(row["EventCode"], row["QuadClass"])
    parties: list[Participant] = []
    typed = False
    for role, prefix, cells_of in ACTORS:
        cells = cells_of(row)
        party, unsure = actor(role, prefix, cells)
        doubts += unsure
        if party:
            parties.append(party)
            typed = typed or any(cells[FIRST_TYPE:])
    where, unsure = place(*WHERE(row))
    url = row.get("SOURCEURL")  # which files before April 2013 do not have
    claim = Claim(
        None, None, Status.CLAIMED, when, NAME, place_as_written=where.as_written if where else None,
        line=record.line, version=row["DATEADDED"].strip(), citations=(cited(url),) if url else (),
    )  # fmt: skip
    otherwise = f"CAMEO {what.code}" if what.code else f"GDELT {event_id}"
    against = flags(typed, other_day, row["ActionGeo_Type"] in COARSE, row["IsRootEvent"] == "0")
    event = event_of(what, tuple(parties), where, claim, DATASET, event_id, otherwise, against)
    return Extraction((event,), doubts + unsure)


@lru_cache(maxsize=4096)
def days(of_event: str, added: str) -> tuple[DateValue, bool]:
    """Return the day of an event, and whether the row was added on another one."""
    day = compact_day(of_event, "SQLDATE")
    return DateValue(day, day, DatePrecision.DAY), day != compact_day(added, "DATEADDED")


@lru_cache(maxsize=16)
def flags(typed: bool, other_day: bool, coarse: bool, inside: bool) -> tuple[str, ...]:
    """Return what speaks against a row by itself."""
    against = {
        "no_typed_actor": not typed, "other_day": other_day, "coarse_place": coarse, "not_root": inside,
    }  # fmt: skip
    return tuple(flag for flag, holds in against.items() if holds)


@lru_cache(maxsize=4096)
def deed(code: str, quad: str) -> tuple[Act, Issues]:
    """Return the act of a row, and what of it is in no list."""
    stated = QUAD_CLASS.get(quad.strip())
    doubts = []
    if code.strip() not in NO_CODE and code.strip() not in cameo():
        doubts.append(unknown("EventCode", code))
    if stated is None and quad.strip():
        doubts.append(unknown("QuadClass", quad))
    return act(code, stated), tuple(doubts)


@lru_cache(maxsize=20_000)
def actor(role: Role, prefix: str, cells: tuple[str, ...]) -> tuple[Participant | None, Issues]:
    """Return the participant in the cells of one actor, None where they are empty, and what is in no list.

    An actor without a name is written as its code.
    """
    name, whole, *rest = (cell.strip() for cell in cells)
    if not (name or whole):
        return None, ()
    parts = tuple(
        Code(f"{prefix}{end}", cell, kinds) for (end, kinds), cell in zip(PARTS, rest, strict=True) if cell
    )
    doubts = tuple(unknown(code.column, code.cell) for code in parts if code.part is None)
    return participant(role, name or whole, parts), doubts


@lru_cache(maxsize=20_000)
def place(kind: str, name: str, fips: str, adm1: str, north: str, east: str) -> tuple[Place | None, Issues]:
    """Return the place of an act, None where GDELT found none, and what of it is in no list."""
    if kind.strip() in NOWHERE:
        return None, ()
    doubts = []
    precision = GEO_PRECISION.get(kind.strip(), GeoPrecision.UNKNOWN)
    if precision is GeoPrecision.UNKNOWN:
        doubts.append(unknown("ActionGeo_Type", kind))
    country = fips_to_alpha3(fips)
    if fips.strip() and known_code("fips", fips.strip()) is None:
        doubts.append(unknown("ActionGeo_CountryCode", fips))
    latitude, longitude = point(north, east)
    if precision is GeoPrecision.UNKNOWN:  # nobody knows what the point stands for
        latitude = longitude = None
    written = name.strip() or (load_countries()[country].name if country else "")
    if not written:
        return None, tuple(doubts)
    division = adm1.strip()
    if division in {"", fips.strip()}:
        division = ""
    found = Place(written, country, division or None, latitude, longitude, precision, name.strip() or None)
    return found, tuple(doubts)


def cited(source: str) -> Citation:
    """Return the report that a row was read out of: an address, or the words that name it."""
    text = source.strip()
    return Citation(url=text) if "://" in text else Citation(title=text)
