"""The datasets that can be read, with their terms, from ``datasets.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache

from timeline.errors import TimelineError
from timeline.vocab.cells import text_of

TEXTS = ("title", "publisher", "url", "licence", "citation", "notice", "note")
REQUIRED = {*TEXTS, "machine_coded", "formats"}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: ``licence`` is an SPDX name or words, empty where not known.

    ``redistributable`` is None where nobody has checked. ``notice`` is the sentence that an export must carry.
    """

    id: str
    title: str
    publisher: str
    url: str
    licence: str
    redistributable: bool | None
    machine_coded: bool
    formats: tuple[str, ...]
    citation: str
    notice: str
    note: str


def read_datasets(text: str, name: str = "datasets.toml") -> dict[str, Dataset]:
    """The datasets in the TOML ``text`` by id. TimelineError with ``name`` and line, or id, where it is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TimelineError(f"{name}: {error}") from None
    found = {key: _dataset(key, table, f"{name}:{_line(text, key)}") for key, table in tables.items()}
    formats = [each for dataset in found.values() for each in dataset.formats]
    if twice := {each for each in formats if formats.count(each) > 1}:
        raise TimelineError(f"{name}: format {', '.join(sorted(twice))} in two datasets")
    return found


@cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by id. TimelineError where the file is wrong."""
    return read_datasets(text_of("datasets.toml"))


def credit_lines(dataset_id: str) -> tuple[str, str]:
    """What must be said with the rows of a dataset: its licence with its notice, and how to cite it."""
    dataset = datasets()[dataset_id]
    return f"licence: {dataset.licence}. {dataset.notice}", f"cite: {dataset.citation}"


@cache
def dataset_of(format_name: str) -> Dataset | None:
    """The dataset that a format belongs to; None if the format is no dataset's (a text, a page)."""
    return next((each for each in datasets().values() if format_name in each.formats), None)


def _line(text: str, key: str) -> int:
    """The line on which a table begins."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[{key}]"), 0)


def _dataset(key: str, table: object, where: str) -> Dataset:
    if not isinstance(table, dict):
        raise TimelineError(f"{where}: {key} is no table")
    if missing := REQUIRED - table.keys():
        raise TimelineError(f"{where}: {key} has no {', '.join(sorted(missing))}")
    if unknown := table.keys() - REQUIRED - {"redistributable"}:
        raise TimelineError(f"{where}: {key} has an unknown key {', '.join(sorted(unknown))}")
    for name in TEXTS:
        if not isinstance(table[name], str):
            raise TimelineError(f"{where}: {name} of {key} is no text")
    for name in ("machine_coded", "redistributable"):
        if not isinstance(table.get(name, False), bool):
            raise TimelineError(f"{where}: {name} of {key} is neither true nor false")
    return Dataset(
        id=key,
        redistributable=table.get("redistributable"),
        machine_coded=table["machine_coded"],
        formats=tuple(table["formats"]),
        **{name: table[name] for name in TEXTS},
    )
