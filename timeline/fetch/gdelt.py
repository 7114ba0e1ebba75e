"""GDELT: event files, every 15 minutes (2.0) or for each day (1.0), checked against GDELT's own lists.

The publisher serves them over http; the lists give size and MD5 of every file.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx

from timeline.errors import TimelineError
from timeline.fetch.addresses import origin
from timeline.fetch.download import Fetched, Release, Watch, download
from timeline.fetch.web import GivenUpError, HttpError, Web

HOME = "http://data.gdeltproject.org"
LISTS = {False: "gdeltv2/masterfilelist.txt", True: "gdeltv2/masterfilelist-translation.txt"}
DAILY = "events"
# size, MD5, address; the moment that a file is of stands at the beginning of its name
LINE = re.compile(
    r"(\d{1,15}) ([0-9a-f]{32}) (\S+/((\d{8})\d{6}\.(?:translation\.)?(export|mentions)\.CSV\.zip))"
)
SUM_LINE = re.compile(r"([0-9a-f]{32})\s+((\d{8})\.export\.CSV\.zip)")
SIZE_LINE = re.compile(r"(\d{1,15})\s+(\S+)")
MOMENT = re.compile(r"/(\d{8})\d{6}\.")
CLOSE = 64 * 1024  # bytes of a list that are read in vain rather than asked for once more
PROBE = 4096  # bytes that hold a whole line in any case
FIRST_DAILY = date(2013, 4, 1)


def fetch_files(
    releases: Iterable[Release], folder: Path, watch: Watch, web: Web, force: bool
) -> Iterator[Fetched]:
    """Bring files into ``folder``; one that is missing or broken is named, and the others still come.

    Raise TimelineError at the end where there was one, and at once where the server refuses us altogether.
    """
    failed = count = 0
    for release in releases:
        count += 1
        try:
            yield download(web, release, folder, watch, force)
        except GivenUpError:
            raise
        except TimelineError as error:
            if isinstance(error, HttpError) and error.status != 404:
                raise
            web.say(str(error))
            failed += 1
    if failed:
        raise TimelineError(f"{failed} of {count} files could not be fetched")


def quarter_hours(web: Web, first: date, last: date, tables: set[str], translated: bool) -> list[Release]:
    """Return the files of GDELT 2.0 for days, both included. Raise TimelineError where the list has none."""
    url = f"{HOME}/{LISTS[translated]}"
    begin, end = f"{first:%Y%m%d}", f"{last:%Y%m%d}"
    found = [
        listed(url, match[3], match[4], int(match[1]), match[2])
        for line in lines_between(web, url, first, last)
        if (match := LINE.fullmatch(line)) and begin <= match[5] <= end and match[6] in tables
    ]
    if not found:
        raise TimelineError(f"{url}: 0 files between {first} and {last}; nothing written")
    return found


def daily(web: Web, first: date, last: date) -> list[Release]:
    """Return the files of GDELT 1.0 for days, both included. Raise TimelineError where the lists have none."""
    sums, sizes = (f"{HOME}/{DAILY}/{name}" for name in ("md5sums", "filesizes"))
    known = (SIZE_LINE.fullmatch(line) for line in lines(web.span(sizes)[0]))
    size = {match[2]: int(match[1]) for match in known if match}
    begin, end = f"{first:%Y%m%d}", f"{last:%Y%m%d}"
    found = [
        listed(sums, f"{HOME}/{DAILY}/{match[2]}", match[2], size.get(match[2]), match[1])
        for line in lines(web.span(sums)[0])
        if (match := SUM_LINE.fullmatch(line)) and begin <= match[3] <= end
    ]
    if not found:
        raise TimelineError(
            f"{sums}: 0 files between {first} and {last} (days since {FIRST_DAILY}); nothing written"
        )
    return sorted(found, key=lambda release: release.name)


def listed(source: str, url: str, name: str, size: int | None, checksum: str) -> Release:
    """Return one file of a list. Raise TimelineError where the list leads to another host than its own."""
    try:
        same = origin(httpx.URL(url)) == origin(httpx.URL(source))
    except httpx.InvalidURL:
        same = False
    if not same:
        raise TimelineError(f"{source}: lists a file of another host, refused: {url[:200]}")
    return Release(url, name, size, ("md5", checksum), header=False)


def lines_between(web: Web, url: str, first: date, last: date) -> list[str]:
    """Return the lines of a list that hold the days, and some around them.

    The list has more than a million lines in the order of time: ranges of it are looked at until both ends are
    found. A day more on each side is read, should a file have been listed late. Where the server knows no
    ranges, all of it comes.
    """
    body, total = web.span(url, 0, PROBE)
    if total is not None:
        low, _ = around(web, url, total, first - timedelta(days=1))
        _, high = around(web, url, total, last + timedelta(days=2))
        body, _ = web.span(url, low, min(high + PROBE, total))
    return lines(body)


def around(web: Web, url: str, total: int, day: date) -> tuple[int, int]:
    """Return two places in a list, close to each other, before and behind the first line of ``day``."""
    low, high = 0, total
    while high - low > CLOSE:
        middle = (low + high) // 2
        body, _ = web.span(url, middle, min(middle + PROBE, total))
        moment = MOMENT.search(body.decode("ascii", "replace"))
        if moment and moment[1] < f"{day:%Y%m%d}":
            low = middle
        else:
            high = middle
    return low, high


def lines(body: bytes) -> list[str]:
    return [line.strip() for line in body.decode("ascii", "replace").split("\n")]
