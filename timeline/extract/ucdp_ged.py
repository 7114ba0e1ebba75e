"""UCDP GED: one row is one event with people killed, between two sides whose order says nothing of who began."""

import re
from functools import lru_cache
from html import unescape

from timeline.errors import RecordError
from timeline.extract.fields import coded, count, day, interval, point, stated
from timeline.extract.parties import party
from timeline.model import (
    Citation,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    Extraction,
    GeoPrecision,
    Issue,
    IssueLevel,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Record,
    Role,
    Status,
)
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.crosswalk_datasets import ucdp
from timeline.vocab.dataset_codes import codes

NAME = "ucdp_ged"
DATE_PRECISION = {key: DatePrecision(one.word) for key, one in codes("ucdp_date_prec").items() if one.word}
GEO_PRECISION = {key: GeoPrecision(one.word) for key, one in codes("ucdp_where_prec").items() if one.word}
LOSSY = {number: tuple(sorted(act.lossy)) for number, act in ucdp().items()}
SIDES = {
    "deaths_a": "side_a", "deaths_b": "side_b", "deaths_civilians": "civilians", "deaths_unknown": "unknown",
}  # fmt: skip
FIGURES = ("low", "best", "high", *SIDES)
PLACE = ("where_coordinates", "country", "adm_1", "latitude", "longitude", "where_prec")
ARTICLE = re.compile(
    r'"([^"]*?),(\d{4}-\d\d-\d\d)[^,"]*,(.*?)"(?=\s*;\s*"|[\s;]*$)', re.DOTALL
)  # office, day, headline, which may hold quotation marks of its own


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its date, place or figures are none."""
    row = record.fields
    issues: list[Issue] = []
    when = date_of(row, issues)
    figures, doubts = figures_of(*(row[column] for column in FIGURES))
    issues += doubts
    event_id = row["id"].strip()
    if not event_id.isdecimal():
        raise RecordError(f"id {event_id!r} is no number")
    claim = Claim(
        None, None, Status.OCCURRED, when, NAME,
        claimant=claimant(row.get("source_original", "")), place_as_written=stated(row.get("where_description", "")),
        quantities=figures, line=record.line, citations=citations(row),
    )  # fmt: skip
    act = coded(ucdp(), "type_of_violence", row, issues)
    coded(GEO_PRECISION, "where_prec", row, issues)
    event = Event(
        id=f"{NAME}-{event_id}",
        title=title(row),
        event_type=EventType.ASSAULT,  # GED holds lethal violence only
        event_mode=None,
        quad_class=QuadClass.MATERIAL_CONFLICT,
        status=Status.OCCURRED,
        date=when,
        rule=NAME,
        place=place(*(row.get(column, "") for column in PLACE)),
        cameo_code=act.cameo_code if act else None,
        contexts=(act.context,) if act and act.context else (),
        acled_event_type=act.acled_event_type if act else None,
        acled_sub_event_type=act.acled_sub_event_type if act else None,
        violence_type=act.violence_type if act else None,
        lossy=LOSSY[act.number] if act else (),
        participants=(side(row, Role.SIDE_A), side(row, Role.SIDE_B)),
        claims=(claim,),
        dataset=NAME,
        dataset_event_id=event_id,
    )
    return Extraction((event,), tuple(issues))


def date_of(row: dict[str, str], issues: list[Issue]) -> DateValue:
    """Return the days between which it happened; a precision that UCDP does not have leaves them a range."""
    start, end = day(row["date_start"], "date_start"), day(row["date_end"], "date_end")
    return interval(start, end, coded(DATE_PRECISION, "date_prec", row, issues) or DatePrecision.RANGE)


@lru_cache(maxsize=20_000)
def place(coordinates: str, country: str, adm_1: str, latitude: str, longitude: str, prec: str) -> Place:
    """Return the place of the cells of ``PLACE``; it has no point where UCDP knows no such precision."""
    north, east = point(latitude, longitude)
    precision = GEO_PRECISION.get(prec.strip())
    if precision is None:
        north, east, precision = None, None, GeoPrecision.UNKNOWN
    written = stated(coordinates)
    named = country.strip()
    return Place(
        written or named, name_to_alpha3(named, NAME), stated(adm_1), north, east, precision, written
    )


@lru_cache(maxsize=20_000)
def figures_of(*cells: str) -> tuple[tuple[Quantity, ...], tuple[Issue, ...]]:
    """Return the people killed from the cells of ``FIGURES``, and what there is to say of them.

    They are those in all with the range, and those of each side that lost anybody, or for which it is not stated.
    UCDP's best estimate is left out where it lies outside its own range. Raise RecordError where low is above high.
    """
    low, best, high, *sides = map(count, cells, FIGURES)
    issues: tuple[Issue, ...] = ()
    if low is not None and high is not None and low > high:
        raise RecordError(f"low {low} is above high {high}")
    if best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        issues = (outside(low, best, high),)
        best = None
    found = [Quantity(QuantityKind.KILLED, low, best, high, "best {1}, low {0}, high {2}".format(*cells))]
    for dead, column in zip(sides, SIDES, strict=True):
        if dead != 0:
            words = f"{column} {'not stated' if dead is None else dead}"
            found.append(Quantity(QuantityKind.KILLED, dead, dead, dead, words, SIDES[column]))
    return tuple(found), issues


def outside(low: int | None, best: int | None, high: int | None) -> Issue:
    """Return what is to be said of a best estimate outside its range."""
    return Issue(
        IssueLevel.WARNING, "figures", "best", f"best {best} is not between low {low} and high {high}"
    )


def side(row: dict[str, str], role: Role) -> Participant:
    """Return one side with UCDP's own key for it."""
    return party(role, row[role].strip(), NAME, row.get(f"{role}_new_id", "").strip())


def claimant(cell: str) -> Participant | None:
    """Return who said it first, if the row names one."""
    name = stated(cell)
    return Participant(Role.CLAIMANT, name) if name else None


def title(row: dict[str, str]) -> str:
    """Return a headline in UCDP's own words."""
    parties = f"{row['side_a'].strip()} – {row['side_b'].strip()}"
    best = row["best"].strip()
    return parties if best in ("", "0") else f"{parties}: {best} killed"


def citations(row: dict[str, str]) -> tuple[Citation, ...]:
    """Return the articles that the row was coded from."""
    articles = plain(row.get("source_article", ""))
    original = stated(row.get("source_original", ""))
    found = tuple(
        Citation(office, headline, day, None, original) for office, day, headline in ARTICLE.findall(articles)
    )
    return found or listed_articles(row, original)


def listed_articles(row: dict[str, str], original: str | None) -> tuple[Citation, ...]:
    """Return the articles of the columns that list them one by one, as far as they are as many as the publishers."""
    offices, days, headlines = (
        [part.strip() for part in plain(row.get(column, "")).split(";")]
        for column in ("source_office", "source_date", "source_headline")
    )
    many = len(offices)
    if many == 1:
        headlines = [";".join(headlines)]
    rows = zip(
        offices,
        headlines if len(headlines) == many else [""] * many,
        days if len(days) == many else [""] * many,
        strict=True,
    )
    return tuple(
        Citation(office or None, headline or None, written or None, None, original)
        for office, headline, written in rows
        if office or headline or written
    )


def plain(text: str) -> str:
    """Return a text without the character references that some releases have in it."""
    return unescape(text) if "&" in text else text
