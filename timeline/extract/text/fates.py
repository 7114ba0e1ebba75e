"""What became of what a number counts: killed, injured, arrested, launched, shot down.

The words beside the number say it, or those that govern its noun in the parse.
"""

from timeline.extract.text.numbers import Number
from timeline.extract.text.sentence import Sentence
from timeline.model import QuantityKind

K = QuantityKind
FATES: dict[str, QuantityKind] = {
    word: kind
    for kind, words in (
        (
            K.KILLED,
            "kill die murder massacre execute assassinate slay slaughter dead death fatality perish behead",
        ),
        (K.INJURED, "injure wound hurt hospitalise hospitalize maim injured wounded injury"),
        (K.CAPTURED, "capture abduct kidnap"),
        (K.ARRESTED, "arrest detain"),
        (K.DISPLACED, "displace evacuate flee uproot displaced"),
        (K.MISSING, "missing disappear vanish"),
        (K.PROTESTERS, "protest demonstrate rally march gather"),
    )
    for word in words.split()
}
LAUNCHED = frozenset("launch fire send use bombard attack pound pummel strike hit".split())
DOWNED = frozenset("down shoot intercept destroy neutralise neutralize".split())
SKIPPED = frozenset(
    "be have people person other more of their the a an further another also as to get".split()
)


def fate_of(sent: Sentence, number: Number, noun: int) -> tuple[QuantityKind | None, int | None]:
    """Return what became of what is counted and the word that says so: beside the number, then in the parse."""
    last = max(number.end - 1, noun)
    for token in (*beside(sent, last + 1, 1), *beside(sent, number.start - 1, -1), *governing(sent, noun)):
        if sent.lemmas[token] in ("lose", "claim") and {"life", "lives"} & set(
            sent.lower[token + 1 : token + 5]
        ):
            return K.KILLED, token
        kind = FATES.get(sent.lower[token]) or FATES.get(sent.lemmas[token])
        if kind is not None:
            return kind, token
        if sent.lemmas[token] in ("suffer", "sustain") and {"injury", "wound"} & set(
            sent.lemmas[token : token + 5]
        ):
            return K.INJURED, token
        if sent.lemmas[token] in ("hold", "take") and {"hostage", "captive"} & set(
            sent.lower[token : token + 5]
        ):
            return K.CAPTURED, token
    if number.start and sent.lower[number.start - 1] in ("to", "at") and noun == number.end - 1:
        return toll(sent, number.start)
    return None, None


def beside(sent: Sentence, token: int, step: int) -> list[int]:
    """Return the first word that is not an auxiliary or article, in a direction from a number."""
    for _ in range(4):
        if not 0 <= token < len(sent):
            return []
        if (
            sent.lemmas[token] in SKIPPED
            or sent.pos[token] == "AUX"
            or (step < 0 and sent.pos[token] == "DET")
        ):
            token += step
            continue
        fits = sent.pos[token] in ("VERB", "ADJ", "NOUN") and not (step < 0 and sent.tags[token] == "VBN")
        return [token] if fits and (step > 0 or sent.pos[token] == "VERB") else []
    return []


def toll(sent: Sentence, end: int) -> tuple[QuantityKind | None, int | None]:
    """Return what "the death toll rose to", "the number of people wounded stood at" counts."""
    words = sent.lower[:end]
    if "toll" in words:
        return K.KILLED, words.index("toll")
    if "number" in words:
        for token in range(words.index("number"), end):
            kind = FATES.get(sent.lower[token]) or FATES.get(sent.lemmas[token])
            if kind is not None:
                return kind, token
    return None, None


def weapon_fate(sent: Sentence, number: Number, noun: int) -> tuple[QuantityKind | None, int | None]:
    """Return whether weapons were launched or shot down."""
    near = (*beside(sent, noun + 1, 1), *beside(sent, number.start - 1, -1), *governing(sent, noun))
    for token in near:
        lemma = sent.lemmas[token]
        if lemma in DOWNED and (lemma != "shoot" or "down" in sent.lower[token : token + 3]):
            return K.SHOT_DOWN, token
        if lemma in LAUNCHED and (noun >= number.end or lemma == "launch"):
            return K.LAUNCHED, token
    return None, None


def governing(sent: Sentence, noun: int) -> list[int]:
    """Return the words that say what happened to a noun: its participles, the heads that it is an argument of."""
    found = [noun, *sent.kids(noun, "acl", "acl:relcl", "xcomp", "advcl")]
    token = noun
    for head in sent.ancestors(noun)[:4]:
        relation = sent.deps[token].split(":")[0]
        if relation not in (
            "nsubj",
            "obj",
            "conj",
            "nummod",
            "obl",
            "nmod",
            "compound",
            "appos",
            "xcomp",
            "dep",
            "ccomp",
        ):
            break
        found.append(head)
        if sent.pos[head] in ("VERB", "ADJ"):
            return [*found, *sent.kids(head, "xcomp")]
        token = head
    return found
