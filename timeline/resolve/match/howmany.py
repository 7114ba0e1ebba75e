"""Figure against figure: equal, fitting, rising, close, or excluding each other."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from timeline.resolve.match.decision import Hint
from timeline.resolve.match.figure import Figure
from timeline.resolve.match.points import FIGURES
from timeline.resolve.match.sketch import Sketch

# counts that grow, or shrink, while they are being made
TOLLS = frozenset(("killed", "injured", "missing", "displaced", "arrested", "protesters"))
# several of one kind in one event: drones and missiles
SEVERAL = frozenset(("launched", "shot_down"))
NEAR = 1.02  # times: figures of two counts of one thing
OFF = 1.3  # times: figures that may be one thing counted differently
RISEN = 3.0  # times: as far as a toll may rise
LEAST_TELLING = 10


def compare_figures(a: Sketch, b: Sketch) -> list[Hint]:
    """Return what the figures say, kind by kind and side by side."""
    if not a.figures or not b.figures:
        return []
    if len(a.figures) == len(b.figures) == 1:
        one, other = a.figures[0], b.figures[0]
        if one.kind == other.kind and one.side == other.side:
            return [figure(one, other, one.side, published_later(a, b))]
    mine, theirs = by_kind(a.figures), by_kind(b.figures)
    found: list[Hint] = []
    later = published_later(a, b)
    for kind in sorted(mine.keys() & theirs.keys()):
        first, second = mine[kind], theirs[kind]
        sides = first.keys() & second.keys()
        if not sides and (hint := across_sides(flat(first), flat(second), later)):
            found.append(hint)
        for side in sorted(sides, key=str):
            found.append(compare_one(first[side], second[side], side, later))
    return softened(found) if found else found


def by_kind(figures: Iterable[Figure]) -> dict[str, dict[str | None, list[Figure]]]:
    """Return the figures by kind and side."""
    found: dict[str, dict[str | None, list[Figure]]] = {}
    for one in figures:
        found.setdefault(one.kind, {}).setdefault(one.side, []).append(one)
    return found


def flat(sides: dict[str | None, list[Figure]]) -> list[Figure]:
    return [one for figures in sides.values() for one in figures]


def published_later(a: Sketch, b: Sketch) -> int:
    """Return 1 where ``b`` was published on a later day than ``a``, -1 on an earlier one, else 0.

    A row of a dataset is written when all is known.
    """
    if (a.dataset is None) != (b.dataset is None):
        return 1 if a.dataset is None else -1
    if a.published is None or b.published is None:
        return 0
    return (b.published > a.published) - (b.published < a.published)


def compare_one(mine: list[Figure], theirs: list[Figure], side: str | None, later: int) -> Hint:
    """The best that can be said of the figures of one kind and side."""
    if len(mine) == len(theirs) == 1:
        return figure(mine[0], theirs[0], side, later)
    found = (figure(one, other, side, later) for one, other in pairs(mine, theirs))
    return max(found, key=lambda one: one.points)


def pairs(mine: list[Figure], theirs: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    for one in (*mine, *sums_of(mine)):
        for other in (*theirs, *sums_of(theirs)):
            yield one, other


def sums_of(figures: list[Figure]) -> Iterator[Figure]:
    """Yield what two figures of one kind and side make together: 246 and 31 are 277."""
    for one, other in combinations(figures, 2):
        if one.exact and other.exact and one.low is not None and other.low is not None:
            total = one.low + other.low
            yield Figure(one.kind, one.side, total, total, False)


def figure(one: Figure, other: Figure, side: str | None, later: int = 0) -> Hint:
    """Compare two figures of one kind and side; ``later`` says which was reported later, see above."""
    if one.low == other.low and one.high == other.high:
        name = telling(one)
        return Hint("figures", FIGURES[name], lambda: f"same figure: both {one.words()} {one.noun}{of(side)}")
    if one.low is not None and one.low == other.low and (one.high is None or other.high is None):
        name = telling(one if one.high is None else other)  # "at least 40" and "40"
        return Hint(
            "figures", FIGURES[name], lambda: f"{one.words()} and {other.words()} {one.noun}{of(side)}"
        )
    name, words = differing(one, other, later)
    return Hint(
        "figures",
        FIGURES[name],
        lambda: f"{one.words()} against {other.words()} {one.noun}{of(side)}: {words}",
    )


def of(side: str | None) -> str:
    return f" ({side})" if side else ""


def differing(one: Figure, other: Figure, later: int) -> tuple[str, str]:
    """Return how two figures differ: the name of the points, and words."""
    if fits(one, other):
        return "range", "may be one figure"
    times = ratio(one, other)
    if one.kind in TOLLS:
        if times > RISEN:
            return "far", "far apart even for a count that may rise"
        if ((other.low or 0) - (one.low or 0)) * later > 0:
            return "rising", "different figures of a count that may rise"
        return "unlike", "different figures, and the later one is not the higher"
    if times <= NEAR or (times <= OFF and (one.about or other.about)):
        return "close", "close"
    if one.kind in SEVERAL or times <= OFF:
        return "differ", "the figures differ"
    return "exclude", "exclude each other"


def telling(one: Figure) -> str:
    """Return how much it tells that two have this figure: an odd one much, a round or small one less."""
    value = one.low if one.low is not None else one.high or 0
    if value < LEAST_TELLING:
        return "small"
    return "round" if value % 50 == 0 or not one.exact else "odd"


def fits(one: Figure, other: Figure) -> bool:
    """Tell whether two ranges touch, at least one of them being open or wide."""
    low = max(one.low or 0, other.low or 0)
    ends = [end for end in (one.high, other.high) if end is not None]
    return not ends or low <= min(ends)


def ratio(one: Figure, other: Figure) -> float:
    first, second = (item.high if item.low is None else item.low for item in (one, other))
    low, high = sorted((first or 0, second or 0))
    return high / low if low else float("inf")


def across_sides(mine: list[Figure], theirs: list[Figure], later: int) -> Hint | None:
    """One names no side: the sum of both sides, or of one of them? A toll of one side alone is the whole."""
    whole, parts = (mine, theirs) if any(one.side is None for one in mine) else (theirs, mine)
    one, other = mine[0], theirs[0]
    if len(mine) == len(theirs) == 1 and one.side and other.side:
        if not one.exact or one.low != other.low or not other.exact or telling(one) != "odd":
            return None
        return Hint(
            "figures",
            FIGURES["small"],
            lambda: f"both {one.words()} {one.noun}, of {one.side} and of {other.side}",
        )
    if len(whole) == len(parts) == 1 and whole[0].side is None and whole[0].kind in TOLLS:
        return figure(mine[0], theirs[0], None, later)
    for one in whole:
        if one.side is not None or one.low is None:
            continue
        total = sum(part.low or 0 for part in parts)
        if len(parts) > 1 and one.low == total:
            words = f"{one.words()} {one.noun} in all are {total:,} of both sides"
            return Hint("figures", FIGURES["odd"], partial(str, words))
        if any(part.low == one.low for part in parts):
            words = f"same figure: both {one.words()} {one.noun}"
            return Hint("figures", FIGURES[telling(one)], partial(str, words))
    return None


def softened(found: list[Hint]) -> list[Hint]:
    """A figure that agrees well makes another one that differs a disagreement, and all together have a most."""
    if any(one.points >= FIGURES["round"] for one in found):
        found = [soft(one) if one.points < FIGURES["differ"] else one for one in found]
    if len(found) == 1:
        return found
    left = FIGURES["most"]
    result = []
    for one in sorted(found, key=lambda one: -one.points):
        points = min(one.points, left) if one.points > 0 else one.points
        left -= max(0, points)
        result.append(Hint(one.name, points, one.words))
    return result


def soft(one: Hint) -> Hint:
    return Hint(
        one.name, FIGURES["differ"], lambda: one.words().replace("exclude each other", "the figures differ")
    )
