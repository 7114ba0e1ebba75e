"""What numbers count, and whose people they are. The countries are real, the news is not."""

import pytest

from timeline.coding import coded_story
from timeline.extract.text.coder import countries_in_play, default_coder
from timeline.extract.text.figures.howmany import count_drafts, settle_counts
from timeline.extract.text.figures.quantities import counted_in
from timeline.extract.text.merge import merge
from timeline.extract.text.people.parties import Memory, sides_of
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
        (
            "Guards shot dead five marchers and two passengers.",
            [(5, "people", "killed"), (2, "people", "killed")],
        ),
        ("Troops shot dead five protesters.", [(5, "people", "killed")]),
        (
            "The raid killed 34 people, wounded 80 and left seven missing.",
            [(34, "people", "killed"), (80, "people", "injured"), (7, "people", "missing")],
        ),
        ("The army lost nine soldiers.", [(9, "people", "killed")]),
        ("Gunmen took 60 soldiers prisoner.", [(60, "people", "captured")]),
        ("Eight others were taken to hospital with burns.", [(8, "people", "injured")]),
        (
            "Six guards were killed and four reported missing.",
            [(6, "people", "killed"), (4, "people", "missing")],
        ),
        (
            "The army said 14 rebels and three soldiers were killed.",
            [(14, "people", "killed"), (3, "people", "killed")],
        ),
        (
            "It shot down 54 of 62 drones launched by Kestria.",
            [(54, "weapons", "shot_down"), (62, "weapons", "launched")],
        ),
        ("Guns brought down five drones fired by the rebels.", [(5, "weapons", "launched")]),
        ("Jets intercepted five drones fired by the rebels.", [(5, "weapons", "shot_down")]),
        (
            "Three people were killed and 14 others, including four children, were wounded.",
            [(3, "people", "killed"), (14, "people", "injured")],
        ),
        ("Fighting has forced 12,000 people from their homes.", [(12000, "people", "displaced")]),
        ("Nearly 30,000 people took part.", [(30000, "people", "protesters")]),
        ("Kestria fired three short-range ballistic missiles.", [(3, "weapons", "launched")]),
        ("More than 5,000 people protested in Nairobi.", [(5000, "people", "protesters")]),
        ("A seven-year-old girl was badly hurt.", [(1, "people", "injured")]),
        ("Ten of the girls whom rebels abducted were freed.", [(10, "people", None)]),
        ("Two bombers killed 23 people.", [(2, "people", None), (23, "people", "killed")]),
        (
            "Fifty were killed, including nine children, and 80 wounded.",
            [(50, "people", "killed"), (80, "people", "injured")],
        ),
        ("It was the worst attack since a blast killed 32 people.", []),
        ("The front was losing 90 dead per day.", []),
        ("Shells killed or wounded 50 people.", [(50, "people", None)]),
        ("Jets destroyed 70 of them.", [(70, "weapons", "shot_down")]),
        ("It killed 12 - mostly women - in Marun.", [(12, "people", "killed")]),
        ("Two badly wounded soldiers were handed over.", [(2, "people", None)]),
        ("Forty dead soldiers were given back.", [(40, "bodies", None)]),
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
        "No one was killed.",
        "Prisoners under the age of 25 were released.",
    ],
)
def test_dates_ages_money_and_vague_words_are_no_quantities(text):
    assert [] == counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed, three of them children.",
        "Twelve people, including two women and three children, were killed.",
        "Twelve people were killed, nine of them soldiers and three civilians.",
        "Two nurses were among the 12 people killed.",
        "Twelve people were killed. Nine of the dead are soldiers.",
        "Twelve people were killed. Among the dead were two nurses and a doctor.",
    ],
)
def test_a_part_of_a_total_is_no_further_number(text):
    assert [(12, "people", "killed")] == counted(text)


def test_the_whole_of_which_an_event_is_a_stage_is_not_its_number():
    text = "Russia and Ukraine swapped 200 prisoners on Monday, the first part of an exchange of 500 for 500."

    assert {("exchanged", 200, 200, None)} == rows(text)


def test_a_number_told_in_a_later_sentence_without_an_event_word_is_the_events():
    text = "Kenyan troops killed 16 people in Nairobi on Monday. More than 400 were taken to hospital."

    assert {("killed", 16, 16, None), ("injured", 400, None, None)} == rows(text)


