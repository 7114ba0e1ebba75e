"""The page of the coverage: a lane for each source, its births, silences and jumps drawn and told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from timeline.serve.coverage import Coverage, SourceCourse
from timeline.serve.links import Hrefs, Link
from timeline.serve.selection import BadSelection, Selection
from timeline.serve.silence import Jump, Silence
from timeline.serve.silent_lane import chosen, regulars, span, within
from timeline.serve.units import first_of, last_of, name_of, short_name_of, unit_for, walk
from timeline.serve.words import plural, when

LANES = 40  # of one page
WIDTH, HEIGHT = 1000, 30  # units of the drawing of a lane; it is stretched to the width of its cell
TICKS = 5
TOLD = 4  # silences and jumps of one source that are told in words


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a time and sources, which page of them, and whether every cited article counts."""

    selection: Selection
    number: int = 1
    every: bool = False

    def query(self, **changes: int | bool) -> str:
        """This as the parameters of an address."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [*asked.selection.pairs(), ("page", asked.number), ("cited", int(asked.every))]
        return urlencode([pair for pair in pairs if pair not in (("page", 1), ("cited", 0))])


@dataclass(frozen=True, slots=True)
class Lane:
    """One source: bars as one path, the stretches of its silences, its birth, and all of it in words."""

    source: Link
    events: str
    path: str
    silent: tuple[tuple[float, float, str], ...]
    born: float | None
    jumps: tuple[tuple[float, str], ...]
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """All that the template of the coverage is given."""

    title: str
    menu: tuple[Link, ...]
    heading: str
    summary: str
    notes: tuple[str, ...]
    more: Link | None
    every: bool
    unit: str
    action: str
    selection: Selection
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    width: int
    height: int
    previous: str
    next: str
    timeline: str
    build: str


def read_number(given: Sequence[str]) -> int:
    """The number of the page of lanes that an address names. Raise BadSelection for what is no such number."""
    filled = {one.strip() for one in given} - {""}
    if not filled:
        return 1
    [one, *more] = filled
    if more or not one.isascii() or not one.isdecimal() or not 1 <= int(one[:6]) <= 9_999 or len(one) > 4:
        raise BadSelection("“page” is the number of a page of sources: 1, 2 and so on.")
    return int(one)


def coverage_page(
    hrefs: Hrefs, title: str, menu: tuple[Link, ...], coverage: Coverage, asked: Asked, build: str
) -> CoveragePage:
    """Put the page together for the time and the sources that are ``asked`` for."""
    selection, number = asked.selection, asked.number
    first, last = selection.start or coverage.first, selection.end or coverage.last
    if first and last and coverage.first and coverage.last:  # centuries without a report are not drawn
        first = max(first, min(coverage.first, last))
        last = min(last, max(coverage.last, first))
    sources = chosen(coverage, selection)
    unit = unit_for(first, last, selection.unit) if first and last else "month"
    bins = list(walk(first, last, unit)) if first and last else []
    ordered = _ordered(sources, first, last) if first and last else []
    shown = ordered[(number - 1) * LANES : number * LANES]
    return CoveragePage(
        title=title,
        menu=menu,
        heading="Who reported when",
        summary=_summary(ordered, first, last),
        notes=tuple(_notes(coverage, sources, ordered, first, last)),
        more=_more(hrefs, coverage, asked),
        every=asked.every,
        unit=unit,
        action=hrefs.coverage(),
        selection=selection,
        ticks=tuple(_ticks(bins, unit)),
        lanes=tuple(_lane(hrefs, selection, one, bins, unit, first, last) for one in shown if first and last),
        width=WIDTH,
        height=HEIGHT,
        previous=hrefs.coverage(asked.query(number=number - 1)) if number > 1 and ordered else "",
        next=hrefs.coverage(asked.query(number=number + 1)) if len(ordered) > number * LANES else "",
        timeline=hrefs.timeline(selection.query()),
        build=build,
    )


def _ordered(sources: Iterable[SourceCourse], first: date, last: date) -> list[SourceCourse]:
    """Sources that report in the time or are silent in it, those with most reports first."""
    counted = [(reports_in(one, first, last), one) for one in sources]
    kept = [pair for pair in counted if pair[0] or within(pair[1].silences, first, last)]
    return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], pair[1].name, pair[1].id))]


def reports_in(one: SourceCourse, first: date, last: date) -> int:
    """How many reports a source has in a time."""
    return sum(count for day, count in one.counts.items() if first <= day <= last)


def _summary(ordered: Sequence[SourceCourse], first: date | None, last: date | None) -> str:
    if not first or not last or not ordered:
        return "No source here has a report with a day of publication in this time."
    reports = sum(reports_in(one, first, last) for one in ordered)
    time = when(str(first), str(last), "range")
    return f"{plural(len(ordered), 'source')}, {plural(reports, 'report')}, {time}"


def _notes(
    coverage: Coverage, sources: Sequence[SourceCourse], ordered: Sequence[SourceCourse],
    first: date | None, last: date | None,
) -> Iterable[str]:  # fmt: skip
    if first and last and ordered:
        regular = [one for one in sources if one.regular_from and one.regular_from <= last]
        silent = [one for one in regular if within(one.silences, first, last)]
        born = [one for one in ordered if first <= one.first <= last]
        jumping = [one for one in ordered if any(first <= jump.month <= last for jump in one.jumps)]
        yield (
            f"{len(silent)} of {regulars(len(regular))} {'falls' if len(silent) == 1 else 'fall'} silent in this time,"
            f" {len(born)} of all {plural(len(ordered), 'source')} {'reports' if len(born) == 1 else 'report'}"
            f" for the first time, {len(jumping) or 'none'} {'jump' if len(jumping) > 1 else 'jumps'}."
        )
    if coverage.undated:
        yield f"{plural(coverage.undated, 'report')} without a day of publication: not drawn."


def _more(hrefs: Hrefs, coverage: Coverage, asked: Asked) -> Link | None:
    """The way to what was too much to be counted without being asked for."""
    if not coverage.left:
        return None
    words = f"Count the {plural(coverage.left, 'article')} that datasets cite, too: it takes some seconds"
    return Link(hrefs.coverage(asked.query(number=1, every=True)), words)


def _ticks(bins: Sequence[date], unit: str) -> Iterable[tuple[float, str]]:
    step = max(1, -(-len(bins) // TICKS))
    for position in range(0, len(bins), step):
        yield round(100 * position / len(bins), 2), short_name_of(bins[position], unit)


def _lane(
    hrefs: Hrefs,
    selection: Selection,
    one: SourceCourse,
    bins: Sequence[date],
    unit: str,
    first: date,
    last: date,
) -> Lane:
    stacks = dict.fromkeys(bins, 0)
    for day, count in one.counts.items():
        if first <= day <= last:
            stacks[first_of(day, unit)] += count
    silent = within(one.silences, first, last)
    leaps = [jump for jump in one.jumps if first <= jump.month <= last]
    born = one.first if first <= one.first <= last else None
    reports = sum(stacks.values())
    notes = (*((f"first report {when(str(born), None, 'day')}",) if born else ()), *odd_words(silent, leaps))
    return Lane(
        source=Link(hrefs.source(one.id), one.name),
        events=hrefs.timeline(selection.but(sources=(one.id,), unit=None).query()),
        path=_path(stacks),
        silent=tuple((*_stretch(each, bins, unit, first, last), f"silent {span(each)}") for each in silent),
        born=_place(born, bins, unit) if born else None,
        jumps=tuple((_place(each.month, bins, unit), leap_words(each)) for each in leaps if each.month >= bins[0]),
        words=f"{plural(reports, 'report')}, up to {max(stacks.values(), default=0):,} a {unit}",
        notes=notes,
    )  # fmt: skip


def course_notes(one: SourceCourse) -> tuple[str, ...]:
    """Everything odd about a source, a sentence each."""
    return tuple(f"{note[0].upper()}{note[1:]}." for note in odd_words(one.silences, one.jumps))


def odd_words(silent: Sequence[Silence], leaps: Sequence[Jump]) -> Iterable[str]:
    """Silences and jumps in words, the first few of each."""
    yield from _some(
        [f"silent {span(one)}; usually at most {plural(one.usual, 'day')} between reports" for one in silent]
    )
    yield from _some([f"{name_of(one.month, 'month')}: {leap_words(one)}" for one in leaps])


def leap_words(jump: Jump) -> str:
    """A jump in words."""
    return f"jumps to {plural(jump.after, 'report')} from {jump.before:,} the month before"


def _some(told: Sequence[str]) -> Iterable[str]:
    yield from told[:TOLD]
    if len(told) > TOLD:
        yield f"and {len(told) - TOLD} times more"


def _path(stacks: Mapping[date, int]) -> str:
    """All bars of a lane as one path: short, and one thing to draw."""
    most, slot = max(stacks.values(), default=0), WIDTH / max(len(stacks), 1)
    parts = []
    for position, count in enumerate(stacks.values()):
        if count:
            height = max(2.0, round(count / most * HEIGHT, 1))
            x, width = round(position * slot, 1), round(slot * 0.86, 1)
            parts.append(f"M{x:g} {HEIGHT}v-{height:g}h{width:g}v{height:g}z")
    return "".join(parts)


def _place(day: date, bins: Sequence[date], unit: str) -> float:
    """Where the bin of a day begins in the drawing."""
    at = first_of(day, unit)
    position = next((number for number, one in enumerate(bins) if one >= at), len(bins))
    return round(position * WIDTH / len(bins), 1)


def _stretch(
    silence: Silence, bins: Sequence[date], unit: str, first: date, last: date
) -> tuple[float, float]:
    """Where the bins of a silence begin and how wide they are; those at its ends are cut where its days are."""
    slot = WIDTH / len(bins)

    def at(day: date) -> float:
        begin = first_of(day, unit)
        length = (last_of(begin, unit) - begin).days + 1
        return _place(day, bins, unit) + slot * (day - begin).days / length

    start, end = max(silence.first, first), min(silence.last, last)
    begin = first_of(end, unit)
    stop = at(end) + slot / ((last_of(begin, unit) - begin).days + 1)
    return round(at(start), 1), round(stop - at(start), 1)
