"""Who publishes a report: a name as written, or the site it stood on, to a source."""

import re
from hashlib import sha256

from timeline.model import Source, SourceKind
from timeline.vocab.outlets import Outlet, folded, host_of, outlet_named, outlet_of_domain, outlet_with_id

LONGEST = 60


def source_of(name: str | None, url: str | None = None) -> Source | None:
    """Return the source that is called ``name``; without a name, the listed one on whose site ``url`` lies.

    A name that is not listed becomes a source of unknown kind, as written, whatever the address says: a page
    may carry another's text. ``None`` where there is no name and no listed site.
    """
    written = " ".join((name or "").split())
    if not written:
        site = outlet_of_domain(url) if url else None
        return _listed(site) if site else None
    source_id = _slug(written)
    # An id that the list already holds must mean the same source everywhere.
    known = outlet_named(written) or _site(written) or outlet_with_id(source_id)
    return _listed(known) if known else Source(source_id, written, SourceKind.UNKNOWN)


def cited_source(name: str | None, url: str | None) -> Source | None:
    """Return the source of an article that a dataset names: by its name, or else by the site of its address.

    A site that is not listed becomes a source of its own, called as its host without "www.".
    """
    known = source_of(name, url)
    if known or not url:
        return known
    host = host_of(url).removeprefix("www.")
    return source_of(host) if host else None


def _site(name: str) -> Outlet | None:
    """The outlet of a name that is an address, as in "Reuters.com"."""
    return outlet_of_domain(name) if "." in name and " " not in name else None


def _listed(outlet: Outlet) -> Source:
    url = f"https://{outlet.domains[0]}/" if outlet.domains else None
    return Source(
        id=outlet.id,
        name=outlet.name,
        kind=outlet.kind,
        country=outlet.country,
        url=url,
        licence=outlet.licence,
        redistributable=outlet.redistributable,
    )


def _slug(name: str) -> str:
    """The name in ASCII with hyphens. What another script would lose is kept apart by digits of its hash."""
    plain = folded(name)
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if slug and not any(char.isalpha() and not char.isascii() for char in plain):
        return slug[:LONGEST].strip("-")
    digits = sha256(plain.encode()).hexdigest()[:8]
    return f"{slug[: LONGEST - 9].strip('-') or 'source'}-{digits}"
