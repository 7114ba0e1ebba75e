"""Events over time as bars: how high each is drawn, which part has which certainty.

Pure: counts in, geometry out. Widths are percentages of the drawing, heights are pixels, so that the text of
the axis keeps its size on a phone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.serve.units import first_of, last_of, name_of, short_name_of, unit_for, walk
from timeline.serve.words import plural

HEIGHT = 150
MOST_COUNTED = 24  # bars with their number above; more would overlap on a wide screen
FEWEST_SLOTS = 8  # a file with two months must not show two bars as wide as the page
# What a bar is made of, from the bottom up; the order is also that of the legend.
PARTS: Mapping[str, tuple[str, ...]] = {
    "happened": ("occurred", "ongoing"),
    "claimed": ("claimed",),
    "planned": ("planned",),
    "doubtful": ("denied", "cancelled", "hypothetical"),
}
LEGEND = {
    "happened": "reported as happened or going on",
    "claimed": "claimed by one side",
    "planned": "planned or announced",
    "doubtful": "denied, cancelled or only supposed",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one bar: ``y`` and ``height`` in pixels from the top of the drawing."""

    name: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, week, month or year: ``first`` and ``last`` are its days, the rest percentages."""

    label: str
    first: date
    last: date
    count: int
    x: float
    width: float
    middle: float
    tick: str | None
    minor: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """All bars, each a ``unit`` long; ``most`` is the highest count."""

    unit: str
    most: int
    bars: tuple[Bar, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LinkedBar:
    """A bar of the histogram that leads to its events; ``top`` is the pixel where it ends."""

    bar: Bar
    href: str
    words: str
    top: float


def linked_bar(bar: Bar, href: str, noun: str = "event") -> LinkedBar:
    """The bar with its address, and in words what it shows; only events are parted by how sure they are."""
    parts = ", ".join(f"{part.count:,} {LEGEND[part.name]}" for part in bar.parts)
    words = f"{bar.label}: {plural(bar.count, noun)}" + (f" ({parts})" if noun == "event" else "")
    return LinkedBar(bar, href, words, min((part.y for part in bar.parts), default=float(HEIGHT)))


def histogram(
    counts: Iterable[tuple[str, str, int]],
    unit: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Histogram:
    """Draw ``(ISO day, status, count)`` from ``start`` to ``end``, or from the first day with events to the last.

    Without a ``unit`` the finest that gives a readable number of bars; one that would give too many becomes
    coarser. Empty bins in between are kept, they say something too.
    """
    found = [(date.fromisoformat(day), status, count) for day, status, count in counts]
    if not found:
        return Histogram(unit or "month", 0, (), dict.fromkeys(PARTS, 0))
    first = start or min(day for day, _, _ in found)
    last = end or max(day for day, _, _ in found)
    unit = unit_for(first, last, unit)
    stacks = {bin: dict.fromkeys(PARTS, 0) for bin in walk(first, last, unit)}
    for day, status, count in found:
        stacks[first_of(day, unit)][part_of(status)] += count
    most = max(sum(stack.values()) for stack in stacks.values())
    totals = {name: sum(stack[name] for stack in stacks.values()) for name in PARTS}
    return Histogram(unit, most, tuple(_bars(stacks, most, unit)), totals)


def part_of(status: str) -> str:
    """The part of a bar that ``status`` belongs to. Raise KeyError for a status that is not in the list."""
    return {status: name for name, members in PARTS.items() for status in members}[status]


def _bars(stacks: Mapping[date, Mapping[str, int]], most: int, unit: str) -> Iterable[Bar]:
    slot = 100 / max(len(stacks), FEWEST_SLOTS)
    step = max(1, -(-len(stacks) // 6))
    for position, (first, stack) in enumerate(stacks.items()):
        yield Bar(
            label=name_of(first, unit),
            first=first,
            last=last_of(first, unit),
            count=sum(stack.values()),
            x=round(position * slot + slot * 0.08, 2),
            width=round(slot * 0.84, 2),
            middle=round((position + 0.5) * slot, 2),
            tick=short_name_of(first, unit) if position % step == 0 else None,
            minor=bool(position // step % 2),
            parts=tuple(_parts(stack, most)),
        )


def _parts(stack: Mapping[str, int], most: int) -> Iterable[Part]:
    y = float(HEIGHT)
    for name in PARTS:
        if count := stack[name]:
            # A bar of one event beside one of thousands must still be seen.
            height = round(max(2.0, count / most * (HEIGHT - 20)), 1)
            y = round(y - height, 1)
            yield Part(name, count, y, height)
