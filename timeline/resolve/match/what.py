"""Type against type, topic against topic, words against words: how well two codings agree on what."""

from collections.abc import Iterable

from timeline.model import EventType
from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import MODE, NEVER, SERIES, SUM, TARGET, TOPIC, TYPE, WORDS
from timeline.resolve.match.sketch import SPEECH, Sketch
from timeline.vocab.matching import load_words

# of what two states or sides rarely do two on one day, of what they do many
KINDS = {
    EventType.CONSULT: "talks", EventType.RETREAT: "deed", EventType.AGREE: "agreement",
    EventType.CONCEDE: "agreement", EventType.SUPPORT: "agreement", EventType.ASSAULT: "attack",
    EventType.COERCE: "force", **dict.fromkeys(SPEECH, "speech"),
}  # fmt: skip
DEEDS = frozenset(
    (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.CONSULT)
)
TALK = SPEECH | {EventType.AGREE, EventType.CONCEDE}
MEETING = frozenset(("talks",))  # where it was said, and no subject
FEWEST, MANY = 4, 8  # words that can be compared, words of which some should be common


def compare_types(a: Sketch, b: Sketch) -> list[Hint]:
    """Return what types and modes say."""
    if a.type is None or b.type is None:
        return [Hint("type", TYPE["unknown"], lambda: "one has no type")]
    if a.type is b.type:
        if a.type is EventType.AGREE and a.planned != b.planned:
            return [Hint("type", TYPE["planned"], lambda: "one is agreed, the other is planned")]
        name = "plan" if a.planned and b.planned else KINDS.get(a.type, "deed")
        found = [Hint("type", TYPE[name], lambda: f"both {a.type}{', planned' if name == 'plan' else ''}")]
        return [*found, *compare_modes(a, b, a.type)]
    for kin in load_words().kin.get(frozenset((a.type, b.type)), ()):
        modes = {a.mode, b.mode}
        if kin.planned and (a.planned == b.planned or not may_become(*((a, b) if a.planned else (b, a)))):
            continue
        if kin.mode is None or kin.mode in modes:
            return [Hint("type", kin.points, lambda: kin_words(a, b))]
    return [Hint("type", NEVER, lambda: f"{a.type} and {b.type} are two deeds")]


def kin_words(a: Sketch, b: Sketch) -> str:
    planned = ", one of them planned" if a.planned != b.planned else ""
    return f"{a.type} and {b.type} may be one deed{planned}"


def may_become(plan: Sketch, deed: Sketch) -> bool:
    """Tell whether a plan may be one of such a deed: talks become a meeting, the rest what it is about."""
    talks = "talks" in plan.hints
    if deed.type is EventType.CONSULT:
        return talks or not plan.topics
    return bool(plan.topics) or not talks


def compare_modes(a: Sketch, b: Sketch, event_type: EventType) -> list[Hint]:
    if a.mode is None or b.mode is None:
        return []
    if a.mode == b.mode:
        return [Hint("mode", MODE["same"], lambda: f"both {a.mode}")]
    groups = load_words().modes.get(event_type)
    if not groups or any(a.mode in group and b.mode in group for group in groups):
        return [Hint("mode", MODE["kin"], lambda: f"{a.mode} and {b.mode} may be one deed")]
    known = frozenset().union(*groups)
    if a.mode not in known or b.mode not in known:
        return []
    if load_words().mistaken.get(event_type, frozenset()) >= {a.mode, b.mode}:
        return [Hint("mode", MODE["means"], lambda: f"{a.mode} and {b.mode} are other means")]
    return [Hint("mode", MODE["apart"], lambda: f"{a.mode} and {b.mode} are two deeds")]


