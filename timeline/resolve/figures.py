"""One number out of those that several reports give for the same thing. Pure.

Of one speaker the figure that was published last counts: an early toll that its own author has raised since does not
widen the range. Low and high then run over the speakers, and ``best`` is what all of them agree on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.model import Quantity, QuantityKind

Counted = tuple[QuantityKind, str | None]
"""What was counted, and of which side."""

OFF = 1.3  # times: two counts of one thing
OFF_TOLL = 2.0  # of a toll, which speakers see at different hours
TOLLS = frozenset((QuantityKind.KILLED, QuantityKind.INJURED, QuantityKind.MISSING, QuantityKind.DISPLACED))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a claim: who says it (or whose words it is in), in which report, published ``at`` (ISO 8601, UTC).

    ``sum`` is true of one that is counted over a longer time than the event's.
    """

    quantity: Quantity
    claim_id: str
    speaker: str
    report_id: str
    at: str
    sum: bool = False

    @property
    def least(self) -> int | None:
        """So many at least; ``None`` if the figure is open downwards."""
        return self.quantity.low

    @property
    def most(self) -> int | None:
        """So many at most; ``None`` if the figure is open upwards."""
        return self.quantity.high


@dataclass(frozen=True, slots=True)
class Number:
    """What all figures for one thing come to, and the claims that give its ends."""

    quantity: Quantity
    low_from: tuple[str, ...]
    best_from: tuple[str, ...]
    high_from: tuple[str, ...]
    differ: bool


def numbers(figures: Iterable[Figure]) -> dict[Counted, Number]:
    """Return what the figures for each thing come to, in the order of what was counted."""
    things: dict[Counted, list[Figure]] = {}
    for figure in figures:
        things.setdefault((figure.quantity.kind, figure.quantity.side), []).append(figure)
    things = {counted: without_sums(found) for counted, found in things.items()}
    with_sides(things)
    return {
        counted: number_of(counted, standing(found))
        for counted, found in sorted(things.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    }


def without_sums(found: list[Figure]) -> list[Figure]:
    """Return the figures without those over a longer time, if there are others."""
    return [one for one in found if not one.sum] or found


def with_sides(things: dict[Counted, list[Figure]]) -> None:
    """Let a figure without a side count for the sides of which it says what others say of them."""
    for kind, side in [counted for counted in things if counted[1] is None]:
        open_ = things[kind, side]
        sides = [counted for counted in things if counted[0] is kind and counted[1] is not None]
        known = {counted: list(things[counted]) for counted in sides}
        for one in list(open_):
            if same := [counted for counted in sides if is_among(one, known[counted])]:
                open_.remove(one)
                for counted in same:
                    things[counted].append(one)
        if not open_:
            del things[kind, side]


def is_among(one: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether a figure lies within those of others."""
    ends = [end for other in others for end in (other.least, other.most) if end is not None]
    mine = [end for end in (one.least, one.most) if end is not None]
    return bool(ends and mine) and min(ends) <= min(mine) and max(mine) <= max(ends)


def off(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are too far from each other to count the same."""
    first, second = (item.high if item.low is None else item.low for item in (one, other))
    low, high = sorted((first or 0, second or 0))
    return high >= low * (OFF_TOLL if one.kind in TOLLS else OFF)


def standing(figures: Sequence[Figure]) -> list[Figure]:
    """Return of each speaker the figures in the report that was published last."""
    last: dict[str, tuple[str, str]] = {}
    for figure in figures:
        key = (figure.at, figure.report_id)
        last[figure.speaker] = max(last.get(figure.speaker, key), key)
    return sorted(
        (one for one in figures if (one.at, one.report_id) == last[one.speaker]),
        key=lambda one: (one.at, one.claim_id),
    )


def number_of(counted: Counted, figures: Sequence[Figure]) -> Number:
    """Return the range over ``figures``, of which there is at least one.

    An end that one leaves open is closed by those that close it, if these do not speak against it: "at least 12" and
    "15" come to 12 to 15.
    """
    lows = [one.least for one in figures if one.least is not None]
    highs = [one.most for one in figures if one.most is not None]
    differ = bool(lows and highs) and max(lows) > min(highs)
    low = min(lows, default=None)
    opened = [one.least for one in figures if one.most is None and one.least is not None]
    high = max(highs, default=None)
    if high is not None and any(least > high for least in opened):
        high = None
    best = agreed(figures, differ)
    kind, side = counted
    written = "; ".join(dict.fromkeys(one.quantity.as_written for one in figures))
    return Number(
        Quantity(kind, low, best, high, written, side),
        tuple(one.claim_id for one in figures if low is not None and one.least == low),
        tuple(one.claim_id for one in figures if best is not None and one.quantity.best == best),
        tuple(one.claim_id for one in figures if high is not None and one.most == high),
        differ,
    )


def agreed(figures: Sequence[Figure], differ: bool) -> int | None:
    """Return the number that no figure speaks against; ``None`` if there is none or more than one."""
    exact = {one.least for one in figures if one.least is not None and one.least == one.most}
    told = exact or {one.quantity.best for one in figures if one.quantity.best is not None}
    return told.pop() if len(told) == 1 and not differ else None
