"""What a time expression is counted from, and what it came out as."""

from dataclasses import dataclass
from datetime import date

from timeline.model import DateValue


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is counted from.

    ``published`` is the day of publication; ``told`` the day the story spoke of last (for "the next day");
    ``last`` the first day of what it spoke of last, a month or year included; ``spread`` the first and last day of
    the last stretch of several days that it told; ``year`` the last year that the
    text named. ``future`` says that the words speak of what is to come, ``story`` that the text tells of years
    long past, so that its missing years come from the story and not from publication.
    """

    published: date | None
    told: date | None = None
    year: int | None = None
    future: bool = False
    story: bool = False
    last: date | None = None
    spread: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An interval of days (``None`` where it cannot be told), its precision and rule."""

    value: DateValue
    rule: str
