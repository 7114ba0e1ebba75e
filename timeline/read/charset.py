"""In which encoding a page is written: its mark, what was sent with it, what it states, else its bytes."""

import codecs
import re

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel
from timeline.read.decode import BINARY, line_of

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
STATED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)
HEAD = 8_192  # bytes in which a page states its encoding; browsers look at a part of them
# What a browser takes for the names of narrower encodings, as their pages hold its characters.
WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
FEW = 0.001  # of the characters may be broken; a page with more was written in another encoding


def decode_page(data: bytes, path: str, sent: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Return the text of a page, and what is to be said of its encoding; ``sent`` is what the server said of it.

    Raise SourceFormatError where it is empty, another kind of file, or no text in any encoding.
    """
    if not data.strip():
        raise SourceFormatError(f"{path}: empty file", path)
    for start, name in BINARY.items():
        if data.startswith(start):
            raise SourceFormatError(f"{path}: not a web page, but a {name} file", path)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decoded(data[len(mark) :], encoding, path)
    named: str | None = known(sent) or stated(data)
    if b"\0" in data[:HEAD] and not (named or "").startswith("utf-16"):
        raise SourceFormatError(f"{path}: not a web page (it holds zero bytes)", path)
    for one in (named, "utf-8"):
        if one is not None and (text := strictly(data, one)) is not None:
            return text, ()
    if named:
        return decoded(data, named, path)
    return guessed(data, path)


def stated(data: bytes) -> str | None:
    """Return the encoding that a page states of itself, ``None`` where Python knows none of that name."""
    found = STATED.search(data, 0, HEAD)
    name = known((found[1] or found[2]).decode("ascii")) if found else None
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name  # it could not be read else


def known(name: str | None) -> str | None:
    """Return the encoding that a browser takes a name for."""
    try:
        found = codecs.lookup((name or "").strip()).name
        "".encode(found)
    except (LookupError, ValueError):  # unknown, or one of Python's own that gives no text
        return None
    return WIDER.get(found, found)


def strictly(data: bytes, encoding: str) -> str | None:
    """Return the text of ``data``, ``None`` where a byte does not fit."""
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def decoded(data: bytes, encoding: str, path: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the text of ``data`` with the few bytes that do not fit taken out, and told.

    Raise SourceFormatError where they are not few.
    """
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        first = error.start
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    where = f"{path}:{line_of(data[:first])}"
    if broken > FEW * len(text):
        raise SourceFormatError(
            f"{where}: byte {first} is not {encoding} text, as the page says it is", where
        )
    message = f"{where}: byte {first} is not {encoding} text; {broken} characters left out"
    return text.replace("\ufffd", ""), (Issue(IssueLevel.WARNING, "encoding", where, message),)


def guessed(data: bytes, path: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the text of ``data`` in the encoding that its bytes look like, with a word about that."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:200_000]).best()
    text = strictly(data, found.encoding) if found else None
    if found is None or text is None:
        raise SourceFormatError(f"{path}: states no encoding, and its bytes look like none", path)
    message = f"{path}: states no encoding, read as {found.encoding}"
    return text, (Issue(IssueLevel.WARNING, "encoding", path, message),)
