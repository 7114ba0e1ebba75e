"""GDELT's events and mentions: every row in, each a claim with what speaks against it, whatever file came first."""

import gzip
import json
import sqlite3
import zipfile
from contextlib import closing
from itertools import permutations

import pytest
from gdelt_sample import cells, event, many, mention
from ingest_sample import rows_of

from timeline.datasets import looks_like_table, recoded, record_at, tables
from timeline.extract.gdelt_events import extract
from timeline.formats import named, recognised
from timeline.ingest import ingest
from timeline.model import Record
from timeline.read.gdelt_events import V2
from timeline.resolve.sources import cited_source
from timeline.store.check import check
from timeline.store.records import lines_from


def ask(db, query, *values):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query, values).fetchall()


def flags_of(db):
    """The flags of every event by the last digits of its key."""
    found = ask(db, "select dataset_event_id, flags from events order by id")
    return {int(key) - 900_000_000: json.loads(flags or "[]") for key, flags in found}


def extracted(**changed):
    """The event of one row that is as most rows but for some cells, and its issues."""
    found = extract(Record(7, b"", cells(1, **changed)))
    return found.events[0], [issue.message for issue in found.issues]


def folder(tmp_path, **files):
    """A folder of files with these lines."""
    root = tmp_path / "in"
    root.mkdir(exist_ok=True)
    for name, lines in files.items():
        (root / f"{name}.CSV").write_text("".join(lines), encoding="utf-8")
    return root


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    "name", ["20310304.export.CSV", "rows.tsv", "download", "notes.txt", "a.zip", "b.CSV.gz"]
)
def test_a_file_is_known_by_its_rows_whatever_its_name(tmp_path, name, version):
    file, text = tmp_path / name, "".join(many(30, version)).encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("20310304101500.export.CSV", text)
    else:
        file.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)

    assert looks_like_table(file, name)
    (table,) = tables(file, name, "0" * 64)
    assert table.report.format == "gdelt_events"
    assert sum(len(row.extraction.events) for row in table.rows) == 30


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (event(1, 1), "gdelt_events"),
        (event(1, 1).rpartition("\t")[0], "gdelt_events"),
        ("\ufeff" + event(1), "gdelt_events"),
        ("cut off\n" + event(1), "gdelt_events"),
        (event(1, MonthYear="203104"), None),
        (event(1, DATEADDED="yesterday"), None),
        (event(1).replace("900000001", "one"), None),
        (mention(1), "gdelt_mentions"),
        (mention(1, MentionTimeDate="20310304"), None),
        ("\t".join("abcdefghijklmnop") + "\n", None),
    ],
)
def test_what_is_recognised(line, expected):
    found = recognised(line.encode())

    assert expected == (found and found.name)


@pytest.mark.parametrize("version", [1, 2])
def test_every_cell_of_every_row_comes_back(tmp_path, version):
    odd = event(
        77, version, Actor1Name='A "QUOTE', Actor2Name="ÁRDEN \r RETURN", GoldsteinScale="-10.0", AvgTone=""
    )
    lines = [
        *many(900, version),
        odd.replace("\n", "\r\n"),
        "half a row\tonly\n",
        *many(5, version),
        odd[:-1],
    ]
    root = folder(tmp_path)
    (root / "a.CSV").write_text("".join(lines), encoding="utf-8", newline="")
    ingest([root], tmp_path / "t.db")

    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        report, first = conn.execute("select id, text from reports").fetchone()
        for number, line in enumerate(lines, start=1):
            following = lines_from(conn, report, number)
            assert following[0] == line.encode()
            if not line.startswith("half"):
                kept = record_at(named("gdelt_events"), first, following)
                assert list(kept.fields.values()) == line.rstrip("\r\n").split("\t")


def test_a_row_without_address_and_one_with_more_columns_may_stand_in_one_file(tmp_path):
    root = folder(tmp_path, a=[event(1, 1), event(2, 1).rpartition("\t")[0] + "\n", event(3, 2)])
    ingest([root], tmp_path / "t.db")

    assert [(1, 1), (3, 1)] == ask(
        tmp_path / "t.db", "select line, count(*) from citations group by line order by line"
    )
    assert [(3, "claimed", 0)] == ask(
        tmp_path / "t.db", "select count(*), min(status), max(shown) from events"
    )


def test_both_files_in_any_order_and_one_after_the_other_give_the_same_rows(tmp_path):
    files = {
        "a": list(many(40)),
        "b": [mention(number) for number in range(30)],
        "c": [
            event(500, SOURCEURL=cells(3)["SOURCEURL"]),
            *(event(n, DATEADDED="20310305000000") for n in range(4)),
        ],
    }
    at_once = tmp_path / "at_once.db"
    ingest([folder(tmp_path, **files)], at_once)

    for number, order in enumerate(permutations(files)):
        root = tmp_path / f"order{number}" / "in"
        root.mkdir(parents=True)
        for name in order:
            (root / f"{name}.CSV").write_text("".join(files[name]), encoding="utf-8")
            ingest([root], tmp_path / f"{number}.db")
        assert rows_of(at_once) == rows_of(tmp_path / f"{number}.db")
    assert check(at_once) == []


