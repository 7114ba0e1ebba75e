"""Web archives and ZIP files: each page a report with its place, what is no page counted, what is broken told."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from ingest_sample import ask, rows_of

from timeline.datasets import format_of
from timeline.errors import SourceFormatError
from timeline.ingest import ingest
from timeline.model import IssueLevel, Report
from timeline.read import READERS, received, zipped
from timeline.store.check import check

CRAWL = Path(__file__).parent / "golden/warc/crawl.warc"
TXT = "Army shells Sorrel\n\nThe army shelled the village of Sorrel on Tuesday, killing four people, the mayor said.\n"


def found_in(data, path):
    return list(received(io.BytesIO(data), len(data), path))


def reports(found):
    return [one for one in found if isinstance(one, Report)]


def in_gzip():
    """The crawl with each record packed by itself, as archives are."""
    records = [b"WARC/1.0" + part for part in CRAWL.read_bytes().split(b"WARC/1.0")[1:]]
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def in_zip(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("AND", "/").replace("_", "."), data)
    return out.getvalue()


def test_packed_or_plain_the_pages_are_the_same_reports():
    plain, packed = found_in(CRAWL.read_bytes(), "a.warc"), found_in(in_gzip(), "a.warc.gz")
    wacz = found_in(in_zip(archiveANDa_warc=CRAWL.read_bytes(), datapackage_json=b"{}"), "a.wacz")

    assert 3 == len(reports(plain))
    assert (
        [one.id for one in reports(plain)]
        == [one.id for one in reports(packed)]
        == [one.id for one in reports(wacz)]
    )
    assert ["a.warc.gz#1", "a.warc.gz#5", "a.warc.gz#7"] == [one.path for one in reports(packed)]
    assert "a.wacz/archive/a.warc#1" == reports(wacz)[0].path


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_an_archive_that_is_cut_off_gives_what_stands_before(packed, share):
    whole = in_gzip() if packed else CRAWL.read_bytes()
    path = "a.warc.gz" if packed else "a.warc"
    found = found_in(whole[: int(len(whole) * share)], path)
    errors = [one for one in found if not isinstance(one, Report) and one.level is IssueLevel.ERROR]

    assert len(reports(found)) >= (share > 0.2)
    assert len(reports(found)) < 3
    assert [True] == [f"{path}: web archive that is " in one.message for one in errors]
    assert "what stands before it was read" in errors[0].message


def test_what_is_no_archive_is_refused():
    for data in (b"", b"words\n", b"<html>", gzip.compress(b"words")):
        with pytest.raises(
            SourceFormatError, match=r"^a\.warc: (no web archive|a web archive without a record)"
        ):
            found_in(data, "a.warc")


def test_what_does_not_begin_as_an_archive_is_not_searched_for_the_end_of_a_line():
    data = gzip.compress(b"\0" * 300_000_000)
    with pytest.raises(
        SourceFormatError, match=r"a\.warc\.gz: no web archive \(it does not begin with a version"
    ):
        found_in(data, "a.warc.gz")


def test_a_database_of_archives_proves_itself_and_follows_the_folder(tmp_path):
    folder, db = tmp_path / "in", tmp_path / "t.db"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(in_gzip())
    (folder / "b.zip").write_bytes(in_zip(xANDa_txt=TXT, crawl_warc=CRAWL.read_bytes()))
    ingest([folder], db)
    assert check(db) == []
    assert [("a.warc.gz#1",), ("a.warc.gz#5",), ("a.warc.gz#7",), ("b.zip/x/a.txt",)] == ask(
        db, "select path from reports order by 1"
    )
    assert [("2031-07-22T12:00:00Z", 2), ("2031-07-23T08:00:00Z", 1)] == ask(
        db, "select retrieved_at, count(*) from reports where retrieved_at is not null group by 1"
    )
    assert ask(
        db, "select 1 from issues where message like '%passed over: 1 answers other than 200, 1 records%'"
    )

    (folder / "a.warc.gz").unlink()
    ingest([folder], db)
    ingest([folder], tmp_path / "fresh.db")
    assert rows_of(db) == rows_of(tmp_path / "fresh.db")
    assert ("b.zip/crawl.warc#1",) in ask(db, "select path from reports")


def test_a_cut_archive_is_one_skipped_file_whose_pages_stay(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.warc").write_bytes(CRAWL.read_bytes()[:1500])
    summary = ingest([tmp_path / "in"], tmp_path / "t.db")

    assert (1, 1) == (summary.reports, summary.skipped)


def test_a_zip_in_a_zip_in_a_zip_is_one_line_and_the_rest_is_read():
    inner = in_zip(deep_zip=in_zip(a_txt=TXT))
    found = found_in(in_zip(a_txt=TXT, inner_zip=inner), "o.zip")

    assert ["o.zip/a.txt"] == [one.path for one in reports(found)]
    assert ["o.zip/inner.zip: ZIP archive in a ZIP archive, not opened; unpack it"] == [
        one.message for one in found if not isinstance(one, Report)
    ]


def test_a_zip_that_unpacks_beyond_all_measure_is_not_opened():
    bomb = in_zip(a_txt=b"x" * 200_000_000)

    with pytest.raises(
        SourceFormatError, match=r"^b\.zip: ZIP archive that unpacks to 200,000,000 bytes, not opened$"
    ):
        found_in(bomb, "b.zip")


def test_a_zip_of_too_many_files_is_not_opened(monkeypatch):
    monkeypatch.setattr(zipped, "MOST_FILES", 3)

    with pytest.raises(SourceFormatError, match=r"ZIP archive of 4 files, at most 3"):
        found_in(in_zip(a_txt=TXT, b_txt=TXT, c_txt=TXT, d_txt=TXT), "b.zip")


def test_each_file_of_a_zip_is_read_as_if_it_lay_in_a_folder():
    found = found_in(in_zip(a_txt=TXT, b_txt=b"\xff", c_pdf=b"%PDF", README_md="x"), "o.zip")

    assert ["o.zip/a.txt"] == [one.path for one in reports(found)]
    assert [
        (IssueLevel.ERROR, "o.zip/b.txt:1: byte 0 is not UTF-8 text; save the file as UTF-8"),
        (IssueLevel.WARNING, "o.zip/c.pdf: passed over: no reader for files ending in .pdf"),
    ] == [(one.level, one.message) for one in found if not isinstance(one, Report)]


def test_a_damaged_file_of_a_zip_stops_no_other():
    data = bytearray(in_zip(a_html="<p>" + TXT * 50, b_txt=TXT))
    data[60:80] = bytes(20)
    found = found_in(bytes(data), "o.zip")

    assert ["o.zip/b.txt"] == [one.path for one in reports(found)]
    assert ["o.zip/a.html: damaged in its archive, not read"] == [
        i.message for i in found if not isinstance(i, Report)
    ]


def test_an_archive_of_reports_and_one_of_a_table_are_told_apart(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/reports.zip").write_bytes(in_zip(a_txt=TXT, b_html=f"<html><p>{TXT}</p>"))
    (tmp_path / "in/empty.zip").write_bytes(in_zip())
    (tmp_path / "in/table.zip").write_bytes(in_zip(a_csv="x;y\n1;2\n", notes_txt="words"))
    summary = ingest([tmp_path / "in"], tmp_path / "t.db")

    told = {message.removeprefix(str(tmp_path / "in")) for _, message in summary.problems}

    assert (2, 1) == (summary.reports, summary.skipped)
    assert {
        "/empty.zip: ZIP archive without a table in it",
        "/table.zip: passed over: no dataset, and a table in it (a.csv)",
    } == {message for message in told if "zip:" in message}


def test_an_archive_of_many_files_is_listed_once_to_tell_its_format(tmp_path, monkeypatch):
    (tmp_path / "a.zip").write_bytes(in_zip(**{f"{number}_txt": TXT for number in range(50)}))
    listed = []
    contents = zipfile.ZipFile._RealGetContents

    def counted(archive):
        listed.append(archive)
        contents(archive)

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", counted)

    assert None is format_of(tmp_path / "a.zip", "a.zip")
    assert 2 == len(listed)  # to name its files, and to read how they begin


def test_the_endings_of_archives_are_known():
    assert {".warc", ".warc.gz", ".wacz", ".zip"} <= READERS.keys()
