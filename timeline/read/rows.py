"""The paragraphs of a text: one a line, or several lines where the text was wrapped at some width."""

import re
from dataclasses import dataclass
from itertools import pairwise

from timeline.model import Span
from timeline.read.lines import MARKS, is_ended

LINE = re.compile(r"[^\n]*\S")
SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u200b\ufeff\t", " "))  # each one character
NARROW, WIDE = 45, 130  # characters of a full line in wrapped text
WRAPPED = 2  # lines that run on in lower case before a text counts as wrapped


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph: where it stands, and its text with spaces of one kind; both have the same length."""

    span: Span
    line: str


def rows_of(text: str, start: int, markdown: bool) -> list[Row]:
    """Return the paragraphs of ``text[start:]`` in order, without the white space around them."""
    lines = [trimmed(text, found.start(), found.end()) for found in LINE.finditer(text, start)]
    wrapped = (
        sum(runs_on(text, above, below) and lower(text, below) for above, below in pairwise(lines)) >= WRAPPED
    )
    joined: list[Span] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        if above and joined and continues(text, above, line, markdown, wrapped and number > 1):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return [Row(span, text[span.start : span.end].translate(SPACES).replace("\n", " ")) for span in joined]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a line without the white space before it."""
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    return Span(start, end)


def continues(text: str, above: Span, line: Span, markdown: bool, wrapped: bool) -> bool:
    """Tell whether a line belongs to the paragraph of the line above it."""
    if text.count("\n", above.end, line.start) != 1 or MARKS.match(text, line.start):
        return False
    if markdown:
        return text[above.start] != "#" and not text.startswith(("!", "|", "(", "---", "***"), line.start)
    return runs_on(text, above, line) and (wrapped or lower(text, line))


def runs_on(text: str, above: Span, line: Span) -> bool:
    """Tell whether the line above is a full line of wrapped text, broken inside a sentence."""
    width = above.end - above.start
    near = text.count("\n", above.end, line.start) == 1
    return near and NARROW <= width <= WIDE and not is_ended(text[above.start : above.end])


def lower(text: str, line: Span) -> bool:
    """Tell whether a line begins in lower case."""
    return text[line.start].islower()
