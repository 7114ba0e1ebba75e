"""``.mhtml``, ``.mht``: a web page that a browser saved with its pictures in one file."""

from email import message_from_bytes, policy

from timeline.errors import SourceFormatError
from timeline.model import Report
from timeline.read.compose import key_of_file, plain
from timeline.read.decode import sha256_of
from timeline.read.html import Taken, report_of


def read(data: bytes, path: str) -> Report:
    """Return the report of the page in a file. Raise SourceFormatError where there is none."""
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        raw = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(raw, bytes):
            stated = plain(str(part["Content-Location"] or message["Snapshot-Content-Location"] or ""))
            url = stated if stated and stated.startswith("http") else None
            taken = Taken(url, None, part.get_content_charset())
            return report_of(raw, path, taken, key_of_file(path, "mhtml", data), sha256_of(data))
    raise SourceFormatError(f"{path}: no web page in it", path)
