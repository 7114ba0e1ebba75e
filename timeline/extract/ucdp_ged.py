"""UCDP GED: one row is one event with people killed, between two sides whose order says nothing of who began."""

import re
from html import unescape

from timeline.errors import RecordError
from timeline.extract.fields import coded, count, day, interval, killed, point, stated
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
SIDES = (
    ("deaths_a", "side_a"),
    ("deaths_b", "side_b"),
    ("deaths_civilians", "civilians"),
    ("deaths_unknown", "unknown"),
)
ARTICLE = re.compile(
    r'"([^"]*?),(\d{4}-\d\d-\d\d)[^,"]*,(.*?)"(?=\s*;\s*"|[\s;]*$)', re.DOTALL
)  # office, day, headline, which may hold quotation marks of its own


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its date, place or figures are none."""
    row = record.fields
    issues: list[Issue] = []
    when = date_of(row, issues)
    figures = figures_of(row, issues)
    event_id = row["id"].strip()
    if not event_id.isdecimal():
        raise RecordError(f"id {event_id!r} is no number")
    claim = Claim(
        None, None, Status.OCCURRED, when, NAME,
        claimant=claimant(row.get("source_original", "")), place_as_written=stated(row.get("where_description", "")),
        quantities=figures, line=record.line, citations=citations(row),
    )  # fmt: skip
    act = coded(ucdp(), "type_of_violence", row, issues)
    event = Event(
        id=f"{NAME}-{event_id}",
        title=title(row),
        event_type=EventType.ASSAULT,  # GED holds lethal violence only
        event_mode=None,
        quad_class=QuadClass.MATERIAL_CONFLICT,
        status=Status.OCCURRED,
        date=when,
        rule=NAME,
        place=place(row, issues),
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


def place(row: dict[str, str], issues: list[Issue]) -> Place:
    """Return the place of a row, with the point that stands for it."""
    latitude, longitude = point(row["latitude"], row["longitude"])
    precision = coded(GEO_PRECISION, "where_prec", row, issues)
    if precision is None:
        latitude, longitude, precision = None, None, GeoPrecision.UNKNOWN
    country = row["country"].strip()
    written = stated(row.get("where_coordinates", ""))
    return Place(
        written or country,
        name_to_alpha3(country, NAME),
        stated(row.get("adm_1", "")),
        latitude,
        longitude,
        precision,
        written,
    )


def figures_of(row: dict[str, str], issues: list[Issue]) -> tuple[Quantity, ...]:
    """Return the people killed: in all with the range, and of each side that lost anybody, or it is not stated whom.

    UCDP's best estimate is left out where it lies outside its own range. Raise RecordError where low is above high.
    """
    low, best, high = (count(row[column], column) for column in ("low", "best", "high"))
    if low is not None and high is not None and low > high:
        raise RecordError(f"low {low} is above high {high}")
    if best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        issues.append(outside(low, best, high))
        best = None
    found = [killed(low, best, high, None, f"best {row['best']}, low {row['low']}, high {row['high']}")]
    for column, name in SIDES:
        dead = count(row[column], column)
        if dead != 0:
            found.append(killed(dead, dead, dead, name, f"{column} {'not stated' if dead is None else dead}"))
    return tuple(found)


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
