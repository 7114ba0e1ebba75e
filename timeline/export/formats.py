"""The formats that events can be written in, by name: how each is written, and what has no place in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from timeline.export import csv_rows, ftm, geojson, jsonl, plover, timemap, ucdp_ged
from timeline.export.item import Item

Write = Callable[[Iterable[Item], BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A format. ``suffix`` is the ending of a file that says that it is meant, empty where none does.

    ``left_out`` gives the reason why an event has no place in it, ``None`` if it has one.
    """

    name: str
    write: Write
    suffix: str = ""
    left_out: Callable[[Item], str | None] = lambda item: None


def text(lines: Callable[[Iterable[Item]], Iterator[str]]) -> Write:
    """Return what writes the lines of a text format."""

    def write(items: Iterable[Item], out: BinaryIO) -> None:
        for line in lines(items):
            out.write(line.encode("utf-8"))

    return write


def write_parquet(items: Iterable[Item], out: BinaryIO) -> None:
    """Write a Parquet file; the library is loaded only for that."""
    from timeline.export import parquet

    parquet.write(items, out)


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("csv", text(csv_rows.lines), ".csv"),
        Shape("jsonl", text(jsonl.lines), ".jsonl"),
        Shape("geojson", text(geojson.lines), ".geojson"),
        Shape("parquet", write_parquet, ".parquet"),
        Shape("plover", text(plover.lines), left_out=plover.left_out),
        Shape("ucdp_ged", text(ucdp_ged.lines), left_out=ucdp_ged.left_out),
        Shape("timemap", text(timemap.lines), left_out=timemap.left_out),
        Shape("ftm", text(ftm.lines)),
    )
}


def of_file(name: str) -> Shape | None:
    """Return the format that the ending of a file's name stands for, ``None`` where it stands for none."""
    return next((one for one in SHAPES.values() if one.suffix and name.lower().endswith(one.suffix)), None)
