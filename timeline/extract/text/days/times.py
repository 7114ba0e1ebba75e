"""Time expressions in the words of a report: where they stand and what form they have.

Nothing is resolved here: "on Tuesday" is found as a weekday; ``dates.py`` says which Tuesday.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from timeline.extract.text.days.timeforms import FORMS, GATES, Form
from timeline.vocab.calendar import WEEKDAYS

__all__ = ["Form", "Time", "find_times"]


@dataclass(frozen=True, slots=True)
class Time:
    """An expression at characters ``start`` to ``end`` of its text, with the parts of its form.

    ``bound`` is "since", "until", "by", "before" or "after" where such a word opens an interval; ``until`` is
    the second time of "from 3 May to 8 June".
    """

    start: int
    end: int
    words: str
    form: Form
    parts: dict[str, str] = field(hash=False)
    bound: str | None = None
    until: "Time | None" = None


def on_small(gate: re.Pattern[str]) -> re.Pattern[str]:
    """Return a gate that does not regard case as one for a text in small letters, which takes a fifth of the time."""
    return re.compile(gate.pattern) if gate.flags & re.IGNORECASE else gate


COMPILED = tuple(
    (form, GATES[form], on_small(GATES[form]), re.compile(rf"\b(?:{pattern})", re.IGNORECASE))
    for form, pattern in FORMS
)
BOUND = re.compile(
    r"\b(?P<bound>since|until|till|by|before|after|from|starting|as of|up to|prior to)"
    r"(?: (?:on|in|at|about|around|the))*[ ]$",
    re.IGNORECASE,
)
TO = re.compile(
    r" ?[-/\u2013\u2014] ?| (?:to|until|till|through|into|up to)(?: (?:in|on|the))? ", re.IGNORECASE
)
OVERNIGHT = re.compile(r"(?: (?:on|into|to|from|between))? (?:the )?", re.IGNORECASE)
# short names that are also words: a time only with a capital letter
CAPITALISED = re.compile(
    r"(?:may|march|mar|sat|sun|mon|wed|fri|tue|thu|dec|jan|jun|jul|sep|sept|oct|nov|apr|aug|august|feb)\.?",
    re.IGNORECASE,
)
# of names that are also words, what must stand in front where no day and no year follows
IN_MONTH = re.compile(
    r"\b(?:in|since|of|by|until|till|early|mid|late|during|from|and|to|for|through|between|this|that|before|after)[ -]$"
)
DAY_FORMS = (Form.DATE, Form.MONTHDAY, Form.HOLIDAY, Form.MONTH)
JOINED = {Form.YEAR: (Form.YEAR,), Form.WEEKDAY: (Form.WEEKDAY,), Form.SEASON: (Form.SEASON,)}
RECORD = re.compile(r"\b(?:\w{3,}est|most|first|only|record)\b[^,;]*$")
PAPER = re.compile(r" (?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|Star|Tribune|Independent|World)\b")
NAMED_DAY = re.compile(r"\b(?:Bloody|Black|Red|Cyber) $")
NAMED_SEASON = re.compile(
    r"\b(?:in|during|by|until|since|throughout|over|of|through)(?: (?:early|late|the))* $", re.IGNORECASE
)


@lru_cache(maxsize=256)  # several stages ask for the times of one sentence
def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[Time, ...]:
    """Return the time expressions in ``text[start:end]`` in order, the earliest and longest first, none twice."""
    end = len(text) if end is None else end
    found: list[tuple[int, int, int, Form, re.Match[str]]] = []
    part = text[start:end]
    small = part.lower()
    opened: dict[re.Pattern[str], bool] = {}
    for rank, (form, gate, quick, pattern) in enumerate(COMPILED):
        if gate not in opened:
            opened[gate] = quick.search(part if quick is gate else small) is not None
        if not opened[gate]:
            continue
        for match in pattern.finditer(text, start, end):
            if is_time(form, match):
                found.append((match.start(), -match.end(), rank, form, match))
    found.sort(key=lambda item: item[:3])
    times: list[Time] = []
    covered = start
    for first, negative, _, form, match in found:
        if first < covered:
            continue
        covered = -negative
        for time in times_of(form, match, BOUND.search(text, max(start, first - 24), first)):
            add(times, time, text, start)
    return tuple(times)


def times_of(form: Form, match: re.Match[str], bound: re.Match[str] | None) -> tuple[Time, ...]:
    """Return the time of a match; two where "May 16 and 19" names two days and no interval."""
    parts = {key: value for key, value in match.groupdict().items() if value}
    words = match.group().rstrip(" ,.")
    opening = re.sub(r"\s", " ", bound["bound"].lower()) if bound else None
    time = Time(match.start(), match.start() + len(words), words, form, parts, opening)
    if form is not Form.DAYS:
        return (time,)
    between = (
        match.string[max(0, match.start() - 9) : match.start()].lower().endswith(("between ", "between the "))
    )
    apart = abs(int(parts["last"].rstrip("stndrh")) - int(parts["day"].rstrip("stndrh"))) > 1
    if parts.pop("dash").strip().lower() not in ("and", "or") or between or not apart:
        return (time,)
    second = {**parts, "day": parts.pop("last")}
    del second["last"]
    cut, last = match.end("day"), match.start("last")
    return (
        replace(time, end=cut, words=match.string[match.start() : cut], form=Form.DATE),
        Time(last, time.end, match.string[last : time.end], Form.DATE, second),
    )


def add(times: list[Time], time: Time, text: str, start: int) -> None:
    """Put a time behind the others: joined to the last one where the two are the ends of an interval."""
    before = times[-1] if times else None
    if before is None:
        times.append(time)
        return
    between = text[before.end : time.start]
    if before.form is Form.DAY and before.words.lower() == "overnight" and OVERNIGHT.fullmatch(between):
        times[-1] = time  # "overnight on July 31": the day says more than the night
        return
    if before.until is None and joinable(before, time) and spans_to(before, between, time, text, start):
        words = text[before.start : time.end]
        times[-1] = replace(before, end=time.end, words=words, until=time)
        return
    times.append(time)


def joinable(first: Time, second: Time) -> bool:
    """Tell whether two forms can be the ends of one interval."""
    if "iso" in first.parts:
        return "iso" in second.parts
    if first.form in DAY_FORMS:
        return second.form in DAY_FORMS or (first.form is Form.MONTH and second.form is Form.YEAR)
    return second.form in JOINED.get(first.form, ())


def spans_to(first: Time, between: str, second: Time, text: str, start: int) -> bool:
    """Tell "from May 3 to 8 June", "between June 11 and June 16", "Friday and Saturday" from two single times."""
    if TO.fullmatch(between):
        return True
    if not re.fullmatch(r",? and (?:in |on |the )?", between):
        return False
    if first.form is Form.WEEKDAY:  # "on Monday, and on Thursday" are two
        return "," not in between and (between == " and " or follows(first, second))
    before = text[max(start, first.start - 20) : first.start].lower()
    return bool(re.search(r"\bbetween (?:the )?$", before))


def follows(first: Time, second: Time) -> bool:
    """Tell two weekdays of which one is the day after the other."""
    days = [WEEKDAYS.index(time.parts["weekday"].lower()[:3]) for time in (first, second)]
    return (days[1] - days[0]) % 7 == 1


def is_time(form: Form, match: re.Match[str]) -> bool:
    """Tell a time from other words of the same letters."""
    parts = match.groupdict()
    if form is Form.PERIOD and (parts.get("part") or "").lower().startswith("so far") and is_record(match):
        return False
    for name in ("month", "weekday", "holiday"):
        word = parts.get(name)
        if word and not word[0].isupper():
            return False
    check = CHECKS.get(form)
    return check is None or check(match, parts)


def is_record(match: re.Match[str]) -> bool:
    """Tell "the deadliest attack so far this year", in which nothing is dated."""
    return bool(RECORD.search(match.string, max(0, match.start() - 60), match.start()))


def is_month(match: re.Match[str], parts: dict[str, str | None]) -> bool:
    """Tell the month from the verbs "may" and "march" at the head of a sentence, and from names."""
    month = parts["month"] or ""
    if not CAPITALISED.fullmatch(month) or parts.get("year") or parts.get("which") or parts.get("part"):
        return True
    if parts.get("whose"):
        return True
    return bool(IN_MONTH.search(match.string[max(0, match.start() - 12) : match.start()].lower()))


def is_season(match: re.Match[str], parts: dict[str, str | None]) -> bool:
    """Tell "the winter of 1941" and "in the spring" from a spring of water and the fall of a town."""
    if parts.get("year") or parts.get("whose") or (parts.get("which") or "the").lower() != "the":
        return True
    if (parts["season"] or "").lower() == "fall" and match.string[match.end() : match.end() + 4] == " of ":
        return False
    before = match.string[max(0, match.start() - 24) : match.start()]
    return bool(NAMED_SEASON.search(before)) or bool(parts.get("part"))


def is_ago(match: re.Match[str], parts: dict[str, str | None]) -> bool:
    """Tell "hours later" from "hour later" inside other words; "on" only as in "two weeks on,"."""
    if not parts.get("number"):
        return match.group().lower().split()[-2].endswith("s")
    return True


def is_span(match: re.Match[str], parts: dict[str, str | None]) -> bool:
    """Tell "in two days" from a stretch of minutes or hours, which is a duration."""
    if parts.get("number") and not parts.get("way"):
        unit, number = (parts["unit"] or "").lower(), parts["number"] or ""
        long = (
            unit == "hour"
            and number.isdigit()
            and int(number) >= 24
            and match.group().lower().startswith("within")
        )
        return long or unit not in ("minute", "hour")
    return True


def is_weekday(match: re.Match[str], parts: dict[str, str | None]) -> bool:
    """Short weekdays ("Sat", "Sun") stand at a comma or a figure; the full names stand anywhere."""
    word = parts["weekday"] or ""
    if PAPER.match(match.string, match.end()) or NAMED_DAY.search(
        match.string, max(0, match.start() - 8), match.start()
    ):
        return False
    if word.lower().rstrip("s").endswith("day"):
        return True
    return word.endswith(".") and not word.lower().startswith(("sun", "sat"))


CHECKS = {
    Form.MONTH: is_month,
    Form.SEASON: is_season,
    Form.AGO: is_ago,
    Form.SPAN: is_span,
    Form.WEEKDAY: is_weekday,
}
