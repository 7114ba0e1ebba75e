"""ICEWS: one row is what a program read out of one sentence, so a claim and no more, and not shown unasked."""

from functools import lru_cache

from timeline.errors import RecordError
from timeline.extract.cameo import NO_CODE, act, event_of
from timeline.extract.fields import day, interval, point, stated, unknown
from timeline.extract.parties import party
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
from timeline.vocab.actors import load_countries
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.crosswalk import cameo
from timeline.vocab.sectors import sector_of_list, unknown_sectors

NAME = "icews"
PLACES = (
    ("City", GeoPrecision.NEAR),
    ("District", GeoPrecision.ADMIN2),
    ("Province", GeoPrecision.ADMIN1),
    ("Country", GeoPrecision.COUNTRY),
)
"""From the narrowest to the widest; the point is that of the narrowest one that is stated."""

Issues = tuple[Issue, ...]


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its key, its day or its point are none.

    What tells an ICEWS file from others is there; any other column may be absent.
    """
    row = record.fields
    event_id = row["Event ID"].strip()
    if not event_id:
        raise RecordError("Event ID is empty")
    date = day(row["Event Date"], "Event Date")
    when = interval(date, date, DatePrecision.DAY)
    code, doubts = code_of(row["CAMEO Code"])
    what = act(code)
    parties = []
    for role, which in ((Role.ACTOR, "Source"), (Role.RECIPIENT, "Target")):
        cells = (row.get(f"{which} {end}", "").strip() for end in ("Name", "Sectors", "Country"))
        one, unsure = actor(role, which, *cells)
        doubts += unsure
        if one:
            parties.append(one)
    where, unsure = place(row)
    publisher = stated(row.get("Publisher", ""))
    claim = Claim(
        None, None, Status.CLAIMED, when, NAME, place_as_written=where.as_written if where else None,
        line=record.line, citations=(Citation(publisher),) if publisher else (),
    )  # fmt: skip
    otherwise = stated(row.get("Event Text", "")) or f"ICEWS {event_id}"
    event = event_of(what, tuple(parties), where, claim, NAME, event_id, otherwise)
    return Extraction((event,), doubts + unsure)


@lru_cache(maxsize=4096)
def code_of(cell: str) -> tuple[str, Issues]:
    """Return the code of a cell with the zero that spreadsheets take away, and what is to be said of it.

    ICEWS has no code of two digits: 42 is 042. One of three that CAMEO lacks is one of four: 841 is 0841.
    """
    code = cell.strip()
    if code.isdecimal() and (len(code) < 3 or code not in cameo()) and f"0{code}" in cameo():
        return f"0{code}", ()
    return code, () if code in NO_CODE or code in cameo() else (unknown("CAMEO Code", cell),)


@lru_cache(maxsize=20_000)
def actor(role: Role, which: str, name: str, sectors: str, country: str) -> tuple[Participant | None, Issues]:
    """Return the participant of a row, None where it names nobody, and what of it is in no list."""
    if not stated(name):
        return None, ()
    doubts = [unknown(f"{which} Sectors", word) for word in unknown_sectors(sectors) if stated(word)]
    alpha3 = name_to_alpha3(country, NAME) if stated(country) else None
    if stated(country) and alpha3 is None:
        doubts.append(unknown(f"{which} Country", country))
    sector = sector_of_list(sectors)
    if alpha3 and name_to_alpha3(name, NAME) == alpha3:
        state = load_countries()[alpha3].actor
        return Participant(role, name, state, alpha3, state.kind, sector or state.sector), tuple(doubts)
    known = party(role, name, NAME, country=alpha3)
    return (
        Participant(role, name, known.actor, known.country, known.kind, sector or known.sector),
        tuple(doubts),
    )


def place(row: dict[str, str]) -> tuple[Place | None, Issues]:
    """Return the place of a row, None where it names none, and what of it is in no list."""
    north, east = point(row.get("Latitude", ""), row.get("Longitude", ""))
    named = [(text, precision) for column, precision in PLACES if (text := stated(row.get(column, "")))]
    country = stated(row.get("Country", ""))
    alpha3 = name_to_alpha3(country, NAME) if country else None
    doubts = (unknown("Country", country),) if country and alpha3 is None else ()
    if not named:
        return None, doubts
    name, precision = named[0]
    written = ", ".join(text for text, _ in named)
    return Place(name, alpha3, stated(row.get("Province", "")), north, east, precision, written), doubts
