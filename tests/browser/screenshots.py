"""Take the pictures of the documentation: ``python -m browser.screenshots DATABASE FOLDER``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.chromium import MISSING, program, start
from browser.pages import pages
from browser.servers import running, timeline_serve

PICTURES = ("timeline", "event", "actor")
SIZE = {"width": 1280, "height": 1240}


def take(db: Path, folder: Path) -> None:
    """Write one picture of each page into ``folder``."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        running(timeline_serve(db), Path(scratch) / "log") as site,
        sync_playwright() as playwright,
    ):
        browser = start(playwright.chromium)
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        for name in PICTURES:
            answer = page.goto(site + pages(db)[name], wait_until="networkidle")
            if answer is None or not answer.ok:
                sys.exit(
                    f"{page.url}: no picture of a page that is an error; the file must be called timeline.db"
                )
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    if program() is None:
        sys.exit(MISSING)
    take(Path(sys.argv[1]), Path(sys.argv[2]))
