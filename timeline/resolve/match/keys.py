"""Blocking keys: only codings that meet in one are compared, so that the work grows with the codings, not with pairs.

A coding has keys, marks and probes. Two codings meet where they share a key, or where a probe of one is a mark of
the other. What is dated to a few days and placed has small keys: day, kind of deed, cell of the map or party, and
marks by which it may be found. What has no date, no fine place, or is a plan probes the marks of others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timeline.model import EventType
from timeline.resolve.match.coding import Coding
from timeline.resolve.match.links import NEXT
from timeline.resolve.match.sketch import SPEECH, TOLD_AGAIN, Sketch, sketch
from timeline.resolve.match.when import LASTED, SOON

NARROW = 10  # days: what takes longer is looked for, and lies nowhere by day
WIDEST = 62  # days that are looked through
FRESH = 4  # days before publication in which a coding without a date is looked for
AHEAD = 3  # days after the planned ones in which a plan may still be carried out
CELL = 0.5  # degrees
# deeds that one report may call one thing and another report another: they lie in one kind
KINDS = {
    EventType.CONSULT: ("talks",),
    EventType.AGREE: ("accord",),
    EventType.SUPPORT: ("accord",),
    EventType.CONCEDE: ("accord",),
    EventType.RETREAT: ("release",),
    EventType.AID: ("help",),
    EventType.COOPERATE: ("help",),
    EventType.COERCE: ("force",),
    EventType.SANCTION: ("force",),
    EventType.ASSAULT: ("force",),
    EventType.PROTEST: ("force",),
    EventType.MOBILIZE: ("speech",),
    **dict.fromkeys(SPEECH - {EventType.SUPPORT}, ("speech",)),
}  # fmt: skip
ANYBODY = "anybody"
PLANS = ("accord", "talks", "release")


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where a coding meets others: see the module. Each is sorted and holds no word twice."""

    keys: tuple[str, ...]
    marks: tuple[str, ...]
    probes: tuple[str, ...]


def keys(coding: Coding) -> tuple[str, ...]:
    """Return the keys of a coding: two that share one are compared. There are marks and probes too, see ``blocks``."""
    return blocks(coding).keys


def blocks(coding: Coding) -> Blocks:
    """Return where a coding meets others."""
    return blocks_of(sketch(coding))


def blocks_of(one: Sketch) -> Blocks:
    known = parties_of(one)
    return Blocks(
        tuple(sorted(set(keys_of(one)))),
        tuple(sorted({*by_party(one, days_of(one), (*known, ANYBODY)), *meant(one)})),
        tuple(sorted({*by_party(one, searched(one), known), *meaning(one)})),
    )


def kinds_of(one: Sketch) -> tuple[str, ...]:
    """Return the kinds of deed as which a coding may be told."""
    kinds = KINDS.get(one.type, ("other",)) if one.type else ("other", "force", "release")
    if one.planned and one.type in (EventType.AGREE, EventType.CONCEDE):
        return PLANS
    if one.type is EventType.CONCEDE or one.mode == "ceasefire":
        return ("accord", "release")
    return kinds


def keys_of(one: Sketch) -> Iterator[str]:
    """Yield the keys, from its days and the day after, so that neighbours meet."""
    forced = is_forced(one)
    for kind in kinds_of(one):
        for day in days_of(one):
            for cell in cells_of(one):
                yield f"{day} {kind} {cell}"
            if not forced or one.place is None:
                for party in parties_of(one):
                    yield f"{day} {kind} {party}"
        if one.days is None and one.published is not None:
            for day in range(one.published, one.published + FRESH):
                for party in parties_of(one):
                    yield f"{day} {kind} undated {party}"
        for noun, number in one.ordinals:
            for party in parties_of(one):
                yield f"{noun} {number} {kind} {party}"
                yield f"{noun} {number + 1} {kind} {party}"
        if one.sum:
            for figure in one.figures:
                yield f"sum {kind} {figure.kind} {figure.side} {figure.low}"


def meant(one: Sketch) -> Iterator[str]:
    """Yield the marks by which an agreement or a meeting is found: its report, and where and in what month it was."""
    if one.type not in TOLD_AGAIN or one.planned:
        return
    if one.type is EventType.AGREE:
        yield f"under {one.report}"
    if one.place is None or one.days is None or one.days[1] - one.days[0] > NARROW:
        return
    month = one.days[0] // NEXT
    if one.type is EventType.AGREE:
        yield f"under {one.place_name.split()[0]} {month}"
    for party in parties_of(one):
        yield f"{one.type} {one.place} {month} {party}"


def meaning(one: Sketch) -> Iterator[str]:
    """Yield the probes of what carries out an agreement, and of what is mentioned without its day."""
    if one.under:
        yield f"under {one.report}"
        if one.days is not None:
            for word in one.under.split():
                if word[0].isupper():
                    for month in (one.days[0] // NEXT - 1, one.days[0] // NEXT):
                        yield f"under {word} {month}"
    if one.passing and one.days is None and one.published is not None and one.place is not None:
        for month in range((one.published - LASTED) // NEXT, one.published // NEXT + 1):
            for party in parties_of(one):
                yield f"{one.type} {one.place} {month} {party}"


def is_forced(one: Sketch) -> bool:
    """Tell whether it is of a kind of which one day and country may have hundreds: the place must tell them apart."""
    return "force" in kinds_of(one)


def by_party(one: Sketch, days: Iterable[int], parties: Iterable[str]) -> Iterator[str]:
    """Yield the words for days, kinds and parties, by which it is found or finds."""
    for day in days:
        for kind in kinds_of(one):
            for party in parties:
                yield f"{day} {kind} {party}"


def days_of(one: Sketch) -> range:
    """Return the days under which a coding lies; none if it takes longer than some."""
    if one.days is None or one.days[1] - one.days[0] > NARROW:
        return range(0)
    return range(one.days[0], one.days[1] + 2)


def cells_of(one: Sketch) -> Iterator[str]:
    """Yield the cells of the map around a point: two that are near share at least one."""
    if one.place is None or one.latitude is None or one.longitude is None:
        return
    half = CELL / 4
    for latitude in {(one.latitude - half) // CELL, (one.latitude + half) // CELL}:
        for longitude in {(one.longitude - half) // CELL, (one.longitude + half) // CELL}:
            yield f"at {latitude:.0f} {longitude:.0f}"


def parties_of(one: Sketch) -> Iterable[str]:
    """Return the parties, or the country of the place where there are none; else it may be anybody."""
    if one.known:
        return one.parties
    return one.parties | {one.country or ANYBODY}


def searched(one: Sketch) -> range:
    """Return the days whose marks are probed."""
    if one.days is None:
        if one.published is None:
            return range(0)
        return range(one.published - FRESH, one.published + 2 + (SOON if one.planned else 0))
    if one.days[1] - one.days[0] > NARROW:
        wide = one.days[1] - one.days[0] > WIDEST
        return range(0) if wide else range(one.days[0], one.days[1] + 2)
    if one.planned:
        return range(one.days[0], one.days[1] + 1 + AHEAD)
    known = one.place is not None if is_forced(one) else one.known
    return range(0) if known else days_of(one)
