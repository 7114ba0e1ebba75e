"""Events out again: every format, what is chosen, what may not leave, and that nothing is changed on the way."""

import csv
import hashlib
import json
import sqlite3
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from ged_sample import COLUMNS, ged_row, ged_text, write_ged
from store_sample import GAZETTE, KNOWN, an_input

from timeline.cli import cli
from timeline.errors import TimelineError
from timeline.export import flat, ftm, jsonl, plover, select
from timeline.export.formats import SHAPES
from timeline.export.quotes import LETTERS, WORDS, excerpt
from timeline.ingest import ingest
from timeline.model import (
    DatePrecision,
    DateValue,
    Extraction,
    Input,
    Place,
    Quantity,
    QuantityKind,
    Report,
    Row,
    Source,
    SourceKind,
    Status,
    Table,
)
from timeline.resolve.sources import source_of
from timeline.store.check import check
from timeline.store.export_rows import opened
from timeline.store.workspace import workspace
from timeline.store.write import save
from timeline.vocab.country_codes import known_code, name_to_alpha3
from timeline.vocab.dataset_columns import Fate, columns
from timeline.vocab.datasets import datasets
from timeline.vocab.ucdp_countries import names, ucdp_country

GOLDEN = Path(__file__).parent / "golden" / "export"
MAPPED = [name for name, one in columns("ucdp_ged").items() if one.fate is Fate.MAPPED and name in COLUMNS]
FREE = replace(GAZETTE, redistributable=True)
UNDATED = DateValue(None, None, DatePrecision.UNKNOWN)


def export(db, output, *options):
    """Run the command, and return what it printed on stderr."""
    result = CliRunner().invoke(cli, ["export", str(output), "--db", str(db), *options])
    assert result.exit_code == 0, result.output
    return result.stderr


def ids(db, tmp_path, *options):
    """The ids of the events that an export holds."""
    file = tmp_path / "ids.csv"
    export(db, file, *options)
    return [row["id"] for row in read_csv(file)]


def read_csv(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def store(db, inputs):
    with workspace(db, fresh=True, coder=1) as conn:
        save(conn, sorted(inputs, key=lambda item: (item.path, item.sha256)), KNOWN, source_of)
    assert check(db) == []


def with_events(item, **changes):
    """An input whose events are changed, with its claims when they are dated otherwise."""
    story = item.stories[0]
    events = []
    for event in story.events:
        claims = event.claims
        if "date" in changes:
            claims = tuple(replace(claim, date=changes["date"]) for claim in claims)
        events.append(replace(event, claims=claims, **changes))
    return replace(item, stories=(replace(story, events=tuple(events)),))


def published_by(item, source):
    return replace(item, stories=(replace(item.stories[0], source=source, agency=None),))


def a_table(dataset, count=2, free=None, shown=True, word="Zorblax"):
    """A dataset file with invented rows, whatever reads such files: every text in it begins with ``word``."""
    rows = []
    for number in range(count):
        event = an_input(f"{dataset}{number}.md", number + 1).stories[0].events[0]
        part = replace(event.participants[1], name_as_written=f"{word} Brigade {number}", actor=None)
        claim = replace(
            event.claims[0], span=None, quote=None, line=number + 2, evidence=(), claimant=part, quantities=()
        )
        event = replace(
            event,
            id=f"{dataset}-{word}{number}",
            title=f"{word} title {number}",
            place=Place(f"{word} place", "BOR", f"{word} province", 1.5, 2.5, event.place.geo_precision),
            participants=(part,),
            claims=(claim,),
            dataset=dataset,
            dataset_event_id=f"{word}{number}",
            violence_type="non_state",
            shown=shown,
        )
        rows.append(Row(number + 2, f"{word},{number}\n".encode(), Extraction((event,))))
    sha256 = hashlib.sha256(dataset.encode()).hexdigest()
    report = Report(
        f"{dataset}-file", f"raw/{dataset}.csv", dataset, sha256, f"{word}_header\n", (), title=dataset
    )
    facts = datasets().get(dataset)
    source = Source(
        dataset, dataset, SourceKind.DATASET, licence=facts.licence if facts else None, redistributable=free
    )
    return Input(report.path, sha256, dataset, tables=(Table(report, source, iter(rows)),))


@pytest.fixture(scope="session")
def small_db(tmp_path_factory):
    """Two reports (one of them free, one without a date), two rows of GED and two machine codings of GDELT."""
    folder = tmp_path_factory.mktemp("export")
    db = folder / "small.db"
    first = published_by(an_input("a.md", 2, 1), FREE)
    second = with_events(an_input("b.md", 7), date=UNDATED, status=Status.DENIED, place=None)
    gdelt = a_table("gdelt_events", free=True, shown=False, word="Machine")
    store(db, [first, second, gdelt, a_table("ucdp_ged", free=True, word="Osprey")])
    return db


@pytest.fixture(scope="session")
def ged_db(tmp_path_factory):
    """330 invented rows of UCDP GED, ingested as a user does."""
    folder = tmp_path_factory.mktemp("ged")
    rows = write_ged(folder / "ged.csv", 330)
    ingest([folder / "ged.csv"], folder / "ged.db")
    return folder / "ged.db", rows


# --- every format


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "parquet"])
def test_a_small_database_in_every_format(name, small_db, tmp_path, pytestconfig):
    file, golden = tmp_path / f"out.{name}", GOLDEN / f"small.{name}"
    export(small_db, file, "--format", name, "--machine-codings")
    actual = file.read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(actual, encoding="utf-8")
        golden.with_suffix(".attribution.txt").write_text(
            Path(f"{file}.attribution.txt").read_text(encoding="utf-8"), encoding="utf-8"
        )
        pytest.fail(f"wrote {golden.name}: read the diff, then run without the option")

    assert golden.read_text(encoding="utf-8") == actual


