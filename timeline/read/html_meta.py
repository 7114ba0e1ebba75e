"""What a web page states about its article: JSON-LD first, then meta tags, marked elements, what readers see."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from timeline.model import Issue
from timeline.read.compose import agency_among, plain, stated_date
from timeline.read.html_byline import byline, people, written_authors
from timeline.read.html_dates import published_dates, updated_dates
from timeline.read.html_tree import first, metas, text_of
from timeline.read.json_ld import Article, article_in
from timeline.vocab.outlets import folded, host_of, outlet_named, outlet_of_domain

TITLE = (
    "dc.title",
    "dcterms.title",
    "og:title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
)
SITE = ("og:site_name", "dc.publisher", "citation_publisher")
LICENCE = ("dcterms.license", "dc.rights.license", "license")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
SEPARATORS = re.compile(r"\s+(?:[|•·»«:/–—-]|::|\|\|)\s+")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states, cleaned; ``free`` unless it says that its article must be paid for."""

    title: str | None
    publisher: str | None
    agency: str | None
    byline: tuple[str, ...]
    editors: tuple[str, ...]
    url: str | None
    published: str | None
    updated: str | None
    language: str | None
    licence: str | None
    free: bool
    issues: tuple[Issue, ...]


def stated_in(tree: HtmlElement, path: str, address: str | None) -> Stated:
    """Return what a page states; ``address`` is where it was taken from, if that is known."""
    meta = metas(tree)
    article = article_in(script.text or "" for script in tree.iter("script") if is_json_ld(script))
    url = canonical(tree, meta, article, address)
    site = publisher(meta, article)
    published, doubts = stated_date("published", published_dates(tree, meta, article, url), path)
    updated, more = stated_date("updated", updated_dates(tree, meta, article), path)
    authors = list(written_authors(tree, meta, article))
    owners = [*(party.name for party in article.authors), *article.owners] if article else []
    return Stated(
        title=title_of(tree, meta, article, site, url),
        publisher=site,
        agency=agency_among([*owners, *authors]),
        byline=byline(tree, meta, article),
        editors=tuple(name for party in article.editors for name in people(party.name)) if article else (),
        url=url,
        published=published,
        updated=updated,
        language=language(tree),
        licence=licence(tree, meta, article),
        free=article is None or article.free,
        issues=(*doubts, *more),
    )


def is_json_ld(script: HtmlElement) -> bool:
    return "ld+json" in script.get("type", "").lower()


def canonical(
    tree: HtmlElement, meta: dict[str, list[str]], article: Article | None, address: str | None
) -> str | None:
    """Return the address that a page calls its own, whole; else the one that it was taken from."""
    links = (
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    )
    for found in (*links, *first(meta, ("og:url",)), article.url if article else None):
        try:
            whole: str = urljoin(address or "", (found or "").strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query):
            return whole
    return address


def publisher(meta: dict[str, list[str]], article: Article | None) -> str | None:
    """Return who publishes the page: of the names that it gives itself one that is listed, else the first."""
    given = [*first(meta, SITE), *((article.publisher,) if article and article.publisher else ())]
    names = [name for written in given if (name := plain(written)) and not name.startswith("http")]
    return next((name for name in names if outlet_named(name)), next(iter(names), None))


def title_of(
    tree: HtmlElement, meta: dict[str, list[str]], article: Article | None, site: str | None, url: str | None
) -> str | None:
    """Return the headline, without the name of the site behind or before it."""
    whole = plain(next((text_of(title) for title in tree.iter("title")), None))
    heads = [head for element in tree.iter("h1") if (head := plain(text_of(element)))]
    shown = [head for head in heads if whole and folded(head) in folded(whole)]
    stated = (*(headlines(article, whole) if article else ()), *first(meta, TITLE))
    candidates = [*stated, *(shown[:1] if len(shown) == 1 else ()), whole, *heads[:1]]
    names = {folded(name) for name in (site, *first(meta, SITE)) if name}
    for written in candidates:
        if (title := plain(written)) and folded(title) not in names:
            return unsigned(title, names, url)
    return None


def headlines(article: Article, whole: str | None) -> tuple[str, ...]:
    """Return headline and name of an article; the name first where it is what the window is called."""
    given = [written for written in (article.headline, article.name) if written]
    return tuple(sorted(given, key=lambda one: not (whole and folded(one) in folded(whole))))


def unsigned(title: str, names: set[str], url: str | None) -> str:
    """Return a headline without the name of the site at one of its ends."""
    cuts = list(SEPARATORS.finditer(title))
    parted = [(title[: cut.start()], title[cut.end() :]) for cut in reversed(cuts[-2:])]
    parted += [(title[cut.end() :], title[: cut.start()]) for cut in cuts[:1]]
    host = host_of(url or "").removeprefix("www.")
    for rest, name in parted:
        own = outlet_named(name)
        named = folded(name) in names or is_host(folded(name).replace(" ", ""), host)
        if named or (own is not None and own is outlet_of_domain(host)):
            return rest.strip() or title
    return title


def is_host(name: str, host: str) -> bool:
    """Tell whether a site is called as its host, whole or without what is before or behind."""
    return bool(host) and (name == host.split(".")[0] or f".{host}".endswith(f".{name}"))


def language(tree: HtmlElement) -> str | None:
    """Return the language that a page states.

    "en" stands in the templates of sites of all languages, so it says nothing: the text itself tells.
    """
    stated = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    code = re.split("[-_]", stated)[0].lower()
    return code if LANGUAGE.fullmatch(stated) and code != "en" else None


def licence(tree: HtmlElement, meta: dict[str, list[str]], article: Article | None) -> str | None:
    """Return the licence that a page names for itself."""
    links = (
        link.get("href", "") for link in tree.iter("link") if "license" in link.get("rel", "").lower().split()
    )
    given = (article.licence if article else None, *first(meta, LICENCE), *links)
    return next((name for written in given if (name := plain(written))), None)
