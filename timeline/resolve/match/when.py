"""Days against days: how well two codings agree on when."""

from datetime import date

from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import DAYS, NEVER
from timeline.resolve.match.sketch import Days, Sketch

LATE = 3  # days from an event to a report that tells it without a date
SOON = 7  # days from a plan without a day to what is done
LASTED = 92  # days before publication in which an event without a date may lie


def compare_days(a: Sketch, b: Sketch) -> Hint:
    """Return what the days say. A member of a series that both count is known without its day."""
    if a.days is None or b.days is None:
        return compare_undated(a, b)
    mine, theirs = a.days, b.days
    apart = days_apart(mine, theirs)
    if apart == 0:
        return together(mine, theirs, a.planned and b.planned)

    def what() -> str:
        return f"{'a day' if apart == 1 else f'{apart} days'} apart: {span(mine)} and {span(theirs)}"

    if apart > 1:
        return Hint("days", NEVER, what)
    name = "reckoned" if not (a.firm and b.firm) else "counted" if a.ordinals & b.ordinals else "apart"
    return Hint("days", DAYS[name], what)


def days_apart(one: Days, other: Days) -> int:
    """Return how many days lie between two intervals: 1 for neighbours, 0 where they touch."""
    return max(0, other[0] - one[1], one[0] - other[1])


def together(one: Days, other: Days, planned: bool = False) -> Hint:
    """Two intervals that touch: the longer one says how much that means."""
    if one[0] == one[1] and one == other:
        return Hint("days", DAYS["same"], lambda: f"same day: both {span(one)}")
    width = max(one[1] - one[0], other[1] - other[0])
    name = "few" if width <= 3 else "week" if width <= 10 else "month" if width <= 31 else "longer"
    if one == other:
        return Hint("days", DAYS["same" if width <= 10 else "month"], lambda: f"same days: both {span(one)}")
    if planned and width <= 3:
        name = "plans"  # one of several days for which something is planned
    return Hint("days", DAYS[name], lambda: f"days that fit: {span(one)} and {span(other)}")


def compare_undated(a: Sketch, b: Sketch) -> Hint:
    """One has no date: it happened before it was reported, and mostly not long before."""
    if a.days is None and b.days is None:
        return neither_dated(a.published, b.published)
    undated, days = (a, b.days) if a.days is None else (b, a.days)
    told = undated.published
    if days is None or told is None:
        return Hint("days", DAYS["unknown"], lambda: "one has no date")
    if undated.planned and days[0] > told:
        return soon(told, days)
    since = told - days[1]
    if days[0] > told + 1:
        return Hint("days", NEVER, lambda: f"one was reported on {day(told)}, before {span(days)}")
    if since > LASTED:
        return Hint("days", NEVER, lambda: f"one, undated, was reported {since} days after {span(days)}")
    name = "later" if not -1 <= since <= LATE else "fresh" if since <= 1 else "undated"
    if name == "later" and undated.passing and a.place is not None and a.place == b.place:
        name = "passing"
    return Hint(
        "days", DAYS[name], lambda: f"one, undated, was reported on {day(told)}, the other is of {span(days)}"
    )


def soon(told: int, days: Days) -> Hint:
    """Return what is said by the time from a plan without a day to what was done."""
    ahead = days[0] - told
    name = "fresh" if ahead <= LATE else "undated" if ahead <= SOON else "later"
    return Hint(
        "days", DAYS[name], lambda: f"one, planned without a day on {day(told)}, the other is of {span(days)}"
    )


def neither_dated(one: int | None, other: int | None) -> Hint:
    if one is None or other is None:
        return Hint("days", DAYS["unknown"], lambda: "neither has a date")
    apart = abs(one - other)
    if apart > LATE:
        return Hint("days", NEVER, lambda: f"neither has a date, reported {apart} days apart")
    return Hint("days", DAYS["undated"], lambda: "neither has a date, reported at the same time")


def day(ordinal: int) -> str:
    """Return a day as "16 May 2025"."""
    found = date.fromordinal(ordinal)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


# strftime would follow the locale
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def span(days: Days) -> str:
    """Return the days of a coding: "16 May 2025" or "7 June 2025 to 8 June 2025"."""
    return day(days[0]) if days[0] == days[1] else f"{day(days[0])} to {day(days[1])}"
