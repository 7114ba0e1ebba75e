"""What the script adds to the timeline page: a brush, a map, and selections that change in place."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "/-/timeline"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def drawn(page, site):
    """The page with its map painted."""
    return ready(page, f"{site}{PAGE}")


def ready(page, address):
    page.goto(address)
    expect(page.locator("[data-map][data-ready]")).to_be_attached()
    return page


def events(page):
    """How many events the page says it shows."""
    return int(re.sub(r"\D", "", page.locator("[data-live=events]").inner_text()))


def until(page, condition):
    """Wait until an expression holds; Playwright's own way would need a policy that allows eval."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def every_title(page):
    """The titles of all events, from the table that holds them."""
    return [
        row["title"]
        for row in page.request.get(
            f"{page.url.partition('/-/')[0]}/events.json?_shape=array&_size=max"
        ).json()
    ]


def strip(page):
    """Left, top, width and height of the strip with the brush."""
    page.locator(".tl-strip-box").scroll_into_view_if_needed()
    box = page.locator(".tl-strip-box canvas").bounding_box()
    return box["x"], box["y"], box["width"]


def brush(page, start, end):
    """Drag over the strip from one share of its width to another; the button is still pressed."""
    left, top, width = strip(page)
    page.mouse.move(left + width * start, top + 25)
    page.mouse.down()
    page.mouse.move(left + width * (start + end) / 2, top + 25)
    page.mouse.move(left + width * end, top + 25)


def colours(page):
    """How many colours the map shows."""
    return page.evaluate(
        """() => { const canvas = document.querySelector("[data-map] canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size }"""
    )


def test_the_map_is_painted_and_counts_what_it_cannot_show(drawn):
    told = drawn.locator("[data-told]").inner_text()
    shown = int(re.match(r"(\d+) events on this part of the map", told)[1])
    [elsewhere] = re.findall(r"(\d+) events without a known place", told)
    rest = sum(int(number) for number in re.findall(r"(\d+) (?:beyond|at a place)", told))

    assert colours(drawn) > 5
    assert shown > 20
    assert events(drawn) == shown + int(elsewhere) + rest
    drawn.locator("[data-told] a").click()
    expect(drawn.locator("[data-live=events]")).to_have_text(f"{elsewhere} events")


def test_a_brush_shows_while_it_moves_what_the_server_then_says(drawn):
    whole, titles = events(drawn), drawn.locator(".tl-events h4").all_inner_texts()
    asked = []
    drawn.on("request", lambda request: asked.append(request.url))
    brush(drawn, 0.82, 0.9)
    told = [drawn.locator(one).inner_text() for one in ("h1", "[data-live=events]", "[data-live=deaths]")]
    assert 0 < events(drawn) < whole
    live, below = drawn.locator(".tl-live"), drawn.locator("svg.tl-bars")
    expect(live).to_be_visible()
    assert live.bounding_box() == pytest.approx(below.bounding_box(), abs=1)
    assert asked == []
    drawn.mouse.up()

    expect(drawn).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    expect(drawn.locator(".tl-chosen")).to_be_visible()
    assert told == [
        drawn.locator(one).inner_text() for one in ("h1", "[data-live=events]", "[data-live=deaths]")
    ]
    assert titles != drawn.locator(".tl-events h4").all_inner_texts()
    expect(drawn.locator(".tl-live")).to_have_count(0)
    assert not [one for one in asked if "points.bin" in one]
    assert f"{events(drawn)} events" in drawn.locator("[data-said]").inner_text()
    query = drawn.url.partition("?")[2]
    assert drawn.locator("link[rel=canonical]").get_attribute("href").endswith(query)
    files = drawn.locator("[data-part=take] .tl-list a").evaluate_all(
        "nodes => nodes.map(node => node.search)"
    )
    assert [one for one in files if query in one]


def test_the_strip_stays_under_the_hand_that_moves_it(new_page, site):
    for viewport in ({"width": 1280, "height": 700}, PHONE):
        page = ready(new_page(viewport=viewport), f"{site}{PAGE}")
        page.evaluate("scrollTo(0, 200)")
        brush(page, 0.82, 0.9)
        before = strip(page)
        page.mouse.up()
        expect(page.locator(".tl-chosen")).to_be_visible()
        assert before == pytest.approx(strip(page), abs=1.5)