def test_parquet_holds_the_rows_of_csv_with_types(small_db, tmp_path):
    export(small_db, tmp_path / "t.parquet")
    export(small_db, tmp_path / "t.csv")
    table = pq.read_table(tmp_path / "t.parquet").to_pylist()

    assert list(flat.COLUMNS) == pq.read_schema(tmp_path / "t.parquet").names
    assert [row["id"] for row in read_csv(tmp_path / "t.csv")] == [row["id"] for row in table]
    assert date(2031, 3, 4) == table[0]["date_start"]
    assert ["military"] == table[0]["contexts"]
    assert [None] == [row["date_start"] for row in table[-1:]]


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_database_gives_the_same_bytes(name, ged_db, tmp_path):
    db, _ = ged_db
    for number in (1, 2):
        export(db, tmp_path / str(number), "--format", name)

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_parquet_has_row_groups_of_a_fixed_size(ged_db, tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.export.parquet.GROUP", 100)
    export(ged_db[0], tmp_path / "t.parquet")
    file = pq.ParquetFile(tmp_path / "t.parquet").metadata

    assert [100, 100, 100, 30] == [file.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert file.metadata is None


def test_an_event_without_a_point_has_no_geometry(small_db, tmp_path):
    export(small_db, tmp_path / "t.geojson")
    features = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))["features"]
    points = {one["id"].partition("-")[0]: one["geometry"] for one in features}

    assert points["b"] is None
    assert {"type": "Point", "coordinates": [19.25, 47.5]} == points["a"]


def test_an_export_of_nothing_is_a_whole_file_and_says_so(small_db, tmp_path):
    said = export(small_db, tmp_path / "t.geojson", "--from", "1999-01-01", "--to", "1999-01-02")

    assert [] == json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))["features"]
    assert "no event is left" in said


def test_timemap_gets_what_its_schema_asks_for(small_db, tmp_path):
    said = export(small_db, tmp_path / "t.json", "--format", "timemap")
    domain = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    known = {one["id"] for one in domain["associations"]}

    assert "1 events left out, for which the format has no place: no date" in said
    for event in domain["events"]:
        texts = {name: value for name, value in event.items() if name not in ("associations", "sources")}
        assert [] == [name for name, value in texts.items() if not isinstance(value, str)]
        assert set(event["associations"]) <= known
        assert set(event["sources"]) <= domain["sources"].keys()
        assert "3/4/2031" == event["date"]


