"""Sentences whose verb the parser is known to misread, and what comes out of them."""

import pytest

from timeline.extract.text.coder import extract
from timeline.model import Event, Role
from timeline.read import read


def events(sentence: str) -> tuple[Event, ...]:
    text = f"---\ntitle: News of the day\npublished: 2031-05-06\nlanguage: en\n---\n{sentence}\n"
    return extract(read(text.encode(), "news.md")).events


def told(event: Event) -> tuple[str, str | None]:
    return event.event_type.value, event.event_mode


def parties(event: Event, role: Role) -> list[str]:
    return [item.country or item.name_as_written for item in event.participants if item.role is role]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Icelandic security forces shot dead three Norwegian protesters in Bergen, a rights group said.",
         [("ASSAULT", "firearms")]),
        ("Norway blamed the ruling Peace League for the unrest.", [("ACCUSE", "allege")]),
        ("A mass trial of 60 members of Iceland's banned opposition party opened on Monday in Reykjavik.",
         [("ACCUSE", "investigate")]),
        ("The trial of former president Jon Berg opened in Reykjavik on Monday.", [("ACCUSE", "investigate")]),
        ("Icelandic President Lin Bao-ke accused Norway of aggression.", [("ACCUSE", "allege")]),
        ("The Icelandic army accused Norway's navy of executing 20 villagers.", [("ACCUSE", "allege")]),
        ("Norway ordered three Icelandic diplomats on Monday to leave within five days.", [("SANCTION", "expel")]),
        ("Norway protested after an Icelandic ship entered its waters.", [("ACCUSE", "disapprove")]),
        ("Norway's navy sank an Icelandic patrol boat on Monday.", [("ASSAULT", "heavy-weapons")]),
        ("Norway rehearsed a blockade of Iceland on Monday.", [("MOBILIZE", "troops")]),
        ("All sick prisoners will be exchanged under a deal struck at the meeting, Jon Berg of Norway said.",
         [("AGREE", None)]),
        ("Norway denies arming the rebels.", [("REJECT", None)]),
        ("In the capital, army aircraft bombed districts held by rebels on Monday.", [("ASSAULT", "aerial")]),
        ("Police shot dead six suspected rebels in a gun battle on Monday.", [("ASSAULT", "firearms")]),
        ("A court in Reykjavik sentenced opposition leader Jon Berg to four years in prison on Monday.",
         [("SANCTION", "convict")]),
        ("Gunmen on motorcycles killed between 20 and 25 farmers in Iceland on Monday.", [("ASSAULT", None)]),
        ("Norway is to free 150 rebels in exchange by the end of the month.", [("AGREE", None)]),
        ("Amnesty International said on Monday that Iceland was quiet.", []),
        ("A bomber blew himself up in a market in Bergen on Monday.", [("ASSAULT", "suicide-attack")]),
        ("Norway cancelled a visit to Iceland.", [("CONSULT", "visit")]),
    ],
)  # fmt: skip
def test_the_verb_is_read(sentence, expected):
    assert [told(event) for event in events(sentence)] == expected


def test_what_people_flee_from_is_told():
    (event,) = events(
        "More than 6,000 people poured into Norway this week, fleeing attacks by Icelandic rebels on the city of Oslo."
    )
    assert told(event)[0] == "ASSAULT"


def test_a_relative_clause_tells_what_its_people_did():
    found = events("Norway accused Iceland of sheltering militants who ambushed a military convoy on Monday.")
    assert [told(event)[0] for event in found] == ["ACCUSE", "ASSAULT"]


def test_who_test_fires_a_missile_is_its_actor():
    (event,) = events("Norway test-fired a ballistic missile on Monday.")
    assert parties(event, Role.ACTOR) == ["NOR"]


def test_the_sides_that_talk_do_not_mediate():
    (event,) = events("Norway and Iceland held talks in Bergen on Monday under Swedish mediation.")
    assert parties(event, Role.MEDIATOR) == ["SWE"]


def test_what_an_attack_leaves_is_no_departure():
    found = events("Norwegian and Icelandic guards exchanged fire on Monday, leaving two roads shut.")
    assert [told(event)[0] for event in found] == ["ASSAULT"]


def test_attacks_behind_a_preposition_are_those_of_who_made_them():
    (event,) = events("Two people were killed in Norwegian drone attacks on Iceland's Westfjords on Monday.")
    assert parties(event, Role.ACTOR) == ["NOR"]


def test_police_in_a_town_are_one_actor():
    (event,) = events("Police in Reykjavik shot dead three protesters on Monday.")
    assert parties(event, Role.ACTOR) == ["ISL"]


def test_who_fired_a_missile_is_the_actor():
    (event,) = events("A missile fired by Norway struck a ship in the North Sea on Monday.")
    assert parties(event, Role.ACTOR) == ["NOR"]


