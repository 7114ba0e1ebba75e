"""Fixtures of the browser tests: a server, a Chromium, and a page that fails a test for whatever goes wrong in it.

All of them live as long as this package runs: while Playwright waits, no other test may start an event loop.
"""

import os

import pytest
from playwright.sync_api import expect, sync_playwright

from browser.chromium import MISSING, REQUIRED, program, start, watch
from browser.servers import plain_datasette, running, timeline_serve

SKIPPED: list[str] = []
expect.set_options(timeout=10_000)


@pytest.fixture(scope="package")
def chromium(pytestconfig):
    """The browser; without one the test is skipped, or fails where it is required."""
    if program() is None:
        (pytest.fail if os.environ.get(REQUIRED) == "required" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = start(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(sample_db, tmp_path_factory):
    """The address of ``timeline serve`` on the sample reports."""
    with running(timeline_serve(sample_db), tmp_path_factory.mktemp("serve") / "log") as address:
        yield address


@pytest.fixture(scope="package")
def plain_site(sample_db, tmp_path_factory):
    """The address of plain ``datasette`` on the sample reports."""
    with running(plain_datasette(sample_db), tmp_path_factory.mktemp("datasette") / "log") as address:
        yield address


@pytest.fixture
def complaints():
    """What went wrong in the pages of this test. A test that provokes an error takes it out of the list."""
    return []


@pytest.fixture
def new_page(chromium, complaints):
    """Makes a page in a context of its own (``new_page(viewport=…, color_scheme="dark")``), watched."""
    contexts = []

    def made(**options):
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        watch(page, complaints.append)
        return page

    yield made
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    """A watched page as on a desk."""
    return new_page(viewport={"width": 1280, "height": 900})


def pytest_runtest_logreport(report):
    """Count what is skipped for want of a browser."""
    if report.skipped and MISSING in str(report.longrepr):
        SKIPPED.append(report.nodeid)


def pytest_terminal_summary(terminalreporter):
    """Say it aloud."""
    if SKIPPED:
        terminalreporter.section("BROWSER TESTS SKIPPED", red=True, bold=True)
        terminalreporter.line(f"{len(SKIPPED)} browser tests did not run: {MISSING}", red=True)
