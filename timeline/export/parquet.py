"""``parquet``: the flat rows as typed columns, in row groups of a fixed size, so that equal rows give equal bytes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from timeline.export import flat
from timeline.export.item import Item

GROUP = 10_000
"""Rows of a group: what is held in memory at once."""

TYPES = {
    flat.TEXT: pa.string(),
    flat.WHOLE: pa.int64(),
    flat.REAL: pa.float64(),
    flat.DAY: pa.date32(),
    flat.TRUTH: pa.bool_(),
    flat.TEXTS: pa.list_(pa.string()),
}
SCHEMA = pa.schema([(name, TYPES[kind]) for name, kind in flat.COLUMNS.items()])


def write(items: Iterable[Item], out: BinaryIO) -> None:
    """Write a Parquet file."""
    with pq.ParquetWriter(out, SCHEMA, version="2.6", compression="zstd", store_schema=False) as writer:
        for rows in groups(flat.row(item) for item in items):
            columns = {name: [row[name] for row in rows] for name in flat.COLUMNS}
            writer.write_table(pa.table(columns, schema=SCHEMA), row_group_size=GROUP)


def groups(rows: Iterable[dict[str, flat.Value]]) -> Iterator[list[dict[str, flat.Value]]]:
    """Yield the rows in groups, the last one with what is left."""
    source = iter(rows)
    while group := list(islice(source, GROUP)):
        yield group
