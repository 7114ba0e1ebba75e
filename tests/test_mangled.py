"""Mangled files of every dataset format: nothing but our own errors, every row stored or told, every line kept."""

import gzip
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings, strategies as st

from timeline.datasets import looks_like_table, tables
from timeline.errors import SourceFormatError
from timeline.formats import formats
from timeline.ingest import ingest
from timeline.model import Fault
from timeline.read.stream import lines, members
from timeline.store.check import check

GOLDEN = Path(__file__).parent / "golden"
FORMATS = sorted(formats())
PIECES = (
    b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xe9", b"-", b"0", b"9" * 25, b"{", b"}",
    b"[", b"]", b"null", b"NaN", b"\\", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b" ", b"NA",
)  # fmt: skip


def samples(name):
    """The example files of a format, the smallest first."""
    found = [path for path in GOLDEN.glob(f"{name}/*") if not path.name.endswith(".expected.json")]
    return sorted(found, key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_owns_a_sample(name):
    assert samples(name), f"put a small file of invented rows into tests/golden/{name}/"


@st.composite
def mangled(draw, data):
    """The bytes of a file after some accidents."""
    for _ in range(draw(st.integers(1, 4))):
        place, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        how = draw(st.sampled_from(("cut", "drop", "double", "flip", "insert", "insert", "insert", "swap")))
        if how == "cut":
            data = data[:end]
        elif how == "drop":
            data = data[:place] + data[min(end, place + 40) :]
        elif how == "double":
            data = data[:end] + data[place:]
        elif how == "flip" and place < len(data):
            data = data[:place] + bytes([data[place] ^ draw(st.integers(1, 255))]) + data[place + 1 :]
        elif how == "insert":
            data = data[:place] + draw(st.sampled_from(PIECES)) + data[place:]
        elif how == "swap":
            rows = data.splitlines(keepends=True)
            if len(rows) > 2:
                one, other = draw(st.integers(1, len(rows) - 1)), draw(st.integers(1, len(rows) - 1))
                rows[one], rows[other] = rows[other], rows[one]
            data = b"".join(rows)
    return data


def rows_of(file):
    """The rows of each table in a file, ``None`` where it is refused, in one line that names it."""
    try:
        return [list(table.rows) for table in tables(file, file.name, "0" * 64)]
    except SourceFormatError as refused:
        problem = str(refused)
    assert problem.startswith(f"{file.name}:") or problem.startswith(f"{file.name}/")
    assert "\n" not in problem
    return None


def lines_of(file):
    """The lines of a table by number; one that could not be read is a fault."""
    [member] = members(file, file.name)
    return dict(enumerate(lines(member), 1))


def holds(received, rows):
    """Every line stands in one row, at its number, but for the header, blank lines and what cannot be read."""
    seen = set()
    for row in rows:
        if not row.raw:
            continue
        count = row.raw.count(b"\n") + (not row.raw.endswith(b"\n"))
        own = range(row.line, row.line + count)
        assert row.raw == b"".join(received[number] for number in own)
        assert seen.isdisjoint(own)
        seen.update(own)
    left = [number for number, line in received.items() if number not in seen and not isinstance(line, Fault)]
    assert [] == [number for number in left if number > 1 and received[number].strip()]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_every_row_of_a_mangled_file_is_read_or_told(name, data):
    sample = data.draw(st.sampled_from(samples(name)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / sample.name
        file.write_bytes(data.draw(mangled(sample.read_bytes())))
        looks_like_table(file, file.name)
        for rows in rows_of(file) or ():
            holds(lines_of(file), rows)
            for row in rows:
                told = row.extraction
                assert told.events or told.mentions or told.issues, f"nothing became of line {row.line}"
                assert row.skipped <= any(issue.level == "error" for issue in told.issues)
                for issue in told.issues:
                    where, _, line = issue.locator.rpartition(":")
                    assert issue.message.startswith(f"{issue.locator}: ")
                    assert where.endswith(file.name)
                    assert row.line in {0, int(line)}


def packed(data, how):
    if how == "gzip":
        return gzip.compress(data, mtime=0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.csv"), data)
        archive.writestr(zipfile.ZipInfo("b.csv"), data)
    return out.getvalue()


@pytest.mark.parametrize("how", ["gzip", "zip"])
@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_a_mangled_packed_file_is_refused_or_read_as_far_as_it_can_be(how, data):
    sample = samples(FORMATS[0])[0].read_bytes()
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"a.{how}"
        file.write_bytes(data.draw(mangled(packed(sample, how))))
        looks_like_table(file, file.name)
        rows_of(file)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_mangled_file_is_stored_or_listed_row_by_row(name, data):
    sample = data.draw(st.sampled_from(samples(name)))
    with TemporaryDirectory() as folder:
        file, db = Path(folder) / "in" / sample.name, Path(folder) / "t.db"
        file.parent.mkdir()
        file.write_bytes(data.draw(mangled(sample.read_bytes())))
        found = rows_of(file)
        summary = ingest([file], db)
        assert check(db) == []
        with closing(sqlite3.connect(db)) as conn:
            claimed = {
                line for (line,) in conn.execute("select line from claims union select line from citations")
            }
            told = {
                int(at.rpartition(":")[2])
                for (at,) in conn.execute("select locator from issues")
                if ":" in at
            }
            blocks = conn.execute(
                "select records from record_blocks order by report_id, first_line"
            ).fetchall()
        kept = b"".join(zstandard.ZstdDecompressor().decompress(block) for (block,) in blocks)

    assert bool(found) or summary.skipped >= 1
    for rows in found or ():
        assert {row.line for row in rows} <= claimed | told | repeats(rows) | {0}
        assert b"".join(row.raw for row in rows) == kept


def repeats(rows):
    """The lines of rows that are the same as an earlier one."""
    seen = set()
    return {row.line for row in rows if row.raw.strip() in seen or seen.add(row.raw.strip())}
