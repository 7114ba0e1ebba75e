"""``ucdp_ged``: the columns of UCDP GED in the order of its newest release, for tools that read those.

What came from a GED file goes out as it came in, in every column that is mapped to ours. Columns that we do not
hold are empty. An event of another origin is given where UCDP's kind of violence is known.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from timeline.export.csv_rows import cell, table
from timeline.export.item import Item
from timeline.model import Citation, Claim, Participant, Place, QuantityKind, Role
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.crosswalk_datasets import ucdp
from timeline.vocab.dataset_codes import codes
from timeline.vocab.dataset_columns import current
from timeline.vocab.ucdp_countries import ucdp_country

NAME = "ucdp_ged"
SIDES = {
    "side_a": "deaths_a",
    "side_b": "deaths_b",
    "civilians": "deaths_civilians",
    "unknown": "deaths_unknown",
}
BEST = re.compile(r"best (\d+), low \d*, high \d*$")
STATES = re.compile(r"Government of (.+?)(?=, Government of |$)")


def left_out(item: Item) -> str | None:
    """Return why an event has no row in GED, ``None`` if it has one."""
    if item.event.violence_type is None:
        return "no kind of violence of UCDP"
    return "no date" if item.event.date.start is None else None


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of a CSV file with a header."""
    names = current(NAME)
    yield from table([names])
    yield from table([cells.get(name, "") for name in names] for cells in map(row, items))


def row(item: Item) -> dict[str, str]:
    """Return the cells of an event by GED column; those that are not here are empty."""
    event = item.event
    start = event.date.start
    assert start
    claim = event.claims[-1]
    return {
        "id": event.dataset_event_id if event.dataset == NAME and event.dataset_event_id else event.id,
        "year": str(start.year),
        "type_of_violence": numbers()[event.violence_type or ""],
        "date_start": cell(event.date.start),
        "date_end": cell(event.date.end),
        "date_prec": number_of("ucdp_date_prec", event.date.precision),
        **figures(item),
        **place_cells(event.place, start.year),
        **side_cells(event.participants, start.year),
        **deaths(claim),
        **sources(claim),
    }


@cache
def numbers() -> dict[str, str]:
    """Return UCDP's number of a kind of violence."""
    return {one.violence_type: number for number, one in ucdp().items()}


@cache
def number_of(name: str, word: str) -> str:
    """Return UCDP's number of a word of ours in one of its lists, empty where it has none."""
    return next((key for key, one in codes(name).items() if one.word == word), "")


def place_cells(place: Place | None, year: int) -> dict[str, str]:
    """Return where it was, the country as UCDP numbers and writes it."""
    if place is None:
        return {}
    country_id, country = ucdp_country(place.country, year) or ("", "") if place.country else ("", "")
    return {
        "where_prec": number_of("ucdp_where_prec", place.geo_precision),
        "where_coordinates": cell(place.as_written),
        "adm_1": cell(place.admin1),
        "latitude": cell(place.latitude),
        "longitude": cell(place.longitude),
        "country": country,
        "country_id": country_id,
    }


def side_cells(participants: Iterable[Participant], year: int) -> dict[str, str]:
    """Return the two sides, with the numbers of the states that they are the governments of."""
    found: dict[str, str] = {}
    for part in participants:
        if part.role in (Role.SIDE_A, Role.SIDE_B):
            found[part.role] = part.name_as_written
            found[f"gwno{part.role[-1]}"] = ", ".join(states(part.name_as_written, year))
    return found


def states(name: str, year: int) -> Iterator[str]:
    """Yield the numbers of the states in "Government of …, Government of …"."""
    for one in STATES.findall(name):
        alpha3 = name_to_alpha3(one, NAME)
        if alpha3 and (found := ucdp_country(alpha3, year)):
            yield found[0]


def figures(item: Item) -> dict[str, str]:
    """Return the people killed in all. A best estimate outside its own range is given as it was written."""
    found = {
        "best": cell(item.fatalities_best),
        "high": cell(item.fatalities_high),
        "low": cell(item.fatalities_low),
    }
    if item.fatalities_best is None:
        for one in item.event.claims[-1].quantities:
            if one.side is None and (written := BEST.match(one.as_written)):
                found["best"] = written[1]
    return found


def deaths(claim: Claim) -> dict[str, str]:
    """Return the people killed by side. A side without a number has lost nobody, one that is open is open."""
    found = {
        SIDES[one.side]: cell(one.best)
        for one in claim.quantities
        if one.kind is QuantityKind.KILLED and one.side in SIDES
    }
    return dict.fromkeys(SIDES.values(), "0" if claim.rule == NAME else "") | found


def sources(claim: Claim) -> dict[str, str]:
    """Return the articles that the row was coded from, as one list and column by column."""
    cited = claim.citations
    return {
        "source_article": ";".join(map(article, cited)),
        "source_office": ";".join((one.publisher or "").strip() for one in cited),
        "source_date": ";".join(one.published or "" for one in cited),
        "source_headline": ";".join((one.title or "").strip() for one in cited),
        "source_original": claim.claimant.name_as_written if claim.claimant else "",
        "where_description": cell(claim.place_as_written) if claim.rule == NAME else "",
    }


def article(one: Citation) -> str:
    """Return an article as GED writes it: "publisher,day,headline"."""
    return f'"{one.publisher or ""},{one.published or ""},{one.title or ""}"'
