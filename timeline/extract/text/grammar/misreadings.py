"""Where the parser is known to misread the verb of a sentence, and how its labels are set right."""

from dataclasses import dataclass

from timeline.extract.text.grammar.lemmas import lemma_of

SUBJECT = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
IRREGULAR = frozenset(
    "shot fought struck hit beat shut blew threw held withdrew took retook overtook overran overthrew overcame fled "
    "fell drove flew gave broke froze rose swore spoke won met lost laid sent led clung sank began ran seized".split()
)
INTRANSITIVE = frozenset(  # whose participle describes nobody
    "clash rally march demonstrate protest gather fight arrive flee die battle riot converge skirmish rampage land "
    "crash explode collapse erupt rise fall continue begin resume intensify rage flare meet agree vote assemble "
    "perish surrender open reopen".split()
)
SETTLED = frozenset("struck reached agreed brokered hammered".split())
SETTLEMENTS = frozenset("deal agreement accord pact truce ceasefire bargain compromise understanding".split())


@dataclass(slots=True)
class Labels:
    """What the parser says of each word of a sentence: one list each, of equal length; mended in place."""

    lower: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    lemmas: list[str]

    def root(self) -> int | None:
        """Return the word that hangs on none."""
        return next((at for at, head in enumerate(self.heads) if head == at), None)

    def kids(self, token: int) -> list[int]:
        """Return the words that hang on a word."""
        return [at for at, head in enumerate(self.heads) if head == token and at != token]


def mend(labels: Labels) -> None:
    """Set right what is known to be misread: a verb taken for a noun, a participle or an adjective."""
    name_words(labels)
    name_verbs(labels)
    name_plurals(labels)
    seat_after(labels)
    hang_named(labels)
    lower_participle(labels)
    raise_fleeing(labels)
    hang_struck(labels)
    part_names(labels)
    raise_participle(labels)
    raise_from_name(labels)
    if (finite := verb_with_subject(labels)) is not None:
        raise_adjective(labels, finite)
    elif (root := labels.root()) is not None:
        for verb in labels.kids(root):
            if labels.deps[verb] == "amod" and labels.tags[verb] in ("VBN", "VBD") and verb < root:
                subject = subject_before(labels, verb)
                if subject is not None:
                    raise_adjective(labels, verb)
                    labels.heads[subject], labels.deps[subject] = verb, "nsubj"
                    break


def name_words(labels: Labels) -> None:
    """Give the noun "fighting" and the verb "test-fire", which the tokenizer cuts in three, their base forms."""
    if labels.tags[:1] == ["VBG"] and labels.heads[0] == 0 and labels.lemmas[0] == "fight":
        labels.pos[0], labels.lemmas[0] = "NOUN", "fighting"  # "Fighting resumed on Monday"
    for at in range(2, len(labels.lower)):
        if labels.lemmas[at] in ("fire", "launch") and labels.lower[at - 2 : at] == ["test", "-"]:
            labels.lemmas[at] = "test-fire"
            for kid in labels.kids(at - 2):
                if kid < at - 2 and labels.deps[kid] in ("compound", "nsubj", "nmod:poss"):
                    labels.heads[kid], labels.deps[kid] = at, "nsubj"  # who fires


def name_verbs(labels: Labels) -> None:
    """Make a verb of "clashed" or "shot" that has a subject of its own and was read as an adjective or a noun."""
    for at, word in enumerate(labels.lower):
        if labels.pos[at] not in ("NOUN", "ADJ", "ADV") or not (word.endswith("ed") or word in IRREGULAR):
            continue
        kids = labels.kids(at)
        subjects = [kid for kid in kids if labels.deps[kid] in ("nsubj", "nsubj:pass") and kid < at]
        if not subjects or any(labels.deps[kid] in ("cop", "aux", "aux:pass", "det", "case") for kid in kids):
            continue
        labels.pos[at], labels.tags[at], labels.lemmas[at] = "VERB", "VBD", lemma_of(word, "VERB")
        for kid in subjects:
            labels.deps[kid] = "nsubj"


