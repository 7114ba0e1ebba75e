"""What a page says of its article in JSON-LD (schema.org): headline, authors, dates, publisher."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

MOST = 1 << 20  # characters of one script
DEEPEST = 6  # lists and graphs in one another
WRAPPING = ("<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>", ";")  # around what some pages write
ARTICLE = re.compile(r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|PressRelease)$")


@dataclass(frozen=True, slots=True)
class Party:
    """Who is named, and whether the page calls them a person."""

    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class Article:
    """The article that a page says it is; all as written."""

    headline: str | None
    name: str | None
    authors: tuple[Party, ...]
    editors: tuple[Party, ...]
    owners: tuple[str, ...]
    publisher: str | None
    published: str | None
    updated: str | None
    url: str | None
    licence: str | None
    free: bool


def article_in(scripts: Iterable[str]) -> Article | None:
    """Return the first article in the JSON-LD of a page, ``None`` where there is none; broken ones are passed over."""
    for script in scripts:
        for found in objects(loaded(script)):
            if any(ARTICLE.search(kind) for kind in words(found.get("@type"))):
                return article(found)
    return None


def loaded(script: str) -> Any:
    """Return the value in a script, ``None`` where it is no JSON."""
    if len(script) > MOST:
        return None
    plain = script.strip()
    for mark in WRAPPING:
        plain = plain.removeprefix(mark).removesuffix(mark).strip()
    try:
        return json.loads(plain, strict=False)
    except (ValueError, RecursionError):
        return None


def objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of lists and graphs in order, those that stand inside another one behind it."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from objects(value.get(name), depth + 1)


def article(found: dict[str, Any]) -> Article:
    """Return what one object states."""
    page = found.get("mainEntityOfPage")
    url = next(iter(words(found.get("url"))), None)
    if isinstance(page, dict):
        url = url or next(iter(words(page.get("@id"))), None)
    elif isinstance(page, str) and page.startswith("http"):
        url = url or page
    return Article(
        headline=next(iter(words(found.get("headline"))), None),
        name=next(iter(words(found.get("name"))), None),
        authors=tuple(parties(found.get("author"))),
        editors=tuple(parties(found.get("editor"))),
        owners=tuple(
            party.name
            for name in ("sourceOrganization", "creditText", "copyrightHolder", "provider")
            for party in parties(found.get(name))
        ),
        publisher=next((party.name for party in parties(found.get("publisher"))), None),
        published=next(iter(words(found.get("datePublished") or found.get("dateCreated"))), None),
        updated=next(iter(words(found.get("dateModified"))), None),
        url=url,
        licence=next(iter(words(found.get("license"))), None),
        free=str(found.get("isAccessibleForFree", True)).strip().lower() not in ("false", "no", "0"),
    )


def parties(value: Any) -> Iterator[Party]:
    """Yield the persons and bodies in a value: a name, an object with one, or a list of these."""
    if isinstance(value, list):
        for item in value:
            yield from parties(item)
    elif isinstance(value, dict):
        person = "Person" in words(value.get("@type"))
        yield from (Party(name, person) for name in words(value.get("name")))
    else:
        yield from (Party(name, False) for name in words(value))


def words(value: Any) -> list[str]:
    """Return the texts in a value: one, or a list of them, without marks of HTML."""
    if isinstance(value, list):
        return [text for item in value[:100] for text in words(item)]
    return [unescape(value).strip()] if isinstance(value, str) and value.strip() else []
