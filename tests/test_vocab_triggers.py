"""The event words: their reach, their legality, and that every row can be reached and told apart."""

from collections import Counter

import pytest

from timeline.errors import TimelineError
from timeline.vocab import triggers as module
from timeline.vocab.codebook import words
from timeline.vocab.crosswalk import cameo
from timeline.vocab.triggers import (
    EFFECTS,
    classes,
    head_of,
    light_verbs,
    modals,
    spellings,
    triggers,
    triggers_by_head,
)

# types that CAMEO puts under another root; the crosswalk marks each of these codes
OTHER_ROOT = {
    ("CONCEDE", "0813"), ("CONCEDE", "0814"), ("CONCEDE", "0871"), ("SANCTION", "116"), ("RETREAT", "0831"),
    ("RETREAT", "080"), ("COERCE", "171"), ("REJECT", "128"),
}  # fmt: skip


def test_every_type_has_many_verbs_and_nouns():
    verbs = Counter(row.event_type.value for row in triggers() if row.pos == "verb")
    nouns = Counter(row.event_type.value for row in triggers() if row.pos == "noun")
    assert set(words("event_type")) == set(verbs) == set(nouns)
    assert min(verbs.values()) >= 40
    assert min(nouns.values()) >= 15
    assert sum(verbs.values()) >= 900
    assert sum(nouns.values()) >= 400


def test_at_least_five_hundred_verbs_head_a_trigger():
    assert len([head for pos, head in triggers_by_head() if pos == "verb"]) >= 500


def test_every_mode_has_a_trigger():
    used = {f"{row.event_type}:{row.event_mode}" for row in triggers() if row.event_mode}
    assert set(words("event_mode")) == used


def test_the_cameo_code_of_a_row_reaches_the_type_of_the_row():
    wrong = {
        (row.event_type.value, row.cameo_code)
        for row in triggers()
        if cameo()[row.cameo_code].event_type is not row.event_type
    }
    assert wrong <= OTHER_ROOT


def test_no_two_rows_of_a_word_ask_for_the_same_and_say_different_things():
    known = {}
    clashes = set()
    for row in triggers():
        for name in row.classes or {""}:
            for prep in row.preps or (None,):
                key = (row.forms[0], row.pos, name, row.excluded, prep, row.no_object)
                value = (row.event_type, row.event_mode)
                if known.setdefault(key, value) != value:
                    clashes.add(key)
    assert clashes == set()


def test_every_class_is_used_and_every_word_stands_once_in_it():
    used = {name for row in triggers() for name in row.classes | row.excluded}
    used |= {prep.object_class for row in triggers() for prep in row.preps}
    assert classes().keys() == used - {"", "actor"}


def test_there_are_classes_enough():
    assert len(classes()) >= 45
    assert sum(len(members) for members in classes().values()) >= 900


@pytest.mark.parametrize(
    ("trigger", "pos", "object_class", "expected"),
    [
        ("hand over", "verb", "captives", "RETREAT:release"),
        ("hand over", "verb", "bodies", "RETREAT:release"),
        ("hand over", "verb", "territory", "RETREAT:withdraw"),
        ("return", "verb", "captives", "RETREAT:release"),
        ("fire", "verb", "missiles", "ASSAULT:heavy-weapons"),
        ("impose", "verb", "sanctions", "SANCTION:discontinue"),
        ("impose", "verb", "curfew", "COERCE:curfew"),
        ("recall", "verb", "ambassador", "SANCTION:withdraw"),
        ("expel", "verb", "diplomats", "SANCTION:expel"),
        ("withdraw", "verb", "troops", "RETREAT:withdraw"),
        ("strike", "noun", "labour", "PROTEST:strike"),
    ],
)
def test_the_object_decides_between_types(trigger, pos, object_class, expected):
    found = {
        f"{row.event_type}:{row.event_mode}"
        for row in triggers()
        if tuple(trigger.split()) in row.forms
        and row.pos == pos
        and object_class in row.classes
        and not row.preps
    }
    assert {expected} == found


@pytest.mark.parametrize(
    "verb", ["return", "fire", "meet", "hold", "impose", "launch", "sign", "face", "take", "open"]
)
def test_an_everyday_verb_is_no_event_without_its_frame(verb):
    bare = [
        row
        for row in triggers()
        if (verb,) in row.forms and row.pos == "verb" and not (row.classes or row.preps)
    ]
    assert bare == []


