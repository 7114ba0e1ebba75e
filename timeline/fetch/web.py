"""Requests to a publisher: one at a time, patient with a busy server, and honest about what came back."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote, quote_plus

import httpx

from timeline.errors import TimelineError
from timeline.fetch.addresses import follow, origin, shown

AGENT = f"conflict-timeline/{version('conflict-timeline')} (timeline fetch; reads official releases)"
TIMEOUT = httpx.Timeout(60, connect=20)
TRIES = 6  # in a row without any progress
FIRST_WAIT = 1.0  # seconds, doubled at each try
MOST_WAIT = 120.0  # a server that asks for more is told to the user instead
PAUSE = 1.0  # seconds between two pages of an API
MOST_REDIRECTS = 5
MOST_WORDS = 200  # characters of a server's own explanation
MOST_PAGE = 256 * 1024 * 1024  # bytes of one page, unpacked
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
Result = TypeVar("Result")


class HttpError(TimelineError):
    """The server answered, and the answer is no."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class BusyError(HttpError):
    """The server may answer later: after ``seconds``, where it says so."""

    def __init__(self, message: str, status: int, seconds: float | None) -> None:
        super().__init__(message, status)
        self.seconds = seconds


class GivenUpError(TimelineError):
    """The server did not answer in all our tries, or asks for more patience than we have."""


