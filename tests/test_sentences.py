"""The sentence splitter: what ends a sentence and what only looks like it."""

import pytest

from timeline.extract.text.grammar.sentences import sentences


def split(text):
    return [text[span.start : span.end] for span in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Oru Velk met Lt. Col. J. Smith and Maj. T. R. Adan on Jan. 14.",
        "The U.S. Army left at 3.30 a.m. Monday with 2.5 tons of grain.",
        "U.S. President T. Orden met Mr. Velk and Mrs. Adan in St. Brannoc on Sept. 3.",
        "Brig.-Gen. Adan of No. 4 Brigade lost 1.2 million crowns.",
        "Resolution No. 1701 was cited on pp. 3-4.",
        "Velk Steel Corp. President Ana Orden resigned.",
        '"Leave now!" Colonel Adan said.',
        "“Who fired?” asked a villager.",
        "The envoy waited ... and then left.",
        "The envoy said: “They ... Velkans never leave.”",
        "(Agency) -Two drivers were freed on Tuesday, the ministry said.",
        "The town (pop. 4,000) was shelled.",
        "1. Release of all prisoners.",
        "The ministry moved to velk.example.org and stayed.",
        "It will go on until No. 7 is taken (see pp. 3-4).",
        "Shelling began at 4 a.m. Brannoc time.",
    ],
)
def test_these_are_one_sentence(text):
    assert [text] == split(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Shells fell on Brannoc.", "Two people died."),
        ("He lives in the U.S.", "The envoy does not."),
        ("The strike came at 4 a.m.", "They arrived late."),
        ("They talked until Jan.", "The truce did not hold."),
        ("The mayor said no.", "Brannoc fell a day later."),
        ('"We left."', '"Nobody stayed."'),
        ("“We left.”", "He did not say why."),
        ("(The ministry did not answer.)", "Velka denied it."),
        ("The truce held.[3]", "It ended in May."),
        ("Who fired?", "Nobody knows."),
        ("They waited...", "Nobody came."),
        ("It cost 3.5 million in 2024.", "10 people were hurt."),
        ("The army of Velka Inc.", "It was never paid."),
        ("„Це фініш.“", "Юзеф мовчав."),
    ],
)
def test_these_are_two_sentences(first, second):
    assert [first, second] == split(f"{first} {second}")


def test_every_line_is_a_paragraph_of_its_own():
    text = "Velka frees two drivers\nPublished by Example Wire\n\nVelka freed two. They are home.\n"

    expected = ["Velka frees two drivers", "Published by Example Wire", "Velka freed two.", "They are home."]
    assert expected == split(text)


def test_lines_wrapped_at_a_width_are_one_paragraph():
    text = (
        "Two drivers were handed over by the authorities of\n"
        "Velka on Tuesday, the ministry of transport said in\n"
        "Brannoc. They are home.\n"
        "\n"
        "A third meeting is due."
    )

    first = text[: text.index(" They")]
    assert [first, "They are home.", "A third meeting is due."] == split(text)


def test_a_headline_is_not_glued_to_a_longer_line_below():
    text = "Velka frees two drivers\nTwo drivers were handed over on Tuesday, Velka said."

    assert text.split("\n") == split(text)


def test_only_the_asked_part_is_split_and_offsets_count_in_the_whole_text():
    text = "Title. More.\n  One here.  Two there. \nEnd. Bye."
    start, end = text.index("  One"), text.index("\nEnd")

    expected = ["One here.", "Two there."]
    assert expected == [text[span.start : span.end] for span in sentences(text, start, end)]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_nothing_has_no_sentences(text):
    assert not split(text)


def test_every_character_that_is_not_white_space_belongs_to_one_sentence():
    text = "... A. B! ?? \r\n«Ж.» (J. Smith) 3.5 \u2028 x.\u00a0Y.\n\n\n No. 5? Z" * 3

    assert "".join(text.split()) == "".join("".join(split(text)).split())


@pytest.mark.parametrize(
    "text", ["." * 1_000_000, '."' + "(" * 1_000_000, "x." * 500_000, "x" + "\n" * 1_000_000]
)
def test_a_million_odd_characters_take_no_time(text):
    assert [text.strip()] == split(text)


def test_a_million_white_characters_are_nothing():
    assert not split(" " * 1_000_000)
