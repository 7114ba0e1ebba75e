"""Who wrote a web page: as JSON-LD, meta tags, marked elements and the line under the headline name them."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from timeline.read.credits import Credits
from timeline.read.dates import DAY_FORMS
from timeline.read.html_tree import SHORT, classed, first, marked, text_of
from timeline.read.json_ld import Article
from timeline.read.names import person_names
from timeline.vocab.outlets import outlet_named

AUTHOR = (
    "dc.creator", "dcterms.creator", "author", "article:author", "byl", "parsely-author", "sailthru.author",
    "citation_author",
)  # fmt: skip
BY = re.compile(r"^\s*(?:written |posted |story |text )?(?:by|par|von|por|di|от|від)\b[\s:]*", re.IGNORECASE)
SIGNED = re.compile(r"(?<![a-z])(?:by-?line|authors?)(?![a-z])", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]*\)")


def byline(tree: HtmlElement, meta: dict[str, list[str]], article: Article | None) -> tuple[str, ...]:
    """Return the people who wrote: as JSON-LD names them, else as the first of the other places does."""
    if article:
        named = [
            name
            for party in article.authors
            for name in ([party.name] if is_one(party.name) and party.person else people(party.name))
        ]
        if named := [name for name in named if outlet_named(name) is None]:
            return tuple(dict.fromkeys(named))
    for name in AUTHOR:
        if found := [one for written in meta.get(name, ()) for one in people(written)]:
            return tuple(dict.fromkeys(found))
    for written in (*marked(tree, "author"), *signed(tree)):
        if found := people(written):
            return tuple(dict.fromkeys(found))
    return ()


def is_one(name: str) -> bool:
    """Tell whether a name is one person's: no list, no address, no date."""
    return len(name) <= 60 and not re.search(r"[,;|/@\d]|https?:|\s(?:and|&)\s", name)


def people(written: str) -> list[str]:
    """Return the people in a byline; an address names none."""
    if "://" in written or len(written) > SHORT:
        return []
    credits = Credits()
    if credits.take(whole := " ".join(written.split())) and credits.authors:
        return credits.authors
    line = BRACKETS.sub("", BY.sub("", whole))
    if dated := next((found for form in DAY_FORMS if (found := form.search(line))), None):
        line = line[: dated.start()]
    return [name for name in person_names(line) if " " in name or not name.isascii() or name == line.strip()]


def written_authors(tree: HtmlElement, meta: dict[str, list[str]], article: Article | None) -> Iterator[str]:
    """Yield every byline as it is written, in which an agency may stand: "By Reuters"."""
    for written in (*first(meta, AUTHOR), *marked(tree, "author"), *signed(tree)):
        if "://" not in written and len(written) <= SHORT:
            yield BY.sub("", " ".join(written.split()))


def signed(tree: HtmlElement) -> Iterator[str]:
    """Yield what stands in elements that the site calls a byline or an author."""
    for element in classed(tree, SIGNED):
        if 3 <= len(text := text_of(element)) <= SHORT:
            yield text
