"""One file of a release: resumed where it broke off, checked, and in its place only when it is whole."""

import fcntl
import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import httpx

from timeline.errors import TimelineError
from timeline.fetch.web import Web, whole_number

CHUNK = 64 * 1024
PART = ".part"  # not yet whole
TAG = ".part.tag"  # the version of the file that the part is of, as the server names it
SUM = ".sha256"
CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", re.ASCII)

# A progress bar: from a label and a length (bytes or rows, None: not known) to what counts further.
Watch = Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]


@dataclass(frozen=True, slots=True)
class Release:
    """One file as its publisher offers it; size and checksum where the publisher gives them."""

    url: str
    name: str
    size: int | None = None
    checksum: tuple[str, str] | None = None  # algorithm, hexadecimal digits
    header: bool = True  # does the first line name the columns?


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that lies in the folder now; ``fresh`` where this run brought it."""

    path: Path
    fresh: bool


def download(web: Web, release: Release, folder: Path, watch: Watch, force: bool = False) -> Fetched:
    """Bring a file into ``folder``, with its SHA-256 beside it, unless it lies there whole.

    Raise TimelineError where the server refuses, the checksum is wrong or the file holds no row; then nothing
    stays but what an interrupted transfer can go on from.
    """
    target = folder / release.name
    if not force and is_whole(target, release):
        return Fetched(target, fresh=False)
    part = beside(target, PART)
    resumed = transfer(web, release, part, watch)
    if (problem := fault(part, release)) and resumed:
        web.say(f"{release.url}: {problem} after a resumed transfer; starting over")
        discard(part)
        transfer(web, release, part, watch)
        problem = fault(part, release)
    problem = problem or emptiness(part, release)
    if problem:
        discard(part)
        raise TimelineError(f"{release.url}: {problem}; nothing written")
    keep(part, target)
    return Fetched(target, fresh=True)


def transfer(web: Web, release: Release, part: Path, watch: Watch) -> bool:
    """Fill ``part`` to the end; tell whether a part of an earlier run was taken over."""
    resumed = False
    tag = beside(part.with_suffix(""), TAG)

    def size() -> int:
        return part.stat().st_size if part.exists() else 0

    def once() -> None:
        nonlocal resumed
        version = tag.read_text(encoding="ascii") if tag.exists() else ""
        # Without the server's word that the file is the same, only the publisher's checksum makes resuming safe.
        start = size() if version or release.checksum else 0
        asked = {"Range": f"bytes={start}-"} if start else {}
        with web.answer(
            release.url, asked | ({"If-Range": version} if asked and version else {})
        ) as response:
            span = CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
            if response.status_code == 416:
                if span and span[2] == str(start):
                    resumed = True
                    return  # all of it is here already
                discard(part)
                raise httpx.RemoteProtocolError(f"{release.url}: the file has become shorter")
            if response.status_code == 206 and not (span and span[1] == str(start)):
                discard(part)
                raise httpx.RemoteProtocolError(
                    f"{release.url}: the server sent another range than asked for"
                )
            goes_on = response.status_code == 206
            if goes_on and version and version_of(response) not in ("", version):
                discard(part)
                raise httpx.RemoteProtocolError(f"{release.url}: the server goes on with another version")
            resumed = resumed or goes_on
            begin = start if goes_on else 0
            part.parent.mkdir(parents=True, exist_ok=True)
            if not goes_on:
                note_version(tag, response)
            length = whole_number(response.headers.get("Content-Length"))
            packed = "Content-Encoding" in response.headers
            total = release.size if length is None or packed else begin + length
            with part.open("ab") as out, watch(release.name, total) as advance:
                alone(out, part)
                out.truncate(begin)
                advance(begin)
                for chunk in response.iter_bytes():  # as they come: a cut loses none
                    out.write(chunk)
                    advance(len(chunk))

    web.patient(once, progress=size)
    return resumed


def alone(out: IO[bytes], part: Path) -> None:
    """Hold the part for this run. Raise TimelineError where another one is writing it."""
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise TimelineError(f"{part}: another run is writing it") from None


def note_version(tag: Path, response: httpx.Response) -> None:
    """Write down what names this version of the file exactly; a weak ETag, or one of packed bytes, does not."""
    found = version_of(response)
    if found and found.isascii() and "Content-Encoding" not in response.headers:
        tag.write_text(found, encoding="ascii")
    else:
        tag.unlink(missing_ok=True)


def version_of(response: httpx.Response) -> str:
    found = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
    return "" if found.startswith("W/") else str(found)


def fault(part: Path, release: Release) -> str:
    """Return how a file differs from what its publisher says about it, or nothing."""
    size = part.stat().st_size
    if release.size is not None and size != release.size:
        return f"{size} bytes came, {release.size} were announced"
    if release.checksum is not None:
        algorithm, expected = release.checksum
        found = digest(part, algorithm)
        if found != expected.lower():
            return f"wrong checksum: {algorithm} {found}, the publisher says {expected.lower()}"
    return ""


def emptiness(part: Path, release: Release) -> str:
    """Return why a file holds no rows, or nothing where it does."""
    if not part.stat().st_size:
        return "an empty answer"
    least = 2 if release.header else 1
    if not release.name.lower().endswith(".zip"):
        with part.open("rb") as data:
            start = data.read(CHUNK).lstrip()
            data.seek(0)
            return "a web page came instead of the file" if is_page(start) else few(data, least)
    try:
        with zipfile.ZipFile(part) as archive:
            if release.checksum is None and (broken := archive.testzip()):
                return f"not a readable zip file ({broken})"
            problems = []
            for member in archive.infolist():
                with archive.open(member) as data:
                    problems.append(few(data, least))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as error:
        with part.open("rb") as data:
            page = is_page(data.read(CHUNK).lstrip())
        return "a web page came instead of the file" if page else f"not a readable zip file ({error})"
    return "" if "" in problems else "0 rows"


def few(data: IO[bytes], least: int) -> str:
    """Return that fewer than ``least`` lines hold something, or nothing; only the beginning is read."""
    lines = (data.readline(1024 * 1024) for _ in range(100))
    return "" if len(list(islice((line for line in lines if line.strip()), least))) == least else "0 rows"


def is_page(start: bytes) -> bool:
    return start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml"))


def is_whole(target: Path, release: Release) -> bool:
    """Tell whether the file is there, as it was when it came, and as the publisher has it now."""
    try:
        written = beside(target, SUM).read_text(encoding="utf-8").split()
        if not written or written[0] != digest(target, "sha256"):
            return False
    except OSError:
        return False
    return not fault(target, release)


def keep(part: Path, target: Path) -> None:
    """Put a whole file in its place, and its SHA-256 beside it in the form of ``sha256sum``."""
    with part.open("rb") as data:
        os.fsync(data.fileno())
    line = f"{digest(part, 'sha256')}  {target.name}\n"
    part.replace(target)
    beside(target, SUM).write_text(line, encoding="utf-8")
    beside(target, TAG).unlink(missing_ok=True)


def discard(part: Path) -> None:
    """Remove a part and what was noted about it."""
    part.unlink(missing_ok=True)
    beside(part.with_suffix(""), TAG).unlink(missing_ok=True)


def beside(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def digest(file: Path, algorithm: str) -> str:
    """Return the checksum of a file; MD5 is what some publishers give, against broken transfers only."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()
