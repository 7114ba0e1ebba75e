"""Verbs that the parser joins to the wrong one: what a speaker does besides is read as what he says was done.

"The president said troops had been sent and promised to find the gang": who promised is the president.
"""

from timeline.extract.text.grammar.misreadings import SUBJECT, Labels

REPORTING = frozenset("say tell announce declare claim add write state".split())
SPEAKING = frozenset(  # what a speaker does with words; troops and towns do not
    "accuse appeal ask blame call condemn demand denounce deny order pledge promise refuse reject rule swear "
    "threaten urge vow warn".split()
)
NOMINAL = ("NOUN", "PROPN", "NUM")
HELPERS = frozenset(("aux", "aux:pass", "cop"))
CONTENT = frozenset(("obj", "ccomp", "xcomp", "obl", "compound:prt"))


def part_speeches(labels: Labels) -> None:
    """Join "and promised …" to who says it, where it was joined to the clause that he says."""
    for at, dep in enumerate(labels.deps):
        if dep != "conj" or labels.lemmas[at] not in SPEAKING or labels.tags[at] not in ("VBD", "VBN"):
            continue
        told = labels.heads[at]
        saying = labels.heads[told]
        if (
            labels.deps[told] == "ccomp"
            and saying < told < at
            and labels.lemmas[saying] in REPORTING
            and labels.tags[saying] in ("VBD", "VBZ")
            and is_own(labels, at)
            and is_closed(labels, told)
        ):
            labels.heads[at], labels.tags[at] = saying, "VBD"


def join_names(labels: Labels) -> None:
    """Make a row of "Kestria, the union and Ordania", where the second name was read as another word for the first."""
    heads, deps, lower = labels.heads, labels.deps, labels.lower
    for at, dep in enumerate(deps):
        first = heads[at]
        if dep != "appos" or labels.pos[at] != "PROPN" or labels.pos[first] != "PROPN" or first > at:
            continue
        last = next((kid for kid in labels.kids(first) if deps[kid] == "conj" and kid > at), None)
        if last is None or labels.pos[last] != "PROPN":
            continue
        opened = next((t for t in labels.kids(last) if deps[t] == "cc"), last)
        if (
            "," not in lower[at:opened]
            and lower[opened] in ("and", "or")
            and lower[last + 1 : last + 2] != [","]
        ):
            deps[at] = "conj"


def join_nouns(labels: Labels) -> None:
    """Join "a curfew" to "a state" in "a state of emergency and a curfew", where it was joined to what that is of."""
    heads, deps = labels.heads, labels.deps
    for at, dep in enumerate(deps):
        inner = heads[at]
        if dep != "conj" or labels.pos[at] != "NOUN" or labels.tags[inner] != "NN" or deps[inner] != "nmod":
            continue
        if (
            is_determined(labels, at)
            and is_determined(labels, heads[inner])
            and not is_determined(labels, inner)
        ):
            heads[at] = heads[inner]


def is_determined(labels: Labels, noun: int) -> bool:
    return any(labels.deps[kid] in ("det", "nummod", "nmod:poss") for kid in labels.kids(noun))


def hang_called_home(labels: Labels) -> None:
    """Make "its envoy" the object in "called home its envoy", where it was read as a measure."""
    for at, dep in enumerate(labels.deps):
        verb = labels.heads[at]
        if dep != "obl:unmarked" or verb > at or labels.lower[verb + 1] not in ("home", "back"):
            continue
        if labels.pos[verb] == "VERB" and all(labels.deps[kid] != "obj" for kid in labels.kids(verb)):
            labels.deps[at] = "obj"


def hang_among(labels: Labels) -> None:
    """Make "judges" a part of the named in "16 officials, among them judges", where it was another object."""
    lower, heads = labels.lower, labels.heads
    for at in range(2, len(lower) - 2):
        if lower[at - 1 : at + 2] != [",", "among", "them"] or labels.pos[at - 2] not in ("NOUN", "PROPN"):
            continue
        part = next(
            (to for to in range(at + 2, len(lower)) if heads[to] < at and labels.pos[to] in NOMINAL), None
        )
        if part is not None and labels.deps[part] in ("obj", "obl", "obl:unmarked", "nsubj"):
            heads[part], labels.deps[part] = at - 2, "appos"


def is_own(labels: Labels, at: int) -> bool:
    """Tell a joined verb with content of its own, and without a subject or helper."""
    kids = labels.kids(at)
    names = {labels.deps[kid] for kid in kids}
    joined = any(labels.deps[kid] == "cc" and labels.lower[kid] in ("and", "but") for kid in kids)
    behind = any(labels.deps[kid] in CONTENT and kid > at for kid in kids)
    return joined and behind and not names & (HELPERS | set(SUBJECT))


def is_closed(labels: Labels, told: int) -> bool:
    """Tell a clause whose subject does not speak on: it is in the passive, or "is" something, or "would" do it."""
    kids = labels.kids(told)
    subject = any(labels.deps[kid] in SUBJECT for kid in kids)
    return subject and any(labels.deps[kid] in HELPERS for kid in kids)
