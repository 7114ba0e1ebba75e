"""The benchmark runs and says what it measured. How fast things go is not asserted: that depends on the machine."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.bench.__main__ import bench
from timeline.bench.figure import figure, ratios, table
from timeline.bench.samples import numbered, sample_files
from timeline.errors import TimelineError

ROOT = Path(__file__).parents[1]


def test_the_quick_bench_prints_a_row_for_every_kind_of_work():
    run = CliRunner().invoke(bench, ["--quick", "--reports", "3", "--rows", "40", "--root", str(ROOT)])

    assert run.exit_code == 0, run.output
    rows = run.stdout.splitlines()
    assert [
        "work",
        "start-up of code",
        "of that, imports",
        "code / bare parser",
        "ingest --jobs 2 / 1",
        "ingest again / first",
        *(
            f"{kind} {what}"
            for kind in ("UCDP", "GDELT")
            for what in (
                *(["import / sqlite3 .import"] if shutil.which("sqlite3") else []),
                "import / sqlite-utils insert",
                "memory / size of the table",
                "memory / that of a quarter",
            )
        ),
    ] == [row.split("  ")[0] for row in rows]
    assert all(row.split("  ")[1:] for row in rows)


def test_a_folder_without_reports_is_refused(tmp_path):
    run = CliRunner().invoke(bench, ["--quick", "--root", str(tmp_path)])

    assert run.exit_code == 1
    assert "no reports in data/reports" in run.output


def test_every_numbered_report_is_one_of_its_own():
    count = len(sample_files(ROOT)) + 2

    reports = list(numbered(ROOT, count))

    assert count == len({name for name, _ in reports}) == len({data for _, data in reports})
    assert reports == list(numbered(ROOT, count))


def test_reports_from_nowhere_are_an_error(tmp_path):
    with pytest.raises(TimelineError, match="run this in the checkout"):
        list(numbered(tmp_path, 1))


def test_a_figure_is_the_median_with_its_range_and_says_if_the_goal_is_met():
    fast = figure("fast", ratios([1.0, 3.0, 2.0], [2.0, 2.0, 2.0]), "×", 1.3, "three")
    slow = figure("slow", [2.5], "s", 2.0, "one")
    open_ended = figure("open", [2.5], "s", None, "")

    assert (1.0, 0.5, 1.5, "met") == (fast.value, fast.low, fast.high, fast.verdict)
    assert "missed" == slow.verdict
    assert "" == open_ended.verdict
    assert ["work", "fast", "slow", "open"] == [
        row.split()[0] for row in table([fast, slow, open_ended]).splitlines()
    ]


def test_work_without_a_yardstick_is_an_error():
    with pytest.raises(ValueError, match="too little work"):
        ratios([1.0], [0.0])
    with pytest.raises(ValueError, match="nothing was measured"):
        figure("none", [], "s", None, "")
