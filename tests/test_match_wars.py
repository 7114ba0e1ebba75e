"""Reports of other wars than those of the sample: invented attacks, releases and agreements, each case by its name."""

from dataclasses import replace

import pytest
from match_sample import KESTRIA, ORDANIA, coding, quantity

from timeline.model import (
    Actor,
    ActorKind,
    DatePrecision,
    EventType,
    GeoPrecision,
    LinkKind,
    Participant,
    Place,
    Role,
    Status,
)
from timeline.resolve.match import Verdict, compare, decisions, exclusion, group, mention

FRONT = Actor("heron-front", "Heron Front", ActorKind.ARMED_GROUP, "XFA")
A, C, R = EventType.AGREE, EventType.CONSULT, EventType.RETREAT


def verdict(a, b):
    decision = compare(a, b)
    return decision.verdict if decision else None


def reason(a, b, name):
    decision = compare(a, b)
    return {one.name: one.words for one in decision.reasons}.get(name) if decision else None


def acting(one, *parts):
    """The coding with other participants."""
    return replace(one, event=replace(one.event, participants=parts))


def gunmen(country=None, sector="UAF"):
    return Participant(Role.ACTOR, "gunmen", None, country, None, sector if country else None)


def killed(number, side="XKE"):
    return [quantity("killed", number, side)]


# One attack told by several.


def test_one_attack_with_a_rising_toll_is_one_event_by_what_was_hit():
    first = coding(
        "a",
        place="Velm",
        figures=killed("18+"),
        quote="A bomber killed at least 18 people at a market in Velm.",
    )
    later = coding(
        "b", place="Velm", figures=killed(27), published="2031-03-07",
        quote="The dead of Wednesday's blast at the bazaar of Velm are now 27, a hospital said.",
    )  # fmt: skip

    assert Verdict.SAME is verdict(first, later)
    assert "same target: market" == reason(first, later, "target")


def test_two_attacks_of_one_day_and_town_on_two_targets_are_not_merged():
    checkpoint = coding(
        "a", place="Velm", figures=killed(6), quote="Six soldiers died at a checkpoint in Velm."
    )
    mosque = coding(
        "b", place="Velm", figures=killed(11), quote="A car bomb outside a mosque in Velm killed 11."
    )

    assert verdict(checkpoint, mosque) is not Verdict.SAME


def test_gunmen_may_be_anybody():
    told = coding(
        "a", place="Velm", figures=killed(5), quote="Five soldiers of a convoy were killed near Velm."
    )
    unknown = acting(
        coding("b", figures=killed(5), quote="Gunmen attacked an army convoy, leaving five soldiers dead."),
        gunmen(),
    )
    placed = acting(
        coding("c", place="Velm", figures=killed(5), quote="Gunmen ambushed a convoy near Velm; five died."),
        gunmen("XKE"), Participant(Role.RECIPIENT, "soldiers", None, "XKE"),
    )  # fmt: skip

    assert reason(told, unknown, "parties") is None
    assert Verdict.DIFFERENT is not verdict(told, unknown)
    assert Verdict.SAME is verdict(told, placed)


def test_an_armed_group_is_itself_in_another_country():
    victim = Participant(Role.RECIPIENT, "soldiers", None, "XKE")
    rebels = acting(
        coding("a", place="Velm", figures=killed(5), quote="Insurgents ambushed a convoy near Velm, killing five."),
        Participant(Role.ACTOR, "insurgents", None, "XKE", None, "REB"), victim,
    )  # fmt: skip
    front = acting(
        coding("b", place="Velm", figures=killed(12), published="2031-03-08",
               quote="The Heron Front said it had killed 12 soldiers of a convoy near Velm."),
        Participant(Role.ACTOR, "Heron Front", FRONT, "XFA", ActorKind.ARMED_GROUP, "REB"), victim,
    )  # fmt: skip
    army = acting(
        coding("c", place="Velm", figures=killed(5), quote="The army of Ordania shelled a convoy near Velm."),
        Participant(Role.ACTOR, "army", ORDANIA, "XOR", None, "MIL"), victim,
    )  # fmt: skip

    assert Verdict.SAME is verdict(rebels, front)
    assert verdict(army, front) is not Verdict.SAME


