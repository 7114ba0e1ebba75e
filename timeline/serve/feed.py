"""A selection as an Atom feed (RFC 4287), what was told or corrected last at the top.

There is no clock here: an entry's ``updated`` is the newest publication of the reports behind the event.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from timeline.export.item import Item
from timeline.serve.told import clean, headline, lines

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 50
MINTED = "2026"  # the year from which on these names are given, which the tag scheme asks for
NEVER = "1970-01-01T00:00:00Z"
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")


@dataclass(frozen=True, slots=True)
class Feed:
    """What is said of the feed as a whole; ``page`` and ``own`` are absolute addresses."""

    title: str
    subtitle: str
    rights: str
    page: str
    own: str


def atom(about: Feed, entries: Iterable[tuple[Item, datetime]], page: Callable[[str], str]) -> str:
    """The feed; ``page`` gives the address of an event's page."""
    host = host_of(about.own)
    made = [(item, told, page(item.event.id)) for item, told in entries]
    root = Element("feed", xmlns=NAMESPACE)
    text(root, "id", f"tag:{host},{MINTED}:timeline?{urlsplit(about.page).query}")
    text(root, "title", about.title)
    text(root, "subtitle", about.subtitle)
    text(root, "rights", about.rights)
    text(root, "updated", stamp(made[0][1]) if made else NEVER)
    text(SubElement(root, "author"), "name", about.title)
    SubElement(root, "link", rel="alternate", type="text/html", href=about.page)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=about.own)
    for item, told, address in made:
        entry = SubElement(root, "entry")
        text(entry, "id", f"tag:{host},{MINTED}:event/{quote(item.event.id)}")
        text(entry, "title", headline(item))
        text(entry, "updated", stamp(told))
        SubElement(entry, "link", rel="alternate", type="text/html", href=address)
        SubElement(entry, "category", term=item.event.status, label=f"status: {item.event.status}")
        if item.event.event_type:
            SubElement(entry, "category", term=item.event.event_type)
        SubElement(entry, "summary", type="text").text = "\n".join(lines(item))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def host_of(address: str) -> str:
    """The host that names are given under, without its port; "localhost" where it is no name of a host."""
    host = urlsplit(address).hostname or ""
    return host if HOST.match(host) else "localhost"


def stamp(told: datetime) -> str:
    """A moment as RFC 3339 wants it."""
    return told.strftime("%Y-%m-%dT%H:%M:%SZ")


def text(parent: Element, name: str, value: str) -> None:
    """Put a child with a text below ``parent``."""
    SubElement(parent, name).text = clean(value)
