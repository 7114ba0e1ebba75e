"""What the figures of two tellings of a report say: the same event, another one, or nothing."""

from timeline.extract.text.draft import Draft
from timeline.extract.text.figures.howmany import is_near
from timeline.extract.text.figures.quantities import puts_number
from timeline.model import EventType, Quantity


def numbers_agree(one: Draft, other: Draft) -> bool:
    """The same thing counted exactly and differently is another event (or a correction, which is told apart later)."""
    apart = days_differ(one, other)
    for first in figures_told(one):
        for second in own_figures(other):
            same = first.kind is second.kind and (
                first.side == second.side or (apart and None in (first.side, second.side))
            )
            told_apart = first.best and second.best and first.best != second.best
            if same and told_apart and not (is_near(first, second) and puts_number(other.reader.sent)):
                return False
    return True


def days_differ(one: Draft, other: Draft) -> bool:
    """Tell people or bodies counted over other days: the side that the words leave open keeps nothing together."""
    if one.event_type is not EventType.RETREAT or one.date is None or other.date is None:
        return False
    first, second = one.date.value, other.date.value
    return (first.start, first.end) != (second.start, second.end)


def figures_told(draft: Draft) -> list[Quantity]:
    """Return the figures that stand with the event word in every telling."""
    return [figure for telling in (draft, *draft.others) for figure in own_figures(telling)]


def own_figures(draft: Draft) -> list[Quantity]:
    """Return the figures that stand in the sentence of the event word; those told later may be parts of a total."""
    span = draft.reader.sent.span
    return [quantity for quantity, place in draft.quantities if span.start <= place.start < span.end]


def likeness(one: Draft, other: Draft) -> tuple[bool, bool]:
    """Return what speaks for one of several events that a telling may be of: the same figure, then the same day."""
    mine, theirs = figures_told(one), {(q.low, q.high) for q in own_figures(other)}
    dated = one.date is not None and other.date is not None
    days = dated and one.date is not None and other.date is not None and one.date.value == other.date.value
    return bool({(q.low, q.high) for q in mine} & theirs), days


def is_sent_back(one: Draft, other: Draft) -> bool:
    """Tell those who were released and told again as "sent back": as many, though deported people are sent back too."""
    moved = {one.decision.event_mode, other.decision.event_mode} == {"release", "deport"}
    told = {(q.low, q.high) for q in figures_told(one)}
    counts = {(count.item.number.low, count.item.number.high) for count in other.counts}
    numbers = {(item.count.low, item.count.high) for item in other.roles if item.count}
    return moved and bool(told & (counts | numbers))
