"""The format of a file: found by its content, or said with ``--format`` and remembered with its path."""

import pytest
from click.testing import CliRunner
from dataset_sample import ged_lines, write
from ingest_sample import ask, report, rows_of

from timeline import formats as module
from timeline.cli import cli
from timeline.errors import TimelineError
from timeline.formats import Format, formats, load_ours
from timeline.ingest import ingest
from timeline.roots import parted, relative, roots_file
from timeline.store.check import check

GED = b"".join(ged_lines(4))


@pytest.fixture
def other(monkeypatch):
    """A second format that every GED file fits as well, asked after ours."""
    [one] = [one for one in load_ours() if one.name == "ucdp_ged"]
    twin = Format("ged_twin", one.columns, one.read, one.extract, one.dataset, one.known)
    monkeypatch.setattr(module, "formats", lambda: {**formats(), "ged_twin": twin})
    return "ged_twin"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, ["ingest", *arguments, "--db", "t.db", "--jobs", "1"])


def read_as():
    return dict(ask("t.db", "select path, format from inputs"))


def fresh_rows(tmp_path, paths, name=None):
    for leftover in tmp_path.glob("fresh.db*"):
        leftover.unlink()
    ingest(paths, tmp_path / "fresh.db", format_name=name)
    return rows_of(tmp_path / "fresh.db")


def test_a_format_that_is_said_is_remembered_with_the_path(run, tmp_path, other):
    write(tmp_path / "in/ged.csv", GED)
    write(tmp_path / "in/b/more.csv", b"".join(ged_lines(4, first=11)))
    run("in")
    assert {"b/more.csv": "ucdp_ged", "ged.csv": "ucdp_ged"} == read_as()
    assert 0 == run("in/b", "--format", other).exit_code
    assert {"b/more.csv": other, "ged.csv": "ucdp_ged"} == read_as()
    assert "in\nin/b\tformat=ged_twin\n" == roots_file(tmp_path / "t.db").read_text()
    before = (tmp_path / "t.db").read_bytes()
    assert 0 == run().exit_code
    assert before == (tmp_path / "t.db").read_bytes()
    write(tmp_path / "in/b/new.csv", b"".join(ged_lines(4, first=21)))
    run()
    assert {"b/more.csv": other, "b/new.csv": other, "ged.csv": "ucdp_ged"} == read_as()
    run("--rebuild")
    assert {"b/more.csv": other, "b/new.csv": other, "ged.csv": "ucdp_ged"} == read_as()
    assert [("b/more.csv", "b/more.csv: read as ged_twin because the command said so")] == ask(
        "t.db", "select locator, message from issues where locator = 'b/more.csv'"
    )
    assert check(tmp_path / "t.db") == []


def test_saying_a_format_and_taking_it_back_give_the_rows_of_a_fresh_build(run, tmp_path, other):
    file = write(tmp_path / "in/ged.csv", GED)
    run("in")
    plain = rows_of(tmp_path / "t.db")
    run("in", "--format", other)
    assert fresh_rows(tmp_path, [tmp_path / "in"], other) == rows_of(tmp_path / "t.db")
    assert {"ged.csv": other} == read_as()
    roots_file(tmp_path / "t.db").write_text("in\n")
    run()

    assert file.exists()
    assert plain == rows_of(tmp_path / "t.db")


def test_one_content_at_two_paths_may_have_two_formats(run, tmp_path, other):
    write(tmp_path / "in/a/ged.csv", GED)
    write(tmp_path / "in/b/ged.csv", GED)
    run("in/b", "--format", other)
    run("in")

    assert {"a/ged.csv": "ucdp_ged", "b/ged.csv": other} == read_as()
    assert [("ged_twin", 4), ("ucdp_ged", 4)] == ask(
        "t.db",
        "select format, count(*) from claims join reports on reports.id = report_id group by 1 order by 1",
    )
    assert check(tmp_path / "t.db") == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a,b,c,d,e,f\n1,2,3,4,5,6\n", "not ucdp_ged: its columns are others"),
        (report(1).encode(), "not ucdp_ged: its columns are others"),
        (b"", "empty file"),
    ],
    ids=["another table", "a report", "empty"],
)
def test_a_file_of_another_format_is_refused_with_one_line(run, tmp_path, data, why):
    write(tmp_path / "march.txt", data)
    result = run("march.txt", "--format", "ucdp_ged")

    assert (1, f"error: march.txt: {why}\n") == (result.exit_code, result.stderr)
    assert {"march.txt": "ucdp_ged"} == read_as()


def test_a_format_that_nobody_knows_is_refused(run, tmp_path):
    write(tmp_path / "ged.csv", GED)
    result = run("ged.csv", "--format", "gedd")

    assert 1 == result.exit_code
    assert result.stderr.startswith("Error: no format 'gedd' (known: ")
    assert not (tmp_path / "t.db").exists()


def test_a_format_without_a_path_is_wrong_usage(run, tmp_path):
    write(tmp_path / "ged.csv", GED)
    run("ged.csv")

    assert 2 == run("--format", "ucdp_ged").exit_code


def test_a_path_that_looks_like_a_path_with_a_format_stays_a_path(tmp_path):
    strange = tmp_path / "in\tformat=x"
    [line] = relative(tmp_path / "t.db", [strange], {})

    assert ("in\tformat=x", "") == parted(line)
    assert ("in", "x") == parted("in\tformat=x")


def test_two_formats_of_one_name_are_refused(monkeypatch):
    class Entry:
        name, value = "ged", "somewhere:GED"

        def __lt__(self, other):
            return False

        def load(self):
            return load_ours()[0]

    monkeypatch.setattr(module, "entry_points", lambda group: [Entry()])
    formats.cache_clear()
    try:
        with pytest.raises(TimelineError, match=f"there is a format {load_ours()[0].name} already"):
            formats()
    finally:
        formats.cache_clear()