@pytest.mark.parametrize(
    ("figures", "dead"),
    [
        ([(None, 3)], {"dead": 3}),
        ([(None, 3), ("side_a", 2), ("side_b", 1)], {"dead": 3}),
        ([("side_a", 2), ("side_b", 1)], {"dead": 3}),
        ([("side_a", 2), ("side_b", None)], {}),
        ([("side_a", 2), ("side_a", 4)], {}),
    ],
)
def test_plover_numbers_the_dead_where_one_number_is_told(figures, dead):
    event = an_input("a.md").stories[0].events[0]
    told = tuple(Quantity(QuantityKind.KILLED, best, best, best, "", side) for side, best in figures)
    record = plover.record(replace(event, claims=(replace(event.claims[0], quantities=told),)))

    assert dead == record.get("size", {})


def test_plover_says_what_is_denied_planned_or_hypothetical_as_its_manual_does():
    event = an_input("a.md").stories[0].events[0]
    found = {status: plover.record(replace(event, status=status)) for status in Status}

    assert found[Status.PLANNED]["future"] is found[Status.DENIED]["negation"] is True
    assert found[Status.HYPOTHETICAL]["hypothetical"] is True
    assert [] == [name for name in ("future", "negation", "hypothetical") if name in found[Status.OCCURRED]]


FTM_EVENT = {
    "name", "startDate", "endDate", "summary", "country", "location", "involved", "keywords", "recordId", "publisher",
    "sourceUrl",
}  # fmt: skip


def test_ftm_entities_have_the_properties_and_ids_of_its_schema(small_db, tmp_path):
    export(small_db, tmp_path / "t.ftm", "--format", "ftm", "--machine-codings")
    entities = [json.loads(line) for line in (tmp_path / "t.ftm").read_text(encoding="utf-8").splitlines()]
    known = set()

    for entity in entities:
        allowed = FTM_EVENT if entity["schema"] == "Event" else {"name", "country"}
        assert entity["properties"].keys() <= allowed
        assert set(entity["properties"].get("involved", ())) <= known
        assert entity["id"].replace("-", "").replace(".", "").isalnum()
        assert entity["id"].isascii()
        known.add(entity["id"])
    assert len(entities) == len(known)


def test_ftm_entities_are_valid_for_the_library(small_db, tmp_path):
    followthemoney = pytest.importorskip("followthemoney")
    export(small_db, tmp_path / "t.ftm", "--format", "ftm")

    for line in (tmp_path / "t.ftm").read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        assert {name: sorted(values) for name, values in entity["properties"].items()} == {
            name: sorted(values) for name, values in proxy.to_dict()["properties"].items()
        }


def test_ids_that_ftm_would_confuse_stay_apart():
    assert len({ftm.key("event", one) for one in ("a_b", "a-b", "a b", "Ården", "Ørden")}) == 5


# --- UCDP in, UCDP out


def same(column, old, new):
    """Is a cell what it was: a number by its value, a text but for HTML entities and outer blanks?"""
    if column in ("latitude", "longitude"):
        return float(old) == float(new)
    return unescape(old).strip() == new.strip()


def test_ged_comes_out_as_it_went_in_on_all_mapped_columns(ged_db, tmp_path):
    db, rows = ged_db
    export(db, tmp_path / "out.csv", "--format", "ucdp_ged")
    found = {row["id"]: row for row in read_csv(tmp_path / "out.csv")}
    wrong = [
        (row["id"], name, row[name], found[row["id"]][name])
        for row in rows
        for name in MAPPED
        if not same(name, row[name], found[row["id"]][name])
    ]

    assert 29 == len(MAPPED)
    assert len(rows) == len(found)
    assert [] == wrong


def test_a_figure_that_contradicts_its_range_comes_out_as_written(tmp_path):
    row = ged_row(1) | {"low": "5", "best": "9", "high": "7"}
    (tmp_path / "ged.csv").write_text(ged_text([row]), encoding="utf-8")
    ingest([tmp_path / "ged.csv"], tmp_path / "t.db")
    export(tmp_path / "t.db", tmp_path / "out.csv", "--format", "ucdp_ged")

    assert ["9"] == [row["best"] for row in read_csv(tmp_path / "out.csv")]


