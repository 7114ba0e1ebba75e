"""The places of a web page in which something is stated of it: meta tags, marked elements, those that look the part."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

SHORT = 160  # characters of an element that says who wrote, or when
MOST_VALUES = 20  # of one meta tag; more are no statement about an article
LOOKED_AT = 4_000  # elements; an article's header is not behind them
DUBLIN_CORE = re.compile(r"^(dc|dcterms):")


def metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the meta tags by property, name or itemprop in lower case; a tag may have several of them."""
    found: dict[str, list[str]] = {}
    tags = [(tag, tag.get("content", "").strip()) for tag in tree.iter("meta")]
    for kind in ("property", "name", "itemprop"):
        for tag, content in tags:
            for name in tag.get(kind, "").lower().split() if content else ():
                values = found.setdefault(DUBLIN_CORE.sub(r"\1.", name), [])
                if len(values) < MOST_VALUES:
                    values.append(content)
    return found


def first(meta: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    """Yield what stands behind ``names``, in their order."""
    for name in names:
        yield from meta.get(name, ())


def text_of(element: HtmlElement) -> str:
    """Return the words of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def marked(tree: HtmlElement, name: str) -> Iterator[str]:
    """Yield what stands in elements that microdata call ``name``, or that a link says to lead to the author."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        mark = f"{element.get('itemprop', '')} {element.get('rel', '')}".lower().split()
        if name in mark:
            inner = [text_of(one) for one in element.iter() if one.get("itemprop", "").lower() == "name"]
            yield from (one for one in inner or [text_of(element)] if one)


def classed(tree: HtmlElement, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
    """Yield the short elements near the top whose class or id fits ``pattern``."""
    for number, element in enumerate(tree.iter()):
        if number > LOOKED_AT:
            return
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "meta", "body", "html"):
            continue
        mark = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"
        if pattern.search(mark):
            yield element