def name_plurals(labels: Labels) -> None:
    """Make a noun of "bases" in "attacked Kestrian air bases", which was read as a verb without a subject."""
    for at in range(2, len(labels.lower)):
        if labels.tags[at] != "VBZ" or labels.heads[at] >= at or labels.deps[at] not in ("obj", "ccomp"):
            continue
        kids = labels.kids(at)
        owned = at - 1 in kids and labels.deps[at - 1] == "compound"
        if owned and all(labels.deps[kid] not in (*SUBJECT, "aux", "obj", "advmod") for kid in kids):
            labels.tags[at], labels.pos[at], labels.deps[at] = "NNS", "NOUN", "obj"
            labels.lemmas[at] = lemma_of(labels.lower[at], "NOUN")


def seat_after(labels: Labels) -> None:
    """Make "bomb" the subject in "two days after a bomb exploded", where "after" was read as a preposition."""
    heads, deps = labels.heads, labels.deps
    for verb in range(2, len(heads)):
        noun = verb - 1
        if labels.tags[verb] not in ("VBN", "VBD") or labels.pos[verb] != "VERB" or deps[noun] != "nmod":
            continue
        kids = labels.kids(verb)
        case = next((kid for kid in labels.kids(noun) if deps[kid] == "case"), None)
        if case is None or labels.lower[case] not in ("after", "before"):
            continue
        if any(deps[kid] in (*SUBJECT, "aux", "aux:pass") for kid in kids) or heads[verb] == noun:
            continue
        heads[noun], deps[noun], heads[case], deps[case] = verb, "nsubj", verb, "mark"
        if deps[verb] == "parataxis":
            deps[verb] = "advcl"


def hang_named(labels: Labels) -> None:
    """Hang the name on its noun in "the trial of former president Kabila opened", where it was a second subject."""
    heads, deps = labels.heads, labels.deps
    for at, dep in enumerate(deps):
        if dep != "nsubj":
            continue
        office = next((kid for kid in labels.kids(at) if deps[kid] == "nmod:desc" and kid < at), None)
        case = (
            next((kid for kid in labels.kids(office) if deps[kid] == "case"), None)
            if office is not None
            else None
        )
        first = next((kid for kid in labels.kids(heads[at]) if deps[kid] == "nsubj" and kid < at), None)
        if case is not None and first is not None and first < case and labels.lower[case] == "of":
            heads[at], deps[at], heads[case] = first, "nmod", at
        elif (
            case is not None
            and first is None
            and deps[heads[at]] == "acl:relcl"
            and labels.lower[case] == "of"
        ):
            verb, noun = (
                heads[at],
                heads[heads[at]],
            )  # "the trial of former president Kabila" alone was the sentence
            if noun < case and heads[noun] == noun:
                heads[at], deps[at], heads[case] = noun, "nmod", at
                heads[verb], deps[verb], heads[noun], deps[noun] = verb, "ROOT", verb, "nsubj"


def lower_participle(labels: Labels) -> None:
    """Make "ruling" an adjective of its noun in "blamed the ruling party", where it was read as a verb."""
    heads, deps, tags = labels.heads, labels.deps, labels.tags
    for at in range(1, len(heads) - 1):
        if tags[at] != "VBG" or deps[at] not in ("xcomp", "obj", "advcl") or deps[at - 1] != "det":
            continue
        verb = heads[at]
        noun = next(
            (
                noun
                for noun in range(at + 1, len(heads))
                if heads[noun] in (verb, at) and labels.pos[noun] in ("NOUN", "PROPN")
            ),
            None,
        )
        if (
            noun is None
            or verb >= at
            or any(labels.pos[one] not in ("NOUN", "PROPN", "ADJ") for one in range(at + 1, noun))
        ):
            continue
        heads[noun], deps[noun] = verb, "obj"
        for kid in labels.kids(at):
            if kid != noun:
                heads[kid] = noun
        heads[at], deps[at], labels.pos[at] = noun, "amod", "ADJ"


