"""When a web page was published and changed: every statement of it, the surest first, each as written."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from timeline.read.compose import told_date
from timeline.read.header import Header
from timeline.read.html_tree import SHORT, classed, first, text_of
from timeline.read.json_ld import Article

PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date.published", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "dat", "date",
)  # fmt: skip
UPDATED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
)
IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
DATED = re.compile(r"date|time|publi|posted", re.IGNORECASE)


def published_dates(
    tree: HtmlElement, meta: dict[str, list[str]], article: Article | None, url: str | None
) -> Iterator[str | None]:
    """Yield when the article was published, the surest statement first, each as written."""
    yield article.published if article else None
    yield from first(meta, PUBLISHED)
    times = list(tree.iter("time"))
    for element in tree.iter():
        if isinstance(element.tag, str) and "datepublished" in element.get("itemprop", "").lower().split():
            yield element.get("datetime") or element.get("content") or text_of(element)
    for element in times:
        if element.get("pubdate") is not None or "publish" in element.get("class", "").lower():
            yield element.get("datetime") or text_of(element)
    moments = {moment for element in times if (moment := element.get("datetime"))}
    if len(moments) == 1:
        yield moments.pop()
    if url and (found := IN_ADDRESS.search(urlsplit(url).path)):
        yield "-".join(found.groups())
    yield from told_dates(tree)


def told_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield the dates that readers see in elements which the site calls a date, unless it is that of an update."""
    for element in classed(tree, DATED):
        header, text = Header(), text_of(element)
        taken = 6 <= len(text) <= SHORT and header.take_dates(text, 0)
        if taken and (found := told_date([*header.published, *header.bare_dates])):
            yield found


def updated_dates(
    tree: HtmlElement, meta: dict[str, list[str]], article: Article | None
) -> Iterator[str | None]:
    """Yield when the article was last changed, as written."""
    yield article.updated if article else None
    yield from first(meta, UPDATED)
    for element in tree.iter():
        if isinstance(element.tag, str) and "datemodified" in element.get("itemprop", "").lower().split():
            yield element.get("datetime") or element.get("content") or text_of(element)
