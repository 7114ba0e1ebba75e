"""Time expressions with a day of publication and a direction, against the days that they mean."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from timeline.extract.text.days.clock import Clock, read_times
from timeline.extract.text.days.dates import Frame, resolve_time
from timeline.extract.text.days.times import find_times
from timeline.model import DatePrecision
from timeline.vocab.holidays import day_of, eastern_easter, western_easter

WEDNESDAY = date(2025, 7, 23)
FRIDAY = date(2025, 5, 16)
MONDAY = date(2025, 6, 2)
NEW_YEAR = date(2025, 1, 2)
SUNDAY = date(2025, 5, 25)

PAST = [
    # weekdays
    (WEDNESDAY, "on Tuesday", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "on Wednesday", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "on Thursday", "2025-07-17", "2025-07-17"),
    (WEDNESDAY, "late on Monday", "2025-07-21", "2025-07-21"),
    (WEDNESDAY, "Sunday evening", "2025-07-20", "2025-07-20"),
    (WEDNESDAY, "last Wednesday", "2025-07-16", "2025-07-16"),
    (WEDNESDAY, "last Friday", "2025-07-18", "2025-07-18"),
    (WEDNESDAY, "Friday of last week", "2025-07-18", "2025-07-18"),
    (WEDNESDAY, "Monday last week", "2025-07-14", "2025-07-14"),
    (WEDNESDAY, "this past Saturday", "2025-07-19", "2025-07-19"),
    (WEDNESDAY, "Saturday and Sunday", "2025-07-19", "2025-07-20"),
    (WEDNESDAY, "between Friday and Monday", "2025-07-18", "2025-07-21"),
    (SUNDAY, "in the night from Friday into Saturday", "2025-05-23", "2025-05-24"),
    (SUNDAY, "later on Friday", "2025-05-23", "2025-05-23"),
    (SUNDAY, "overnight into Sunday", "2025-05-25", "2025-05-25"),
    # days near publication
    (WEDNESDAY, "today", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "yesterday", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "the day before yesterday", "2025-07-21", "2025-07-21"),
    (WEDNESDAY, "this morning", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "last night", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "overnight", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "earlier in the day", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "two days ago", "2025-07-21", "2025-07-21"),
    (WEDNESDAY, "a day earlier", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "six hours ago", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "a week ago", "2025-07-14", "2025-07-20"),
    (WEDNESDAY, "two months ago", "2025-05-01", "2025-05-31"),
    (WEDNESDAY, "three years ago", "2022-01-01", "2022-12-31"),
    (WEDNESDAY, "a decade ago", "2015-01-01", "2015-12-31"),
    (WEDNESDAY, "the previous day", "2025-07-22", "2025-07-22"),
    # weeks, months, years
    (WEDNESDAY, "last week", "2025-07-14", "2025-07-20"),
    (WEDNESDAY, "this week", "2025-07-21", "2025-07-27"),
    (WEDNESDAY, "earlier this week", "2025-07-21", "2025-07-27"),
    (WEDNESDAY, "last month", "2025-06-01", "2025-06-30"),
    (WEDNESDAY, "earlier this month", "2025-07-01", "2025-07-31"),
    (WEDNESDAY, "last year", "2024-01-01", "2024-12-31"),
    (WEDNESDAY, "this year", "2025-01-01", "2025-12-31"),
    (WEDNESDAY, "late last year", "2024-01-01", "2024-12-31"),
    (NEW_YEAR, "last month", "2024-12-01", "2024-12-31"),
    (WEDNESDAY, "last weekend", "2025-07-19", "2025-07-20"),
    (MONDAY, "over the weekend", "2025-05-31", "2025-06-01"),
    (MONDAY, "this weekend", "2025-05-31", "2025-06-01"),
    (WEDNESDAY, "over the past 24 hours", "2025-07-22", "2025-07-23"),
    (WEDNESDAY, "in the last three days", "2025-07-21", "2025-07-23"),
    (WEDNESDAY, "during the past two weeks", "2025-07-09", "2025-07-23"),
    # days of a month
    (WEDNESDAY, "on July 22", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "on 22 July", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "on the 22nd of July", "2025-07-22", "2025-07-22"),
    (WEDNESDAY, "July the 4th", "2025-07-04", "2025-07-04"),
    (WEDNESDAY, "on Dec. 30", "2024-12-30", "2024-12-30"),
    (NEW_YEAR, "on 30 December", "2024-12-30", "2024-12-30"),
    (WEDNESDAY, "on July 24", "2025-07-24", "2025-07-24"),
    (FRIDAY, "Thursday, May 15", "2025-05-15", "2025-05-15"),
    (FRIDAY, "Thursday 15 May", "2025-05-15", "2025-05-15"),
    (WEDNESDAY, "the night of July 31", "2025-07-31", "2025-07-31"),
    (WEDNESDAY, "October 8 last year", "2024-10-08", "2024-10-08"),
    (WEDNESDAY, "on 24 February 2022", "2022-02-24", "2022-02-24"),
    (WEDNESDAY, "on February 24, 2022", "2022-02-24", "2022-02-24"),
    (WEDNESDAY, "on 2022-02-24", "2022-02-24", "2022-02-24"),
    (WEDNESDAY, "on the 6th, he said", "2025-07-06", "2025-07-06"),
    (WEDNESDAY, "May 23-25", "2025-05-23", "2025-05-25"),
    (WEDNESDAY, "May 23 to 25", "2025-05-23", "2025-05-25"),
    (WEDNESDAY, "6/7 June", "2025-06-06", "2025-06-07"),
    (WEDNESDAY, "the night of 16-17 June", "2025-06-16", "2025-06-17"),
    (WEDNESDAY, "June 16 and 17", "2025-06-16", "2025-06-17"),
    (WEDNESDAY, "between June 11 and June 16", "2025-06-11", "2025-06-16"),
    (WEDNESDAY, "from 28 May to 3 June", "2025-05-28", "2025-06-03"),
    (WEDNESDAY, "from 3 to 8 June 1944", "1944-06-03", "1944-06-08"),
    (WEDNESDAY, "from 3 May 1944 until 8 June 1945", "1944-05-03", "1945-06-08"),
    (NEW_YEAR, "from December 30 to January 1", "2024-12-30", "2025-01-01"),
    # months
    (WEDNESDAY, "in June", "2025-06-01", "2025-06-30"),
    (WEDNESDAY, "in July", "2025-07-01", "2025-07-31"),
    (WEDNESDAY, "in November", "2024-11-01", "2024-11-30"),
    (WEDNESDAY, "last August", "2024-08-01", "2024-08-31"),
    (WEDNESDAY, "last July", "2024-07-01", "2024-07-31"),
    (WEDNESDAY, "last May", "2025-05-01", "2025-05-31"),
    (WEDNESDAY, "in May of last year", "2024-05-01", "2024-05-31"),
    (WEDNESDAY, "in March this year", "2025-03-01", "2025-03-31"),
    (WEDNESDAY, "in early March 2022", "2022-03-01", "2022-03-31"),
    (WEDNESDAY, "mid-June", "2025-06-01", "2025-06-30"),
    (WEDNESDAY, "at the end of April 2024", "2024-04-01", "2024-04-30"),
    (WEDNESDAY, "between April and July 1994", "1994-04-01", "1994-07-31"),
    (WEDNESDAY, "from December to January 1945", "1944-12-01", "1945-01-31"),
    (WEDNESDAY, "from June 1941 to late 1942", "1941-06-01", "1942-12-31"),
    # years and longer
    (WEDNESDAY, "in 2014", "2014-01-01", "2014-12-31"),
    (WEDNESDAY, "early 1943", "1943-01-01", "1943-12-31"),
    (WEDNESDAY, "the end of 1942", "1942-01-01", "1942-12-31"),
    (WEDNESDAY, "1939-1945", "1939-01-01", "1945-12-31"),
    (WEDNESDAY, "1939-45", "1939-01-01", "1945-12-31"),
    (WEDNESDAY, "between 1996 and 1999", "1996-01-01", "1999-12-31"),
    (WEDNESDAY, "from 2014 to 2022", "2014-01-01", "2022-12-31"),
    (WEDNESDAY, "the 1990s", "1990-01-01", "1999-12-31"),
    (WEDNESDAY, "the nineteenth century", "1801-01-01", "1900-12-31"),
    (WEDNESDAY, "the 20th century", "1901-01-01", "2000-12-31"),
    (WEDNESDAY, "in the spring of 1943", "1943-03-01", "1943-05-31"),
    (WEDNESDAY, "the winter of 1941", "1941-12-01", "1942-02-28"),
    (WEDNESDAY, "last summer", "2024-06-01", "2024-08-31"),
    # holidays
    (WEDNESDAY, "on Christmas Day", "2024-12-25", "2024-12-25"),
    (NEW_YEAR, "on New Year's Eve", "2024-12-31", "2024-12-31"),
    (FRIDAY, "on Easter Sunday", "2025-04-20", "2025-04-20"),
    (FRIDAY, "Good Friday 2025", "2025-04-18", "2025-04-18"),
    (SUNDAY, "Orthodox Easter 2024", "2024-05-05", "2024-05-05"),
    (date(2025, 8, 26), "Ukraine's Independence Day", "2025-08-24", "2025-08-24"),
    # bounds
    (WEDNESDAY, "since Monday", "2025-07-21", "2025-07-23"),
    (WEDNESDAY, "since February 2022", "2022-02-01", "2025-07-23"),
    (WEDNESDAY, "since 2014", "2014-01-01", "2025-07-23"),
    (WEDNESDAY, "since October 8 last year", "2024-10-08", "2025-07-23"),
    (WEDNESDAY, "before the end of August", "2025-08-01", "2025-08-31"),
]
FUTURE = [
    (WEDNESDAY, "on Thursday", "2025-07-24", "2025-07-24"),
    (WEDNESDAY, "on Wednesday", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "next Tuesday", "2025-07-29", "2025-07-29"),
    (WEDNESDAY, "Monday next week", "2025-07-28", "2025-07-28"),
    (WEDNESDAY, "tomorrow", "2025-07-24", "2025-07-24"),
    (WEDNESDAY, "the day after tomorrow", "2025-07-25", "2025-07-25"),
    (WEDNESDAY, "tonight", "2025-07-23", "2025-07-23"),
    (WEDNESDAY, "next week", "2025-07-28", "2025-08-03"),
    (WEDNESDAY, "next month", "2025-08-01", "2025-08-31"),
    (WEDNESDAY, "next year", "2026-01-01", "2026-12-31"),
    (WEDNESDAY, "later this year", "2025-07-23", "2025-12-31"),
    (WEDNESDAY, "this weekend", "2025-07-26", "2025-07-27"),
    (WEDNESDAY, "by Friday", "2025-07-23", "2025-07-25"),
    (WEDNESDAY, "until Sunday", "2025-07-23", "2025-07-27"),
    (WEDNESDAY, "by the end of the month", "2025-07-23", "2025-07-31"),
    (WEDNESDAY, "by the end of August", "2025-07-23", "2025-08-31"),
    (WEDNESDAY, "within two weeks", "2025-07-23", "2025-08-06"),
    (WEDNESDAY, "in two days", "2025-07-23", "2025-07-25"),
    (WEDNESDAY, "over the next three days", "2025-07-23", "2025-07-26"),
    (WEDNESDAY, "on August 15", "2025-08-15", "2025-08-15"),
    (WEDNESDAY, "on January 10", "2026-01-10", "2026-01-10"),
    (WEDNESDAY, "in September", "2025-09-01", "2025-09-30"),
    (WEDNESDAY, "in March", "2026-03-01", "2026-03-31"),
    (WEDNESDAY, "Saturday and Sunday", "2025-07-26", "2025-07-27"),
    (WEDNESDAY, "on Christmas Eve", "2025-12-24", "2025-12-24"),
    (WEDNESDAY, "next summer", "2026-06-01", "2026-08-31"),
]
UNKNOWN = [
    "in the coming days", "in recent weeks", "several days ago", "a few weeks later", "the past decade",
    "490 BC", "499-493 BC", "AD 79", "on February 30", "on Easter Sunday 2024", "in three days",
]  # fmt: skip
NO_TIME = [
    "for two hours", "a three-day truce", "a 30-day ceasefire", "five days of fighting", "aged 25", "won 3-1",
    "the second round", "he may agree", "they march on", "soon", "shortly", "2,014 people", "1,900 drones",
    "more than 2000 prisoners", "$2000", "a day at a time", "to last 30 days", "the fall of Kabul", "a spring of water",
    "the deadliest attack so far this year", "resolution 2231", "the sun set", "May we ask", "a summer camp",
    "in his second term", "4,812 bodies", "an eight-hour flight", "24 to 48 hours",
]  # fmt: skip


def days(text: str, published: date | None, future: bool = False) -> tuple[str | None, str | None]:
    """Return the days of the one time in a text."""
    (time,) = find_times(text)
    value = resolve_time(time, Frame(published, future=future)).value
    return (value.start and value.start.isoformat(), value.end and value.end.isoformat())


@pytest.mark.parametrize(("published", "text", "start", "end"), PAST)
def test_what_is_told_as_past_lies_up_to_publication(
    published: date, text: str, start: str, end: str
) -> None:
    assert (start, end) == days(f"It happened {text}", published)


@pytest.mark.parametrize(("published", "text", "start", "end"), FUTURE)
def test_what_is_told_as_to_come_lies_ahead(published: date, text: str, start: str, end: str) -> None:
    assert (start, end) == days(f"It will happen {text}", published, future=True)


@pytest.mark.parametrize("text", UNKNOWN)
def test_times_that_name_no_days_stay_unknown(text: str) -> None:
    assert (None, None) == days(f"It happened {text}", WEDNESDAY)


@pytest.mark.parametrize("text", NO_TIME)
def test_durations_counts_and_other_words_are_no_dates(text: str) -> None:
    assert () == find_times(f"They saw {text}")


@pytest.mark.parametrize(
    "text", ["on Tuesday", "yesterday", "last month", "two days ago", "on July 22", "overnight"]
)
def test_without_publication_date_relative_times_stay_unknown(text: str) -> None:
    assert (None, None) == days(f"It happened {text}", None)


def test_without_publication_date_written_years_are_read() -> None:
    assert ("2014-03-18", "2014-03-18") == days("It happened on March 18, 2014", None)


def test_two_days_with_and_are_two_times() -> None:
    found = [value.start for _, _, value, _ in read_times(["On May 16 and June 2 they met."], WEDNESDAY)]
    assert [date(2025, 5, 16), date(2025, 6, 2)] == found


def test_a_later_year_counts_for_both_days() -> None:
    found = [value.start for _, _, value, _ in read_times(["On 5 May and 6 June 1942 they met."], WEDNESDAY)]
    assert [date(1942, 5, 5), date(1942, 6, 6)] == found


HISTORY = [
    ("The war began on 3 April 1871.", "1871-04-03"),
    ("In June the northern army crossed the river.", "1871-06-01"),
    ("On 6 June it took the town.", "1871-06-06"),
    ("The following day the bridge fell.", "1871-06-07"),
    ("Three days later the fort gave up.", "1871-06-10"),
    ("By the end of the month the valley was lost.", "1871-06-01"),
    ("The next month brought rain.", "1871-07-01"),
    ("Later that year both sides dug in.", "1871-01-01"),
    ("In December they signed a truce.", "1871-12-01"),
    ("In February fighting resumed.", "1872-02-01"),
    ("The following year peace was made.", "1873-01-01"),
    ("In 1875 the treaty was renewed, in 1876 broken.", "1875-01-01"),
]


def test_a_history_takes_its_years_from_the_story_and_not_from_publication() -> None:
    found = {}
    for number, _, value, _ in read_times([text for text, _ in HISTORY], date(2009, 12, 19)):
        found.setdefault(number, value.start and value.start.isoformat())
    assert [start for _, start in HISTORY] == [found[number] for number in range(len(HISTORY))]


def test_in_news_an_old_year_does_not_move_the_days_that_follow() -> None:
    texts = [
        "On Monday the sides met.",
        "In 2014 a first round had failed.",
        "More came.",
        "On July 21 they parted.",
    ]
    found = [value.start for _, _, value, _ in read_times(texts, WEDNESDAY)]
    assert [date(2025, 7, 21), date(2014, 1, 1), date(2025, 7, 21)] == found


def test_easter_of_both_churches() -> None:
    assert (date(2024, 3, 31), date(2024, 5, 5)) == (western_easter(2024), eastern_easter(2024))
    assert date(2025, 4, 20) == day_of("Easter Sunday", 2025)
    assert day_of("Easter Sunday", 2024) is None


WORDS = st.sampled_from(
    "on in the by since until from to between and of last next this that early mid- late May March "
    "3 31 30th 1944 2025 "
    "Friday Sunday days weeks years ago later before after two "
    "several overnight night weekend month year 45 - BC AD , . "
    "spring century 19th decade Easter Christmas Day Feb. 29 February 00 99999 1500-01-01 2024-13-45 hours".split()
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.booleans(),
)
def test_any_text_gives_spans_inside_it_and_days_in_order(
    text: str, published: date | None, future: bool
) -> None:
    last = 0
    for item in Clock.of([text], published).read(text, lambda time: future):
        time, value = item.time, item.resolved.value
        assert last <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.words
        last = time.end
        if value.start is None or value.end is None:
            assert value.precision is DatePrecision.UNKNOWN
        else:
            assert date(1500, 1, 1) <= value.start <= value.end <= date(2099, 12, 31)
