"""Two codings that are not one event but belong together: how, and which of them hangs on the other."""

from collections.abc import Sequence

from timeline.model import EventType, LinkKind, Status
from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import LINK_FROM, NEVER, PEOPLE, PLACE, SERIES, TOPIC, WORDS
from timeline.resolve.match.sketch import Sketch
from timeline.resolve.match.when import SOON, days_apart

DENIED = frozenset((Status.DENIED, Status.CANCELLED))
MOVED = 2  # days by which what was planned may be late
ANSWER = 7  # days in which a charge is answered
NEXT = 31  # days between two stages

# by what a plan without a day is known in what was done
TELLING = {"people": PEOPLE["same"], "place": PLACE["same"], "series": SERIES["same"]}
BEST = 1001  # above all points

Link = tuple[LinkKind, str]  # what, and the id of the one that hangs on the other


def link_of(a: Sketch, b: Sketch, reasons: Sequence[Hint]) -> Link | None:
    """Return how two belong together that are not one event, by the reasons found; ``None`` if they do not."""
    points = sum(
        one.points for one in reasons if one.points > NEVER and (one.name != "days" or one.points > 0)
    )
    barred = {one.name for one in reasons if one.points <= NEVER}
    for found in (
        denial(a, b, barred, points),
        planned(a, b, reasons, barred, points),
        part(a, b, barred, points),
        stage(a, b, reasons, barred),
        answer(a, b, reasons),
        carried_out(a, b),
    ):
        if found is not None:
            return found
    return None


def may_link(a: Sketch, b: Sketch) -> bool:
    """Tell quickly whether there is anything by which two might be linked."""
    return (
        a.planned != b.planned
        or a.sum != b.sum
        or (a.status in DENIED) != (b.status in DENIED)
        or (a.type is EventType.REJECT) != (b.type is EventType.REJECT)
        or bool(a.ordinals and b.ordinals)
        or bool(a.under) != bool(b.under)
    )


def denial(a: Sketch, b: Sketch, barred: set[str], points: int) -> Link | None:
    """One says that it did not happen, the other that it did or will."""
    if (a.status in DENIED) == (b.status in DENIED) or barred != {"status"} or points < LINK_FROM:
        return None
    return LinkKind.CONTRADICTS, a.id if a.status in DENIED else b.id


def planned(a: Sketch, b: Sketch, reasons: Sequence[Hint], barred: set[str], points: int) -> Link | None:
    """One is the plan of the other: on another day, with other figures, or not surely the same."""
    if a.planned == b.planned or not barred <= {"days", "figures"} or points < LINK_FROM:
        return None
    plan, deed = (a, b) if a.planned else (b, a)
    days = plan.days
    if (
        days is None
        and plan.published is not None
        and any(one.points >= TELLING.get(one.name, BEST) for one in reasons)
    ):
        days = plan.published + 1, plan.published + SOON - MOVED
    if days is None or deed.days is None or deed.type not in (EventType.CONSULT, EventType.RETREAT):
        return None
    if days_apart(days, deed.days) > MOVED or deed.days[1] < days[0]:
        return None
    return LinkKind.PLANNED_AS, plan.id


def part(a: Sketch, b: Sketch, barred: set[str], points: int) -> Link | None:
    """One is a sum over days among which the other falls, and no figure of the sum is smaller."""
    if a.sum == b.sum or not barred <= {"sum", "figures"} or points < LINK_FROM:
        return None
    whole, one = (a, b) if a.sum else (b, a)
    if a.type is not b.type or whole.days is None or one.days is None or not inside(one.days, whole.days):
        return None
    sums = {(item.kind, item.side): item.low or 0 for item in whole.figures}
    mine = {(item.kind, item.side): item.low or 0 for item in one.figures}
    shared = sums.keys() & mine.keys()
    if not shared or any(mine[key] > sums[key] for key in shared):
        return None
    return LinkKind.PART_OF, one.id


def inside(days: tuple[int, int], whole: tuple[int, int]) -> bool:
    return whole[0] <= days[0] and days[1] <= whole[1] and days != whole


def stage(a: Sketch, b: Sketch, reasons: Sequence[Hint], barred: set[str]) -> Link | None:
    """One is the next of a series: "third stage" after "second stage"."""
    counted = any(one.name == "series" and one.points == SERIES["other"] for one in reasons)
    if not counted or a.type is not b.type or a.type is EventType.AGREE or not barred <= {"days", "figures"}:
        return None
    mine, theirs = dict(sorted(a.ordinals)), dict(sorted(b.ordinals))
    steps = {mine[noun] - theirs[noun] for noun in mine.keys() & theirs.keys()}
    if a.days is None or b.days is None or days_apart(a.days, b.days) > NEXT or a.parties != b.parties:
        return None
    if steps == {1} and a.days >= b.days:
        return LinkKind.FOLLOWS, a.id
    return (LinkKind.FOLLOWS, b.id) if steps == {-1} and b.days >= a.days else None


def answer(a: Sketch, b: Sketch, reasons: Sequence[Hint]) -> Link | None:
    """One rejects what the other charges or claims: the charged answers the one who charges."""
    if (a.type is EventType.REJECT) == (b.type is EventType.REJECT):
        return None
    reply, charge = (a, b) if a.type is EventType.REJECT else (b, a)
    if charge.type is not EventType.ACCUSE or reply.days is None or charge.days is None:
        return None
    points = {one.name: one.points for one in reasons}
    about = points.get("topic") == TOPIC["same"] or points.get("words", 0) >= WORDS["some"]
    crossed = charge.others & reply.doers and charge.doers & reply.parties
    late = reply.days[0] - charge.days[1]
    if not about or not crossed or not 0 <= late <= ANSWER:
        return None
    return LinkKind.CONTRADICTS, reply.id


def carried_out(a: Sketch, b: Sketch) -> Link | None:
    """One says in words that it carries out an agreement, and the other is the one that it means."""
    deed, accord = (a, b) if a.under else (b, a)
    if not deed.under or accord.type is not EventType.AGREE or accord.planned or deed.planned:
        return None
    if accord.status in DENIED or deed.status in DENIED or not may_be_meant(deed, accord):
        return None
    return LinkKind.PURSUANT_TO, deed.id


def may_be_meant(deed: Sketch, accord: Sketch) -> bool:
    """Tell whether the words mean this agreement: told with them, or made where they say, before and about the same."""
    told = deed.report == accord.report
    if told and deed.spans & accord.spans and not accord.topics.isdisjoint(deed.topics or accord.topics):
        return True
    if deed.days is None or accord.days is None or accord.days[1] > deed.days[0]:
        return False
    if deed.topics.isdisjoint(accord.topics) or (
        deed.known and accord.known and deed.parties.isdisjoint(accord.parties)
    ):
        return False
    if told:
        return True
    named = accord.place is not None and set(accord.place_name.split()) <= set(deed.under.split())
    return named and deed.topics == accord.topics and deed.days[0] - accord.days[1] <= NEXT
