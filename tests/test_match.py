"""Matching: a decision depends on two codings alone, groups on what is connected, and nothing on the order."""

import json

import pytest
from hypothesis import given, settings, strategies as st
from match_sample import KESTRIA, ORDANIA, coding, matched, quantity, sample

from timeline.bench.matching import codings
from timeline.errors import TimelineError
from timeline.model import Actor, ActorKind, EventType, LinkKind, Status
from timeline.resolve.match import (
    Coding,
    Decision,
    Judgement,
    Verdict,
    blocks,
    compare,
    decisions,
    exclusion,
    group,
    keys,
)
from timeline.resolve.match.compare import decide, every_hint, too_late, total
from timeline.resolve.match.links import may_link
from timeline.resolve.match.pairs import meetings
from timeline.resolve.match.points import UNSURE_FROM
from timeline.resolve.match.sketch import sketch
from timeline.vocab.matching import load_words, ordinal_of, read_words, stems

MANY = list(codings(160))


def verdicts(made):
    return {(one.a, one.b): one for one in decisions(made)}


def groups_of(made, judgements=()):
    return group((one.id for one in made), decisions(made), judgements, exclusion(made))


def decision(a, b, verdict=Verdict.SAME, score=800, link=None):
    return Decision(a, b, verdict, score, (), link)


def test_a_decision_is_the_same_both_ways():
    for one in decisions(MANY):
        known = {item.id: item for item in MANY if item.id in (one.a, one.b)}
        assert one == compare(known[one.a], known[one.b]) == compare(known[one.b], known[one.a])


def test_a_score_is_what_its_reasons_add_up_to():
    for one in matched()[0].values():
        points = sum(reason.points for reason in one.reasons if reason.points > -1000)
        assert max(0, min(1000, points)) == one.score
        assert all(reason.words and reason.name for reason in one.reasons)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_codings_does_not_matter(random):
    shuffled = MANY[:]
    random.shuffle(shuffled)

    assert groups_of(MANY) == groups_of(shuffled)
    assert list(decisions(MANY)) == list(decisions(shuffled))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(MANY))
def test_without_a_coding_only_its_own_group_changes(gone):
    before = groups_of(MANY)
    left = [one for one in MANY if one.id != gone.id]

    after = groups_of(left)

    joined = connected(decisions(MANY), gone.id)
    assert {one for one in before if joined.isdisjoint(one)} == {
        one for one in after if joined.isdisjoint(one)
    }


def connected(found, start):
    """The codings that are joined with one by decisions for the same event, directly or through others."""
    near = {}
    for one in found:
        if one.folds:
            near.setdefault(one.a, set()).add(one.b)
            near.setdefault(one.b, set()).add(one.a)
    reached, left = {start}, [start]
    while left:
        for other in near.get(left.pop(), set()) - reached:
            reached.add(other)
            left.append(other)
    return reached


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(0, len(MANY) - 1), min_size=1, max_size=5))
def test_only_what_changed_is_compared_and_nothing_is_lost(places):
    changed = {MANY[place].id for place in places}
    everything = verdicts(MANY)

    some = {(one.a, one.b): one for one in decisions(MANY, changed)}

    assert {pair: one for pair, one in everything.items() if changed & set(pair)} == some


def test_no_group_of_the_sample_holds_two_that_exclude_each_other():
    found, groups = matched()
    known = [one for told in sample().values() for one in told]
    apart = exclusion(known)

    several = [members for members in set(groups.values()) if len(members) > 1]

    assert len(several) > 30
    assert not [
        (a, b) for members in several for a in members for b in members
        if a < b and (apart(a, b) or ((a, b) in found and found[a, b].verdict is Verdict.DIFFERENT))
    ]  # fmt: skip


def test_blocking_loses_no_pair_of_the_sample_that_is_the_same():
    made = [sketch(one) for told in sample().values() for one in told]
    found = matched()[0]

    lost = [
        (a.id, b.id) for place, a in enumerate(made) for b in made[:place]
        if (min(a.id, b.id), max(a.id, b.id)) not in found
        and (one := decide(a, b)) is not None and one.verdict is Verdict.SAME
    ]  # fmt: skip

    assert lost == []


