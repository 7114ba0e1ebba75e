"""Whose texts the treebank GUM is made of: its documents are by many authors, who want to be named."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import SourceFormatError


@dataclass(frozen=True, slots=True)
class Credit:
    """One document of GUM: its name there, and what it says of itself."""

    document: str
    genre: str
    title: str
    author: str
    address: str


def read_credits(corpora: Path) -> list[Credit]:
    """Every document of GUM. Raises ``SourceFormatError`` where one does not name its text."""
    paths = sorted((corpora / "GUM").glob("*.conllu.gz"))
    return [credit for path in paths for credit in _credits(path)]


def _credits(path: Path) -> Iterator[Credit]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for head in _heads(lines):
            name = head["newdoc id"]
            try:
                yield Credit(name, head["genre"], head["title"], head["author"], head["sourceURL"])
            except KeyError as missing:
                raise SourceFormatError(f"{path}: document {name} has no line for {missing}") from missing


def _heads(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """What stands above the first sentence of each document, by key."""
    head: dict[str, str] = {}
    for line in lines:
        key, _, value = line.removeprefix("# ").removeprefix("meta::").partition(" = ")
        if key == "newdoc id":
            head = {key: value.strip()}
        elif line.startswith("# meta::") and head:
            head[key] = value.strip()
        elif key == "sent_id" and head:
            yield head
            head = {}
