"""The short code lists of datasets, from ``dataset_codes.csv``: a value as written, and our word for it."""

from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.vocab.cells import located, one_of, text_of
from timeline.vocab.codebook import words


@dataclass(frozen=True, slots=True)
class Code:
    """A value of a list. ``word`` is ours, None where there is none; ``of`` is the closed list it is from."""

    list: str
    code: str
    word: str | None
    of: str | None
    note: str


def read_codes(text: str, name: str = "dataset_codes.csv") -> dict[str, dict[str, Code]]:
    """The codes in the CSV ``text`` by list and folded value. TimelineError with ``name`` and line."""
    found: dict[str, dict[str, Code]] = {}
    for where, row in located(text, name):
        values = found.setdefault(row["list"], {})
        key = row["code"].casefold()
        if not key or key in values:
            raise TimelineError(f"{where}: {row['code']!r} of {row['list']} a second time, or empty")
        if not row["value"] and not row["note"]:
            raise TimelineError(f"{where}: {row['code']!r} has neither a word nor a note")
        if row["of"]:
            one_of(row["of"], row["value"], where)
        values[key] = Code(row["list"], row["code"], row["value"] or None, row["of"] or None, row["note"])
    return found


@cache
def _lists() -> dict[str, dict[str, Code]]:
    return read_codes(text_of("dataset_codes.csv"))


def codes(name: str) -> dict[str, Code]:
    """The codes of a list by value without case. An unknown list is a ``KeyError``: a slip of the program."""
    return _lists()[name]


def code_of(name: str, value: str) -> Code | None:
    """The code that ``value`` is in the list ``name``, whatever its case; None if nobody knows it."""
    return codes(name).get(value.strip().casefold())


@lru_cache(maxsize=4096)
def word_of(name: str, value: str) -> str | None:
    """Our word for a value; None if nobody knows the value, or if it has no word of ours."""
    found = code_of(name, value)
    return found.word if found else None


@lru_cache(maxsize=4096)
def listed_word(name: str, value: str) -> str | None:
    """The word of the closed list ``name`` that a value is, but for its case or as another spelling in the list
    of codes of the same name (ACLED's types and sub-types); None if nobody knows it.
    """
    plain = value.strip()
    for word in words(name):
        if word.casefold() == plain.casefold():
            return word
    return word_of(name, plain)


def source_scales(value: str) -> tuple[str, ...] | None:
    """ACLED's source scale, one word or two with a hyphen; None if one of them is unknown."""
    found = [word_of("acled_source_scale", part) for part in value.split("-")]
    return None if None in found else tuple(word for word in found if word)
