"""Where time expressions stand in a sentence, and what they are."""

import pytest

from timeline.extract.text.days.times import Form, find_times

FOUND = [
    ("They met on Tuesday in Geneva.", [("Tuesday", Form.WEEKDAY)]),
    ("The fire broke out on Thursday, May 15, at dawn.", [("Thursday, May 15", Form.DATE)]),
    ("In May 1917 and in the spring of 1918 it began again.",
     [("May 1917", Form.MONTH), ("the spring of 1918", Form.SEASON)]),
    ("May talks collapsed; they may resume in May.", [("May", Form.MONTH)]),
    ("From 1914 to 1918 the border was closed.", [("1914 to 1918", Form.YEAR)]),
    ("Between May 3 and June 8 nobody crossed.", [("May 3 and June 8", Form.DATE)]),
    ("On May 16 and 19 buses left.", [("May 16", Form.DATE), ("19", Form.DATE)]),
    ("It was two days after the vote, and a week before the summit.",
     [("two days after", Form.AGO), ("a week before", Form.AGO)]),
    ("Hours later the road was open.", [("Hours later", Form.AGO)]),
    ("Two weeks on, little has changed.", [("Two weeks on", Form.AGO)]),
    ("The year before, the town had 2,000 people.", [("The year before", Form.NEIGHBOUR)]),
    ("Since the end of last week they wait.", [("the end of last week", Form.PERIOD)]),
    ("He fled in 490 BC.", [("490 BC", Form.ANCIENT)]),
    ("Overnight on July 31 drones came.", [("July 31", Form.DATE)]),
    ("In the early hours of Friday, 3 June 2022, it rained.", [("Friday, 3 June 2022", Form.DATE)]),
    ("The treaty of 1921 (1921-25) lapsed.", [("1921", Form.YEAR), ("1921-25", Form.YEARS)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_times_are_found_whole_and_once(text: str, expected: list[tuple[str, Form]]) -> None:
    assert expected == [(time.words, time.form) for time in find_times(text)]


@pytest.mark.parametrize("word", ["since", "until", "by", "before", "after"])
def test_the_word_that_opens_an_interval_is_kept(word: str) -> None:
    assert [word] == [time.bound for time in find_times(f"They stayed {word} Friday.")]


def test_only_the_asked_stretch_is_searched() -> None:
    text = "On Monday they came, on Friday they left."
    assert ["Friday"] == [time.words for time in find_times(text, 20)]


def test_the_second_end_of_an_interval_is_kept() -> None:
    (time,) = find_times("From 28 May to 3 June it was quiet.")
    assert time.until is not None
    assert "3 June" == time.until.words
