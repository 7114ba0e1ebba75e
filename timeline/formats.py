"""The formats of datasets: how each is recognised, read and coded. Others join by an entry point.

A package of somebody else names its formats in the entry-point group ``timeline.formats``; each is a ``Format``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from timeline.errors import SourceFormatError, TimelineError
from timeline.extract import (
    acled as extract_acled,
    gdelt_events as extract_gdelt_events,
    gdelt_mentions as extract_gdelt_mentions,
    icews as extract_icews,
    ngec as extract_ngec,
    plover as extract_plover,
    polecat as extract_polecat,
    ucdp_ged as extract_ucdp_ged,
    viina as extract_viina,
)
from timeline.fingerprint import GROUP
from timeline.model import Extraction, Fault, Record
from timeline.read import acled, gdelt_events, gdelt_mentions, icews, ngec, plover, polecat, ucdp_ged, viina
from timeline.vocab.dataset_columns import columns
from timeline.vocab.datasets import Dataset, dataset_of


@dataclass(frozen=True, slots=True)
class Format:
    """A dataset's format. ``name`` is its stem in every folder.

    ``columns`` gives the columns of a file from its first bytes, ``None`` where it is of another format; ``read``
    yields its rows from those bytes and its lines; ``extract`` is pure and raises RecordError for a row that
    cannot be. A column that is not ``known`` is kept and told. Where a file may tell of one event in several rows,
    ``fold`` makes one row of them.
    """

    name: str
    columns: Callable[[bytes], list[str] | None]
    read: Callable[[bytes, Iterable[bytes | Fault]], Iterator[Record | Fault]]
    extract: Callable[[Record], Extraction]
    dataset: Dataset
    known: frozenset[str]
    fold: Callable[[Sequence[Record]], Record] | None = None


class Reader(Protocol):
    """What a module of ``timeline.read`` gives for a dataset."""

    def columns(self, head: bytes) -> list[str] | None: ...
    def read(self, head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]: ...


def ours(
    name: str,
    reader: Reader,
    extract: Callable[[Record], Extraction],
    fold: Callable[[Sequence[Record]], Record] | None = None,
) -> Format:
    """Return a format whose dataset and columns stand in the vocabulary."""
    dataset = dataset_of(name)
    assert dataset
    return Format(name, reader.columns, reader.read, extract, dataset, frozenset(columns(name)), fold)


def load_ours() -> tuple[Format, ...]:
    """Return the formats of this package, in the order in which they are asked whether a file is theirs."""
    return (
        ours("ucdp_ged", ucdp_ged, extract_ucdp_ged.extract),
        ours("acled", acled, extract_acled.extract, extract_acled.fold),
        ours("gdelt_events", gdelt_events, extract_gdelt_events.extract),
        ours("gdelt_mentions", gdelt_mentions, extract_gdelt_mentions.extract),
        ours("icews", icews, extract_icews.extract),
        ours("polecat", polecat, extract_polecat.extract),
        ours("plover", plover, extract_plover.extract),
        ours("ngec", ngec, extract_ngec.extract),
        ours("viina_event_info", viina.EVENT_INFO, extract_viina.extract_info, extract_viina.fold_info),
        ours(
            "viina_event_labels", viina.EVENT_LABELS, extract_viina.extract_labels, extract_viina.fold_labels
        ),
        ours("viina_event_1pd", viina.EVENT_1PD, extract_viina.extract_per_day),
    )


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name, ours first. Raise TimelineError where two have one name."""
    found = {one.name: one for one in load_ours()}
    for entry in sorted(entry_points(group=GROUP)):
        one = entry.load()
        if not isinstance(one, Format):
            raise TimelineError(f"entry point {entry.name} of {GROUP}: {entry.value} is no Format")
        if one.name in found:
            raise TimelineError(f"entry point {entry.name} of {GROUP}: there is a format {one.name} already")
        found[one.name] = one
    return found


def recognised(head: bytes) -> Format | None:
    """Return the format of a file that begins with ``head``, ``None`` where it is of none."""
    return next((one for one in formats().values() if one.columns(head) is not None), None)


def named(name: str) -> Format:
    """Return the format that is called ``name``. Raise TimelineError where there is none."""
    if name not in formats():
        raise TimelineError(f"no format {name!r} (known: {', '.join(sorted(formats()))})")
    return formats()[name]


def refuse_other(one: Format, head: bytes, path: str) -> None:
    """Raise SourceFormatError where a file is not of the format that it is said to be."""
    if one.columns(head) is None:
        other = recognised(head)
        what = f"it looks like {other.name}" if other else "its columns are others"
        raise SourceFormatError(f"{path}: not {one.name}: {what}", path)
