"""Time expressions of news in sentences of our own, against the days that they mean, and public libraries beside."""

from datetime import date

import pytest

from timeline.extract.text.coder import default_coder
from timeline.model import Span
from timeline.score.expressions import (
    Found,
    Row,
    fits,
    is_exact,
    load_rows,
    ours,
    table,
    touching,
    with_dateparser,
    with_parsedatetime,
)

KNOWN = {"on the eve of Christmas"}  # a feast of several days is no holiday of the list
ROWS = load_rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.expression}: {row.text[:40]}")
def test_an_expression_means_its_days(row: Row) -> None:
    found = touching(ours(default_coder())(row.text, row.published, row.ahead), row.span)
    assert (row.expression not in KNOWN) == is_exact(found, row), found


def test_the_rows_cover_every_precision() -> None:
    assert {"day", "days", "week", "month", "year", "range", "unknown", "none"} == {
        row.precision for row in ROWS
    }
    assert len(ROWS) >= 120


def row(precision: str, start: str, end: str) -> Row:
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else None
    return Row("then", "Then", date(2031, 7, 23), False, first, last, precision)


def one(day: str | None) -> list[Found]:
    return [Found(Span(0, 4), date.fromisoformat(day) if day else None, None, "day")]


def test_a_library_is_right_with_one_day_of_the_month_or_one_end() -> None:
    assert fits(one("2031-06-09"), row("month", "2031-06-01", "2031-06-30"))
    assert fits(one("2031-07-25"), row("days", "2031-07-23", "2031-07-25"))
    assert not fits(one("2031-07-24"), row("days", "2031-07-23", "2031-07-25"))
    assert not fits(one("2031-07-24"), row("unknown", "", ""))
    assert fits(one(None), row("unknown", "", ""))
    assert not fits(one(None), row("none", "", ""))


def test_the_libraries_find_a_weekday_where_it_stands() -> None:
    text = "A truce was signed last Friday."
    for read in (with_dateparser(), with_parsedatetime()):
        found = list(read(text, date(2031, 7, 23), False))
        assert ["Friday"] == [text[item.span.start : item.span.end].split()[-1] for item in found]


def test_the_table_has_a_line_for_every_reader() -> None:
    lines = list(table(ROWS[:3], None))
    assert 6 == len(lines)
    assert all(name in "\n".join(lines) for name in ("this project", "dateparser", "parsedatetime"))