def test_what_was_exported_can_be_ingested_again_and_tells_the_same(ged_db, tmp_path):
    db, _ = ged_db
    export(db, tmp_path / "again.csv", "--format", "ucdp_ged")
    ingest([tmp_path / "again.csv"], tmp_path / "again.db")
    query = "select * from events order by id"

    with closing(sqlite3.connect(db)) as old, closing(sqlite3.connect(tmp_path / "again.db")) as new:
        assert old.execute(query).fetchall() == new.execute(query).fetchall()


def test_the_rows_as_received_come_out_cell_by_cell(ged_db, tmp_path):
    db, rows = ged_db
    export(db, tmp_path / "out.csv", "--format", "ucdp_ged", "--original")

    assert rows == read_csv(tmp_path / "out.csv")


def test_rows_as_received_keep_columns_that_nobody_knows_and_follow_the_filters(tmp_path):
    rows = [ged_row(number) | {"coder_note": f"note {number}"} for number in range(20)]
    with (tmp_path / "ged.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    ingest([tmp_path / "ged.csv"], tmp_path / "t.db")
    export(tmp_path / "t.db", tmp_path / "out.csv", "--format", "ucdp_ged", "--original", "--country", "Mali")

    assert [row for row in rows if row["country"] == "Mali"] == read_csv(tmp_path / "out.csv")


@pytest.mark.parametrize("number", names())
def test_what_ucdp_calls_a_country_leads_back_to_it(number):
    assert name_to_alpha3(names()[number], "ucdp_ged") == known_code("gw", number).alpha3


def test_a_country_has_the_number_of_its_year():
    assert ("345", "Serbia (Yugoslavia)") == ucdp_country("SRB", 1999)
    assert ("340", "Serbia") == ucdp_country("SRB", 2008)
    assert ("678", "Yemen (North Yemen)") == ucdp_country("YEM", 1989)
    assert ucdp_country("SSD", 2005) is None


# --- what may not leave


RESTRICTED = """event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,\
admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
QZX7001,2031-03-04,2031,1,Political violence,Battles,Armed clash,Zorblax Front,Zorblax Youth,2,Vexmoor Army,,1,12,,466,\
Western Africa,Mali,Quarnok,Quarnok East,,Zethby,13.1357,-1.2468,1,Zorblax Courier; Kelm Gazette,National,\
Vexmoor men fought in Zethby.,77431,crowd size=quibblex,1930001234
"""


def cells_of_restricted():
    """Every cell of the restricted row that could come from nowhere else."""
    words = RESTRICTED.split("\n", 1)[1].replace(";", ",").split(",")
    common = {"", "1", "2", "12", "2031", "2031-03-04", "466", "Mali", "Western Africa", "National"}
    common |= {
        "Political violence",
        "Battles",
        "Armed clash",
    }  # ACLED's list stands in crosswalks of other rows
    return [word.strip() for word in words if word.strip() not in common | {"Kelm Gazette"}]


@pytest.mark.parametrize("name", SHAPES)
def test_no_cell_of_a_restricted_row_is_in_any_export(name, tmp_path):
    db, file = tmp_path / "t.db", tmp_path / f"out.{name}"
    store(
        db,
        [
            published_by(an_input("a.md"), FREE),
            a_table("acled", free=False),
            a_table("ucdp_ged", free=True, word="Osprey"),
        ],
    )
    said = export(db, file, "--format", name, "--machine-codings")
    written = b"".join(path.read_bytes() for path in tmp_path.glob("out.*"))

    assert "note: 2 events left out: the terms of their dataset" in said
    assert b"Osprey" in written or name == "parquet"
    assert b"Zorblax" not in written
    if name == "parquet":
        assert "Zorblax" not in str(pq.read_table(file).to_pylist())
        assert "Osprey" in str(pq.read_table(file).to_pylist())


@pytest.mark.parametrize("name", SHAPES)
def test_no_cell_of_acled_is_in_any_export(name, tmp_path):
    pytest.importorskip("timeline.read.acled")
    (tmp_path / "acled.csv").write_text(RESTRICTED, encoding="utf-8")
    write_ged(tmp_path / "ged.csv", 20)
    db, file = tmp_path / "t.db", tmp_path / f"out.{name}"
    ingest([tmp_path / "acled.csv", tmp_path / "ged.csv"], db)
    said = export(db, file, "--format", name, "--machine-codings")
    written = b"".join(path.read_bytes() for path in tmp_path.glob("out.*"))
    text = written.decode("utf-8", "replace") + (
        str(pq.read_table(file).to_pylist()) if name == "parquet" else ""
    )

    assert "note: 1 events left out: the terms of their dataset" in said
    assert "Wrenport" in text
    assert [] == [cell for cell in cells_of_restricted() if cell in text]


def test_a_spelling_that_only_a_restricted_row_has_stays_at_home(tmp_path):
    loud = replace(FREE, name="KELM GAZETTE")
    restricted = a_table("acled", free=False)
    [table] = restricted.tables
    many = [published_by(an_input(f"r{number}.md", number + 1), FREE) for number in range(1)]
    store(
        tmp_path / "t.db",
        [*many, replace(restricted, tables=(replace(table, source=replace(loud, redistributable=False)),))],
    )
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        conn.execute("update sources set name = 'KELM GAZETTE' where id = ?", (FREE.id,))
        conn.commit()
    export(tmp_path / "t.db", tmp_path / "t.csv")

    assert ["Kelm Gazette"] == [row["sources"] for row in read_csv(tmp_path / "t.csv")]


@pytest.mark.parametrize(
    ("dataset", "free"),
    [("polecat", None), ("polecat", True), ("ucdp_ged", False), ("somebodys", None), ("somebodys", False)],
)
def test_rows_stay_at_home_unless_the_terms_are_known_and_allow_it(dataset, free, tmp_path):
    store(tmp_path / "t.db", [a_table(dataset, free=free), published_by(an_input("a.md"), FREE)])
    said = export(tmp_path / "t.db", tmp_path / "t.jsonl")

    assert "2 events left out" in said
    assert "Zorblax" not in (tmp_path / "t.jsonl").read_text(encoding="utf-8")


def test_rows_of_somebody_elses_dataset_leave_if_its_terms_allow_it(tmp_path):
    store(tmp_path / "t.db", [a_table("somebodys", free=True)])

    assert "left out" not in export(tmp_path / "t.db", tmp_path / "t.jsonl", "--dataset", "somebodys")
    assert 2 == (tmp_path / "t.jsonl").read_text(encoding="utf-8").count("Zorblax title")


def test_the_restricted_rows_are_not_given_as_received_either(tmp_path):
    write_ged(tmp_path / "ged.csv", 5)
    ingest([tmp_path / "ged.csv"], tmp_path / "t.db")
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        conn.execute("update sources set redistributable = 0 where id = 'ucdp_ged'")
        conn.commit()
    export(tmp_path / "t.db", tmp_path / "out.csv", "--format", "ucdp_ged", "--original")

    assert [] == read_csv(tmp_path / "out.csv")


def test_a_sentence_is_quoted_whole_only_where_the_publisher_allows_it(tmp_path):
    tail = ", who spoke at length of very many other things that had happened on that long day in the town of Kelm"
    long = []
    for number, source in enumerate((FREE, GAZETTE)):
        item = an_input(f"{number}.md", number + 1)
        story = item.stories[0]
        text = story.report.text + tail
        event = story.events[0]
        claim = event.claims[0]
        claim = replace(claim, quote=claim.quote + tail, span=replace(claim.span, end=len(text)))
        report = replace(story.report, text=text)
        story = replace(
            story,
            report=report,
            source=replace(source, id=f"s{number}"),
            events=(replace(event, claims=(claim,)),),
        )
        long.append(replace(item, stories=(story,)))
    store(tmp_path / "t.db", long)
    export(tmp_path / "t.db", tmp_path / "t.jsonl")
    free, cut = (
        json.loads(line)["claims"][0]["quote"]
        for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    )

    assert free.endswith("the town of Kelm")
    assert cut.endswith("…")
    assert WORDS == len(cut.split())


@pytest.mark.parametrize("text", ["word " * 80, "文" * 900, "x" * 300 + " y"])
def test_an_excerpt_is_short_in_every_script(text):
    short = excerpt(text)

    assert len(short.split()) <= WORDS
    assert len(short) <= LETTERS + 1


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "parquet"])
def test_no_export_holds_the_text_of_a_report(name, small_db, tmp_path):
    export(small_db, tmp_path / "out", "--format", name)

    assert "Headline of b.md\n" not in (tmp_path / "out").read_text(encoding="utf-8")
    with closing(sqlite3.connect(small_db)) as conn:
        for (text,) in conn.execute("select text from reports where format = 'md'"):
            assert text not in (tmp_path / "out").read_text(encoding="utf-8")


