"""The hard cases of the sample corpus, each by its name: what must be one event, what must not, and what is linked."""

from dataclasses import replace

import pytest
from match_sample import all_apart, coding, dated, link, matched, one_event, quantity, the

from timeline.model import Actor, ActorKind, EventType, LinkKind, Status
from timeline.resolve.match import Verdict, compare, decisions, exclusion, group

A, R, C = EventType.AGREE, EventType.RETREAT, EventType.CONSULT


def reasons(decision):
    return {one.name: one.words for one in decision.reasons}


def is_same(a, b):
    decision = compare(a, b)
    return decision is not None and decision.verdict is Verdict.SAME


def release(name, start="2031-03-05", **more):
    return coding(name, R, start, mode="release", **more)


# same figure, different events


def test_909_bodies_were_returned_on_three_days():
    assert all_apart(
        the("afp-vanguard-20250328-909", "909"),
        the("ostro-20250418-909", "909"),
        the("pravdaru-20250516-909", "909"),
    )


def test_909_bodies_of_one_day_are_told_by_two_reports():
    assert one_event(the("ostro-20250418-909", "909"), the("urdupoint-20250418-909", "returned to it"))
    assert one_event(the("pravdaru-20250516-909", "909"), the("ukrinform-menafn-20250611-bodies", "909"))


def test_1000_and_19_bodies_of_july_and_of_august_are_two_events():
    july = the("afp-trtglobal-20250717-bodies", "1,000"), the("moscowtimes-20250717-bodies", "1,000")
    august = the("brecorder-20250819-bodies", "1,000"), the("ukrpravda-20250819-bodies", "1,000")

    assert one_event(*july)
    assert one_event(*august)
    assert all_apart(july[0], august[0])


def test_1200_bodies_on_three_days_running_are_three_events():
    assert all_apart(
        the("tass-20250613-bodies", "1,200"),
        the("upi-20250614-swap-bodies", "1,200"),
        the("trtglobal-20250615-bodies", "1,200"),
    )
    assert one_event(the("tass-20250613-bodies", "1,200"), the("liga-20250613-bodies", "1,200"))


# same event, different figures


def test_277_and_246_freed_on_one_day_are_one_exchange():
    kyiv = release(
        "a", figures=[quantity("released", 277)], quote="Kestria welcomed 277 of its captured soldiers."
    )
    moscow = release("b", figures=[quantity("released", 246)], quote="Ordania freed 246 captured soldiers.")

    decision = compare(kyiv, moscow)

    assert decision.verdict is not Verdict.DIFFERENT
    assert "277 against 246 freed (XKE): the figures differ" == reasons(decision)["figures"]


def test_1245_and_1248_bodies_of_16_june_are_one_event():
    assert one_event(the("ukrpravda-20250616-bodies", "1,245"), the("sputnik-20250616-bodies", "1,248"))


def test_6060_bodies_are_a_sum_and_none_of_its_days():
    total = the("sputnik-20250616-bodies", "6,060")
    for day in (
        the("tass-20250611-bodies", "1,212"),
        the("tass-20250613-bodies", "1,200"),
        the("sputnik-20250616-bodies", "1,248"),
    ):
        assert not one_event(total, day)
        assert (LinkKind.PART_OF, day) == link(total, day)


def test_the_sum_of_one_time_is_told_by_two_reports():
    assert one_event(the("sputnik-20250616-bodies", "6,060"), the("afp-trtglobal-20250717-bodies", "6,060"))


def test_a_running_total_dated_to_a_day_is_not_the_event_of_that_day():
    total = release(
        "a", figures=[quantity("released", 812)], quote="In all 812 prisoners have been freed since March."
    )
    day = release("b", quote="Ordania freed prisoners of Kestria once more.")

    assert Verdict.DIFFERENT is compare(total, day).verdict


def test_78_or_57_bodies_do_not_make_a_sum_an_event():
    putin = the("altn-20250619-putin", "57 in exchange")

    assert not one_event(putin, the("tass-20250611-bodies", "1,212"))


def test_about_250_and_200_freed_on_one_day_are_one_stage():
    about = release(
        "a", figures=[quantity("exchanged", 250)], quote="About 250 went home in the ninth stage."
    )
    fewer = release(
        "b", figures=[quantity("exchanged", 200)], quote="The ninth stage freed about 200 captives."
    )
    about = coding_with(about, as_written="about 250")

    decision = compare(about, fewer)

    assert Verdict.SAME is decision.verdict
    assert one_event(
        the("ukrpravda-20250723-swap9", "ninth stage"), the("dw-20250724-swap9-ru", "ninth stage")
    )


def coding_with(one, as_written):
    figures = tuple(replace(item, as_written=as_written) for item in one.event.quantities)
    return replace(one, event=replace(one.event, quantities=figures))


# per side or in all


