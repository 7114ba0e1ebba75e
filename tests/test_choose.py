"""What an event says that several reports tell: each named rule, with the claims that it rests on."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from timeline.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Role,
    Status,
)
from timeline.resolve.choose import choose, moment
from timeline.resolve.match import Coding
from timeline.store.packed import packed, unpacked
from timeline.store.rows import fatalities
from timeline.vocab.codebook import words

MAYOR = Actor("mayor", "Mayor of Kelm", ActorKind.PERSON, "BOR")
ARMY = Actor("army", "Army", ActorKind.BODY, "BOR")
KELM = Place("Kelm", "BOR", None, 47.5, 19.25, GeoPrecision.EXACT, id="kelm-1")
PROVINCE = Place("Kelm province", "BOR", None, 47.0, 19.0, GeoPrecision.ADMIN1, id="kelm-p")
UNKNOWN = DateValue(None, None, DatePrecision.UNKNOWN)


def day(text, precision=DatePrecision.DAY, end=None):
    return DateValue(date.fromisoformat(text), date.fromisoformat(end or text), precision)


def killed(low, high="same", best=None, side=None):
    high = low if high == "same" else high
    return Quantity(QuantityKind.KILLED, low, low if low == high else best, high, f"{low} dead", side)


def coding(key, published, *figures, voice=None, by=None, **more):
    """One report's telling: figures said by the actor ``by``."""
    known = {
        "title": f"As {key} has it", "event_type": EventType.ASSAULT, "event_mode": None,
        "quad_class": QuadClass.MATERIAL_CONFLICT, "status": Status.OCCURRED, "date": day("2031-03-04"),
        "rule": "test",
    }  # fmt: skip
    known |= more
    speaker = Participant(Role.CLAIMANT, by.name, by) if by else None
    claim = Claim(None, None, known["status"], known["date"], "test", speaker, quantities=figures)
    return Coding(Event(f"{key}-1", claims=(claim,), **known), key, voice or key, published)


def toll(*codings):
    return fatalities(choose(codings).event)


def from_claims(column, *codings):
    return [one.claims for one in choose(codings).choices if one.column == column]


# Numbers.


def test_a_later_figure_of_the_same_speaker_takes_the_place_of_the_earlier_one():
    early, late = (
        coding("a", "2031-03-04", killed(5), by=MAYOR),
        coding("b", "2031-03-05", killed(9), by=MAYOR),
    )

    assert (9, 9, 9) == toll(early, late)
    assert choose([early, late]).event.flags == ()
    assert from_claims("fatalities_low", early, late) == [("b-1.1",)]


def test_low_and_high_run_over_speakers_that_differ_and_no_best_is_made_up():
    told = (coding("a", "2031-03-04", killed(5), by=MAYOR), coding("b", "2031-03-05", killed(9), by=ARMY))

    assert (5, None, 9) == toll(*told)
    assert choose(told).event.flags == ("figures_differ",)
    assert from_claims("fatalities_low", *told) == [("a-1.1",)]
    assert from_claims("fatalities_high", *told) == [("b-1.1",)]
    assert from_claims("fatalities_best", *told) == []


def test_where_nobody_is_named_the_voice_speaks_so_that_a_copy_does_not_count_twice():
    wire = coding("a", "2031-03-04", killed(5), voice="wire")
    update = coding("b", "2031-03-06", killed(7), voice="wire")

    assert (7, 7, 7) == toll(wire, update)


def test_an_open_figure_is_closed_by_one_that_fits_it():
    told = (coding("a", "2031-03-04", killed(12, None)), coding("b", "2031-03-04", killed(15)))

    assert (12, 15, 15) == toll(*told)
    assert choose(told).event.flags == ()


def test_an_open_figure_above_the_others_leaves_the_end_open():
    told = (coding("a", "2031-03-04", killed(20, None)), coding("b", "2031-03-04", killed(15)))

    assert (15, None, None) == toll(*told)
    assert choose(told).event.flags == ("figures_differ",)


def test_what_nobody_states_stays_unknown():
    assert (None, None, None) == toll(coding("a", "2031-03-04"), coding("b", "2031-03-05"))


def bodies(low, high=None, side="A"):
    return Quantity(QuantityKind.REMAINS_RETURNED, low, low, high or low, f"{low} bodies", side)


def handover(key, *told, start="2031-03-04", end=None):
    """A report of a handover: for each sentence its words and its figures, of the event's day."""
    days = day(start, DatePrecision.DAYS if end else DatePrecision.DAY, end)
    claims = tuple(
        Claim(None, quote, Status.OCCURRED, days, "test", quantities=figures) for quote, *figures in told
    )
    event = coding(key, "2031-03-05", event_type=EventType.RETREAT, date=days).event
    quantities = tuple(one for claim in claims for one in claim.quantities)
    return Coding(replace(event, claims=claims, quantities=quantities), key, key, "2031-03-05")


