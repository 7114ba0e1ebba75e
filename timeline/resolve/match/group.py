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
    passing: Callable[[str], bool] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of codings that are one event, each sorted, in the order of their first id.

    Pairs are taken best first: what a person judged, then by score, then by id. Two groups are joined unless a
    pair across them is judged or decided to be different, or ``apart`` says of an undecided pair that the two
    exclude each other (see ``exclusion``). A coding that is joined to none is a group of one.

    Then what is only mentioned, without its day (``passing`` tells), joins the group that it may mean, if it is one.
    """
    members = {one: frozenset((one,)) for one in ids}
    judged = {in_order(one.a, one.b): one.verdict for one in judgements}
    decided: dict[Pair, Verdict] = {}
    alone: list[Pair] = []
    ranked = [(-BEST, *pair) for pair, verdict in judged.items() if verdict is Verdict.SAME]
    for one in decisions:
        pair = in_order(one.a, one.b)
        decided[pair] = one.verdict
        if one.alone and pair not in judged:
            alone.append(pair)
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
    if passing is not None:
        attach(members, [pair for pair in alone if members.keys() >= {*pair}], passing, kept_apart)
    return tuple(sorted({tuple(sorted(group)) for group in members.values()}))


def attach(
    members: dict[str, frozenset[str]],
    pairs: Iterable[Pair],
    passing: Callable[[str], bool],
    kept_apart: Callable[[str, str], bool],
) -> None:
    """Join groups of what is only mentioned with the only group of what is dated that they may mean."""
    meant: dict[frozenset[str], set[frozenset[str]]] = {}
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            mine, theirs = members[one], members[other]
            if passing(one) and all(map(passing, mine)) and not all(map(passing, theirs)):
                meant.setdefault(mine, set()).add(theirs)
    for mine, groups in sorted(meant.items(), key=lambda item: min(item[0])):
        open_ = [theirs for theirs in groups if not any(kept_apart(a, b) for a in mine for b in theirs)]
        if len(open_) != 1:
            continue
        theirs = members[min(open_[0])]  # with what was joined to it before
        if not any(kept_apart(a, b) for a in mine for b in theirs):
            members |= dict.fromkeys(mine | theirs, mine | theirs)


def any_judged_different(
    first: Collection[str], second: Collection[str], judged: dict[Pair, Verdict]
) -> bool:
    """Tell whether a person keeps two of them apart; what rules say gives way to a person's "same"."""
    return any(judged.get(in_order(a, b)) is Verdict.DIFFERENT for a in first for b in second)


def in_order(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
