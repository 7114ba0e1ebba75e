"""The lane under the bars of the timeline page: how many of the regular sources say nothing, bar by bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from timeline.serve.coverage import Coverage, SourceCourse
from timeline.serve.histogram import Bar
from timeline.serve.links import Hrefs, Link
from timeline.serve.selection import Selection
from timeline.serve.silence import Silence
from timeline.serve.words import listed, plural, when

NAMED = 3  # silences that are told on the timeline page; all are on the page of the coverage
HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """Bars in which sources are silent; ``share`` from 1 to 4: up to a quarter of the regular ones, to all."""

    x: float
    width: float
    words: str
    share: int


@dataclass(frozen=True, slots=True)
class SilentLane:
    """What the timeline page says of silences: a sentence, marks under the bars, the way to the whole."""

    words: str
    note: str
    marks: tuple[Mark, ...]
    height: int
    more: Link


def silent_lane(
    coverage: Coverage,
    hrefs: Hrefs,
    selection: Selection,
    bars: Sequence[Bar],
    first: date | None,
    last: date | None,
) -> SilentLane:
    """The lane for ``bars`` from ``first`` to ``last``; with sources chosen, of these only."""
    sources = chosen(coverage, selection)
    href = hrefs.coverage(window(selection).query())
    if first is None or last is None:
        return SilentLane("", "", (), HEIGHT, Link(href, "Who reported when"))
    regular = [one for one in sources if one.regular_from and one.regular_from <= last]
    found = [(one, silence) for one in regular for silence in within(one.silences, first, last)]
    return SilentLane(
        words=" ".join(
            part for part in (_words(regular, found), _changes(coverage, sources, first, last)) if part
        ),
        note="articles that datasets cite are counted there only" if coverage.left else "",
        marks=tuple(_marks(regular, bars, first, last)) if found else (),
        height=HEIGHT,
        more=Link(href, "Who reported when"),
    )


def chosen(coverage: Coverage, selection: Selection) -> tuple[SourceCourse, ...]:
    """The sources that ``selection`` asks for, or all."""
    wanted = set(selection.sources)
    return tuple(one for one in coverage.sources if not wanted or one.id in wanted)


def window(selection: Selection) -> Selection:
    """The part of a selection that the page of the coverage knows."""
    return Selection(start=selection.start, end=selection.end, sources=selection.sources, unit=selection.unit)


def within(silences: Iterable[Silence], first: date, last: date) -> list[Silence]:
    """The silences that reach into a time."""
    return [one for one in silences if one.first <= last and one.last >= first]


def span(silence: Silence) -> str:
    """The days of a silence; one that no report has ended goes on as far as anybody reports."""
    told = when(str(silence.first), str(silence.last), "range")
    return told if silence.ended else f"{told}, the last day of which anybody reports"


def _words(regular: Sequence[SourceCourse], found: Sequence[tuple[SourceCourse, Silence]]) -> str:
    if not regular:
        return ""
    count = len({one.id for one, _ in found})
    if not count:
        return f"None of {regulars(len(regular))} falls silent in this time."
    longest = sorted(found, key=lambda one: (one[1].first - one[1].last, one[0].name, one[1].first))
    told = listed([f"{one.name} ({span(silence)})" for one, silence in longest], NAMED)
    verb = "falls" if count == 1 else "fall"
    return (
        f"{count} of {regulars(len(regular))} {verb} silent in this time: {told}."
        " Fewer events may mean fewer reports."
    )


def _changes(coverage: Coverage, sources: Sequence[SourceCourse], first: date, last: date) -> str:
    """Births and jumps in this time; at the beginning of the file every source is new, which says nothing."""
    born = (
        sum(first <= one.first <= last for one in sources) if coverage.first and first > coverage.first else 0
    )
    leaping = sum(any(first <= jump.month <= last for jump in one.jumps) for one in sources)
    told = [
        *(
            [f"{plural(born, 'source')} {'reports' if born == 1 else 'report'} here for the first time"]
            if born
            else []
        ),
        *(
            [
                f"{plural(leaping, 'source')} {'jumps' if leaping == 1 else 'jump'} to three times as much or a third"
            ]
            if leaping
            else []
        ),
    ]
    return f"In this time {' and '.join(told)}." if told else ""


def regulars(count: int) -> str:
    """So many sources of which one would notice that they are silent."""
    return f"{plural(count, 'source')} that {'reports' if count == 1 else 'report'} regularly"


def _marks(regular: Sequence[SourceCourse], bars: Sequence[Bar], first: date, last: date) -> Iterable[Mark]:
    """Neighbours of which the same is to be said are one mark."""

    def counted(bar: Bar) -> tuple[int, int]:
        start, end = max(bar.first, first), min(bar.last, last)
        there = [one for one in regular if one.regular_from and one.regular_from <= end]
        return sum(bool(within(one.silences, start, end)) for one in there), len(there)

    for (silent, there), run in groupby(bars, counted):
        alike = list(run)
        if silent:
            labels = dict.fromkeys((alike[0].label, alike[-1].label))
            words = f"{' to '.join(labels)}: {silent} of {plural(there, 'regular source')} silent"
            width = round(alike[-1].x + alike[-1].width - alike[0].x, 2)
            yield Mark(alike[0].x, width, words, min(4, 1 + 4 * silent // (there + 1)))
