"""A page as a file of an archive: one WARC for each address and content, named by both, written whole or not at all."""

import hashlib
import re
import uuid
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from timeline.fetch.visit import Answer

KEPT = ("content-type", "content-language", "last-modified", "etag", "date")
LONGEST = 60


def keep_page(folder: Path, answer: Answer, now: datetime) -> Path | None:
    """Write a page into ``folder`` and return its file, ``None`` where the same is there already."""
    assert answer.body is not None
    target = folder / name_of(answer.url, answer.body, ".warc.gz")
    return write(target, packed(answer, now.astimezone(UTC))) if not target.exists() else None


def keep_feed(folder: Path, answer: Answer) -> Path | None:
    """Write a feed as it came into ``folder`` and return its file, ``None`` where the same is there already."""
    assert answer.body is not None
    target = folder / name_of(answer.url, answer.body, ".xml")
    return write(target, answer.body) if not target.exists() else None


def name_of(url: str, body: bytes, ending: str) -> str:
    """Return the place of a page below the archive: its host, and words and digits of its address and content."""
    parts = urlsplit(url)
    words = re.sub(r"[^a-z0-9]+", "-", parts.path.rpartition(".")[0].lower() or parts.path.lower()).strip("-")
    host = re.sub(r"[^a-z0-9.-]+", "-", parts.netloc.lower()).strip(".-") or "host"
    digits = (hashlib.sha256(part).hexdigest()[:8] for part in (url.encode(), body))
    return f"{host}/{words[-LONGEST:].strip('-') or 'page'}-{'-'.join(digits)}{ending}"


def packed(answer: Answer, now: datetime) -> bytes:
    """Return a WARC file with one record: the answer to the request, unpacked, with the headers that tell of it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):  # type: ignore[misc]  # whose own buffers are never closed
        @classmethod
        def _create_temp_file(cls) -> BytesIO:
            return BytesIO()

    body = answer.body or b""
    headers = [(name.title(), answer.headers[name]) for name in KEPT if name in answer.headers]
    http = StatusAndHeaders("200 OK", [*headers, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{answer.url} {stamp} {hashlib.sha256(body).hexdigest()}")
    stated = {"WARC-Date": stamp, "WARC-Record-ID": f"<urn:uuid:{key}>"}
    out = BytesIO()
    writer = Writer(out, gzip=True)
    record = writer.create_warc_record(
        answer.url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=stated
    )
    writer.write_record(record)
    return out.getvalue()


def write(target: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(data)
    part.replace(target)
    return target