def test_back_and_forward_lead_to_the_same_selections(drawn):
    whole, start = events(drawn), drawn.url
    brush(drawn, 0.82, 0.9)
    drawn.mouse.up()
    expect(drawn.locator(".tl-chosen")).to_be_visible()
    some, window = events(drawn), drawn.url
    drawn.locator(".tl-facet a").first.click()
    expect(drawn).to_have_url(re.compile("status="))

    drawn.go_back()
    expect(drawn).to_have_url(window)
    expect(drawn.locator("[data-live=events]")).to_have_text(f"{some} events")
    drawn.go_back()
    expect(drawn).to_have_url(start)
    expect(drawn.locator("[data-live=events]")).to_have_text(f"{whole} events")
    drawn.go_forward()
    expect(drawn.locator("[data-live=events]")).to_have_text(f"{some} events")


def test_a_selection_survives_the_way_to_an_event_and_back(drawn):
    brush(drawn, 0.82, 0.9)
    drawn.mouse.up()
    expect(drawn.locator(".tl-chosen")).to_be_visible()
    selection, some = drawn.url, events(drawn)
    drawn.locator(".tl-events h4 a").first.click()
    expect(drawn.locator("blockquote").first).to_be_visible()
    drawn.go_back()

    expect(drawn).to_have_url(selection)
    expect(drawn.locator("[data-live=events]")).to_have_text(f"{some} events")


def test_the_ends_of_the_brush_are_sliders_that_say_their_day(drawn):
    first, last = (drawn.get_by_role("slider", name=f"{end} day shown") for end in ("first", "last"))
    said = first.get_attribute("aria-valuetext")
    assert re.fullmatch(r"\d+ [A-Z][a-z]+ \d{4}", said)
    whole = events(drawn)

    first.focus()
    drawn.keyboard.press("End")
    for _ in range(3):
        drawn.keyboard.press("PageDown")
    expect(drawn).to_have_url(re.compile("from="))
    moved = first.get_attribute("aria-valuetext")
    assert said != moved
    assert 0 < events(drawn) < whole
    assert "first" == drawn.evaluate("document.activeElement.dataset.end")
    drawn.keyboard.press("Shift+ArrowRight")
    assert moved != first.get_attribute("aria-valuetext")
    day = drawn.locator("input[data-end=first]").input_value()
    expect(drawn).to_have_url(re.compile(f"from={day}"))
    assert int(first.get_attribute("aria-valuemax")) <= int(last.get_attribute("aria-valuenow"))


def test_the_strip_spans_what_bars_can_stand_for_and_all_of_it_is_all_events(drawn):
    days = [drawn.locator(f"input[data-end={end}]").input_value() for end in ("first", "last")]
    told = drawn.locator("main").evaluate("node => [node.dataset.first, node.dataset.last]")
    oldest = drawn.evaluate(
        "fetch('/timeline/-/timeline/events.json?sort=oldest&size=1').then(one => one.json())"
    )
    whole = events(drawn)

    assert told == days
    assert oldest["rows"][0]["date_start"] < days[0]  # a total of years, which no bar begins with
    drawn.get_by_role("slider", name="first day shown").focus()
    drawn.keyboard.press("End")
    drawn.keyboard.press("Home")
    assert whole == events(drawn)
    until(drawn, "!location.search.includes('from=')")
    assert whole == events(drawn)


def test_the_two_dates_mirror_the_brush_and_move_it(drawn):
    brush(drawn, 0.82, 0.9)
    first, last = (drawn.locator(f"input[data-end={end}]").input_value() for end in ("first", "last"))
    drawn.mouse.up()
    expect(drawn).to_have_url(re.compile(f"from={first}&to={last}"))
    assert [first, last] == [drawn.locator(one).input_value() for one in ("#f-from", "#f-to")]

    drawn.locator("input[data-end=first]").fill("2025-06-01")
    drawn.locator("input[data-end=last]").fill("2025-06-30")
    expect(drawn).to_have_url(re.compile("from=2025-06-01&to=2025-06-30"))
    expect(drawn.get_by_role("heading", level=1)).to_have_text("1–30 June 2025")


