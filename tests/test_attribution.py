"""Who is said to have told an event, on which channel, and what that makes of its status."""

import pytest

from timeline.extract.text.coder import extract
from timeline.read import read


def events_of(*paragraphs):
    text = "\n\n".join(paragraphs)
    page = f"---\ntitle: A day in the hills\npublished: 2031-07-24\nlanguage: en\n---\n\n{text}\n"
    return extract(read(page.encode(), "report.md")).events


def told_by(event):
    """The claimants of an event with their channels, each once, in order."""
    found = [
        (claim.claimant.actor.name if claim.claimant.actor else claim.claimant.name_as_written, claim.channel)
        for claim in event.claims
        if claim.claimant
    ]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("Rebels attacked a village in Mali on Sunday, residents said.", [("residents", None)]),
        (
            "Gunmen killed nine people in Chad on Monday, two security sources told Reuters.",
            [("two security sources", "Reuters")],
        ),
        (
            "According to local officials, rebels attacked a convoy in Mali on Sunday.",
            [("local officials", None)],
        ),
        (
            "An army patrol was attacked in Peru on Friday, the country's defence minister, Ana Vellor, said.",
            [("Ana Vellor", None)],
        ),
        (
            "Rebels bombed a school in Myanmar on Friday, according to witnesses and a monitoring group.",
            [("witnesses", None), ("monitoring group", None)],
        ),
        (
            "TASS quoted the Armenian Defence Ministry as saying that two villages had been shelled on Monday.",
            [("Armenian Defence Ministry", "TASS")],
        ),
        (
            "Troops shelled two villages on Monday, Reuters reported, citing the Armenian Defence Ministry.",
            [("Armenian Defence Ministry", "Reuters")],
        ),
        ("Gunmen killed a mayor in Peru on Monday, a source told TASS.", [("TASS source", "TASS")]),
        (
            "A spokesman for the Armenian Defence Ministry said that two villages had been shelled on Monday.",
            [("Armenian Defence Ministry", None)],
        ),
        ("A shopkeeper said soldiers had beaten four men in Mali on Sunday.", [("shopkeeper", None)]),
        ("Ministry: rebels shelled two villages in Mali on Monday.", [("Ministry", None)]),
    ],
)
def test_the_speaker_is_found_where_he_stands(text, claimants):
    (event, *_) = events_of(text)

    assert told_by(event) == claimants
    assert event.status == "claimed"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a village in Mali on Sunday.",
        "Gunmen attacked a village in Mali on Sunday, but the army has not said how many people died.",
        "Gunmen attacked an army post in Mali on Wednesday. The army has never confirmed it.",
        "Three people were killed when a bomb exploded in Kabul on Saturday. No group claimed responsibility.",
        "Turkey detained 12 journalists on Friday, drawing criticism from Greece, which said it was concerned.",
    ],
)
def test_what_nobody_is_quoted_for_has_no_claimant(text):
    (event, *_) = events_of(text)

    assert told_by(event) == []
    assert event.status == "occurred"


@pytest.mark.parametrize(
    ("text", "later", "claimants"),
    [
        (
            "Armenia and Azerbaijan exchanged 32 prisoners on Wednesday.",
            "The figure was given by Armenian President Vahagn Khachaturyan.",
            ["Vahagn Khachaturyan"],
        ),
        (
            "Armenia and Azerbaijan exchanged 32 prisoners on Wednesday.",
            "Word of it came from the Armenian Defence Ministry and the Azerbaijani Defence Ministry.",
            ["Armenian Defence Ministry", "Azerbaijani Defence Ministry"],
        ),
        (
            "Thousands of people marched in Belgrade on Saturday.",
            "Organisers put the number at 100,000.",
            ["Organisers"],
        ),
    ],
)
def test_who_speaks_of_an_event_later_on_is_a_claimant_of_it(text, later, claimants):
    (event, *_) = events_of(text, later)

    assert [name for name, _ in told_by(event)] == claimants
    assert event.status == "occurred"


def test_who_goes_on_about_his_charge_says_so():
    (event, *_) = events_of(
        "Kenya accused Sudan of attacking civilians on Tuesday. "
        "The villages had been burned, Foreign Minister Ana Vellor wrote on Telegram."
    )

    assert (event.event_type, told_by(event)) == ("ACCUSE", [("Ana Vellor", "Telegram")])


def test_both_sides_are_those_who_speak_for_them_elsewhere():
    (event, *_) = events_of(
        "Armenia and Azerbaijan exchanged 32 prisoners on Wednesday, both sides said.",
        "The Armenian Defence Ministry and the Azerbaijani Defence Ministry confirmed the exchange.",
    )

    assert {name for name, _ in told_by(event)} == {
        "Armenian Defence Ministry",
        "Azerbaijani Defence Ministry",
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Georgia has expelled two Russian diplomats, the Georgian Foreign Ministry said on Friday.",
            "occurred",
        ),
        ("Rebels in Mali have handed in their weapons, the United Nations said on Friday.", "occurred"),
        ("It was not clear who fired the missile that hit a market in Kharkiv on Wednesday.", "occurred"),
        ("Armenia and Azerbaijan have traded fire almost daily since May.", "ongoing"),
        ("About 70 people were being held hostage in Kabul on Thursday by gunmen.", "ongoing"),
    ],
)
def test_the_status_follows_from_who_says_so(text, status):
    (event, *_) = events_of(text)

    assert event.status == status


def test_what_the_report_tells_again_in_its_own_voice_occurred():
    (event, *_) = events_of(
        "Armenia released 32 prisoners to Azerbaijan on Wednesday, the Azerbaijani Defence Ministry said. "
        "The 32 prisoners were released on a bridge."
    )

    assert event.status == "occurred"


def test_an_inverted_condition_is_no_demand():
    found = events_of(
        "Should Rwanda strike back, the answer would be bigger, Ana Vellor, an adviser, warned on Sunday."
    )

    assert "REQUEST" not in [event.event_type for event in found]


def test_what_a_report_adds_behind_hours_after_is_told_in_its_own_voice():
    arrest, charge = events_of(
        "Police in Norway arrested 12 students on Sunday, two officials said, hours after Iceland accused Norway "
        "of murder."
    )

    assert [told_by(arrest), told_by(charge)] == [[("two officials", None)], [("Iceland", None)]]


def test_what_a_speaker_orders_besides_is_no_claim_of_his():
    (order,) = events_of(
        "President Jon Berg of Norway declared that the country was at war and ordered the army to the border."
    )

    assert (order.event_type.value, order.status.value, told_by(order)) == ("MOBILIZE", "occurred", [])
