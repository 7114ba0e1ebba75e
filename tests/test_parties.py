"""Who takes part in an event and who does not, in single sentences; and what is no event at all."""

import pytest

from timeline.coding import coded_story


def events(text):
    return coded_story(f"A headline\n\n{text}\n".encode(), "p.txt", "2031-07-22").events


def parties(event, role):
    return {p.country or p.name_as_written for p in event.participants if p.role == role}


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake killed 120 people in western Norway.",
        "At least 40 people were killed when a bus plunged into a ravine in Iceland.",
        "A heart attack killed the veteran general at the age of 80.",
        "Inflation hit Norwegian households hard.",
        "Shares in the arms maker exploded to a record high.",
        "The general was killed near Oslo in a car accident.",
    ],
)
def test_what_nobody_does_is_no_assault(text):
    assert [event.event_type for event in events(text)] == []


def test_charges_that_are_dropped_are_no_bombs():
    (event,) = events("Prosecutors dropped the charges against the former minister on Monday.")
    assert event.event_type == "CONCEDE"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels backed by Norway attacked the port of Akureyri in Iceland.",
        "Norwegian-backed rebels attacked the port of Akureyri in Iceland.",
        "The rebels, who are backed by Norway, attacked the port of Akureyri in Iceland.",
    ],
)
def test_who_backs_those_who_act_is_associated_and_acts_not(text):
    (event,) = events(text)
    assert event.event_type == "ASSAULT"
    assert parties(event, "associated") == {"NOR"}
    assert "NOR" not in parties(event, "actor")
    assert parties(event, "recipient") == {"ISL"}


def test_where_a_weapon_was_made_is_no_party():
    (event,) = events("Iceland shot down a Norwegian-made drone on Monday.")
    assert {p.country for p in event.participants} == {"ISL"}


def test_every_owner_in_a_list_is_a_party():
    (event,) = events("The leaders of Norway, Iceland and Denmark met in Geneva on Monday.")
    assert parties(event, "actor") == parties(event, "recipient") == {"NOR", "ISL", "DNK"}


def test_one_ministry_has_one_id_whatever_it_is_called():
    names = (
        "the Norwegian interior ministry",
        "Norway's Ministry of the Interior",
        "the Norwegian Home Ministry",
    )
    found = {
        claim.claimant.actor.id
        for name in names
        for event in events(f"Police killed two gunmen in Bergen, {name} said.")
        for claim in event.claims
        if claim.claimant and claim.claimant.actor
    }
    assert found == {"norwegian-interior-ministry"}


def test_who_claims_an_attack_is_its_actor():
    (event,) = events(
        "A bomb exploded at a market in Quetta on Monday, killing 12 people. "
        "The Balochistan Liberation Army claimed responsibility for the attack."
    )
    assert parties(event, "actor") == {"PAK"}
    assert parties(event, "victim") == {"PAK"}


def test_the_state_arrests_where_nobody_is_said_to_do_it():
    (event,) = events("Several suspects were arrested in Bergen on Monday.")
    assert parties(event, "actor") == {"NOR"}


def test_what_is_condemned_was_done_by_those_who_acted_last():
    first, second = events("Norway test-fired a missile on Monday. Iceland condemned the test.")
    assert first.event_type == "MOBILIZE"
    assert parties(second, "recipient") == {"NOR"}


def test_what_the_report_says_will_happen_is_planned_and_what_a_speaker_offers_is_conceded():
    (plan,) = events("Norway will release 50 prisoners next week.")
    (promise,) = events("Norway said it would release 50 prisoners next week.")
    assert (plan.event_type, plan.status) == ("AGREE", "planned")
    assert (promise.event_type, promise.status) == ("CONCEDE", "occurred")


def test_the_town_taken_gives_way_to_its_country():
    (event,) = events("Rebels captured the town of Akureyri in Iceland.")
    assert parties(event, "recipient") == {"ISL"}


def test_the_subject_of_a_light_verb_acts_in_its_event_noun():
    (event,) = events("Norway launched an offensive against Iceland on Monday.")
    assert (parties(event, "actor"), parties(event, "recipient")) == ({"NOR"}, {"ISL"})
    (event,) = events("An offensive against Iceland was launched by Norway on Monday.")
    assert parties(event, "actor") == {"NOR"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Iceland are at odds. Each accuses the other of breaking the truce.",
        "Norway and Iceland are at odds. Both accused each other of breaking the truce.",
        "Norway and Iceland are at odds. On Friday the two signed a declaration.",
        "Norway and Iceland are at odds. Guns fell silent on the border at noon.",
    ],
)
def test_both_each_and_the_two_are_the_sides_of_the_report(text):
    event = events(text)[-1]
    assert parties(event, "actor") == parties(event, "recipient") == {"NOR", "ISL"}


def test_its_neighbour_is_the_other_side():
    event = events("Norway closed the border with Iceland. Oslo accuses its neighbour of arming rebels.")[-1]
    assert (parties(event, "actor"), parties(event, "recipient")) == ({"NOR"}, {"ISL"})


def test_who_is_named_between_commas_is_meant():
    (event,) = events("In a video his challenger, Ana Vell, urged the security forces to change sides.")
    assert parties(event, "actor") == {"Ana Vell"}


def test_blows_in_both_directions_are_two_events():
    told = events("Norway blamed Iceland for the raid on Monday. Iceland accused Norway of lying on Monday.")
    assert [parties(event, "actor") for event in told] == [{"NOR"}, {"ISL"}]


def test_a_breach_that_the_other_side_charges_is_its_reproach():
    (event,) = events("Norway broke the ceasefire 12 times overnight, the Icelandic army claimed on Monday.")
    assert (event.event_type, parties(event, "actor"), parties(event, "recipient")) == (
        "ACCUSE",
        {"ISL"},
        {"NOR"},
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway and Iceland swapped prisoners on Friday.", "RETREAT"),
        ("Police clashed with protesters in Oslo on Monday.", "ASSAULT"),
        ("Norway handed over to Iceland the bodies of 30 soldiers on Monday.", "RETREAT"),
        (
            "Norway and Iceland are preparing a prisoner exchange for Saturday, a news agency reported.",
            "AGREE",
        ),
        ("The 246 prisoners are to be released by Iceland.", "AGREE"),
    ],
)
def test_what_the_parser_misreads_is_found_all_the_same(text, kind):
    assert [event.event_type for event in events(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Norwegian army launched air strikes on rebel bases in Iceland on Tuesday.", "ASSAULT"),
        ("Norway began strikes on Reykjavik on Monday.", "ASSAULT"),
        ("Workers launched a strike against the government in Oslo on Monday.", "PROTEST"),
        ("Nurses began a strike over pay in Oslo on Monday.", "PROTEST"),
    ],
)
def test_a_strike_from_the_air_is_no_strike_of_workers(text, kind):
    assert [event.event_type for event in events(text)] == [kind]
