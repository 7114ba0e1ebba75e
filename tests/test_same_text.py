"""Copies of one text: exact, cut, retitled, with a paragraph added; and what only quotes the same words."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from timeline.coding import report_of
from timeline.model import Source, SourceKind, Story
from timeline.resolve.same_text import Copy, Text, bands, copies, near, runs, signature, text_of

REPORTS = Path(__file__).parents[1] / "data/reports"
LONG = "gbf-20250722-two-soldiers.md", "latimes-20250704-strike.md", "meduza-20250724-round3.md"


@cache
def story(name):
    report = report_of((REPORTS / name).read_bytes(), name)
    return Story(report, Source(f"source-{name}", name, SourceKind.OUTLET), None)


def text(name, **changes):
    return replace(text_of(story(name)), **changes)


def paragraphs(one):
    return [part for part in one.words.split("\n") if part.strip()]


@pytest.mark.parametrize("name", LONG)
def test_a_copy_points_at_the_text_that_was_published_first(name):
    first = text(name, id="b", published="2031-03-01", source="herald")
    copy = text(name, id="a", published="2031-03-02", source="tribune")

    assert (Copy("a", "b", 1000, "herald"), Copy("b", None, None, "herald")) == copies([copy, first])


@pytest.mark.parametrize("name", LONG)
def test_a_cut_copy_with_a_paragraph_of_its_own_is_a_copy(name):
    whole = text(name, id="a", published="2031-03-01")
    kept = paragraphs(whole)[:-1]
    cut = replace(
        whole, id="b", published="2031-03-02", words="\n".join([*kept, "Read more in our weekly letter."])
    )

    found = copies([whole, cut])

    assert ["a"] == [one.original for one in found if one.original]


@pytest.mark.parametrize("name", LONG)
def test_commas_capitals_and_accents_make_no_other_text(name):
    one = text(name)

    assert 1000 == near(one.words, one.words.upper().replace(",", "").replace("\n", "  "))


def test_the_title_is_no_part_of_what_is_compared():
    found = text_of(story(LONG[0]))

    assert story(LONG[0]).report.title not in found.words
    assert found.published == "2025-07-22"


def test_no_two_reports_of_the_sample_are_copies():
    found = copies(text_of(story(path.name)) for path in REPORTS.glob("*.md"))

    assert 120 == len(found)
    assert [] == [one for one in found if one.original]


def test_the_agency_that_a_copy_credits_owns_the_words():
    plain = text(LONG[0], id="a", published="2031-03-01", agency=None, source="herald")
    credited = text(LONG[0], id="b", published="2031-03-02", agency="reuters", source="tribune")

    assert ["reuters", "reuters"] == [one.voice for one in copies([plain, credited])]


def test_one_statement_quoted_by_two_reports_makes_no_copy():
    said = (
        "The ministry said that 1,212 bodies had been handed over at the border on Wednesday in line with what was "
        "agreed in Velm on the second of June and that the transfer would go on."
    )
    other = [paragraphs(text(name)) for name in LONG[1:]]
    texts = [
        Text(name, "\n".join([*parts, said]), "2031-03-01") for name, parts in zip("ab", other, strict=True)
    ]

    assert [None, None] == [one.original for one in copies(texts)]


def test_a_text_of_a_sentence_is_never_a_copy():
    assert [None, None] == [
        one.original for one in copies([Text("a", "Four dead."), Text("b", "Four dead.")])
    ]
    assert () == signature("Four dead.") == bands(signature(""))


def test_a_text_printed_again_months_later_is_no_copy():
    old = text(LONG[0], id="a", published="2031-01-01")
    new = text(LONG[0], id="b", published="2031-06-01")

    assert [None, None] == [one.original for one in copies([old, new])]


def test_an_undated_text_has_no_claim_to_be_the_original():
    found = copies([text(LONG[0], id="a", published=None), text(LONG[0], id="b", published="2031-03-02")])

    assert ["b", None] == [one.original for one in found]


def test_texts_in_other_scripts_are_compared_too():
    words = "Россия передала Украине тела погибших военных на границе в среду утром и забрала своих".split()
    russian = " ".join(f"{word}{place}" for place in range(10) for word in words)

    assert ["a"] == [one.original for one in copies([Text("a", russian), Text("b", russian)]) if one.original]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(shuffle):
    texts = made()
    before = copies(texts)
    shuffle.shuffle(texts)

    assert before == copies(texts)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 11))
def test_another_text_changes_nothing_for_those_that_it_is_no_copy_of(place):
    texts = made()
    gone = texts[place]
    whole = {one.id: one for one in copies(texts)}

    left = {one.id: one for one in copies(one for one in texts if one is not gone)}

    family = gone.id[0]
    assert {key: one for key, one in whole.items() if key[0] != family} == {
        key: one for key, one in left.items() if key[0] != family
    }


def made():
    """Four copies each of three texts, some of them cut."""
    draw = random.Random(3)
    return [
        replace(
            text(name),
            id=f"{place}{copy}",
            published=f"2031-03-0{draw.randrange(1, 9)}",
            words="\n".join(paragraphs(text(name))[copy % 2 :]),
        )
        for place, name in enumerate(LONG)
        for copy in range(4)
    ]


def test_signatures_are_the_same_on_every_machine_and_with_every_version():
    """A change of the library that changes them is a change of every database: it must be seen."""
    words = " ".join(f"word{number}" for number in range(60))

    assert 128 == len(signature(words))
    assert [] == [one for one in signature(words) if not 0 <= one < 2**32]
    assert (PINNED, 64) == (signature(words)[:4], len(bands(signature(words))))
    assert 56 == len(runs(words))


PINNED = (943220561, 492628504, 105469663, 3223054681)