def test_the_second_side_of_a_shortened_clause_has_the_number_beside_it():
    expected = {("remains_returned", 600, 600, "UKR"), ("remains_returned", 78, 78, "RUS")}

    assert expected == rows("In June, Ukraine was given 600 bodies and Russia 78.")
    assert expected == rows("Ukraine received 600 bodies, Russia 78.")


def test_no_remains_are_a_figure_of_the_handover():
    text = "Russia gave Ukraine 1,200 bodies on Sunday. No remains were received from the Ukrainian side."

    assert {("remains_returned", 1200, 1200, "UKR"), ("remains_returned", 0, 0, "RUS")} == rows(text)


def test_what_goes_in_the_opposite_direction_goes_to_the_giver():
    text = (
        "Russia handed over 900 bodies to Ukraine. The remains of 24 people went in the opposite direction."
    )

    assert {("remains_returned", 900, 900, "UKR"), ("remains_returned", 24, 24, "RUS")} == rows(text)


def test_places_of_an_attack_do_not_make_several_attacks():
    text = "Six people died when Russia bombarded Ukraine, firing 40 drones. Three nurses died in Kyiv."

    assert {("killed", 6, 6, "UKR"), ("launched", 40, 40, "RUS")} == rows(text)


def test_people_of_several_countries_have_no_side():
    assert {("killed", 13, 13, None)} == rows("Thirteen soldiers from Chad, Malawi and Uruguay were killed.")


def test_people_seized_are_captured_whatever_the_verb():
    assert {("captured", 240, 240, None)} == rows(
        "The rebels hold 240 people who were dragged into Chad by gunmen."
    )


def test_the_toll_of_an_attack_tells_of_it():
    assert {("killed", 41, 41, None)} == rows("The death toll from the bombing rose to 41.")


def test_a_state_of_emergency_kills_nobody():
    assert set() == rows("Ecuador declared a state of emergency after 12 inmates had died.")


def test_weapons_shot_down_are_not_those_of_who_shot_them_down():
    text = "Ukraine fought Russia on Monday. Ukraine shot down 54 of 62 drones launched by Russia."

    assert {("shot_down", 54, 54, "RUS"), ("launched", 62, 62, "RUS")} == rows(text)


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


def test_figures_on_which_two_sources_differ_make_a_range():
    text = (
        "Norway handed over the bodies of 1,248 soldiers to Iceland on Friday, the Norwegian army said. "
        "Iceland put the number of bodies it received at 1,245."
    )
    (event,) = coded_story(f"A headline\n\n{text}\n".encode(), "p.txt", "2031-07-22").events
    (number,) = event.quantities
    assert (number.low, number.best, number.high, number.side) == (1245, None, 1248, "ISL")


def test_both_halves_of_a_handover_are_one_event_and_the_dead_are_not_the_living():
    text = (
        "Norway handed over the bodies of 1,000 soldiers to Iceland on Friday and received 38 in return. "
        "The same day Norway and Iceland swapped prisoners."
    )
    told = coded_story(f"A headline\n\n{text}\n".encode(), "p.txt", "2031-07-22").events
    assert [sorted((q.side, q.best) for q in event.quantities) for event in told] == [
        [("ISL", 1000), ("NOR", 38)],
        [],
    ]


def test_another_who_was_hurt_is_one():
    text = "Three Norwegian soldiers were killed and another was wounded near Bergen on Monday."
    assert rows(text) >= {("killed", 3, 3, "NOR")}
    assert {row[:3] for row in rows(text)} == {("killed", 3, 3), ("injured", 1, 1)}


def test_none_of_those_who_were_not_harmed_is_counted():
    assert counted("None of the sailors, 11 Norwegians and six Icelanders, was hurt.") == []


def test_the_whole_of_which_some_hostages_were_freed_is_no_number():
    assert [item[0] for item in counted("Rebels released three of the 10 hostages on Monday.")] == [3]


def test_who_tells_a_toll_is_no_part_of_it():
    text = "Gunmen attacked a post, killing 12 soldiers and wounding 19 others, two officials told reporters."
    assert [(low, kind) for low, _, kind in counted(text) if kind] == [(12, "killed"), (19, "injured")]
