"""One figure of the benchmark, and the table of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: the median with its range, in ``unit`` ("×" for a ratio, "s" for seconds).

    ``goal`` is the most that the value may be, ``None`` where nothing was promised; ``note`` says on what.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    goal: float | None
    note: str

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else "missed"


def figure(name: str, values: Sequence[float], unit: str, goal: float | None, note: str) -> Figure:
    """Return the figure of several measurements. Raise ValueError where there is none."""
    if not values:
        raise ValueError(f"{name}: nothing was measured")
    return Figure(name, median(values), min(values), max(values), unit, goal, note)


def ratios(work: Sequence[float], yardstick: Sequence[float]) -> list[float]:
    """Return how many times as long each piece of work took as its yardstick. Raise ValueError where one took none."""
    if not all(seconds > 0 for seconds in yardstick):
        raise ValueError("too little work to measure")
    return [seconds / unit for seconds, unit in zip(work, yardstick, strict=True)]


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines: name, value, range, goal, verdict, note."""
    heading = ("work", "value", "range", "goal", "", "on")
    rows = [heading] + [
        (
            one.name,
            f"{one.value:.3g} {one.unit}",
            f"{one.low:.3g} to {one.high:.3g}",
            "" if one.goal is None else f"{one.goal:g} {one.unit}",
            one.verdict,
            one.note,
        )
        for one in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
