"""``.eml``: one mail. Its text is the story; attachments are left aside and told."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report, Span
from timeline.read.compose import (
    Document,
    agency_among,
    body_of,
    compose,
    key_of_file,
    plain,
    stated_date,
    with_boilerplate,
)  # fmt: skip
from timeline.read.decode import sha256_of
from timeline.read.fragment import text_in
from timeline.read.names import person_names
from timeline.vocab.outlets import outlet_named

HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]*:[ \t]?\S", re.MULTILINE)
KNOWN = ("from", "date", "subject", "received", "message-id", "mime-version")
BROKEN = "\ufffd"  # stands for bytes that are no character
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
QUOTED = re.compile(r">|On .{5,200}\bwrote:$|-{2,} ?(?:Original|Forwarded) message ?-{2,}", re.IGNORECASE)
LIST = re.compile(r"^\s*\"?(?P<name>[^<\"]*?)\"?\s*<")
ADDRESS = re.compile(r"<(?P<url>https?://[^<>\s]+)>")


def read(data: bytes, path: str) -> Report:
    """Return the report of a mail. Raise SourceFormatError where it is no mail or has no text."""
    if not data.strip():
        raise SourceFormatError(f"{path}: empty file", path)
    try:
        message = message_of(data, path)
        text, doubts = text_of(message, path)
    except RecursionError:  # mails in mails, thousands deep
        raise SourceFormatError(f"{path}: a mail of mails in mails, not read", path) from None
    published, undated = stated_date("Date", [header(message, "date")], path)
    senders = [plain(name) or "" for name, _ in getaddresses([header(message, "from") or ""])]
    house = next((outlet for name in senders if (outlet := house_in(name))), None)
    people = [] if house else [one for name in senders for one in person_names(name) if " " in one]
    report = compose(
        Document(
            story=text,
            title=header(message, "subject"),
            publisher=list_name(message) or house or (None if people else next(filter(None, senders), None)),
            agency=agency_among([*senders, house or ""]),
            byline=tuple(people),
            url=archived_at(message),
            published=published,
            issues=(*doubts, *undated, *attachments(message, path)),
        ),
        path, "eml", sha256_of(data), key_of_file(path, "eml", data),
    )  # fmt: skip
    quoted = [span for span in body_of(report) if QUOTED.match(line_around(report.text, span))]
    return with_boilerplate(report, quoted)


def line_around(text: str, span: Span) -> str:
    """Return the line in which a part begins, with the mark of a quotation before it."""
    return text[text.rfind("\n", 0, span.start) + 1 : span.end]


def house_in(sender: str) -> str | None:
    """Return the listed outlet with whose name a sender's begins: "Reuters Alerts"."""
    words = sender.split()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((name for name in starts if outlet_named(name)), None)


def message_of(data: bytes, path: str) -> EmailMessage:
    """Return the mail in ``data``. Raise SourceFormatError where no header stands at its top."""
    if not HEADER.match(data.lstrip(b"\xef\xbb\xbf\r\n")):
        raise SourceFormatError(f"{path}: not a mail: no header at its top", path)
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not any(name in message for name in KNOWN):
        raise SourceFormatError(f"{path}: not a mail: neither sender nor date nor subject", path)
    return message


def header(message: EmailMessage, name: str) -> str | None:
    """Return a header in plain words; one that is damaged is none."""
    try:
        return plain(message[name])
    except (
        MessageError,
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
    ):  # what damaged ones make the library do
        return None


def text_of(message: EmailMessage, path: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the words of a mail, plain ones rather than those in HTML, without a signature.

    Raise SourceFormatError where there are none.
    """
    part = message.get_body(("plain", "html"))
    if part is None or not isinstance(part, EmailMessage):
        raise SourceFormatError(f"{path}: a mail without a text", path)
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset("utf-8")
    issues: tuple[Issue, ...] = ()
    try:
        text = data.decode(charset)
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
        said = (
            f"{path}: text that is not {charset}, as the mail says; {text.count(BROKEN)} characters left out"
        )
        text, issues = text.replace(BROKEN, ""), (Issue(IssueLevel.WARNING, "encoding", path, said),)
    if part.get_content_subtype() == "html":
        text = text_in(text)
    found = SIGNATURE.search(text.replace("\r\n", "\n"))
    return (text.replace("\r\n", "\n")[: found.start()] if found else text), issues


def list_name(message: EmailMessage) -> str | None:
    """Return the name of the mailing list that sent it."""
    stated = header(message, "list-id") or ""
    found = LIST.match(stated)
    return (found["name"] if found else None) or None


def archived_at(message: EmailMessage) -> str | None:
    """Return the address at which a list keeps it."""
    found = ADDRESS.search(header(message, "archived-at") or "")
    return found["url"] if found else None


def attachments(message: EmailMessage, path: str) -> tuple[Issue, ...]:
    """Return what there is to say of the attachments, which are not read."""
    names = [plain(part.get_filename()) or part.get_content_type() for part in message.iter_attachments()]
    if not names:
        return ()
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return (Issue(IssueLevel.WARNING, "attachment", path, f"{path}: attachments are not read: {shown}"),)
