"""The story itself, and what stands between and behind its paragraphs."""

import re

from timeline.model import Segment, SegmentKind
from timeline.read.credits import INLINE
from timeline.read.dateline import dateline_of, tidy
from timeline.read.lines import BLOCK, BULLET, HEADING, LONGEST, MARKS, is_furniture, is_sentence, unmarked
from timeline.read.parts import Page
from timeline.read.repeats import Told
from timeline.read.rows import Row
from timeline.read.top import is_place_line

SUBHEAD_WORDS = 12


def take_story(page: Page, rows: list[Row], aside: list[Row]) -> None:
    """Sort the rows from the lead on into dateline, body, credits, repetitions and boilerplate."""
    told = Told(page.title)
    sentences = any(is_sentence(row.line) for row in rows)
    block = ended = False  # inside a list of other stories; behind the credits
    for number, row in enumerate(rows):
        plain = unmarked(row.line)
        inner = INLINE.search(row.line, max(0, len(row.line) - LONGEST))
        if inner is None and page.credits.take(row.line):
            page.add(SegmentKind.CREDIT, row)
            ended = bool(told)
        elif is_furniture(plain):
            page.add(SegmentKind.BOILERPLATE, row)
            block = block or BLOCK.match(plain) is not None
        elif block and (ended or not is_sentence(row.line)):
            page.add(SegmentKind.BOILERPLATE, row)
        elif page.header.take(row.line, row.span.start) or is_subhead(row, plain, sentences):
            take_place(page, row, first=not told and is_place_line(rows, number))
        elif told.repeats(plain, loose=ended, point=BULLET.match(row.line) is not None):
            page.add(SegmentKind.SUMMARY, row)
        else:
            block = False
            take_body(page, row, not told, inner)
            told.add(plain)
    if not told:
        spare = {row.span for row in aside}
        page.segments = [s for s in page.segments if s.span not in spare]
        page.segments += [Segment(SegmentKind.BODY, row.span) for row in aside]


def is_subhead(row: Row, plain: str, sentences: bool) -> bool:
    """Tell whether a row is a heading inside the story, or a line of the kind of a table."""
    if HEADING.match(row.line):
        return True
    return (
        sentences
        and not is_sentence(plain)
        and len(plain.split()) <= SUBHEAD_WORDS
        and not BULLET.match(row.line)
    )


def take_place(page: Page, row: Row, first: bool) -> None:
    """Add a heading; a place in capitals directly above the story is its dateline."""
    if first:
        page.dateline_place = page.dateline_place or tidy(row.line)
        page.add(SegmentKind.DATELINE, row)
    else:
        page.add(SegmentKind.HEADER, row)


def take_body(page: Page, row: Row, first: bool, credit: re.Match[str] | None) -> None:
    """Divide a paragraph into its dateline, the story's words, and credits at its end."""
    start, end = 0, len(row.line)
    found = dateline_of(row.line, 0, end, strict=not first)
    if found and (first or found.agency):
        page.take_dateline(found)
        page.add(SegmentKind.DATELINE, row, 0, found.end)
        start = found.end
    elif marks := MARKS.match(row.line):
        start = marks.end()
    if credit is not None:
        page.credits.take(credit["credit"])
        page.add(SegmentKind.CREDIT, row, credit.start("credit"))
        end = credit.start()
    page.add(SegmentKind.BODY, row, start, end)
