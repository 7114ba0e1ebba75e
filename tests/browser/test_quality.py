"""What a machine checker cannot see: the tab key, focus, a phone's width, other scripts, pages that hold still."""

import pytest
from playwright.sync_api import expect

from browser.pages import BASE, DESK, LOOKS, PHONE, REFUSED, pages

STEPS = 25  # presses of the tab key on each page
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const labels = [...(one.labels || [])].map(label => label.textContent).join(" ");
  return {
    tag: one.tagName.toLowerCase(),
    name: (one.getAttribute("aria-label") || labels || one.textContent || "").trim(),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
    place: [...document.querySelectorAll("*")].indexOf(one),
    inside: Boolean(one.closest("main")),
  };
}"""
GOOD_SHIFT = 0.1  # the limit of "good" in Core Web Vitals; a slow machine shows shifts that a quick one hides
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(one => window.shifts.push(one.value)))
  .observe({type: "layout-shift", buffered: true});
"""


def opened(page, complaints, site, name, address):
    """Open a page; that a refused one has a status of 400 or 404 is no fault."""
    page.goto(site + address)
    if name in REFUSED:
        assert [one for one in complaints if "status of 40" in one]
        complaints.clear()


def test_the_tab_key_walks_through_every_page_in_order_and_is_seen(new_page, site, sample_db, complaints):
    page = new_page(**DESK)
    for name, address in pages(sample_db).items():
        opened(page, complaints, site, name, address)
        steps = []
        for _ in range(STEPS):
            page.keyboard.press("Tab")
            steps.append(page.evaluate(FOCUSED))
            if steps[-1]["tag"] == "body":  # behind the last link
                steps.pop()
                break
        places = [one["place"] for one in steps]

        assert steps[0]["name"] == "Skip to the content", name
        assert places == sorted(places), name
        assert [] == [one for one in steps if not one["name"] or not one["seen"] or one["outline"] < 2], name


def test_the_skip_link_leads_past_the_menu_to_the_content(page, site):
    page.goto(site + BASE)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUSED)["inside"]


def test_an_event_is_opened_and_left_by_keys_alone(page, site):
    page.goto(f"{site}{BASE}?status=occurred")
    first = page.locator(".tl-events h4 a").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{site}{BASE}?status=occurred")


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_runs_over_the_side_of_a_phone(new_page, site, sample_db, complaints, width):
    page = new_page(**{**PHONE, "viewport": {"width": width, "height": 844}})
    over = {}
    for name, address in pages(sample_db).items():
        opened(page, complaints, site, name, address)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            over[name] = found

    assert {} == over


@pytest.mark.parametrize("look", ["light", "phone"])
def test_no_page_jumps_while_it_loads(new_page, site, sample_db, complaints, look):
    page = new_page(**LOOKS[look])
    page.add_init_script(SHIFTS)
    moved = {}
    for name, address in pages(sample_db).items():
        opened(page, complaints, site, name, address)
        page.wait_for_load_state("networkidle")
        if (total := page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)")) > GOOD_SHIFT:
            moved[name] = total

    assert {} == moved


def test_day_and_night_are_two_looks(new_page, site):
    grounds = []
    for look in ("light", "dark"):
        page = new_page(**LOOKS[look])
        page.goto(site + BASE)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert grounds[0] != grounds[1]


def test_everything_works_without_a_script(new_page, site):
    page = new_page(**LOOKS["no script"])
    page.goto(site + BASE)
    bars = page.locator("svg.tl-bars a")
    before = page.locator(".tl-intro").inner_text()
    bars.first.click(force=True)
    expect(page.locator(".tl-intro")).not_to_have_text(before)
    assert "from=" in page.url

    page.locator(".tl-facet a").first.click()
    expect(page.locator(".tl-chosen a").first).to_be_visible()
    page.get_by_label("words or").fill("prisoners")
    page.get_by_role("button", name="Show").click()
    assert "q=prisoners" in page.url
    assert "from=" in page.url
