"""Whether a figure is a sum over a longer time, and no event of a day."""

import re

from timeline.model import Claim, DatePrecision, Event, EventType, Status
from timeline.resolve.match.figure import Figure
from timeline.vocab.matching import Words

LONG = 2  # days: what is counted over more is a sum
VAGUE = frozenset((DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR))
OVER = re.compile(
    r"\b(?:over|within|during|in|for) (?:the )?(?:past|last|two|three|four|five|six|seven|\d+) (?:\w+ )?"
    r"(?:days|nights|weeks|months|years)\b"
)
# "the largest since …" is no sum, nor is what is counted at one time: "a total of 12"
BEST = re.compile(r"\b(?:\w{3,}est|most|first|\w+th|second|third|one of|(?:another|new) \w+) ")
ONE = frozenset(("a", "an", "one", "another"))
AFTER = 6  # words after "a" in which the deed is named: "a suicide bombing at a market"
AT_ONCE = re.compile(r"\b(?:a|the) (?:combined )?total of ")


def is_sum(event: Event, figures: tuple[Figure, ...], lists: Words) -> bool:
    """Tell whether what happened is counted over a longer time, or called a sum; a plan is none."""
    if event.status is Status.PLANNED or event.event_type is EventType.AGREE:
        return False
    called = any(called_sum(claim, lists, event.event_type) for claim in event.claims[:1])
    if not figures:  # "captives have gone home since June"
        return (
            called and event.event_type is EventType.RETREAT and event.date.precision is DatePrecision.RANGE
        )
    start, end = event.date.start, event.date.end
    if start and end and (end - start).days >= LONG:
        return event.date.precision not in VAGUE or not tells_one(event, lists)
    return called


def called_sum(claim: Claim, lists: Words, event_type: EventType | None) -> bool:
    """Tell whether the words make a figure a sum; of a toll "so far" and "since" say nothing of the kind."""
    words = AT_ONCE.sub("", f" {(claim.quote or '').casefold().replace(',', ' ')} ")
    if OVER.search(words) or event_type is EventType.ASSAULT:
        return bool(OVER.search(words))
    since = " since " in words and not BEST.search(words)
    return since or any(f" {word} " in words for word in lists.sums)


def tells_one(event: Event, lists: Words) -> bool:
    """Tell whether the words name a single deed, of which only the week or month is told: "a bombing in March"."""
    for claim in event.claims[:1]:
        words = (claim.quote or "").casefold().replace(",", " ").replace(".", " ").split()
        for place, word in enumerate(words):
            if word in ONE and not lists.deeds.isdisjoint(words[place + 1 : place + AFTER]):
                return True
    return False
