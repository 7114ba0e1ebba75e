"""``.txt``: a news page as copied from the browser."""

from timeline.errors import SourceFormatError
from timeline.model import Report
from timeline.read.dates import find_date
from timeline.read.decode import decode, no_story, report_id, sha256_of
from timeline.read.page import split_page


def read(data: bytes, path: str) -> Report:
    """Return the report of a copied page. Raise SourceFormatError where it is no text or a date is none."""
    text = decode(data, path)
    sha256 = sha256_of(data)
    page = split_page(text)
    header = page.header
    return Report(
        id=report_id(path, sha256),
        path=path,
        format="txt",
        sha256=sha256,
        text=text,
        segments=tuple(page.segments),
        title=page.title,
        publisher=header.publisher,
        agency=page.agency,
        byline=page.byline,
        editors=page.editors,
        url=header.url,
        published=header_date([*header.published, *header.bare_dates], text, path),
        updated=header_date(header.updated, text, path),
        dateline_place=page.dateline_place,
        issues=no_story(page.segments, path),
    )


def header_date(dates: list[tuple[str, int]], text: str, path: str) -> str | None:
    """Return the first of the dates that stand in a header, in ISO 8601."""
    for written, position in dates:
        try:
            found = find_date(written)
        except ValueError as error:
            line = text.count("\n", 0, position) + 1
            raise SourceFormatError(f"{path}:{line}: {error}", f"{path}:{line}") from None
        if found:
            return found[0]
    return None