def test_a_click_on_the_strip_shows_all_times_again(drawn):
    whole = events(drawn)
    brush(drawn, 0.82, 0.9)
    drawn.mouse.up()
    expect(drawn.locator(".tl-chosen")).to_be_visible()
    left, top, width = strip(drawn)
    drawn.mouse.click(left + width * 0.3, top + 25)

    expect(drawn.locator("[data-live=events]")).to_have_text(f"{whole} events")
    assert "from=" not in drawn.url


def test_filters_and_bars_change_the_page_in_place(drawn):
    drawn.evaluate("window.same = true")
    drawn.locator("#f-q").fill("prisoners")
    drawn.get_by_role("button", name="Show").click()
    expect(drawn).to_have_url(re.compile(r"\?q=prisoners$"))
    found = events(drawn)
    expect(drawn.locator("[data-told]")).to_contain_text("events")
    drawn.locator("svg.tl-bars a").first.focus()
    drawn.keyboard.press("Enter")
    expect(drawn).to_have_url(re.compile(r"q=prisoners&from="))

    assert 0 < events(drawn) < found
    assert drawn.evaluate("window.same")


def test_a_part_of_the_map_becomes_the_filter(drawn):
    whole = events(drawn)
    drawn.locator("[data-map]").scroll_into_view_if_needed()
    box = drawn.locator("[data-map] canvas").bounding_box()
    drawn.keyboard.down("Shift")
    drawn.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    drawn.mouse.down()
    drawn.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5)
    drawn.mouse.up()
    drawn.keyboard.up("Shift")
    expect(drawn).to_have_url(re.compile("bbox="))
    expect(drawn.locator(".tl-chosen")).to_contain_text("part of the map")
    some = events(drawn)
    assert 0 < some < whole
    expect(drawn.locator("[data-told]")).to_contain_text(f"{some} events on this part")

    before = drawn.url.partition("bbox=")[2]
    drawn.get_by_role("button", name="only this part").click()
    until(drawn, f"!location.search.includes({before!r})")
    assert some == events(drawn)


def test_a_mark_on_the_map_leads_to_its_events(drawn):
    drawn.locator("[data-map]").scroll_into_view_if_needed()
    canvas = drawn.locator("[data-map] canvas")
    spot = canvas.evaluate(
        """canvas => { const box = canvas.getBoundingClientRect();
        for (let y = 3; y < box.height; y += 3) for (let x = 3; x < box.width; x += 3) {
          const at = { bubbles: true, clientX: box.left + x, clientY: box.top + y };
          canvas.dispatchEvent(new PointerEvent("pointermove", at));
          if (canvas.classList.contains("tl-on-mark")) return { x, y } } }"""
    )
    canvas.click(position=spot)
    count = int(re.match(r"\d+", drawn.locator("[data-here]").inner_text())[0])
    if count <= 4:
        expect(drawn.locator("[data-here] a")).to_have_count(count)
        assert set(drawn.locator("[data-here] a").all_inner_texts()) <= set(every_title(drawn))
    drawn.locator("[data-here] button").click()

    expect(drawn).to_have_url(re.compile("bbox="))
    expect(drawn.locator("[data-live=events]")).to_have_text(re.compile(rf"^{count} events?$"))


def test_the_map_moves_by_keys_and_lets_the_page_scroll(drawn):
    canvas = drawn.locator("[data-map] canvas")
    canvas.scroll_into_view_if_needed()
    before = canvas.screenshot()
    box = canvas.bounding_box()
    drawn.mouse.move(box["x"] + 200, box["y"] + 200)
    at = drawn.evaluate("scrollY")
    drawn.mouse.wheel(0, 60)
    until(drawn, f"scrollY > {at}")
    canvas.focus()
    for key in ("ArrowLeft", "ArrowDown", "+", "-", "+"):
        drawn.keyboard.press(key)
    drawn.wait_for_timeout(100)

    assert before != canvas.screenshot()


def test_an_error_of_the_server_is_a_page_of_its_own(drawn, complaints):
    drawn.locator("#f-from").fill("someday")
    drawn.get_by_role("button", name="Show").click()

    expect(drawn.get_by_role("heading", level=1)).to_have_text("That cannot be shown")
    assert {"400"} == set(re.findall(r"status of (\d+)", " ".join(complaints)))
    complaints.clear()


