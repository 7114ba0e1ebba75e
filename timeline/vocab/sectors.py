"""PLOVER sectors by the words of POLECAT, NGEC, PLOVER records and ICEWS, from ``sectors.csv``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.vocab.cells import flag_of, located, one_of, text_of
from timeline.vocab.codebook import words

SEPARATOR = re.compile(r"[,;](?![^(]*\))")  # not the commas of "Mechanized (Ships, Tanks, Planes)"


@dataclass(frozen=True, slots=True)
class SectorWord:
    """A word for a sector; no sector is a mere shade. A ``general`` one gives way to the others of its list."""

    word: str
    sector: str | None
    general: bool
    note: str


def read_sectors(text: str, name: str = "sectors.csv") -> dict[str, SectorWord]:
    """The sectors in the CSV ``text`` by word without case. TimelineError with ``name`` and line."""
    found: dict[str, SectorWord] = {}
    for where, row in located(text, name):
        if not row["word"] or row["word"].casefold() in found:
            raise TimelineError(f"{where}: {row['word']!r} a second time, or empty")
        if not row["sector"] and not row["note"]:
            raise TimelineError(f"{where}: {row['word']!r} has neither a sector nor a note")
        found[row["word"].casefold()] = SectorWord(
            row["word"],
            one_of("sector", row["sector"], where),
            flag_of(row["general"], where) is True,
            row["note"],
        )
    return found


@cache
def _sectors() -> dict[str, SectorWord]:
    return read_sectors(text_of("sectors.csv"))


def sector_word(word: str) -> SectorWord | None:
    """A PLOVER code, or a word of the file; None if nobody knows it."""
    code = word.strip().upper()
    return (
        SectorWord(code, code, False, "")
        if code in words("sector")
        else _sectors().get(word.strip().casefold())
    )


def sector_words(cell: str) -> tuple[str, ...]:
    """The words of a list with commas (ICEWS) or semicolons (POLECAT)."""
    return tuple(part.strip() for part in SEPARATOR.split(cell) if part.strip())


@lru_cache(maxsize=4096)
def sector_of_list(cell: str) -> str | None:
    """The sector of a list: of its first word that has one, a general word only where there is no other.

    "Government,Police" is the police, "Dissident,Rebel" are rebels.
    """
    found = [word for word in map(sector_word, sector_words(cell)) if word and word.sector]
    found.sort(key=lambda word: word.general)
    return found[0].sector if found else None


def unknown_sectors(cell: str) -> tuple[str, ...]:
    """The words of a list that nobody knows."""
    return tuple(word for word in sector_words(cell) if sector_word(word) is None)
