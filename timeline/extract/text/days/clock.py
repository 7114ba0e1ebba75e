"""What times are counted from while a text is told, and the reading of all the times of a text in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.extract.text.days.dates import resolve_time
from timeline.extract.text.days.frame import Frame, Resolved
from timeline.extract.text.days.relative import PERIODS
from timeline.extract.text.days.times import Form, Time, find_times
from timeline.model import DatePrecision, DateValue, Span
from timeline.vocab.calendar import MONTHS

FAR_YEARS = 2  # a text whose years lie at least so far back, and is not written like news, is a story
FEWEST = 3
NEWS_FORMS = (Form.WEEKDAY, Form.DAY, Form.PERIOD)
CARRIES_YEAR = (Form.DATE, Form.DAYS, Form.MONTH, Form.YEAR, Form.YEARS, Form.SEASON, Form.HOLIDAY)
LINK = frozenset(
    (",", ", and", "and on", "and in", "-", "\u2013", *"and or to on in the until till through".split())
)


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of a text with the days that it means."""

    time: Time
    resolved: Resolved
    base: int = 0  # where the sentence begins in its report

    @property
    def span(self) -> Span:
        return Span(self.base + self.time.start, self.base + self.time.end)


@dataclass(slots=True)
class Clock:
    """Publication, the day, month and year told last, and whether the text is a story of years long past.

    ``fresh`` says that the year was named in this sentence or the one before: only so far it holds in news.
    """

    published: date | None
    story: bool = False
    told: date | None = None
    year: int | None = None
    last: date | None = None
    spread: tuple[date, date] | None = None
    fresh: int = 0
    paragraph: int = -1
    found: dict[str, tuple[Time, ...]] = field(default_factory=dict)
    said: dict[int, "Timed"] = field(default_factory=dict)  # by sentence: the day on which it was said
    at_talks: set[int] = field(default_factory=set)  # the sentences whose story is a meeting
    announced: dict[int, "Timed"] = field(
        default_factory=dict
    )  # by sentence: the day on which a later one says it was made known
    scene: dict[int, "Timed"] = field(
        default_factory=dict
    )  # by sentence: the day that the report is about there

    @classmethod
    def of(cls, texts: Iterable[str], published: date | None) -> "Clock":
        """Return the clock for the sentences of a text, which are looked through once."""
        found = {text: find_times(text) for text in texts}
        times = [time for some in found.values() for time in some]
        return cls(published, is_story(times, published), found=found)

    def times_in(self, text: str) -> tuple[Time, ...]:
        """Return the times of a sentence; those of the text are known already."""
        known = self.found.get(text)
        return find_times(text) if known is None else known

    def frame(self, future: bool) -> Frame:
        """Return what the next time is counted from."""
        far = (
            self.year is not None
            and self.published is not None
            and abs(self.published.year - self.year) >= FAR_YEARS
        )
        story = self.story or (self.fresh > 0 and far)
        return Frame(self.published, self.told, self.year, future, story, self.last, self.spread)

    def read(self, text: str, future: Callable[[Time], bool]) -> list[Timed]:
        """Return the times of the next sentence with their days, and go on with what it told."""
        self.fresh -= 1
        timed: list[Timed] = []
        times = self.times_in(text)
        for position, time in enumerate(times):
            year = year_behind(times, position, text)
            wanted = replace(time, parts={**time.parts, "year": year}) if year else time
            stretch = time.form is Form.NEIGHBOUR and time.parts["unit"].lower() in PERIODS
            if stretch and self.spread is None:
                continue  # "in those days", of which the story has told none
            ahead = future(time)
            frame = self.frame(ahead)
            if not self.story and time.form in (*NEWS_FORMS, Form.SPAN, Form.AGO, Form.NEIGHBOUR):
                frame = replace(frame, story=False)
            if frame.story and not self.story and self.comes_round(time):
                frame = replace(frame, story=False)
            resolved = resolve_time(wanted, frame)
            timed.append(Timed(time, resolved))
            self.tell(time, resolved.value, ahead)
        return timed

    def comes_round(self, time: Time) -> bool:
        """Tell a month before the one told last: in news it is no month of the year after that."""
        month = MONTHS.get(time.parts.get("month", "").lower().rstrip("."))
        return (
            month is not None
            and "year" not in time.parts
            and self.last is not None
            and month < self.last.month
        )

    def scene_before(self, number: int, paragraph: int) -> Timed | None:
        """Return the day that the story has reached; in a story of years long past a new paragraph is a new scene."""
        new = self.story and paragraph != self.paragraph
        self.paragraph = paragraph
        return None if new else self.scene.get(number - 1)

    def tell(self, time: Time, value: DateValue, ahead: bool) -> None:
        """Take over the day, month and year that a time told; what lies ahead is no day that the story reached."""
        if value.start is None or value.end is None:
            if time.form is Form.ANCIENT:
                self.year = self.told = self.last = None
            return
        later = self.published is not None and value.start > self.published
        if value.precision is DatePrecision.DAY and not ahead and not later:
            self.told = value.start
        self.last = value.start
        if value.precision in (DatePrecision.DAYS, DatePrecision.RANGE) and not later:
            self.spread = value.start, value.end
        if self.story or (time.form in CARRIES_YEAR and "year" in time.parts):
            self.year, self.fresh = value.start.year, 2


def is_story(times: Sequence[Time], published: date | None) -> bool:
    """Tell a story of years long past, whose days have no year of their own, from news."""
    if published is None:
        return True
    if any(time.form in NEWS_FORMS and time.parts.get("which") != "the" for time in times[:3]):
        return False
    years = [
        int(time.parts["year"]) for time in times if "year" in time.parts and time.form is not Form.ANCIENT
    ]
    ancient = sum(time.form is Form.ANCIENT for time in times)
    far = ancient + sum(published.year - year >= FAR_YEARS for year in years)
    news = len(years) + ancient - far
    news += sum(time.form in NEWS_FORMS or time.parts.get("way", "").lower() == "ago" for time in times)
    return far >= FEWEST and far > 2 * news


def year_behind(times: Sequence[Time], position: int, text: str) -> str | None:
    """Return the year that a later date lends ("on 5 May and 6 June 1942")."""
    time = times[position]
    if (
        time.form not in (Form.DATE, Form.DAYS, Form.MONTH)
        or time.until
        or {"year", "whose", "iso"} & set(time.parts)
    ):
        return None
    for before, after in zip(times[position:], times[position + 1 :], strict=False):
        if after.form not in CARRIES_YEAR or text[before.end : after.start].strip().lower() not in LINK:
            return None
        if "year" in after.parts and after.form is not Form.YEAR:
            return after.parts["year"]
    return None


def read_times(sentences: Iterable[str], published: date | None) -> list[tuple[int, Span, DateValue, str]]:
    """Return the times of a text, given sentence by sentence: number of the sentence, span in it, days, rule.

    No tense is known here, so every time is read as past.
    """
    texts = list(sentences)
    clock = Clock.of(texts, published)
    return [
        (number, Span(item.time.start, item.time.end), item.resolved.value, item.resolved.rule)
        for number, text in enumerate(texts)
        for item in clock.read(text, lambda time: False)
    ]
