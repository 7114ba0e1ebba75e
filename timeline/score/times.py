"""Times of whole documents against time annotations: how many are found, and how many mean the right days.

The documents come one a line: ``text``, ``dct`` (day of creation) and ``timex`` with ``start``, ``end``, ``value``.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from timeline.extract.text.days.clock import read_times
from timeline.extract.text.days.intervals import one_day, whole_month, whole_year
from timeline.extract.text.grammar.sentences import sentences
from timeline.model import DateValue, Span

VALUE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
GRAINS = ("year", "month", "day")
FIRST_YEAR = 1500


@dataclass
class TimeTally:
    """Counts by grain, and the expressions that went wrong."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Return the figures as one line: values found and right end to end, of day, month and year grain."""
        return f"dates: found {self.share(self.found):.3f}, right {self.share(self.right):.3f}"

    def share(self, counts: Counter[str]) -> float:
        """Return counts against what is expected, over all grains."""
        total = sum(self.expected.values())
        return sum(counts.values()) / total if total else 1.0


def interval(value: str) -> tuple[date, date, str] | None:
    """Return first day, last day and grain of a value of day, month or year grain, else ``None``."""
    parts = VALUE.fullmatch(value)
    if parts is None or int(parts[1]) < FIRST_YEAR:
        return None
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    grain = GRAINS[bool(month) + bool(day)]
    start, end, _ = (
        one_day(date(year, month, day)) if day else whole_month(year, month) if month else whole_year(year)
    )
    return start, end, grain


def is_right(value: DateValue, rule: str, start: date, end: date) -> bool:
    """Tell whether the days are those of the annotation, or those of one end where an interval was read."""
    if value.start is None or value.end is None:
        return False
    if rule.endswith((".to", ".since", ".by")) or rule in ("time.days", "time.years"):
        return value.start == start or value.end == end
    return (value.start, value.end) == (start, end)


def told(document: dict[str, Any]) -> Iterator[tuple[Span, DateValue, str]]:
    """Yield the times that our reader finds in a document: span in its text, days, rule."""
    text = document["text"]
    spans = sentences(text, 0, len(text))
    words = [text[span.start : span.end].replace("\n", " ") for span in spans]
    for number, span, value, rule in read_times(words, date.fromisoformat(document["dct"][:10])):
        base = spans[number].start
        yield Span(base + span.start, base + span.end), value, rule


def score_times(path: Path) -> TimeTally:
    """Return the counts over all documents of a file."""
    tally = TimeTally()
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        mine = list(told(document))
        for want in document["timex"]:
            days = interval(want["value"] or "")
            if days is None:
                continue
            start, end, grain = days
            tally.expected[grain] += 1
            near = [item for item in mine if item[0].start < want["end"] and want["start"] < item[0].end]
            tally.found[grain] += bool(near)
            if any(is_right(value, rule, start, end) for _, value, rule in near):
                tally.right[grain] += 1
                continue
            got = near[0] if near else None
            rule = got[2] if got else "nothing"
            tally.errors[f"{grain}, read by {rule}"] += 1
    return tally