def test_who_names_only_the_attacker_and_who_names_only_the_victim_may_tell_one_attack():
    attacker = coding("a", place="Velm", other=None, quote="Ordanian jets bombed a school in Velm.")
    victim = coding("b", place="Velm", doer=None, quote="Children were hurt at a school in Velm.")

    assert Verdict.SAME is verdict(attacker, victim) or Verdict.UNSURE is verdict(attacker, victim)
    assert reason(attacker, victim, "parties") is None


def test_other_means_speak_against_an_attack_and_do_not_exclude_it():
    figures = killed(27)
    suicide = coding(
        "a", mode="suicide-attack", place="Velm", figures=figures, quote="A bomber killed 27 at a market."
    )
    aerial = coding(
        "b", mode="aerial", place="Velm", figures=figures, quote="The bombing of a market killed 27."
    )
    abduct = coding(
        "c", mode="abduct", place="Velm", figures=figures, quote="Gunmen seized 27 people at a market."
    )

    assert Verdict.SAME is verdict(suicide, aerial)
    assert Verdict.DIFFERENT is verdict(suicide, abduct)


def test_a_row_of_a_dataset_knows_a_toll_that_had_not_risen_yet():
    report = coding("a", place="Velm", figures=killed(14), quote="Fourteen people died in Velm.")
    row = coding(
        "b", place="Velm", figures=killed(28, None), dataset="set", published=None, quote="Velm: 28 killed"
    )
    fewer = coding(
        "c", place="Velm", figures=killed(9, None), dataset="set", published=None, quote="Velm: 9 killed"
    )

    assert "14 against 28 killed: different figures of a count that may rise" == reason(
        report, row, "figures"
    )
    assert compare(report, row).score > compare(report, fewer).score


def test_of_a_clash_one_makes_this_side_act_and_one_that():
    ours = coding(
        "a",
        place="Velm",
        figures=killed(20),
        quote="Twenty Kestrian soldiers died in a clash with Ordanian troops.",
    )
    theirs = coding(
        "b", place="Velm", doer=KESTRIA, other=ORDANIA, figures=killed("20+"),
        quote="At least 20 soldiers were killed when Kestrian troops fought those of Ordania.",
    )  # fmt: skip
    shelling = coding(
        "c", place="Velm", doer=KESTRIA, other=ORDANIA, figures=killed(20), quote="Kestria shelled Velm."
    )

    assert Verdict.SAME is verdict(ours, theirs)
    assert verdict(ours, shelling) is not Verdict.SAME


def test_one_odd_figure_of_people_of_whom_two_sides_are_named_is_a_hint():
    of_victims = coding(
        "a", mode="abduct", figures=[quantity("captured", 17)], quote="Gunmen took 17 teachers."
    )
    of_place = coding(
        "b", mode="abduct", figures=[quantity("captured", 17, "XOR")], quote="A gang took 17 people."
    )

    assert "both 17 captured, of XKE and of XOR" == reason(of_victims, of_place, "figures")


# Background.


def test_an_attack_on_a_town_that_is_still_told_days_later_is_the_known_one_of_its_day():
    then = coding("a", place="Velm", published="2031-03-05", quote="Ordanian jets struck the edge of Velm.")
    now = coding(
        "b", place="Velm", published="2031-03-14", quote="A leader had died in a strike on Velm on March 5."
    )
    soon = coding("c", place="Velm", published="2031-03-06", quote="Ordania also struck a hill above Velm.")

    assert Verdict.SAME is verdict(then, now)
    assert "still told days later" == reason(then, now, "remembered")
    assert Verdict.UNSURE is verdict(then, soon)