def test_without_a_script_the_page_says_the_same(new_page, drawn, site):
    plain = new_page(java_script_enabled=False)
    plain.goto(f"{site}{PAGE}")

    for part in (
        ".tl-intro",
        "[data-part=left-out]",
        "[data-part=list]",
        "[data-part=filters]",
        ".tl-legend",
    ):
        assert drawn.locator(part).inner_text() == plain.locator(part).inner_text()
    hrefs = "nodes => nodes.map(node => node.getAttribute('href'))"
    assert drawn.locator(".tl-bars a").evaluate_all(hrefs) == plain.locator(".tl-bars a").evaluate_all(hrefs)
    expect(plain.locator("[data-map] canvas")).to_have_count(0)
    plain.locator(".tl-bars a").first.focus()
    plain.keyboard.press("Enter")
    expect(plain).to_have_url(re.compile("from="))


def test_nothing_jumps_while_the_page_comes_to_life(new_page, site):
    for viewport in ({"width": 1280, "height": 2400}, PHONE):
        page = new_page(viewport=viewport)
        page.add_init_script(
            """window.moved = 0;
            new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value })
              .observe({ type: "layout-shift", buffered: true })"""
        )
        ready(page, f"{site}{PAGE}")
        page.wait_for_timeout(200)
        assert page.evaluate("window.moved") < 0.02


def test_a_phone_shows_brush_and_map_without_a_wider_page(new_page, site):
    page = ready(new_page(viewport=PHONE, has_touch=True, is_mobile=True), f"{site}{PAGE}")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert colours(page) > 5
    left, top, width = strip(page)
    page.touchscreen.tap(left + width * 0.3, top + 25)
    page.locator("input[data-end=first]").fill("2025-06-01")
    expect(page).to_have_url(re.compile("from=2025-06-01"))


def test_the_dark_page_has_a_dark_map(new_page, site):
    page = ready(new_page(color_scheme="dark"), f"{site}{PAGE}")
    sea = """() => { const canvas = document.querySelector("[data-map] canvas");
        const { data } = canvas.getContext("2d").getImageData(8, 8, 1, 1);
        return Math.max(...data.slice(0, 3)) }"""
    assert page.evaluate(sea) < 80
    page.emulate_media(color_scheme="light")
    until(page, f"({sea})() > 180")


def test_who_saves_data_asks_for_the_map(new_page, site):
    page = new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}{PAGE}")
    expect(page.get_by_role("button", name="Load it")).to_be_visible()
    page.locator(".tl-facet a").first.click()
    expect(page.locator(".tl-chosen")).to_be_visible()
    assert not [one for one in asked if "points.bin" in one]

    page.get_by_role("button", name="Load it").click()
    expect(page.locator("[data-map][data-ready]")).to_be_attached()


def test_without_points_the_page_stays_whole(page, site, complaints):
    page.route("**/points.bin*", lambda route: route.fulfill(status=400, body="no"))
    page.goto(f"{site}{PAGE}")
    expect(page.locator("[data-told]")).to_contain_text("could not be loaded")
    page.locator(".tl-facet a").first.click()
    expect(page.locator(".tl-chosen")).to_be_visible()
    assert events(page) > 0
    expect(page.locator("[data-told]")).to_contain_text("could not be loaded")
    assert [] == [one for one in complaints if "400" not in one]
    complaints.clear()


def test_bars_can_be_asked_for_by_another_unit(page, site):
    ready(page, f"{site}{PAGE}?from=2025-05&to=2025-08")
    expect(page.locator("#course")).to_have_text("Events by week")
    page.get_by_role("link", name="day", exact=True).click()
    expect(page).to_have_url(re.compile("unit=day"))
    expect(page.locator("#course")).to_have_text("Events by day")


def test_events_without_a_date_say_why_nothing_is_drawn(page, site):
    page.goto(f"{site}{PAGE}?lacks=date")
    expect(page.locator("[data-told]")).to_contain_text("There is no event with a date here")
    expect(page.locator(".tl-events h4").first).to_be_visible()
