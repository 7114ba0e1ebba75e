"""Which event a time dates, on reports of our own."""

from datetime import date

import pytest

from timeline.extract.text.coder import extract
from timeline.model import Event, EventType
from timeline.read import read

HEAD = "---\ntitle: Report\nsource: The Example Post\npublished: 2025-07-23\nlanguage: en\n---\n\n"
A, B = EventType.ASSAULT, EventType.CONSULT

DATED = [
    ("Sudan's army shelled Omdurman on Monday, the ministry said on Tuesday.", A, "2025-07-21"),
    ("On Tuesday the ministry said Sudan's army had shelled Omdurman on Sunday.", A, "2025-07-20"),
    ("Kenya's president met Uganda's president in Nairobi on Tuesday.", B, "2025-07-22"),
    ("Colombian rebels attacked a barracks before dawn on Monday.", A, "2025-07-21"),
    ("Colombian rebels attacked a barracks in the early hours of Monday.", A, "2025-07-21"),
    ("Monday's attack by Colombian rebels on a barracks killed four soldiers.", A, "2025-07-21"),
    ("Ethiopia and Eritrea held talks on Sunday, two days after Eritrean troops attacked a village.", A, "2025-07-18"),
    ("Four soldiers died on Friday when Colombian rebels attacked a barracks.", A, "2025-07-18"),
    ("Twelve girls whom Colombian rebels abducted two days ago have been set free.", A, "2025-07-21"),
    ("Colombian rebels attacked a barracks on Monday, three days after they met Peru's president.", B, "2025-07-18"),
]  # fmt: skip


def events(text: str) -> tuple[Event, ...]:
    return extract(read((HEAD + text + "\n").encode(), "report.md")).events


@pytest.mark.parametrize(("text", "kind", "day"), DATED)
def test_a_time_dates_the_clause_that_it_stands_in(text: str, kind: EventType, day: str) -> None:
    found = {event.date.start for event in events(text) if event.event_type is kind}
    assert {date.fromisoformat(day)} == found


def test_an_undated_deed_takes_the_day_of_the_story() -> None:
    text = "Colombian rebels attacked a barracks on Monday. Soldiers arrested three suspects."
    found = [event for event in events(text) if event.event_type is EventType.COERCE]
    assert [date(2025, 7, 21)] == [event.date.start for event in found]


def test_a_plan_takes_no_day_from_the_words_that_announce_it() -> None:
    text = "Kenya and Uganda will hold talks, a spokesman said on Tuesday."
    assert all(event.date.start is None for event in events(text))


def test_without_publication_date_no_weekday_is_resolved() -> None:
    page = "---\ntitle: Report\nlanguage: en\n---\n\nColombian rebels attacked a barracks on Monday.\n"
    found = extract(read(page.encode(), "report.md")).events
    assert found
    assert all(event.date.start is None for event in found)


def dates(text: str, kind: EventType) -> list[tuple[str, str]]:
    return [(str(e.date.start), str(e.date.end)) for e in events(text) if e.event_type is kind]


def test_what_is_joined_to_a_dated_pluperfect_shares_its_day() -> None:
    text = "Kenya's president had visited Uganda on Saturday and threatened to attack the rebels. They met on Monday."
    assert [("2025-07-19", "2025-07-19")] == dates(text, EventType.THREATEN)


def test_a_stretch_of_days_begins_or_ends_on_the_day_named() -> None:
    text = "Kenya and Uganda began two days of talks in Nairobi on Monday."
    assert [("2025-07-21", "2025-07-22")] == dates(text, B)
    assert [("2025-07-19", "2025-07-21")] == dates(text.replace("began two", "concluded three"), B)


def test_a_promise_is_not_made_on_the_day_for_which_it_is_made() -> None:
    text = "Kenya's president said on Monday that his army would attack the rebels next week."
    assert ("2025-07-28", "2025-08-03") not in dates(text, EventType.THREATEN)


def test_what_was_agreed_has_the_day_on_which_it_was_announced() -> None:
    text = "Kenya and Uganda have agreed to exchange prisoners. Kenya's president made the announcement on Sunday."
    assert [("2025-07-20", "2025-07-20")] == dates(text, EventType.AGREE)


def test_a_day_to_come_is_not_the_day_of_the_story() -> None:
    text = "Kenya's president is to visit Uganda on July 26. Colombian rebels attacked a barracks."
    assert [("None", "None")] == dates(text, A)


def test_years_since_a_deed_date_the_deed_and_not_the_day_of_remembrance() -> None:
    text = "Kenya marked four years since Uganda's invasion on Tuesday."
    assert [("2021-01-01", "2021-12-31")] == dates(text, A)


def test_a_promise_at_no_known_time_and_a_month_gone_by_stay_apart() -> None:
    text = "Kenya has expelled two Ugandan diplomats. Last month Kenya expelled the Ugandan ambassador."
    assert {("None", "None"), ("2025-06-01", "2025-06-30")} == set(dates(text, EventType.SANCTION))


def test_a_day_that_a_later_telling_gives_is_stretched_by_the_words_of_that_telling() -> None:
    text = (
        "After long years of quiet work on the old customs houses along the common border, and of many letters, "
        "Kenya has met Uganda. The ministers arrived on Monday. Kenya met Uganda."
    )
    assert dates(text, B) == [("2025-07-21", "2025-07-21")]


def war(text: str) -> list[tuple[str, str]]:
    """Return title and first day of the attacks of a story of years long past."""
    past = "In 1941 Kenya built roads. In 1942 Uganda built ships. In 1943 Kenya built walls.\n\n"
    return [(e.title, str(e.date.start)) for e in events(past + text) if e.event_type is A]


def test_a_chronicle_tells_another_attack_where_it_names_no_day() -> None:
    first = "On June 3, 1943, Kenya attacked Uganda."
    later = "Ugandan schools closed.\n\nFarmers fled.\n\nKenya attacked Uganda again and again."
    assert [day for _, day in war(f"{first} {later}")] == ["1943-06-03", "None"]
    assert [day for _, day in war(f"{first} Kenya attacked Uganda from the east.")] == ["1943-06-03"]


def test_a_new_paragraph_of_a_chronicle_is_no_longer_of_the_day_before() -> None:
    day = "The envoys left on June 3, 1943."
    assert [start for _, start in war(f"{day} Kenya attacked Uganda.")] == ["1943-06-03"]
    assert [start for _, start in war(f"{day}\n\nKenya attacked Uganda. Troops came.")] == ["None"]