def returned(*codings):
    found = [one for one in choose(codings).numbers if one.quantity.kind is QuantityKind.REMAINS_RETURNED]
    return {one.quantity.side: (one.quantity.low, one.quantity.high) for one in found}


def test_a_running_total_told_beside_an_event_does_not_widen_its_range():
    one = handover(
        "a", ("On Tuesday 1,245 bodies arrived.", bodies(1245)), ("In all 6,057 did.", bodies(6057))
    )
    other = handover("b", ("Ordania gave back 1,248 bodies.", bodies(1248)))

    assert {"A": (1245, 1248)} == returned(one, other)


def test_a_sum_stays_the_number_of_an_event_that_is_a_sum():
    one = handover("a", ("In all 6,057 bodies arrived.", bodies(6057)), end="2031-03-09")
    other = handover("b", ("Since Monday 6,060 have come.", bodies(6060)), end="2031-03-09")

    assert {"A": (6057, 6060)} == returned(one, other)


def test_the_number_of_a_part_does_not_widen_the_range():
    whole = coding("a", "2031-03-04", killed(6, side="A"))
    parts = tuple(replace(whole.event.claims[0], quantities=(killed(n, side="A"),)) for n in (2, 1))
    whole = replace(whole, event=replace(whole.event, claims=(*whole.event.claims, *parts)))

    assert (6, 6, 6) == toll(whole, coding("b", "2031-03-05"))


def test_two_speakers_in_one_report_who_differ_keep_the_range_wide():
    told = coding("a", "2031-03-04", killed(10, side="A"))
    other = replace(told.event.claims[0], quantities=(killed(14, side="A"),))
    told = replace(told, event=replace(told.event, claims=(*told.event.claims, other)))

    assert (10, None, 14) == toll(told, coding("b", "2031-03-05"))


def test_a_number_without_a_side_counts_for_the_side_of_which_others_give_it():
    one = handover(
        "a", ("1,245 bodies came home, 51 went back.", bodies(1245, side=None), bodies(51, side=None))
    )
    other = handover("b", ("1,245 against 51 bodies.", bodies(1245), bodies(51, side="B")))

    assert {"A": (1245, 1245), "B": (51, 51)} == returned(one, other)


def test_drones_and_missiles_of_one_sentence_run_from_the_larger_number_to_both():
    drones, missiles = (
        Quantity(QuantityKind.LAUNCHED, number, number, number, f"{number} {name}", "A")
        for number, name in ((407, "drones"), (45, "missiles"))
    )
    [found] = choose([coding("a", "2031-03-04", drones, missiles), coding("b", "2031-03-05")]).numbers

    assert (407, None, 452) == (found.quantity.low, found.quantity.best, found.quantity.high)
    assert "407 drones and 45 missiles" == found.quantity.as_written
    assert not found.differ


def test_the_dead_of_two_sides_are_added_where_nobody_gives_the_whole():
    told = (coding("a", "2031-03-04", killed(2, side="A")), coding("b", "2031-03-05", killed(3, side="B")))

    assert (5, 5, 5) == toll(*told)


# Days.


def test_a_day_wins_over_the_month_that_holds_it():
    month = day("2031-03-01", DatePrecision.MONTH, "2031-03-31")
    told = (
        coding("a", "2031-03-04", date=month),
        coding("b", "2031-03-05"),
        coding("c", "2031-03-06", date=month),
    )

    assert choose(told).event.date == day("2031-03-04")
    assert choose(told).event.flags == ()
    assert from_claims("date_start", *told) == [("b-1.1",)]


def test_of_days_that_exclude_each_other_the_one_of_most_voices_wins_and_it_is_marked():
    told = [
        coding("a", "2031-03-04", date=day("2031-03-03")),
        coding("b", "2031-03-05"),
        coding("c", "2031-03-06"),
        coding("d", "2031-03-07", voice="a", date=day("2031-03-03")),
        coding("e", "2031-03-07", voice="a", date=day("2031-03-03")),
    ]

    assert choose(told).event.date == day("2031-03-04")
    assert choose(told).event.flags == ("dates_differ",)


def test_of_days_that_equally_many_voices_give_the_earliest_wins():
    told = (coding("a", "2031-03-06", date=day("2031-03-05")), coding("b", "2031-03-07"))

    assert choose(told).event.date == day("2031-03-04")


def test_a_day_that_is_not_stated_is_no_disagreement():
    told = (coding("a", "2031-03-04", date=UNKNOWN), coding("b", "2031-03-05"))

    assert choose(told).event.date == day("2031-03-04")
    assert choose([told[0], replace(told[0], event=replace(told[0].event, id="z-1"))]).event.date == UNKNOWN


# Status.


