"""What each reader makes of its example files: one input, one reviewed output per case."""

import json
from pathlib import Path

import pytest

from timeline.read import READERS, read

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path for suffix in READERS for path in GOLDEN.glob(f"{suffix[1:]}/*{suffix}"))
FIELDS = (
    "title", "publisher", "agency", "byline", "editors", "url", "published", "updated", "language", "licence",
    "dateline_place",
)  # fmt: skip


def observe(path):
    """What the header of a report says, its issues, and its parts with their words."""
    report = read(path.read_bytes(), path.name)
    stated = {name: getattr(report, name) for name in FIELDS}
    return {
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
    assert set(READERS) == {path.suffix for path in CASES}


def test_every_expected_output_has_its_case():
    written = {
        path.name.removesuffix(".expected.json")
        for suffix in READERS
        for path in GOLDEN.glob(f"{suffix[1:]}/*.expected.json")
    }

    assert written == {path.stem for path in CASES}