def compare_topics(a: Sketch, b: Sketch) -> Hint | None:
    """Return what the topics say; an attack or a meeting has none. Of words without a topic little is known."""
    if a.type in DEEDS or b.type in DEEDS:
        return None
    mine, theirs = a.topics or a.hints, b.topics or b.hints
    if mine and mine == theirs:
        return Hint("topic", TOPIC["same"], lambda: f"both about {listed(mine)}")
    if both := mine & theirs:
        name = "some" if a.type in TALK or b.type in TALK else "mixed"
        return Hint("topic", TOPIC[name], lambda: f"both about {listed(both)}, among other things")
    if a.topics and b.topics:
        return Hint("topic", TOPIC["other"], lambda: f"about {listed(a.topics)} and about {listed(b.topics)}")
    if a.type not in TALK and b.type not in TALK:
        return None
    if a.type is not b.type and a.planned == b.planned:
        return Hint(
            "topic", TOPIC["loose"], lambda: "two kinds of deed that do not say that they are about one thing"
        )
    if mine - MEETING and theirs - MEETING:
        return Hint(
            "topic", TOPIC["hinted"], lambda: f"perhaps about two things: {listed(mine)} and {listed(theirs)}"
        )
    if mine or theirs:
        return Hint("topic", TOPIC["unsaid"], lambda: "one does not say what it is about")
    return Hint("topic", TOPIC["neither"], lambda: "both do not say what it is about")


def compare_targets(a: Sketch, b: Sketch) -> Hint | None:
    """Return what is said by what two attacks were directed at; ``None`` where one does not say it."""
    if not a.targets or not b.targets:
        return None
    if both := a.targets & b.targets:
        return Hint("target", TARGET["same"], lambda: f"same target: {listed(both)}")
    return Hint(
        "target", TARGET["other"], lambda: f"other targets: {listed(a.targets)} and {listed(b.targets)}"
    )


def compare_series(a: Sketch, b: Sketch) -> Hint | None:
    """Return what "third round" says against "second round"; ``None`` where one names no member of a series."""
    if not a.ordinals or not b.ordinals:
        return None
    mine, theirs = dict(sorted(a.ordinals)), dict(sorted(b.ordinals))
    noun = min(mine.keys() & theirs.keys(), default=None)
    if noun is None:
        return None
    if a.ordinals & b.ordinals:
        return Hint("series", SERIES["same"], lambda: f"both {noun} {theirs[noun]}")
    return Hint("series", SERIES["other"], lambda: f"{noun} {mine[noun]} against {noun} {theirs[noun]}")


def compare_sums(a: Sketch, b: Sketch) -> Hint | None:
    """Return what is said by a sum over a longer time: it is no event of a day."""
    if not a.sum and not b.sum:
        return None
    if a.sum and b.sum:
        return Hint("sum", SUM["both"], lambda: "both are sums over a longer time")
    return Hint("sum", SUM["one"], lambda: "a sum over a longer time against a single event")


def compare_words(a: Sketch, b: Sketch) -> Hint | None:
    """Return what the other words of the quotes say; ``None`` where there are too few."""
    least = min(len(a.words), len(b.words))
    if least < FEWEST:
        return None
    both = a.words & b.words
    share = len(both) / least
    if not both:
        return Hint("words", WORDS["none"], lambda: "no word in common") if least >= MANY else None
    name = (
        "most"
        if share >= 0.5
        else "many"
        if share >= 0.3
        else "some"
        if share >= 0.15 and len(both) > 1
        else None
    )
    return Hint(
        "words",
        WORDS[name] if name else 0,
        lambda: f"{len(both)} of {least} words in common: {listed(as_written(both, a, b))}",
    )


def as_written(both: Iterable[str], a: Sketch, b: Sketch) -> frozenset[str]:
    """Return words for the stems that two codings share, whichever of the two comes first."""
    return frozenset(min(a.written[key], b.written[key]) for key in both)


def listed(words: frozenset[str], most: int = 6) -> str:
    shown = sorted(words)[:most]
    return ", ".join(shown) + (" …" if len(words) > most else "")
