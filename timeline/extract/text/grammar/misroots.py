"""Sentences of which the parser made a noun the root, so that their verb would only describe somebody.

"A court in Marun sentenced the leader", "Ordania, which had sent troops, called on Kestria to leave": the verb is
made the root again, and the noun its subject. Only sentences without a verb at their root are looked at.
"""

from timeline.extract.text.grammar.lemmas import lemma_of
from timeline.extract.text.grammar.misreadings import INTRANSITIVE, IRREGULAR, SUBJECT, Labels

NOMINAL = ("NOUN", "PROPN", "NUM")
FINITE = frozenset("has have had was were is are did does do will would".split())
RELATIVE = frozenset("who whom whose which that where when".split())
HARMING = frozenset(  # what is done to people who are counted
    "kill wound injure hurt arrest detain hold abduct kidnap capture free release evacuate displace hospitalise "
    "hospitalize rescue jail execute behead shoot burn destroy damage intercept".split()
)
SQUADS = frozenset("aircraft police artillery".split())
FORCES = frozenset("military army navy police government junta cabinet parliament court ministry".split())
PARTED = frozenset(("advcl", "conj", "parataxis", "acl"))


def raise_verbs(labels: Labels) -> None:
    """Make the verb of a sentence its root where a noun was taken for it."""
    part_subjects(labels)
    join_passives(labels)
    root = labels.root()
    if root is None or labels.pos[root] not in NOMINAL:
        return
    kids = labels.kids(root)
    if any(labels.deps[kid] in (*SUBJECT, "cop") for kid in kids):
        return
    if (
        raise_beside(labels, root)
        or raise_after_row(labels, root)
        or raise_between_nouns(labels, root)
        or raise_finite(labels, root)
    ):
        return
    if not raise_behind_comma(labels, root):
        raise_only_verb(labels, root)


def part_subjects(labels: Labels) -> None:
    """Hang the town on the police in "police in Marun shot three people", where it was a second subject."""
    heads, deps = labels.heads, labels.deps
    subjects: dict[int, int] = {}
    for at, dep in enumerate(deps):
        if dep != "nsubj":
            continue
        first = subjects.setdefault(heads[at], at)
        placed = at > first and deps[at - 1] == "case" and heads[at - 1] == at
        if placed and first == at - 2 and labels.pos[first] in NOMINAL:
            heads[at], deps[at] = first, "nmod"


def join_passives(labels: Labels) -> None:
    """Join "eight wounded" to "five were killed and eight wounded", where it was read as a complement or as active."""
    for at, dep in enumerate(labels.deps):
        if dep == "conj" and is_passive_too(labels, at):
            labels.tags[at] = "VBN"
            for kid in labels.kids(at):
                if labels.deps[kid] == "nsubj":
                    labels.deps[kid] = "nsubj:pass"
    if "xcomp" not in labels.deps:
        return
    for at, dep in enumerate(labels.deps):
        if dep == "xcomp" and labels.tags[at] == "VBN":
            near = [kid for kid in labels.kids(at) if kid < at]
            kids = {labels.deps[kid] for one in (at, *near) for kid in labels.kids(one) if kid < at}
            if "cc" in kids and kids & {"nsubj", "nsubj:pass"}:
                labels.deps[at] = "conj"


def is_passive_too(labels: Labels, at: int) -> bool:
    """Tell "three detained" behind "five were arrested and": it has a subject, no object and no helper of its own."""
    verb = labels.heads[at]
    if labels.pos[at] != "VERB" or not is_past(labels, at) or labels.lemmas[at] in INTRANSITIVE:
        return False
    if not any(labels.deps[kid] == "aux:pass" for kid in labels.kids(verb)):
        return False
    names = {labels.deps[kid] for kid in labels.kids(at)}
    own = names & {"obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass", "cop", "mark", "compound:prt"}
    return "nsubj" in names and not own and labels.lemmas[at] in HARMING


