"""``.html``, ``.htm``: a saved web page. trafilatura finds the story; what the page states of itself goes before."""

import logging
import re
from dataclasses import dataclass, replace
from functools import cache

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read.charset import decode_page
from timeline.read.compose import (
    Document,
    body_of,
    compose,
    key_of_file,
    key_of_part,
    plain_lines,
    with_boilerplate,
)
from timeline.read.decode import CONTROL, refuse_size, sha256_of
from timeline.read.html_meta import Stated, stated_in
from timeline.read.walls import PAYWALL, Wall, wall_around

MOST_BYTES = 40_000_000  # pages that hold their own pictures have 20 million
MOST_MARKUP = 4_000_000  # characters without pictures; the longest articles have two million
MOST_TAGS = 40_000  # the longest articles have a third of that
MOST_ATTRIBUTES = 2_000  # of one tag: the parser compares each with all before it
MANY_TAGS = (
    8_000  # elements beyond which the second opinions cost more than they tell: they grow with the square
)
EMBEDDED = re.compile(r"data:[\w.+/-]{3,60}[;,][^\"'\s)<>]{100,}")
TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|p|div|article|h[1-6]|table|span|br|a)\b", re.IGNORECASE
)
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}")
ATTRIBUTE = re.compile(r"""[^\s=<>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")
FEED = re.compile(r"<(rss|feed|rdf:RDF|nitf|newsItem|newsMessage)[\s>]")
SAVED = re.compile(
    r"<!--\s*saved from url=\(\d+\)(?P<browser>\S+)|<!--\s+Page saved with SingleFile\s+url:\s*(?P<file>\S+)"
)
TEASER = 150  # words; more of them are an article, also where a page says that it must be paid for
START = 4_000  # characters in which what saved a page says so


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a page was taken from, and when; ``charset`` is what the server said of its encoding."""

    url: str | None = None
    retrieved: str | None = None
    charset: str | None = None


def read(data: bytes, path: str) -> Report:
    """Return the report of a saved page. Raise SourceFormatError where no article can be found in it."""
    refuse_size(len(data), path, MOST_BYTES)
    return report_of(data, path, Taken(), key_of_file(path, "html", data))


def read_part(data: bytes, path: str, taken: Taken) -> Report:
    """Return the report of a page in an archive. Raise SourceFormatError where there is none in it."""
    refuse_size(len(data), path, MOST_BYTES)
    key = key_of_part("html", None, taken.url, (taken.url, taken.retrieved, taken.charset, sha256_of(data)))
    return report_of(data, path, taken, key)


def report_of(data: bytes, path: str, taken: Taken, key: str, sha256: str | None = None) -> Report:
    """Return the report of a page with what speaks against it: a wall in front of it, an encoding in doubt.

    ``sha256`` is the hash of what was received, where that is more than the page.
    """
    text, doubts = decode_page(data, path, taken.charset)
    tree = tree_of(text, path)
    stated = stated_in(tree, path, taken.url or saved_from(text))
    story = story_of(tree)
    wall = wall_around(stated.title, story)
    if not story or (wall and not wall.leaves_story):
        what = wall.kind if wall else "no article in it"
        raise SourceFormatError(f"{path}: {what}{' and no article' if wall else ''}", path)
    report = compose(document(stated, story, taken, doubts), path, "html", sha256 or sha256_of(data), key)
    return beyond(report, wall, stated, path)


def document(stated: Stated, story: str, taken: Taken, doubts: tuple[Issue, ...]) -> Document:
    """Return what a page states and tells."""
    return Document(
        story=story,
        title=stated.title,
        publisher=stated.publisher,
        agency=stated.agency,
        byline=stated.byline,
        editors=stated.editors,
        url=stated.url,
        published=stated.published,
        updated=stated.updated,
        language=stated.language,
        licence=stated.licence,
        retrieved=taken.retrieved,
        issues=(*doubts, *stated.issues),
    )


def beyond(report: Report, wall: Wall | None, stated: Stated, path: str) -> Report:
    """Return a report without what a wall says in its story, with a word where only its beginning can be read."""
    if wall:
        spans = [span for span in body_of(report) if report.text[span.start : span.end] in wall.lines]
        report = with_boilerplate(report, spans)
    told = sum(len(report.text[span.start : span.end].split()) for span in body_of(report))
    if not (wall and wall.kind == PAYWALL) and (stated.free or told >= TEASER):
        return report
    issue = Issue(IssueLevel.WARNING, "wall", path, f"{path}: {PAYWALL}; only what stands before it was read")
    return replace(report, issues=(*report.issues, issue))


def tree_of(text: str, path: str) -> HtmlElement:
    """Return the tree of a page without the pictures in it. Raise SourceFormatError where it is none, or too large."""
    if found := FEED.search(text, 0, START):
        problem = f"not a web page, but <{found[1]}>; name the file .xml"
        raise SourceFormatError(f"{path}: {problem}", path)
    if not TAG.search(text):
        raise SourceFormatError(f"{path}: not a web page: there is no tag in it", path)
    lean = CONTROL.sub("", EMBEDDED.sub("data:,", text))
    if len(lean) > MOST_MARKUP:
        raise SourceFormatError(
            f"{path}: {len(lean):,} characters, a web page has at most {MOST_MARKUP:,}", path
        )
    if (tags := lean.count("<")) > MOST_TAGS:
        raise SourceFormatError(f"{path}: {tags:,} tags, a web page has at most {MOST_TAGS:,}", path)
    for long in LONG_TAG.finditer(lean):
        if sum(1 for _ in ATTRIBUTE.finditer(long[0])) > MOST_ATTRIBUTES:
            raise SourceFormatError(f"{path}: a tag with more than {MOST_ATTRIBUTES:,} attributes", path)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree: HtmlElement = document_fromstring(lean.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise SourceFormatError(f"{path}: not a web page: nothing is in it", path) from None
    return tree


def saved_from(text: str) -> str | None:
    """Return the address that the browser noted when it saved a page."""
    found = SAVED.search(text, 0, START)
    return (found["browser"] or found["file"]) if found else None


def story_of(tree: HtmlElement) -> str:
    """Return the words of the article, a paragraph a line, without readers' comments; "" where there are none."""
    quiet()
    from trafilatura import bare_extraction

    large = sum(1 for _ in tree.iter()) > MANY_TAGS
    found = bare_extraction(
        tree, fast=large, include_comments=False, include_formatting=False, with_metadata=False
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    return plain_lines(text or "")


@cache
def quiet() -> None:
    """Keep the libraries from writing to stderr by themselves: what matters becomes an issue."""
    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