def test_a_second_ingest_adds_nothing(tmp_path):
    root = folder(tmp_path, a=many(50), b=[mention(1)])
    ingest([root], tmp_path / "t.db")
    before = (tmp_path / "t.db").read_bytes()
    ingest([root], tmp_path / "t.db")

    assert before == (tmp_path / "t.db").read_bytes()


def test_rows_of_one_report_are_flagged_across_files_and_no_longer_when_one_goes(tmp_path):
    one = "https://courier.example/one"
    root = folder(tmp_path, a=[event(1, SOURCEURL=one), event(2)])
    ingest([root], tmp_path / "t.db")
    alone = flags_of(tmp_path / "t.db")
    folder(tmp_path, b=[event(3, SOURCEURL=one)], c=[mention(2, MentionIdentifier=cells(2)["SOURCEURL"])])
    ingest([root], tmp_path / "t.db")
    together = flags_of(tmp_path / "t.db")
    (root / "b.CSV").unlink()
    ingest([root], tmp_path / "t.db")

    assert alone == {1: [], 2: []}
    assert together == {1: ["shared_url"], 2: [], 3: ["shared_url"]}
    assert alone == flags_of(tmp_path / "t.db")


@pytest.mark.parametrize(
    ("places", "slots", "expected"),
    [
        ("ABCD", "1111", True),
        ("ABCA", "1111", False),
        ("ABCD", "1112", False),
        ("ABCDE", "11112", True),
        ("ABC", "111", False),
    ],
)
def test_more_than_three_places_in_one_quarter_of_an_hour_are_flagged(tmp_path, places, slots, expected):
    lines = [
        event(
            n, SOURCEURL="https://courier.example/one", ActionGeo_FullName=f"{place}, France",
            DATEADDED=f"2031030410{slot}500",
        )
        for n, (place, slot) in enumerate(zip(places, slots, strict=True))
    ]  # fmt: skip
    root = folder(tmp_path, a=lines[::2], b=lines[1::2])
    ingest([root], tmp_path / "t.db")

    flagged = {n: "scattered_places" in flags for n, flags in flags_of(tmp_path / "t.db").items()}
    assert flagged == {n: expected and slot == "1" for n, slot in enumerate(slots)}


def test_places_that_a_removed_file_had_no_longer_count(tmp_path):
    lines = [
        event(n, SOURCEURL="https://courier.example/one", ActionGeo_FullName=f"{place}, France")
        for n, place in enumerate("ABCD")
    ]
    root = folder(tmp_path, a=lines[:3], b=lines[3:])
    ingest([root], tmp_path / "t.db")
    scattered = flags_of(tmp_path / "t.db")
    (root / "b.CSV").unlink()
    ingest([root], tmp_path / "t.db")

    assert scattered == {key: ["shared_url", "scattered_places"] for key in range(4)}
    assert flags_of(tmp_path / "t.db") == {key: ["shared_url"] for key in range(3)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ()),
        ({"Actor1Type1Code": "", "Actor2Type1Code": ""}, ("no_typed_actor",)),
        ({"Actor1Type1Code": ""}, ()),
        ({"SQLDATE": "20310303"}, ("other_day",)),
        ({"ActionGeo_Type": "2"}, ("coarse_place",)),
        ({"ActionGeo_Type": "3"}, ()),
        ({"IsRootEvent": "0"}, ("not_root",)),
        (
            {"SQLDATE": "20300304", "ActionGeo_Type": "5", "IsRootEvent": "0"},
            ("other_day", "coarse_place", "not_root"),
        ),
    ],
)
def test_what_speaks_against_a_row_by_itself(changed, expected):
    assert expected == extracted(**changed)[0].flags


@pytest.mark.parametrize(
    ("code", "quad", "expected"),
    [
        ("042", "1", ("042", "CONSULT", "verbal_cooperation", False)),
        ("0841", "2", ("0841", "RETREAT", "material_cooperation", False)),
        ("0841", "4", ("0841", "RETREAT", "material_cooperation", True)),
        ("010", "1", ("010", None, "verbal_cooperation", False)),
        ("---", "3", (None, None, "verbal_conflict", False)),
        ("", "", (None, None, None, False)),
    ],
)
def test_the_code_keeps_its_zeros_and_the_quad_class_is_that_of_the_type(code, quad, expected):
    found, issues = extracted(EventCode=code, QuadClass=quad)

    assert expected == (found.cameo_code, found.event_type, found.quad_class, "quad_class" in found.lossy)
    assert issues == []


