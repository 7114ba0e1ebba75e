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
