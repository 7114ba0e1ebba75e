"""VIINA: yearly files from its repository, which keeps a pointer with size and SHA-256 for each large file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from timeline.errors import TimelineError
from timeline.fetch.download import Fetched, Release, Watch, download
from timeline.fetch.web import HttpError, Web

POINTERS = "https://raw.githubusercontent.com/zhukovyuri/VIINA/master/Data"
FILES = "https://media.githubusercontent.com/media/zhukovyuri/VIINA/master/Data"
TABLES = ("event_info", "event_labels", "event_1pd")
# the file format of Git LFS
POINTER = re.compile(rb"version https://git-lfs\.\S+\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)\n")
MOST_POINTER = 1024


def fetch_years(
    years: Iterable[int], tables: Iterable[str], folder: Path, watch: Watch, web: Web, force: bool
) -> Iterator[Fetched]:
    """Bring the tables of the years into ``folder``; a file that has not changed since is left as it is."""
    for year in years:
        for table in tables:
            try:
                release = release_of(web, table, year)
                # A name stays the same while the rows change: only a checksum tells that they did not.
                yield download(web, release, folder, watch, force or release.checksum is None)
            except HttpError as error:
                if error.status == 404:
                    raise TimelineError(f"{error}; VIINA has no {table} of {year}") from None
                raise


def release_of(web: Web, table: str, year: int) -> Release:
    """Return a yearly file with what its pointer says; without a pointer the file itself lies in its place."""
    name = f"{table}_latest_{year}.zip"
    here = Release(f"{POINTERS}/{name}", name)
    body, _ = web.span(here.url, 0, MOST_POINTER)
    if pointer := POINTER.fullmatch(body):
        checksum = ("sha256", pointer[1].decode())
        return replace(here, url=f"{FILES}/{name}", size=int(pointer[2]), checksum=checksum)
    return here
