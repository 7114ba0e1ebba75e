"""Clauses that the parser builds around the wrong verb, and how their labels are set right.

"Gunmen killed 14 soldiers, two sources said" comes out with both as subjects of "said", "four workers kidnapped in
Marun were freed" with the kidnapping as its main verb, "after gunmen raided a village" with nobody who raids.
"""

from timeline.extract.text.grammar.lemmas import lemma_of
from timeline.extract.text.grammar.misjoins import REPORTING
from timeline.extract.text.grammar.misreadings import INTRANSITIVE, IRREGULAR, SUBJECT, Labels

NOMINAL = ("NOUN", "PROPN", "NUM")
BEFORE = frozenset("after before since until as when while because".split())
TIMES = frozenset("minute hour day night week month year decade moment while".split())
HELPING = ("aux", "aux:pass", "cop")


def mend_clauses(labels: Labels) -> None:
    """Set right who does what in clauses whose verb was read as a description, or that lost their subject."""
    for at, tag in enumerate(labels.tags):
        if tag in ("VBD", "VBN", "JJ") and (labels.lower[at].endswith("ed") or labels.lower[at] in IRREGULAR):
            raise_told(labels, at)
            find_subject(labels, at)
            give_subject(labels, at)
        if at > 1:
            hang_name(labels, at)
        if labels.lemmas[at] in REPORTING and tag == "VBD":
            find_speakers(labels, at)
        if labels.deps[at] in HELPING and labels.lower[at] in ("was", "were", "have", "has", "had"):
            raise_main(labels, labels.heads[at])
    join_subjects(labels)


def raise_told(labels: Labels, verb: int) -> None:
    """Raise "killed" in "gunmen killed 14 soldiers, two sources said", where the gunmen were another speaker."""
    heads, deps = labels.heads, labels.deps
    doer = heads[verb]
    said = heads[doer]
    if deps[verb] not in ("acl", "amod") or not doer < verb < said or labels.lemmas[said] not in REPORTING:
        return
    if deps[doer] not in ("nsubj", "obl:unmarked") or labels.pos[doer] not in NOMINAL:
        return
    speaker = any(deps[kid] in SUBJECT and verb < kid < said for kid in labels.kids(said))
    kids = labels.kids(verb)
    if not speaker or any(deps[kid] == "obl:agent" for kid in kids) or "," not in labels.lower[verb:said]:
        return
    bare = next(
        (kid for kid in kids if kid > verb and deps[kid] in ("obj", "obl") and is_bare(labels, kid)), None
    )
    if (
        bare is None
        and labels.lemmas[verb] not in INTRANSITIVE
        and lemma_of(labels.lower[verb], "VERB") not in INTRANSITIVE
    ):
        return
    if bare is not None:
        deps[bare] = "obj"
    for kid in labels.kids(doer):
        if kid > verb:
            heads[kid] = verb
    heads[verb], deps[verb], heads[doer], deps[doer] = said, "ccomp", verb, "nsubj"
    make_past(labels, verb)


def find_subject(labels: Labels, verb: int) -> None:
    """Make "an earthquake" the subject of "an earthquake struck off Marun", where it was read as a measure."""
    kids = labels.kids(verb)
    if labels.deps[verb] != "ROOT" or any(labels.deps[kid] in (*SUBJECT, *HELPING) for kid in kids):
        return
    first = next((kid for kid in kids if kid < verb and labels.deps[kid] == "obl:unmarked"), None)
    if first is None or labels.pos[first] != "NOUN" or "," in labels.lower[first:verb]:
        return
    if labels.lower[0] in ("a", "an") and labels.lemmas[first] not in TIMES:
        labels.deps[first] = "nsubj"


def hang_name(labels: Labels, at: int) -> None:
    """Hang the name on the office in "the prime minister, Ana Vell, met", where both were subjects."""
    heads, deps, verb = labels.heads, labels.deps, labels.heads[at]
    if deps[at] not in SUBJECT or labels.pos[at] != "PROPN" or labels.lower[at - 1] != "," or verb < at:
        return
    first = next((kid for kid in labels.kids(verb) if deps[kid] in SUBJECT and kid == at - 2), None)
    if first is not None and labels.pos[first] == "NOUN" and labels.lower[verb - 1] == ",":
        heads[at], deps[at] = first, "appos"


