"""The clause around an event word: who stands as subject, object and behind which preposition.

Repairs what a small parser gets wrong most often: participles without a subject take the one of the clause that
governs them, passives are checked against the form of the verb, and phrases hung on the object are also looked at.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from timeline.extract.text.figures.numbers import NUMERALS
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence

DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight overnight".split()
)  # which a small parser takes for objects ("resigned Sunday", "called Thursday on ...")
TIMES = frozenset("second minute hour day week month year decade time".split())
CLAIMING = frozenset("claim take assume accept admit".split())
TEXTS = frozenset(
    "resolution statement letter motion declaration communique draft petition bill decree".split()
)
RELATIVE = frozenset("who which that whom whose where when why since after before until as while".split())
PHRASAL = frozenset(
    "hand turn give take call break lay set hold send bring pull shut cut wrap pass carry blow".split()
)
PARTICLES = frozenset(("over", "up", "off", "down", "out", "in"))
OBJECT_CONTROL = frozenset(
    "urge ask tell order force push press call persuade convince allow enable invite instruct require compel "
    "accuse warn help lead cause permit encourage want expect".split()
)


# nouns that only measure or stage what stands behind their "of": "a round of talks", "700 kg of medicine"
CARRIERS = frozenset(
    "batch group number lot dozen hundred thousand million billion total pair handful majority minority series set "
    "wave round stage session day hour phase part portion end start course spate string bout flurry kind "
    "type sort form rest remainder half third quarter score couple several some many all most more one "
    "ton tonne kilogram kg kilo litre liter barrel dollar euro pound worth value bulk share piece amount "
    "quantity volume package bundle load shipment consignment convoy patch element deployment contingent "
    "use delivery range team member truck truckload lorry lorryload planeload tanker".split()
)


@dataclass(slots=True)
class Clause:
    """Tokens by slot: ``subj``, ``obj``, ``iobj``, ``by``, and each preposition under its own name."""

    trigger: int
    passive: bool = False
    slots: dict[str, list[int]] = field(default_factory=dict)

    def add(self, slot: str, token: int) -> None:
        tokens = self.slots.setdefault(slot, [])
        if token not in tokens:
            tokens.append(token)

    def get(self, slot: str) -> list[int]:
        return self.slots.get(slot, [])


def verb_clause(sent: Sentence, verb: int) -> Clause:
    """Return the clause of a verb."""
    clause = Clause(verb, is_passive(sent, verb))
    for kid in sent.children[verb]:
        dep = sent.deps[kid]
        if dep in SUBJECT and sent.lower[kid] == "whom":
            clause.add("obj", resolve_relative(sent, kid, verb))
        elif dep in SUBJECT:
            subject = behind_time(sent, resolve_relative(sent, kid, verb), verb)
            clause.add("obj" if clause.passive else "subj", subject)
        elif dep == "obj" and sent.lower[kid] == "that" and sent.deps[verb] == "ccomp":
            continue  # the conjunction of "announced that …", read as an object
        elif dep == "obj":
            clause.add("bare" if sent.lower[kid] in DAYS else "obj", resolve_relative(sent, kid, verb))
        elif dep == "iobj":
            clause.add("iobj", kid)
        elif dep == "obl:agent" and clause.passive:
            clause.add("by", kid)
        elif dep.startswith("obl") or dep == "nmod":
            clause.add(sent.preposition(kid) or "bare", kid)
    if is_misread_verb(sent, verb):
        clause.passive = False
        clause.add("obj", sent.heads[verb])
        before = [
            t
            for t in range(verb)
            if (sent.deps[t] in SUBJECT or sent.heads[t] == t) and sent.tags[t] != "WDT"
        ]
        if before and sent.pos[before[-1]] in ("NOUN", "PROPN", "PRON"):
            clause.add("subj", before[-1])  # what was left without a verb
        elif not before and verb and sent.pos[verb - 1] == "PROPN":
            dated = sent.preposition(verb - 1) == "on"  # "Kestria (on Friday) scrambled fighter jets"
            clause.add("subj", sent.heads[verb - 1] if dated else verb - 1)
    if (antecedent := relative_object(sent, verb)) is not None and not clause.get("obj"):
        clause.add("obj", antecedent)
    particle = misread_particle(sent, verb)
    if particle is not None:
        clause.add("obj", particle)
    if not clause.passive and not clause.get("obj") and (late := late_object(sent, verb)) is not None:
        clause.add("obj", late)
    for kid in clause.get("iobj") if not clause.get("obj") and sent.kids(verb, "xcomp") else ():
        clause.add("obj", kid)  # "instructed his troops to stop"
    for token in [*clause.get("obj"), verb]:
        for kid in sent.kids(token, "nmod", "obl"):
            clause.add(sent.preposition(kid) or "bare", kid)
    if clause.passive and not clause.get("by"):
        add_agent(sent, clause)
    if not clause.passive and not clause.get("subj") and (noun := misread_noun(sent, verb)) is not None:
        clause.add("subj", noun)
    if not clause.get("obj" if clause.passive else "subj") and not is_misread_verb(sent, verb):
        borrow_subject(sent, clause)
    return clause


def add_inner(sent: Sentence, clause: Clause, last: int) -> None:
    """Add the phrases of the other words of a verb phrase: "spoke on the phone with Kestria's envoy"."""
    for inner in range(clause.trigger + 1, last + 1):
        for kid in sent.kids(inner, "nmod"):
            clause.add(sent.preposition(kid) or "bare", kid)


def is_misread_verb(sent: Sentence, verb: int) -> bool:
    """Tell a finite verb that was read as an adjective of the name it governs ("in remarks, blamed Kestria")."""
    head = sent.heads[verb]
    if sent.deps[verb] != "amod" or head < verb or sent.tags[verb] not in ("VBD", "VBN"):
        return False
    before = verb - 1
    while before >= 0 and sent.lower[before].endswith("ly"):
        before -= 1
    opens = before < 0 or sent.pos[before] in ("DET", "ADP", "ADJ", "NUM", "CCONJ")
    if sent.tags[verb] == "VBD" or (sent.pos[head] == "PROPN" and not opens):
        return True
    nominal = before >= 0 and sent.pos[before] in ("NOUN", "PROPN", "AUX", "PRON")
    return nominal and not any(kid < verb for kid in sent.kids(head, "det", "nmod:poss", "case"))


def late_object(sent: Sentence, verb: int) -> int | None:
    """Return the object behind a phrase that was hung on the verb without a preposition: "gave to them the bodies"."""
    phrases = [kid for kid in sent.kids(verb, "obl", "nmod") if kid > verb]
    inner = [(kid, below) for kid in phrases for below in sent.kids(kid, "obj")]
    for first, second in [*pairwise(phrases), *inner]:
        bare = sent.preposition(second) is None and sent.pos[second] == "NOUN"
        if bare and sent.preposition(first) in ("to", "from") and sent.lemmas[second] not in TIMES:
            return second
    return None


def add_agent(sent: Sentence, clause: Clause) -> None:
    """Add the agent that was hung on a phrase before it ("was jailed for 15 years by a court")."""
    phrases = [
        token for slot, tokens in clause.slots.items() if slot not in ("obj", "subj") for token in tokens
    ]
    for kid in [kid for token in phrases for kid in sent.kids(token, "nmod")]:
        if sent.preposition(kid) == "by":
            clause.add("by", kid)


def misread_noun(sent: Sentence, verb: int) -> int | None:
    """Return the subject that was hung on a finite verb like an adjective ("Kestria's military bombed a school")."""
    if sent.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    before = [kid for kid in sent.kids(verb, "nmod:poss", "amod", "compound") if kid < verb]
    owned = any(sent.deps[kid] == "nmod:poss" or sent.pos[kid] == "PROPN" for kid in before)
    return before[-1] if owned else None


def misread_particle(sent: Sentence, verb: int) -> int | None:
    """Return the object that a particle was read as a preposition of ("handed over the bodies")."""
    after = verb + 1
    if sent.lemmas[verb] not in PHRASAL:
        return None  # "arrived in Marun" has no object
    if after >= len(sent) or sent.lower[after] not in PARTICLES or sent.deps[after] != "case":
        return None
    noun = sent.heads[after]
    return noun if sent.heads[noun] == verb and sent.deps[noun].startswith("obl") else None


def is_passive(sent: Sentence, verb: int) -> bool:
    """Tell a passive: a participle with "be" or "get", or a bare one that modifies a noun or has a by-phrase."""
    if sent.tags[verb] not in ("VBN", "VBD"):
        return False
    if sent.kids(verb, "aux:pass") or any(
        sent.lemmas[kid] in ("be", "get") for kid in sent.kids(verb, "aux", "cop")
    ):
        return sent.tags[verb] == "VBN" or bool(sent.kids(verb, "aux:pass"))
    if sent.tags[verb] == "VBN" and any(sent.lemmas[kid] == "have" for kid in sent.kids(verb, "aux")):
        return False
    if sent.kids(verb, "obj"):
        return False
    by_phrase = sent.tags[verb] == "VBN" and any(
        sent.preposition(kid) == "by" for kid in sent.kids(verb, "obl", "obl:agent")
    )
    if sent.deps[verb] in ("acl", "amod"):
        return sent.tags[verb] == "VBN" or by_phrase
    if sent.deps[verb] == "conj" and not sent.kids(verb, "nsubj", "csubj", "nsubj:outer"):
        first = sent.heads[verb]
        return sent.tags[verb] == "VBN" and is_passive(sent, first)
    return (by_phrase and sent.tags[verb] == "VBN") or (
        sent.deps[verb] in ("advcl", "xcomp") and sent.tags[verb] == "VBN"
    )


def resolve_relative(sent: Sentence, subject: int, verb: int) -> int:
    """Return the noun that a relative pronoun ("who", "which", "that") stands for, else the subject itself."""
    if sent.lower[subject] in ("who", "which", "that", "whom") and sent.deps[verb].startswith("acl"):
        return sent.heads[verb]
    return subject


def relative_object(sent: Sentence, verb: int) -> int | None:
    """Return the noun that a relative clause without a pronoun has as its object ("the pact they signed")."""
    if not sent.deps[verb].startswith("acl") or not sent.kids(verb, "nsubj"):
        return None
    below = sent.subtree(verb)
    relative = any(sent.lower[token] in RELATIVE for token in below if token < verb)
    noun = sent.heads[verb]
    return None if relative or sent.lemmas[noun] in TIMES or sent.pos[noun] != "NOUN" else noun


def behind_time(sent: Sentence, subject: int, verb: int) -> int:
    """Return the subject that was hung on a time in front of it ("three days after Kestria recognised ...")."""
    if sent.lemmas[subject] not in TIMES:
        return subject
    return next(
        (
            kid
            for kid in sent.kids(subject, "nmod")
            if kid < verb and sent.preposition(kid) in ("after", "before", "since")
        ),
        subject,
    )


def author(sent: Sentence, noun: int) -> int:
    """Return who speaks in a text: of "adopted a resolution condemning Kestria" the one who adopted it."""
    verb = sent.heads[noun]
    if sent.lemmas[noun] not in TEXTS or sent.deps[noun] != "obj":
        return noun
    return next(iter(sent.kids(verb, *SUBJECT)), noun)


def nearer_subject(sent: Sentence, head: int, participle: int) -> list[int]:
    """Return the subject of a clause between a participle and its governor: "... when Kestria attacked, firing ..."."""
    if sent.tags[participle] != "VBG":
        return []
    between = [
        kid
        for kid in sent.kids(head, "advcl", "ccomp")
        if head < kid < participle and sent.tags[kid] in ("VBD", "VBZ", "VBP") and sent.kids(kid, *SUBJECT)
    ]
    return sent.kids(between[-1], *SUBJECT) if between else []


def borrow_subject(sent: Sentence, clause: Clause) -> None:
    """Give a clause without a subject the one its governor lends: first conjunct, control verb, modified noun."""
    verb, slot = clause.trigger, "obj" if clause.passive else "subj"
    for _ in range(6):
        dep, head = sent.deps[verb], sent.heads[verb]
        if head == verb:
            return
        if dep in ("acl", "amod", "acl:relcl") and sent.pos[head] in ("NOUN", "PROPN", "PRON", "NUM"):
            relative = dep == "acl:relcl" and any(sent.kids(verb, *SUBJECT))
            to_infinitive = any(sent.lower[kid] == "to" for kid in sent.kids(verb, "mark"))
            if not relative and not to_infinitive:
                clause.add(slot, author(sent, head))
                return
            verb = head
            continue
        if dep in ("xcomp", "advcl", "ccomp", "conj", "parataxis", "acl", "csubj", "dep"):
            if dep == "xcomp" and sent.lemmas[head] in OBJECT_CONTROL and sent.kids(head, "obj", "iobj"):
                clause.add(slot, sent.kids(head, "obj", "iobj")[0])
                return
            subjects = (nearer_subject(sent, head, verb) if dep == "advcl" else []) or sent.kids(
                head, *SUBJECT
            )
            if subjects:
                if (
                    dep != "conj"
                    and is_passive(sent, head)
                    and not clause.passive
                    and sent.kids(head, "obl:agent")
                ):
                    clause.add(slot, sent.kids(head, "obl:agent")[0])
                else:
                    clause.add(slot, resolve_relative(sent, subjects[0], head))
                return
        verb = head


def noun_clause(sent: Sentence, noun: int) -> Clause:
    """Return the phrase of an event noun: ``poss``, ``compound`` and its prepositions, with those of its conjuncts."""
    clause = Clause(noun)
    for kid in sent.children[noun]:
        dep = sent.deps[kid]
        if dep == "nmod:poss":
            clause.add("poss", kid)
        elif dep in ("compound", "amod", "nmod:unmarked", "flat"):
            clause.add("compound", kid)
        elif dep in ("nmod", "obl", "acl"):
            clause.add(sent.preposition(kid) or "bare", kid)
    # "an attack by Kestria on ...": a small parser hangs the second phrase on the first noun or on the verb
    for kid in [
        grand
        for phrase in clause.slots.values()
        for token in tuple(phrase)
        for grand in sent.kids(token, "nmod")
    ]:
        prep = sent.preposition(kid)
        if prep in ("by", "on", "against", "with", "between", "to", "from", "over"):
            clause.add(prep, kid)
    if not clause.get("between"):
        # "meetings aimed at ending the conflict last month between A and B": too far away for the parser
        far = next((token for token in range(noun + 1, len(sent)) if sent.lower[token] == "between"), None)
        if far is not None and sent.deps[far] == "case":
            clause.add("between", sent.heads[far])
    head = sent.heads[noun]
    if sent.deps[noun] in ("obj", "nsubj", "nsubj:pass", "obl") and sent.pos[head] in ("VERB", "AUX"):
        for kid in sent.kids(head, "obl"):
            prep = sent.preposition(kid)
            if prep in ("on", "against", "with", "between") and kid > noun:
                clause.add(prep, kid)
    return clause


def claimed_by(sent: Sentence, noun: int) -> int | None:
    """Return the verb of a claim of responsibility for what a noun tells ("claimed responsibility for the attack")."""
    head = sent.heads[noun]
    if sent.lemmas[head] != "responsibility" or sent.deps[head] != "obj":
        if sent.lemmas[head] not in CLAIMING or not any(
            sent.lemmas[kid] == "responsibility" for kid in sent.kids(head, "obj")
        ):
            return None
        return head if sent.preposition(noun) == "for" else None
    verb = sent.heads[head]
    return verb if sent.lemmas[verb] in CLAIMING else None


def carried(sent: Sentence, noun: int) -> int:
    """Return the noun that a noun of quantity or course carries: "a batch of prisoners", "a round of talks"."""
    for _ in range(3):
        if not is_carrier(sent, noun):
            return noun
        parts = [noun, *sent.kids(noun, "flat")]  # of "eighty-two" either may carry the rest
        kids = [kid for part in parts for kid in sent.kids(part, "nmod", "compound")]
        inner = [kid for kid in kids if sent.preposition(kid) in ("of", None)]
        if not inner:
            return noun
        noun = inner[-1]
    return noun


def is_carrier(sent: Sentence, noun: int) -> bool:
    """Tell a noun or number that only measures what stands behind its "of": "307 of its soldiers"."""
    return sent.lemmas[noun] in CARRIERS or sent.pos[noun] == "NUM" or sent.lower[noun] in NUMERALS


def carrier(sent: Sentence, noun: int) -> int:
    """Return the noun at the top of such a phrase: of "a third round of talks" the round."""
    for _ in range(3):
        head = sent.heads[noun]
        if sent.deps[noun] != "nmod" or not is_carrier(sent, head) or sent.preposition(noun) != "of":
            return noun
        noun = head
    return noun


def conjuncts(sent: Sentence, token: int) -> list[int]:
    """Return a token and what is coordinated with it."""
    found, queue = [], [token]
    while queue:
        current = queue.pop(0)
        if current not in found:
            found.append(current)
            queue.extend(sent.kids(current, "conj"))
    return found