def test_what_is_dropped_early_would_not_have_come_to_anything():
    made = [sketch(one) for one in (*MANY, *(one for told in sample().values() for one in told))]
    dropped = [
        (a, b) for place, a in enumerate(made) for b in made[:place] if not may_link(a, b) and too_late(a, b)
    ]

    assert len(dropped) > 100
    assert [(a.id, b.id) for a, b in dropped if total(every_hint(a, b)) >= UNSURE_FROM] == []


def test_codings_that_share_nothing_never_meet():
    first = blocks(coding("a", place="Velm", start="2031-03-05"))
    far = blocks(coding("b", place="Tarn", start="2031-03-05"))
    late = blocks(coding("c", place="Velm", start="2031-03-09"))

    assert not set(first.keys) & (set(far.keys) | set(late.keys))
    assert first.keys == keys(coding("a", place="Velm", start="2031-03-05"))


def test_a_coding_without_a_place_finds_those_with_one():
    placed, unplaced = coding("a", place="Velm"), coding("b")

    assert set(blocks(placed).marks) & set(blocks(unplaced).probes)


def test_a_judgement_goes_before_every_decision():
    found = [decision("a", "b"), decision("b", "c", Verdict.DIFFERENT)]
    apart = Judgement("a", "b", Verdict.DIFFERENT)
    same = Judgement("c", "b", Verdict.SAME)

    assert (("a", "b"), ("c",)) == group("abc", found)
    assert (("a",), ("b",), ("c",)) == group("abc", found, [apart])
    assert (("a",), ("b", "c")) == group("abc", found, [apart, same])


def test_a_judgement_on_a_coding_that_is_gone_changes_nothing():
    assert (("a",), ("b",)) == group("ab", [], [Judgement("a", "x", Verdict.SAME)])


def test_unsure_and_linked_pairs_are_not_joined():
    found = [decision("a", "b", Verdict.UNSURE), decision("b", "c", link=LinkKind.CANDIDATE_SAME)]

    assert (("a",), ("b",), ("c",)) == group("abc", found)


def test_a_group_is_not_joined_over_a_pair_that_never_met_and_excludes_each_other():
    found = [decision("a", "b", score=900), decision("b", "c", score=800)]

    assert (("a", "b", "c"),) == group("abc", found)
    assert (("a", "b"), ("c",)) == group("abc", found, apart=lambda a, b: {a, b} == {"a", "c"})


def row(name, dataset, place="Velm", **more):
    return coding(name, dataset=dataset, place=place, quote="", mode=None, **more)


def test_a_row_of_a_dataset_and_a_report_are_candidates_and_never_one():
    killed = [quantity("killed", 31)]
    told = coding("a", place="Osk", figures=killed, quote="Shells killed 31 people in a market of Osk.")

    found = compare(told, row("b", "ucdp_ged", figures=killed))

    assert (Verdict.SAME, LinkKind.CANDIDATE_SAME) == (found.verdict, found.link)
    assert not found.folds
    assert "Osk and Velm, 8 km apart" in [one.words for one in found.reasons]


def test_rows_of_two_datasets_are_candidates_and_rows_of_one_are_not_compared():
    killed = [quantity("killed", 31)]

    assert (
        LinkKind.CANDIDATE_SAME
        is compare(row("a", "ucdp_ged", figures=killed), row("b", "acled", figures=killed)).link
    )
    assert compare(row("a", "acled", figures=killed), row("b", "acled", figures=killed)) is None


def test_a_busy_day_of_one_dataset_is_not_compared_with_itself():
    rows = [sketch(row(f"row-{number}", "gdelt_events")) for number in range(50)]
    told = sketch(coding("z", place="Velm"))

    assert [[]] * 50 + [list(range(50))] == list(meetings([*rows, told]))


def test_a_place_far_away_excludes():
    killed = [quantity("killed", 31)]
    found = compare(
        coding("a", place="Velm", mode="drone", figures=killed),
        coding("b", place="Tarn", mode="drone", figures=killed),
    )

    assert found is None or found.verdict is Verdict.DIFFERENT


def test_an_army_and_rebels_of_one_country_are_two_who_act():
    army = Actor("kestrian-army", "Kestrian army", ActorKind.BODY, "XKE")
    rebels = Actor("free-kestria", "Free Kestria", ActorKind.ARMED_GROUP, "XKE")
    killed = [quantity("killed", 20)]
    raid = coding(
        "a", place="Velm", doer=army, figures=killed, quote="The army bombed a village, killing 20."
    )
    ambush = coding(
        "b", place="Velm", doer=rebels, figures=killed, quote="Free Kestria ambushed a convoy, 20 died."
    )

    found = compare(raid, ambush)

    assert found is None or found.verdict is not Verdict.SAME


