"""What the words around an event word make of it: planned, demanded, refused, denied, accused, threatened, unreal.

The governors of the event word are read from the inside out; each that the modality list knows has its effect.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence

# relations through which a governor speaks about the event word itself
COMPLEMENT = frozenset(
    "xcomp ccomp obj obl nsubj nsubj:pass csubj acl nmod advcl obl:agent parataxis conj dep iobj appos".split()
)
OUTSIDE = frozenset(
    "after before since while when because although though as following during amid despite".split()
)


# prepositions behind which stands what is planned, refused, threatened ... ("plans for talks", "threat of war")
ABOUT = frozenset(("to", "for", "of", "from", "against", "about", "with", None))


UNSAID = frozenset(
    "say know clear disclose reveal specify tell explain certain confirm announce state comment".split()
)
ASKING = frozenset("how who what which when where why whose".split())


PROPOSING = frozenset(("suggest", "propose", "recommend", "request", "ask"))


class Effect(StrEnum):
    """How a governor changes an event word."""

    INTENT = "intent"
    DEMAND = "demand"
    REFUSE = "refuse"
    DENY = "deny"
    ACCUSE = "accuse"
    THREATEN = "threaten"
    PERMISSION = "permission"
    ATTEMPT = "attempt"
    FAIL = "fail"
    HYPOTHETICAL = "hypothetical"
    NEGATION = "negation"
    REPORT = "report"
    END = "end"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Modality:
    """One effect and the token that has it; ``governor`` is ``None`` for the event word's own auxiliaries."""

    effect: Effect
    token: int
    governor: bool


def modalities(reader: Reader, token: int) -> list[Modality]:
    """Return what changes the event word at ``token``, the innermost first. Report verbs are left out."""
    sent = reader.sent
    found = own(reader, token)
    current = token
    for head in sent.ancestors(token):
        dep = sent.deps[current]
        if dep == "acl:relcl" or (dep == "parataxis" and ";" in sent.lower[head:current]):
            break
        if dep not in COMPLEMENT and not dep.startswith(("obl", "acl", "nmod", "advcl")):
            break
        if dep.startswith(("advcl", "obl", "nmod")) and introduced_outside(sent, current):
            break
        if dep.startswith(("obl", "nmod")) and sent.preposition(current) not in ABOUT:
            break
        if (
            dep == "conj"
            and subject_of_its_own(sent, current)
            and "but" in (sent.lower[k] for k in sent.kids(current, "cc"))
        ):
            break  # "neither side commented, but dozens came home"
        if dep == "conj":
            # auxiliaries of the first conjunct hold for the second ("will meet and sign"), its governor too
            denied = any(item.effect is Effect.NEGATION for item in found)  # "no truce and no exchange"
            found.extend(
                item
                for item in own(reader, head)
                if not subject_of_its_own(sent, current) and not (denied and item.effect is Effect.NEGATION)
            )
            current = head
            continue
        effect = effect_of(reader, head)
        if effect is Effect.ACCUSE and any(
            hit.token == head and not hit.is_noun for hit in reader.hits_of_force
        ):
            effect = None  # "a drone slammed into a hospital, killing six"
        if sent.lemmas[head] in PROPOSING and dep == "ccomp" and is_bare(sent, current):
            effect = Effect.DEMAND
        if (
            effect is Effect.REFUSE
            and dep == "advcl"
            and is_infinitive(sent, current)
            and sent.kids(head, "obj")
        ):
            effect = None  # "blocked the road to press their demands"
        if effect is None and sent.lemmas[head] == "be" and is_infinitive(sent, current):
            effect = Effect.INTENT  # "the sides are to meet"
        if effect is not None and effect is not Effect.REPORT:
            found.append(Modality(effect, head, governor=True))
        if sent.pos[head] in ("VERB", "AUX", "ADJ", "NOUN"):
            unsaid = leaves_open(sent, head, current)
            found.extend(
                item for item in own(reader, head) if not (unsaid and item.effect is Effect.NEGATION)
            )
        current = head
    return found


