"""What each reader makes of its example files: one input, one reviewed output per case."""

import json
from pathlib import Path

import pytest

from timeline.model import Report
from timeline.read import READERS, read, received

GOLDEN = Path(__file__).parent / "golden"
PACKED = {".warc.gz", ".wacz", ".zip"}  # whose examples are made from the others where they are tested
CASES = sorted({path for suffix, one in READERS.items() for path in GOLDEN.glob(f"{one.format}/*{suffix}")})
FIELDS = (
    "title", "publisher", "agency", "byline", "editors", "url", "published", "updated", "language", "licence",
    "dateline_place",
)  # fmt: skip


def observe(path):
    """What a file holds: its one report, or all reports in order and what is said in the place of others."""
    if not READERS[path.suffix].several:
        return observed(read(path.read_bytes(), path.name))
    with path.open("rb") as file:
        found = list(received(file, path.stat().st_size, path.name))
    return [observed(one, several=True) if isinstance(one, Report) else one.message for one in found]


def observed(report, several=False):
    """What the header of a report says, its issues, and its parts with their words."""
    stated = {name: getattr(report, name) for name in FIELDS}
    place = {"path": report.path, "format": report.format, "retrieved": report.retrieved}
    return {
        **(place if several else {}),
        **{name: list(value) if isinstance(value, tuple) else value for name, value in stated.items()},
        "issues": [issue.message for issue in report.issues],
        "segments": [
            [part.kind.value, report.text[part.span.start : part.span.end]] for part in report.segments
        ],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_golden(path, pytestconfig):
    expected = path.with_name(f"{path.stem}.expected.json")
    actual = observe(path)
    if pytestconfig.getoption("--update-golden"):
        text = json.dumps(actual, indent=2, ensure_ascii=False) + "\n"
        if not expected.exists() or expected.read_text(encoding="utf-8") != text:
            expected.write_text(text, encoding="utf-8")
            pytest.fail(f"wrote {expected.name}: read the diff, then run without the option")

    assert json.loads(expected.read_text(encoding="utf-8")) == actual


def test_every_reader_owns_a_case():
    shown = {READERS[path.suffix].module for path in CASES}

    assert {one.module for suffix, one in READERS.items() if suffix not in PACKED} == shown


def test_every_expected_output_has_its_case():
    written = {
        (one.format, path.name.removesuffix(".expected.json"))
        for one in READERS.values()
        for path in GOLDEN.glob(f"{one.format}/*.expected.json")
    }

    assert written == {(path.parent.name, path.stem) for path in CASES}
