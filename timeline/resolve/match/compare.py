"""Two codings to a decision: reasons are added up, and some exclude whatever the rest says."""

from collections.abc import Iterable, Iterator

from timeline.model import EventType, LinkKind
from timeline.resolve.match.coding import Coding
from timeline.resolve.match.decision import Decision, Hint, Reason, Verdict
from timeline.resolve.match.howmany import compare_figures
from timeline.resolve.match.links import DENIED, Link, carried_out, link_of, may_link
from timeline.resolve.match.points import (
    ALONE,
    CLAIM,
    DAYS,
    FIGURES,
    MODE,
    NEVER,
    PARTIES,
    PEOPLE,
    PLACE,
    REMEMBERED,
    REPORT,
    SAME_FROM,
    SERIES,
    TARGET,
    TOPIC,
    TYPE,
    UNDER,
    UNSURE_FROM,
    WORDS,
)
from timeline.resolve.match.sketch import SPEECH, Sketch, sketch
from timeline.resolve.match.what import (
    DEEDS,
    KINDS,
    compare_series,
    compare_sums,
    compare_targets,
    compare_topics,
    compare_types,
    compare_words,
)
from timeline.resolve.match.when import LATE, compare_days
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
    found = first_hints(a, b)
    if not linked:
        wanted = UNSURE_FROM - total(found) - most_left(a, b)
        if most_of_place(a, b) < wanted:
            return None
        places = place_hints(a, b)
        if total(places) < wanted:
            return None
        found += places
    else:
        found += place_hints(a, b)
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
    alone = link is None and may_be_only(a, b, found)
    if alone:
        reasons = (*reasons, Reason("alone", "one event if no other may be meant", ALONE["only"]))
    kind, start = link or (None, None)
    return Decision(a.id, b.id, Verdict.UNSURE, score, reasons, kind, start, alone)


def may_be_only(a: Sketch, b: Sketch, found: Iterable[Hint]) -> bool:
    """Tell whether one is mentioned without its day, and the other was at the same place between the same parties."""
    if a.type is not b.type or a.passing == b.passing or a.planned or b.planned or a.report == b.report:
        return False
    points = {one.name: one.points for one in found}
    return points.get("place") == PLACE["same"] and points.get("parties") == PARTIES["same"]


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
    return [*first_hints(a, b), *place_hints(a, b), *last_hints(a, b)]


def place_hints(a: Sketch, b: Sketch) -> list[Hint]:
    place = compare_places(a, b)
    return [] if place is None else [place]


def first_hints(a: Sketch, b: Sketch) -> list[Hint]:
    """Return what says most about most pairs: days, types, parties, and what only few have."""
    found = [compare_days(a, b), *compare_types(a, b), *compare_parties(a, b)]
    if a.days == b.days and (memory := compare_memory(a, b)) is not None:
        found.append(memory)
    if (a.under or b.under) and (link := carried_out(a, b)) is not None:
        deed = a if link[1] == a.id else b
        found.insert(0, Hint("under", UNDER["words"], lambda: f"carries out what was agreed: “{deed.under}”"))
    return found


def too_late(a: Sketch, b: Sketch) -> bool:
    """Tell quickly of two that are a day apart by the words of both whether nothing can make up for it."""
    if a.days is None or b.days is None or not a.firm or not b.firm or (a.ordinals and b.ordinals):
        return False
    if a.days[1] + 1 != b.days[0] and b.days[1] + 1 != a.days[0]:
        return False
    of_type = TYPE[KINDS.get(a.type, "deed")] if a.type is not None and a.type is b.type else BEST_TYPE
    of_type = max(of_type, TYPE["plan"]) if a.planned else of_type
    most = DAYS["apart"] + of_type + MODE["same"] + PARTIES["same"] + most_of_place(a, b) + most_left(a, b)
    return most + (PEOPLE["done_to"] if a.people and b.people else 0) < UNSURE_FROM


def most_of_place(a: Sketch, b: Sketch) -> int:
    return PLACE["same"] if a.place_name and b.place_name else 0


def most_left(a: Sketch, b: Sketch) -> int:
    """Return the most points that ``last_hints`` may still give."""
    return (
        (SERIES["same"] if a.ordinals and b.ordinals else 0)
        + (FIGURES["most"] if a.figures and b.figures else 0)
        + (TARGET["same"] if a.targets and b.targets else 0)
        + (0 if a.type in DEEDS or b.type in DEEDS else TOPIC["same"])
        + WORDS["most"]
    )


def compare_memory(a: Sketch, b: Sketch) -> Hint | None:
    """Return what it says that one still tells it days later: of what was said or attacked that day it is known.

    Of who said it, or where it was, both must know.
    """
    if a.type is not b.type or a.days is None or a.days != b.days or a.days[0] != a.days[1]:
        return None
    day = a.days[0]
    if not any(one.published is not None and one.published - day > LATE for one in (a, b)):
        return None
    if a.type in SPEECH and a.people & b.people:
        return Hint("remembered", REMEMBERED["speech"], lambda: "still told days later")
    if a.type is EventType.ASSAULT and a.place is not None and a.place == b.place:
        return Hint("remembered", REMEMBERED["attack"], lambda: "still told days later")
    return None


def last_hints(a: Sketch, b: Sketch) -> Iterator[Hint]:
    """Yield what is left after days, types, parties and places."""
    if (a.status in DENIED) != (b.status in DENIED):
        yield Hint("status", NEVER, lambda: "one says that it did not happen")
    if (topics := compare_topics(a, b)) is not None:
        yield topics
    if a.targets and b.targets and (targets := compare_targets(a, b)) is not None:
        yield targets
    if (a.sum or b.sum) and (sums := compare_sums(a, b)) is not None:
        yield sums
    if a.ordinals and b.ordinals and (series := compare_series(a, b)) is not None:
        yield series
    if a.figures and b.figures:
        yield from compare_figures(a, b)
    if (words := compare_words(a, b)) is not None:
        yield words
    if a.outsider != b.outsider and a.type in MUTUAL and b.type in MUTUAL:
        yield Hint(
            "claim", CLAIM["outsider"], lambda: "one is only claimed by somebody who has no part in it"
        )
    if a.report == b.report:
        yield Hint("report", REPORT["same"], lambda: "one report tells both")