class Web:
    """One publisher. ``credentials`` are headers for its own host only; ``secrets`` are shown to nobody."""

    def __init__(
        self,
        say: Callable[[str], None],
        credentials: Mapping[str, str] | None = None,
        secrets: tuple[str, ...] = (),
        busy: frozenset[int] = BUSY,
    ) -> None:
        self.say = say
        self.credentials = dict(credentials or {})
        forms = {
            form for secret in secrets if secret for form in (secret, quote(secret, ""), quote_plus(secret))
        }
        self.secrets = sorted(forms, key=len, reverse=True)
        self.busy = busy
        self.client = httpx.Client(
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
            timeout=TIMEOUT,
            limits=httpx.Limits(max_connections=1),
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def hide(self, text: str) -> str:
        """Return ``text`` with every secret taken out, for whatever a server repeats of our request."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text

    @contextmanager
    def answer(self, url: str, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """Give the answer to one GET, its body unread, after redirects. Raise HttpError where it is none of 2xx.

        416 is given as well: whoever asks for a range must know that there is none.
        """
        first = at = httpx.URL(url)
        for _ in range(MOST_REDIRECTS + 1):
            ours = self.credentials if origin(at) == origin(first) else {}
            request = self.client.build_request("GET", at, headers={**(headers or {}), **ours})
            response = self.client.send(request, stream=True)
            try:
                if not response.has_redirect_location:
                    if not response.is_success and response.status_code != 416:
                        raise self.refusal(response)
                    yield response
                    return
                at = follow(first, at, response.headers["Location"])
            finally:
                response.close()
        raise TimelineError(f"{shown(first)}: more than {MOST_REDIRECTS} redirects")

    def page(self, url: str, query: Mapping[str, str]) -> tuple[bytes, Any]:
        """Return one page of an API, as it came and as JSON, whatever patience that takes."""

        def once() -> bytes:
            asked = str(httpx.URL(url, params=dict(query)))
            with self.answer(asked, {"Accept": "application/json", "Accept-Encoding": "gzip"}) as response:
                return body_of(response)

        return self.as_json(url, self.patient(once))

    def span(self, url: str, begin: int = 0, end: int | None = None) -> tuple[bytes, int | None]:
        """Return the bytes from ``begin`` to before ``end``, and the length of the whole.

        The length is None where all of it came instead, because it was asked for or the server knows no ranges.
        """
        asked = {} if end is None else {"Range": f"bytes={begin}-{max(end - 1, begin)}"}

        def once() -> tuple[bytes, int | None]:
            with self.answer(url, asked) as response:
                body = b"" if response.status_code == 416 else body_of(response)
                total = response.headers.get("Content-Range", "").rpartition("/")[2]
                return body, whole_number(total) if response.status_code == 206 else None

        return self.patient(once)

    def login(self, url: str, form: Mapping[str, str]) -> Any:
        """Return the JSON that answers a form. It holds a password, so no redirect is followed."""

        def once() -> bytes:
            with self.client.stream("POST", url, data=dict(form), follow_redirects=False) as response:
                if not response.is_success:
                    raise self.refusal(response)
                return body_of(response)

        return self.as_json(url, self.patient(once))[1]

    def as_json(self, url: str, body: bytes) -> tuple[bytes, Any]:
        """Return a page without our secrets, and as JSON. Raise TimelineError where it is none."""
        try:
            text = body.decode("utf-8-sig")
            value = json.loads(text)
        except (ValueError, RecursionError):
            raise TimelineError(f"{url}: the answer is not JSON") from None
        return self.hide(text).encode(), value

    def patient(self, once: Callable[[], Result], progress: Callable[[], int] = lambda: 0) -> Result:
        """Return what ``once`` gives, trying again while the server is busy or the connection breaks.

        The tries count from the last one that made ``progress``, so that a long download may be cut often.
        """
        tries = 0
        while True:
            before = progress()
            try:
                return once()
            except (BusyError, httpx.RequestError) as error:
                tries = 1 if progress() > before else tries + 1
                problem = self.hide(trouble(error))
                asked = error.seconds if isinstance(error, BusyError) else None
                if asked is not None and asked > MOST_WAIT:
                    raise GivenUpError(f"{problem}; it asks to wait {asked:.0f} seconds") from None
                if tries >= TRIES:
                    raise GivenUpError(f"{problem}; given up after {tries} tries") from None
            doubled = min(FIRST_WAIT * 2 ** (tries - 1), MOST_WAIT) * random.uniform(0.75, 1.25)
            wait = asked if asked is not None else doubled
            self.say(f"{problem}; trying again in {wait:.0f} seconds")
            time.sleep(wait)

    def refusal(self, response: httpx.Response) -> HttpError:
        """Return the error for an answer that is not what was asked for, with the server's own words."""
        status = response.status_code
        said = words_of(response, self.hide)
        message = f"{shown(response.url)}: {status} {response.reason_phrase}".rstrip() + (
            said and f": {said}"
        )
        if status in self.busy:
            return BusyError(message, status, seconds_of(response.headers.get("Retry-After")))
        return HttpError(message, status)


def pause() -> None:
    """Leave the server in peace between two pages."""
    time.sleep(PAUSE)


def trouble(error: BusyError | httpx.RequestError) -> str:
    """Return what happened and, where a connection failed, to which address."""
    if isinstance(error, BusyError):
        return str(error)
    try:
        where = f"{shown(error.request.url)}: "
    except RuntimeError:  # raised by ourselves, with the address in its words
        where = ""
    return where + (str(error) or type(error).__name__)


def body_of(response: httpx.Response) -> bytes:
    """Return the whole body of a page. Raise TimelineError where it is absurdly large."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MOST_PAGE:
            raise TimelineError(f"{shown(response.url)}: a page of more than {MOST_PAGE} bytes, refused")
    return bytes(body)


def words_of(response: httpx.Response, hide: Callable[[str], str]) -> str:
    """Return what a server says about its refusal, on one line; an HTML page says nothing."""
    body = b""
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > 20 * MOST_WORDS:
                break
    except httpx.RequestError:
        pass
    text = body.decode("utf-8", errors="replace").strip()
    try:
        found = json.loads(text)
    except ValueError:
        found = "" if text.startswith("<") else text
    if isinstance(found, dict):
        keys = ("error_description", "message", "messages", "error", "detail")
        found = next((found[key] for key in keys if found.get(key)), "")
    if isinstance(found, list):
        found = "; ".join(map(str, found))
    plain = "".join(c if c.isprintable() else " " for c in hide(str(found)))
    return " ".join(plain.split())[:MOST_WORDS]


def whole_number(value: object) -> int | None:
    """Return the count that a server states as a number or in digits, or None."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,15}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def seconds_of(written: str | None) -> float | None:
    """Return the seconds that a Retry-After asks for: a number, or the time until a date."""
    if written is None:
        return None
    if written.strip().isdecimal():
        return float(written)
    try:
        until = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