def raise_only_verb(labels: Labels, root: int) -> None:
    """Raise the one verb of a sentence that has no other: "gunmen on motorcycles killed 20 farmers"."""
    if {"VBD", "VBZ", "VBP", "MD"} & set(labels.tags):
        return
    verb = next((at for at in range(root + 1, len(labels.heads)) if labels.deps[at] == "acl"), None)
    if verb is None or not is_past(labels, verb) or labels.pos[verb] != "VERB":
        return
    if any(labels.deps[kid] == "obl:agent" for kid in labels.kids(verb)):
        return  # "remarks carried by an agency"
    make_root(labels, verb, root, root)
    behind = next((at for at in labels.kids(verb) if labels.deps[at] == "obl" and at > verb), None)
    if behind is not None and labels.lower[verb + 1 : verb + 2] == ["between"]:
        labels.deps[behind] = "obj"  # "killed between 20 and 25 farmers"


def raise_between_nouns(labels: Labels, root: int) -> bool:
    """Raise "sentenced" in "a court in Marun sentenced the leader": a name stands right before the participle."""
    heads, deps = labels.heads, labels.deps
    for at in range(1, len(heads)):
        noun, name = heads[at], at - 1
        if (
            (at < root != noun)
            or deps[at] != "amod"
            or not is_past(labels, at)
            or noun < at
            or heads[name] not in (noun, at)
            or not (deps[name] == "compound" or is_owned_force(labels, name))
            or not (
                labels.tags[name] in ("NNP", "NNPS", "NNS")
                or labels.lower[name] in SQUADS
                or is_owned_force(labels, name)
            )
        ):
            continue
        before = [kid for kid in labels.kids(noun) if kid < name]
        for kid in before:
            framed = labels.lower[kid + 1 : kid + 2] == [","] and any(
                deps[one] == "case" for one in labels.kids(kid)
            )  # "in the capital, army aircraft bombed …"
            heads[kid] = at if framed else name
            deps[kid] = "obl" if framed else deps[kid]
        if noun == root:
            raise_over(labels, at, noun, name)
            return True
        placed = any(deps[kid] == "case" for kid in before)
        subject = root if placed else name
        heads[noun], deps[noun] = at, "obj"
        make_root(labels, at, root, subject)
        if placed:
            heads[name], deps[name] = root, "nmod"
        return True
    return False


def raise_after_row(labels: Labels, root: int) -> bool:
    """Raise "announced" in "Kestria and Ordania jointly announced bans", where the bans were one more of the row."""
    heads, deps, tags = labels.heads, labels.deps, labels.tags
    for at in range(root + 2, len(heads)):
        noun = heads[at]
        if deps[at] != "amod" or not is_past(labels, at) or tags[at - 1] != "RB" or noun < at:
            continue
        if deps[noun] == "conj" and heads[noun] == root and labels.pos[at - 2] == labels.pos[root] == "PROPN":
            heads[noun], deps[noun] = at, "obj"
            heads[at - 1], deps[at - 1] = at, "advmod"
            make_root(labels, at, root, root)
            return True
    return False


def raise_over(labels: Labels, verb: int, noun: int, subject: int) -> None:
    """Make a verb of "bombed" in "army aircraft bombed districts", with the root as its object."""
    for kid in labels.kids(noun):
        if kid > noun and labels.deps[kid] in ("conj", "parataxis", "advcl", "ccomp"):
            labels.heads[kid] = verb
    labels.heads[verb] = labels.heads[subject] = labels.heads[noun] = verb
    labels.deps[verb], labels.deps[subject], labels.deps[noun] = "ROOT", "nsubj", "obj"
    labels.tags[verb], labels.pos[verb] = "VBD", "VERB"
    labels.lemmas[verb] = lemma_of(labels.lower[verb], "VERB")


def is_owned_force(labels: Labels, noun: int) -> bool:
    """Tell "Kestria's military" in "Kestria's military ordered residents to leave"."""
    return noun > 0 and labels.lower[noun] in FORCES and labels.lower[noun - 1] in ("'s", "'")