@pytest.mark.parametrize(
    ("kind", "fips", "adm1", "expected"),
    [
        ("1", "UK", "UK", ("GBR", None, "country")),
        ("5", "GM", "GM07", ("DEU", "GM07", "admin1")),
        ("4", "AS", "AS02", ("AUS", "AS02", "near")),
        ("2", "US", "USTX", ("USA", "USTX", "admin1")),
    ],
)
def test_places_are_as_fine_as_their_kind_and_lie_in_the_country_of_their_fips_code(
    kind, fips, adm1, expected
):
    place = extracted(ActionGeo_Type=kind, ActionGeo_CountryCode=fips, ActionGeo_ADM1Code=adm1)[0].place

    assert expected == (place.country, place.admin1, place.geo_precision)


@pytest.mark.parametrize("kind", ["0", ""])
def test_no_place_stays_unknown(kind):
    assert extracted(ActionGeo_Type=kind)[0].place is None


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"CountryCode": "USA"}, ("united-states", "USA", "country", "GOV")),
        ({"CountryCode": "USA", "Type1Code": "GOV"}, ("united-states", "USA", "government", "GOV")),
        ({"CountryCode": "USA", "Type1Code": "MIL"}, (None, "USA", "armed_group", "MIL")),
        ({"CountryCode": "ROM", "Type1Code": "COP"}, (None, "ROU", "armed_group", "COP")),
        ({"KnownGroupCode": "NAT", "Type1Code": "IGO"}, ("nato", None, "organisation", "MIL")),
        ({"KnownGroupCode": "ACC"}, ("cameo-acc", None, "body", "GOV")),
        ({"Religion1Code": "CHR"}, (None, None, "people", None)),
        ({"CountryCode": "EUR"}, (None, None, None, None)),
        ({"CountryCode": "AUS", "Type1Code": "RAD", "Type2Code": "LAB"}, (None, "AUS", "people", "LAB")),
    ],
)
def test_an_actor_is_what_its_codes_say(codes, expected):
    named_codes = {f"Actor2{name}": code for name, code in codes.items()}
    found, issues = extracted(**{"Actor2Type1Code": "", **named_codes})
    part = found.participants[1]

    assert (part.role, part.name_as_written) == ("recipient", "REBELS OF TALMARK")
    assert expected == (part.actor and part.actor.id, part.country, part.kind, part.sector)
    assert issues == []


def test_a_row_read_again_gives_the_same_event():
    line = event(5)

    assert recoded("gdelt_events", event(1), [[line.encode()]])[0].id == "gdelt-900000005"


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        (None, "https://www.dawn.com/news/1", "Dawn"),
        (None, "http://www.kelm-courier.example/a?b#c", "kelm-courier.example"),
        (None, "https://KELM.example:8080/", "kelm.example"),
        ("The Kelm Gazette", "https://www.dawn.com/news/1", "The Kelm Gazette"),
        (None, "https://[broken", None),
        (None, None, None),
    ],
)
def test_an_article_without_a_publisher_is_from_its_site(name, url, expected):
    found = cited_source(name, url)

    assert expected == (found and found.name)


def test_articles_are_joined_to_their_sites_and_machine_codings_left_out_of_the_timeline(tmp_path):
    root = folder(
        tmp_path, a=[event(1), event(2)], b=[mention(1, MentionSourceName="courier.example"), mention(99)]
    )
    ingest([root], tmp_path / "t.db")

    assert ask(
        tmp_path / "t.db",
        "select event_id, name, citations.url from citations join sources on sources.id = source_id order by 1, 3",
    ) == [
        ("gdelt-900000001", "courier.example", "https://courier.example/1/more"),
        ("gdelt-900000001", "courier.example", "https://www.courier.example/1"),
        ("gdelt-900000002", "courier.example", "https://www.courier.example/2"),
        ("gdelt-900000099", "courier.example", "https://courier.example/99/more"),
    ]
    assert [(0,)] == ask(tmp_path / "t.db", "select count(*) from timeline")
    assert [("gdelt", 1), ("courier-example", None)] == ask(
        tmp_path / "t.db", "select id, redistributable from sources order by id desc"
    )


def test_a_row_that_comes_again_replaces_what_was_coded_whole(tmp_path):
    older = event(1, EventCode="042", QuadClass="1", IsRootEvent="0", DATEADDED="20310304101500")
    newer = event(1, EventCode="190", QuadClass="4", DATEADDED="20310304103000")
    root = folder(tmp_path, a=[newer], b=[older])
    ingest([root], tmp_path / "t.db")

    assert [("ASSAULT", None, None, 2)] == ask(
        tmp_path / "t.db", "select event_type, event_mode, flags, reports from events"
    )


@pytest.mark.parametrize("header", [V2, [name.lower() for name in V2]])
def test_a_header_that_somebody_put_before_the_rows_is_no_row(tmp_path, header):
    root = folder(tmp_path, a=["\t".join(header) + "\n", event(1), event(2)])
    ingest([root], tmp_path / "t.db")

    assert [(2,), (3,)] == ask(tmp_path / "t.db", "select line from claims order by line")
    assert [] == ask(tmp_path / "t.db", "select * from issues")
