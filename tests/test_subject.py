"""What a report is about: attacks in sport and warnings of the weather are no events, those of a war are."""

import pytest

from timeline.extract.text.coder import extract
from timeline.model import Report
from timeline.read import read
from timeline.vocab.codebook import rows


def report(*sentences: str) -> Report:
    text = "---\ntitle: News of the day\npublished: 2031-05-06\nlanguage: en\n---\n" + "\n\n".join(sentences)
    return read(text.encode(), "news.md")


def types(*sentences: str) -> list[str]:
    return [event.event_type.value for event in extract(report(*sentences)).events]


SPORT = (
    "Norway beat Iceland 3-1 in the semi-final of the handball championship on Saturday.",
    "The Norwegian striker attacked from the start and scored five goals before the break.",
    "Iceland's coach accused the referee of losing control of the match.",
    "Their goalkeeper refused to surrender, and the fans warned of a bitter end.",
)
BUSINESS = (
    "Shares in Oslo fell on Monday as a price war among retailers hit profits.",
    "Analysts attacked the bank's forecast and warned of a recession.",
    "The company rejected a takeover offer from an Icelandic fund.",
    "Investors said that the economy was losing the battle against inflation.",
)
WEATHER = (
    "A storm struck the coast of Iceland on Sunday, killing two motorists.",
    "The police ordered residents to leave, and soldiers were sent to clear the road of snow.",
    "Forecasters warned that the wind would attack the north on Tuesday.",
    "Firemen rescued 40 passengers from a bus in the flood.",
)


BOXING = (
    "Icelandic heavyweight Jon Berg knocked out challenger Ola Dahl in Oslo on Saturday and demanded a rematch.",
    "Dahl was attacked from the first bell, and doctors released him on Sunday.",
    "The promoter said talks would be held in Bergen next week.",
    "The referee was accused of stopping the bout too late.",
)
QUAKE = (
    "A magnitude 6.4 earthquake struck off northern Iceland on Monday, injuring six people and halting bullet trains.",
    "The tremor hit at a depth of 40 km.",
    "Soldiers were sent to clear a landslide, and the government warned of aftershocks.",
    "In 2011 a tsunami killed 20,000 people on the same coast.",
)
FRAUD = (
    "A court in Oslo acquitted the former head of a savings bank of fraud on Tuesday.",
    "The judge rejected the testimony of two auditors on the accounting.",
    "An executive was ordered to pay a fine, and shareholders wept.",
)
RECIPE = (
    "Most cooks give up on this cake too early and blame their oven.",
    "Beat the eggs and attack the chocolate with a heavy knife.",
    "If the icing refuses to set, my grandmother demanded more sugar and got it.",
    "Invite your neighbours, agree on an hour and release the cake from its tin.",
    "Nobody has threatened to leave yet.",
)


@pytest.mark.parametrize("story", [SPORT, BUSINESS, WEATHER, BOXING, QUAKE, FRAUD, RECIPE])
def test_a_report_on_everyday_things_has_no_events(story):
    assert types(*story) == []


def test_a_long_text_with_one_word_of_conflict_is_not_about_it():
    office = [
        f"The manager of office {n} in Iceland asked the staff for {n + 2} chairs." for n in range(1, 20)
    ]

    assert types(*office, "The older printer was taken hostage by dust.") == []
    assert "REQUEST" in types(*office[:3], "The army shelled the town of Akureyri on Monday.")


def test_states_deal_with_each_other_in_business_news_too():
    assert types(*BUSINESS, "Norway imposed sanctions on Iceland on Friday.") == ["SANCTION"]


def test_violence_around_a_match_is_an_event():
    assert "ASSAULT" in types(*SPORT, "Police fired tear gas at rioters outside the stadium on Saturday.")


def test_an_accident_that_somebody_caused_by_a_bomb_is_an_attack():
    crash = (
        "A bridge fell on a train in Iceland on Saturday, killing two passengers and the driver.",
        "Rescuers searched the rubble beside the road, and ambulances took 40 injured to hospital.",
    )
    assert "ASSAULT" in types(*crash, "The bridge had been blown up by a bomb, the governor said.")


def test_a_hospital_is_bombed_and_a_film_director_jailed_in_earnest():
    hospital = (
        "A Norwegian air strike hit a hospital in Iceland on Saturday, killing seven patients and two doctors.",
        "Rescuers searched the rubble beside the road, and ambulances took survivors to a clinic.",
        "The fire spread to a train in a storm.",
    )
    director = (
        "An Icelandic court sentenced film director Jon Berg to six years in prison on Monday.",
        "The author of a prize-winning drama had returned from a festival, where his film had its premiere.",
        "Actors and musicians in the audience of a theatre read his novel on the stage.",
    )
    assert types(*hospital)[:1] == ["ASSAULT"]
    assert "SANCTION" in types(*director)


def test_a_war_report_may_speak_of_rain_and_prices():
    war = (
        "Icelandic troops attacked the Norwegian town of Bergen on Monday as rain fell.",
        "Rebels shelled a hospital, and the price of bread rose.",
        "Soldiers on both sides were killed by artillery.",
    )
    assert types(*war)[0] == "ASSAULT"


def test_a_warning_of_floods_is_no_threat():
    assert types("Norway warned Iceland on Monday that floods would reach its coast.") == []
    assert types("Norway warned Iceland on Monday that its ships would be attacked.") == ["THREATEN"]


MANUAL = (
    "The server sends a request to every worker and waits for a reply.",
    "A worker may refuse the request, and the store then releases its task.",
    "Tasks that failed are executed again.",
    "The queue supports several workers, which cooperate on a large task.",
    "We agreed to share the code with other teams.",
    "If a worker hangs, the monitor warns its owner.",
    "The client must accept the offer within a second.",
    "Each worker then asks the store for help.",
    "A second queue holds what was rejected.",
    "Add the name of the worker to the list before you visit the page.",
)


def test_a_text_that_is_not_about_conflict_at_all_has_no_events():
    assert types(*MANUAL) == []


def test_states_deal_with_each_other_in_a_quiet_text_too():
    assert types(*MANUAL, "Norway imposed sanctions on Iceland on Friday.") == ["SANCTION"]


def test_a_report_that_names_many_countries_has_no_two_sides():
    many = "Ministers of Norway, Iceland, Kenya, Peru, Chile and Nepal came on Monday. Talks were held on Tuesday."
    two = "Ministers of Norway and Iceland came on Monday. Talks were held on Tuesday."
    sides = [{part.country for part in event.participants} for event in extract(report(two)).events]
    assert {"NOR", "ISL"} in sides
    assert all(not event.participants for event in extract(report(many)).events)


def test_every_word_stands_once_under_a_subject():
    listed = [(row["subject"], row["word"]) for row in rows("subjects.csv")]
    assert len(set(listed)) == len(listed)
    assert {subject for subject, _ in listed} == {
        "conflict", "culture", "disaster", "market", "science", "sport", "travel",
    }  # fmt: skip
    assert all(word == word.lower() for _, word in listed)