def test_410_in_all_are_205_on_each_side():
    whole = release(
        "a", figures=[quantity("exchanged", 410, None)], quote="410 captives recovered their freedom."
    )
    sides = [quantity("exchanged", 205), quantity("exchanged", 205, "XOR")]
    each = release("b", figures=sides, quote="Each side freed 205 captives.")

    decision = compare(whole, each)

    assert Verdict.SAME is decision.verdict
    assert "410 freed in all are 410 of both sides" == reasons(decision)["figures"]


def test_12000_bodies_in_all_are_6000_for_each_side():
    whole = coding("a", A, figures=[quantity("remains_returned", 12000, None)], place="Velm",
                   quote="They agreed to return 12,000 bodies.")  # fmt: skip
    sides = [quantity("remains_returned", 6000), quantity("remains_returned", 6000, "XOR")]
    each = coding("b", A, figures=sides, place="Velm", quote="They agreed on 6,000 bodies for 6,000.")

    assert Verdict.SAME is compare(whole, each).verdict


# promised, then done differently


def test_23_were_promised_and_22_handed_over():
    plan = coding("a", A, status=Status.PLANNED, figures=[quantity("released", 23)], published="2031-03-04",
                  quote="Ordania would add 23 wounded prisoners.")  # fmt: skip
    deed = release("b", figures=[quantity("released", 22)], quote="Ordania freed 22 wounded prisoners.")

    decision = compare(plan, deed)

    assert Verdict.SAME is not decision.verdict
    assert (LinkKind.PLANNED_AS, "a") == (decision.link, decision.link_from)


def test_500_each_were_planned_for_a_weekend_on_which_nothing_happened():
    plan = the("afp-voz-20250604-weekend-plan", "500 prisoners")
    stage = the("quotidiano-20250610-swap-it", "second group")

    assert not one_event(plan, stage)
    assert (LinkKind.PLANNED_AS, plan) == link(plan, stage)


def test_talks_for_15_may_were_held_on_16_may():
    plan = the("tass-20250515-start10", "expected to get under way", A)
    held = the("ap-hindustantimes-20250516-round1", "first direct peace", C)

    assert not one_event(plan, held)
    assert (LinkKind.PLANNED_AS, plan) == link(plan, held)


def test_talks_that_did_not_take_place_contradict_the_plan():
    denied = the("ukrpravda-20250515-not-scheduled", "did not come together", C)
    plan = the("tass-20250515-start10", "expected to get under way", A)

    assert not one_event(denied, plan)
    assert (LinkKind.CONTRADICTS, denied) == link(denied, plan)


# planned, then done


def test_an_exchange_announced_the_day_before_is_the_one_that_was_done():
    assert one_event(
        the("euromaidan-20250418-swap-planned", "preparing", A),
        the("moscowtimes-20250419-easter", "were exchanged"),
    )
    assert one_event(
        the("rferl-20250524-swap307", "third day running", A), the("trtfr-20250525-swap303", "303", R)
    )


def test_a_round_of_talks_announced_is_the_one_that_was_held():
    assert one_event(
        the("moscowtimes-20250528-june2", "second round", A), the("tass-20250602-round2", "second round", C)
    )
    assert one_event(
        the("kyivindependent-20250721-round3", "third round", A),
        the("xinhua-people-20250722-round3", "another round"),
        the("meduza-20250724-round3", "third round", C),
    )


def test_an_exchange_announced_as_done_too_early_is_not_the_one_that_was_done():
    claimed = the("moscowtimes-20250523-trump-swap", "had just been completed")

    assert not one_event(claimed, the("ukrpravda-20250523-swap390", "390"))


# conflicting dates


def test_the_third_round_is_one_though_a_report_has_tuesday_for_wednesday():
    tuesday = the("azerbaijanus-20250723-round3", "third round", C)
    wednesday = the("meduza-20250724-round3", "third round", C)

    assert one_event(tuesday, wednesday)
    decision = matched()[0][min(tuesday, wednesday), max(tuesday, wednesday)]
    assert "a day apart: 22 July 2025 and 23 July 2025" == reasons(decision)["days"]


def test_a_plan_for_24_july_is_not_merged_with_the_talks_of_23_july():
    assert not one_event(
        the("xinhua-people-20250722-round3", "July 24"), the("meduza-20250724-round3", "third round", C)
    )


def test_a_day_apart_by_the_words_of_both_is_not_enough_for_one_figure():
    first = release(
        "a", "2031-03-18", figures=[quantity("exchanged", 175)], quote="On March 18 175 captives were freed."
    )
    second = release(
        "b", "2031-03-19", figures=[quantity("exchanged", 175)], quote="175 captives went home on March 19."
    )

    assert not is_same(first, second)


