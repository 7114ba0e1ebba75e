"""From what a file states about a report and the words of its story to the report, its parts told apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report, Segment, SegmentKind, Span
from timeline.read.dates import find_date, iso_date
from timeline.read.decode import (
    CONTROL,
    MAX_BYTES,
    no_story,
    refuse_long_lines,
    refuse_size,
    report_id,
    sha256_of,
)
from timeline.read.names import agency_in
from timeline.read.page import split_page
from timeline.read.parts import Page

HALVES = re.compile(r"[\ud800-\udfff]")  # of characters, which escapes can write and no text may hold
SPACE = re.compile(r"[^\S\n]+")
MOST_LINES = 10_000  # the longest real reports have a tenth of that
LONGEST_TITLE = 500  # characters


@dataclass(frozen=True, slots=True)
class Document:
    """What a file states of one report, as written; ``story`` is its words, a paragraph a line."""

    story: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    licence: str | None = None
    dateline_place: str | None = None
    retrieved: str | None = None
    issues: tuple[Issue, ...] = ()


def compose(document: Document, path: str, format: str, sha256: str, key: str) -> Report:
    """Return the report that a document is; what is stated goes before what its text says of itself.

    ``sha256`` is the hash of what was received. Raise SourceFormatError where there is no word in it, or more
    than a report has.
    """
    title = plain(document.title)
    story = without_title(plain_lines(document.story), title)
    head = f"{title}\n\n" if title else ""
    text = head + story
    if not story and not title:
        raise SourceFormatError(f"{path}: no text in it", path)
    refuse_size(len(text.encode()), path, MAX_BYTES)
    refuse_long_lines(text, path)
    if (lines := text.count("\n")) > MOST_LINES:
        raise SourceFormatError(f"{path}: {lines:,} lines, a report has at most {MOST_LINES:,}", path)
    page = split_page(text, len(head), titled=not title, title=title)
    above = (Segment(SegmentKind.TITLE, Span(0, len(title))),) if title else ()
    return Report(
        id=key,
        path=path,
        format=format,
        sha256=sha256,
        text=text,
        segments=(*above, *page.segments),
        title=page.title,
        publisher=plain(document.publisher) or page.header.publisher,
        agency=plain(document.agency) or page.agency,
        byline=names(document.byline) or page.byline,
        editors=names(document.editors) or page.editors,
        url=plain(document.url) or page.header.url,
        published=document.published or told_date([*page.header.published, *page.header.bare_dates]),
        updated=document.updated or told_date(page.header.updated),
        language=document.language,
        licence=plain(document.licence),
        dateline_place=plain(document.dateline_place) or page.dateline_place,
        issues=(*document.issues, *no_story(page.segments, path)),
        retrieved=document.retrieved,
    )


def key_of_file(path: str, format: str, data: bytes) -> str:
    """Return the key of the one report in a file: one file read as another format is another report."""
    return report_id(path, sha256_of(format.encode() + b"\0" + data))


def key_of_part(format: str, title: str | None, url: str | None, stated: Iterable[object]) -> str:
    """Return the key of one report of several in a file, from all that is ``stated`` of it.

    It is the same in whatever file the report comes again.
    """
    name = (url or "").partition("?")[0].rstrip("/").rpartition("/")[2]
    name = title if title and title.isascii() else name or "report"
    whole = "\0".join(map(repr, (format, *stated)))
    return report_id(name.replace("/", "-") + ".", sha256_of(whole.encode("utf-8", "backslashreplace")))


def plain(written: str | None) -> str | None:
    """Return a text on one line that any file can hold, ``None`` where nothing is left of it."""
    if not written:
        return None
    return " ".join(HALVES.sub("", CONTROL.sub(" ", written)).split())[:LONGEST_TITLE] or None


def plain_lines(written: str) -> str:
    """Return a text with newlines of one kind, without blanks around lines and what no text may hold."""
    text = HALVES.sub("", CONTROL.sub("", written.replace("\r\n", "\n").replace("\r", "\n")))
    return re.sub(
        r"\n{3,}", "\n\n", "\n".join(SPACE.sub(" ", line).strip() for line in text.split("\n"))
    ).strip("\n")


def without_title(story: str, title: str | None) -> str:
    """Return a story without the headline above it, where that stands there once more."""
    first, _, rest = story.partition("\n")
    return rest.lstrip("\n") if title and first.lower() == title.lower() else story


def names(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in written if (name := plain(one))))


def told_date(dates: list[tuple[str, int]]) -> str | None:
    """Return the first date that stands in a header; one that the calendar does not know is none."""
    for written, _ in dates:
        try:
            found = find_date(written)
        except ValueError:
            continue
        if found:
            return found[0]
    return None


def stated_date(
    name: str, candidates: Iterable[str | None], path: str
) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the first candidate that is a date, in ISO 8601, with an issue where others are stated and none is."""
    found: list[str] = []
    refused: list[str] = []
    for written in candidates:
        if not (short := plain(written)):
            continue
        try:
            value = iso_date(short)
        except ValueError:
            value = None
        (found if value else refused).append(value or short)
    if found:
        return local(found), ()
    if not refused:
        return None, ()
    message = f"{path}: {name}: {refused[0][:60]!r} is not a date that can be read; left out"
    return None, (Issue(IssueLevel.WARNING, "date", path, message),)


def local(found: list[str]) -> str:
    """Return the first of some dates, or another that is the same moment by the clock of the place."""
    first = moment(found[0])
    if first is None or first.utcoffset():
        return found[0]
    same = (one for one in found if (other := moment(one)) and other == first and other.utcoffset())
    return next(same, found[0])


def moment(written: str) -> datetime | None:
    """Return the moment that a date with a time and a zone is."""
    value = datetime.fromisoformat(written)
    return value if value.tzinfo else None


def agency_among(written: Iterable[str]) -> str | None:
    """Return the first news agency that a list of authors or owners names."""
    return next((agency for one in written if (agency := agency_in(one))), None)


def with_boilerplate(report: Report, spans: Iterable[Span]) -> Report:
    """Return a report of whose story the paragraphs at ``spans`` are the site's own words."""
    aside = set(spans)
    return replace(
        report,
        segments=tuple(
            Segment(SegmentKind.BOILERPLATE, part.span) if part.span in aside else part
            for part in report.segments
        ),
    )


def body_of(page: Page | Report) -> list[Span]:
    """Return where the paragraphs of the story stand."""
    return [part.span for part in page.segments if part.kind is SegmentKind.BODY]
