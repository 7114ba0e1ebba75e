"""The browser of the tests: Debian's Chromium, which can reach nothing but this machine."""

import os
import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Page, Request

# Every name but the loopback address leads nowhere: a page that needs another host fails here.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
REQUIRED = "TIMELINE_BROWSER"  # =required: without Chromium the tests fail instead of being skipped
MISSING = "no Chromium: install Debian's package chromium, or set CHROMIUM to the program"


def program() -> str | None:
    """The Chromium that CHROMIUM names, or the one on PATH; None where there is none."""
    return shutil.which(os.environ.get("CHROMIUM") or "chromium")


def start(kind: BrowserType) -> Browser:
    """A Chromium without windows."""
    return kind.launch(executable_path=program(), args=ARGUMENTS)


def watch(page: Page, complain: Callable[[str], None]) -> None:
    """Tell ``complain`` of whatever goes wrong in ``page``, in words.

    Chromium reports what a Content-Security-Policy refused, and an answer of 400 and above, as errors on the
    console. A request that the page itself gave up (a download, a newer search) has not failed.
    """

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            complain(f"asks another host: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            complain(f"request failed: {request.url}: {request.failure}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complain(f"console: {message.text} ({message.location.get('url', '')})")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("pageerror", lambda error: complain(f"error in the page: {error}"))
    page.on("console", said)