def test_beside_a_file_lies_whose_rows_are_in_it(small_db, tmp_path):
    export(small_db, tmp_path / "out.csv")
    told = (tmp_path / "out.csv.attribution.txt").read_text(encoding="utf-8")
    ged = datasets()["ucdp_ged"]

    assert [] == [words for words in (ged.notice, ged.citation, ged.licence, ged.url) if words not in told]
    assert "Rows: 2, from ucdp_ged.csv" in told
    assert "- Kelm Gazette (CC-BY-4.0): 2" in told
    assert datasets()["gdelt"].notice not in told
    assert "raw/" not in told


def test_standard_output_gets_the_events_alone_and_the_notices_go_to_stderr(small_db):
    result = CliRunner().invoke(cli, ["export", "-", "--format", "csv", "--db", str(small_db)])

    assert 4 == len(list(csv.DictReader(result.stdout.splitlines())))
    assert datasets()["ucdp_ged"].notice in result.stderr
    assert "4 events written to -" in result.stderr


def test_an_export_follows_place_names_of_geonames_with_their_notice(sample_db, tmp_path):
    export(sample_db, tmp_path / "t.csv", "--country", "TUR")

    assert "GeoNames" in (tmp_path / "t.csv.attribution.txt").read_text(encoding="utf-8")


