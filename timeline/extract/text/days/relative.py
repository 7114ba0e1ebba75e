"""Times that are counted from another day: publication, or the day that the story told last."""

from datetime import date

from timeline.extract.text.days.frame import Frame
from timeline.extract.text.days.intervals import (
    DAYS_IN,
    Interval,
    between,
    moved,
    one_day,
    shifted,
)
from timeline.extract.text.figures.numbers import TENS, UNITS
from timeline.vocab.calendar import WEEKDAYS

FROM_TODAY = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "overnight": 0,
    "yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
PERIODS = frozenset(("days", "weeks", "period", "span"))
BACK = ("previous", "preceding", "prior", "before", "earlier")
AHEAD = ("next", "following", "ensuing", "after", "later")


def number_of(word: str) -> int | None:
    """Return the count in "two days ago"; "several" and "a few" are no number."""
    word = word.lower()
    if word in ("a", "an"):
        return 1
    if word in ("a couple of", "couple of"):
        return 2
    return int(word) if word.isdigit() else UNITS.get(word, TENS.get(word))


def today(frame: Frame) -> date | None:
    """Return the day on which the words were written; a story of long ago has none."""
    return None if frame.story else frame.published


def weekday_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "on Tuesday": the last one up to publication, the next one where the words look ahead."""
    number = WEEKDAYS.index(parts["weekday"].lower()[:3])
    which = parts.get("which", "").lower()
    base = frame.published
    if frame.told is not None and which in ("the following", "the previous", "the same", "that"):
        step = (number - frame.told.weekday()) % 7
        if which == "the previous":
            return one_day(moved(frame.told, step - 7))
        return one_day(moved(frame.told, step or (0 if which in ("the same", "that") else 7)))
    if base is None or frame.story:
        return None
    return one_day(weekday_near(number, which, parts.get("week", "").lower(), base, frame.future))


def weekday_near(number: int, which: str, week: str, base: date, future: bool) -> date:
    """Return the day with weekday ``number`` (Monday 0) that the words around it point to."""
    monday = moved(base, -base.weekday())
    if week:
        shift = {"next week": 7, "this week": 0}.get(week, -7)
        return moved(monday, number + shift)
    behind = moved(base, -((base.weekday() - number) % 7))
    ahead = moved(base, (number - base.weekday()) % 7)
    if which in ("last", "the previous", "this past"):
        return behind if behind < base else moved(behind, -7)
    if which in ("next", "this coming", "the following"):
        return ahead if ahead > base else moved(ahead, 7)
    if which in ("this", "this week's"):
        return moved(monday, number)
    return ahead if future else behind


def day_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "today", "yesterday", "overnight" (the night that ended on the day of publication, or begins on it)."""
    word = parts["day"].lower()
    if word not in FROM_TODAY:  # "later in the day", "in the same night"
        base = frame.told or today(frame)
        return one_day(base) if base else None
    base = today(frame)
    return one_day(moved(base, FROM_TODAY[word])) if base else None


def neighbour_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "the previous day", "that year", "in those days": counted from what the story spoke of last."""
    unit, which = parts["unit"].lower(), parts["which"].lower().removeprefix("the ")
    if unit in PERIODS:
        return between(*frame.spread) if frame.spread else None
    if unit in ("day", "night", "morning", "afternoon", "evening"):
        base = frame.told or today(frame)
    else:
        base = frame.last or frame.told or today(frame)
        if unit == "year" and frame.year is not None:
            base = date(frame.year, 7, 1)
    if base is None:
        return None
    if which == "next" and not frame.story and unit not in ("day", "night", "morning", "evening"):
        base = frame.published or base
    return shifted(base, -1 if which in BACK else 1 if which in AHEAD else 0, unit)


def ago_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "two days ago" from publication; "a week earlier", "three days later" from the day told last."""
    way, unit = parts["way"].lower(), parts["unit"].lower()
    coarse = unit in ("month", "year", "decade")
    base = (
        today(frame)
        if way in ("ago", "since")
        else (frame.last if coarse else None) or frame.told or today(frame)
    )
    if way != "ago" and coarse and frame.last is None and frame.year is not None and unit != "month":
        base = date(frame.year, 7, 1)
    if base is None:
        return None
    if "number" not in parts:
        return one_day(base) if unit in ("minute", "hour") else None
    count = number_of(parts["number"])
    if count is None:
        return None
    forward = way in ("later", "after", "on")
    found = shifted(base, count if forward else -count, unit)
    if unit in ("week", "fortnight") and found is not None and not parts.get("hedge") and way != "ago":
        return one_day(moved(base, (7 if unit == "week" else 14) * (count if forward else -count)))
    return found


def period_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "last month", "this weekend", "later this year" (from publication on), "the end of the month"."""
    which, unit = parts["which"].lower(), parts["unit"].lower()
    base = today(frame)
    if which == "the" and frame.story:
        base = frame.last
        if unit == "year" and frame.year is not None:
            base = date(frame.year, 7, 1)
    if base is None:
        return None
    if unit == "decade":
        return None
    if which == "the past" and unit in DAYS_IN and unit != "weekend":
        return between(moved(base, -DAYS_IN[unit]), base)
    step = {"last": -1, "next": 1, "the coming": 1, "this coming": 1}.get(which, 0)
    if unit == "weekend":
        step = weekend_step(which, base, frame.future)
    found = shifted(base, step, unit)
    if found is None or step or not found[0] <= base <= found[1]:
        return found
    part = parts.get("part", "").lower()
    if part == "later":
        return between(base, found[1])
    if part.startswith("so far") or (part == "earlier" and unit == "year"):
        return between(found[0], base)
    return found


def weekend_step(which: str, base: date, future: bool) -> int:
    """Return how many weeks the weekend is away that "this", "last" or "the weekend" means."""
    if which in ("next", "the coming", "this coming"):
        return 1 if which == "next" and base.weekday() >= 5 else 0
    if which in ("last", "this past"):
        return 0 if which == "this past" and base.weekday() >= 5 else -1
    return -1 if base.weekday() < 3 and not future else 0  # early in the week "the weekend" looks back


def span_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "the past 24 hours", "in the last three days", "within two weeks": up to publication, or from it on."""
    base, way, unit = today(frame), parts.get("way", "").lower(), parts.get("unit", "").lower()
    if way in ("since then", "ever since then", "ever since"):
        begun = frame.last or frame.told
        return between(begun, base) if base and begun and begun <= base else None
    one = way in ("past", "last", "coming", "next") and not parts.get("many")
    count = number_of(parts.get("number", "one" if one else ""))
    if base is None or count is None:
        return None
    if not way and not frame.future:
        return None  # "the second in three days" is a duration
    if unit in ("minute", "hour"):
        length = max(1, round(count / 24)) if unit == "hour" else 0
    else:
        length = count * DAYS_IN.get(unit, 1)
    if length > 366_000:
        return None
    if way in ("past", "last", "previous", "preceding"):
        # the last three days are today and the two before
        back = length - 1 if unit in ("day", "night") else length
        return between(moved(base, -back), base)
    return between(base, moved(base, length))
