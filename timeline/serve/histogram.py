"""Events over time as bars: which bins there are, how high each is drawn, which part has which certainty.

Pure: counts in, geometry out. Widths are percentages of the drawing, heights are pixels, so that the text of
the axis keeps its size on a phone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.serve.words import MONTHS

HEIGHT = 150
MOST_MONTHS = 180
FEWEST_SLOTS = 8  # a file with two months must not show two bars as wide as the page
# What a bar is made of, from the bottom up; the order is also that of the legend.
PARTS: Mapping[str, tuple[str, ...]] = {
    "happened": ("occurred", "ongoing"),
    "claimed": ("claimed",),
    "planned": ("planned",),
    "doubtful": ("denied", "cancelled", "hypothetical"),
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
    """One month or year: ``first`` and ``last`` are its days, ``x``, ``width`` and ``middle`` percentages."""

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
    """All bars from the first to the last month (or year) with events; ``most`` is the highest count."""

    unit: str
    most: int
    bars: tuple[Bar, ...]
    totals: Mapping[str, int]


def histogram(counts: Iterable[tuple[str, str, int]]) -> Histogram:
    """Draw ``(month "YYYY-MM", status, count)``; empty months in between are kept, they say something too."""
    bins: dict[tuple[int, int], dict[str, int]] = {}
    for month, status, count in counts:
        year, number = int(month[:4]), int(month[5:7])
        found = bins.setdefault((year, number), dict.fromkeys(PARTS, 0))
        found[part_of(status)] += count
    if not bins:
        return Histogram("month", 0, (), dict.fromkeys(PARTS, 0))
    first, last = min(bins), max(bins)
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    unit = "month" if months <= MOST_MONTHS else "year"
    keys = _months(first, months) if unit == "month" else [(year, 0) for year in range(first[0], last[0] + 1)]
    stacks = {key: dict.fromkeys(PARTS, 0) for key in keys}
    for (year, number), found in bins.items():
        for name, count in found.items():
            stacks[(year, number) if unit == "month" else (year, 0)][name] += count
    most = max(sum(stack.values()) for stack in stacks.values())
    totals = {name: sum(stack[name] for stack in stacks.values()) for name in PARTS}
    return Histogram(unit, most, tuple(_bars(stacks, most)), totals)


def part_of(status: str) -> str:
    """The part of a bar that ``status`` belongs to. Raise KeyError for a status that is not in the list."""
    return {status: name for name, members in PARTS.items() for status in members}[status]


def _months(first: tuple[int, int], count: int) -> list[tuple[int, int]]:
    start = first[0] * 12 + first[1] - 1
    return [(number // 12, number % 12 + 1) for number in range(start, start + count)]


def _bars(stacks: Mapping[tuple[int, int], Mapping[str, int]], most: int) -> Iterable[Bar]:
    slot = 100 / max(len(stacks), FEWEST_SLOTS)
    step = max(1, -(-len(stacks) // 6))
    for position, ((year, month), stack) in enumerate(stacks.items()):
        first = date(year, month or 1, 1)
        last = _last_day(year, month)
        label = f"{MONTHS[month - 1]} {year}" if month else str(year)
        short = f"{MONTHS[month - 1][:3]} {year}" if month else str(year)
        yield Bar(
            label=label,
            first=first,
            last=last,
            count=sum(stack.values()),
            x=round(position * slot + slot * 0.08, 3),
            width=round(slot * 0.84, 3),
            middle=round((position + 0.5) * slot, 3),
            tick=short if position % step == 0 else None,
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


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return following - timedelta(days=1)
