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


@pytest.mark.parametrize("story", [SPORT, BUSINESS, WEATHER])
def test_a_report_on_everyday_things_has_no_events(story):
    assert types(*story) == []


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


def test_every_word_stands_once_under_a_subject():
    listed = [(row["subject"], row["word"]) for row in rows("subjects.csv")]
    assert len(set(listed)) == len(listed)
    assert {subject for subject, _ in listed} == {
        "conflict", "culture", "disaster", "market", "science", "sport", "travel",
    }  # fmt: skip
    assert all(word == word.lower() for _, word in listed)
