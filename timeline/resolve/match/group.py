"""Decisions to groups of codings that are one event: whatever the order, and only from what is connected."""

from collections.abc import Callable, Collection, Iterable

from timeline.resolve.match.decision import Decision, Judgement, Verdict

Pair = tuple[str, str]
BEST = 1001  # above every score


def group(
    ids: Iterable[str],
    decisions: Iterable[Decision],
    judgements: Iterable[Judgement] = (),
    apart: Callable[[str, str], bool] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of codings that are one event, each sorted, in the order of their first id.

    Pairs are taken best first: what a person judged, then by score, then by id. Two groups are joined unless a
    pair across them is judged or decided to be different, or ``apart`` says of an undecided pair that the two
    exclude each other (see ``exclusion``). A coding that is joined to none is a group of one.
    """
    members = {one: frozenset((one,)) for one in ids}
    judged = {in_order(one.a, one.b): one.verdict for one in judgements}
    decided: dict[Pair, Verdict] = {}
    ranked = [(-BEST, *pair) for pair, verdict in judged.items() if verdict is Verdict.SAME]
    for one in decisions:
        pair = in_order(one.a, one.b)
        decided[pair] = one.verdict
        if one.folds and pair not in judged:
            ranked.append((-one.score, *pair))
    decided |= judged

    def kept_apart(a: str, b: str) -> bool:
        verdict = decided.get(in_order(a, b))
        if verdict is None:
            return apart is not None and apart(a, b)
        return verdict is Verdict.DIFFERENT

    for score, a, b in sorted(ranked):
        if a not in members or b not in members or members[a] is members[b]:
            continue
        if (a, b) in judged and score == -BEST:
            barred = any_judged_different(members[a], members[b], judged)
        else:
            barred = any(kept_apart(one, other) for one in members[a] for other in members[b])
        if not barred:
            joined = members[a] | members[b]
            members |= dict.fromkeys(joined, joined)
    return tuple(sorted({tuple(sorted(group)) for group in members.values()}))


def any_judged_different(
    first: Collection[str], second: Collection[str], judged: dict[Pair, Verdict]
) -> bool:
    """Tell whether a person keeps two of them apart; what rules say gives way to a person's "same"."""
    return any(judged.get(in_order(a, b)) is Verdict.DIFFERENT for a in first for b in second)


def in_order(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
