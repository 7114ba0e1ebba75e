"""The timeline page in words and links: what its template is given, and nothing asked of the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from timeline.serve.as_selection import as_table
from timeline.serve.course import Course, LeftOut, Totals
from timeline.serve.events import EventCard
from timeline.serve.facets import Facet
from timeline.serve.histogram import HEIGHT, LEGEND, MOST_COUNTED, PARTS, Histogram, LinkedBar, linked_bar
from timeline.serve.links import Hrefs, Link
from timeline.serve.names import NONE, country_name, dataset_name
from timeline.serve.selection import LISTS, Selection
from timeline.serve.units import UNITS, finer, name_of, unit_for
from timeline.serve.words import DASH, amount, kind, plural, when

DAY = timedelta(days=1)
WORDS = {
    "types": "type",
    "statuses": "status",
    "actors": "acts",
    "recipients": "done to",
    "parties": "takes part",
    "countries": "country",
    "places": "place",
    "sources": "source",
    "datasets": "dataset",
    "lacks": "without",
    "weekdays": "on a",
    "ids": "named events",
    "dates": "time",
    "box": "part of the map",
    "deaths": "deaths",
    "voices": "independent sources",
    "search": "words",
}
# Fields of a selection that make one condition.
ALL_OF = {"dates": ("start", "end", "unit", "lacks", "reach"), "places": ("places", "lacks")}


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one day, month or year under their heading."""

    heading: str
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """All that the template of the timeline page is given."""

    title: str
    heading: str
    menu: tuple[Link, ...]
    action: str
    selection: Selection
    past: Link | None
    hidden: tuple[tuple[str, str], ...]
    chips: tuple[Link, ...]
    clear: str
    summary: str
    deaths: str
    histogram: Histogram
    bars: tuple[LinkedBar, ...]
    height: int
    counted: bool
    strip: bool
    legend: tuple[tuple[str, str, int], ...]
    window: tuple[Link, ...]
    zoom: tuple[Link, ...]
    left_out: tuple[Link, ...]
    facets: tuple[Facet, ...]
    groups: tuple[Group, ...]
    next: str
    first: str
    order: Link
    table: Link | None
    without: tuple[Link, ...]
    units: tuple[str, ...]
    build: str


def timeline_page(
    hrefs: Hrefs,
    title: str,
    selection: Selection,
    names: Mapping[tuple[str, str], str],
    course: Course,
    cards: Iterable[EventCard],
    build: str,
) -> TimelinePage:
    """Put the page together."""
    drawn = course.drawn
    return TimelinePage(
        title=title,
        heading=_heading(course),
        menu=menu(hrefs),
        action=hrefs.timeline(),
        selection=selection,
        past=_past(hrefs, selection),
        hidden=tuple(pair for pair in selection.pairs() if pair[0] in LISTS or pair[0] in ("bbox", "reach")),
        chips=tuple(_chips(hrefs, selection, names)),
        clear=hrefs.timeline(),
        summary=plural(course.totals.events, "event"),
        deaths=_deaths(course.totals),
        histogram=drawn,
        bars=tuple(
            linked_bar(bar, hrefs.timeline(_into(selection, bar.first, bar.last, drawn.unit)))
            for bar in drawn.bars
        ),
        height=HEIGHT,
        counted=len(drawn.bars) <= MOST_COUNTED,
        strip=bool(drawn.bars) or any(field == "dates" for field, _ in course.without),
        legend=tuple((part, LEGEND[part], drawn.totals[part]) for part in PARTS if drawn.totals[part]),
        window=tuple(_window(hrefs, selection, course)),
        zoom=tuple(_zoom(hrefs, selection, course)),
        left_out=tuple(_left_out(hrefs, selection, course.left_out, course)),
        facets=course.facets,
        groups=tuple(_groups(cards, drawn.unit)),
        next=hrefs.timeline(_page(selection, course)) if course.after else "",
        first=hrefs.timeline(selection.but().query()) if selection.after else "",
        order=_order(hrefs, selection),
        table=_table(hrefs, selection),
        without=tuple(_without(hrefs, selection, course)),
        units=UNITS,
        build=build,
    )


def menu(hrefs: Hrefs) -> tuple[Link, ...]:
    """Ways to the other pages from the top of each of ours."""
    return (
        Link(hrefs.timeline(), "Timeline"),
        Link(hrefs.short("events"), "Events"),
        Link(hrefs.short("reports"), "Reports"),
        Link(hrefs.database(), "All tables and SQL"),
    )


def _past(hrefs: Hrefs, selection: Selection) -> Link | None:
    """For a view of the past: the day in words, and the way back to what is known now."""
    if selection.asof is None:
        return None
    day = selection.asof.isoformat()
    return Link(hrefs.timeline(selection.but(asof=None).query()), when(day, day, "day"))


def _heading(course: Course) -> str:
    if course.first is None or course.last is None:
        return "No event in this selection" if not course.totals.events else "Events without a date"
    return when(str(course.first), str(course.last), "range")


def _into(selection: Selection, first: date, last: date, unit: str) -> str:
    start, end = max(first, selection.start or first), min(last, selection.end or last)
    return selection.but(start=start, end=end, unit=finer(unit), reach=False).query()