def find_speakers(labels: Labels, verb: int) -> None:
    """Make "residents" the subject in "…, residents and a spokesman said", where they were one more of a row."""
    heads, deps, first = labels.heads, labels.deps, verb - 1
    if any(deps[kid] in SUBJECT for kid in labels.kids(verb)):
        return
    while first > 0 and (labels.pos[first] in (*NOMINAL, "DET", "ADJ") or labels.lower[first] == "and"):
        first -= 1
    if labels.lower[first] != "," or labels.pos[verb - 1] not in NOMINAL:
        return
    named = [at for at in range(first + 1, verb) if labels.pos[at] in NOMINAL and heads[at] <= first]
    if not named or "and" not in labels.lower[first:verb]:
        return
    heads[named[0]], deps[named[0]] = verb, "nsubj"
    for other in named[1:]:
        heads[other], deps[other] = named[0], "conj"


def is_bare(labels: Labels, noun: int) -> bool:
    """Tell an object, "at least 14 soldiers" included, which no preposition governs."""
    return labels.pos[noun] in NOMINAL and all(labels.deps[kid] != "case" for kid in labels.kids(noun))


def give_subject(labels: Labels, verb: int) -> None:
    """Make "gunmen" the subject of "after gunmen raided a village", where "after gunmen" was a phrase of its own."""
    heads, deps, noun = labels.heads, labels.deps, verb - 1
    if (
        deps[verb] not in ("advcl", "acl", "conj")
        or noun < 1
        or labels.pos[noun] not in NOMINAL
        or heads[noun] == verb
    ):
        return
    if deps[noun] not in ("nmod", "obl") or any(
        deps[kid] in (*SUBJECT, *HELPING) for kid in labels.kids(verb)
    ):
        return
    mark = next(
        (kid for kid in labels.kids(noun) if deps[kid] == "case" and labels.lower[kid] in BEFORE), None
    )
    if mark is None or not any(deps[kid] == "obj" for kid in labels.kids(verb)):
        return
    heads[noun], deps[noun], heads[mark], deps[mark] = verb, "nsubj", verb, "mark"
    if deps[verb] != "advcl":
        deps[verb] = "advcl"
    make_past(labels, verb)


def raise_main(labels: Labels, main: int) -> None:
    """Raise "freed" in "workers kidnapped in Marun were freed", where it was joined to the kidnapping."""
    heads, deps, verb = labels.heads, labels.deps, labels.heads[main]
    kids = labels.kids(main)
    if deps[main] != "conj" or any(deps[kid] in ("cc", *SUBJECT) for kid in kids):
        return
    subject = next((kid for kid in labels.kids(verb) if deps[kid] in SUBJECT and kid < verb), None)
    helped = any(deps[kid] in HELPING for kid in labels.kids(verb))
    if subject is None or helped or labels.tags[verb] not in ("VBD", "VBN") or "," in labels.lower[verb:main]:
        return
    passive = any(deps[kid] == "aux:pass" for kid in kids)
    for kid in labels.kids(verb):
        if kid > main:
            heads[kid] = main
    heads[main], deps[main] = (main if heads[verb] == verb else heads[verb]), deps[verb]
    heads[subject], deps[subject] = main, "nsubj:pass" if passive else "nsubj"
    heads[verb], deps[verb], labels.tags[verb] = subject, "acl", "VBN"


def join_subjects(labels: Labels) -> None:
    """Make both the subject in "the government and the rebels agreed", where the first was left without a verb."""
    heads, deps, root = labels.heads, labels.deps, labels.root()
    if root is None or labels.pos[root] not in NOMINAL or labels.lower[root + 1 : root + 2] != ["and"]:
        return
    verb = heads[root + 1]
    if deps[root + 1] != "cc" or deps[verb] != "conj" or heads[verb] != root or labels.pos[verb] != "VERB":
        return
    other = next((kid for kid in labels.kids(verb) if deps[kid] in SUBJECT and root < kid < verb), None)
    if other is None or "," in labels.lower[root:verb]:
        return
    for kid in labels.kids(root):
        if kid > verb:
            heads[kid] = verb
    heads[verb], deps[verb], heads[root], deps[root] = verb, "ROOT", verb, deps[other]
    heads[other], deps[other], heads[root + 1] = root, "conj", other


def make_past(labels: Labels, verb: int) -> None:
    """Give a verb that was read as an adjective or a noun its tag and base form."""
    labels.tags[verb], labels.pos[verb] = "VBD", "VERB"
    labels.lemmas[verb] = lemma_of(labels.lower[verb], "VERB")