def raise_fleeing(labels: Labels) -> None:
    """Make ", fleeing attacks by …" a verb with its object where it was read as an adjective of the noun."""
    heads, deps = labels.heads, labels.deps
    for at in range(1, len(heads) - 1):
        noun = heads[at]
        if (
            labels.tags[at] == "VBG"
            and deps[at] == "amod"
            and labels.lower[at - 1] == ","
            and noun == at + 1
            and deps[noun] == "advcl"
        ):
            heads[at], deps[at], heads[noun], deps[noun] = heads[noun], "advcl", at, "obj"


def hang_struck(labels: Labels) -> None:
    """Make "struck" in "under a deal struck at the meeting" describe the deal, wherever it was hung."""
    for at in range(1, len(labels.heads) - 1):
        if (
            labels.lower[at] in SETTLED
            and labels.lower[at - 1] in SETTLEMENTS
            and labels.tags[at + 1] in ("IN", "RB", ",", ".")
            and labels.heads[at] != at
        ):
            if labels.heads[at - 1] == at:
                labels.heads[at - 1], labels.deps[at - 1] = labels.heads[at], "obl"
            labels.heads[at], labels.deps[at], labels.tags[at] = at - 1, "acl", "VBN"


def part_names(labels: Labels) -> None:
    """Make the verb of "Kestria and Ordania swapped prisoners" the root where "Ordania" was read as part of it."""
    heads, deps = labels.heads, labels.deps
    root = labels.root()
    if root is None or labels.pos[root] != "PROPN" or any(deps[kid] in SUBJECT for kid in labels.kids(root)):
        return
    for verb in labels.kids(root):
        name = verb - 1
        if (
            deps[verb] == "conj"
            and labels.tags[verb] in ("VBN", "VBD")
            and labels.pos[name] == "PROPN"
            and heads[name] == verb
            and deps[name] in ("compound", "nmod", "amod", "flat")
        ):
            for at in labels.kids(verb):
                if deps[at] == "cc":
                    heads[at] = name
            for at in labels.kids(root):
                if at > verb:
                    heads[at] = verb
            heads[verb] = heads[root] = verb
            heads[name], deps[name], deps[root], deps[verb] = root, "conj", "nsubj", "ROOT"
            labels.tags[verb], labels.pos[verb] = "VBD", "VERB"
            labels.lemmas[verb] = lemma_of(labels.lower[verb], "VERB")
            return


def raise_participle(labels: Labels) -> None:
    """Make the verb of a sentence its root where a noun was taken for it."""
    heads, deps = labels.heads, labels.deps
    verb = verb_left_over(labels)
    if verb is None and (found := noun_of_verb(labels)) is not None:
        verb, behind = found
        heads[behind], deps[behind], heads[verb] = verb, "obj", heads[behind]
    if verb is None:
        return
    noun = heads[verb]
    for at in range(verb + 1, len(heads)):
        if heads[at] == noun:
            heads[at] = verb
    heads[noun] = heads[verb] = verb
    deps[noun], deps[verb], labels.tags[verb] = "nsubj", "ROOT", "VBD"


def raise_adjective(labels: Labels, verb: int) -> None:
    """Make the verb the root of a sentence whose object was taken for it."""
    noun = labels.heads[verb]
    labels.heads[verb] = labels.heads[noun] = verb
    labels.deps[verb], labels.deps[noun], labels.tags[verb] = "ROOT", "obj", "VBD"


