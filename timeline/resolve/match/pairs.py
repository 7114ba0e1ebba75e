"""Many codings to decisions: only pairs that meet in a key, or in a mark and a probe, are compared."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache

from timeline.resolve.match.coding import Coding
from timeline.resolve.match.compare import decide, excludes
from timeline.resolve.match.decision import Decision
from timeline.resolve.match.keys import blocks_of
from timeline.resolve.match.sketch import Sketch, sketch

Places = dict[str, dict[str | None, list[int]]]  # by word, then by dataset; reports have none


def decisions(codings: Iterable[Coding], changed: Container[str] | None = None) -> Iterator[Decision]:
    """Yield what is decided about every pair that meets, sorted by the later id and then the earlier.

    With ``changed`` (ids) only pairs of which at least one is in it. Nothing else comes into a decision, so
    that it is the same whatever other codings there are.
    """
    return compared(map(sketch, codings), changed)


def compared(sketches: Iterable[Sketch], changed: Container[str] | None = None) -> Iterator[Decision]:
    """Yield the same of codings that are sketched already."""
    ordered = sorted(sketches, key=lambda one: one.id)
    for place, met in enumerate(meetings(ordered)):
        coding = ordered[place]
        for other in met:
            first = ordered[other]
            if changed is None or first.id in changed or coding.id in changed:
                decision = decide(first, coding)
                if decision is not None:
                    yield decision


def meetings(ordered: Iterable[Sketch]) -> Iterator[list[int]]:
    """Yield for each sketch the places of the earlier ones that it meets, in their order.

    Rows of one dataset do not meet each other: a busy day of one would fill every block.
    """
    keys: Places = {}
    marks: Places = {}
    probes: Places = {}
    for place, one in enumerate(ordered):
        mine = blocks_of(one)
        met: set[int] = set()
        for words, looked in ((mine.keys, keys), (mine.probes, marks), (mine.marks, probes)):
            for word in words:
                for dataset, others in looked.get(word, {}).items():
                    if dataset is None or dataset != one.dataset:
                        met.update(others)
        for words, entered in ((mine.keys, keys), (mine.marks, marks), (mine.probes, probes)):
            for word in words:
                entered.setdefault(word, {}).setdefault(one.dataset, []).append(place)
        yield sorted(met)


def exclusion(codings: Iterable[Coding]) -> Callable[[str, str], bool]:
    """Return what ``group`` asks of two codings that never met: whether they exclude each other."""
    known = {one.id: one for one in codings}
    return exclusion_by(cache(lambda key: sketch(known[key])))


def exclusion_by(sketch_of: Callable[[str], Sketch]) -> Callable[[str, str], bool]:
    """Return the same where ``sketch_of`` gives what is compared of a coding."""
    return lambda a, b: excludes(sketch_of(a), sketch_of(b))


def mention(codings: Iterable[Coding]) -> Callable[[str], bool]:
    """Return what ``group`` asks of a coding: whether it is only mentioned, without its day."""
    known = {one.id: one for one in codings}
    return cache(lambda key: sketch(known[key]).passing)
