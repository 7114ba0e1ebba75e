"""The page of one source: who it is, on what terms, and what it reported over time."""

from dataclasses import dataclass

from timeline.serve.course import next_ids
from timeline.serve.drawing import Drawing, events_drawn, reports_drawn
from timeline.serve.events import EventCard
from timeline.serve.links import Hrefs, Link, web_address
from timeline.serve.masks import match
from timeline.serve.names import country_name
from timeline.serve.selection import Selection
from timeline.serve.state import State
from timeline.serve.words import label

LATEST = 15
MOST_REPORTS = 20

SOURCE = "select * from sources where id = ?"
REPORTS = """
    select id, title, published_at from reports where source_id = ?
    order by published_at desc, id limit ?"""
COUNTS = """
    select (select count(*) from reports where source_id = :id),
      (select count(*) from reports where agency_id = :id),
      (select count(*) from (select distinct event_id from citations where source_id = :id))"""
FREE = {0: "may not be passed on", 1: "may be passed on", None: "not known whether it may be passed on"}


@dataclass(frozen=True, slots=True)
class SourceFound:
    """What is stored about a source, in words."""

    name: str
    facts: tuple[tuple[str, Link], ...]
    reports: tuple[Link, ...]
    coverage: Drawing
    drawing: Drawing
    latest: tuple[str, ...]
    timeline: str
    row: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """All that the template of a source is given."""

    title: str
    menu: tuple[Link, ...]
    source: SourceFound
    events: tuple[EventCard, ...]
    build: str


def read_source(state: State, hrefs: Hrefs, key: str) -> SourceFound | None:
    """The source ``key``; None if there is none."""
    conn = state.conn
    row = conn.execute(SOURCE, (key,)).fetchone()
    if row is None:
        return None
    own, carried, cited = conn.execute(COUNTS, {"id": key}).fetchone()
    selection = Selection(sources=(key,))
    address = web_address(row["url"])
    stated = {
        "kind": Link("", label(row["kind"])),
        "country": Link("", country_name(row["country"]) if row["country"] else ""),
        "address": Link(address or "", row["url"] or ""),
        "licence": Link("", f"{row['licence'] or 'not stated'}; {FREE[row['redistributable']]}"),
        "how to cite": Link("", row["citation"] or ""),
        "reports": Link(hrefs.short("reports", source_id__exact=key), f"{own:,} of its own"),
        "as an agency": Link(hrefs.short("reports", agency_id__exact=key) if carried else "",
                             f"{carried:,} carried by others" if carried else ""),
        "cited": Link("", f"in {cited:,} events of datasets" if cited else ""),
    }  # fmt: skip
    matched = match(conn, state.columns, selection)
    latest, _ = next_ids(conn, matched)
    return SourceFound(
        name=row["name"],
        facts=tuple((name, link) for name, link in stated.items() if link.word),
        reports=tuple(
            Link(hrefs.report(one["id"]), one["title"] or one["id"], None, one["published_at"] or "")
            for one in conn.execute(REPORTS, (key, MOST_REPORTS))
        ),
        coverage=reports_drawn(conn, hrefs, key),
        drawing=events_drawn(hrefs, matched),
        latest=latest[:LATEST],
        timeline=hrefs.timeline(selection.query()),
        row=hrefs.row("sources", key),
    )
