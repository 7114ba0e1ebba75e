"""Bad input in datasets: each bad row is told with file and line and kept, every good row is stored."""

import bz2
import gzip
import sqlite3
import zipfile
from contextlib import closing

import pytest
import zstandard
from click.testing import CliRunner
from dataset_sample import COLUMNS, ged, ged_lines, ged_row, write
from ingest_sample import ask

from timeline.cli import cli
from timeline.model import Fault, Record
from timeline.read.table import headerless
from timeline.store.check import check

ROWS = 6


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Ingest a file of the folder, and return exit status, lines on stderr and ids of the events."""
    monkeypatch.chdir(tmp_path)

    def ingest(name="in"):
        result = CliRunner().invoke(cli, ["ingest", name, "--db", "t.db", "--jobs", "1"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        if not (tmp_path / "t.db").exists():
            return result.exit_code, result.stderr.splitlines(), []
        assert check(tmp_path / "t.db") == []
        ids = [
            int(key)
            for (key,) in ask("t.db", "select dataset_event_id from events where dataset is not null")
        ]
        return result.exit_code, result.stderr.splitlines(), sorted(ids)

    return ingest


def kept(db="t.db"):
    """The lines that are kept of all tables, in order."""
    with closing(sqlite3.connect(db)) as conn:
        blocks = conn.execute("select records from record_blocks order by report_id, first_line").fetchall()
    return b"".join(zstandard.ZstdDecompressor().decompress(block) for (block,) in blocks)


def with_row(**changes):
    """The lines of a table whose third row has other cells."""
    return ged([ged_row(n, **(changes if n == 3 else {})) for n in range(1, ROWS + 1)])


def with_line(line):
    """The lines of a table whose third row is this line."""
    lines = ged_lines(ROWS)
    return b"".join([*lines[:3], line, *lines[4:]])


def third(old, new):
    return ged_lines(ROWS)[3].replace(old, new, 1)


BAD_ROWS = {
    "too many cells": (with_line(third(b"\n", b",more\n")), "50 cells, 49 expected"),
    "too few cells": (with_line(b"3,ARD-2031-1-3,2031\n"), "3 cells, 49 expected"),
    "a lone quote": (
        with_line(third(b"Kelm province", b'"Kelm province')),
        "a quotation mark is never closed",
    ),
    "a quote inside": (
        with_line(third(b"Kelm province", b'"Kelm" province')),
        "quotation marks that do not fit",
    ),
    "a zero byte": (with_line(third(b"Kelm province", b"Kelm\0province")), "holds a zero byte"),
    "a lone return": (
        with_line(third(b"Kelm province", b"Kelm\rprovince")),
        "a carriage return outside of quotation marks",
    ),
    "no date": (with_row(date_start="2031-02-30"), "date_start '2031-02-30' is no date"),
    "no date at all": (with_row(date_end=""), "date_end '' is no date"),
    "backwards": (with_row(date_end="2031-03-01"), "ends on 2031-03-01, before it starts on 2031-03-04"),
    "latitude 91": (with_row(latitude="91"), "latitude '91' is not within 90 degrees"),
    "latitude alone": (with_row(longitude=""), "latitude or longitude stands without the other"),
    "latitude in words": (with_row(latitude="north"), "latitude 'north' is no number of degrees"),
    "deaths below 0": (with_row(deaths_a="-1"), "deaths_a '-1' is below 0"),
    "deaths in words": (with_row(best="some"), "best 'some' is no whole number"),
    "half a death": (with_row(best="1.5"), "best '1.5' is no whole number"),
    "endless deaths": (with_row(high="9" * 30), f"high '{'9' * 30}' is more than can be"),
    "low above high": (with_row(low="9", best="9"), "low 9 is above high 6"),
    "no id": (with_row(id=""), "id '' is no number"),
    "an id in words": (with_row(id="three"), "id 'three' is no number"),
    "a long cell": (with_row(where_description="x, " * 60_000), "cell of more than 131,072 characters"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_costs_itself_alone(run, tmp_path, case):
    data, reason = BAD_ROWS[case]
    write(tmp_path / "in/ged.csv", data)
    status, told, ids = run()

    assert (1, [f"error: in/ged.csv:4: {reason}"], [1, 2, 4, 5, 6]) == (status, told, ids)
    assert [("row", "ged.csv:4", f"ged.csv:4: {reason}")] == ask(
        "t.db", "select code, locator, message from issues"
    )
    assert b"".join(data.splitlines(keepends=True)[1:]) == kept()


def test_a_lone_quote_swallows_no_rows_even_where_a_later_line_has_another_one(run, tmp_path):
    lines = ged_lines(ROWS)
    cut = lines[2].index(b"Kelm province")
    lines[2] = lines[2][:cut] + b'"' + lines[2][cut:]
    lines[5] = lines[5][: cut + 5] + b'"' + lines[5][cut + 13 :]
    write(tmp_path / "in/ged.csv", b"".join(lines))
    status, told, ids = run()

    assert (1, [1, 3, 4, 6]) == (status, ids)
    assert [f"error: in/ged.csv:{line}: a quotation mark is never closed" for line in (3, 6)] == told
    assert b"".join(lines[1:]) == kept()


@pytest.mark.parametrize("again", [ged_row(2), ged_row(2, best="7", high="9")], ids=["the same", "another"])
def test_a_repeated_id_is_told_and_the_first_row_counts(run, tmp_path, again):
    data = ged([ged_row(1), ged_row(2), again, ged_row(4)])
    write(tmp_path / "in/ged.csv", data)
    _, _, ids = run()

    assert [1, 2, 4] == ids
    assert [(3,)] == ask("t.db", "select fatalities_best from events where dataset_event_id = '2'")
    assert [(1,)] == ask("t.db", "select count(*) from issues where code in ('repeated', 'doubled')")
    assert b"".join(data.splitlines(keepends=True)[1:]) == kept()


def test_a_row_that_repeats_an_id_with_other_words_is_told_at_once(run, tmp_path):
    write(tmp_path / "in/ged.csv", ged([ged_row(1), ged_row(2), ged_row(2, best="7", high="9")]))
    status, told, _ = run()

    assert (1, ["error: in/ged.csv:4: 2 stands in line 3 already, passed over"]) == (status, told)


def test_rows_of_two_encodings_are_read_and_counted(run, tmp_path):
    rows = [ged_row(n, adm_1="Kélm") for n in range(1, 4)]
    lines = ged(rows).splitlines(keepends=True)
    lines[2], lines[3] = (line.decode().encode("cp1252") for line in lines[2:])
    write(tmp_path / "in/ged.csv", b"".join(lines))
    status, told, ids = run()

    why = "warning: in/ged.csv:3: row that is not UTF-8, read as Windows-1252 (2 rows, this is the first)"
    assert (0, [why], [1, 2, 3]) == (status, told, ids)
    assert [("Kélm",)] == ask("t.db", "select distinct admin1 from events")
    assert b"".join(lines[1:]) == kept()


TABLE = ged_lines(ROWS)
WHOLE = b"".join(TABLE)
NAMES = ",".join(COLUMNS).encode() + b"\n"

FINE = {
    "CRLF": WHOLE.replace(b"\n", b"\r\n"),
    "BOM": b"\xef\xbb\xbf" + WHOLE,
    "semicolons": ged((ged_row(n) for n in range(1, ROWS + 1)), delimiter=";"),
    "tabs": ged((ged_row(n) for n in range(1, ROWS + 1)), delimiter="\t"),
    "no last newline": WHOLE.rstrip(b"\n"),
    "unnamed columns at the end": WHOLE.replace(b"\n", b",,\n"),
    "cells missing in the header alone": TABLE[0] + b"".join(TABLE[1:]).replace(b"\n", b",,\n"),
    "upper case": NAMES.upper() + b"".join(TABLE[1:]),
    "blank lines": WHOLE.replace(b"\n", b"\n\n"),
}


@pytest.mark.parametrize("case", FINE)
def test_ways_of_writing_a_table_that_are_read(run, tmp_path, case):
    write(tmp_path / "in/ged.csv", FINE[case])

    assert (0, [], list(range(1, ROWS + 1))) == run()


def test_a_cell_of_several_lines_is_one_row(run, tmp_path):
    data = ged([ged_row(1), ged_row(2, where_description='near the mill,\nsaid\r\nthe "mayor"'), ged_row(3)])
    write(tmp_path / "in/ged.csv", data)
    status, told, ids = run()

    assert (0, [], [1, 2, 3]) == (status, told, ids)
    assert [("1", 2), ("2", 3), ("3", 6)] == ask(
        "t.db", "select dataset_event_id, line from claims join events on events.id = event_id order by 1"
    )


def zipped(*members, **options):
    def pack(file):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                archive.writestr(name, data)

    return pack


def cut(data, share):
    return data[: int(len(data) * share)]


def noise(count):
    """Rows that do not pack well."""
    import random

    pick = random.Random(1)
    return ged([ged_row(n, where_description=pick.randbytes(300).hex()) for n in range(1, count + 1)])


def test_a_gzip_file_that_is_cut_off_gives_the_rows_before(run, tmp_path):
    write(tmp_path / "in/ged.csv.gz", cut(gzip.compress(noise(400)), 0.5))
    status, told, ids = run()

    assert 1 == status
    assert len(ids) > 100
    assert list(range(1, len(ids) + 1)) == ids
    assert [f"error: in/ged.csv.gz:{len(ids) + 2}: packed file that is cut off, not read on"] == told


def test_a_file_that_stops_in_a_row_gives_the_rows_before(run, tmp_path):
    write(tmp_path / "in/ged.csv", WHOLE[:-40])
    status, told, ids = run()

    assert (1, [1, 2, 3, 4, 5]) == (status, ids)
    assert 1 == len(told)
    assert told[0].startswith("error: in/ged.csv:7: ")
    assert WHOLE[len(TABLE[0]) : -40] == kept()


def bomb():
    return TABLE[0] + TABLE[1] + b"0" * (1 << 28)


def test_a_gzip_bomb_is_not_read_on(run, tmp_path):
    file = write(tmp_path / "in/ged.csv.gz", gzip.compress(bomb()))

    assert file.stat().st_size < 500_000
    assert (1, ["error: in/ged.csv.gz:3: unpacks to more than 200 times its size, not read on"], [1]) == run()


def test_a_zip_bomb_is_not_read_on(run, tmp_path):
    file = write(tmp_path / "in/ged.zip", b"")
    zipped(("ged.csv", bomb()))(file)

    assert file.stat().st_size < 500_000
    assert (
        1,
        ["error: in/ged.zip/ged.csv:3: unpacks to more than 200 times its size, not read on"],
        [1],
    ) == run()


def test_a_line_of_five_million_letters_is_passed_over(run, tmp_path):
    lines = [*TABLE[:3], TABLE[3].replace(b"Kelm province", b"x" * 5_000_000), *TABLE[4:]]
    write(tmp_path / "in/ged.csv", b"".join(lines))

    why = "error: in/ged.csv:4: line of more than 4,194,304 bytes, passed over"
    assert (1, [why], [1, 2, 4, 5, 6]) == run()


def test_rows_without_a_header_go_on_behind_a_line_that_cannot_be_read():
    lines = [b"1\ta\n", Fault(2, b"", "line of more than can be"), b"3\n", b"4\tb\n"]
    found = list(headerless(lines, {2: ("id", "name")}, "gdelt_mentions"))

    assert [(1, "a"), (4, "b")] == [
        (one.line, one.fields["name"]) for one in found if isinstance(one, Record)
    ]
    assert [2, 3] == [one.line for one in found if isinstance(one, Fault)]


def test_an_archive_with_a_readme_and_two_tables_gives_both(run, tmp_path):
    two = b"".join(ged_lines(2, first=11))
    file = write(tmp_path / "in/ged.zip", b"")
    zipped(("README.txt", "Read me."), ("a/ged.csv", WHOLE), ("b/ged.csv", two), ("codebook.pdf", b"%PDF-"))(
        file
    )

    assert (0, [], [1, 2, 3, 4, 5, 6, 11, 12]) == run()
    assert [(2,), (6,)] == ask("t.db", "select count(*) from claims group by report_id order by 1")


def test_a_file_in_an_archive_that_is_no_dataset_costs_only_itself(run, tmp_path):
    file = write(tmp_path / "in/ged.zip", b"")
    zipped(("ged.csv", WHOLE), ("sums.csv", b"month,deaths\n2031-03,9\n"))(file)

    why = "warning: in/ged.zip/sums.csv: no dataset that is known by its columns"
    assert (0, [why], [1, 2, 3, 4, 5, 6]) == run()


def locked(file):
    """An archive that says that its member is encrypted."""
    zipped(("ged.csv", WHOLE))(file)
    data = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    file.write_bytes(data)


def damaged(file):
    zipped(("ged.csv", WHOLE))(file)
    file.write_bytes(cut(file.read_bytes(), 0.7))


def unknown_method(file):
    """An archive packed by a method that nobody here knows."""
    zipped(("ged.csv", WHOLE))(file)
    data = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 99
    file.write_bytes(data)


def bytes_as(data):
    return lambda file: file.write_bytes(data)


NOTHING = {
    "damaged zip": (damaged, "ged.zip", "error: in/ged.zip: ZIP archive that is damaged or cut off"),
    "locked zip": (locked, "ged.zip", "error: in/ged.zip: ZIP archive with a password"),
    "empty zip": (zipped(), "ged.zip", "error: in/ged.zip: ZIP archive without a table in it"),
    "zip of a text": (
        zipped(("readme.txt", "x")),
        "ged.zip",
        "error: in/ged.zip: ZIP archive without a table in it",
    ),
    "zip of unknown method": (
        unknown_method,
        "ged.zip",
        "error: in/ged.zip/ged.csv: packed file in which nothing is, or that is damaged",
    ),
    "nothing but a gzip header": (
        bytes_as(gzip.compress(WHOLE)[:12]),
        "ged.csv.gz",
        "error: in/ged.csv.gz: packed file in which nothing is, or that is damaged",
    ),
    "header only": (bytes_as(TABLE[0]), "ged.csv", "error: in/ged.csv:1: no row in it"),
    "no row is good": (bytes_as(NAMES + b"1,2\n"), "ged.csv", "error: in/ged.csv:2: 2 cells, 49 expected"),
    "repeated column": (
        bytes_as(WHOLE.replace(b"adm_2", b"adm_1", 1)),
        "ged.csv",
        "error: in/ged.csv:1: the column 'adm_1' stands twice in the header",
    ),
    "UTF-16": (
        bytes_as(WHOLE.decode().encode("utf-16")),
        "ged.csv",
        "error: in/ged.csv: UTF-16 text; save the file as UTF-8",
    ),
    "old Mac": (
        bytes_as(WHOLE.replace(b"\n", b"\r")),
        "ged.csv",
        "error: in/ged.csv: lines that end in a carriage return alone; save the file with newlines",
    ),
}


@pytest.mark.parametrize("case", NOTHING)
def test_a_file_of_which_nothing_can_be_stored_fails_with_one_line(run, tmp_path, case):
    make, name, why = NOTHING[case]
    make(write(tmp_path / "in" / name, b""))

    assert (1, [why], []) == run()
    assert [(1,)] == ask("t.db", "select count(*) from issues where level = 'error'")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty file"),
        (
            bz2.compress(WHOLE),
            "no dataset that is known by its columns, and no reader for files ending in .csv ",
        ),
        (b"a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n", "no dataset that is known by its columns, and no reader"),
        (WHOLE.replace(b"latitude", b"breite", 1), "no dataset that is known by its columns, and no reader"),
    ],
    ids=["empty", "bzip2", "others", "a column is missing"],
)
def test_a_named_file_that_is_no_dataset_fails_with_one_line(run, tmp_path, data, why):
    write(tmp_path / "ged.csv", data)
    status, told, ids = run("ged.csv")

    assert (1, 1, []) == (status, len(told), ids)
    assert told[0].startswith(f"error: ged.csv: {why}")


def test_an_empty_file_in_a_folder_is_passed_over(run, tmp_path):
    write(tmp_path / "in/ged.csv", WHOLE)
    write(tmp_path / "in/none.csv", b"")
    status, told, _ = run()

    assert (0, ["warning: in/none.csv: passed over: empty file"]) == (status, told)


def test_an_unknown_column_is_told_with_a_count_and_kept(run, tmp_path):
    columns = (*COLUMNS, "mood")
    rows = [ged_row(n, mood="grim" if n < 3 else "") for n in range(1, ROWS + 1)]
    write(tmp_path / "in/ged.csv", ged(rows, columns))
    status, told, ids = run()

    why = "warning: in/ged.csv:1: column 'mood' is not known, kept as received (2 cells filled)"
    assert (0, [why], list(range(1, ROWS + 1))) == (status, told, ids)


def test_an_unknown_value_stays_unknown_and_is_told_once(run, tmp_path):
    rows = [ged_row(n, type_of_violence="7") for n in range(1, ROWS + 1)]
    write(tmp_path / "in/ged.csv", ged(rows))
    status, told, _ = run()

    why = "type_of_violence '7' is not in the list of its dataset (6 rows, this is the first)"
    assert (0, [f"warning: in/ged.csv:2: {why}"]) == (status, told)
    assert [(None, 6)] == ask("t.db", "select violence_type, count(*) from events")


def test_strict_stores_nothing_where_a_row_is_bad(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in/ged.csv", with_row(latitude="91"))
    result = CliRunner().invoke(cli, ["ingest", "in", "--db", "t.db", "--strict", "-q"])

    first = "in/ged.csv:4: latitude '91' is not within 90 degrees"
    assert f"Error: 1 files or rows skipped, nothing stored, first: {first}\n" == result.stderr
    assert [] == ask("t.db", "select * from inputs")
