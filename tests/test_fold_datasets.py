"""A dataset's row beside reports: both stay, and a link says that they may be one event, and why."""

import shutil
from pathlib import Path

import pytest
from dataset_sample import ged, ged_row
from ingest_sample import ask, rows_of

from timeline.ingest import ingest
from timeline.store.check import check

REPORTS = Path(__file__).parents[1] / "data/reports"
KYIV = {
    "country": "Ukraine", "country_id": "369", "region": "Europe", "side_a": "Government of Russia (Soviet Union)",
    "side_a_new_id": "65", "side_b": "Government of Ukraine", "side_b_new_id": "63", "year": "2025",
    "date_start": "2025-06-17", "date_end": "2025-06-17", "latitude": "50.4547", "longitude": "30.5238",
    "adm_1": "Kyiv city", "where_coordinates": "Kyiv city", "best": "28", "low": "28", "high": "30",
}  # fmt: skip
FAR = {
    **KYIV,
    "latitude": "46.4775",
    "longitude": "30.7326",
    "where_coordinates": "Odesa city",
    "adm_1": "Odesa",
}
LINKS = "select event_id, other_id, kind, score from event_links where kind = 'candidate_same' order by 1, 2"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("ukrpravda-20250617-kyiv-14", "devdiscourse-20250618-kyiv-28"):
        [file] = REPORTS.glob(f"{name}.*")
        shutil.copy(file, folder)
    return folder


def row(number, **changes):
    return ged_row(number, **changes)


def test_a_row_and_the_event_of_reports_are_joined_by_a_link_and_both_stay(folder, tmp_path):
    (folder / "ged.csv").write_bytes(ged([row(1, **KYIV), row(2, **FAR), row(3)]))
    ingest([folder], tmp_path / "t.db")
    links = ask(tmp_path / "t.db", LINKS)

    assert links
    assert all("ucdp_ged-1" in link[:2] for link in links)
    assert ask(tmp_path / "t.db", "select count(*) from events where dataset = 'ucdp_ged'") == [(3,)]
    assert ask(tmp_path / "t.db", "select count(*) from event_links where reason = ''") == [(0,)]
    assert check(tmp_path / "t.db") == []


def test_rows_that_come_go_and_change_after_the_reports_give_the_links_of_a_fresh_build(folder, tmp_path):
    db, fresh = tmp_path / "t.db", tmp_path / "fresh.db"
    ingest([folder], db)
    reports_alone = rows_of(db)
    (folder / "ged.csv").write_bytes(ged([row(1, **KYIV), row(2, **FAR)]))
    ingest([folder], db)
    ingest([folder], fresh)
    assert rows_of(db) == rows_of(fresh)

    (folder / "ged.csv").write_bytes(ged([row(4, **KYIV)]))
    ingest([folder], db)
    ingest([folder], fresh, rebuild=True)
    assert rows_of(db) == rows_of(fresh)
    assert [link for link in ask(db, LINKS) if "ucdp_ged-4" in link[:2]]

    (folder / "ged.csv").unlink()
    ingest([folder], db)
    assert rows_of(db) == reports_alone


def test_reports_that_come_after_the_rows_give_the_links_of_a_fresh_build(folder, tmp_path):
    db, fresh = tmp_path / "t.db", tmp_path / "fresh.db"
    late = folder / next(file.name for file in folder.glob("devdiscourse*"))
    kept = late.read_bytes()
    late.unlink()
    (folder / "ged.csv").write_bytes(ged([row(1, **KYIV)]))
    ingest([folder], db)
    late.write_bytes(kept)
    ingest([folder], db)
    ingest([folder], fresh)

    assert rows_of(db) == rows_of(fresh)


def test_a_dataset_alone_is_compared_with_nothing(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/ged.csv").write_bytes(ged([row(1, **KYIV), row(2, **KYIV)]))
    ingest([tmp_path / "data"], tmp_path / "t.db")

    assert ask(tmp_path / "t.db", "select count(*) from matches") == [(0,)]


def test_a_row_is_known_from_the_last_report_that_it_names_and_else_from_its_own_day(tmp_path):
    named = {
        "source_office": "",
        "source_headline": "",
        "source_article": '"Wire,2025-06-18,One";"Post,2025-06-20,Two"',
    }
    unnamed = {**named, "source_article": "", "source_date": ""}
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "ged.csv").write_bytes(ged([row(1, **KYIV | named), row(2, **KYIV | unnamed)]))
    ingest([folder], tmp_path / "t.db")

    assert ask(tmp_path / "t.db", "select dataset_event_id, known_from from events order by 1") == [
        ("1", "2025-06-20"),
        ("2", "2025-06-17"),
    ]


ACLED = {
    "event_id_cnty": "UKR90001", "event_date": "2025-06-17", "year": "2025", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Russia (2000-)", "inter1": "State forces",
    "actor2": "Civilians (Ukraine)", "inter2": "Civilians", "interaction": "State forces-Civilians",
    "civilian_targeting": "Civilians targeted", "iso": "804", "region": "Europe", "country": "Ukraine",
    "admin1": "Kyiv City", "location": "Kyiv", "latitude": "50.4547", "longitude": "30.5238", "geo_precision": "1",
    "source": "Invented Wire", "source_scale": "National", "notes": "Invented.", "fatalities": "28",
    "timestamp": "1750000000",
}  # fmt: skip


def test_the_only_number_of_an_acled_row_is_compared_with_the_dead_of_reports(folder, tmp_path):
    header = (REPORTS.parents[1] / "tests/golden/acled/new.csv").read_text().splitlines()[0]
    cells = ",".join(ACLED.get(name, "") for name in header.split(","))
    (folder / "acled.csv").write_text(f"{header}\n{cells}\n")
    ingest([folder], tmp_path / "t.db")
    reasons = [
        reason
        for (reason,) in ask(tmp_path / "t.db", "select reason from event_links where kind like 'cand%'")
    ]

    assert [reason for reason in reasons if "28 killed" in reason]
