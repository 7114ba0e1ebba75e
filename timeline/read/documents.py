"""The rows in the answers of an API, each as one line: JSON documents of any size, a part in memory at a time.

ACLED gives ``{"data": [{…}, …]}``, UCDP ``{"Result": [{…}, …]}``; several documents may follow one another, and a
bare array of rows is one too. What stands around the rows (counts, addresses of pages) is passed over.
"""

import codecs
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Protocol

from timeline.model import Fault

ROWS = frozenset({"data", "Result"})  # the members that hold the rows
CHUNK = 1 << 16
MOST = 1 << 22  # characters of one row or of what stands around the rows; real ones have a thousandth of that
BLANK = " \t\r\n"


class Bytes(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes: ...


def is_document(head: bytes) -> bool:
    """Tell whether a file that begins with ``head`` is a document with rows, and not one object a line."""
    window = Window(BytesIO(head))
    try:
        if window.skip("["):
            return window.mark() == "{"
        return window.mark() == "{" and window.finds_rows()
    except (ValueError, RecursionError):
        return False


def rows_of(data: Bytes) -> Iterator[bytes | Fault]:
    """Yield the rows of the documents in ``data`` in order; a ``Fault`` is the last where it cannot be read on."""
    window, number = Window(data), 0
    try:
        while mark := window.mark():
            if mark not in "[{":
                raise ValueError
            if mark == "{" and not window.finds_rows():
                continue
            for row in window.items():
                number += 1
                yield row.replace("\r", " ").replace("\n", " ").encode("utf-8", "surrogateescape") + b"\n"
            if mark == "{":
                window.leave()
    except (ValueError, RecursionError) as error:
        why = "grows beyond all measure" if isinstance(error, Endless) else "is damaged or cut off"
        yield Fault(number + 1, b"", f"JSON that {why}, not read on")


class Endless(ValueError):
    """A value that does not end within reason."""


class Window:
    """A part of a text in JSON, moved along it."""

    def __init__(self, data: Bytes) -> None:
        self.data = data
        self.bytes = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self.json = json.JSONDecoder()
        self.text, self.at, self.ended = "", 0, False

    def more(self) -> bool:
        """Take in what follows; False at the end."""
        if self.ended:
            return False
        if len(self.text) - self.at > MOST:
            raise Endless
        part = self.data.read(max(CHUNK, len(self.text) - self.at))
        self.ended = not part
        self.text, self.at = self.text[self.at :] + self.bytes.decode(part, self.ended), 0
        return bool(part)

    def mark(self) -> str:
        """Return the next character that is not blank, "" at the end, and stop before it."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in BLANK:
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def value(self) -> str:
        """Return the next value as it is written, and go behind it. Raise ValueError where there is none."""
        self.mark()
        while True:
            try:
                _, end = self.json.raw_decode(self.text, self.at)
            except ValueError:
                if not self.more():
                    raise
                continue
            if end == len(self.text) and self.more():
                continue  # a number may go on
            found, self.at = self.text[self.at : end], end
            return found

    def skip(self, mark: str) -> bool:
        """Go behind ``mark`` if it comes next."""
        found = self.mark() == mark
        self.at += found
        return found

    def finds_rows(self) -> bool:
        """Go through the object that comes next to the array of its rows; behind it, and False, without one."""
        self.skip("{")
        while not self.skip("}"):
            self.skip(",")
            name = json.loads(self.value())
            if not self.skip(":"):
                raise ValueError
            if name in ROWS and self.mark() == "[":
                return True
            self.value()
        return False

    def items(self) -> Iterator[str]:
        """Yield the items of the array that comes next, as they are written."""
        self.skip("[")
        while not self.skip("]"):
            self.skip(",")
            yield self.value()

    def leave(self) -> None:
        """Go behind the object in which ``finds_rows`` has stopped."""
        while not self.skip("}"):
            self.skip(",")
            self.value()
            if not self.skip(":"):
                raise ValueError
            self.value()