# --- what is chosen


def test_machine_codings_come_only_if_they_are_asked_for(small_db, tmp_path):
    said = export(small_db, tmp_path / "t.csv")

    assert "note: 2 machine codings left out (--machine-codings takes them)" in said
    assert 4 == len(ids(small_db, tmp_path))
    assert 6 == len(ids(small_db, tmp_path, "--machine-codings"))


def test_an_event_of_unknown_date_is_left_out_only_where_days_are_asked_for(small_db, tmp_path):
    said = export(small_db, tmp_path / "t.csv", "--from", "2031-01-01")

    assert "note: 1 events of unknown date left out" in said
    assert 3 == len(ids(small_db, tmp_path, "--from", "2031-01-01"))
    assert "unknown date" not in export(small_db, tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2031-03-05", "2031-03-05", True),
        ("2031-03-09", "2031-03-20", True),
        ("2031-02-01", "2031-03-03", True),
        ("2031-03-10", "2031-03-20", False),
        ("2031-02-01", "2031-03-02", False),
    ],
)
def test_an_event_is_chosen_if_one_of_its_days_may_be_meant(first, last, found, tmp_path):
    days = DateValue(date(2031, 3, 3), date(2031, 3, 9), DatePrecision.WEEK)
    store(tmp_path / "t.db", [with_events(an_input("a.md"), date=days)])

    assert found == bool(ids(tmp_path / "t.db", tmp_path, "--from", first, "--to", last))


@pytest.mark.parametrize(
    ("options", "first_letters"),
    [
        (["--dataset", "reports"], "ab"),
        (["--dataset", "ucdp_ged"], "uu"),
        (["--dataset", "UCDP_GED", "--dataset", "reports"], "auub"),
        (["--status", "denied"], "b"),
        (["--status", "denied", "--status", "claimed"], "auub"),
        (["--type", "retreat:release"], "auub"),
        (["--type", "RETREAT", "--dataset", "reports"], "ab"),
        (["--type", "ASSAULT"], ""),
        (["--actor", "boravia"], "ab"),
        (["--actor", "Osprey Brigade 1"], "u"),
        (["--actor", "osprey brigade 1", "--status", "denied"], ""),
        (["--dataset", "gdelt", "--machine-codings"], "gg"),
        (["--dataset", "gdelt_mentions", "--machine-codings"], "gg"),
    ],
)
def test_filters_of_a_kind_add_up_and_different_ones_must_all_hold(
    options, first_letters, small_db, tmp_path
):
    assert first_letters == "".join(key[0] for key in ids(small_db, tmp_path, *options))