def test_hours_after_may_be_the_day_before():
    first = coding("a", C, "2031-03-05", place="Velm", quote="They held direct talks in Velm.")
    second = dated(
        coding("b", C, "2031-03-06", place="Velm", quote="It came after talks in Velm."), "hours after"
    )

    assert Verdict.SAME is compare(first, second).verdict


# tolls


def test_a_toll_that_rises_is_one_attack():
    assert one_event(
        the("ukrpravda-20250617-kyiv-14", "nine-storey"),
        the("devdiscourse-20250618-kyiv-28", "climbed to 28"),
    )
    assert one_event(
        the("kyivindependent-20250731-kyiv", "At least 14"), the("44ua-20250801-kyiv-uk", "risen to 31")
    )


def test_a_toll_that_is_corrected_is_one_attack():
    early = coding("a", place="Velm", mode="drone", figures=[quantity("killed", 4)], published="2031-03-05",
                   quote="Four people died when drones hit a depot and a school in Velm, the mayor said.")  # fmt: skip
    later = coding("b", place="Velm", mode="drone", figures=[quantity("killed", 3)],
                   quote="The mayor of Velm put the dead of the drones on depot and school at three.")  # fmt: skip

    decision = compare(early, later)

    assert Verdict.SAME is decision.verdict
    assert (
        "4 against 3 killed (XKE): different figures, and the later one is not the higher"
        == (reasons(decision)["figures"])
    )


def test_two_attacks_on_one_city_on_one_day_stay_apart():
    school = coding(
        "a", place="Velm", figures=[quantity("killed", 9)], quote="A strike on a school in Velm killed nine."
    )
    tents = coding(
        "b",
        place="Velm",
        figures=[quantity("killed", 3)],
        quote="Ordania struck a row of tents, killing three.",
    )

    assert not is_same(school, tents)


# background, slips


def test_an_old_meeting_told_as_of_last_week_is_not_merged():
    stale = the("upi-20250814-swap84", "meeting last week", C)

    assert not one_event(stale, the("ap-hindustantimes-20250516-round1", "first direct peace", C))


def test_a_meeting_of_a_month_is_the_only_meeting_of_that_month_at_that_place():
    vague = the("moscowtimes-20250704-swap", "eighth prisoner exchange", C)

    assert one_event(vague, the("tass-20250602-round2", "second round", C))


# one side against the other


def test_each_side_charging_the_other_is_two_events():
    moscow, kyiv = (
        the("sputnik-20250421-easter-violations", "4,900"),
        the("upday-20250421-easter-violations", "2,900"),
    )

    decision = matched()[0].get((min(moscow, kyiv), max(moscow, kyiv)))

    assert not one_event(moscow, kyiv)
    assert decision is None or decision.verdict is not Verdict.SAME


def test_a_charge_and_its_rejection_contradict_each_other():
    charge = coding(
        "a", EventType.ACCUSE, quote="Ordania accused Kestria of holding up the exchange of prisoners."
    )
    reply = coding("b", EventType.REJECT, doer=coding_party("kestria", "XKE"), other=coding_party("ordania", "XOR"),
                   quote="Kestria denied that it holds up the exchange of prisoners.")  # fmt: skip

    decision = compare(charge, reply)

    assert (Verdict.DIFFERENT, LinkKind.CONTRADICTS, "b") == (
        decision.verdict,
        decision.link,
        decision.link_from,
    )


def coding_party(name, country):
    return Actor(name, name.title(), ActorKind.COUNTRY, country)


# sums


def test_the_parts_of_a_thousand_are_three_events():
    assert all_apart(
        the("ukrpravda-20250523-swap390", "390"),
        the("rferl-20250524-swap307", "307"),
        the("trtfr-20250525-swap303", "303", R),
    )


def test_stages_of_a_series_are_apart_and_follow_each_other():
    second = release("a", "2031-03-05", quote="Captives went home in the second stage of the exchange.")
    third = release("b", "2031-03-05", quote="Captives went home in the third stage of the exchange.")
    later = release("c", "2031-03-12", quote="Captives went home in the third stage of the exchange.")

    assert not is_same(second, third)
    assert (LinkKind.FOLLOWS, "c") == (compare(second, later).link, compare(second, later).link_from)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_chain_does_not_join_what_excludes_each_other(order):
    made = [
        coding(
            "a",
            A,
            place="Velm",
            figures=[quantity("released", 500)],
            quote="They agreed to free 500 captives.",
        ),
        coding("b", A, place="Velm", quote="They agreed on captives in Velm."),
        coding(
            "c",
            A,
            place="Velm",
            figures=[quantity("released", 900)],
            quote="They agreed to free 900 captives.",
        ),
    ]
    found = [*decisions([made[place] for place in order])]

    groups = group([made[place].id for place in order], found, apart=exclusion(made))

    assert {one.verdict for one in found} == {Verdict.SAME, Verdict.DIFFERENT}
    assert (("a", "b"), ("c",)) == groups