def test_what_a_person_said_on_a_day_and_is_still_told_days_later_is_one_speech():
    speaker = Actor("leader", "Leader O", ActorKind.PERSON, "XOR")
    demand = {"kind": EventType.THREATEN, "people": [speaker]}
    then = coding("a", published="2031-03-05", quote="The leader threatened Kestria with tariffs.", **demand)
    now = coding("b", published="2031-03-20", quote="It was on March 5 that he gave his ultimatum.", **demand)
    soon = coding("c", published="2031-03-06", quote="He also gave an ultimatum.", **demand)

    assert Verdict.SAME is verdict(then, now)
    assert verdict(then, soon) is not Verdict.SAME


def test_at_least_40_and_40_are_one_figure():
    least = coding("a", place="Velm", doer=None, figures=killed("43+"), quote="At least 43 died in Velm.")
    exact = coding(
        "b", place="Velm", doer=None, figures=killed(43), quote="In Velm 43 people lost their lives."
    )

    assert "at least 43 and 43 killed (XKE)" == reason(least, exact, "figures")
    assert Verdict.SAME is verdict(least, exact)


def test_a_bombing_of_which_only_the_month_is_told_is_no_sum():
    day = coding("a", place="Velm", figures=killed(27), quote="A bomb at a market in Velm killed 27 people.")
    month = coding(
        "b", start="2031-03-01", end="2031-03-31", place="Velm", figures=killed(27), published="2032-03-05",
        quote="A bombing at a market in the town killed 27 people in March last year.",
    )  # fmt: skip
    dated = replace(month.event.date, precision=DatePrecision.MONTH)
    month = replace(month, event=replace(month.event, date=dated))
    fighting = replace(
        month,
        event=replace(
            month.event,
            claims=(replace(month.event.claims[0], quote="Fighting in the town killed 27 people in March."),),
        ),
    )

    assert Verdict.SAME is verdict(day, month)
    assert Verdict.SAME is not verdict(day, fighting)


def test_a_total_of_captives_freed_on_a_day_is_no_sum_over_a_time():
    freed = [quantity("released", 318)]
    one = coding(
        "a", R, mode="release", figures=freed, quote="A total of 318 prisoners were freed on Wednesday."
    )
    other = coding("b", R, mode="release", figures=freed, quote="Ordania set 318 prisoners free.")
    sum_ = coding(
        "c", R, mode="release", figures=freed, quote="In total 318 prisoners have been freed so far."
    )

    assert Verdict.SAME is verdict(one, other)
    assert Verdict.DIFFERENT is verdict(one, sum_)


def test_the_largest_exchange_since_some_day_is_no_sum():
    freed = [quantity("released", 318)]
    one = coding(
        "a", R, mode="release", figures=freed, quote="It was the largest exchange since May: 318 went home."
    )
    other = coding("b", R, mode="release", figures=freed, quote="Ordania set 318 prisoners free.")

    assert Verdict.SAME is verdict(one, other)


# Arrests and releases.


def test_an_arrest_told_by_the_police_and_by_the_family_is_known_by_the_name():
    def seized(name, kind, mode, person, quote):
        return acting(
            coding(name, kind, mode=mode, place="Velm", quote=quote),
            Participant(Role.ACTOR, "police", KESTRIA, "XKE", None, "COP")
            if mode == "arrest"
            else gunmen("XKE"),
            Participant(Role.RECIPIENT, person, None, "XKE"),
        )

    police = seized(
        "a", EventType.COERCE, "arrest", "activist Jana Orla", "Police arrested activist Jana Orla."
    )
    family = seized("b", EventType.ASSAULT, "abduct", "Jana Orla", "Armed men took Jana Orla from her home.")
    other = seized("c", EventType.ASSAULT, "abduct", "Petr Malk", "Armed men took Petr Malk from his home.")

    assert Verdict.SAME is verdict(police, family)
    assert Verdict.SAME is not verdict(police, other)


def test_who_was_arrested_says_more_than_who_ordered_it():
    def arrest(name, person, **more):
        seized = Participant(Role.RECIPIENT, person, None, "XKE")
        police = Participant(Role.ACTOR, "police", ORDANIA, "XOR", None, "COP")
        return acting(
            coding(name, EventType.COERCE, mode="arrest", quote=f"{person} was held.", **more), police, seized
        )

    assert Verdict.SAME is verdict(arrest("a", "Jana Orla"), arrest("b", "activist Jana Orla", place="Velm"))
    assert verdict(arrest("a", "Jana Orla"), arrest("b", "Petr Malk", place="Velm")) is not Verdict.SAME