def is_bare(sent: Sentence, verb: int) -> bool:
    """Tell the verb of "suggested that they meet", which is what somebody wants, from one that tells what is."""
    return sent.tags[verb] in ("VB", "VBP") and not sent.kids(verb, "aux", "cop")


def leaves_open(sent: Sentence, head: int, clause: int) -> bool:
    """Tell what is not said or not clear of a deed that is taken for granted: "did not say how many were killed"."""
    if sent.lemmas[head] not in UNSAID:
        return False
    first = sent.subtree(clause)[:3]
    return any(sent.lower[token] in ASKING for token in first)


def is_infinitive(sent: Sentence, token: int) -> bool:
    """Tell a verb with "to"."""
    return sent.tags[token] != "VBG" and any(sent.lower[kid] == "to" for kid in sent.kids(token, "mark"))


def subject_of_its_own(sent: Sentence, token: int) -> bool:
    return bool(sent.kids(token, "nsubj", "nsubj:pass"))


def introduced_outside(sent: Sentence, token: int) -> bool:
    """Tell whether a clause or phrase only stands beside its governor ("after the attack", "because ...")."""
    return any(sent.lower[kid] in OUTSIDE for kid in sent.kids(token, "mark", "case", "advmod"))


def own(reader: Reader, token: int) -> list[Modality]:
    """Return the effects of a word's own auxiliaries, negation and conditions ("will", "must", "not", "if")."""
    sent = reader.sent
    found = []
    be = [kid for kid in sent.kids(token, "aux", "aux:pass", "cop") if sent.lemmas[kid] == "be"]
    if be and is_infinitive(sent, token) and be[0] < min(sent.kids(token, "mark")):
        found.append(Modality(Effect.INTENT, token, governor=False))  # "is to travel"
    for kid in sent.kids(
        token, "aux", "advmod", "mark", "det", "amod", "cop", "aux:pass", "cc:preconj", "case"
    ):
        effect = effect_of(reader, kid)
        if sent.lower[kid] == "should" and any(
            kid < subject for subject in sent.kids(token, "nsubj", "nsubj:pass")
        ):
            effect = Effect.HYPOTHETICAL  # "should Kestria hit back, ..."
        if sent.lower[kid] in ("once", "until", "till") and is_present(sent, token):
            effect = Effect.HYPOTHETICAL  # "only once a deal is signed"
        if effect in (
            Effect.INTENT, Effect.DEMAND, Effect.HYPOTHETICAL, Effect.NEGATION, Effect.END, Effect.HISTORICAL,
        ):  # fmt: skip
            found.append(Modality(effect, kid, governor=False))
    return found


def is_present(sent: Sentence, token: int) -> bool:
    """Tell a verb or predicate in the present tense."""
    helpers = [token, *sent.kids(token, "aux", "aux:pass", "cop")]
    return any(sent.tags[one] in ("VBZ", "VBP") for one in helpers)


def effect_of(reader: Reader, token: int) -> Effect | None:
    """Return the effect of a word by the modality list, ``None`` where it has none.

    "would" is both: an intent where somebody reports it, unreal in a conditional clause.
    """
    phrase = reader.phrases.get(token)
    if phrase is not None:
        return Effect(phrase)
    if reader.sent.lower[token] in ("would", "'d"):
        conditional = "if" in reader.sent.lower or "unless" in reader.sent.lower
        if conditional and is_reported(reader, token):
            return Effect.INTENT  # "said they would meet if ..." is a promise with a condition
        return Effect.HYPOTHETICAL if conditional else Effect.INTENT
    found = reader.vocabulary.effect_at(reader.sent, token)
    return Effect(found) if found else None


def is_reported(reader: Reader, token: int) -> bool:
    """Tell whether a word stands in what somebody is reported to have said."""
    sent = reader.sent
    chain = [token, *sent.ancestors(token)]
    return any(
        sent.deps[below] in ("ccomp", "parataxis") and reader.vocabulary.effect_at(sent, above) == "report"
        for below, above in pairwise(chain)
    )
