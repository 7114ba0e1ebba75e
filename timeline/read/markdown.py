"""``.md``: a story with YAML front matter."""

import re

from timeline.model import Issue, IssueLevel, Report, Segment, SegmentKind, Span
from timeline.read.decode import decode, no_story, report_id, sha256_of
from timeline.read.front_matter import FrontMatter, read_front_matter
from timeline.read.names import agency_in, person_names
from timeline.read.page import split_page
from timeline.read.txt import header_date

KNOWN = frozenset({
    "title", "publisher", "agency", "author", "editor", "url", "published", "updated", "language", "licence",
    "source_language",  # the language of the page that the facts of a report were read from; set aside
})  # fmt: skip
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read(data: bytes, path: str) -> Report:
    """Return the report of a Markdown file. Raise SourceFormatError for broken front matter or dates."""
    text = decode(data, path)
    sha256 = sha256_of(data)
    front = read_front_matter(text, path)
    page = split_page(text, front.end, markdown=True, titled=not front.values)
    header = page.header
    fence = (Segment(SegmentKind.FRONT_MATTER, Span(0, front.end)),) if front.end else ()
    language = front.word("language")
    return Report(
        id=report_id(path, sha256),
        path=path,
        format="md",
        sha256=sha256,
        text=text,
        segments=fence + tuple(page.segments),
        title=front.word("title") or page.title,
        publisher=front.word("publisher") or header.publisher,
        agency=front.word("agency") or page.agency or credited(front),
        byline=names(front, "author") or page.byline,
        editors=names(front, "editor") or page.editors,
        url=front.word("url") or header.url,
        published=front.date("published") or header_date([*header.published, *header.bare_dates], text, path),
        updated=front.date("updated") or header_date(header.updated, text, path),
        language=language.lower() if language and LANGUAGE.fullmatch(language) else None,
        licence=front.word("licence"),
        dateline_place=page.dateline_place,
        issues=(*doubts(front), *no_story(page.segments, path)),
    )


def names(front: FrontMatter, key: str) -> tuple[str, ...]:
    """Return the names behind a key: a list as it stands, a text split into its names."""
    written = front.words(key)
    if len(written) != 1:
        return written
    return tuple(person_names(written[0])) or written


def credited(front: FrontMatter) -> str | None:
    """Return the news agency among the authors: "Jane Roe, Reuters"."""
    return next((agency for author in front.words("author") if (agency := agency_in(author))), None)


def doubts(front: FrontMatter) -> list[Issue]:
    """Return issues for keys that are not known, and for a language that is no code."""
    found = [
        (value.line, "unknown-key", f"front matter key {key!r} is not known")
        for key, value in front.values.items()
        if key not in KNOWN
    ]
    language = front.word("language")
    if language and not LANGUAGE.fullmatch(language):
        found.append(
            (front.values["language"].line, "language", f"{language!r} is no code of ISO 639; it is left out")
        )
    return [
        Issue(IssueLevel.WARNING, code, f"{front.path}:{line}", f"{front.path}:{line}: {problem}")
        for line, code, problem in sorted(found)
    ]
