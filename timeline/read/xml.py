"""``.xml``, ``.rss``, ``.atom``: a feed or newswire XML, as its first element says. Nothing in it is followed."""

import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from lxml import etree

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read.fragment import local

MODULES = {
    "rss": "feed", "feed": "feed", "RDF": "feed",
    "nitf": "nitf",
    "newsItem": "newsml", "newsMessage": "newsml",
}  # fmt: skip
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|div)\b", re.IGNORECASE)
DEEPEST = 200  # elements in one another
START = 4_000  # bytes in which a feed begins that is no sound XML


def read_all(file: IO[bytes], path: str) -> Iterator[Report | Issue]:
    """Yield the reports of a feed or of newswire XML. Raise SourceFormatError where it is neither, or can do harm."""
    data = file.read()
    name = root_of(data, path)
    if name in MODULES:
        yield from import_module(f"timeline.read.{MODULES[name]}").reports_in(data, path)
    elif name == "html":
        raise SourceFormatError(f"{path}: not a feed, but a web page; name the file .html", path)
    else:
        message = f"{path}: passed over: XML that is neither a feed nor of a news agency (<{name}>)"
        yield Issue(IssueLevel.WARNING, "format", path, message)


def root_of(data: bytes, path: str) -> str:
    """Return the name of the first element. Raise SourceFormatError where there is none, or entities are declared."""
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        raise SourceFormatError(f"{path}: empty file", path)
    try:
        for _, element in iterparse(BytesIO(data.lstrip()), events=("start",)):
            return local(element)
    except DefusedXmlException:
        raise SourceFormatError(f"{path}: XML that declares entities of its own, not read", path) from None
    except (ParseError, ValueError, LookupError) as error:
        if FEED.search(data, 0, START):
            return "feed"  # which are read even where they are no sound XML
        if PAGE.search(data, 0, START):
            return "html"
        raise broken(error, path) from None
    raise SourceFormatError(f"{path}: not XML: there is no element in it", path)


def tree_of(data: bytes, path: str) -> Any:
    """Return the tree of a document without entities. Raise SourceFormatError where it is not sound."""
    root_of(data, path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(error, path) from None


def broken(error: Exception, path: str) -> SourceFormatError:
    """Return the error for XML that ends too early or is not sound, with its line."""
    line = getattr(error, "position", (0, 0))[0] or getattr(error, "lineno", None) or 1
    said = str(error).partition(", line")[0].partition(": line")[0]
    return SourceFormatError(f"{path}:{line}: not sound XML: {said}", f"{path}:{line}")


def found(root: Any, *names: str) -> Iterator[Any]:
    """Yield the elements below ``root`` that are called as one of ``names``, whatever their namespace."""
    for element in root.iter():
        if local(element) in names:
            yield element


def first(root: Any, *names: str) -> Any:
    """Return the first of these elements, ``None`` where there is none."""
    return next(found(root, *names), None)


def said(element: Any) -> str | None:
    """Return the words in an element on one line, ``None`` where there are none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None
