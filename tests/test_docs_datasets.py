"""The document on datasets: its queries find rows, its lists are the vocabulary's, its example package works."""

import importlib.metadata
import re
import subprocess
import sys

import pytest
from dataset_sample import ged, ged_row, write
from ingest_sample import COMMAND, ENVIRONMENT, ask
from test_docs import ROOT, blocks, query, rewrite

from timeline.ingest import ingest
from timeline.store.check import check
from timeline.vocab.dataset_columns import Fate, columns
from timeline.vocab.datasets import datasets

DATASETS = ROOT / "docs/datasets.md"
BEGIN = "<!-- datasets: from here on made from timeline/vocab/datasets.toml; tests/test_docs_datasets.py compares -->\n"
END = "<!-- datasets: end -->\n"
REPORT = """---
title: Rebels attack a post near Gao
publisher: The Wrenport Courier
published: 2031-03-05
language: en
---
GAO, Mali, March 5 (Reuters) - Rebels killed four soldiers near Gao in Mali on Tuesday, the defence ministry said.
"""
TERMS = {
    True: "may be passed on",
    False: "must not be passed on",
    None: "terms not read: ask before rows are passed on",
}


def formats_reference():
    """Terms of every dataset, and for every format of it what is mapped and what is only kept."""
    parts = []
    for one in datasets().values():
        licence = one.licence or "licence not known"
        coded = "; coded by machine" if one.machine_coded else ""
        parts.append(f"\n### {one.title}\n\n<{one.url}>: {licence}, {TERMS[one.redistributable]}{coded}.\n")
        if one.citation:
            parts.append(f"Cite: {one.citation}\n")
        parts += [format_reference(name) for name in one.formats if columns(name)]
    return "".join(parts) + "\n"


def format_reference(name):
    mapped = [one for one in columns(name).values() if one.targets]
    rows = "".join(
        f"| `{one.column}` | {', '.join(f'`{target}`' for target in one.targets)} |\n" for one in mapped
    )
    kept = [f"`{one.column}`" for one in columns(name).values() if not one.targets and one.fate is Fate.KEPT]
    only = f"\nOnly in the row as received: {', '.join(kept)}.\n" if kept else ""
    return f"\n`{name}`:\n\n| column | becomes |\n|---|---|\n{rows}{only}"


@pytest.fixture(scope="module")
def ucdp_db(tmp_path_factory):
    """Two releases of invented rows, one of them with bad rows, and a report on the same days."""
    folder = tmp_path_factory.mktemp("ucdp")
    rows = [ged_row(n) for n in range(1, 40)]
    write(folder / "in/ged-25.csv", ged([*rows, ged_row(40, latitude="91")]))
    write(folder / "in/ged-26.csv", ged([*rows[:-1], ged_row(39, best="5", high="8")]))
    write(folder / "in/report.md", REPORT.encode())
    ingest([folder / "in"], folder / "t.db")
    return folder / "t.db"


@pytest.mark.parametrize("number", range(len(blocks(DATASETS, "sql"))))
def test_every_query_finds_rows(ucdp_db, number):
    assert query(ucdp_db, blocks(DATASETS, "sql")[number])


def test_deaths_by_month_and_side_count_an_event_of_two_releases_once(ucdp_db):
    dead = [n % 4 + 1 for n in range(1, 39)]

    assert [("2031-03", "all", sum(dead) + 5), ("2031-03", "side_a", sum(dead) + 39 % 4 + 1)] == query(
        ucdp_db, blocks(DATASETS, "sql")[0]
    )


def test_the_lists_are_those_of_the_vocabulary(pytestconfig):
    text = DATASETS.read_text(encoding="utf-8")
    actual = text.partition(BEGIN)[2].partition(END)[0]
    rewrite(pytestconfig, DATASETS, BEGIN + actual + END, BEGIN + formats_reference() + END)

    assert formats_reference() == actual


def test_the_database_of_the_session_proves_itself(ucdp_db):
    assert [] == check(ucdp_db)


def example(folder):
    """Write the files of the example into a folder: the package, and the table beside it."""
    text = DATASETS.read_text(encoding="utf-8")
    for name in ("pyproject.toml", "timeline_kelm.py", "kelm.csv"):
        [content] = re.findall(
            rf"^`{re.escape(name)}`:\n\n```\w+\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
        )
        write(folder / ("" if name == "kelm.csv" else "timeline-kelm") / name, content.encode())
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The example package, installed by pip into a folder of its own."""
    folder = example(tmp_path_factory.mktemp("example"))
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index",
        "--no-build-isolation", "--no-deps", "--target", str(folder / "site"), str(folder / "timeline-kelm"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return folder


def run(installed, *arguments):
    """The program with the example package beside it."""
    environment = ENVIRONMENT | {"PYTHONPATH": f"{installed / 'site'}:{ENVIRONMENT['PYTHONPATH']}"}
    command = [*COMMAND, "ingest", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=installed)


def test_the_example_package_is_installed_and_reads_its_file(installed):
    result = run(installed, "kelm.csv", "--db", "k.db")

    assert [
        "error: kelm.csv:5: day '2031-02-30' is no date",
        "warning: kelm.csv:1: column 'mood' is not known, kept as received (1 cells filled)",
        "warning: kelm.csv:4: what 'heavy rain' is not in the list of its dataset",
    ] == sorted(result.stderr.splitlines())
    assert 1 == result.returncode
    assert [
        ("kelm-1", "ASSAULT", "heavy-weapons", 3),
        ("kelm-2", "ASSAULT", "aerial", None),
        ("kelm-3", None, None, None),
    ] == ask(installed / "k.db", "select id, event_type, event_mode, fatalities_best from events order by id")
    assert [("Kelm Monitor", "CC-BY-4.0", 1)] == ask(
        installed / "k.db", "select name, licence, redistributable from sources"
    )
    assert check(installed / "k.db") == []


def test_without_the_package_its_file_is_refused(installed):
    environment = ENVIRONMENT
    result = subprocess.run(
        [*COMMAND, "ingest", "kelm.csv", "--db", "n.db"],
        env=environment,
        capture_output=True,
        text=True,
        cwd=installed,
    )

    assert "kelm" not in {entry.name for entry in importlib.metadata.entry_points(group="timeline.formats")}
    assert result.stderr.startswith("error: kelm.csv: no dataset that is known by its columns")
    assert 1 == result.returncode
