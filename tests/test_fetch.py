"""Fetching releases from a real HTTP server that answers as the publishers do: invented rows, real trouble."""

import contextlib
import hashlib
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
import zipfile
from email.utils import formatdate
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as st
from publisher import Answer, published

from timeline.cli import cli
from timeline.errors import TimelineError
from timeline.fetch import acled, gdelt, ucdp, viina, web
from timeline.find import find_files

GED = "/ged/ged251-csv.zip"
UCDP = ["ucdp", "--release", "25.1", "--out", "raw"]
TOKEN = "sesame-4711-open"
ROW = "1\t20250301\t" + "\t".join(["x"] * 59) + "\n"
HTML = b"<!DOCTYPE html><html><body>Please wait</body></html>"


def zipped(name, text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


RELEASE = zipped("GEDEvent_v25_1.csv", "id,best\n" + "".join(f"{n},{n % 7}\n" for n in range(30_000)))


@pytest.fixture
def publisher(monkeypatch):
    """A publisher in the place of all four, on this machine, with no patience needed."""
    for name in list(os.environ):
        if name.startswith(("ACLED_", "UCDP_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(web, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(web, "PAUSE", 0.0)
    with published() as found:
        places = [
            (ucdp, "DOWNLOADS", ""), (ucdp, "API", "/api/gedevents"), (gdelt, "HOME", ""),
            (acled, "LOGIN", "/oauth/token"), (acled, "READ", "/api/acled/read"),
            (viina, "POINTERS", "/pointers"), (viina, "FILES", "/media"),
        ]  # fmt: skip
        for module, name, path in places:
            monkeypatch.setattr(module, name, found.url + path)
        yield found


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs ``timeline fetch`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, ["fetch", *arguments])


def written():
    """What lies in the folder, by name."""
    return sorted(file.name for file in Path("raw").iterdir()) if Path("raw").exists() else []


def one_error(result):
    """The error of a run that must have failed with one line and have written nothing."""
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert (1, "", 1) == (result.exit_code, result.stdout, len(lines)), result.output
    return lines[0]


def test_a_release_lies_in_the_folder_with_its_checksum_and_is_credited(run, publisher):
    publisher.file(GED, RELEASE)
    result = run(*UCDP)

    assert (0, "1 files fetched into raw, 0 were there already\n") == (result.exit_code, result.stdout)
    assert ["ged251-csv.zip", "ged251-csv.zip.sha256"] == written()
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()
    assert (
        subprocess.run(["sha256sum", "-c", "ged251-csv.zip.sha256"], cwd="raw", check=False).returncode == 0
    )
    assert "licence: CC-BY-4.0" in result.stderr
    assert "cite: Sundberg, Ralph, and Erik Melander" in result.stderr
    assert publisher.asked[0].headers["User-Agent"].startswith("conflict-timeline/")


def test_what_a_fetch_writes_beside_its_files_is_no_report(run, publisher):
    publisher.file(GED, RELEASE)
    run(*UCDP)
    for name in ("other.zip.part", "other.zip.part.tag"):
        Path("raw", name).write_bytes(b"half")

    assert ["ged251-csv.zip"] == [found.path for found in find_files([Path("raw")])]


def test_a_whole_file_is_not_fetched_again_unless_forced_or_damaged(run, publisher):
    publisher.file(GED, RELEASE)
    run(*UCDP)
    again = run(*UCDP)
    assert "0 files fetched into raw, 1 were there already\n" == again.stdout
    assert 1 == len(publisher.asked)

    run(*UCDP, "--force")
    assert 2 == len(publisher.asked)

    Path("raw/ged251-csv.zip").write_bytes(RELEASE[:-1])
    run(*UCDP)
    assert 3 == len(publisher.asked)
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()


def test_a_cut_connection_is_taken_up_where_it_broke(run, publisher):
    etag = {"ETag": '"v1"'}
    publisher.answers[GED] = [Answer(RELEASE, headers=etag, cut=50_000), Answer(RELEASE, headers=etag)]
    result = run(*UCDP)

    assert 0 == result.exit_code, result.output
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()
    assert ["ged251-csv.zip", "ged251-csv.zip.sha256"] == written()
    assert ("bytes=50000-", '"v1"') == tuple(
        publisher.asked[1].headers[name] for name in ("Range", "If-Range")
    )
    assert "trying again" in result.stderr


def test_a_later_run_goes_on_with_the_part_of_an_earlier_one(run, publisher, monkeypatch):
    monkeypatch.setattr(web, "TRIES", 1)
    publisher.file(GED, RELEASE, cut=50_000)
    assert "given up after 1 tries" in one_error(run(*UCDP))
    assert ["ged251-csv.zip.part", "ged251-csv.zip.part.tag"] == written()

    publisher.file(GED, RELEASE)
    assert 0 == run(*UCDP).exit_code
    assert "bytes=50000-" == publisher.asked[-1].headers["Range"]
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()


def test_a_part_of_another_version_is_not_gone_on_with(run, publisher, monkeypatch):
    monkeypatch.setattr(web, "TRIES", 1)
    publisher.file(GED, RELEASE, cut=50_000)
    run(*UCDP)
    newer = zipped("GEDEvent_v25_1.csv", "id,best\n1,2\n" * 9_000)
    publisher.file(GED, newer)

    assert 0 == run(*UCDP).exit_code
    assert newer == Path("raw/ged251-csv.zip").read_bytes()


def test_a_server_that_goes_on_with_another_version_is_noticed(run, publisher, monkeypatch):
    monkeypatch.setattr(web, "TRIES", 1)
    publisher.file(GED, RELEASE, cut=50_000)
    run(*UCDP)
    monkeypatch.setattr(web, "TRIES", 2)
    newer = zipped("GEDEvent_v25_1.csv", "id,best\n1,2\n" * 9_000)
    publisher.file(GED, newer, careless=True)
    result = run(*UCDP)

    assert "the server goes on with another version" in result.stderr
    assert newer == Path("raw/ged251-csv.zip").read_bytes()


def test_without_a_version_an_interrupted_file_begins_anew(run, publisher):
    publisher.answers[GED] = [Answer(RELEASE, cut=50_000), Answer(RELEASE)]

    assert 0 == run(*UCDP).exit_code
    assert "Range" not in publisher.asked[1].headers
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()


def test_a_part_that_is_whole_already_needs_no_byte_more(run, publisher):
    publisher.file(GED, RELEASE)
    Path("raw").mkdir()
    Path("raw/ged251-csv.zip.part").write_bytes(RELEASE)
    Path("raw/ged251-csv.zip.part.tag").write_text(publisher.answers[GED].headers["ETag"])

    assert 0 == run(*UCDP).exit_code
    assert RELEASE == Path("raw/ged251-csv.zip").read_bytes()


def test_a_part_that_another_run_writes_is_left_alone(run, publisher):
    import fcntl

    publisher.file(GED, RELEASE)
    Path("raw").mkdir()
    with Path("raw/ged251-csv.zip.part").open("wb") as out:
        fcntl.flock(out, fcntl.LOCK_EX)

        assert "another run is writing it" in one_error(run(*UCDP))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b'{"message": "Access denied"}', 403), "403 Forbidden: Access denied"),
        (Answer(b"Add header:\nx-token\x1b[2J", 401), "401 Unauthorized: Add header: x-token [2J"),
        (Answer(HTML, 404), "404 Not Found; is there a release 25.1?"),
        (Answer(b""), "an empty answer; nothing written"),
        (Answer(HTML), "a web page came instead of the file; nothing written"),
        (Answer(b"PK\x03\x04 broken"), "not a readable zip file"),
        (Answer(zipped("a.csv", "id,best\n")), "0 rows; nothing written"),
        (Answer(zipped("a.csv", "")), "0 rows; nothing written"),
    ],
)
def test_a_refusal_or_an_empty_answer_is_one_line_and_writes_nothing(run, publisher, answer, told):
    publisher.answers[GED] = answer

    error = one_error(run(*UCDP))
    assert told in error
    assert publisher.url + GED in error
    assert [] == written()
    assert 1 == len(publisher.asked)


def test_a_damaged_zip_is_refused(run, publisher):
    damaged = bytearray(RELEASE)
    damaged[5_000] ^= 0xFF
    publisher.file(GED, bytes(damaged))

    assert "not a readable zip file" in one_error(run(*UCDP))
    assert [] == written()


def test_candidate_events_come_as_a_csv_file_with_rows(run, publisher):
    publisher.file("/candidateged/GEDEvent_v26_0_8.csv", b"id,best\n1,2\n")
    publisher.file("/candidateged/GEDEvent_v26_01_26_06.csv", b"id,best\n\n")

    assert 0 == run("ucdp", "--release", "26.0.8", "--out", "raw").exit_code
    assert "0 rows" in one_error(run("ucdp", "--release", "26.01.26.06", "--out", "raw"))
    assert ["GEDEvent_v26_0_8.csv", "GEDEvent_v26_0_8.csv.sha256"] == written()
    assert "no release of UCDP has such a number" in one_error(
        run("ucdp", "--release", "../1", "--out", "raw")
    )


def test_500_and_503_are_tried_again_until_the_file_comes(run, publisher):
    publisher.answers[GED] = [Answer(status=500), Answer(status=503), Answer(RELEASE)]
    result = run(*UCDP)

    assert 0 == result.exit_code, result.output
    assert ["500", "503"] == [line.split(": ")[2][:3] for line in result.stderr.splitlines()[:2]]
    assert 3 == len(publisher.asked)


def test_a_server_that_stays_busy_is_given_up(run, publisher):
    publisher.answers[GED] = Answer(status=503)

    assert "503 Service Unavailable; given up after 6 tries" in one_error(run(*UCDP))
    assert 6 == len(publisher.asked)


def test_429_is_tried_again_after_the_time_that_the_server_asks_for(run, publisher):
    publisher.answers[GED] = [Answer(status=429, headers={"Retry-After": "1"}), Answer(RELEASE)]
    before = time.monotonic()
    result = run(*UCDP)

    assert 0 == result.exit_code
    assert time.monotonic() - before >= 1
    assert "429 Too Many Requests; trying again in 1 seconds" in result.stderr


def test_a_retry_after_may_be_a_date_and_may_be_too_long(run, publisher):
    publisher.answers[GED] = Answer(
        status=503, headers={"Retry-After": formatdate(time.time() + 4000, usegmt=True)}
    )

    assert "it asks to wait " in one_error(run(*UCDP))
    assert 1 == len(publisher.asked)


def test_a_server_that_is_not_there_is_named(run, publisher, monkeypatch):
    monkeypatch.setattr(web, "TRIES", 2)
    monkeypatch.setattr(ucdp, "DOWNLOADS", "http://127.0.0.1:9/nothing")

    assert "Error: http://127.0.0.1:9/nothing/ged/ged251-csv.zip: " in one_error(run(*UCDP))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://169.254.169.254/latest/meta-data", "not plain https"),
        ("https://169.254.169.254/latest/meta-data", "a private address"),
        ("https://10.0.0.7/file.zip", "a private address"),
        ("https://[::ffff:192.168.1.1]/file.zip", "a private address"),
        ("https://2130706433/file.zip", "a private address"),
        ("http://example.org/file.zip", "not plain https"),
        ("https://user@example.org/file.zip", "not plain https"),
        ("file:///etc/passwd", "not plain https"),
    ],
)
def test_a_redirect_to_where_a_publisher_may_not_send_us_is_refused(run, publisher, target, told):
    publisher.answers[GED] = Answer(status=302, headers={"Location": target})

    error = one_error(run(*UCDP))
    assert "refused" in error
    assert told in error
    assert [] == written()


def test_a_publisher_elsewhere_may_not_redirect_to_this_machine():
    first = web.httpx.URL("https://data.example/file.zip")

    with pytest.raises(web.TimelineError, match="a private address"):
        web.follow(first, first, "https://127.0.0.1/file.zip")
    with pytest.raises(web.TimelineError, match="not plain https"):
        web.follow(first, first, "http://data.example/file.zip")
    assert "https://data.example/b.zip" == str(web.follow(first, first, "/b.zip"))


def test_redirects_are_followed_with_an_end_and_without_our_token(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    with published() as other:
        other.answers["/page"] = Answer(
            json.dumps({"TotalCount": 1, "NextPageUrl": "", "Result": [{}]}).encode()
        )
        publisher.answers["/api/gedevents/25.1"] = Answer(
            status=302, headers={"Location": f"{other.url}/page"}
        )
        result = run(*UCDP, "--country", "90")

        assert 0 == result.exit_code, result.output
        assert TOKEN == publisher.asked[0].headers["x-ucdp-access-token"]
        assert "x-ucdp-access-token" not in {name.lower() for name in other.asked[0].headers}

    publisher.answers[GED] = Answer(status=302, headers={"Location": GED})
    assert "more than 5 redirects" in one_error(run(*UCDP))


# UCDP's API


def api(publisher, count, size=2, path="/api/gedevents/25.1", start=0):
    """Answer as the API does: ``count`` rows, numbered pages, the address of the next one."""

    def answer(asked):
        number = int(asked.query["page"])
        rows = [{"id": n} for n in range((number - start) * size, min((number - start + 1) * size, count))]
        last = (number - start + 1) * size >= count
        following = "" if last else f"http://elsewhere.example/api?pagesize={size}&page={number + 1}"
        page = {
            "TotalCount": count,
            "TotalPages": -(-count // size),
            "PreviousPageUrl": "",
            "NextPageUrl": following,
        }
        return Answer(json.dumps({**page, "Result": rows}, indent=1).encode())

    publisher.answers[path] = answer


def stored(name):
    return [json.loads(line) for line in Path("raw", name).read_text().splitlines()]


def test_the_api_is_read_page_by_page_with_the_users_own_token(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    api(publisher, 5)
    result = run(*UCDP, "--country", "90", "--from", "2024-01-01", "--to", "2024-06-30")
    name = "ucdp_gedevents-25.1_Country-90_EndDate-2024-06-30_StartDate-2024-01-01.jsonl"

    assert 0 == result.exit_code, result.output
    assert [name, f"{name}.sha256"] == written()
    assert [0, 1, 2, 3, 4] == [row["id"] for page in stored(name) for row in page["Result"]]
    assert ["0", "1", "2"] == [asked.query["page"] for asked in publisher.asked]
    assert {("90", "2024-01-01", "2024-06-30", TOKEN)} == {
        (
            *(asked.query[key] for key in ("Country", "StartDate", "EndDate")),
            asked.headers["x-ucdp-access-token"],
        )
        for asked in publisher.asked
    }
    assert TOKEN not in result.output + "".join(file.read_text() for file in Path("raw").iterdir())
    assert (
        "1 were there already"
        in run(*UCDP, "--country", "90", "--from", "2024-01-01", "--to", "2024-06-30").stdout
    )
    assert 3 == len(publisher.asked)


def test_pages_of_an_interrupted_run_are_not_asked_for_again(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    monkeypatch.setattr(web, "TRIES", 1)
    api(publisher, 5)
    good = publisher.answers["/api/gedevents/25.1"]
    publisher.answers["/api/gedevents/25.1"] = lambda asked: (
        Answer(status=500) if asked.query["page"] == "2" else good(asked)
    )
    arguments = [*UCDP, "--country", "90"]
    assert "500 Internal Server Error" in one_error(run(*arguments))
    with Path("raw/ucdp_gedevents-25.1_Country-90.jsonl.part").open("ab") as part:
        part.write(b'{"Result": [')  # cut off in the middle of a page

    publisher.asked.clear()
    publisher.answers["/api/gedevents/25.1"] = good
    assert 0 == run(*arguments).exit_code
    assert ["2"] == [asked.query["page"] for asked in publisher.asked]
    assert [0, 1, 2, 3, 4] == [
        row["id"] for page in stored("ucdp_gedevents-25.1_Country-90.jsonl") for row in page["Result"]
    ]


def test_pages_that_are_all_here_need_no_request_more(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    Path("raw").mkdir()
    page = b'{"TotalCount": 1, "NextPageUrl": "", "Result": [{"id": 1}]}\n'
    Path("raw/ucdp_gedevents-25.1_Country-90.jsonl.part").write_bytes(page)

    assert 0 == run(*UCDP, "--country", "90").exit_code
    assert [] == publisher.asked
    assert page == Path("raw/ucdp_gedevents-25.1_Country-90.jsonl").read_bytes()


def test_a_400_in_the_midst_of_pages_is_too_many_requests_and_at_the_first_a_wrong_one(
    run, publisher, monkeypatch
):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    api(publisher, 4)
    good = publisher.answers["/api/gedevents/25.1"]
    trouble = ["1"]

    def sometimes(asked):
        if asked.query["page"] in trouble:
            trouble.clear()
            return Answer(b'{"message": "slow down"}', 400)
        return good(asked)

    publisher.answers["/api/gedevents/25.1"] = sometimes
    assert 0 == run(*UCDP, "--country", "90").exit_code

    trouble.append("0")
    assert "400 Bad Request: slow down" in one_error(run(*UCDP, "--country", "91"))


def test_fewer_rows_than_the_api_speaks_of_are_told(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    publisher.answers["/api/gedevents/25.1"] = Answer(
        b'{"TotalCount": 7, "NextPageUrl": "", "Result": [{"id": 1}]}'
    )
    result = run(*UCDP, "--country", "90")

    assert 0 == result.exit_code
    assert "warning: ucdp_gedevents-25.1_Country-90.jsonl: 1 rows came, the API speaks of 7" in result.stderr


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"TotalCount": 0, "NextPageUrl": "", "Result": []}', "holds 0 rows; nothing written"),
        (b"<html>", "the answer is not JSON"),
        (b"\xff\xfe", "the answer is not JSON"),
        (b'{"error": 1}', "an answer without Result"),
        (b"[1]", "an answer without Result"),
        (b'{"NextPageUrl": "http://x/?page=0", "Result": [{}]}', "page 0 is named as following twice"),
        (b'{"NextPageUrl": "http://x/?a=b", "Result": [{}]}', "has no page number"),
        (b'{"NextPageUrl": 7, "Result": [{}]}', "has no page number"),
    ],
)
def test_an_answer_of_the_api_that_is_none_is_one_line(run, publisher, monkeypatch, body, told):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    publisher.answers["/api/gedevents/25.1"] = Answer(body)

    assert told in one_error(run(*UCDP, "--country", "90"))
    assert [] == [name for name in written() if not name.endswith(".part")]


@pytest.mark.parametrize(
    ("arguments", "variable"),
    [
        ([*UCDP, "--country", "90"], "UCDP_API_TOKEN"),
        (["acled", "--country", "Kestria", "--out", "raw"], "ACLED_EMAIL and ACLED_PASSWORD"),
    ],
)
def test_a_missing_key_names_its_variable_and_asks_nobody(run, publisher, arguments, variable):
    assert variable in one_error(run(*arguments))
    assert ([], []) == (publisher.asked, written())


def test_a_key_that_no_header_can_carry_is_not_printed(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", "geheim\nX-Other: schlüssel")
    error = one_error(run(*UCDP, "--country", "90"))

    assert "UCDP_API_TOKEN: holds a character that no key has" in error
    assert "geheim" not in error


def test_a_server_that_repeats_our_token_does_not_get_it_printed_or_written(run, publisher, monkeypatch):
    monkeypatch.setenv("UCDP_API_TOKEN", TOKEN)
    publisher.answers["/api/gedevents/25.1"] = Answer(f'{{"message": "bad token {TOKEN}"}}'.encode(), 403)
    assert "403 Forbidden: bad token …" in one_error(run(*UCDP, "--country", "90"))
    publisher.answers["/api/gedevents/25.1"] = Answer(f"{'x' * 195} {TOKEN}".encode(), 403)
    assert TOKEN[:4] not in one_error(run(*UCDP, "--country", "90"))

    page = {"TotalCount": 1, "NextPageUrl": "", "asked": TOKEN, "Result": [{"id": 1}]}
    publisher.answers["/api/gedevents/25.1"] = Answer(json.dumps(page).encode())
    result = run(*UCDP, "--country", "90")
    assert 0 == result.exit_code
    assert TOKEN not in result.output + "".join(file.read_text() for file in Path("raw").iterdir())


# GDELT


def quarter(moment, text=ROW, table="export", home="", extra=""):
    name = f"{moment}.{extra}{table}.CSV.zip"
    body = zipped(name.removesuffix(".zip"), text)
    return f"/gdeltv2/{name}", body, f"{len(body)} {hashlib.md5(body).hexdigest()} {home}/gdeltv2/{name}\n"


def gdelt_list(
    publisher, moments, tables=("export", "mentions", "gkg"), path="/gdeltv2/masterfilelist.txt", extra=""
):
    """A list in the form of GDELT's, and its files."""
    lines = []
    for moment in moments:
        for table in tables:
            where, body, line = quarter(moment, table=table, home=publisher.url, extra=extra)
            publisher.file(where, body)
            lines.append(line)
    publisher.file(path, "".join(lines).encode())


def test_gdelt_files_of_the_days_come_checked_against_the_list(run, publisher):
    gdelt_list(
        publisher, ["20250228234500", "20250301000000", "20250301001500", "20250302000000", "20250303000000"]
    )
    result = run("gdelt", "--from", "2025-03-01", "--to", "2025-03-02", "--out", "raw")

    assert 0 == result.exit_code, result.output
    names = [f"{moment}.export.CSV.zip" for moment in ("20250301000000", "20250301001500", "20250302000000")]
    assert names == [name for name in written() if name.endswith(".zip")]
    assert "3 files fetched into raw, 0 were there already\n" == result.stdout
    assert "cite: Leetaru, Kalev" in result.stderr

    more = run("gdelt", "--from", "2025-03-01", "--mentions", "--out", "raw")
    assert "2 files fetched into raw, 2 were there already\n" == more.stdout


def test_translated_news_have_a_list_of_their_own(run, publisher):
    path = "/gdeltv2/masterfilelist-translation.txt"
    gdelt_list(publisher, ["20250301000000"], ("export", "gkg"), path, extra="translation.")
    result = run("gdelt", "--from", "2025-03-01", "--translated", "--out", "raw")

    assert 0 == result.exit_code, result.output
    assert "20250301000000.translation.export.CSV.zip" in written()


def test_of_a_long_list_only_the_days_are_read(run, publisher):
    days = [f"2024{month:02d}{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    gdelt_list(publisher, [f"{day}{hour:02d}0000" for day in days for hour in range(24)], ("export",))
    path = "/gdeltv2/masterfilelist.txt"
    whole = len(publisher.answers[path].body)
    result = run("gdelt", "--from", "2024-09-14", "--out", "raw")

    assert "24 files fetched into raw, 0 were there already\n" == result.stdout, result.output
    spans = [asked.headers["Range"].removeprefix("bytes=").split("-") for asked in publisher.times(path)]
    assert whole > 700_000
    assert sum(int(end) - int(begin) + 1 for begin, end in spans) < whole / 3

    publisher.answers[path].ranges = False
    assert "24 were there already" in run("gdelt", "--from", "2024-09-14", "--out", "raw").stdout


def test_gdelt_1_has_a_file_for_each_day_with_lists_of_sums_and_sizes(run, publisher):
    body = zipped("20250301.export.CSV", ROW)
    publisher.file("/events/20250301.export.CSV.zip", body)
    sums = f"{hashlib.md5(body).hexdigest()}  20250301.export.CSV.zip\n{'0' * 32}  1979.zip\n"
    publisher.file("/events/md5sums", sums.encode())
    publisher.file("/events/filesizes", f"{len(body)} 20250301.export.CSV.zip\n".encode())

    assert 0 == run("gdelt", "--daily", "--from", "2025-03-01", "--out", "raw").exit_code
    assert body == Path("raw/20250301.export.CSV.zip").read_bytes()
    assert "0 files between" in one_error(run("gdelt", "--daily", "--from", "2025-03-02", "--out", "raw"))


def test_a_wrong_checksum_is_told_and_leaves_no_file(run, publisher):
    gdelt_list(publisher, ["20250301000000", "20250301001500"], ("export",))
    bad, good = "/gdeltv2/20250301000000.export.CSV.zip", "20250301001500.export.CSV.zip"
    body = publisher.answers[bad].body
    publisher.file(bad, bytes([body[0] ^ 1]) + body[1:])
    result = run("gdelt", "--from", "2025-03-01", "--out", "raw")

    assert 1 == result.exit_code
    assert "wrong checksum: md5 " in result.stderr
    assert "Error: 1 of 2 files could not be fetched" in result.stderr
    assert [good, f"{good}.sha256"] == written()

    publisher.file(bad, body[:-1])
    assert (
        f"{len(body) - 1} bytes came, {len(body)} were announced"
        in run("gdelt", "--from", "2025-03-01", "--out", "raw").stderr
    )


def test_a_part_that_turns_out_wrong_is_fetched_once_more_from_the_beginning(run, publisher):
    gdelt_list(publisher, ["20250301000000"], ("export",))
    path = "/gdeltv2/20250301000000.export.CSV.zip"
    Path("raw").mkdir()
    Path("raw/20250301000000.export.CSV.zip.part").write_bytes(b"of another file")
    result = run("gdelt", "--from", "2025-03-01", "--out", "raw")

    assert 0 == result.exit_code, result.output
    assert ["bytes=15-", None] == [asked.headers.get("Range") for asked in publisher.times(path)]
    assert "starting over" in result.stderr


def test_a_listed_file_that_is_missing_does_not_keep_the_others_away_but_a_refusal_does(run, publisher):
    gdelt_list(publisher, ["20250301000000", "20250301001500", "20250301003000"], ("export",))
    first, second = (f"/gdeltv2/2025030100{minute}00.export.CSV.zip" for minute in ("00", "15"))
    del publisher.answers[first]
    missing = run("gdelt", "--from", "2025-03-01", "--out", "raw")
    assert 1 == missing.exit_code
    assert "404 Not Found" in missing.stderr
    assert "2 files fetched into raw, 0 were there already\n" == missing.stdout

    publisher.answers[first] = Answer(status=403)
    publisher.asked.clear()
    assert "403 Forbidden" in run("gdelt", "--from", "2025-03-01", "--force", "--out", "raw").stderr
    assert [] == publisher.times(second)


def test_a_list_without_a_file_of_the_days_or_with_one_of_another_host_is_one_line(run, publisher):
    gdelt_list(publisher, ["20250301000000"])
    assert "0 files between 2025-04-01 and 2025-04-02; nothing written" in one_error(
        run("gdelt", "--from", "2025-04-01", "--to", "2025-04-02", "--out", "raw")
    )

    line = f"5 {'a' * 32} http://10.0.0.7/x/20250301000000.export.CSV.zip\n"
    publisher.file("/gdeltv2/masterfilelist.txt", line.encode())
    assert "lists a file of another host" in one_error(run("gdelt", "--from", "2025-03-01", "--out", "raw"))
    assert [] == written()


# ACLED


def rows(begin, end):
    return [{"event_id_cnty": f"KES{n}", "fatalities": "0"} for n in range(begin, end)]


def acled_answers(publisher, count, **more):
    """Log in, and answer with pages of ``acled.PAGE_ROWS`` rows."""

    def answer(asked):
        size = int(asked.query["limit"])
        begin = (int(asked.query["page"]) - 1) * size
        data = rows(begin, min(begin + size, count))
        page = {
            "status": 200,
            "success": True,
            "count": len(data),
            "total_count": count,
            "data": data,
            **more,
        }
        return Answer(json.dumps(page).encode())

    token = {"token_type": "Bearer", "expires_in": 86400, "access_token": TOKEN, "refresh_token": "other"}
    publisher.answers["/oauth/token"] = Answer(json.dumps(token).encode())
    publisher.answers["/api/acled/read"] = answer


ACLED = ["acled", "--country", "Kestria", "--from", "2024-01-01", "--to", "2024-12-31", "--out", "raw"]


@pytest.fixture
def account(monkeypatch):
    monkeypatch.setenv("ACLED_EMAIL", "reader@example.org")
    monkeypatch.setenv("ACLED_PASSWORD", 'pass"word & more')
    monkeypatch.setattr(acled, "PAGE_ROWS", 2)


def test_acled_rows_come_with_the_users_account_in_pages(run, publisher, account):
    acled_answers(publisher, 5)
    result = run(*ACLED)
    name = "acled_kestria_2024-01-01_2024-12-31.jsonl"

    assert 0 == result.exit_code, result.output
    assert rows(0, 5) == [row for page in stored(name) for row in page["data"]]
    login, *reads = publisher.asked
    assert ("POST", "reader@example.org", 'pass"word & more', "password", "acled") == (
        login.method, *(login.form[key] for key in ("username", "password", "grant_type", "client_id")),
    )  # fmt: skip
    assert {"Bearer " + TOKEN} == {asked.headers["Authorization"] for asked in reads}
    assert {("Kestria", "2024-01-01|2024-12-31", "BETWEEN", "json")} == {
        tuple(asked.query[key] for key in ("country", "event_date", "event_date_where", "_format"))
        for asked in reads
    }
    assert "do not allow its rows to be passed on" in result.stderr
    for secret in (TOKEN, 'pass"word', "other"):
        assert secret not in result.output + "".join(file.read_text() for file in Path("raw").iterdir())


def test_acled_is_fetched_anew_at_every_run_and_replaced_only_by_a_whole_answer(run, publisher, account):
    acled_answers(publisher, 3)
    assert 0 == run(*ACLED).exit_code
    before = Path("raw/acled_kestria_2024-01-01_2024-12-31.jsonl").read_bytes()
    good = publisher.answers["/api/acled/read"]
    publisher.answers["/api/acled/read"] = lambda asked: (
        Answer(status=403) if asked.query["page"] == "2" else good(asked)
    )

    assert "403 Forbidden; the account may not read this" in one_error(run(*ACLED))
    assert 2 == len(written())
    assert before == Path("raw/acled_kestria_2024-01-01_2024-12-31.jsonl").read_bytes()


def test_a_token_of_ones_own_needs_no_login(run, publisher, account, monkeypatch):
    monkeypatch.setenv("ACLED_ACCESS_TOKEN", TOKEN)
    acled_answers(publisher, 1)

    assert 0 == run("acled", "--country", "Côte Kestrienne", "--country", "Ordania", "--out", "raw").exit_code
    assert ["acled_cote-kestrienne.jsonl", "acled_ordania.jsonl"] == [
        n for n in written() if n.endswith(".jsonl")
    ]
    assert [] == publisher.times("/oauth/token")

    publisher.answers["/api/acled/read"] = Answer(b'{"message": "expired"}', 401)
    assert "401 Unauthorized: expired; a token lasts 24 hours" in one_error(run(*ACLED))


def test_no_rows_of_acled_say_up_to_when_the_account_may_read(run, publisher, account):
    restricted = {"date_recency": {"quantity": 12, "unit": "Months", "date": "2023-11-01"}}
    acled_answers(publisher, 0, data_query_restrictions=restricted)

    assert "0 rows (this account may read events up to 2023-11-01 only); nothing written" in one_error(
        run(*ACLED)
    )
    assert [] == written()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"total_count": 9}, "3 of 9 rows came; nothing written"),
        ({"success": False, "messages": ["no such field"]}, "no such field"),
        ({"data": None}, "an answer without data"),
        ({"data": rows(0, 2)}, "page 2 repeats earlier ones"),
    ],
)
def test_an_answer_of_acled_that_is_not_whole_writes_nothing(run, publisher, account, more, told):
    acled_answers(publisher, 3, **more)

    assert told in one_error(run(*ACLED))
    assert [] == written()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            Answer(b'{"error": "invalid_grant", "error_description": "wrong"}', 400),
            "400 Bad Request: wrong; check ACLED",
        ),
        (Answer(b"{}"), "an answer without access_token"),
        (Answer(b"<html>"), "the answer is not JSON"),
        (Answer(status=302, headers={"Location": "/api/acled/read"}), "302 Found"),
        (Answer(b"pass%22word%20%26%20more is wrong", 401), "401 Unauthorized: … is wrong"),
    ],
)
def test_a_login_that_fails_is_one_line_without_the_password(run, publisher, account, answer, told):
    acled_answers(publisher, 3)
    publisher.answers["/oauth/token"] = answer

    error = one_error(run(*ACLED))
    assert told in error
    assert "pass" not in error.replace("ACLED_PASSWORD", "").lower()
    assert [] == publisher.times("/api/acled/read")


# VIINA


def pointer(body):
    digest = hashlib.sha256(body).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(body)}\n".encode()


def test_viina_files_come_checked_against_their_pointers(run, publisher):
    for table in viina.TABLES:
        body = zipped(f"{table}.csv", "viina_version,event_id\n2,1\n")
        publisher.file(f"/pointers/{table}_latest_2024.zip", pointer(body))
        publisher.file(f"/media/{table}_latest_2024.zip", body)
    result = run("viina", "--year", "2024", "--out", "raw")

    assert 0 == result.exit_code, result.output
    assert [f"{table}_latest_2024.zip" for table in sorted(viina.TABLES)] == [
        name for name in written() if name.endswith(".zip")
    ]
    assert "licence: ODbL-1.0" in result.stderr
    assert (
        "0 files fetched into raw, 3 were there already\n"
        == run("viina", "--year", "2024", "--out", "raw").stdout
    )

    newer = zipped("event_1pd.csv", "viina_version,event_id\n2,1\n2,2\n")
    publisher.file("/pointers/event_1pd_latest_2024.zip", pointer(newer))
    publisher.file("/media/event_1pd_latest_2024.zip", newer)
    run("viina", "--year", "2024", "--table", "event_1pd", "--out", "raw")
    assert newer == Path("raw/event_1pd_latest_2024.zip").read_bytes()


def test_a_viina_file_without_a_pointer_is_taken_as_it_is(run, publisher):
    body = zipped("event_1pd.csv", "viina_version,event_id\n2,1\n" * 100)
    publisher.file("/pointers/event_1pd_latest_2024.zip", body)

    assert 0 == run("viina", "--year", "2024", "--table", "event_1pd", "--out", "raw").exit_code
    assert body == Path("raw/event_1pd_latest_2024.zip").read_bytes()
    assert "VIINA has no event_1pd of 2030" in one_error(
        run("viina", "--year", "2030", "--table", "event_1pd", "--out", "raw")
    )


# What the network may say


@given(st.text(), st.text())
def test_no_header_and_no_name_breaks_a_fetch_or_leads_out_of_its_folder(written, name):
    wait = web.seconds_of(written)

    assert wait is None or wait >= 0
    assert re.fullmatch("[a-z0-9-]+", acled.slug(name))
    with contextlib.suppress(TimelineError):
        assert "/" not in ucdp.release_of(name).name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["Result", "NextPageUrl", "TotalCount", "data", "success", "messages", "total_count"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_whatever_json_an_api_answers_its_rows_come_or_one_line(page):
    for look in (
        lambda: ucdp.rows_of(page) and ucdp.following(page),
        lambda: acled.rows_of(page) or acled.limits(page),
    ):
        with contextlib.suppress(TimelineError):
            look()


# The command line


@pytest.mark.parametrize(
    "arguments",
    [
        ["ucdp"],
        ["ucdp", "--to", "2024-01-01", "--out", "raw"],
        ["gdelt", "--out", "raw"],
        ["gdelt", "--from", "2025-03-02", "--to", "2025-03-01", "--out", "raw"],
        ["gdelt", "--from", "yesterday", "--out", "raw"],
        ["gdelt", "--daily", "--mentions", "--from", "2025-03-01", "--out", "raw"],
        ["acled", "--out", "raw"],
        ["viina", "--out", "raw"],
        ["viina", "--year", "2021", "--out", "raw"],
        ["icews", "--out", "raw"],
    ],
)
def test_wrong_use_exits_2_and_asks_nobody(run, publisher, arguments):
    result = run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert ([], []) == (publisher.asked, written())


def test_a_bar_is_shown_to_somebody_who_looks_on_and_to_nobody_else(publisher, tmp_path):
    publisher.file(GED, RELEASE)
    program = (
        "from timeline.cli import cli; from timeline.fetch import ucdp;"
        f"ucdp.DOWNLOADS = {publisher.url!r}; cli(prog_name='timeline')"
    )
    command = [sys.executable, "-c", program, "fetch", *UCDP]
    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    screen, terminal = pty.openpty()
    subprocess.run(
        [*command, "--force"], cwd=tmp_path, stderr=terminal, stdout=subprocess.DEVNULL, check=True
    )
    os.close(terminal)
    shown = os.read(screen, 100_000).decode()
    os.close(screen)

    assert "ged251-csv.zip" not in plain.stderr
    assert "ged251-csv.zip  [####" in shown
    assert "100%" in shown
