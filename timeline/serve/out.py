"""What our pages hold besides their content: head, ways out, SQL. Templates get it beside ``page``."""

from typing import TYPE_CHECKING, Any

from timeline.serve import shown_sql
from timeline.serve.along import along
from timeline.serve.course import Course
from timeline.serve.coverage import Coverage, read_coverage
from timeline.serve.coverage_page import Asked, CoveragePage, course_notes
from timeline.serve.events import EventCard
from timeline.serve.head import Head, cut, event_description, event_title
from timeline.serve.metadata import presentation
from timeline.serve.selection import Selection
from timeline.serve.silent_lane import silent_lane
from timeline.serve.taken import withheld
from timeline.serve.timeline import TimelinePage

if TYPE_CHECKING:
    from timeline.serve.site import Site

MOST_COUNTED = 20_000  # events of which it is counted how many are in no file; above, it would take seconds
THINGS = {
    "actor": ("parties", shown_sql.ACTOR, "What {} did, what was done to it, with whom, and who says so."),
    "source": (
        "sources",
        shown_sql.SOURCE,
        "What {} reported over time, on what terms, and the events it tells of.",
    ),
    "report": ("", shown_sql.REPORT, "The report “{}” with everything that was coded from it."),
}


def head(
    site: "Site", title: str, description: str, path: str, kind: str = "website", feed: str = ""
) -> Head:
    """The head of the page at ``path``; ``feed`` is a path too."""
    site_title = presentation()["title"]
    feed_address = site.address(feed) if feed else ""
    return Head(title, cut(description), site.address(path), site_title, kind, feed_address)


async def timeline_context(site: "Site", page: TimelinePage, course: Course) -> dict[str, Any]:
    """For the timeline page and its view in a frame."""
    selection, hrefs = page.selection, site.hrefs
    shown = shown_sql.selection_sql(selection.but())
    # What was known on a day is in other tables: the ready query ``as_of_a_day`` asks them.
    sql = "" if selection.asof else await site.sql(shown.sql, **shown.values)
    events = course.totals.events
    held = await site.read(
        lambda conn: withheld(conn, selection.but(), events, MOST_COUNTED), None, selection.asof
    )
    chips = ", ".join(chip.word for chip in page.chips)
    told = f"{page.summary}{': ' + chips if chips else ''}. {page.deaths + '. ' if page.deaths else ''}"
    return {
        "head": head(
            site,
            f"{page.heading} · {page.title}",
            f"{told}Each with the sentences behind it and who says so.",
            hrefs.timeline(selection.query()),
            feed=hrefs.file("atom", selection.but().query()),
        ),
        "along": along(
            hrefs,
            selection,
            events,
            held,
            site.address("/").rstrip("/"),
            sql,
        ),
        "licence": presentation()["licence"],
        "silent": silent_lane(
            await read_coverage(site), hrefs, selection, page.histogram.bars, course.first, course.last
        ),
    }


async def event_context(site: "Site", card: EventCard) -> dict[str, Any]:
    """For the page of an event."""
    return {
        "head": head(site, event_title(card), event_description(card), card.href, "article"),
        "sql": await site.sql(shown_sql.EVENT, event=card.id),
    }


async def thing_context(site: "Site", kind: str, key: str, name: str) -> dict[str, Any]:
    """For the page of an actor, a source or a report."""
    field, sql, told = THINGS[kind]
    feed = site.hrefs.file("atom", Selection().but(**{field: (key,)}).query()) if field else ""
    return {
        **(await source_context(site, key) if kind == "source" else {}),
        "head": head(
            site, name, told.format(name), getattr(site.hrefs, kind)(key), "article" if kind == "report" else "website",
            feed,
        ),
        "sql": await site.sql(sql, **{kind: key}),
    }  # fmt: skip


async def source_context(site: "Site", key: str) -> dict[str, Any]:
    """For the page of a source: its silences and jumps, and the way to all sources."""
    found = next((one for one in (await read_coverage(site)).sources if one.id == key), None)
    return {
        "coverage": site.hrefs.coverage(),
        "silences": course_notes(found) if found else (),
    }


async def coverage_context(
    site: "Site", page: CoveragePage, coverage: Coverage, asked: Asked
) -> dict[str, Any]:
    """For the page of the coverage."""
    window = page.selection
    days = {"first_day": window.start or coverage.first or "", "last_day": window.end or coverage.last or ""}
    return {
        "head": head(site, page.heading, page.summary, site.hrefs.coverage(asked.query())),
        "sql": await site.sql(shown_sql.COVERAGE, **{name: str(day) for name, day in days.items()}),
    }
