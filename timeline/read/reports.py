"""``.jsonl``, ``.ndjson``: a report a line, an object with the keys of front matter and its ``text``."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from timeline.errors import RecordError, SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read.compose import Document, agency_among, compose, key_of_part, plain, stated_date
from timeline.read.decode import sha256_of
from timeline.read.names import person_names
from timeline.read.objects import object_in

TEXT = "text"
WORDS = ("title", "publisher", "agency", "url", "language", "licence")
LISTS = ("author", "editor")
DATES = ("published", "updated")
KNOWN = frozenset({TEXT, *WORDS, *LISTS, *DATES})
MOST = 1 << 22  # bytes of a line; the longest reports have two million


def read_all(file: IO[bytes], path: str) -> Iterator[Report | Issue]:
    """Yield the reports of a file in order, and in its place what is wrong with a line; other keys are told once."""
    unknown: Counter[str] = Counter()
    reports = 0
    for number, raw in enumerate(lines(file), start=1):
        where = f"{path}:{number}"
        try:
            found = fields_of(raw)
            if found is None:
                continue
            unknown.update(found.keys() - KNOWN)
            yield report_of(found, f"{path}#{number}", where)
            reports += 1
        except (RecordError, SourceFormatError) as error:
            if not reports and f'"{TEXT}"' not in str(raw[:MOST], "utf-8", "ignore"):
                message = f"{path}: no dataset, and no lines of reports with a {TEXT!r}"
                yield Issue(IssueLevel.ERROR, "format", path, message)
                return
            said = str(error).removeprefix(f"{path}#{number}: ")
            yield Issue(IssueLevel.ERROR, "record", where, f"{where}: {said}")
    for key, count in sorted(unknown.items()):
        message = f"{path}: key {key!r} is not known, left out ({count} lines)"
        yield Issue(IssueLevel.WARNING, "unknown-key", path, message)


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long its first part, the rest is passed over."""
    while line := file.readline(MOST):
        part = line
        while len(part) == MOST and not part.endswith(b"\n"):
            part = file.readline(MOST)
        yield line


def fields_of(raw: bytes) -> dict[str, Any] | None:
    """Return the object in a line, ``None`` for a blank one. Raise RecordError where there is none with a text."""
    if len(raw) == MOST:
        raise RecordError(f"line of more than {MOST:,} bytes, passed over")
    found = object_in(raw)
    if isinstance(found, str):
        if found:
            raise RecordError(found)
        return None
    if not isinstance(found.get(TEXT), str):
        raise RecordError(f"no {TEXT!r} in it")
    return found


def report_of(found: dict[str, Any], path: str, where: str) -> Report:
    """Return the report in an object. Raise RecordError for a value of a wrong kind or a date that is none."""
    words = {name: word(found, name) for name in WORDS}
    dates = {name: date(found, name, where) for name in DATES}
    authors = names(found, "author")
    whole = json.dumps({name: found[name] for name in sorted(found) if name in KNOWN}, ensure_ascii=False)
    stated = Document(
        story=found[TEXT],
        title=words["title"],
        publisher=words["publisher"],
        agency=words["agency"] or agency_among(authors),
        byline=split(authors),
        editors=split(names(found, "editor")),
        url=words["url"],
        published=dates["published"],
        updated=dates["updated"],
        language=(words["language"] or "").lower() or None,
        licence=words["licence"],
    )
    sha256 = sha256_of(whole.encode("utf-8", "backslashreplace"))
    return compose(
        stated, path, "jsonl", sha256, key_of_part("jsonl", words["title"], words["url"], (whole,))
    )


def word(found: dict[str, Any], name: str) -> str | None:
    """Return the text behind a key, ``None`` where there is none."""
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise RecordError(f"{name!r} is no text")
    return plain(value)


def names(found: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts behind a key that takes one or a list of them."""
    value = found.get(name)
    given = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(one, str) for one in given):
        raise RecordError(f"{name!r} is no text and no list of texts")
    return tuple(one for one in given if one.strip())


def split(written: tuple[str, ...]) -> tuple[str, ...]:
    """Return names as they stand in a list, those in one text split."""
    return tuple(person_names(written[0])) or written if len(written) == 1 else written


def date(found: dict[str, Any], name: str, where: str) -> str | None:
    """Return the date behind a key in ISO 8601."""
    value, doubts = stated_date(name, [word(found, name)], where)
    if doubts:
        raise RecordError(doubts[0].message.removeprefix(f"{where}: ").removesuffix("; left out"))
    return value
