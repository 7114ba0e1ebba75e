"""NITF: one story of a news agency in XML."""

import re
from collections.abc import Iterator
from typing import Any

from timeline.model import Issue, Report
from timeline.read.compose import Document, agency_among, compose, key_of_file, stated_date
from timeline.read.dateline import tidy
from timeline.read.decode import sha256_of
from timeline.read.fragment import words_of
from timeline.read.header import BYLINE
from timeline.read.names import person_names
from timeline.read.xml import first, found, said, tree_of

BASIC = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def reports_in(data: bytes, path: str) -> Iterator[Report | Issue]:
    """Yield the one story of a file. Raise SourceFormatError where it is not sound or has no words."""
    document = document_of(tree_of(data, path), path)
    yield compose(document, path, "nitf", sha256_of(data), key_of_file(path, "nitf", data))


def document_of(root: Any, path: str) -> Document:
    """Return what a story in NITF states; ``root`` may be an element of another format around it."""
    published, doubts = stated_date(
        "published", dates(root, "date.issue", "date.release", "story.date"), path
    )
    bylines = [text for element in found(root, "byline") for text in by(element)]
    owners = [*bylines, *(text for name in ("distributor", "doc.copyright") for text in named(root, name))]
    place = said(first(root, "dateline") if first(root, "location") is None else first(root, "location"))
    body = first(root, "body.content")
    tagline = said(first(root, "tagline"))
    story = words_of(
        root if body is None else body, aside=("body.head", "body.end", "docdata", "hedline", "byline")
    )
    return Document(
        story="\n".join(filter(None, (story, tagline))),
        title=said(first(root, "hl1")) or said(first(root, "title")),
        publisher=next(iter(named(root, "distributor")), None)
        or next(iter(named(root, "doc.copyright")), None),
        agency=agency_among(owners),
        byline=tuple(name for text in bylines for name in people(text)),
        url=next((ref for ref in attributes(root, "pubdata", "ex-ref") if ref.startswith("http")), None),
        published=published,
        language=(root.get(LANGUAGE) or "").partition("-")[0].lower() or None,
        dateline_place=tidy(place) if place else None,
        issues=doubts,
    )


def by(element: Any) -> list[str]:
    """Return the people, or the words, in a byline, and the title or house that stands with them."""
    return [text for name in ("person", "byttl") for text in named(element, name)] or named(element, "byline")


def people(byline: str) -> list[str]:
    """Return the people in a byline, without its "By"."""
    written = BYLINE.match(byline)
    return person_names(written["names"] if written else byline)


def named(root: Any, name: str) -> list[str]:
    """Return who is named in elements of one kind, in their words or as the holder of a right."""
    return [text for element in found(root, name) if (text := said(element) or element.get("holder"))]


def dates(root: Any, *names: str) -> Iterator[str]:
    """Yield the dates in elements of these kinds, as they are normed, in the form with hyphens and colons."""
    for name in names:
        for element in found(root, name):
            yield extended(element.get("norm") or said(element) or "")


def extended(written: str) -> str:
    """Return a date of ISO 8601 without hyphens and colons as one with them; any other as it is."""
    parts = BASIC.match(written.strip())
    if parts is None:
        return written
    year, month, day, hour, minute, second, zone = parts.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def attributes(root: Any, name: str, attribute: str) -> list[str]:
    """Return an attribute of all elements of one kind that have it."""
    return [value for element in found(root, name) if (value := element.get(attribute))]
