"""Time expressions in sentences of our own against the days that they mean, ours and those of public libraries.

A row of ``tests/time_expressions.csv`` is a text, an expression in its last sentence, the day of publication, and the
days that are meant. Ours parses the text and must find out alone whether the words look ahead; a library is told.
``python -m timeline.score.expressions`` prints the comparison; the libraries are those of the development lock.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from timeline.extract.text.coder import Coder, default_coder
from timeline.extract.text.days.when import clock_of, read_sentence
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.sentences import sentences
from timeline.extract.text.people.parties import Memory, home_of, sides_of
from timeline.model import DateValue, Report, Segment, SegmentKind, Span
from timeline.score.times import interval, told

LEADING = re.compile(r"^(?:on|in|at|by|since|until|over|from|between) ", re.IGNORECASE)
ROWS = Path("tests/time_expressions.csv")


@dataclass(frozen=True, slots=True)
class Row:
    """An expression in a text, and what it means; ``precision`` is "none" where it is no time at all."""

    expression: str
    text: str
    published: date | None
    ahead: bool
    start: date | None
    end: date | None
    precision: str

    @property
    def span(self) -> Span:
        """Return where the expression stands: its last occurrence."""
        first = self.text.lower().rindex(self.expression.lower())
        return Span(first, first + len(self.expression))


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader took out of a text: where, and which days; a library gives one day and no end."""

    span: Span
    start: date | None
    end: date | None
    precision: str


Read = Callable[[str, date | None, bool], Iterable[Found]]


def load_rows(path: Path = ROWS) -> list[Row]:
    """Return the rows of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["expression"], row["text"], day(row["published"]), row["ahead"] == "ahead",
                day(row["date_start"]), day(row["date_end"]), row["date_precision"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def ours(coder: Coder) -> Read:
    """Return a reader that takes the times out of a text as the coder does, with its parse."""

    def read(text: str, published: date | None, ahead: bool) -> Iterator[Found]:
        span = Span(0, len(text))
        report = Report("text", "text", "txt", "", text, (Segment(SegmentKind.BODY, span),))
        readers = coder.readers(report)
        memory = Memory(sides_of(readers, coder.lexicon), home_of(readers))
        clock = clock_of(readers, published)
        drafts: list[Draft] = []
        for reader in readers:
            here = coder.sentence_drafts(reader, memory, drafts)
            for item in read_sentence(reader, here, {hit.token for hit in reader.hits}, clock)[2]:
                yield found(item.span, item.resolved.value)
            drafts.extend(here)

    return read


def found(span: Span, value: DateValue) -> Found:
    return Found(span, value.start, value.end, value.precision.value)


def with_dateparser(alone: bool = False) -> Read:
    """Return the search of dateparser; ``alone`` hands it nothing but the expression, which it need not find."""
    search, parse = import_module("dateparser.search").search_dates, import_module("dateparser").parse

    def read(text: str, published: date | None, ahead: bool) -> Iterator[Found]:
        settings: dict[str, object] = {"PREFER_DATES_FROM": "future" if ahead else "past"}
        settings |= {"RELATIVE_BASE": midnight(published)} if published else {}
        if alone:
            value = parse(LEADING.sub("", text), languages=["en"], settings=settings)
            pairs = [(text, value)] if value else []
        else:
            pairs = search(text, languages=["en"], settings=settings) or []
        yield from in_order(text, pairs)

    return read


def with_parsedatetime(alone: bool = False) -> Read:
    """Return the search of parsedatetime, which looks ahead unless the words look back."""
    calendar = import_module("parsedatetime").Calendar(version=2)

    def read(text: str, published: date | None, ahead: bool) -> Iterator[Found]:
        base = midnight(published) if published else None
        for value, _, start, end, _ in calendar.nlp(text, sourceTime=base) or ():
            yield Found(Span(start, end), value.date(), None, "day")

    return read


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def in_order(text: str, pairs: Iterable[tuple[str, datetime]]) -> Iterator[Found]:
    """Yield what was found where its words stand in the text, one after the other."""
    reached = 0
    for words, value in pairs:
        start = max(text.find(words, reached), reached)
        reached = start + len(words)
        yield Found(Span(start, reached), value.date(), None, "day")


def touching(items: Iterable[Found], span: Span) -> list[Found]:
    """Return what was found in the words of an expression."""
    return [item for item in items if item.span.start < span.end and span.start < item.span.end]


def is_exact(items: list[Found], row: Row) -> bool:
    """Tell whether both days and the precision are right, or nothing is claimed where nothing is known."""
    if row.start is None:
        return fits(items, row)
    return any(
        (item.start, item.end, item.precision) == (row.start, row.end, row.precision) for item in items
    )


def fits(items: list[Found], row: Row) -> bool:
    """Tell whether a single day is right: the day, one in the month or year, or one of the two ends."""
    if row.precision == "none":
        return not items
    if row.start is None:
        return all(item.start is None for item in items)
    days = [day for item in items for day in (item.start, item.end) if day is not None]
    if row.precision in ("month", "year"):
        length = 7 if row.precision == "month" else 4
        return any(day.isoformat()[:length] == row.start.isoformat()[:length] for day in days)
    return any(day in (row.start, row.end) for day in days)


def misses(rows: Iterable[Row], read: Read) -> list[tuple[Row, list[Found]]]:
    """Return the rows that are not exactly right, with what was found."""
    looked = [(row, touching(read(row.text, row.published, row.ahead), row.span)) for row in rows]
    return [(row, items) for row, items in looked if not is_exact(items, row)]


def share_of(rows: list[Row], read: Read, alone: bool) -> float:
    """Return the share of rows in which a single day is right."""
    right = 0
    for row in rows:
        text, span = (row.expression, Span(0, len(row.expression))) if alone else (row.text, row.span)
        right += fits(touching(read(text, row.published, row.ahead), span), row)
    return right / len(rows)


def wikiwars_share(path: Path, read: Read, alone: bool) -> float:
    """Return the share of annotated times of day, month and year grain in which a single day is right."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        created = date.fromisoformat(document["dct"][:10])
        mine = [] if alone else list(by_sentence(document["text"], created, read))
        for want in document["timex"]:
            days = interval(want["value"] or "")
            if days is None:
                continue
            words = document["text"][want["start"] : want["end"]]
            row = Row(words, words, created, False, days[0], days[1], days[2])
            span = Span(want["start"], want["end"])
            right += fits(list(read(words, created, False)) if alone else touching(mine, span), row)
            total += 1
    return right / total