def test_an_actor_brings_what_belongs_to_it(tmp_path):
    item = an_input("a.md")
    event = item.stories[0].events[0]
    ministry = replace(event.participants[0], actor=KNOWN["ardenia-ministry"], name_as_written="the MoD")
    store(tmp_path / "t.db", [with_events(item, participants=(ministry,))])

    assert 1 == len(ids(tmp_path / "t.db", tmp_path, "--actor", "Ardenia"))
    assert 1 == len(ids(tmp_path / "t.db", tmp_path, "--actor", "mod"))


def test_events_of_a_country_by_code_and_by_name(ged_db, tmp_path):
    db, rows = ged_db
    wanted = sum(row["country"].startswith("Mali") for row in rows)

    assert wanted == len(ids(db, tmp_path, "--country", "Mali")) == len(ids(db, tmp_path, "--country", "mli"))
    both = ids(db, tmp_path, "--country", "MLI", "--country", "DR Congo")
    assert 2 * wanted == len(both)


def test_the_events_come_by_date_and_those_without_one_last(small_db, ged_db, tmp_path):
    file = tmp_path / "t.csv"
    export(ged_db[0], file)
    days = [row["date_start"] for row in read_csv(file)]

    assert sorted(days) == days
    assert ids(small_db, tmp_path)[-1].startswith("b-")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--country", "Narnia"], "no country 'Narnia'"),
        (["--actor", "Nobody"], "no participant is called 'Nobody'"),
        (["--type", "WAR"], "no event type 'WAR'"),
        (["--dataset", "icewz"], "no dataset 'icewz'"),
    ],
)
def test_a_word_that_nobody_knows_is_an_error_and_no_empty_file(options, said, small_db, tmp_path):
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "t.csv"), "--db", str(small_db), *options])

    assert 1 == result.exit_code
    assert said in result.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "options",
    [["out.txt"], ["-"], ["t.csv", "--from", "2031-03-09", "--to", "2031-03-01"], ["t.csv", "--original"]],
)
def test_wrong_usage_is_told(options, small_db):
    assert 2 == CliRunner().invoke(cli, ["export", *options, "--db", str(small_db)]).exit_code


# --- files


def test_the_database_is_never_overwritten(tmp_path):
    store(tmp_path / "t.csv", [an_input("a.md")])
    before = (tmp_path / "t.csv").read_bytes()
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "t.csv"), "--db", str(tmp_path / "t.csv")])

    assert (1, before) == (result.exit_code, (tmp_path / "t.csv").read_bytes())


def test_an_export_that_fails_leaves_the_old_file(small_db, tmp_path, monkeypatch):
    (tmp_path / "t.csv").write_text("old", encoding="utf-8")

    def broken(items):
        yield "half of it"
        raise TimelineError("broken")

    monkeypatch.setattr("timeline.export.csv_rows.table", broken)
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "t.csv"), "--db", str(small_db)])

    assert 1 == result.exit_code
    assert ["t.csv"] == [path.name for path in tmp_path.iterdir()]
    assert "old" == (tmp_path / "t.csv").read_text(encoding="utf-8")


def test_an_export_does_not_write_into_the_database(small_db, tmp_path):
    before = small_db.read_bytes()
    export(small_db, tmp_path / "t.jsonl", "--actor", "Boravia")

    assert before == small_db.read_bytes()


def test_memory_does_not_grow_with_the_events(tmp_path):
    peaks = []
    for count in (1500, 6000):
        folder = tmp_path / str(count)
        folder.mkdir()
        write_ged(folder / "ged.csv", count)
        ingest([folder / "ged.csv"], folder / "t.db")
        for _ in range(2):  # the first time fills what is kept of the vocabulary
            tracemalloc.start()
            with opened(folder / "t.db", select.Selection()) as found:
                assert count == sum(1 for _ in jsonl.lines(found.items()))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        peaks.append(peak)

    assert peaks[1] < 1.3 * peaks[0]
