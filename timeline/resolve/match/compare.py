"""Two codings to a decision: reasons are added up, and some exclude whatever the rest says."""

from collections.abc import Iterable, Iterator

from timeline.model import EventType, LinkKind
from timeline.resolve.match.coding import Coding
from timeline.resolve.match.decision import Decision, Hint, Verdict
from timeline.resolve.match.howmany import compare_figures
from timeline.resolve.match.links import DENIED, Link, link_of, may_link
from timeline.resolve.match.points import (
    CLAIM,
    DAYS,
    FIGURES,
    MODE,
    NEVER,
    PARTIES,
    PEOPLE,
    PLACE,
    REPORT,
    SAME_FROM,
    SERIES,
    TOPIC,
    TYPE,
    UNSURE_FROM,
    WORDS,
)
from timeline.resolve.match.sketch import Sketch, sketch
from timeline.resolve.match.what import (
    DEEDS,
    KINDS,
    compare_series,
    compare_sums,
    compare_topics,
    compare_types,
    compare_words,
)
from timeline.resolve.match.when import compare_days
from timeline.resolve.match.where import compare_places
from timeline.resolve.match.who import compare_parties

# what makes up for a missing date, and from how many points on
SUPPORT = {
    "figures": FIGURES["small"],
    "series": SERIES["same"],
    "words": WORDS["many"],
    "place": PLACE["same"],
}
# deeds of which those know who take part; of an attack others may know as much
MUTUAL = frozenset((EventType.AGREE, EventType.CONCEDE, EventType.CONSULT, EventType.RETREAT))
BEST_TYPE = max(TYPE.values())
NEVER_ENOUGH = 1001


def compare(a: Coding, b: Coding) -> Decision | None:
    """Return what is decided about two codings, the same for (b, a); ``None`` where nothing can be said."""
    return decide(sketch(a), sketch(b))


def decide(a: Sketch, b: Sketch) -> Decision | None:
    """Return what is decided about two sketches: see ``compare``."""
    if a.id > b.id:
        a, b = b, a
    if a.id == b.id or (a.dataset is not None and a.dataset == b.dataset):
        return None
    linked = may_link(a, b)
    if not linked and too_late(a, b):
        return None
    found = [compare_days(a, b), *compare_types(a, b), *compare_parties(a, b)]
    if not linked and total(found) + most_left(a, b) < UNSURE_FROM:
        return None
    found += last_hints(a, b)
    score = max(0, min(1000, total(found)))
    link = link_of(a, b, found) if linked and a.dataset is None and b.dataset is None else None
    if score < UNSURE_FROM and link is None:
        return None
    return decided(a, b, found, score, link)


def decided(a: Sketch, b: Sketch, found: list[Hint], score: int, link: Link | None) -> Decision:
    """Return the decision on what the hints add up to."""
    reasons = tuple(one.reason() for one in found)
    if any(one.points <= NEVER for one in found):
        return Decision(a.id, b.id, Verdict.DIFFERENT, score, reasons, *(link or ()))
    if score < UNSURE_FROM:
        return Decision(a.id, b.id, Verdict.DIFFERENT, score, reasons, *(link or ()))
    dated = a.days is not None and b.days is not None
    sure = score >= SAME_FROM and a.report != b.report and (dated or supported(found))
    if a.dataset or b.dataset:
        verdict = Verdict.SAME if sure else Verdict.UNSURE
        return Decision(a.id, b.id, verdict, score, reasons, LinkKind.CANDIDATE_SAME, a.id)
    if sure:
        return Decision(a.id, b.id, Verdict.SAME, score, reasons)
    return Decision(a.id, b.id, Verdict.UNSURE, score, reasons, *(link or ()))


def total(found: Iterable[Hint]) -> int:
    points = 0
    for one in found:
        if one.points > NEVER:
            points += one.points
    return points


def supported(found: Iterable[Hint]) -> bool:
    """Tell whether something other than the usual parties and types speaks for one event."""
    return any(one.points >= SUPPORT.get(one.name, NEVER_ENOUGH) for one in found)


def excludes(a: Sketch, b: Sketch) -> bool:
    """Tell whether two can not be one event, whatever else agrees."""
    return any(one.points <= NEVER for one in every_hint(a, b))


def every_hint(a: Sketch, b: Sketch) -> list[Hint]:
    """Return all that is found."""
    return [compare_days(a, b), *compare_types(a, b), *compare_parties(a, b), *last_hints(a, b)]


def too_late(a: Sketch, b: Sketch) -> bool:
    """Tell quickly of two that are a day apart by the words of both whether nothing can make up for it."""
    if a.days is None or b.days is None or not a.firm or not b.firm or (a.ordinals and b.ordinals):
        return False
    if a.days[1] + 1 != b.days[0] and b.days[1] + 1 != a.days[0]:
        return False
    of_type = TYPE[KINDS.get(a.type, "deed")] if a.type is not None and a.type is b.type else BEST_TYPE
    of_type = max(of_type, TYPE["plan"]) if a.planned else of_type
    most = DAYS["apart"] + of_type + MODE["same"] + PARTIES["same"] + most_left(a, b)
    return most + (PEOPLE["same"] if a.people and b.people else 0) < UNSURE_FROM


def most_left(a: Sketch, b: Sketch) -> int:
    """Return the most points that ``last_hints`` may still give."""
    return (
        (PLACE["same"] if a.place_name and b.place_name else 0)
        + (SERIES["same"] if a.ordinals and b.ordinals else 0)
        + (FIGURES["most"] if a.figures and b.figures else 0)
        + (0 if a.type in DEEDS or b.type in DEEDS else TOPIC["same"])
        + WORDS["most"]
    )


def last_hints(a: Sketch, b: Sketch) -> Iterator[Hint]:
    """Yield what is left after days, types and parties."""
    if (a.status in DENIED) != (b.status in DENIED):
        yield Hint("status", NEVER, lambda: "one says that it did not happen")
    for one in (compare_places(a, b), compare_topics(a, b), compare_sums(a, b), compare_series(a, b)):
        if one is not None:
            yield one
    yield from compare_figures(a, b)
    if (words := compare_words(a, b)) is not None:
        yield words
    if a.outsider != b.outsider and a.type in MUTUAL and b.type in MUTUAL:
        yield Hint(
            "claim", CLAIM["outsider"], lambda: "one is only claimed by somebody who has no part in it"
        )
    if a.report == b.report:
        yield Hint("report", REPORT["same"], lambda: "one report tells both")