@pytest.mark.parametrize(
    ("statuses", "status", "flags"),
    [
        ((Status.PLANNED, Status.CLAIMED, Status.OCCURRED), Status.OCCURRED, ()),
        ((Status.PLANNED, Status.CLAIMED), Status.CLAIMED, ()),
        ((Status.PLANNED, Status.CANCELLED), Status.CANCELLED, ()),
        ((Status.CLAIMED, Status.DENIED), Status.DENIED, ("status_disputed",)),
        ((Status.OCCURRED, Status.DENIED), Status.OCCURRED, ("status_disputed",)),
    ],
)
def test_what_is_surer_outweighs_and_a_denial_is_kept(statuses, status, flags):
    told = [coding(f"r{n}", f"2031-03-0{n + 4}", status=one) for n, one in enumerate(statuses)]

    assert choose(told).event.status is status
    assert choose(told).event.flags == flags


def test_the_day_is_that_of_the_deed_and_not_of_the_plan():
    told = (
        coding("a", "2031-03-01", status=Status.PLANNED, date=day("2031-03-03")),
        coding("b", "2031-03-05"),
    )

    assert choose(told).event.date == day("2031-03-04")


# Place, people, title.


def test_the_most_precise_place_wins():
    told = (
        coding("a", "2031-03-04", place=PROVINCE),
        coding("b", "2031-03-05", place=KELM),
        coding("c", None),
    )

    assert choose(told).event.place == KELM
    assert choose(told).event.flags == ()
    assert from_claims("place_name", *told) == [("b-1.1",)]


def test_two_towns_are_marked_as_different():
    other = replace(KELM, name="Talm", id="talm-1")
    told = (coding("a", "2031-03-04", place=other), coding("b", "2031-03-05", place=KELM))

    assert choose(told).event.place == other
    assert choose(told).event.flags == ("places_differ",)


def test_everybody_takes_part_once_in_each_role_with_the_latest_number():
    army = Participant(Role.ACTOR, "the army", ARMY)
    told = (
        coding(
            "a",
            "2031-03-04",
            participants=(army, Participant(Role.VICTIM, "Miners", count_low=2, count_high=2)),
        ),
        coding(
            "b",
            "2031-03-05",
            participants=(Participant(Role.VICTIM, "miners", count_low=4, count_high=4), army),
        ),
    )

    assert [(one.role, one.name_as_written, one.count_low) for one in choose(told).event.participants] == [
        (Role.ACTOR, "the army", None),
        (Role.VICTIM, "Miners", 4),
    ]


def test_title_and_codes_are_those_of_the_clearest_report_of_the_chosen_kind():
    told = (
        coding("a", "2031-03-04", event_type=EventType.COERCE),
        coding("b", "2031-03-05", cameo_code="19"),
        coding("c", "2031-03-06", cameo_code="195", place=KELM),
    )
    event = choose(told).event

    assert ("As c has it", EventType.ASSAULT, "195") == (event.title, event.event_type, event.cameo_code)
    assert from_claims("title", *told) == [("c-1.1",)]
    assert from_claims("event_type", *told) == [("b-1.1", "c-1.1")]


# All of them.


def test_the_order_of_the_codings_does_not_matter():
    told = (
        coding("a", "2031-03-04", killed(5), by=MAYOR, place=PROVINCE),
        coding("b", None, killed(7), status=Status.CLAIMED),
        coding("c", "2031-03-05T10:00:00+02:00", killed(9), date=day("2031-03-05"), place=KELM),
    )

    assert len({choose(one) for one in permutations(told)}) == 1
    assert choose(told).event.id == "a-1"


def test_times_with_zones_are_compared_as_moments():
    assert moment("2031-03-05T01:00:00+03:00") < moment("2031-03-04T23:30:00+00:00")
    assert moment(None) < moment("2031-03-04")


def test_every_rule_that_is_named_is_in_the_codebook():
    told = (coding("a", "2031-03-04", killed(5), place=KELM, event_mode="x"), coding("b", "2031-03-05"))

    assert {one.rule for one in choose(told).choices} <= set(words("choice"))


def test_an_event_comes_back_from_its_packed_form_as_it_was():
    event = coding("a", "2031-03-04", killed(5, None), by=MAYOR, place=KELM, contexts=("military",)).event

    assert unpacked(packed(event)) == event
    assert unpacked(packed(replace(event, shown=False, date=UNKNOWN))) == replace(
        event, shown=False, date=UNKNOWN
    )


def test_who_acted_is_taken_from_what_was_done_and_not_from_the_plan():
    def part(role, actor):
        return Participant(role, actor.name, actor, actor.country)

    plan = coding(
        "a", "2031-03-03", status=Status.PLANNED,
        participants=(part(Role.ACTOR, MAYOR), part(Role.HOST, MAYOR)),
    )  # fmt: skip
    deed = coding("b", "2031-03-05", participants=(part(Role.ACTOR, ARMY),))
    silent = coding("c", "2031-03-05")

    def of(*codings):
        return [(one.role, one.actor) for one in choose(codings).event.participants]

    assert [(Role.HOST, MAYOR), (Role.ACTOR, ARMY)] == of(plan, deed)
    assert [(Role.ACTOR, MAYOR), (Role.HOST, MAYOR)] == of(plan, silent)
