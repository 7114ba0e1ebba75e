"""One file's bytes to coded stories: read, tell the language, extract, name the source."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from timeline.errors import SourceFormatError
from timeline.model import Issue, Report, Story
from timeline.read import read, reader_of, received
from timeline.read.decode import refuse_size
from timeline.resolve.sources import source_of

TOGETHER = 16  # reports whose sentences are parsed at once; with more there is little to gain


def bytes_of(file: Path, path: str) -> bytes:
    """Return the bytes of a file. Raise SourceFormatError where they are too many, OSError where there are none."""
    most = reader_of(path).most
    if most is not None:
        refuse_size(file.stat().st_size, path, most)
    return file.read_bytes()


def report_of(data: bytes, path: str, published: str | None = None) -> Report:
    """Return the report in ``data`` with its language; ``published`` is its date where it states none.

    Raise SourceFormatError where it is no report.
    """
    return told(read(data, path), published)


def reports_in(
    file: IO[bytes], size: int, path: str, published: str | None = None
) -> Iterator[Report | Issue]:
    """Yield the reports in a file as ``report_of`` gives them, and what there is to say of what is none.

    Raise SourceFormatError where the file is not what it claims to be.
    """
    for one in received(file, size, path):
        yield told(one, published) if isinstance(one, Report) else one


def told(report: Report, published: str | None) -> Report:
    """Return a report with its language, and with a date where it states none."""
    # what it loads takes longer than a whole run in which no file changed
    from timeline.extract.text.language import language_of

    language = report.language or language_of(report)
    return replace(report, language=language, published=report.published or published)


def stories_of(reports: Sequence[Report]) -> Iterator[Story]:
    """Yield each report with its events and sources."""
    from timeline.extract.text.coder import extract_all

    for report, extraction in zip(reports, extract_all(reports), strict=True):
        source = source_of(report.publisher, report.url)
        yield Story(report, source, source_of(report.agency), extraction.events, extraction.issues)


def coded_story(data: bytes, path: str, published: str | None = None) -> Story:
    """Return the report in ``data`` with its events. Raise SourceFormatError where it is no report."""
    return next(stories_of([report_of(data, path, published)]))


def coded_stories(data: bytes, path: str, published: str | None = None) -> tuple[list[Story], list[Issue]]:
    """Return the reports in ``data`` with their events, and what there is to say of what is none.

    Raise SourceFormatError where it is not what it claims to be, or nothing could be read.
    """
    found = list(reports_in(BytesIO(data), len(data), path, published))
    reports = [one for one in found if isinstance(one, Report)]
    if not reports:
        raise SourceFormatError(
            next((one.message for one in found if isinstance(one, Issue)), f"{path}: no report in it")
        )
    return list(stories_of(reports)), [one for one in found if isinstance(one, Issue)]
