"""The watch over pages sees what it is there for."""

import pytest


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<img src="http://wren.example/pixel.png">', "asks another host"),
        ('<img src="/nothing.png">', "404"),
        ("<script>missing()</script>", "Content Security Policy"),
        ('<p style="color: red">red</p>', "Content Security Policy"),
    ],
)
def test_what_a_page_of_ours_must_not_do_is_seen(page, site, complaints, html, seen):
    page.goto(f"{site}/-/timeline")
    assert complaints == []
    page.evaluate(
        "html => document.querySelector('main').append(document.createRange().createContextualFragment(html))",
        html,
    )
    page.wait_for_load_state("networkidle")

    assert [one for one in complaints if seen in one]
    complaints.clear()


def test_an_error_of_a_script_is_seen(page, site, complaints):
    page.goto(f"{site}/-/timeline")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => missing(), 0)")

    assert [one for one in complaints if "missing is not defined" in one]
    complaints.clear()
