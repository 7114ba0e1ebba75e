"""Which tellings of a report are one event, and which are kept apart."""

import pytest

from timeline.extract.text.coder import extract
from timeline.read import read


def told(*sentences):
    page = f"---\ntitle: News of the day\npublished: 2031-05-06\nlanguage: en\n---\n{' '.join(sentences)}\n"
    return extract(read(page.encode(), "news.md")).events


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Norway urged Iceland on Monday to withdraw its troops.", "Sweden urged Iceland to disarm."), 2),
        (("Demonstrators in Oslo attacked shops on Monday.", "Police fired tear gas to disperse them."), 2),
        (("Gunmen on Monday swept through Bergen in Norway, shooting farmers and torching 45 houses.",
          "At least 70 people were killed."), 2),
        (("The governor of Norway's Vestland was abducted and killed in the city of Bergen on Monday.",), 1),
        (("Five women were arrested and three journalists detained.",), 1),
        (("Norway announced sanctions on Icelandic officials on Monday.",
          "Sweden suspended a partnership with Iceland on Saturday."), 2),
        (("Norway declared a state of emergency and a curfew on Monday.",), 2),
    ],
)  # fmt: skip
def test_deeds_of_one_report_are_one_or_several(sentences, expected):
    assert len(told(*sentences)) == expected


def test_whom_an_attack_killed_is_not_counted_with_the_houses_that_were_burnt():
    shooting, burning = told(
        "Gunmen on Monday swept through Bergen in Norway, shooting farmers and torching 45 houses.",
        "At least 70 people were killed.",
    )

    assert [quantity.low for quantity in shooting.quantities] == [70]
    assert burning.quantities == ()
    assert [event.place.name for event in (shooting, burning) if event.place] == ["Bergen"] * 2
    assert burning.date.start == shooting.date.start


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Protesters stormed the Icelandic consulate in Oslo on Monday.", [("PROTEST", "riot")]),
        ("Soldiers turned back ambulances in Norway, medics said.", [("COERCE", "withhold")]),
        ("Norway had called home its ambassador in Reykjavik for consultations.", [("SANCTION", "withdraw")]),
        ("The journalist was granted asylum in Norway.", [("AID", None)]),
        ("Norway described the Icelandic government as a dictatorship.", [("ACCUSE", "disapprove")]),
        ("Norway did not say who had done it; Iceland put the blame on the rebels.", [("ACCUSE", "allege")]),
        ("On Friday, Human Rights Watch called on Norway to free political prisoners.", [("REQUEST", "yield")]),
    ],
)  # fmt: skip
def test_what_a_deed_is_called(sentence, expected):
    assert [(event.event_type.value, event.event_mode) for event in told(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Elephants that were released into a park in Norway have killed 12 people.",
        "Rangers shot a bull on Sunday after it attacked a farmer near Bergen.",
        "Wolves attacked a village in Norway on Monday.",
    ],
)
def test_what_animals_do_is_no_attack(sentence):
    assert told(sentence) == ()


def test_a_force_that_has_the_name_of_an_animal_attacks():
    (event,) = told("The Tamil Tigers attacked a village in Sri Lanka on Monday.")

    assert event.event_type.value == "ASSAULT"


def test_a_sum_since_something_began_is_dated_from_there():
    (event,) = told("Over 400 people have been killed in Norway since the unrest began on April 1.")

    assert (event.date.start.isoformat(), event.date.end.isoformat()) == ("2031-04-01", "2031-05-06")


def actors(event):
    return [item.country or item.name_as_written for item in event.participants if item.role.value == "actor"]


def test_who_announces_sanctions_imposes_them():
    (event,) = told("Norway, Sweden and Finland jointly announced travel bans on 11 Icelandic officials.")

    assert event.event_type.value == "SANCTION"
    assert actors(event) == ["NOR", "SWE", "FIN"]


def test_numbers_of_two_passives_add_up():
    (event,) = told("Five women were arrested and three journalists detained.")

    assert [quantity.low for quantity in event.quantities] == [5, 3]
    assert [item.name_as_written for item in event.participants if item.role.value == "actor"] == []


@pytest.mark.parametrize(
    "claim",
    [
        "Al-Shabaab claimed the attack.",
        "Al-Shabaab claimed responsibility for it on its radio station.",
        "Al-Shabaab said it was behind the blast.",
        "The blast was claimed by al-Shabaab.",
    ],
)
def test_a_group_that_claims_an_attack_is_its_actor(claim):
    (event,) = told("A car bomb exploded in Mogadishu on Monday, killing nine people.", claim)

    assert actors(event) == ["SOM"]
    evidence = [item for claim in event.claims for item in claim.evidence]
    assert {item.rule for item in evidence if item.field == "participant.actor"} == {"claims"}


@pytest.mark.parametrize(
    "words",
    ["Al-Shabaab said it was not behind the blast.", "Al-Shabaab said Ethiopia was behind the blast."],
)
def test_a_group_that_claims_nothing_is_no_actor(words):
    event = told("A car bomb exploded in Mogadishu on Monday, killing nine people.", words)[0]

    assert "SOM" not in actors(event)


def test_the_dead_in_a_country_are_those_of_the_attack_on_it():
    first, second = told(
        "Norway fired missiles at Reykjavik in Iceland on Friday.",
        "Icelandic troops attacked the Norwegian town of Bergen on Saturday.",
        "Three people died and dozens were hurt in Iceland, an ambulance service said.",
    )

    assert [quantity.low for quantity in first.quantities] == [3]
    assert second.quantities == ()
