"""No page has anything that axe-core, the checker behind most accessibility tools, finds fault with."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.pages import LOOKS, REFUSED, pages

REPORT = Path(__file__).parents[2] / "docs/axe.md"
BEGIN, END = "<!-- axe: made by make axe -->\n", "<!-- axe: end -->\n"
RULES = {"resultTypes": ["violations"]}
# At night only the colours are others, on a phone everything but the colours: that takes half the time.
PART = {"dark": {"runOnly": ["color-contrast"]}, "phone": {"rules": {"color-contrast": {"enabled": False}}}}


@pytest.fixture(scope="module")
def found(chromium, site, sample_db):
    """What axe-core finds: (page, look) → its violations, each with its weight and its first element."""
    results = {}
    for look, options in LOOKS.items():
        if look == "no script":  # axe is a script itself
            continue
        context = chromium.new_context(**options)
        page = context.new_page()
        for name, address in pages(sample_db).items():
            page.goto(site + address)
            violations = Axe().run(page, options={**RULES, **PART.get(look, {})}).response["violations"]
            results[name, look] = [
                f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:200]}" for one in violations
            ]
        context.close()
    return results


def test_axe_finds_no_fault_with_any_page_light_dark_or_on_a_phone(found):
    assert {} == {key: violations for key, violations in found.items() if violations}


def test_axe_does_find_a_fault_where_there_is_one(page, site, complaints):
    page.goto(f"{site}/-/timeline")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")

    assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == ["label"]
    assert complaints == []


def test_the_report_in_the_documents_is_what_axe_finds(found, pytestconfig):
    version = re.search(r"axe v([\d.]+)", Axe().axe_script)[1]
    looks = [look for look in LOOKS if look != "no script"]
    rows = [f"axe-core {version}; number of violations of any weight.\n\n| page | {' | '.join(looks)} |\n"]
    rows += ["|---" * (len(looks) + 1) + "|\n"]
    for name in dict.fromkeys(name for name, _ in found):
        rows.append(f"| {name} | {' | '.join(str(len(found[name, look])) for look in looks)} |\n")
    table = "".join(rows)
    text = REPORT.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    if text[begin:end] != table and pytestconfig.getoption("--update-golden"):
        REPORT.write_text(text[:begin] + table + text[end:], encoding="utf-8")
        pytest.fail("wrote axe.md: read the diff, then run without the option")

    assert table == text[begin:end]


def test_refused_pages_are_among_them(sample_db):
    assert set(pages(sample_db)) >= REFUSED
