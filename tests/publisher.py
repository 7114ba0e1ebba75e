"""A publisher on this machine: a real HTTP server that answers as the official ones do, and can misbehave."""

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Answer:
    """What is sent for a path; ``cut`` closes the connection after that many bytes of the body.

    A server that knows ``ranges`` may still be ``careless`` of whether they are of the version that was meant.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    ranges: bool = True
    careless: bool = False


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


class Publisher:
    """``answers`` maps a path to an Answer, to a list of them (one each time, the last one stays), or a function."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.url = ""

    def file(self, path, body, **options):
        etag = f'"{hashlib.md5(body).hexdigest()}"'
        self.answers[path] = Answer(body, **{"headers": {"ETag": etag}, **options})

    def answer(self, asked):
        found = self.answers.get(asked.path, Answer(b"<html>no such page</html>", 404))
        if callable(found):
            return found(asked)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def times(self, path):
        return [asked for asked in self.asked if asked.path == path]


def handler(publisher):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def serve(self):
            parts = urlsplit(self.path)
            form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked = Asked(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query)),
                dict(self.headers),
                dict(parse_qsl(form)),
            )
            publisher.asked.append(asked)
            self.send(publisher.answer(asked), asked)

        do_GET = do_POST = serve

        def send(self, answer, asked):
            body, status, headers = answer.body, answer.status, dict(answer.headers)
            span = self.headers.get("Range")
            same = answer.careless or asked.headers.get("If-Range", headers.get("ETag")) == headers.get(
                "ETag"
            )
            if span and answer.ranges and same and status == 200:
                first, _, last = span.removeprefix("bytes=").partition("-")
                begin, end = int(first), min(int(last) + 1 if last else len(body), len(body))
                if begin >= len(body):
                    status, body, headers = 416, b"", {"Content-Range": f"bytes */{len(body)}"}
                else:
                    headers["Content-Range"] = f"bytes {begin}-{end - 1}/{len(body)}"
                    status, body = 206, body[begin:end]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if answer.cut is None else body[: answer.cut])
            if answer.cut is not None:
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, *arguments):
            pass

    return Handler


@contextmanager
def published():
    """A publisher that answers on a port of its own."""
    publisher = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(publisher))
    server.daemon_threads = True
    publisher.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
