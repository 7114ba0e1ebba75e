"""One polite visitor of web sites: robots.txt, a pause, patience with busy hosts, and no way into a private network."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.robotparser import RobotFileParser

import httpx

from timeline.errors import TimelineError
from timeline.fetch.addresses import is_open, shown
from timeline.fetch.web import BUSY, TIMEOUT, seconds_of

NAME = "conflict-timeline"
AGENT = f"{NAME}/{version(NAME)} (timeline watch; reads feeds and the pages behind them)"
MOST_REDIRECTS = 5
MOST_BYTES = 40_000_000  # of one answer, unpacked
MOST_ROBOTS = 500_000
PAUSE = 1.0  # seconds between two requests to one host
LONGEST_ANSWER = 120.0  # seconds for one answer
LONGEST_PAUSE = 60.0  # a site that asks for more between two pages is left to the next round
FIRST_BACK_OFF, LONGEST_BACK_OFF = 60.0, 86_400.0  # seconds in which a host that failed is left in peace


class RefusedError(TimelineError):
    """A page that will not come: the site or its robots.txt forbids it, or its address is not one to visit."""


class LaterError(TimelineError):
    """A page that may come later: its host is busy, down, or has had its share of this round."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the address after redirects, the headers, and the body unpacked; ``None`` if nothing has changed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(slots=True)
class Host:
    """What is known of one host: its rules, when it was asked last, and until when it is left in peace."""

    robots: RobotFileParser | None = None
    asked: float = 0.0
    visits: int = 0


@dataclass(slots=True)
class Rest:
    """Hosts that failed: how often in a row, and until when (seconds since 1970) they are left in peace."""

    failures: dict[str, int] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)


