"""One file's bytes to one coded story: read, tell the language, extract, name the source."""

from dataclasses import replace
from pathlib import Path

from timeline.model import Story
from timeline.read import read
from timeline.read.decode import refuse_size
from timeline.resolve.sources import source_of


def bytes_of(file: Path, path: str) -> bytes:
    """Return the bytes of a file. Raise SourceFormatError where they are too many, OSError where there are none."""
    refuse_size(file.stat().st_size, path)
    return file.read_bytes()


def coded_story(data: bytes, path: str, published: str | None = None) -> Story:
    """Return the report in ``data`` with its events; ``published`` is its date where it states none.

    Raise SourceFormatError where it is no report.
    """
    # what they load takes longer than a whole run in which no file changed
    from timeline.extract.text.coder import extract
    from timeline.extract.text.language import language_of

    report = read(data, path)
    language = report.language or language_of(report)
    report = replace(report, language=language, published=report.published or published)
    extraction = extract(report)
    source = source_of(report.publisher, report.url)
    return Story(report, source, source_of(report.agency), extraction.events, extraction.issues)