def _chips(hrefs: Hrefs, selection: Selection, names: Mapping[tuple[str, str], str]) -> Iterable[Link]:
    """What is chosen, each as a link that takes it away."""

    def chip(words: str, **changes: Any) -> Link:
        return Link(hrefs.timeline(selection.but(**changes).query()), words)

    if selection.search:
        yield chip(f"words: {selection.search}", search="")
    if selection.start or selection.end:
        words = f"{selection.start or 'the beginning'} {DASH} {selection.end or 'the end'}"
        yield chip(words, start=None, end=None, unit=None, reach=False)
    if selection.reach:
        yield chip("with what began earlier", reach=False)
    if selection.ids:
        yield chip(plural(len(selection.ids), "named event"), ids=())
    for field in LISTS.values():
        values: tuple[str, ...] = getattr(selection, field) if field != "ids" else ()
        for key in values:
            word = names.get((field, key)) or _word(field, key)
            yield chip(f"{WORDS[field]}: {word}", **{field: tuple(one for one in values if one != key)})
    if selection.deaths:
        yield chip(f"at least {selection.deaths:,} killed", deaths=None)
    if selection.voices:
        yield chip(f"at least {plural(selection.voices, 'independent source')}", voices=None)
    if selection.box:
        yield chip(f"part of the map: {selection.box}", box=None)
    if selection.machine:
        yield chip("with machine codings", machine=False)
    if selection.asof:
        yield chip(f"as reported by {selection.asof}", asof=None)


def _word(field: str, key: str) -> str:
    if field == "types":
        return kind(None, None) if key == NONE else kind(*(key.split(":", 1) if ":" in key else (key, None)))
    return {"countries": country_name, "datasets": dataset_name, "weekdays": str.title}.get(field, str)(key)


def _deaths(totals: Totals) -> str:
    if not totals.with_deaths:
        return ""
    high = None if totals.open else max(totals.high, totals.low)
    told = plural(totals.with_deaths, "event")
    return f"{amount(totals.low, None, high)} people killed by the numbers of {told} reported as happened"


def _window(hrefs: Hrefs, selection: Selection, course: Course) -> Iterable[Link]:
    """Earlier, later, and the whole: what a brush does where there is a script."""
    start, end = selection.start, selection.end
    if start is None or end is None:
        return
    length = end - start
    if (start - start.min) > length:
        before = start - length - DAY
        words = selection.but(start=before, end=start - DAY).query()
        yield Link(hrefs.timeline(words), "← earlier")
    yield Link(hrefs.timeline(selection.but(start=None, end=None, unit=None).query()), "all times")
    if (end.max - end) > length + DAY:
        words = selection.but(start=end + DAY, end=end + DAY + length).query()
        yield Link(hrefs.timeline(words), "later →")


def _zoom(hrefs: Hrefs, selection: Selection, course: Course) -> Iterable[Link]:
    """The units that this time can be drawn by; the one it is drawn by is no link."""
    if course.first is None or course.last is None:
        return
    for unit in UNITS:
        if unit_for(course.first, course.last, unit) == unit:
            href = hrefs.timeline(selection.but(unit=unit).query()) if unit != course.drawn.unit else ""
            yield Link(href, unit)


def _left_out(hrefs: Hrefs, selection: Selection, left: LeftOut, course: Course) -> Iterable[Link]:
    def link(count: int, words: str, **changes: Any) -> Link:
        return Link(hrefs.timeline(selection.but(**changes).query()), f"{plural(count, 'event')} {words}")

    if left.undated:
        changes = {"start": None, "end": None, "unit": None, "reach": False}
        yield link(left.undated, "without a known date", lacks=(*selection.lacks, "date"), **changes)
    if left.earlier:
        yield link(left.earlier, "that began before and reach into this time", reach=True)
    if left.coarse:
        words = f"known to a longer time than one {course.drawn.unit}: listed, not drawn"
        yield Link("", f"{plural(left.coarse, 'event')} {words}")
    if left.begun:
        yield Link("", f"{plural(left.begun, 'event')} that began before this time: listed, not drawn")
    if left.machine:
        yield link(left.machine, "coded by a machine without a person", machine=True)
    if course.totals.placeless and "place" not in selection.lacks:
        yield link(
            course.totals.placeless, "listed here without a known place", lacks=(*selection.lacks, "place")
        )
    if selection != Selection() and left.of > course.totals.events:
        yield Link(hrefs.timeline(), f"{plural(left.of, 'event')} in all")


def _groups(cards: Iterable[EventCard], unit: str) -> Iterable[Group]:
    for heading, group in groupby(cards, lambda card: _group(card, unit)):
        yield Group(heading, tuple(group))


def _group(card: EventCard, unit: str) -> str:
    """The heading an event stands under: its day, or what is known where that is less than a day."""
    if card.start is None:
        return "Date not stated"
    if card.precision == "year":
        return card.when
    first = date.fromisoformat(card.start)
    if unit in ("month", "year") or card.precision == "month":
        return name_of(first.replace(day=1), "month")
    return card.when if card.precision == "week" else name_of(first, "day")


def _page(selection: Selection, course: Course) -> str:
    return replace(selection, after=course.after).query()


def _order(hrefs: Hrefs, selection: Selection) -> Link:
    other = "oldest" if selection.sort == "newest" else "newest"
    return Link(hrefs.timeline(selection.but(sort=other).query()), f"{other} first")


def _table(hrefs: Hrefs, selection: Selection) -> Link | None:
    pairs = as_table(selection)
    return None if pairs is None else Link(f"{hrefs.short('events')}&{urlencode(pairs)}", "as a table")


def _without(hrefs: Hrefs, selection: Selection, course: Course) -> Iterable[Link]:
    empty = Selection()
    for field, count in course.without:
        changes = {one: getattr(empty, one) for one in ALL_OF.get(field, (field,))}
        yield Link(hrefs.timeline(selection.but(**changes).query()), WORDS[field], count)
