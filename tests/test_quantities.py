"""What numbers count, and whose people they are. The countries are real, the news is not."""

import pytest

from timeline.extract.text.coder import countries_in_play, default_coder
from timeline.extract.text.howmany import count_drafts, settle_counts
from timeline.extract.text.merge import merge
from timeline.extract.text.parties import Memory, sides_of
from timeline.extract.text.quantities import counted_in
from timeline.model import Report, Segment, SegmentKind, Span


def readers(text):
    segment = Segment(SegmentKind.BODY, Span(0, len(text)))
    return default_coder().readers(Report("r", "r.txt", "txt", "", text, (segment,)))


def counted(text):
    """Return value, thing and fate of the numbers of a text."""
    return [
        (item.number.low, item.thing.value, item.kind.value if item.kind else None)
        for reader in readers(text)
        for item in counted_in(reader)
    ]


def rows(text):
    """Return the quantities of all events of a text, as they stand when the report is done."""
    coder = default_coder()
    parsed = readers(text)
    memory = Memory(sides_of(parsed, coder.lexicon))
    told = []
    for reader in parsed:
        drafts = coder.sentence_drafts(reader, memory, told)
        count_drafts(reader, drafts, coder.lexicon, told)
        told.extend(drafts)
    events = merge(told)
    settle_counts(events, memory.sides)
    return {(q.kind.value, q.low, q.high, q.side) for event in events for q, _ in event.quantities}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A blast killed nine people and injured 14.", [(9, "people", "killed"), (14, "people", "injured")]),
        ("Six people lost their lives.", [(6, "people", "killed")]),
        ("The death toll rose to 31.", [(31, "people", "killed")]),
        ("Seven guards were taken hostage.", [(7, "people", "captured")]),
        ("Police detained more than 40 students.", [(40, "people", "arrested")]),
        ("Air defences shot down 12 drones.", [(12, "weapons", "shot_down")]),
        ("The army fired 20 missiles at the port.", [(20, "weapons", "launched")]),
        ("The bodies of 300 soldiers were returned.", [(300, "bodies", None)]),
    ],
)
def test_a_number_counts_what_its_words_say(text, expected):
    assert expected == counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The attack on May 16, 2024 began at 10:00 a.m.",
        "A 30-hour truce took effect.",
        "Amina Daud, 22, was killed.",
        "The two sides agreed on it.",
        "Dozens of people were killed.",
        "Damage was put at $5 million, or 34 percent.",
        "It was one of the worst attacks.",
    ],
)
def test_dates_ages_money_and_vague_words_are_no_quantities(text):
    assert [] == counted(text)


def test_a_part_of_a_total_is_no_further_number():
    assert [(12, "people", "killed")] == counted("Twelve people were killed, three of them children.")


def test_a_number_for_each_side_becomes_a_row_a_side():
    expected = {("exchanged", 157, 157, "RUS"), ("exchanged", 157, 157, "UKR")}

    assert expected == rows("Russia and Ukraine each released 157 prisoners on Thursday.")
    assert expected == rows("Russia and Ukraine exchanged 157 prisoners for 157 on Thursday.")


def test_remains_belong_to_the_country_that_they_go_back_to():
    text = "Russia handed over the bodies of 900 Ukrainian soldiers on Friday and received 40 in return."

    assert {("remains_returned", 900, 900, "UKR"), ("remains_returned", 40, 40, "RUS")} == rows(text)


def test_people_who_come_home_are_those_of_the_country_that_gets_them_back():
    assert {("released", 84, 84, "UKR")} == rows("Russia released 84 Ukrainian prisoners on Thursday.")


def test_the_countries_of_a_report_are_ranked_by_how_often_it_names_them():
    assert ["UKR", "RUS"] == countries_in_play(readers("Ukraine met Russia. Ukraine left."))