def raise_beside(labels: Labels, root: int) -> bool:
    """Raise "called" in "on Friday, Rights Now called on leaders": no comma parts it from the name before it."""
    verb = root + 1
    if labels.pos[root] != "PROPN" or verb >= len(labels.heads) or labels.heads[verb] != root:
        return False
    if labels.deps[verb] != "advcl" or not is_past(labels, verb):
        return False
    make_root(labels, verb, root, root)
    return True


def raise_finite(labels: Labels, root: int) -> bool:
    """Raise "escaped" in "eight of the children later escaped", which no relative pronoun makes a side clause."""
    heads, deps = labels.heads, labels.deps
    for verb in labels.kids(root):
        if verb < root or deps[verb] not in ("acl", "acl:relcl") or labels.pos[verb] not in ("VERB", "NOUN"):
            continue
        kids = labels.kids(verb)
        helped = any(deps[kid].startswith("aux") and labels.lower[kid] in FINITE for kid in kids)
        opened = any(labels.lower[at] in RELATIVE for at in range(root + 1, verb))
        if opened or not (helped or labels.tags[verb] in ("VBD", "VBZ", "VBP")):
            continue
        subject = next((kid for kid in kids if deps[kid] in SUBJECT and kid < verb), None)
        if subject is not None and any(deps[kid] == "case" for kid in labels.kids(subject)):
            heads[subject], deps[subject], subject = (
                root,
                "nmod",
                None,
            )  # "violence between the communities has …"
        make_root(labels, verb, root, root if subject is None else subject)
        return True
    return False


def raise_behind_comma(labels: Labels, root: int) -> bool:
    """Raise "called" in "Ordania, which had sent troops, called on Kestria": the comma ends what describes Ordania."""
    if any(deps == "case" for deps in (labels.deps[kid] for kid in labels.kids(root))):
        return False
    for verb in range(root + 3, len(labels.heads)):
        if labels.lower[verb - 1] != "," or "," not in labels.lower[root + 1 : verb - 1]:
            continue
        noun = labels.heads[verb]
        named = labels.deps[verb] == "amod" and noun > verb and labels.deps[noun] == "appos"
        if not is_past(labels, verb) or not (named or labels.deps[verb] in PARTED):
            continue
        kids = labels.kids(verb)
        if any(labels.deps[kid] in (*SUBJECT, "mark", "cc") and kid < verb for kid in kids):
            continue
        if named:
            labels.heads[noun], labels.deps[noun] = (
                verb,
                "obj",
            )  # "…, blamed Kestria", read as a name of the root
        make_root(labels, verb, root, root)
        return True
    return False


def is_past(labels: Labels, at: int) -> bool:
    """Tell a form that can be a past tense."""
    word = labels.lower[at]
    if labels.tags[at] == "NN" and labels.deps[at] == "amod" and word.endswith("ed"):
        return True  # a noun that is an adjective is neither
    return labels.tags[at] in ("VBN", "VBD", "JJ") and (word.endswith("ed") or word in IRREGULAR)


def make_root(labels: Labels, verb: int, root: int, subject: int) -> None:
    """Hang a sentence on its verb; what stood behind it and hung on the noun goes with it."""
    heads, deps = labels.heads, labels.deps
    for at in labels.kids(root):
        if at > verb:
            heads[at] = verb
            deps[at] = "obl" if deps[at] == "nmod" else deps[at]
    passive = any(deps[kid] == "aux:pass" for kid in labels.kids(verb))
    heads[verb] = heads[root] = verb
    deps[verb], deps[root] = "ROOT", "obl"
    heads[subject], deps[subject] = verb, "nsubj:pass" if passive else "nsubj"
    if root != subject and not any(deps[kid] == "case" for kid in labels.kids(root)):
        heads[root], deps[root] = subject, "compound"
    labels.pos[verb], labels.lemmas[verb] = "VERB", lemma_of(labels.lower[verb], "VERB")
    helped = passive or any(deps[kid] == "aux" for kid in labels.kids(verb))
    labels.tags[verb] = labels.tags[verb] if helped or labels.tags[verb] in ("VBZ", "VBP") else "VBD"