def test_a_verb_told_from_the_victim_has_its_subject_as_recipient():
    rows = [r for r in triggers() if ("come", "under", "fire") in r.forms]
    assert {row.recipient for row in rows} == {("subj",)}
    assert all("subj" not in row.actor for row in rows)


def test_in_an_exchange_all_are_both():
    assert all(
        row.mutual
        for row in triggers()
        if ("prisoner", "exchange") in row.forms or (("swap",) in row.forms and "captives" in row.classes)
    )


def test_spellings_of_both_shores_are_the_same_row():
    assert triggers_by_head()["verb", "mobilise"] == triggers_by_head()["verb", "mobilize"]


def test_hyphens_are_found_joined_and_apart():
    assert spellings("cease-fire|ceasefire") == (("cease-fire",), ("cease", "-", "fire"), ("ceasefire",))


def test_the_head_of_a_noun_is_the_last_word_before_its_first_preposition():
    assert head_of(("air", "strike"), "noun") == 1
    assert head_of(("exchange", "of", "prisoners"), "noun") == 0
    assert head_of(("come", "under", "fire"), "verb") == 0


def test_every_effect_has_words_and_only_reports_have_a_strength():
    assert set(EFFECTS) == {modal.effect for modal in modals()}
    assert {"claim", "neutral", "confirm", None} == {modal.strength for modal in modals()}


@pytest.mark.parametrize(
    ("word", "pos", "effect"),
    [
        ("plan", "verb", "intent"), ("will", "aux", "intent"),
        ("demand", "verb", "demand"), ("must", "aux", "demand"),
        ("refuse", "verb", "refuse"), ("deny", "verb", "deny"), ("accuse", "verb", "accuse"),
        ("threaten", "verb", "threaten"), ("allow", "verb", "permission"), ("try", "verb", "attempt"),
        ("if", "conj", "hypothetical"), ("not", "adv", "negation"), ("say", "verb", "report"),
        ("halt", "verb", "end"), ("anniversary", "noun", "historical"),
    ],
)  # fmt: skip
def test_a_governor_has_its_effect(word, pos, effect):
    assert [effect] == [m.effect for m in modals() if m.words == (word,) and m.pos == pos]


def test_light_verbs_lend_their_subject_in_every_role():
    slots = [light_verbs()[verb,].slot for verb in ("conduct", "host", "suffer", "broker")]
    assert slots == ["actor", "host", "recipient", "mediator"]


GOOD = {
    "trigger": "raid", "pos": "verb", "object": "", "preps": "", "recipient": "obj", "actor": "",
    "event_type": "ASSAULT", "event_mode": "", "cameo_code": "190", "example": "Kestria raided Marun.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("event_type", "FIGHT", "triggers.csv:2: 'FIGHT' is not one of"),
        ("event_mode", "massacre", "triggers.csv:2: 'ASSAULT:massacre' is not one of"),
        ("object", "unicorns", "triggers.csv:2: unknown class 'unicorns'"),
        ("preps", "with", "triggers.csv:2: 'with' is not written as preposition:class"),
        ("preps", "with:unicorns", "triggers.csv:2: unknown class 'unicorns'"),
        ("recipient", "dobj", "triggers.csv:2: 'dobj' is not one of"),
        ("actor", "mutual:subj,agent", "triggers.csv:2: 'agent' is not one of"),
        ("cameo_code", "42", "triggers.csv:2: '42' is no CAMEO code"),
        ("example", "", "triggers.csv:2: a row needs a trigger and an example"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(monkeypatch, column, value, message):
    monkeypatch.setattr(module, "rows", lambda name: (GOOD | {column: value},))
    monkeypatch.setattr(module, "classes", dict)

    with pytest.raises(TimelineError) as refused:
        triggers.__wrapped__()

    assert str(refused.value).startswith(message)


def test_a_row_that_stands_twice_is_refused(monkeypatch):
    monkeypatch.setattr(module, "rows", lambda name: (GOOD, GOOD))

    with pytest.raises(
        TimelineError, match=r"triggers\.csv:3: the same trigger, object and preps a second time"
    ):
        triggers.__wrapped__()


def test_the_vocabulary_names_no_real_state_in_its_examples():
    real = ("Russia", "Ukraine", "Israel", "Hamas", "Syria", "Iran", "Moscow", "Kyiv")
    assert [row.line for row in triggers() if any(name in row.example for name in real)] == []
