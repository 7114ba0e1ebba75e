"""The way of a newcomer: the timeline, an event, the sentence behind it, and back to the same selection."""

import re

from playwright.sync_api import expect


def test_a_newcomer_gets_from_the_timeline_to_the_sentence_and_back_to_the_same_selection(page, site):
    page.goto(f"{site}/-/timeline?status=occurred&from=2025-05")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025")
    selection, summary = page.url, page.locator(".tl-intro").inner_text()
    first = page.locator(".tl-events h4 a").first
    title = first.inner_text()

    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("blockquote .tl-quoted").first).to_be_visible()
    words = page.locator("blockquote mark").first
    expect(words).to_be_visible()
    assert "rgba(0, 0, 0, 0)" != words.evaluate("one => getComputedStyle(one).backgroundColor")

    page.go_back()
    expect(page).to_have_url(selection)
    expect(page.locator(".tl-intro")).to_have_text(re.compile(re.escape(summary.split("\n")[0])))
    expect(page.locator(".tl-chosen")).to_contain_text("occurred")


def test_plain_datasette_shows_the_same_timeline(page, site, plain_site):
    titles = []
    for address in (site, plain_site):
        page.goto(f"{address}/-/timeline")
        titles.append(page.locator(".tl-events h4").all_inner_texts())

    assert titles[0]
    assert titles[0] == titles[1]
