"""The documents say what the program does: queries run, examples hold, nothing is left out."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from timeline.as_json import coded
from timeline.cli import cli
from timeline.extract.text.coder import extract
from timeline.read import read
from timeline.vocab.codebook import codebook

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CODING = ROOT / "docs/coding.md"
CODER = ROOT / "docs/coder.md"
DATABASE = ROOT / "docs/database.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")])

COLUMNS_BEGIN = (
    "<!-- columns: from here on made from timeline/vocab/columns.csv; tests/test_docs.py compares -->\n"
)
COLUMNS_END = "<!-- columns: end -->\n"


def blocks(path, language):
    """The fenced code blocks of ``language``."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def rewrite(pytestconfig, path, old, new):
    """With ``--update-golden`` put ``new`` in the place of ``old``, and fail, so that somebody reads the diff."""
    if old != new and pytestconfig.getoption("--update-golden"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        pytest.fail(f"wrote {path.name}: read the diff, then run without the option")


def query(db, sql, parameters=()):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(sql, parameters).fetchall()


def columns_reference():
    """A heading and a table of columns for every table and view, from the codebook."""
    parts = []
    for entry in codebook():
        if entry.value:
            continue
        if not entry.column:
            parts.append(f"\n### `{entry.table}`\n\n{entry.meaning}\n\n| column | meaning |\n|---|---|\n")
        else:
            defined = f" ({entry.reference})" if entry.reference else ""
            parts.append(f"| `{entry.column}` | {entry.meaning}{defined} |\n")
    return "".join(parts) + "\n"


def keys(value):
    """Every key in a JSON value and in what it holds."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    return {*value, *keys(list(value.values()))} if isinstance(value, dict) else set()


def example():
    """The invented report of coding.md as coded now, and as printed there."""
    [report], [printed] = blocks(CODING, "text"), blocks(CODING, "json")
    found = read(report.encode(), "example.txt")
    return coded(found, extract(found)), printed


@pytest.mark.parametrize("number", range(5))
def test_every_query_of_the_readme_finds_rows(sample_db, number):
    queries = blocks(README, "sql")

    assert len(queries) == 5
    assert query(sample_db, queries[number])


def test_every_query_about_the_database_runs_and_finds_rows(sample_db):
    [(event,)] = query(sample_db, "select event_id from claims where claimant_as_written is not null limit 1")

    for sql in blocks(DATABASE, "sql"):
        parameters = {"event": event} if ":event" in sql else {}
        assert query(sample_db, sql, parameters), sql


def commands_of(group, prefix=""):
    """Every command of a group by its full name, those of groups in it as well."""
    for name, command in group.commands.items():
        yield f"{prefix}{name}", command
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{prefix}{name} ")


def test_every_command_and_option_is_documented():
    told = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    commands = dict(commands_of(cli))
    options = {
        option
        for command in commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }

    assert [name for name in sorted(commands) if f"timeline {name}" not in told] == []
    assert [option for option in sorted(options) if not re.search(rf"(?<![\w-]){option}\b", told)] == []


def test_every_table_and_view_is_documented(sample_db):
    told = DATABASE.read_text(encoding="utf-8")
    names = [
        name for (name,) in query(sample_db, "select name from sqlite_master where type in ('table', 'view')")
    ]
    internal = re.compile(r"(events|reports)_fts_\w+")  # FTS5's own

    assert [name for name in names if f"`{name}`" not in told and not internal.fullmatch(name)] == []


def test_every_column_is_documented_as_the_codebook_has_it(pytestconfig):
    text = DATABASE.read_text(encoding="utf-8")
    actual = text.partition(COLUMNS_BEGIN)[2].partition(COLUMNS_END)[0]
    rewrite(pytestconfig, DATABASE, COLUMNS_BEGIN + actual, COLUMNS_BEGIN + columns_reference())

    assert columns_reference() == actual


def test_the_example_of_the_coding_is_what_the_coder_gives(pytestconfig):
    actual, printed = example()
    rewrite(pytestconfig, CODING, printed, json.dumps(actual, ensure_ascii=False, indent=2) + "\n")

    assert json.loads(printed) == actual


def test_the_keys_of_the_coding_are_those_that_the_tables_explain():
    actual, _ = example()
    cells = re.findall(r"^\| (`.*?) \|", CODING.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name for cell in cells for name in re.findall(r"`(?:report\.)?(\w+)`", cell)}

    assert sorted(keys(actual) - {"report", "events"}) == sorted(told)


def test_every_rule_of_the_sample_is_explained(sample_db):
    told = set(re.findall(r"`([^`\s]+)`", CODER.read_text(encoding="utf-8")))
    rules = {rule for (rule,) in query(sample_db, "select rule from evidence union select rule from events")}

    assert sorted(rule for rule in rules if not explained(rule, told)) == []


def explained(rule, told):
    """Is a rule named in ``told``: as it stands, by its family (``slot.…``), an event word by what changed it?"""
    word, *changes = rule.split("+")
    families = (re.escape(name).replace("…", "[a-z0-9.-]+") for name in told)
    known = ">" in word or any(re.fullmatch(family, word) for family in families)
    return known and all({f"+{change}", f"…+{change}"} & told for change in changes)


def test_links_between_documents_lead_somewhere():
    for path in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
