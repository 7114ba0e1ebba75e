"""``python -m timeline.bench.browser ADDRESS``: how long a reader waits for the map, and for it to follow the brush.

Measured in Chromium on a server that is running, with Playwright, which only the development install brings.
"""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from timeline.bench.figure import Figure, figure, table
from timeline.errors import TimelineError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MAP_GOAL = 1.0  # seconds from the click on the link to the painted map
REDRAW_GOAL = 0.03  # seconds, median
VISITS = 6  # the first one finds nothing ready and is not counted
STEPS = 40  # of the mouse on one way of the brush
WAYS = ((0.1, 0.9), (0.3, 0.6), (0.05, 0.98))  # shares of the strip that are brushed over
ARGUMENTS = ("--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
PAINTED = "Number(document.querySelector('[data-map]').dataset.ready) / 1000"
REDRAWN = "performance.getEntriesByName('tl-redraw').map(one => one.duration / 1000)"
SIZES = """performance.getEntriesByType('resource').map(one => [one.name.replace(/[?].*/, ''), one.encodedBodySize])"""


def browser_figures(address: str, note: str) -> Iterator[Figure]:
    """Yield the figures of the timeline page at ``address``; ``note`` says over what.

    Raise TimelineError where there is no Chromium, no Playwright, or no map within half a minute.
    """
    program = shutil.which("chromium")
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        program = None
    if program is None:
        raise TimelineError("the map is measured in Chromium by Playwright: one of them is not installed")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            yield from _figures(browser, address, note)
            browser.close()
    except Error as error:
        raise TimelineError(f"{address}: {str(error).splitlines()[0]}") from None


def _figures(browser: "Browser", address: str, note: str) -> Iterator[Figure]:
    painted = []
    for _ in range(VISITS):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(address)
        page.wait_for_selector("[data-map][data-ready]", state="attached")
        painted.append(float(page.evaluate(PAINTED)))
    yield figure("map: painted after the click", painted[1:], "s", MAP_GOAL, note)
    sizes = {str(name).rpartition("/")[2]: int(size) for name, size in page.evaluate(SIZES)}
    for what, name in (("script", "timeline.js"), ("base map", "land-110m.json"), ("points", "points.bin")):
        yield figure(f"map: {what}, packed", [sizes[name] / 1000], "KB", None, note)
    yield figure(
        "brush: redraw", [one for way in WAYS for one in _brushed(page, *way)], "s", REDRAW_GOAL, note
    )


def _brushed(page: "Page", start: float, end: float) -> list[float]:
    """The seconds of each redraw on one way of the brush; the page of the window is waited for."""
    strip = page.locator(".tl-strip-box canvas")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    assert box is not None
    page.evaluate("performance.clearMeasures()")
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + 20)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(box["x"] + box["width"] * (start + (end - start) * step / STEPS), box["y"] + 20)
    found = [float(one) for one in page.evaluate(REDRAWN)]
    page.mouse.up()
    page.locator(".tl-live").wait_for(state="detached")
    return found


@click.command()
@click.argument("address")
def bench(address: str) -> None:
    """Measure the timeline page at ADDRESS (http://127.0.0.1:8001/-/timeline)."""
    try:
        click.echo(table(browser_figures(address, address)))
    except TimelineError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    bench()
