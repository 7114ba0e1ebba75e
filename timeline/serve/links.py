"""Addresses: of our own tables and rows, and of the web pages that reports came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from datasette.utils import tilde_encode

from timeline.serve.metadata import presentation, short_query
from timeline.serve.versions import query_page


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text, and where there is one, its number and what it leads to."""

    href: str
    word: str
    number: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Hrefs:
    """The addresses within one database of a Datasette, whatever path it is mounted at."""

    datasette: Any
    name: str

    def database(self) -> str:
        """The page that lists all tables."""
        return str(self.datasette.urls.database(self.name))

    def table(self, table: str, **filters: str) -> str:
        """A table or view, filtered: ``date__gte="2025-07-01"``."""
        return _with(str(self.datasette.urls.table(self.name, table)), filters)

    def short(self, table: str, **filters: str) -> str:
        """A table, filtered, with its main columns only."""
        columns = short_query(presentation()["tables"][table])
        path = self.table(table, **filters)
        return path + ("&" if "?" in path else "?") + columns if columns else path

    def row(self, table: str, key: str) -> str:
        """The row of ``table`` whose primary key is the one text ``key``."""
        return str(self.datasette.urls.row(self.name, table, tilde_encode(key)))

    def timeline(self, query: str = "") -> str:
        """The timeline page with a selection, given as the query string of its address."""
        return self._ours("") + (f"?{query}" if query else "")

    def file(self, ending: str, query: str = "") -> str:
        """A selection as a file: ``ending`` is csv, json and so on."""
        return self._ours(f"/events.{ending}") + (f"?{query}" if query else "")

    def queries(self) -> str:
        """The page of worked queries."""
        return self._ours("/queries")

    def coverage(self, query: str = "") -> str:
        """The page of who reported when."""
        return self._ours("/coverage") + (f"?{query}" if query else "")

    def sql(self, sql: str, parameters: Mapping[str, str]) -> str:
        """Datasette's query page with ``sql``."""
        return f"{query_page(self.datasette, self.name)}?{urlencode({'sql': sql, **parameters})}"

    def points(self, query: str = "", build: str = "") -> str:
        """The points of a selection for the script; with ``build`` an address that a browser may keep."""
        pairs = "&".join(part for part in (query, f"h={build}" if build else "") if part)
        return self._ours("/points.bin") + (f"?{pairs}" if pairs else "")

    def event(self, key: str) -> str:
        """The page of one event."""
        return self._ours(f"/event/{tilde_encode(key)}")

    def actor(self, key: str) -> str:
        """The page of one actor."""
        return self._ours(f"/actor/{tilde_encode(key)}")

    def source(self, key: str) -> str:
        """The page of one source."""
        return self._ours(f"/source/{tilde_encode(key)}")

    def report(self, key: str) -> str:
        """The page of one report."""
        return self._ours(f"/report/{tilde_encode(key)}")

    def judge(self) -> str:
        """Where the form of an event is sent to."""
        return self._ours("/judge")

    def _ours(self, path: str) -> str:
        return f"{self.datasette.urls.database(self.name)}/-/timeline{path}"

    def query(self, query: str, **parameters: str) -> str:
        """A ready query."""
        return _with(str(self.datasette.urls.query(self.name, query)), parameters)


def web_address(value: object) -> str | None:
    """``value`` if it is an address of the web; None for ``javascript:`` and whatever else."""
    if not isinstance(value, str) or any(character.isspace() or character == "\\" for character in value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def _with(path: str, parameters: dict[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
