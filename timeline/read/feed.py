"""RSS and Atom: each entry is a report. feedparser knows their versions; nothing is fetched."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read.compose import Document, agency_among, compose, key_of_part, plain, stated_date
from timeline.read.decode import sha256_of
from timeline.read.fragment import text_in
from timeline.read.names import person_names
from timeline.vocab.outlets import outlet_named, outlet_of_domain

MAIL = re.compile(r"^\S+@\S+\s*\((?P<name>[^()]+)\)$|^(?P<other>[^<>()]+?)\s*<?\S+@\S+>?$")
SEPARATORS = re.compile(r"\s+[|•·»:/–—-]\s+")


def reports_in(data: bytes, path: str) -> Iterator[Report | Issue]:
    """Yield the entries of a feed in order; one without a word in it becomes an issue.

    Raise SourceFormatError where ``data`` is no feed.
    """
    import feedparser

    parsed = feedparser.parse(BytesIO(data), response_headers={"content-type": "application/xml"})
    if not parsed.version and not parsed.entries:
        raise SourceFormatError(f"{path}: not a feed", path)
    if parsed.bozo and not parsed.entries:
        raise SourceFormatError(f"{path}: a feed that is damaged: no entry can be read", path)
    for number, entry in enumerate(parsed.entries, start=1):
        yield report_of(entry, parsed.feed, f"{path}#{number}")
    if parsed.bozo and is_damage(parsed.bozo_exception):
        message = f"{path}: not sound XML ({plain(str(parsed.bozo_exception))}); read as far as it goes"
        yield Issue(IssueLevel.WARNING, "damaged", path, message)
    if not parsed.entries:
        yield Issue(IssueLevel.WARNING, "format", path, f"{path}: a feed without entries")


def is_damage(error: Exception) -> bool:
    """Tell whether what feedparser complains of is more than an encoding or a type that is named wrongly."""
    return type(error).__name__ not in ("CharacterEncodingOverride", "NonXMLContentType")


def report_of(entry: Any, feed: Any, path: str) -> Report | Issue:
    """Return one entry as a report, or what there is to say of one without words."""
    title = plain(text_in(entry.get("title", "")))
    story = story_of(entry)
    if not title and not story:
        return Issue(IssueLevel.WARNING, "format", path, f"{path}: entry without title and text")
    url = address(entry)
    authors = [name for author in written_authors(entry) if (name := plain(author))]
    published, doubts = stated_date("published", [entry.get("published"), entry.get("created")], path)
    updated, more = stated_date("updated", [own(entry, "updated")], path)
    stated = Document(
        story=story,
        title=title,
        publisher=publisher(entry, feed, url),
        agency=agency_among(authors),
        byline=tuple(name for author in authors for name in person_names(author)),
        url=url,
        published=published or (None if own(entry, "published") else updated),
        updated=updated if updated != published and own(entry, "published") else None,
        licence=plain(entry.get("license") or feed.get("license")),
        issues=(*doubts, *more),
    )
    parts = (*(getattr(stated, name) for name in KEYED), entry.get("id"))
    sha256 = sha256_of("\0".join(map(repr, parts)).encode("utf-8", "backslashreplace"))
    return compose(stated, path, "feed", sha256, key_of_part("feed", title, url, parts))


KEYED = (
    "story", "title", "publisher", "agency", "byline", "url", "published", "updated", "licence",
)  # fmt: skip
"""All that makes an entry: where the same comes again, also in another file, it is the same report."""


def own(entry: Any, name: str) -> str | None:
    """Return what an entry itself has under a name; feedparser puts another date where one is missing."""
    return entry.get(name) if dict.__contains__(entry, name) else None


def story_of(entry: Any) -> str:
    """Return the words of an entry: its whole text where it has one, else its summary."""
    given = [part.get("value", "") for part in entry.get("content", ())]
    texts = [text_in(markup) for markup in (*given, entry.get("summary", ""))]
    return max(texts, key=len, default="")


def address(entry: Any) -> str | None:
    """Return the address of the article that an entry is about."""
    url = plain(entry.get("link")) or plain(entry.get("id"))
    return url if url and url.startswith(("http://", "https://")) else None


def written_authors(entry: Any) -> Iterator[str]:
    """Yield the authors of an entry as written, without their addresses."""
    for author in entry.get("authors", ()):
        written = author.get("name") or ""
        mail = MAIL.match(written)
        yield (mail["name"] or mail["other"]) if mail else written


def publisher(entry: Any, feed: Any, url: str | None) -> str | None:
    """Return who published an entry: the source that it names, else the feed's title.

    ``None`` where the feed is called otherwise than the listed site on which the article lies: its address
    says it better.
    """
    source = plain(entry.get("source", {}).get("title"))
    whole = plain(text_in(feed.get("title", "")))
    known = (part for part in SEPARATORS.split(whole or "") if outlet_named(part))
    title = source or next(known, whole)
    listed = url and outlet_of_domain(url)
    return None if title and not source and listed and not outlet_named(title) else title
