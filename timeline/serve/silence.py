"""When a source begins, falls silent or jumps: found from its counts alone, by rules that would rather say nothing.

A flat line may be peace, or an outlet that closed. Pure, and without a clock: the last day that counts is the last
on which any source reported.

**Silence.** A source is regular once it has reported on 8 different days. Its usual gap is the one that nine of
ten gaps between its reporting days so far did not exceed. It is silent where it then says nothing for more than
14 days and more than four times its usual gap. Only what came before a gap decides about it, so a later report
never makes a silence that was none.

**Jump.** Two whole months in a row of which one has at least three times the reports of the other and at least
10 more, and differs by more than chance would (four standard deviations of two counts). The months of the first
and of the last report of all, which are cut, and months with a silence are passed over.
"""

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, sqrt

from timeline.serve.units import last_of, walk

DAY = timedelta(days=1)
REGULAR = 8  # days with reports
SHORTEST = 14  # days of a silence
TIMES_USUAL = 4
NINE_OF_TEN = 0.9
JUMP_TIMES, JUMP_REPORTS, JUMP_DEVIATIONS = 3, 10, 4


@dataclass(frozen=True, slots=True)
class Silence:
    """Days on which a regular source said nothing, both included; ``ended`` by a report, or by the end of all."""

    first: date
    last: date
    usual: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Jump:
    """The month from which on a source reported so much more or less than in the month before."""

    month: date
    before: int
    after: int


def silences(days: Sequence[date], until: date) -> tuple[Silence, ...]:
    """The silences of a source that reported on ``days`` (in order, each once), as far as ``until``."""
    gaps: list[int] = []
    found = []
    for position, day in enumerate(days):
        following = days[position + 1] if position + 1 < len(days) else None
        last = following - DAY if following else until
        usual = gaps[ceil(NINE_OF_TEN * len(gaps)) - 1] if gaps else 0
        if position + 1 >= REGULAR and (last - day).days > max(SHORTEST, TIMES_USUAL * usual):
            found.append(Silence(day + DAY, last, usual, following is not None))
        if following:
            insort(gaps, (following - day).days)
    return tuple(found)


def jumps(counts: Mapping[date, int], until: date, silent: Sequence[Silence]) -> tuple[Jump, ...]:
    """The jumps of a source with ``counts`` by day, as far as ``until``; none in months that ``silent`` touches."""
    if not counts:
        return ()
    born = min(counts)
    months = dict.fromkeys(walk(born, until, "month"), 0)
    for day, count in counts.items():
        months[day.replace(day=1)] += count
    whole = [
        month
        for month in months
        if month > born and last_of(month, "month") < until and not _touched(month, silent)
    ]
    return tuple(
        Jump(after, months[before], months[after])
        for before, after in pairwise(whole)
        if last_of(before, "month") + DAY == after and _differ(months[before], months[after])
    )


def _touched(month: date, silent: Sequence[Silence]) -> bool:
    return any(one.first <= last_of(month, "month") and one.last >= month for one in silent)


def _differ(before: int, after: int) -> bool:
    low, high = sorted((before, after))
    return (
        high >= JUMP_TIMES * low
        and high - low >= JUMP_REPORTS
        and high - low > JUMP_DEVIATIONS * sqrt(high + low)
    )
