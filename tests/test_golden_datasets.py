"""What becomes of the rows of each dataset's example files: one file, one reviewed output per case.

An example has the name of its format as folder. Its rows are invented.
"""

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from timeline.datasets import tables
from timeline.formats import load_ours

GOLDEN = Path(__file__).parent / "golden"
FORMATS = [one.name for one in load_ours()]
CASES = sorted(
    path for name in FORMATS for path in GOLDEN.glob(f"{name}/*") if not path.name.endswith(".expected.json")
)
SAID_ABOVE = {"line", "raw", "issues"}


def plain(thing):
    """A value as JSON has it, without what a dataclass leaves unsaid."""
    if dataclasses.is_dataclass(thing):
        fields = {one.name: (getattr(thing, one.name), one.default) for one in dataclasses.fields(thing)}
        return {
            name: plain(value)
            for name, (value, default) in fields.items()
            if value is not None and value != default and value != () and name not in SAID_ABOVE
        }
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def observe(path):
    """The rows of a file by line: what was read out of each, and what there is to say of it."""
    found = []
    for table in tables(path, path.name, "0" * 64):
        for row in table.rows:
            issues = [issue.message for issue in row.extraction.issues]
            found.append(
                {"line": row.line, **plain(row.extraction), **({"issues": issues} if issues else {})}
            )
    return {"format": table.report.format, "rows": found}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_golden(path, pytestconfig):
    expected = path.with_name(f"{path.stem}.expected.json")
    actual = observe(path)
    if pytestconfig.getoption("--update-golden"):
        text = json.dumps(actual, indent=1, ensure_ascii=False) + "\n"
        if not expected.exists() or expected.read_text(encoding="utf-8") != text:
            expected.write_text(text, encoding="utf-8")
            pytest.fail(f"wrote {expected.name}: read the diff, then run without the option")

    assert json.loads(expected.read_text(encoding="utf-8")) == actual


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case_is_recognised_as_what_its_folder_says(path):
    assert {table.report.format for table in tables(path, path.name, "0" * 64)} == {path.parent.name}


def test_every_expected_output_has_its_case():
    written = {
        (name, path.name.removesuffix(".expected.json"))
        for name in FORMATS
        for path in GOLDEN.glob(f"{name}/*.expected.json")
    }

    assert written == {(path.parent.name, path.stem) for path in CASES}