def by_sentence(text: str, created: date, read: Read) -> Iterator[Found]:
    """Yield what a reader finds in a document, sentence by sentence."""
    for span in sentences(text, 0, len(text)):
        for item in read(text[span.start : span.end].replace("\n", " "), created, False):
            moved = Span(span.start + item.span.start, span.start + item.span.end)
            yield Found(moved, item.start, item.end, item.precision)


def our_wikiwars_share(path: Path) -> float:
    """Return our share on the same measure; a document is read as a whole, since its years carry over."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        mine = [found(span, value) for span, value, _ in told(document)]
        for want in document["timex"]:
            days = interval(want["value"] or "")
            if days is not None:
                row = Row("", "", None, False, days[0], days[1], days[2])
                right += fits(touching(mine, Span(want["start"], want["end"])), row)
                total += 1
    return right / total


def table(rows: list[Row], wikiwars: Path | None) -> Iterator[str]:
    """Yield the lines of the comparison, one reader each."""
    yield f"| reader | {len(rows)} expressions | both days and precision |" + (
        " WikiWars |" if wikiwars else ""
    )
    yield "|---|---|---|" + ("---|" if wikiwars else "")
    mine = ours(default_coder())
    exact = 1 - len(misses(rows, mine)) / len(rows)
    last = f" {our_wikiwars_share(wikiwars):.3f} |" if wikiwars else ""
    yield f"| this project | {share_of(rows, mine, False):.3f} | {exact:.3f} |{last}"
    for name, alone in (("dateparser", False), ("dateparser", True), ("parsedatetime", False)):
        read = {"dateparser": with_dateparser, "parsedatetime": with_parsedatetime}[name](alone)
        how = ", handed the expression alone" if alone else ", searching the text"
        last = f" {wikiwars_share(wikiwars, read, alone):.3f} |" if wikiwars else ""
        yield f"| {name} {version(name)}{how} | {share_of(rows, read, alone):.3f} | |{last}"


@click.command()
@click.option("--rows", type=click.Path(path_type=Path, exists=True), default=ROWS, show_default=True)
@click.option("--wikiwars", type=click.Path(path_type=Path, exists=True), help="wikiwars.jsonl")
@click.option("-v", "--verbose", is_flag=True, help="Every expression that ours gets wrong.")
def main(rows: Path, wikiwars: Path | None, verbose: bool) -> None:
    """Compare our reading of time expressions with that of public libraries."""
    cases = load_rows(rows)
    for row, items in misses(cases, ours(default_coder())) if verbose else ():
        got = [(str(item.start), str(item.end), item.precision) for item in items]
        click.echo(f"{row.text} [{row.expression}] {row.start}..{row.end} {row.precision}: {got}", err=True)
    for line in table(cases, wikiwars):
        click.echo(line)


if __name__ == "__main__":
    main()
