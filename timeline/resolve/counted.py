"""The numbers that codings of one event give, with who says each; what is only told beside them is left out. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from timeline.model import Claim, DatePrecision, Event, Quantity, QuantityKind
from timeline.resolve.figures import Counted, Figure, off
from timeline.resolve.match.coding import Coding
from timeline.resolve.match.figure import figures_of
from timeline.resolve.match.sums import called_sum, is_sum
from timeline.vocab.matching import load_words

# of what a sentence may count two sorts: drones and missiles, soldiers and civilians
SORTS = frozenset((
    QuantityKind.LAUNCHED, QuantityKind.SHOT_DOWN, QuantityKind.EXCHANGED, QuantityKind.RELEASED, QuantityKind.KILLED,
    QuantityKind.INJURED,
))  # fmt: skip


def figures(told: Sequence[Coding]) -> list[Figure]:
    """Return every number with who says it; where nobody is named, whose words it is in.

    Left out is what a report tells beside its first number for the same thing and what is too far from that to be
    another count of it: the number of a part, or of a longer time.
    """
    return [one for coding in told for one in without_parts(list(figures_in(coding)))]


def figures_in(coding: Coding) -> Iterator[Figure]:
    """Yield the numbers of a coding in the order of its claims."""
    whole = is_whole(coding.event)
    for key, claim, quantities in counted_claims(coding):
        beside = not whole and tells_sum(claim, coding.event)
        for one in counted_apart(quantities):
            yield Figure(
                one, key, speaker(claim, coding.voice), coding.report_id, moment(coding.published), beside
            )


def without_parts(found: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the numbers of one coding that count the same as its first for that thing, or a sum."""
    first: dict[Counted, list[Figure]] = {}
    for one in found:
        if not one.sum:
            mine = first.setdefault((one.quantity.kind, one.quantity.side), [one])
            if one.claim_id == mine[0].claim_id:
                mine.append(one)
            elif all(off(one.quantity, other.quantity) for other in mine):
                continue
        yield one


def is_whole(event: Event) -> bool:
    """Tell whether the event is itself a sum over a longer time."""
    lists = load_words()
    return is_sum(event, figures_of(event.quantities, lists), lists)


def tells_sum(claim: Claim, event: Event) -> bool:
    """Tell whether a claim counts over a longer time than that of the event."""
    start, end = claim.date.start, claim.date.end
    days = event.date
    longer = claim.date.precision in (DatePrecision.DAYS, DatePrecision.RANGE) and bool(
        start and end and days.start and days.end and end - start > days.end - days.start
    )
    return longer or called_sum(claim, load_words(), event.event_type)


def counted_apart(quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Yield the numbers of a claim, each once; of two sorts of a thing from the larger number to both together."""
    things: dict[Counted, list[Quantity]] = {}
    for one in dict.fromkeys(quantities):
        things.setdefault((one.kind, one.side), []).append(one)
    for (kind, _), several in things.items():
        if kind not in SORTS or not any(off(one, other) for one, other in pairwise(several)):
            yield from several
            continue
        lows, highs = [one.low or 0 for one in several], [one.high for one in several]
        written = " and ".join(one.as_written for one in several)
        top = None if None in highs else sum(high for high in highs if high is not None)
        if 2 * max(lows) == sum(lows):  # one is all of the others
            top = max(lows)
        yield replace(several[0], low=max(lows), best=None, high=top, as_written=written)


def counted_claims(coding: Coding) -> Iterable[tuple[str, Claim, tuple[Quantity, ...]]]:
    """Yield the claims with their keys and numbers; numbers that only the event has are those of its first claim."""
    claims = coding.event.claims
    own = any(claim.quantities for claim in claims)
    for key, claim in zip(claim_ids(coding), claims, strict=True):
        yield key, claim, claim.quantities if own else coding.event.quantities if claim is claims[0] else ()


def claim_ids(coding: Coding) -> list[str]:
    """Return the keys of a coding's claims, in their order."""
    return [f"{coding.id}.{number}" for number in range(1, len(coding.event.claims) + 1)]


def speaker(claim: Claim, voice: str) -> str:
    by = claim.claimant
    if by is None:
        return f"voice {voice}"
    return f"actor {by.actor.id}" if by.actor else f"name {by.name_as_written.casefold()}"


def moment(published: str | None) -> str:
    """Return when something was published in one form that sorts: a day, or a time in UTC; empty if not stated."""
    if published is None or len(published) <= len("2025-07-22"):
        return published or ""
    found = datetime.fromisoformat(published)
    return found.astimezone(UTC).isoformat() if found.tzinfo else found.isoformat()
