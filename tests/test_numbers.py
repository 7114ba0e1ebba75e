"""Numbers in words and digits, with what hedges them."""

import pytest

from timeline.extract.text.figures.numbers import number_from, numbers_in, plain_value
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import Span


def sentence(text):
    """Return a sentence of words alone, each its own lemma; nothing here looks at the parse."""
    words = text.split()
    starts = [sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    lower = [word.lower() for word in words]
    blank = [""] * len(words)
    heads = list(range(len(words)))
    children = [[] for _ in words]
    return Sentence(
        0, 0, Span(0, len(text)), words, lower, blank, blank, blank, heads, lower, starts, ends, children
    )


def bounds(text):
    return [(number.low, number.high) for number in numbers_in(sentence(text))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1,200", 1200),
        ("four hundred and ten", 410),
        ("eighty - two", 82),
        ("two dozen", 24),
        ("a hundred", 100),
        ("1.2 million", 1_200_000),
        ("three thousand two hundred", 3200),
        ("2.5", None),
        ("some", None),
    ],
)
def test_a_number_has_its_value(words, expected):
    assert expected == plain_value(words.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 12 people died", [(12, None)]),
        ("more than 6,000 were held", [(6000, None)]),
        ("up to 30 gunmen", [(None, 30)]),
        ("about 200 residents", [(200, 200)]),
        ("between 20 and 30 shells", [(20, 30)]),
        ("20 to 30 shells", [(20, 30)]),
        ("40 or more fighters", [(40, None)]),
        ("Four hundred and ten soldiers", [(410, 410)]),
        ("killing 9 and injuring 4", [(9, 9), (4, 4)]),
        ("one of the drones", []),
    ],
)
def test_a_hedge_opens_one_end_of_a_number(text, expected):
    assert expected == bounds(text)


def test_over_behind_a_verb_of_giving_is_no_hedge():
    assert [(1212, 1212)] == bounds("they hand over 1,212 bodies")


def test_a_rise_from_one_number_to_another_is_no_range():
    assert [(12, 12), (15, 15)] == bounds("the toll rose from 12 to 15")


def test_a_vague_word_keeps_its_words_and_is_marked():
    number = number_from(sentence("dozens of villagers"), 0)

    assert number is not None
    assert (True, "dozens", 24, None) == (number.vague, number.words, number.low, number.high)


def test_the_words_of_a_number_stand_as_in_the_report():
    assert ["at least 12"] == [number.words for number in numbers_in(sentence("at least 12 people"))]
