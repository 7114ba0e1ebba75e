"""Bytes to Report: one module per format; nothing is interpreted here."""

from collections.abc import Callable

from timeline.errors import SourceFormatError
from timeline.model import Report
from timeline.read import markdown, txt

READERS: dict[str, Callable[[bytes, str], Report]] = {".txt": txt.read, ".md": markdown.read}


def read(data: bytes, path: str) -> Report:
    """Return the report in ``data``; ``path`` is relative to its root and chooses the reader by its ending.

    Raise SourceFormatError where no reader knows the ending or the file is not what it claims to be.
    """
    suffix = suffix_of(path)
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise SourceFormatError(
            f"{path}: no reader for files ending in {suffix or 'nothing'} (known: {known})"
        )
    return reader(data, path)


def suffix_of(path: str) -> str:
    """Return the ending of a path in lower case with its dot, "" without one."""
    return path[path.rfind(".") :].lower() if "." in path.rsplit("/", 1)[-1] else ""
