"""The forms that time expressions have in English: one pattern each, most telling first.

The patterns only find words; ``times.py`` says which finds are times and ``dates.py`` which days they mean.
"""

import re
from enum import StrEnum

from timeline.vocab.calendar import MONTH_NAMES
from timeline.vocab.holidays import holiday_names


class Form(StrEnum):
    """The forms of time expressions; each has its own resolution."""

    DATE = "date"  # day and month, with or without year
    DAYS = "days"  # two days of a month: "May 23-25"
    MONTHDAY = "monthday"  # "on the 6th", in the month that the story is in
    HOLIDAY = "holiday"
    MONTH = "month"
    YEAR = "year"
    YEARS = "years"  # "1939-45"
    DECADE = "decade"
    CENTURY = "century"
    ANCIENT = "ancient"  # "490 BC": found, and outside the calendar of this project
    SEASON = "season"
    WEEKDAY = "weekday"
    DAY = "day"  # today, yesterday, tomorrow, overnight
    NEIGHBOUR = "neighbour"  # the previous day, that month, the year before
    AGO = "ago"  # two days ago, a week earlier, three days later
    PERIOD = "period"  # this, last or next week, month, year, weekend; the end of the month
    SPAN = "span"  # the past 24 hours, recent days, the coming weeks


MONTH = rf"(?:{MONTH_NAMES})\b\.?"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?)"
NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|several|a few|few|a couple of|couple of)"
)
UNIT = r"(?P<unit>minute|hour|day|night|evening|week|fortnight|weekend|month|year|decade)s?\b"
ONE_UNIT = r"(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year|decade|century)\b(?!-)"
DAYNUMBER = r"(?:[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?:1[5-9]\d{2}|20\d{2})"
PART = (
    r"(?:(?:the )?(?P<part>(?:very )?(?:early|mid|middle|late|beginning|start|end|close|outset|(?:first|second) half|"
    r"(?:first|second|third|fourth|last|final) (?:week|quarter)|early part|latter part|height|opening days|last days|"
    r"first days))[ -]+(?:(?:in|of|the) ){0,2})?"
)
WHOSE = (  # the year that a month or day belongs to, told by another year
    r"(?:,? (?:of |in )?(?P<whose>last|this|next|that|that same|the same|the following|the next|the previous"
    r"|the preceding) year\b)?"
)
OF_YEAR = rf"(?:,? ?(?:of |in )?(?P<year>{YEAR})\b)?"
CLOCK = r"(?: (?:morning|afternoon|evening|night|dawn|noon|midday)\b)?"
DASH = r"(?: ?[-/\u2013\u2014] ?| and | to | through | until | till | or | into )"
NOUNS = (  # what a number in the range of years counts where it is no year
    "people|persons|soldiers|troops|prisoners|bodies|drones|km|miles?|men|women|children|civilians|servicemen|"
    "dollars|tanks|aircraft|planes|missiles|metres|meters|feet|yards|dead|wounded|casualties|vehicles|houses|"
    "hours|hrs|GMT|local|fighters|guns|horses?|cavalry|infantry|ships|others|more|remains|captives|refugees"
)
HOLIDAYS = "|".join(re.escape(name) for name in holiday_names())