def test_who_helps_with_an_exchange_takes_no_side():
    (event,) = events("Norway and Iceland exchanged 10 prisoners on Monday with the help of Georgia.")
    assert "GEO" not in parties(event, Role.ACTOR)


def test_what_goes_along_with_a_deed_has_its_day():
    found = events("Gunmen overran an outpost in Iceland on Monday, killing 12 soldiers.")
    assert {event.date.as_written for event in found} == {"Monday"}


def test_the_day_of_a_statement_is_not_that_of_the_deed():
    (event,) = events("A soldier was killed in Iceland on May 2, according to a statement issued on Monday.")
    assert event.date.as_written == "May 2"


def test_the_capital_without_a_name_is_that_of_the_country_that_the_report_is_about():
    (event,) = events("Icelandic authorities imposed a curfew in the capital on Monday.")
    assert event.place is not None
    assert event.place.name == "Reykjavík"


def test_an_arrest_of_the_same_day_is_made_where_the_clash_was():
    found = events(
        "Police fired tear gas at protesters in Bergen on Monday. At least 40 people were arrested."
    )
    assert [event.place.name for event in found if event.place] == ["Bergen", "Bergen"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Jon Berg, the president of Norway, said police had been sent to the area and promised that the gang would "
         "be punished.", "Jon Berg"),
        ("Prime Minister Jon Berg of Norway claimed the unrest was funded from abroad and ruled out a new election.",
         "NOR"),
    ],
)  # fmt: skip
def test_what_a_speaker_does_besides_is_his_own_deed(sentence, speaker):
    found = [event for event in events(sentence) if event.event_type.value in ("AGREE", "REJECT")]

    assert [parties(event, Role.ACTOR) for event in found] == [[speaker]]
    assert [claim.claimant for event in found for claim in event.claims] == [None]


def test_the_second_of_three_names_in_a_row_is_no_other_word_for_the_first():
    (event,) = events(
        "Washington, the EU and the United Nations have called for an immediate ceasefire in Norway."
    )

    assert parties(event, Role.ACTOR) == ["USA", "EU", "United Nations"]


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "victims"),
    [
        ("Suspected militants killed at least 14 soldiers near Bergen in Norway on Sunday, two security sources said.",
         ["NOR"], [], ["NOR"]),
        ("Norwegian federal troops clashed with Icelandic troops in Bergen on Monday, residents said, and the "
         "airport was shut.", ["NOR", "ISL"], ["NOR", "ISL"], []),
    ],
)  # fmt: skip
def test_who_did_it_where_the_parser_lost_him(sentence, actor, recipient, victims):
    (event,) = events(sentence)

    assert parties(event, Role.ACTOR) == actor
    assert [
        one for one in parties(event, Role.RECIPIENT) if one not in actor or one in recipient
    ] == recipient
    assert parties(event, Role.VICTIM) == victims


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Four workers kidnapped in Norway were freed on Sunday, the Red Cross said.", [("RETREAT", "release")]),
        ("Norway's government and the Icelandic rebels agreed on Saturday to a truce.", [("AGREE", None)]),
        ("Norway's military ordered residents of Bergen to leave, and air strikes killed 20 people there.",
         [("REQUEST", None), ("ASSAULT", "aerial")]),
    ],
)  # fmt: skip
def test_the_main_verb_is_found_behind_a_participle(sentence, expected):
    assert [told(event) for event in events(sentence)] == expected


def test_those_who_raid_are_not_those_who_flee():
    (event,) = events("More than 8,000 people fled in Norway after gunmen raided three villages on Tuesday.")

    assert [item.name_as_written for item in event.participants if item.role is Role.ACTOR] == ["gunmen"]


def test_a_president_of_two_names_is_one_who_is_met():
    (event,) = events("Norway met Icelandic President Jon Berg in Oslo on Thursday.")

    assert parties(event, Role.RECIPIENT) == ["NOR", "ISL"]


def test_residents_who_speak_are_no_row_of_towns():
    (event,) = events(
        "Rebels have seized the town of Bergen in Norway, residents and a spokesman said on Thursday."
    )

    assert parties(event, Role.RECIPIENT) in ([], ["NOR"])
    assert [claim.claimant.name_as_written for claim in event.claims if claim.claimant] == [
        "residents",
        "spokesman",
    ]


def test_shelling_of_a_camp_is_a_deed_and_nobody_in_it_shells():
    (event,) = events(
        "At least 12 civilians were killed and 30 injured in shelling of a camp near Bergen on Tuesday."
    )

    assert parties(event, Role.ACTOR) == []
    assert [quantity.low for quantity in event.quantities] == [12, 30]


def test_an_attack_told_in_passing_with_its_day_and_place_is_an_event():
    (event,) = events("Nine people have been missing since an attack on a mine in Bergen on April 26.")

    assert (event.event_type.value, event.place.name, str(event.date.start)) == (
        "ASSAULT",
        "Bergen",
        "2031-04-26",
    )
