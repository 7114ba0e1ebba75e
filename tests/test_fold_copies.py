"""One text on several sites is one voice, whichever copy comes first and whichever goes."""

import pytest
from fold_sample import bring
from ingest_sample import ask, rows_of

from timeline.coding import report_of, stories_of
from timeline.model import Input
from timeline.store.check import check

STORY = """KELM, March 4 (Reuters) - Rebels killed 12 soldiers near Kelm on Tuesday, the defence ministry said.

The ministry said the attack began at dawn, when gunmen came down from the hills behind the town and opened fire on
a post that guards the only bridge over the river for many kilometres around. Shops stayed closed all day and the
school sent its pupils home, while ambulances took the wounded to the hospital of the province.

Residents spoke of shots that went on for an hour. Nobody claimed the attack. The army sent more soldiers to the town.
"""
OWN = """KELM, March 5 - The defence ministry said rebels killed 12 soldiers near Kelm on Tuesday.

Our correspondent saw the damaged bridge post, spoke with three nurses of the hospital and counted the coffins that
were carried out of the chapel on Wednesday morning while the whole town stood in the rain and sang.
"""


def page(name, publisher, day, text, agency="agency: Reuters\n"):
    head = f"---\ntitle: {name} report\npublisher: {publisher}\n{agency}published: 2031-03-{day:02d}\n---\n"
    report = report_of((head + text).encode(), f"{name}.md")
    [story] = stories_of([report])
    return Input(report.path, report.sha256, "md", (story,), 0, report.issues)


@pytest.fixture(scope="module")
def pages():
    return [
        page("first", "Kelm Gazette", 4, STORY),
        page("copy", "Daily Wren", 5, STORY.partition("Residents")[0]),
        page("bare", "Osprey Post", 6, STORY.replace("(Reuters) ", ""), agency=""),
        page("own", "Talm Courier", 6, OWN, agency=""),
    ]


def told(db):
    query = "select path, syndicated_from, voice from reports order by path"
    return {
        path.removesuffix(".md"): ((original or "").rpartition("-")[0], voice)
        for path, original, voice in ask(db, query)
    }


def test_copies_point_at_the_first_and_have_one_voice(pages, tmp_path):
    bring(tmp_path / "t.db", pages)

    assert told(tmp_path / "t.db") == {
        "first": ("", "reuters"),
        "copy": ("first", "reuters"),
        "bare": ("first", "reuters"),
        "own": ("", "talm-courier"),
    }
    told_often = "select distinct reports, independent_sources from events where reports > 1 order by 1 desc"
    assert ask(tmp_path / "t.db", told_often) == [(4, 2), (3, 1), (2, 1)]
    assert check(tmp_path / "t.db") == []


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 1, 3)])
def test_an_original_that_comes_later_takes_its_place(pages, tmp_path, order):
    bring(tmp_path / "fresh.db", pages)
    for number in order:
        bring(tmp_path / "t.db", [pages[number]])

    assert rows_of(tmp_path / "t.db") == rows_of(tmp_path / "fresh.db")


def test_a_copy_whose_original_and_agency_go_stands_for_itself(pages, tmp_path):
    bring(tmp_path / "t.db", pages)
    bring(tmp_path / "t.db", gone=pages[:2])

    assert told(tmp_path / "t.db") == {"bare": ("", "osprey-post"), "own": ("", "talm-courier")}
    bring(tmp_path / "fresh.db", pages[2:])
    assert rows_of(tmp_path / "t.db") == rows_of(tmp_path / "fresh.db")