def test_where_nobody_who_took_part_is_known_a_claim_is_no_outsiders():
    said = Participant(Role.CLAIMANT, "army", KESTRIA, "XKE")
    one = coding(
        "a", R, mode="release", doer=None, other=None, status=Status.CLAIMED, claimant=said,
        figures=[quantity("released", 137, None)], quote="The 137 pupils were freed on Wednesday, the army said.",
    )  # fmt: skip
    other = coding(
        "b", R, mode="release", doer=None, other=None, status=Status.CLAIMED, claimant=said, published="2031-03-05",
        figures=[quantity("released", "130+", None)], quote="More than 130 pupils have been let go.",
    )  # fmt: skip

    assert reason(one, other, "claim") is None
    assert verdict(one, other) in (Verdict.SAME, Verdict.UNSURE)


def test_the_land_from_which_captives_come_does_not_make_a_release_one_of_land():
    figures = [quantity("released", 2)]
    one = coding("a", R, mode="release", figures=figures, quote="Ordania handed over two captives.")
    other = coding(
        "b", R, mode="release", figures=figures, quote="Two captives came home from Ordanian territory."
    )

    assert "both about captives" == reason(one, other, "topic")


# Agreements.


def test_the_land_that_a_truce_is_about_is_not_where_it_was_agreed():
    region = Place("Tarn valley", None, None, 40.0, 46.0, GeoPrecision.REGION)
    made = coding("a", A, place="Velm", quote="Ordania and Kestria agreed on a truce in Velm.")
    about = coding("b", A, quote="Ordania and Kestria agreed on a truce in the Tarn valley.")
    about = replace(about, event=replace(about.event, place=region))

    assert reason(made, about, "place") is None
    assert Verdict.SAME is verdict(made, about)


def test_a_humanitarian_truce_is_a_truce():
    plain = coding("a", A, quote="Ordania and Kestria agreed on a truce.")
    humane = coding("b", A, quote="Ordania and Kestria agreed on a humanitarian truce.")

    assert "both about truce" == reason(plain, humane, "topic")


def test_a_meeting_planned_without_a_day_is_linked_with_the_meeting_of_the_same_leaders():
    leaders = [
        Actor("leader-or", "Leader O", ActorKind.PERSON, "XOR"),
        Actor("leader-ke", "Leader K", ActorKind.PERSON, "XKE"),
    ]
    plan = coding(
        "a", A, None, status=Status.PLANNED, people=leaders, published="2031-03-02",
        quote="The leaders will meet in the coming days.",
    )  # fmt: skip
    met = coding("b", C, people=leaders, quote="The leaders held talks on Wednesday.")
    earlier = coding("c", C, "2031-02-20", people=leaders, quote="The leaders held talks in February.")

    decision = compare(plan, met)

    assert (LinkKind.PLANNED_AS, "a") == (decision.link, decision.link_from)
    assert compare(plan, earlier) is None or compare(plan, earlier).link is None


UNDER = "Ordania freed 40 prisoners under the Velm agreement."


def exchange(quote=UNDER, start="2031-03-20", report="r1"):
    return coding(
        "d", R, start, mode="release", figures=[quantity("released", 40)], quote=quote, report=report
    )


def accord(
    start="2031-03-05", quote="Ordania and Kestria agreed in Velm to exchange prisoners.", report="r2", **more
):
    return coding("a", A, start, place=more.pop("place", "Velm"), quote=quote, report=report, **more)


def linked(deed, agreement):
    """The link of the two, if they meet at all."""
    [link] = [one.link for one in decisions([deed, agreement])] or [None]
    return link


def test_a_deed_under_the_agreement_of_a_place_carries_out_the_agreement_made_there():
    assert LinkKind.PURSUANT_TO is linked(exchange(), accord())
    assert compare(exchange(), accord()).link_from == "d"
    assert "carries out what was agreed: “under the Velm agreement”" == reason(exchange(), accord(), "under")


