"""What a person decided is read at every ingest, told with its line where it fails, and gone when taken away."""

import json

import pytest
from fold_sample import bring, coded as all_coded, judged
from ged_sample import write_ged
from ingest_sample import ask, rows_of

from timeline.errors import SourceFormatError
from timeline.ingest import ingest
from timeline.read.judgements import read_judgements
from timeline.store.check import check


def coded():
    return tuple(one for one in all_coded() if "bus" in one.path or one in all_coded()[-14:])


SIGNED = "  by: R. Holt\n  on: 2026-03-01\n  why: the same hour and place\n"


def entry(text):
    return f"- {text}\n{SIGNED}"


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A database of reports nobody has judged."""
    db = tmp_path_factory.mktemp("before") / "t.db"
    bring(db, coded())
    return db


@pytest.fixture(scope="module")
def merged(before):
    """The codings of an event that at least three reports tell."""
    [(event,)] = ask(before, "select event_id from codings group by 1 having count(*) > 2 order by 1 limit 1")
    return [
        key
        for (key,) in ask(
            before, f"select id from codings where event_id = '{event}' order by id <> event_id"
        )
    ]


@pytest.fixture(scope="module")
def apart(before):
    """Two events of one report each."""
    found = ask(
        before, "select id from events where reports = 1 and date_start is not null order by id limit 2"
    )
    return [key for (key,) in found]


def with_judgements(tmp_path, text):
    """A fresh build with a file of judgements, and what was said of it."""
    said = bring(tmp_path / "t.db", [*coded(), judged(text)])
    assert check(tmp_path / "t.db") == []
    return tmp_path / "t.db", said


# The file.

WRONG = {
    "- same: [a, b]\n  by: X\n  on: 2026-03-01\n": (1, "why is missing"),
    "- same: [a]\n" + SIGNED: (1, "a list of 2 to 100 ids of events is expected, such as [A, B]"),
    "- same: [a, a]\n" + SIGNED: (1, "one id stands twice in the list"),
    "- same: a\n" + SIGNED: (1, "a list of 2 to 100 ids of events is expected, such as [A, B]"),
    "- sam: [a, b]\n" + SIGNED: (1, "'sam' is no field of a judgement; perhaps same"),
    "# ours\n\n- hide: a\n  by: X\n  on: March\n  why: y\n": (5, "on: 'March' is no day, write 2025-07-22"),
    "- hide: a\n  note: b\n" + SIGNED: (1, "only one of same, different, set, hide, note is expected"),
    "- by: X\n": (1, "one of same, different, set, hide, note is expected"),
    "- hide: a\n  column: title\n" + SIGNED: (2, "column does not belong to a judgement of the kind hide"),
    "- hide\n": (1, "an entry has names and values, such as same: [A, B], not 'hide'"),
    "- hide: []\n" + SIGNED: (1, "hide: a text is expected"),
    "- hide: a\n  hide: b\n" + SIGNED: (2, "hide stands twice"),
    "- set: a\n  column: id\n  value: b\n" + SIGNED: (2, "'id' cannot be set; possible: title"),
    "- set: a\n  column: status\n" + SIGNED: (1, "value is missing"),
    "- set: a\n  column: status\n  value: over\n" + SIGNED: (3, "status: 'over' is none of occurred"),
    "- set: a\n  column: status\n  value:\n" + SIGNED: (3, "status cannot be empty"),
    "- set: a\n  column: date\n  value: 2025-02-30\n" + SIGNED: (
        3,
        "date: '2025-02-30' is no day, month, year",
    ),
    "- set: a\n  column: date\n  value: 2025-03/2025-02\n" + SIGNED: (3, "date: '2025-03/2025-02' is no day"),
    "- set: a\n  column: fatalities_low\n  value: -1\n" + SIGNED: (
        3,
        "fatalities_low: '-1' is no whole number",
    ),
    "- set: a\n  column: latitude\n  value: 91\n" + SIGNED: (3, "latitude: 91 is beyond 90 degrees"),
    "- set: a\n  column: country\n  value: Ukraine\n" + SIGNED: (3, "country: 'Ukraine' is no country"),
}


@pytest.mark.parametrize("text", WRONG, ids=[why for _, why in WRONG.values()])
def test_an_entry_that_cannot_be_read_is_told_with_its_line_and_the_others_are_taken(text):
    line, why = WRONG[text]
    found, [issue] = read_judgements(f"{text}{entry('hide: other')}".encode(), "j/judgements.yaml")

    assert issue.message.startswith(f"j/judgements.yaml:{line}: {why}")
    assert [one.event for one in found] == ["other"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("same: [a, b]\n", "j.yaml:1: a list of judgements is expected"),
        ("- same: [a, b\n- x", "j.yaml:2: no YAML: "),
        ("- " + "[" * 5_000, "j.yaml: no YAML: "),
        ("- \x00", "j.yaml"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_one_line(text, why):
    with pytest.raises(SourceFormatError) as error:
        read_judgements(text.encode(), "j.yaml")
    assert str(error.value).startswith(why)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_a_file_without_an_entry_says_nothing(text):
    assert ((), ()) == read_judgements(text.encode(), "j.yaml")


# Same and different.


def test_two_events_are_one_where_a_person_says_so(tmp_path, apart):
    db, said = with_judgements(tmp_path, entry(f"same: [{apart[0]}, {apart[1]}]"))
    [(one,), (other,)] = ask(db, f"select event_id from codings where id in ('{apart[0]}', '{apart[1]}')")

    assert [] == said
    assert one == other
    assert ask(db, "select verdict, score, reasons from matches where decided_by = 'judgement'") == [
        ("same", 1000, json.dumps([{
            "name": "judgement", "words": "R. Holt, 2026-03-01: the same hour and place", "points": 0}]))
    ]  # fmt: skip


def test_one_event_is_two_where_a_person_says_so(tmp_path, merged):
    db, said = with_judgements(tmp_path, entry(f"different: [{merged[0]}, {merged[1]}]"))
    [(one,), (other,)] = ask(db, f"select event_id from codings where id in ('{merged[0]}', '{merged[1]}')")

    assert [] == said
    assert one != other


def test_a_judgement_may_name_any_coding_of_an_event(tmp_path, merged):
    db, said = with_judgements(tmp_path, entry(f"hide: {merged[-1]}"))

    assert [] == said
    assert ask(db, f"select shown, flags from events where id = '{merged[0]}'") == [(0, '["hidden"]')] or ask(
        db, f"select shown from events where id = '{merged[0]}' and flags like '%\"hidden\"]'"
    ) == [(0,)]
    assert ask(db, "select canonical_id, applied from judgements") == [(merged[0], 1)]


def test_judgements_against_each_other_are_refused_with_the_line_of_the_earlier_one(tmp_path, apart, merged):
    a, b = apart
    c = merged[0]
    text = entry(f"same: [{a}, {b}]") + entry(f"same: [{b}, {c}]") + entry(f"different: [{a}, {c}]")
    text += entry(f"set: {a}\n  column: title\n  value: One") + entry(
        f"set: {c}\n  column: title\n  value: Two"
    )
    db, said = with_judgements(tmp_path, text)

    assert said == [
        f"judgements.yaml:9: {a} and {c} are the same by judgements.yaml:1",
        f"judgements.yaml:19: title of {c} is One by judgements.yaml:13",
    ]
    assert ask(db, "select applied from judgements order by position") == [(1,), (1,), (0,), (1,), (0,)]
    assert ask(db, "select message from issues where code = 'judgement' order by position") == [
        (one,) for one in said
    ]
    assert ask(db, "select skipped from inputs where format = 'judgements'") == [(2,)]


def test_a_judgement_about_no_event_is_refused_and_holds_once_the_event_is_there(tmp_path, apart):
    text = entry(f"note: {apart[0]}")
    report = next(one for one in coded() if apart[0].startswith(one.stories[0].report.id))
    assert bring(tmp_path / "t.db", [judged(text)]) == [f"judgements.yaml:1: there is no event {apart[0]}"]
    assert bring(tmp_path / "t.db", [report]) == []
    assert ask(tmp_path / "t.db", "select applied from judgements") == [(1,)]
    assert bring(tmp_path / "t.db", gone=[report]) == [f"judgements.yaml:1: there is no event {apart[0]}"]


# Set.


def test_what_a_person_sets_stands_in_the_event_and_in_what_it_said_before(tmp_path, before):
    [(key,)] = ask(before, "select event_id from event_versions order by 1 limit 1")
    text = entry(f"set: {key}\n  column: event_type\n  value: ASSAULT")
    text += entry(f"set: {key}\n  column: date\n  value: 2025-05-06/2025-05-08")
    text += entry(f"set: {key}\n  column: fatalities_low\n  value: 3")
    db, said = with_judgements(tmp_path, text)
    columns = "event_type, event_mode, quad_class, date_start, date_end, date_precision, fatalities_low"
    wanted = ("ASSAULT", None, "material_conflict", "2025-05-06", "2025-05-08", "range", 3)

    assert [] == said
    assert ask(db, f"select {columns} from events where id = '{key}'") == [wanted]
    assert {
        row[-1]
        for row in ask(db, f"select event_id, fatalities_low from event_history where event_id = '{key}'")
    } == {3}
    assert (
        ask(db, f"""select 1 from chosen_from where event_id = '{key}' and "column" = 'event_type'""") == []
    )


def test_a_value_that_breaks_a_rule_of_the_table_is_refused_and_leaves_the_event(tmp_path, before, apart):
    text = entry(f"set: {apart[0]}\n  column: latitude\n  value: 3")
    db, said = with_judgements(tmp_path, text)
    row = f"select * from events where id = '{apart[0]}'"

    if ask(before, f"select latitude from events where id = '{apart[0]}'") == [(None,)]:
        assert len(said) == 1
        assert "would break the rule ck_events_point" in said[0]
        assert ask(db, row) == ask(before, row)


def test_a_toll_that_a_person_sets_stands_in_the_place_of_what_the_figures_come_to(tmp_path, before):
    [(key,)] = ask(before, "select event_id from event_quantities where kind = 'killed' order by 1 limit 1")
    text = "".join(
        entry(f"set: {key}\n  column: fatalities_{end}\n  value: 4") for end in ("low", "best", "high")
    )
    db, said = with_judgements(tmp_path, text)

    assert [] == said
    assert {(None, 4, 4, 4, 0)} == set(
        ask(
            db,
            f"""select side, low, best, high, differ from event_quantities
            where kind = 'killed' and event_id = '{key}'""",
        )
    )


# Taken away.


def test_judgements_that_come_and_go_leave_the_rows_of_before(tmp_path, before, merged, apart):
    text = entry(f"same: [{apart[0]}, {merged[0]}]") + entry(f"different: [{merged[0]}, {merged[1]}]")
    text += entry(f"hide: {merged[2]}") + entry(f"set: {apart[1]}\n  column: title\n  value: Mine")
    fresh, _ = with_judgements(tmp_path, text)
    late = tmp_path / "late.db"
    bring(late, coded())
    assert bring(late, [judged(text)]) == []
    assert rows_of(late) == rows_of(fresh)

    bring(late, [judged(entry(f"hide: {apart[1]}"))], gone=[judged(text)])
    bring(late, gone=[judged(entry(f"hide: {apart[1]}"))])
    assert rows_of(late) == rows_of(before)


def test_reports_that_come_under_standing_judgements_give_the_rows_of_a_fresh_build(tmp_path, merged, apart):
    text = entry(f"same: [{apart[0]}, {apart[1]}]") + entry(f"different: [{merged[0]}, {merged[1]}]")
    text += entry(f"set: {merged[0]}\n  column: status\n  value: denied")
    fresh, _ = with_judgements(tmp_path, text)
    late = tmp_path / "late.db"
    bring(late, [judged(text)])
    bring(late, coded()[::2])
    bring(late, coded()[1::2])

    assert rows_of(late) == rows_of(fresh)


# With the datasets, and the command that reads them.


def test_a_row_of_a_dataset_can_be_set_and_hidden_and_comes_back(tmp_path):
    folder, db = tmp_path / "data", tmp_path / "t.db"
    folder.mkdir()
    write_ged(folder / "ged.csv", 5)
    ingest([folder], db)
    before = rows_of(db)
    [(key,), (other,)] = ask(db, "select id from events order by id limit 2")
    (folder / "judgements.yaml").write_text(
        entry(f"set: {key}\n  column: title\n  value: Mine") + entry(f"hide: {other}")
        + entry(f"same: [{key}, {other}]")
    )  # fmt: skip
    summary = ingest([folder], db)

    assert [message for _, message in summary.problems] == [
        f"{folder}/judgements.yaml:11: {key} is a row of a dataset, which is never one with another event"
    ]
    assert ask(db, f"select title, shown from events where id in ('{key}', '{other}') order by id")[0] == (
        "Mine",
        1,
    )
    assert ask(db, f"select shown from events where id = '{other}'") == [(0,)]
    assert check(db) == []

    (folder / "judgements.yaml").unlink()
    ingest([folder], db)
    assert rows_of(db) == before


def test_a_file_of_judgements_that_is_no_yaml_is_an_error_and_the_rest_is_ingested(tmp_path):
    (tmp_path / "data").mkdir()
    write_ged(tmp_path / "data/ged.csv", 5)
    (tmp_path / "data/judgements.yaml").write_text("same: [a\n")
    summary = ingest([tmp_path / "data"], tmp_path / "t.db")

    assert summary.skipped == 1
    assert len(summary.problems) == 1
    assert summary.events > 0
