"""NewsML-G2: the stories of a news agency, one in a ``newsItem``, several in a ``newsMessage``."""

from collections.abc import Iterator
from typing import Any

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read import nitf
from timeline.read.compose import Document, agency_among, compose, key_of_file, key_of_part, stated_date
from timeline.read.dateline import dateline_of, tidy
from timeline.read.decode import sha256_of
from timeline.read.fragment import words_of
from timeline.read.names import agency_in
from timeline.read.xml import first, found, said, tree_of

GONE = ("stat:canceled", "stat:withheld")


def reports_in(data: bytes, path: str) -> Iterator[Report | Issue]:
    """Yield the stories of a file in order; what was withdrawn, or is a picture, becomes an issue.

    Raise SourceFormatError where it is not sound.
    """
    root = tree_of(data, path)
    items = list(found(root, "newsItem"))
    for number, item in enumerate(items, start=1):
        where = path if len(items) == 1 else f"{path}#{number}"
        try:
            yield report_of(item, data if len(items) == 1 else None, where)
        except SourceFormatError as error:
            yield Issue(IssueLevel.WARNING, "format", error.locator, str(error))
    if not items:
        yield Issue(IssueLevel.WARNING, "format", path, f"{path}: no newsItem in it")


def report_of(item: Any, data: bytes | None, path: str) -> Report:
    """Return the story in one item; ``data`` are the bytes of a file that holds nothing else.

    Raise SourceFormatError where it has been withdrawn or has no words.
    """
    status = first(item, "pubStatus")
    if status is not None and status.get("qcode") in GONE:
        raise SourceFormatError(f"{path}: withdrawn by its agency ({status.get('qcode')})", path)
    document = document_of(item, path)
    if data is not None:
        return compose(document, path, "newsml", sha256_of(data), key_of_file(path, "newsml", data))
    whole = (*(getattr(document, name) for name in KEYED), item.get("guid"), item.get("version"))
    sha256 = sha256_of("\0".join(map(repr, whole)).encode("utf-8", "backslashreplace"))
    return compose(document, path, "newsml", sha256, key_of_part("newsml", document.title, None, whole))


KEYED = (
    "story", "title", "publisher", "agency", "byline", "url", "published", "updated", "language", "dateline_place",
)  # fmt: skip


def document_of(item: Any, path: str) -> Document:
    """Return what an item states: its own words about the story go before those of NITF inside it."""
    inner = first(item, "nitf")
    told = nitf.document_of(inner, path) if inner is not None else Document(story="")
    published, doubts = stated_date(
        "published", texts(item, "firstCreated", "contentCreated", "versionCreated"), path
    )
    updated, more = stated_date("updated", texts(item, "contentModified", "versionCreated"), path)
    by = next(texts(item, "by"), None)
    credit = [
        *texts(item, "creditline"),
        *names(item, "provider"),
        *names(item, "infoSource"),
        *names(item, "copyrightHolder"),
    ]
    return Document(
        story=told.story or story_of(item),
        title=next(texts(item, "headline"), None) or told.title or next(texts(item, "title"), None),
        publisher=next(iter(names(item, "provider")), None) or told.publisher,
        agency=agency_among([*credit, by or ""]) or told.agency,
        byline=tuple(nitf.people(by)) if by else tuple(creators(item)) or told.byline,
        url=item.get("guid") if (item.get("guid") or "").startswith("http") else told.url,
        published=published or told.published,
        updated=updated if updated != published else None,
        language=language(item) or told.language,
        dateline_place=place(item) or told.dateline_place,
        issues=(*doubts, *more, *told.issues),
    )


def story_of(item: Any) -> str:
    """Return the words of an item that are not in NITF: XHTML or plain text."""
    inline = first(item, "inlineXML")
    if inline is not None:
        return words_of(inline)
    return "\n".join(
        element.text or ""
        for element in found(item, "inlineData")
        if "plain" in (element.get("contenttype") or "plain")
    )


def texts(item: Any, *kinds: str) -> Iterator[str]:
    """Yield the words of elements of these kinds, in this order."""
    for kind in kinds:
        yield from (text for element in found(item, kind) if (text := said(element)))


def names(item: Any, kind: str) -> list[str]:
    """Return who is named by an element of one kind: its ``name``, else what it is called in a word or a code."""
    given = []
    for element in found(item, kind):
        code = element.get("literal") or (element.get("qcode") or "").rpartition(":")[2]
        given.append(said(first(element, "name")) or code)
    return [name for name in given if name]


def creators(item: Any) -> list[str]:
    """Return the people who are named as creators; an agency is none."""
    return [
        person for name in names(item, "creator") if agency_in(name) is None for person in nitf.people(name)
    ]


def language(item: Any) -> str | None:
    """Return the language of an item in its first subtag."""
    stated = first(item, "language")
    tag = (stated.get("tag") if stated is not None else None) or item.get(nitf.LANGUAGE) or ""
    return tag.partition("-")[0].lower() or None


def place(item: Any) -> str | None:
    """Return the place in the dateline of an item, else where it says that it was written."""
    line = next(texts(item, "dateline"), None)
    if line:
        whole = f"{line.rstrip(' -–—')} - x"
        dated = dateline_of(whole, 0, len(whole))
        return dated.place if dated else tidy(line)
    return next(iter(names(item, "located")), None)
