"""One file's bytes to one coded story: read, tell the language, extract, name the source."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from timeline.model import Report, Story
from timeline.read import read
from timeline.read.decode import refuse_size
from timeline.resolve.sources import source_of

TOGETHER = 16  # reports whose sentences are parsed at once; with more there is little to gain


def bytes_of(file: Path, path: str) -> bytes:
    """Return the bytes of a file. Raise SourceFormatError where they are too many, OSError where there are none."""
    refuse_size(file.stat().st_size, path)
    return file.read_bytes()


def report_of(data: bytes, path: str, published: str | None = None) -> Report:
    """Return the report in ``data`` with its language; ``published`` is its date where it states none.

    Raise SourceFormatError where it is no report.
    """
    # what it loads takes longer than a whole run in which no file changed
    from timeline.extract.text.language import language_of

    report = read(data, path)
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