FORMS: tuple[tuple[Form, str], ...] = (
    (Form.DATE, rf"(?P<iso>{YEAR}-\d{{2}}-\d{{2}})(?!\d)"),
    (
        Form.DATE,
        rf"(?<![\d./])(?P<one>[0-3]?\d)(?P<sign>[./])(?P<two>[0-3]?\d)(?P=sign)(?P<year>{YEAR})(?![\d/]|\.\d)",
    ),
    (
        Form.DAYS,
        rf"(?P<month>{MONTH}) (?P<day>{DAYNUMBER})(?P<dash>{DASH})(?P<last>{DAYNUMBER})"
        rf"(?![-,.:]\d| ?{MONTH}|%| percent){OF_YEAR}{WHOSE}",
    ),
    (
        Form.DAYS,
        rf"(?:the )?(?P<day>{DAYNUMBER})(?P<dash>{DASH})(?:the )?(?P<last>{DAYNUMBER}) (?:of )?(?P<month>{MONTH})"
        rf"{OF_YEAR}{WHOSE}",
    ),
    (
        Form.DATE,
        rf"(?:{WEEKDAY},? )?(?:(?:early|late) on )?(?P<month>{MONTH}) (?:the )?(?P<day>{DAYNUMBER})"
        rf"(?![,.]\d{{3}}\b|:\d){OF_YEAR}{WHOSE}",
    ),
    (
        Form.DATE,
        rf"(?:{WEEKDAY},? )?(?:the )?(?P<day>{DAYNUMBER}) (?:day )?(?:of )?(?P<month>{MONTH})"
        rf"(?:,? (?:of )?(?P<year>{YEAR})\b)?{WHOSE}",
    ),
    (
        Form.MONTHDAY,
        r"(?<=on )the (?P<day>[0-3]?\d(?:st|nd|rd|th))(?: of (?:that|the same|the) month)?"
        r"(?=[,.;:)]|$| (?:and|the|a|he|they|it)\b)",
    ),
    (Form.HOLIDAY, rf"(?:(?P<eve>(?:on )?the eve of) )?(?P<holiday>{HOLIDAYS})\b{OF_YEAR}{WHOSE}"),
    (
        Form.MONTH,
        rf"{PART}(?P<which>last|this|this past|this coming|next|the previous|that same|the same|that"
        rf"|the following) (?P<month>{MONTH})",
    ),
    (
        Form.MONTH,
        rf"{PART}(?P<month>{MONTH})(?! \d{{1,2}}\b(?!\d))(?:,? (?:of |in )?(?P<year>{YEAR})\b)?{WHOSE}",
    ),
    (
        Form.ANCIENT,
        r"(?P<year>\d{1,4})(?: ?[-/\u2013\u2014] ?\d{1,4}| and \d{1,4})? ?(?:BCE?|B\.C\.(?:E\.)?)(?![a-z])",
    ),
    (Form.ANCIENT, r"(?:A\.D\.|AD) (?P<year>\d{1,4})\b"),
    (
        Form.CENTURY,
        r"(?:the )?(?:(?P<part>early|mid|late|beginning of the|end of the|turn of the)[ -]+)?"
        r"(?P<century>\d{1,2}(?:st|nd|rd|th)|sixteenth|"
        r"seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[ -]century\b",
    ),
    (Form.DECADE, r"(?:the )?(?:(?P<part>early|mid|late)[ -]+)?(?P<year>(?:1[5-9]|20)\d0)['\u2019]?s\b"),
    (
        Form.SEASON,
        rf"{PART}(?:(?P<which>last|this|next|the previous|that|the same|the following|the) )?"
        r"(?P<season>spring|summer|autumn|fall|winter)\b"
        rf"(?:,? (?:of |in )?(?P<year>{YEAR})(?:[-/\u2013](?P<later>\d{{2,4}}))?\b)?{WHOSE}",
    ),
    (
        Form.WEEKDAY,
        rf"(?:(?P<which>last|this|next|the previous|the following|this past|this coming|this week's|the same|that) )?"
        rf"(?P<weekday>{WEEKDAY})(?P<clock>{CLOCK})"
        r"(?: (?:of )?(?P<week>last week|this week|next week|the previous week|a week ago))?",
    ),
    (
        Form.DAY,
        r"(?P<day>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|overnight|"
        r"last night|this morning|this afternoon|this evening|(?:earlier|later) (?:in|on) the day"
        r"|in the same night|the same night)\b",
    ),
    (
        Form.NEIGHBOUR,
        r"(?P<part>earlier|later|early|late|(?:by |at )?the end of|the beginning of)? ?(?:in )?\b"
        r"(?P<which>that same|that very|that|the very same|the same|the previous|the preceding|the prior|the next"
        rf"|the following|the ensuing) {ONE_UNIT}",
    ),
    (
        Form.NEIGHBOUR,
        r"(?:in|over|during|within) (?P<which>those|these|that|the same) (?P<unit>days|weeks|period|span)\b",
    ),
    (
        Form.NEIGHBOUR,
        r"the (?P<unit>day|night|morning|evening|week|month|year) (?P<which>before|after|earlier|later|following"
        r"|preceding"
        r"|previous)\b"
        r"(?! (?:yesterday|tomorrow))",
    ),
    (
        Form.AGO,
        rf"(?:(?P<hedge>about|around|nearly|almost|more than|over|just|some|less than|only|barely) )?(?:the )?"
        rf"(?:(?P<number>{NUMBER}) (?:and a half )?)?{UNIT} "
        r"(?P<way>ago|earlier|later|before|after|since(?! (?:then|\d))|on(?=,)|prior|previously)\b(?! the fact)",
    ),
    (
        Form.PERIOD,
        r"(?:(?P<part>so far(?: in)?|earlier|later|early|late|(?:the )?(?:beginning|start|end|middle|close) of) )?"
        r"(?P<which>this|last|next|this past|this coming|the current|the coming|the past) "
        r"(?P<unit>week|weekend|month|year|decade|century)\b(?:['\u2019]s)?",
    ),
    (
        Form.PERIOD,
        r"(?P<part>(?:early|late|earlier|later) in|(?:the )?(?:very )?(?:beginning|start|end|middle|close) of) "
        r"(?P<which>the) (?P<unit>week|weekend|month|year|decade|century)\b(?! (?:of|before|after|earlier))",
    ),
    (Form.PERIOD, r"(?:(?<=over )|(?<=at )|(?<=during ))(?P<which>the) (?P<unit>weekend)\b"),
    (
        Form.SPAN,
        rf"(?:(?:in|over|during|for|within) (?:the )?|the |these )(?P<way>past|last|previous|preceding|next|coming|"
        rf"following) (?P<number>{NUMBER}) {UNIT}",
    ),
    (
        Form.SPAN,
        r"(?:in|over|during|for|within) (?:the |these )?(?P<way>recent|past|last|coming|next|following) "
        r"(?P<unit>day|week|month|year|hour)(?P<many>s)?\b(?! of\b)",
    ),
    (Form.SPAN, r"(?P<way>(?:ever )?since then|ever since(?= *[.,;)]))\b"),
    (
        Form.SPAN,
        rf"(?:within|in) (?P<number>{NUMBER}) {UNIT}(?P<way>['\u2019]? time)?"
        rf"(?! (?:ago|earlier|later|before|after|of)\b)",
    ),
    (Form.YEARS, rf"(?<![\d,.$€£-])(?P<year>{YEAR})[-/\u2013\u2014](?P<last>\d{{2}})(?![\d-])"),
    (
        Form.YEAR,
        rf"{PART}(?:the year )?(?<![\d,.$€£])(?<!\D-)(?P<year>{YEAR})(?![\d,]\d|-\d\d-|[%°]| (?:{NOUNS})\b)",
    ),
)
_UNITS = re.compile(
    r"day|night|week|month|year|hour|minute|decade|centur|evening|afternoon|morning|morrow|since then|ever since",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_WEEKDAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|fri)", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}")
