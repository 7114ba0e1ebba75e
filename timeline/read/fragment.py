"""The words of a piece of markup, a paragraph a line: of an entry of a feed, a mail, a story of a news agency."""

from collections.abc import Iterable
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hl2 hr li main media nitf-table ol p pre section table tbody td tfoot th thead tr ul".split()
)
ASIDE = frozenset("script style head template svg media figure nitf-table title object iframe".split())
"""What holds no words of the story: of a picture, a table of figures, or the program behind a page."""


def text_in(markup: str) -> str:
    """Return the words of a piece of HTML, a paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return markup
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    root = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser)
    return "" if root is None else words_of(root)


def words_of(root: Any, aside: Iterable[str] = ()) -> str:
    """Return the words below an element, a paragraph a line, without those in elements that are set ``aside``."""
    left_out = ASIDE.union(aside)
    parts: list[str] = []
    inside = 0  # elements that are left out, in one another
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        block = name in BLOCKS
        if event == "start":
            inside += name in left_out
            if block:
                parts.append("\n")
            if element.text and not inside:
                parts.append(flat(element.text, name))
            continue
        inside -= name in left_out
        if block:
            parts.append("\n")
        if element.tail and element is not root and not inside:
            parts.append(flat(element.tail, ""))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def flat(text: str, name: str) -> str:
    """Return a text on one line; in ``pre`` its lines are kept."""
    return text if name == "pre" else text.replace("\n", " ").replace("\r", " ")


def local(element: Any) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