def test_talks_of_other_countries_on_one_day_are_apart():
    third = Actor("merrow", "Merrow", ActorKind.COUNTRY, "XMR")
    first = coding(
        "a",
        EventType.CONSULT,
        mode="phone",
        doer=ORDANIA,
        other=KESTRIA,
        quote="They spoke on the telephone.",
    )
    second = coding(
        "b", EventType.CONSULT, mode="phone", doer=ORDANIA, other=third, quote="They spoke on the telephone."
    )

    found = compare(first, second)

    assert found is None or found.verdict is not Verdict.SAME


def test_other_persons_of_one_country_are_apart():
    persons = [Actor(name, name, ActorKind.PERSON, "XOR") for name in ("ada-moss", "jon-reed")]
    one, other = (
        coding(name, EventType.CONSULT, place="Velm", people=[person], quote="They met in Velm.")
        for name, person in zip("ab", persons, strict=True)
    )

    found = compare(one, other)

    assert Verdict.DIFFERENT is found.verdict


def test_two_codings_of_one_report_are_at_most_unsure():
    killed = [quantity("killed", 31)]
    a = coding("a", place="Velm", mode="drone", figures=killed, report="r")
    b = coding("b", place="Velm", mode="drone", figures=killed, report="r")

    assert Verdict.UNSURE is compare(a, b).verdict


def test_a_coding_without_date_needs_more_than_the_usual_parties():
    talks = coding("a", EventType.CONSULT, quote="They met for talks.")
    undated = coding("b", EventType.CONSULT, None, quote="They met for talks.", published="2031-03-06")

    found = compare(talks, undated)

    assert found is None or found.verdict is Verdict.UNSURE


def test_what_was_reported_before_it_happened_is_no_report_of_it():
    later = coding(
        "a", place="Velm", start="2031-03-20", published="2031-03-20", figures=[quantity("killed", 31)]
    )
    undated = coding("b", place="Velm", start=None, published="2031-03-06", figures=[quantity("killed", 31)])

    found = compare(later, undated)

    assert found is None or found.verdict is Verdict.DIFFERENT


def test_a_coding_is_not_compared_with_itself():
    one = coding("a")

    assert compare(one, one) is None


def test_a_coding_without_anything_breaks_nothing():
    bare = Coding(coding("a", start=None, doer=None, other=None, published=None).event, "r", "v")
    strange = coding("b", start=None, doer=None, other=None, published="soon", status=Status.CLAIMED)

    assert list(decisions([bare, strange, coding("c")])) == []


def test_decisions_can_be_written_as_json():
    found = next(iter(matched()[0].values()))

    assert json.loads(json.dumps([[one.name, one.words, one.points] for one in found.reasons]))


def test_the_bench_makes_as_many_codings_as_asked_and_the_same_ones():
    assert len(MANY) == 160 == len({one.id for one in MANY})
    assert MANY == list(codings(160))


def test_ordinals_are_read_as_words_and_as_digits():
    assert [3, 22, None] == [ordinal_of(word) for word in ("third", "22nd", "thirsty")]


def test_words_are_compared_by_their_stems():
    assert ["exchang", "of", "bodi"] == stems("Exchanges of 1,212 bodies")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("[weak]", "[weaker]"), "matching.toml: no weak"),
        (
            lambda text: text.replace('grain = "', 'grain = "ceasefires '),
            "'ceasefires' under truce and grain",
        ),
        (lambda text: text.replace('"AGREE", "CONSULT"]', '"AGREE", "CHAT"]'), "'CHAT' is no type"),
    ],
)
def test_a_mistake_in_the_word_lists_is_named(change, message):
    from importlib.resources import files

    text = (files("timeline.vocab") / "matching.toml").read_text(encoding="utf-8")
    with pytest.raises(TimelineError, match=message):
        read_words(change(text))


def test_topics_and_series_are_of_words_that_are_stems():
    lists = load_words()

    assert "captives" == lists.topics[stems("prisoners")[0]]
    assert "round" == lists.series[stems("rounds")[0]]
