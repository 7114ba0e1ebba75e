"""docs/matching.md shows the points, examples and figures as they are; ``--update-golden`` writes them anew."""

import re

import pytest
from match_sample import ROOT, matched, sample, the

from timeline.model import EventType, LinkKind
from timeline.resolve.match import points
from timeline.score import board, same

DOCUMENT = ROOT / "docs/matching.md"
TABLES = [
    "DAYS", "TYPE", "MODE", "PLACE", "PARTIES", "PEOPLE", "FIGURES", "WORDS", "TOPIC", "TARGET", "SERIES", "SUM",
    "REMEMBERED", "CLAIM", "REPORT", "UNDER", "ALONE",
]  # fmt: skip
EXAMPLES = [
    ("ukrpravda-20250616-klymenko", "1,245", None, "sputnik-20250616-bodies", "1,248", None),
    ("azerbaijanus-20250723-round3", "third round", "CONSULT", "meduza-20250724-round3", "third round", "CONSULT"),
    ("moscowtimes-20250528-june2", "second round", "AGREE", "tass-20250602-round2", "second round", "CONSULT"),
    ("afp-dawn-20250615-bodies", "agreed on the return", None, "interfaxua-20250602-zelensky", "1,000-for-1,000", None),
    ("tass-20250611-bodies", "1,212", None, "sputnik-20250616-bodies", "6,060", None),
    ("tass-20250515-start10", "expected to get under way", "AGREE",
     "ap-hindustantimes-20250516-round1", "first direct peace", "CONSULT"),
]  # fmt: skip


def section(name):
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.search(rf"(<!-- {name}: from here on .*? -->\n)(.*?)(<!-- {name}: end -->)", text, re.DOTALL)


def written(pytestconfig, name, body):
    """Compare a section with what it must be; with ``--update-golden`` write it, and fail."""
    found = section(name)
    if found[2] != body and pytestconfig.getoption("--update-golden"):
        whole = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(whole.replace(found[0], found[1] + body + found[3]), encoding="utf-8")
        pytest.fail("wrote matching.md: read the diff, then run without the option")
    return found[2]


def points_table():
    yield "\n| reason | how | points |\n|---|---|---|\n"
    for name in TABLES:
        for how, value in getattr(points, name).items():
            yield f"| `{name.lower()}` | {how} | {'excludes' if value <= points.NEVER else value} |\n"
    yield f"\nFrom {points.SAME_FROM} points on two are the same, from {points.UNSURE_FROM} on unsure.\n\n"


def example(first, words, kind, second, other, other_kind):
    ids = [the(stem, said, kind and EventType(kind)) for stem, said, kind in (
        (first, words, kind), (second, other, other_kind),
    )]  # fmt: skip
    decision = matched()[0][min(ids), max(ids)]
    quotes = {
        one.id: one.event.claims[0].quote for told in sample().values() for one in told if one.id in ids
    }
    link = f", linked as `{decision.link.value}`" if decision.link else ""
    yield f"\n### {decision.verdict.value.capitalize()}: {decision.score} points{link}\n\n"
    yield from (
        f"- {stem}: “{' '.join(quotes[one].split())}”\n"
        for stem, one in zip((first, second), ids, strict=True)
    )
    yield "\n| reason | points | |\n|---|---|---|\n"
    for one in decision.reasons:
        yield f"| `{one.name}` | {'excludes' if one.points <= points.NEVER else one.points} | {one.words} |\n"


def test_the_points_are_those_of_the_code(pytestconfig):
    body = "".join(points_table())

    assert written(pytestconfig, "points", body) == body


def test_every_table_of_points_is_shown():
    assert sorted(TABLES) == sorted(
        name for name, value in vars(points).items() if isinstance(value, dict) and name.isupper()
    )


def test_the_examples_are_decided_as_shown(pytestconfig):
    body = "".join(line for one in EXAMPLES for line in example(*one)) + "\n"

    assert written(pytestconfig, "examples", body) == body


def test_the_figures_are_those_that_are_reached(pytestconfig):
    result = same.matched(same.keyed(board.cases("istanbul", ROOT), same.load_key(ROOT)))
    body = "\n```\n" + "".join(f"{line}\n" for line in same.lines(result)) + "```\n\n"

    assert written(pytestconfig, "figures", body) == body


def test_every_kind_of_reason_and_link_is_explained():
    text = DOCUMENT.read_text(encoding="utf-8")
    names = {reason.name for one in matched()[0].values() for reason in one.reasons}

    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
    assert [kind.value for kind in LinkKind if f"`{kind.value}`" not in text] == []
