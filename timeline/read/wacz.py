"""``.wacz``: web archives and their index in one ZIP file; the archives in it are read."""

from collections.abc import Iterator
from typing import IO

from timeline.model import Issue, Report
from timeline.read.zipped import reports_in

ARCHIVES = (".warc", ".warc.gz")


def read_all(file: IO[bytes], path: str) -> Iterator[Report | Issue]:
    """Yield the pages of the archives in a file, by name. Raise SourceFormatError where it holds none."""
    yield from reports_in(file, path, lambda name: name.lower().endswith(ARCHIVES))