class Visitor:
    """Asks one thing at a time. ``most`` is the number of pages that one host is asked for in a round."""

    def __init__(
        self, rest: Rest, allow_private: bool = False, pause: float = PAUSE, most: int = 50,
        now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self.rest, self.allow_private, self.pause, self.most, self.now = rest, allow_private, pause, most, now
        self.hosts: dict[str, Host] = {}
        self.client = httpx.Client(
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"}, timeout=TIMEOUT,
            limits=httpx.Limits(max_connections=1), follow_redirects=False, trust_env=False,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def visit(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """Return what a page answers, after redirects; ``known`` are the headers that ask whether it has changed.

        Raise RefusedError where it will not come, LaterError where it may at another time.
        """
        at = address(url)
        for _ in range(MOST_REDIRECTS + 1):
            self.ask_leave(at)
            answer, location = self.ask(at, known or {}, MOST_BYTES)
            if location is None:
                self.rest.failures.pop(at.netloc.decode("ascii"), None)
                self.rest.until.pop(at.netloc.decode("ascii"), None)
                if not (200 <= answer.status < 300 or answer.status == 304):
                    raise RefusedError(f"{shown(at)}: answered with {answer.status}")
                return answer
            at = self.redirected(at, location)
        raise RefusedError(f"{shown(address(url))}: more than {MOST_REDIRECTS} redirects")

    def redirected(self, at: httpx.URL, location: str) -> httpx.URL:
        """Return where a redirect leads. Raise RefusedError where that is no place to follow it to."""
        try:
            target = address(str(at.join(location)))
        except (httpx.InvalidURL, ValueError):
            raise RefusedError(f"{shown(at)}: redirects to what is no address, refused") from None
        if at.scheme == "https" and target.scheme != "https":
            raise RefusedError(f"{shown(at)}: redirects to {shown(target)}, refused: not https any more")
        return target

    def ask_leave(self, at: httpx.URL) -> None:
        """Raise where a host is left in peace, has had its share, or its robots.txt forbids the page."""
        key = at.netloc.decode("ascii")
        if (until := self.rest.until.get(key, 0.0)) > self.now():
            raise LaterError(f"{shown(at)}: left in peace for another {until - self.now():.0f} seconds")
        self.resolved(at)
        host = self.hosts.setdefault(key, Host())
        if host.visits >= self.most:
            raise LaterError(
                f"{shown(at)}: more than {self.most} pages of one host, the others in the next round"
            )
        host.visits += 1
        if host.robots is None:
            host.robots = self.rules(at)
        if not host.robots.can_fetch(NAME, str(at)):
            raise RefusedError(f"{shown(at)}: its robots.txt forbids it")
        if float(host.robots.crawl_delay(NAME) or 0) > LONGEST_PAUSE:
            raise RefusedError(
                f"{shown(at)}: its robots.txt asks for more than {LONGEST_PAUSE:.0f} seconds between pages"
            )

    def rules(self, at: httpx.URL) -> RobotFileParser:
        """Return the rules of a host: all is allowed where it has none, nothing while it cannot tell them."""
        url = at.copy_with(path="/robots.txt", query=None, fragment=None)
        rules = RobotFileParser()
        for _ in range(MOST_REDIRECTS + 1):
            answer, location = self.ask(url, {}, MOST_ROBOTS)
            if location is None:
                text = answer.body.decode("utf-8", "replace") if answer.body and answer.status == 200 else ""
                rules.parse(text.splitlines())
                return rules
            url = self.redirected(url, location)
        raise RefusedError(f"{shown(url)}: more than {MOST_REDIRECTS} redirects")

    def ask(self, at: httpx.URL, known: Mapping[str, str], most: int) -> tuple[Answer, str | None]:
        """Return the answer to one request, and where it redirects to. Raise LaterError where the host is busy."""
        key = at.netloc.decode("ascii")
        self.wait(key)
        request = self.request(at, known)
        try:
            response = self.client.send(request, stream=True)
            try:
                if response.status_code in BUSY:
                    raise self.busy(
                        at, f"answered with {response.status_code}", response.headers.get("Retry-After")
                    )
                body = None if response.status_code == 304 else self.body_of(response, at, most)
            finally:
                response.close()
        except httpx.InvalidURL:  # the client reads where a redirect leads, even if it does not go there
            raise RefusedError(f"{shown(at)}: redirects to what is no address, refused") from None
        except httpx.RequestError as error:
            raise self.busy(at, str(error) or type(error).__name__, None) from None
        location = response.headers.get("Location") if response.has_redirect_location else None
        return Answer(str(at), response.status_code, response.headers, body), location

    def wait(self, key: str) -> None:
        """Leave a host in peace between two requests, for as long as its robots.txt asks."""
        host = self.hosts.setdefault(key, Host())
        asked = float(host.robots.crawl_delay(NAME) or 0) if host.robots else 0.0
        left = host.asked + max(self.pause, asked) - time.monotonic()
        if host.asked and left > 0:
            time.sleep(left)
        host.asked = time.monotonic()

    def request(self, at: httpx.URL, known: Mapping[str, str]) -> httpx.Request:
        """Return a request to the address that a name has now, and to no other: it was looked at, and is kept."""
        found = self.resolved(at)
        host = f"[{found}]" if ":" in found else found
        return self.client.build_request(
            "GET", at.copy_with(host=host), headers={"Host": at.netloc.decode("ascii"), **known},
            extensions={"sni_hostname": at.host},
        )  # fmt: skip

    def resolved(self, at: httpx.URL) -> str:
        """Return the address behind a name. Raise RefusedError where one of them is in a private network."""
        try:
            found = socket.getaddrinfo(at.host, at.port or None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise self.busy(at, "no such host", None) from None
        addresses = [ip_address(str(where[0]).partition("%")[0]) for *_, where in found]
        if not self.allow_private and not all(map(is_open, addresses)):
            raise RefusedError(f"{shown(at)}: refused: a private address (see --allow-private)")
        return str(addresses[0])

    def busy(self, at: httpx.URL, problem: str, asked: str | None) -> LaterError:
        """Return the error for a host that cannot answer now, and leave it in peace: as it asks, else ever longer."""
        key = at.netloc.decode("ascii")
        failures = self.rest.failures[key] = self.rest.failures.get(key, 0) + 1
        seconds = seconds_of(asked)
        wait = min(FIRST_BACK_OFF * 2 ** (failures - 1) if seconds is None else seconds, LONGEST_BACK_OFF)
        self.rest.until[key] = self.now() + wait
        return LaterError(f"{shown(at)}: {problem}; asked again after {wait:.0f} seconds")

    def body_of(self, response: httpx.Response, at: httpx.URL, most: int) -> bytes:
        """Return the body of an answer, unpacked. Raise RefusedError where it is absurdly large, LaterError if slow."""
        body = bytearray()
        begun = time.monotonic()
        for chunk in response.iter_bytes():
            body += chunk
            if time.monotonic() - begun > LONGEST_ANSWER:  # one that drips would keep all others waiting
                raise self.busy(at, f"not all there after {LONGEST_ANSWER:.0f} seconds", None)
            if len(body) > most:
                raise RefusedError(f"{shown(at)}: more than {most:,} bytes, refused")
        return bytes(body)


def address(url: str) -> httpx.URL:
    """Return an address of the web. Raise RefusedError where it is none, or holds a password."""
    try:
        found = httpx.URL(url.strip())
    except httpx.InvalidURL:
        raise RefusedError(f"{url[:200]}: no address") from None
    if found.scheme not in ("http", "https") or not found.host or found.userinfo:
        raise RefusedError(f"{shown(found)}: no address of a web page, refused")
    return found
