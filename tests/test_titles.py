"""Titles as a reader sees them: names keep their capitals, plain words lose the one of their sentence."""

import pytest

from timeline.extract.text.coder import extract
from timeline.read import read

HEAD = "---\ntitle: Report\nsource: The Example Post\npublished: 2025-07-23\nlanguage: en\n---\n\n"


def titles(text: str) -> list[str]:
    return [event.title for event in extract(read((HEAD + text + "\n").encode(), "report.md")).events]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Piłsudski attacked the Soviet Union on Monday.", "Piłsudski attacked Soviet Union"),
        ("Gunmen attacked Kenya on Monday.", "Gunmen attacked Kenya"),
        ("Kenyan police arrested Mr. Bashir on Monday.", "Kenyan Police arrested Mr. Bashir"),
        ("On Monday, Tamil rebels attacked Sri Lanka.", "Tamil rebels attacked Sri Lanka"),
        ("The attackers were US forces who had arrested rebels.", "US forces arrested rebels"),
    ],
)
def test_a_name_keeps_its_capital_and_a_title_begins_with_one(text: str, title: str) -> None:
    assert titles(text)[0] == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kenya on Wednesday lifted sanctions against Uganda.", "Kenya gave way to Uganda"),
        ("Kenyan troops withdrew from Uganda on Monday.", "Kenyan troops withdrew from Uganda"),
        ("Han Dong-hoon attacked Uganda on Monday.", "Han Dong-hoon attacked Uganda"),
        ("Ethnic Somali rebels attacked Kenya on Monday.", "Ethnic Somali rebels attacked Kenya"),
        ("Kenyan police held refugees, whom farmers blame for a fire.", "Farmers accused refugees"),
        ("Rebels vowed to fight until Kenya gives way.", "Rebels threatened violence against Kenya"),
    ],
)
def test_a_title_says_who_did_what_to_whom(text: str, title: str) -> None:
    assert title in titles(text)


def test_a_name_behind_an_office_and_its_country_is_the_name_alone() -> None:
    assert titles("Marshal of Uganda John Mwangi attacked Kenya.") == ["John Mwangi attacked Kenya"]


def test_nobody_fights_himself() -> None:
    story = "Sporadic fighting between Kenyan units went on. Kenya rests."
    (event,) = extract(read((HEAD + story + "\n").encode(), "report.md")).events
    assert ["actor"] == [part.role.value for part in event.participants]


def test_a_pronoun_gives_way_to_whom_it_means() -> None:
    story = "Kenyan rebels said they will attack Uganda."
    assert titles(story) == ["Kenyan rebels threatened violence against Uganda"]


def test_what_threatens_without_a_will_is_no_event() -> None:
    assert titles("A long drought threatened the farmers of Kenya.") == []
    assert titles("The president of Uganda threatened Kenya.") == ["President of Uganda threatened Kenya"]


def test_who_is_named_between_commas_says_nothing() -> None:
    text = "Gunmen killed 19 people, including 17 Ugandans, in an assault that threatened the peace of Kenya."
    (event,) = extract(read((HEAD + text + "\n").encode(), "report.md")).events
    assert all(claim.claimant is None for claim in event.claims)


def test_the_aim_of_a_blockade_is_not_refused() -> None:
    assert titles("Ugandans blocked roads on Sunday to press their demands.") == [
        "Protest blockade by Uganda"
    ]


def test_who_is_meant_by_a_pronoun_stands_in_the_title() -> None:
    story = "Kenyan minister John Mwangi flew home. In May he visited Uganda."
    assert titles(story)[-1].startswith("John Mwangi visited Uganda")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's army halted the Ugandan offensive near the border on Monday.",
        "The Ugandan offensive was stopped by Kenya's army on Monday.",
    ],
)
def test_who_stops_the_offensive_of_the_other_side_ceases_no_fire(text: str) -> None:
    assert not any("ceased fire" in title for title in titles(text))


def test_who_stops_his_own_offensive_ceases_fire() -> None:
    assert titles("Kenya halted its offensive in Uganda on Monday.") == ["Kenya ceased fire with Uganda"]


def test_who_commands_troops_demands_nothing_of_them() -> None:
    led = "The road is full of troops directed by General John Mwangi."
    assert not titles(led)
    assert titles(f"{led} Kenya ordered the rebels to leave.") == ["Kenya made a request of rebels"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police in Kenya arrested 12 pro-Ugandan demonstrators on Monday.", "12 pro-Ugandan demonstrators"),
        ("Anti-Ugandan rebels attacked a barracks in Kenya on Monday.", "Anti-Ugandan rebels"),
    ],
)
def test_for_or_against_whom_people_are_is_not_whose_they_are(text: str, words: str) -> None:
    (event,) = extract(read((HEAD + text + "\n").encode(), "report.md")).events
    country = {part.name_as_written: part.country for part in event.participants}
    assert country[words] == "KEN"