_SEASONS = re.compile(r"spring|summer|autumn|fall|winter", re.IGNORECASE)
_ANCIENT = re.compile(r"\d ?B\.?C|A\.?D\.? ?\d")
_HOLIDAYS = re.compile(
    r"Day\b|Eve\b|Easter|Christmas|Halloween|Juneteenth|Fourth|Friday|Saturday|Sunday|Monday"
)
_NTH = re.compile(r"\bon the \d", re.IGNORECASE)
# what a text must hold for a form to be looked for at all: most sentences need few of the patterns.
# Where capitals do not matter, a gate is written in small letters: it is shown the text in small letters
GATES = {
    **dict.fromkeys(Form, _UNITS),
    Form.DATE: re.compile(rf"{_MONTHS.pattern}|\d{{4}}-|[./]\d{{4}}", re.IGNORECASE),
    Form.DAYS: _MONTHS,
    Form.MONTHDAY: _NTH,
    Form.HOLIDAY: _HOLIDAYS,
    Form.MONTH: _MONTHS,
    Form.YEAR: _YEARS,
    Form.YEARS: _YEARS,
    Form.DECADE: _YEARS,
    Form.ANCIENT: _ANCIENT,
    Form.SEASON: _SEASONS,
    Form.WEEKDAY: _WEEKDAYS,
}
