"""Running totals: what is counted over a longer time, or said to be a sum, is no event of one day."""

from datetime import date

from timeline.extract.text.days.siblings import days_over
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import DatePrecision, DateValue, EventType
from timeline.vocab.calendar import MONTHS

IN_ALL = (
    ("in", "all"),
    ("in", "total"),
    ("all", "told"),
    ("altogether",),
    ("overall",),
    ("a", "total", "of"),
)
SO_FAR = (("so", "far"), ("to", "date"), ("thus", "far"), ("until", "now"), ("up", "to", "now"), ("already",))
SINCE = (".since", ".since-event")
SPANS = (DatePrecision.RANGE, DatePrecision.DAYS)
NAMES = {number: name.capitalize() for name, number in MONTHS.items() if len(name) > 3 or name == "may"}


def is_total(draft: Draft) -> bool:
    """Tell a sum of many events from one event: "since March 450 have been freed", "in all 6,057 bodies have come"."""
    if draft.date is not None and draft.date.rule.endswith(SINCE):
        return True
    if draft.date is not None and draft.date.value.precision is DatePrecision.RANGE and is_plural(draft):
        return True  # "has kept up bombings there ever since"
    return is_handover(draft) and (is_so_far(draft) or is_in_all(draft) or is_plural(draft))


def is_handover(draft: Draft) -> bool:
    """Tell what is counted one by one and in all; of a toll "in all" and "so far" say nothing of the kind."""
    return draft.event_type is EventType.RETREAT and draft.decision.event_mode in (None, "release")


def is_so_far(draft: Draft) -> bool:
    """Tell a count up to now, which has an end and no beginning: "has so far freed 60", "has returned 101 to date"."""
    told = bool(draft.counts) or draft.hit.is_noun
    return told and is_handover(draft) and stands(draft.reader.sent, SO_FAR)


def is_in_all(draft: Draft) -> bool:
    """Tell "in all 6,057 have been returned" from "they freed 12 in all": a perfect, or days from … to …"""
    sent = draft.reader.sent
    if draft.counts and days_over(sent):
        return True
    if not stands(sent, IN_ALL):
        return False
    perfect = any(sent.lower[kid] in ("has", "have") for kid in sent.kids(draft.hit.token, "aux"))
    return perfect or (draft.date is not None and draft.date.value.start != draft.date.value.end)


def is_plural(draft: Draft) -> bool:
    """Tell "exchanges have taken place" from "the exchanges", which points back."""
    sent, token = draft.reader.sent, draft.hit.token
    plural = (
        draft.hit.is_noun and sent.tags[token] == "NNS" and not draft.reader.is_mentioned_again(draft.hit)
    )
    return plural and not draft.quantities


def stands(sent: Sentence, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether one of the phrases stands in a sentence."""
    words = sent.lower
    return any(
        tuple(words[at : at + len(phrase)]) == phrase
        for phrase in phrases
        if phrase[0] in words
        for at in range(len(words))
    )


def sum_words(draft: Draft) -> str:
    """Return what the title of a sum begins with: "In all since February 2022", "In all so far"; "" for one event."""
    told = draft.date.value if draft.date else None
    if not draft.quantities or draft.event_type not in (EventType.RETREAT, EventType.ASSAULT):
        return ""
    if draft.date is not None and told is not None and told.start and draft.date.rule.endswith(SINCE):
        return f"In all since {beginning(told)}"
    if draft.event_type is EventType.ASSAULT:
        return ""
    if told is None or told.start is None or told.end is None:
        return "In all so far" if is_so_far(draft) else ""
    if told.precision is DatePrecision.YEAR:
        return f"In all in {told.start.year}"
    if told.precision is DatePrecision.MONTH and is_total(draft):
        return f"In all in {NAMES[told.start.month]} {told.start.year}"
    if told.precision in SPANS or (told.start < told.end and is_total(draft)):
        return f"In all from {ends(told.start, told.end)}"
    return ""


def ends(start: date, end: date) -> str:
    """Return two days in words, with the month and year of the first where the second has others."""
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    month = "" if start.month == end.month else f" {NAMES[start.month]}"
    return f"{start.day}{month} to {day(end)}"


def beginning(value: DateValue) -> str:
    """Return the first day of a time as far as the words give it: "2022", "February 2022", "9 June 2025"."""
    assert value.start is not None
    words = (value.as_written or "").lower().split()
    if len(words) == 1 and words[0].isdigit():
        return str(value.start.year)
    named = [word for word in words if word.strip(".,") in MONTHS]
    if named and not any(word.strip(".,").isdigit() and len(word.strip(".,")) < 3 for word in words):
        return f"{NAMES[value.start.month]} {value.start.year}"
    return day(value.start)


def day(value: date) -> str:
    """Return a day in words."""
    return f"{value.day} {NAMES[value.month]} {value.year}"
