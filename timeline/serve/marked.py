"""Text of a report with its coded words marked: pure, and nothing here is HTML; the template escapes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` (exclusive) of a text, and what was made of them."""

    start: int
    end: int
    note: str
    href: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``quoted`` where it is part of a quoted sentence."""

    text: str
    notes: tuple[str, ...]
    href: str
    quoted: bool


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """Cut ``text`` from ``start`` to ``end`` where a mark begins or ends. Marks may lie over one another."""
    end = len(text) if end is None else min(end, len(text))
    inside = sorted(
        (one for one in marks if one.start < end and one.end > start), key=lambda one: (one.start, -one.end)
    )
    edges = sorted(
        {start, end, *(max(start, one.start) for one in inside), *(min(end, one.end) for one in inside)}
    )
    found = []
    for first, last in pairwise(edges):
        over = [one for one in inside if one.start <= first and one.end >= last]
        notes = tuple(dict.fromkeys(one.note for one in over if not one.whole))
        href = next((one.href for one in over if one.href), "")
        found.append(Piece(text[first:last], notes, href, any(one.whole for one in over)))
    return tuple(found)


def around(marks: Sequence[Mark], most: int) -> tuple[int, int]:
    """The stretch that holds the first mark, and the others as long as they are within ``most`` characters of it."""
    first, last = marks[0].start, marks[0].end
    for one in marks[1:]:
        if marks[0].start - most <= one.start and one.end <= marks[0].end + most:
            first, last = min(first, one.start), max(last, one.end)
    return first, last