@pytest.mark.parametrize(
    "agreement",
    [
        accord("2031-03-25"),
        accord("2030-12-05"),
        accord(place="Tarn"),
        accord(quote="Ordania and Kestria agreed in Velm on a truce."),
        accord(status=Status.PLANNED),
    ],
    ids=["made later", "made long before", "made elsewhere", "on something else", "only planned"],
)
def test_a_deed_is_not_linked_with_an_agreement_that_its_words_do_not_mean(agreement):
    assert linked(exchange(), agreement) is not LinkKind.PURSUANT_TO


def test_a_deed_that_names_no_agreement_is_linked_with_none():
    assert linked(exchange("Ordania freed 40 prisoners of Velm."), accord()) is None


def test_an_agreement_that_the_report_of_the_deed_tells_is_the_one_it_carries_out():
    deed = exchange("Ordania freed 40 prisoners as had been agreed in January.", report="r1")
    told = accord("2031-01-10", "In January both had agreed on an exchange of prisoners.", "r1", place=None)

    assert LinkKind.PURSUANT_TO is linked(deed, told)
    assert linked(deed, replace(told, report_id="r2")) is not LinkKind.PURSUANT_TO


def test_an_agreement_that_hints_at_another_subject_is_not_the_one_on_prisoners():
    prisoners = accord(quote="Ordania and Kestria agreed in Velm to exchange 120 prisoners.")
    groups = coding(
        "b", A, place="Velm", quote="The sides also agreed in Velm to set up a group on humanitarian matters."
    )
    silent = coding("c", A, place="Velm", quote="An agreement had been concluded in Velm.")

    assert verdict(prisoners, groups) is not Verdict.SAME
    assert Verdict.SAME is verdict(prisoners, silent)


# What is only mentioned.


def together(*codings):
    """The groups of codings, by id."""
    found = group(
        [one.id for one in codings], decisions(codings), apart=exclusion(codings), passing=mention(codings)
    )
    return {frozenset(members) for members in found if len(members) > 1}


def talks(name, start, **more):
    return coding(
        name, C, start, place=more.pop("place", "Velm"), quote="Envoys of both met in Velm.", **more
    )


def in_march(name="m"):
    return talks(name, "2031-03-01", end="2031-03-31", published="2031-04-20")


def test_a_meeting_of_a_month_is_the_one_of_that_month_at_the_place():
    assert {frozenset("am")} == together(talks("a", "2031-03-05"), in_march())
    assert {frozenset("abm")} == together(talks("a", "2031-03-05"), talks("b", "2031-03-05"), in_march())


def test_a_meeting_of_a_month_with_two_meetings_is_neither():
    first, second = talks("a", "2031-03-05"), talks("b", "2031-03-19", published="2031-03-20")

    assert set() == together(first, second, in_march())


def test_a_meeting_of_a_month_is_none_at_another_place_or_of_others():
    third = Actor("sarn", "Sarn", ActorKind.COUNTRY, "XSA")

    assert set() == together(talks("a", "2031-03-05", place="Tarn"), in_march())
    assert set() == together(talks("a", "2031-03-05", other=third), in_march())


def test_an_agreement_mentioned_without_a_day_is_the_only_one_made_there_about_the_same():
    made = accord()
    mention_ = replace(
        accord(None, "The swap had been settled in Velm.", published="2031-04-01"), report_id="r3"
    )
    mention_ = replace(mention_, event=replace(mention_.event, id="m"))
    again = replace(accord("2031-03-25", published="2031-03-25"), report_id="r4")
    again = replace(again, event=replace(again.event, id="b"))
    truce = replace(accord("2031-03-25", "Both agreed in Velm on a truce."), report_id="r5")
    truce = replace(truce, event=replace(truce.event, id="t"))

    assert {frozenset("am")} == together(made, mention_)
    assert {frozenset("am")} == together(made, mention_, truce)
    assert set() == together(made, mention_, again)
