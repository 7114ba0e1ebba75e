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
