"""Everything above the story: headline, header, summary."""

from timeline.model import SegmentKind
from timeline.read.credits import Credits
from timeline.read.dateline import dateline_of, is_shouted
from timeline.read.header import Header
from timeline.read.lines import (
    BULLET,
    HEADING,
    SUMMARY,
    is_furniture,
    is_headline,
    is_section,
    is_sentence,
    unmarked,
)
from timeline.read.parts import Page
from timeline.read.rows import Row

LEAD_ROWS = 15  # a dateline or a byline further down is not where the story begins
SUMMARY_SENTENCES = 6  # before the story; where there are more, they are the story


def take_top(page: Page, rows: list[Row], titled: bool, aside: list[Row]) -> int:
    """Take headline and header off the top; return how many rows they are.

    Lines that are no sentence and say nothing known go ``aside``: they are the story where there is no other.
    """
    for number, row in enumerate(rows):
        if HEADING.match(row.line) and page.title is None:
            take_title(page, row)
        elif starts_story(rows, number, headed=page.title is not None or not titled):
            return number
        elif is_furniture(row.line):
            page.add(SegmentKind.BOILERPLATE, row)
        elif (
            row.line == page.title
            or page.header.take(row.line, row.span.start)
            or take_author(page, rows, number)
        ):
            page.add(SegmentKind.HEADER, row)
        elif page.title is not None and page.credits.take(row.line):
            page.add(SegmentKind.CREDIT, row)
        elif titled and page.title is None and is_headline(row.line) and not is_kicker(rows, number):
            take_title(page, row)
        else:
            page.add(SegmentKind.HEADER, row)
            aside.append(row)
    return len(rows)


def starts_story(rows: list[Row], number: int, headed: bool) -> bool:
    """Tell whether the story, or a summary of it, begins with a row: a dateline, a sentence or, ``headed``, a point."""
    line = rows[number].line
    if headed and (is_place_line(rows, number) or BULLET.match(line)):
        return True
    if dateline_of(line, 0, len(line), strict=True) or SUMMARY.match(line):
        return True
    told = is_sentence(line) and (headed or not is_headline(line))
    return told and not is_furniture(line) and not Header().take(line, 0)


def is_place_line(rows: list[Row], number: int) -> bool:
    """Tell whether a row is a place in capitals that stands alone above the story: "ISTANBUL"."""
    line = rows[number].line
    above_story = number + 1 < len(rows) and is_sentence(rows[number + 1].line)
    name = line[0].isalpha() and is_shouted(line) and len(line.split()) <= 3 and not line.endswith(":")
    return above_story and name and not is_furniture(line) and not is_section(line)


def is_kicker(rows: list[Row], number: int) -> bool:
    """Tell whether a row only names a section of the site, with the headline still to come."""
    return is_section(rows[number].line) and any(
        is_headline(rows[after].line)
        and len(rows[after].line.split()) >= 3
        and not starts_story(rows, after, headed=False)
        for after in range(number + 1, min(number + 4, len(rows)))
    )


def take_title(page: Page, row: Row) -> None:
    """Make a row the headline."""
    page.title = unmarked(row.line).strip("*_ ") or None
    page.add(SegmentKind.TITLE, row)


def take_author(page: Page, rows: list[Row], number: int) -> bool:
    """Take "By", which stands alone above the name, and a name above "BBC News, Wrenport"."""
    before = rows[number - 1].line.lower().rstrip(":") if number else ""
    after = rows[number + 1].line if number + 1 < len(rows) else ""
    line = rows[number].line
    if line.lower().rstrip(":") in ("by", "author"):
        return True
    if before in ("by", "author"):
        return page.header.take(f"By {line}", rows[number].span.start)
    of_house = (
        page.title is not None
        and len(line.split()) in (2, 3, 4)
        and len(after) < 60
        and not is_sentence(after)
    )
    return (
        of_house
        and is_section(after.partition(",")[0])
        and "," in after
        and page.header.take(f"By {line}", 0)
    )


def take_summary(page: Page, rows: list[Row]) -> int:
    """Take what stands between the header and the lead off the top; return how many rows they are."""
    lead = lead_of(rows)
    told = max(
        (n for n, row in enumerate(rows) if is_sentence(row.line) and not BULLET.match(row.line)), default=0
    )
    listed = False
    for number, row in enumerate(rows):
        if number < lead and page.header.take(row.line, row.span.start):
            page.add(SegmentKind.HEADER, row)
        elif number < lead and is_furniture(row.line):
            page.add(SegmentKind.BOILERPLATE, row)
        elif SUMMARY.match(row.line):
            page.add(SegmentKind.HEADER, row)
            listed = True
        elif number < lead or (number < told and is_point(row, listed)):
            page.add(SegmentKind.SUMMARY, row)
        else:
            return number
    return len(rows)


def lead_of(rows: list[Row]) -> int:
    """Return the row in which the story begins: that of the dateline, else the one after the last header line.

    0 where neither stands near the top with at most a few sentences above it.
    """
    behind = 0
    for number, row in enumerate(rows[:LEAD_ROWS]):
        if sum(is_sentence(above.line) for above in rows[:number]) > SUMMARY_SENTENCES:
            break
        if dateline_of(row.line, 0, len(row.line)) or is_place_line(rows, number):
            return number
        if Header().take(row.line, 0) and not is_furniture(row.line):
            behind = number + 1
    followed = any(is_sentence(row.line) and not Credits().take(row.line) for row in rows[behind:])
    above = sum(is_sentence(row.line) for row in rows[:behind])
    return behind if followed and above <= 3 else 0


def is_point(row: Row, listed: bool) -> bool:
    """Tell whether a row above whole sentences is one of the points of a summary."""
    return BULLET.match(row.line) is not None or (listed and not is_sentence(row.line))