def raise_from_name(labels: Labels) -> None:
    """Make a verb of "accused" in "Kim Ching-te accused Kestria", where the object was taken for part of the name."""
    heads, deps = labels.heads, labels.deps
    for at, dep in enumerate(deps):
        noun = heads[at]
        name = heads[noun]
        if (
            dep != "amod"
            or labels.tags[at] not in ("VBN", "VBD")
            or deps[noun] != "flat"
            or not name < at < noun
        ):
            continue
        above = heads[name]
        heads[at], deps[at] = (at, "ROOT") if above == name or deps[name] == "nsubj" else (above, deps[name])
        if above != name and deps[name] == "nsubj" and heads[above] == above:
            heads[above], deps[above] = at, "advcl"  # "of being a danger", which was read as the predicate
        for kid in labels.kids(noun):
            heads[kid] = name if kid < at else kid if kid == at else noun
        heads[name], deps[name], heads[noun], deps[noun] = at, "nsubj", at, "obj"
        return


def verb_left_over(labels: Labels) -> int | None:
    """Return the verb of a sentence that was read as a mere noun with a participle ("Gunmen clashed with troops").

    A participle that has an object, or that cannot be a passive, is its finite verb.
    """
    deps, tags = labels.deps, labels.tags
    root = labels.root()
    if root is None or labels.pos[root] not in ("NOUN", "PROPN", "NUM"):
        return None
    kids = labels.kids(root)
    if any(deps[kid] in (*SUBJECT, "cop", "aux", "acl:relcl") for kid in kids):
        return None
    below = [
        kid for near in kids for kid in labels.kids(near)
    ]  # "a trial of members of a party opened on Monday"
    verb = next((kid for kid in kids if deps[kid] == "acl" and tags[kid] == "VBN" and kid > root), None)
    verb = verb or next(
        (
            kid
            for kid in below
            if deps[kid] == "acl" and labels.lemmas[kid] in ("open", "begin", "start", "resume")
        ),
        None,
    )
    if verb is None:
        return None
    has_object = any(deps[kid] == "obj" for kid in labels.kids(verb))
    return verb if has_object or labels.lemmas[verb] in INTRANSITIVE else None


def noun_of_verb(labels: Labels) -> tuple[int, int] | None:
    """Return the verb behind a relative clause that was read as an adjective of its object, and the object.

    "Kestria, which is allied with Ordania, fired rockets": "fired rockets" is no further name of Kestria.
    """
    deps, pos = labels.deps, labels.pos
    root = labels.root()
    if root is None or pos[root] not in ("NOUN", "PROPN"):
        return None
    kids = [root, *labels.kids(root)]
    if any(deps[kid] in (*SUBJECT, "cop") for kid in kids) or all(deps[kid] != "acl:relcl" for kid in kids):
        return None
    for noun in kids:
        verb = next((at for at, head in enumerate(labels.heads) if head == noun), noun)
        participle = deps[verb] == "amod" and labels.tags[verb] in ("VBN", "VBD")
        if deps[noun] in ("appos", "parataxis") and participle and pos[verb - 1] == "PUNCT":
            return verb, noun
    return None


def subject_before(labels: Labels, verb: int) -> int | None:
    """Return the subject of a participle that a noun in front of it cannot share: "the army and navy struck targets".

    A noun that describes another stands between its adjective and it: "struck army targets".
    """
    noun = labels.heads[verb]
    return next(
        (
            kid
            for kid in labels.kids(noun)
            if kid < verb - 1
            and labels.deps[kid] == "compound"
            and labels.pos[kid] in ("NOUN", "PROPN")
            and any(labels.deps[other] == "conj" and other == verb - 1 for other in range(kid + 1, verb))
        ),
        None,
    )


def verb_with_subject(labels: Labels) -> int | None:
    """Return the finite verb that was read as an adjective of its object ("Kestria accused Ordanian troops")."""
    for at, dep in enumerate(labels.deps):
        if dep != "amod" or labels.tags[at] not in ("VBN", "VBD"):
            continue
        noun = labels.heads[at]
        if (
            labels.heads[noun] == noun
            and noun > at
            and any(labels.deps[kid] == "nsubj" for kid in labels.kids(at))
        ):
            return at
    return None
