"""Who publishes: news agencies, outlets, official sites and datasets, from ``outlets.csv``.

Names match without case, accents, trademark signs and a leading "The"; a domain also covers its subdomains.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from timeline.errors import TimelineError
from timeline.model import SourceKind
from timeline.vocab.codebook import rows

KINDS = {kind.value: kind for kind in SourceKind if kind is not SourceKind.UNKNOWN}
REDISTRIBUTABLE = {"0": False, "1": True, "": None}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"([A-Z]{3})?")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
SIGNS = str.maketrans(dict.fromkeys("™®©℠", " ") | dict.fromkeys("’‘ʼ`", "'"))
REMARK = re.compile(r"\s*\((?:cited|copied|via [^()]*)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher, with the country of its seat.

    ``domains`` are bare, the main one first. ``redistributable`` is ``None`` while that is not known.
    """

    id: str
    name: str
    kind: SourceKind
    country: str | None
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    licence: str | None
    redistributable: bool | None


@dataclass(frozen=True, slots=True)
class Index:
    """All publishers, and how they are found: names as ``_key`` makes them, domains as in the file."""

    by_id: dict[str, Outlet]
    by_name: dict[str, Outlet]
    by_domain: dict[str, Outlet]


def load_outlets() -> tuple[Outlet, ...]:
    """Return all publishers, sorted by id. Raise ``TimelineError`` with file and line if one is wrong."""
    return tuple(_index().by_id.values())


def outlet_with_id(outlet_id: str) -> Outlet | None:
    """Return the publisher whose id is ``outlet_id``."""
    return _index().by_id.get(outlet_id)


def outlet_named(name: str) -> Outlet | None:
    """Return the publisher with this name or alias, ``None`` if there is none.

    A whole name goes first. Of a credit such as "Reuters/BTA", "IANS; Xinhua" or
    "Reuters (via The Telegraph)" the first name counts, without the remark.
    """
    first = REMARK.sub("", name.partition(";")[0])
    known = _index().by_name
    forms = (_key(form) for form in (name, first, first.partition("/")[0]))
    return next((known[form] for form in forms if form in known), None)


def outlet_of_domain(url_or_domain: str) -> Outlet | None:
    """Return the publisher on whose site an address or a bare domain lies; the most specific domain wins."""
    host = host_of(url_or_domain)
    while host:
        if outlet := _index().by_domain.get(host):
            return outlet
        host = host.partition(".")[2]
    return None


def host_of(url_or_domain: str) -> str:
    """Return the host of an address, lower case; empty where there is none."""
    text = url_or_domain.strip()
    try:
        return (urlsplit(text if "//" in text else f"//{text}").hostname or "").rstrip(".")
    except ValueError:  # a bracket in what should be a host: it is no address
        return ""


def index_of(table: Iterable[dict[str, str]]) -> Index:
    """Return the publishers of the rows of ``outlets.csv``. Raise ``TimelineError`` with file and line.

    It is an error if an id, a name or a domain stands there twice, or a cell is not of its kind.
    """
    index = Index({}, {}, {})
    for line, row in enumerate(table, start=2):
        where = f"outlets.csv:{line}"
        outlet = _outlet(row, where)
        _enter(index.by_id, outlet.id, outlet, where)
        for name in (outlet.name, *outlet.aliases):
            _enter(index.by_name, _key(name), outlet, where)
        for domain in outlet.domains:
            _enter(index.by_domain, domain, outlet, where)
    return index


def folded(text: str) -> str:
    """Return ``text`` in lower case without accents and trademark signs, runs of white space as one space."""
    if text.isascii():  # which nearly all are
        return " ".join(text.replace("`", "'").lower().split())
    apart = unicodedata.normalize("NFKD", text.translate(SIGNS).casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char)).translate(PLAIN)
    return " ".join(plain.split())


def _key(name: str) -> str:
    return folded(name).removeprefix("the ")


@cache
def _index() -> Index:
    return index_of(rows("outlets.csv"))


def _enter(index: dict[str, Outlet], key: str, outlet: Outlet, where: str) -> None:
    if key in index:
        raise TimelineError(f"{where}: {key!r} of {outlet.id} stands there already, for {index[key].id}")
    index[key] = outlet


def _outlet(row: dict[str, str], where: str) -> Outlet:
    if not row["name"]:
        raise TimelineError(f"{where}: no name")
    if row["kind"] not in KINDS:
        raise TimelineError(f"{where}: kind {row['kind']!r} is not one of {', '.join(sorted(KINDS))}")
    if row["redistributable"] not in REDISTRIBUTABLE:
        raise TimelineError(f"{where}: redistributable {row['redistributable']!r} is not 0, 1 or empty")
    return Outlet(
        _shaped(ID, row["id"], "id", where),
        row["name"],
        KINDS[row["kind"]],
        _shaped(COUNTRY, row["country"], "ISO 3166-1 alpha-3 country", where) or None,
        tuple(_shaped(DOMAIN, name, "bare domain", where) for name in row["domains"].split("|") if name),
        tuple(name for name in row["aliases"].split("|") if name),
        row["licence"] or None,
        REDISTRIBUTABLE[row["redistributable"]],
    )


def _shaped(pattern: re.Pattern[str], value: str, what: str, where: str) -> str:
    if not pattern.fullmatch(value):
        raise TimelineError(f"{where}: {value!r} is no {what}")
    return value
