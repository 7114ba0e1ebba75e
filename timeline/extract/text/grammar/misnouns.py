"""Verbs that the parser takes for nouns, and how their labels are set right.

"Kestria denies arming the rebels", "which Kestria denies" and "police shot dead six rebels" come out as nouns with a
name in front, so that nobody would deny or shoot.
"""

from timeline.extract.text.grammar.lemmas import lemma_of
from timeline.extract.text.grammar.misreadings import Labels

CLAIMING = frozenset(  # what states say of each other in the present tense
    "deny accuse blame oppose reject dispute contest insist refute repeat recognise recognize back support".split()
)
CLAUSES = frozenset(("ROOT", "acl:relcl", "ccomp", "conj", "parataxis", "advcl"))
BOUND = frozenset(("case", "cop", "aux", "aux:pass", "det", "nmod:poss", "nummod"))


DOINGS = frozenset("shelling bombing fighting shooting looting rioting stabbing kidnapping".split())
AMID = frozenset("in by from during amid after".split())
BLOWS = frozenset("attack strike raid clash assault".split())
ASKING = frozenset("ask urge press beg".split())


def raise_nouns(labels: Labels) -> None:
    """Make verbs of "denies" and "shot" where they were read as nouns with a name in front, and of "to free"."""
    tags, deps, lower = labels.tags, labels.deps, labels.lower
    for at, tag in enumerate(tags):
        if tag == "NNS":
            if at and deps[at] in CLAUSES and lemma_of(lower[at], "VERB") in CLAIMING:
                raise_noun(labels, at, "VBZ")
        elif tag == "VBZ":
            if at and deps[at] in ("obl", "nmod", "obj", "advcl"):
                lower_verb(labels, at)
        elif tag == "VBG" and lower[at] in DOINGS and at:
            name_doing(labels, at)
        elif deps[at] == "iobj":
            if labels.lemmas[labels.heads[at]] in ASKING:
                ask_somebody(labels, at)
        elif lower[at] == "free" and at and lower[at - 1] == "to" and deps[at] == "amod":
            free_somebody(labels, at)
        elif lower[at] == "shot" and at and tag == "NN" and lower[at + 1 : at + 2] == ["dead"]:
            raise_noun(labels, at, "VBD")


def name_doing(labels: Labels, at: int) -> None:
    """Make a noun of "shelling" in "were injured in shelling of a camp": a verb would have an object."""
    kids = labels.kids(at)
    mark = next((kid for kid in kids if labels.deps[kid] in ("mark", "case") and kid < at), None)
    if (
        mark is None
        or labels.lower[mark] not in AMID
        or any(labels.deps[kid] in ("obj", "nsubj") for kid in kids)
    ):
        return
    labels.tags[at], labels.pos[at], labels.lemmas[at] = "NN", "NOUN", labels.lower[at]
    labels.deps[mark] = "case"
    if labels.deps[at] in ("advcl", "acl", "xcomp", "ccomp"):
        labels.deps[at] = "obl" if labels.pos[labels.heads[at]] == "VERB" else "nmod"


def lower_verb(labels: Labels, at: int) -> None:
    """Make a noun of "attacks" in "were killed in Ukrainian drone attacks", with "drone" as a part of it."""
    heads, deps, part = labels.heads, labels.deps, at - 1
    if (
        labels.pos[part] != "NOUN"
        or labels.lemmas[at] not in BLOWS
        or deps[part] not in ("obl", "nmod", "obj")
    ):
        return
    if deps[at] == "advcl" and all(deps[kid] != "case" for kid in labels.kids(part)):
        return
    for kid in labels.kids(part):
        heads[kid] = at
    heads[at], deps[at] = heads[part], deps[part]
    heads[part], deps[part] = at, "compound"
    labels.tags[at], labels.pos[at] = "NNS", "NOUN"


def ask_somebody(labels: Labels, at: int) -> None:
    """Make who is asked the object of the verb where it has none: "asked Kestria to put pressure on Ordania"."""
    verb = labels.heads[at]
    if all(labels.deps[kid] not in ("obj", "ccomp") for kid in labels.kids(verb)):
        labels.deps[at] = "obj"


def free_somebody(labels: Labels, at: int) -> None:
    """Make a verb of "free" in "Kestria is to free 150 rebels", with the rebels as its object."""
    heads, deps, noun = labels.heads, labels.deps, labels.heads[at]
    above, dep = heads[noun], deps[noun]
    heads[at], deps[at] = (at, "ROOT") if above == noun else (above, "xcomp" if dep == "obl" else dep)
    heads[noun], deps[noun] = at, "obj"
    for kid in labels.kids(noun):
        if kid < at:
            heads[kid] = at
            deps[kid] = {"cop": "aux", "case": "mark"}.get(deps[kid], deps[kid])
    labels.pos[at], labels.tags[at], labels.lemmas[at] = "VERB", "VB", "free"


def raise_noun(labels: Labels, at: int, tag: str) -> None:
    """Make a verb of a noun, and its subject of the name right before it, if there is one."""
    deps = labels.deps
    kids = labels.kids(at)
    name = at - 1
    if name not in kids or deps[name] not in ("compound", "amod", "nmod:poss") or labels.pos[name] == "VERB":
        return
    if any(deps[kid] in BOUND for kid in kids if kid != name):
        return
    labels.pos[at], labels.tags[at], labels.lemmas[at] = "VERB", tag, lemma_of(labels.lower[at], "VERB")
    deps[name] = "nsubj"
    labels.pos[name] = "PROPN" if labels.pos[name] == "ADJ" else labels.pos[name]
    for kid in kids:
        if deps[kid] == "acl" and labels.tags[kid] == "VBG" and kid > at:
            deps[kid] = "xcomp"
        elif deps[kid] == "nmod":
            deps[kid] = "obl"
