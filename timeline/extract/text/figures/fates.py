"""What became of what a number counts: killed, injured, arrested, launched, shot down.

The words beside the number say it, or those that govern its noun in the parse.
"""

from timeline.extract.text.figures.numbers import Number
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import QuantityKind

K = QuantityKind
FATES: dict[str, QuantityKind] = {
    word: kind
    for kind, words in (
        (
            K.KILLED,
            "kill die murder massacre execute assassinate slay slaughter dead death fatality perish behead",
        ),
        (K.INJURED, "injure wound hurt hospitalise hospitalize maim injured wounded injury burns"),
        (K.CAPTURED, "capture abduct kidnap seize snatch"),
        (K.ARRESTED, "arrest detain"),
        (K.DISPLACED, "displace evacuate flee uproot displaced"),
        (K.MISSING, "missing disappear vanish"),
        (K.PROTESTERS, "protest demonstrate rally march gather attend"),
    )
    for word in words.split()
}
LAUNCHED = frozenset("launch fire send use bombard attack pound pummel strike hit".split())
DOWNED = frozenset("down shoot intercept destroy neutralise neutralize".split())
SKIPPED = frozenset(
    "be have people person other more of their the a an further another also as to get still remain".split()
)
FATALLY = frozenset("hack stab beat shoot club burn torture stone bludgeon".split())  # "to death"
LISTED = frozenset("report list declare presume".split())  # "five reported missing"
CROWD = frozenset(("people", "protester", "demonstrator", "marcher", "participant"))
HELD = frozenset("hostage captive prisoner".split())
FIGHTERS = frozenset(
    "soldier troop fighter serviceman man officer policeman guard militant rebel peacekeeper member".split()
)
ASIDES = tuple([word] for word in "including among most mostly mainly all some many half both".split())
ASIDE_REACH = 12  # tokens
HOMES = frozenset(("home", "homes", "house", "houses", "village", "villages"))
TREATED = frozenset("take rush transport bring admit treat need require".split())
TREATMENT = frozenset("hospital hospitals injury injuries wounds".split())
TREATMENT_REACH = 7  # tokens of "were taken to a nearby hospital"

HARMING = frozenset(
    "kill injure wound hurt arrest detain capture abduct kidnap seize execute murder behead".split()
)
ARGUMENTS = frozenset("nsubj obj conj nummod obl nmod compound appos xcomp dep ccomp".split())


def fate_of(sent: Sentence, number: Number, noun: int) -> tuple[QuantityKind | None, int | None]:
    """Return what became of what is counted and the word that says so: beside the number, then in the parse.

    Of "ten of the girls whom rebels abducted" only what governs them counts: the rest speaks of all of them.
    """
    last = max(number.end - 1, noun)
    behind, around = beside(sent, last + 1), governing(sent, noun)
    behind = [
        t for t in behind if not (sent.lemmas[t] in HARMING and sent.kids(t, "obj"))
    ]  # "two bombers killed 23"
    if is_partitive(sent, number):
        told = [t for t in behind if sent.tags[t] != "VBN" or sent.pos[t - 1] == "AUX"]
        behind, around = told, heads_over(sent, noun)
    for token in (*behind, *before(sent, number.start - 1), *around):
        kind = FATES.get(sent.lower[token]) or FATES.get(sent.lemmas[token]) or phrase_fate(sent, token, noun)
        if kind is not None:
            return (None, None) if is_either(sent, token, kind) else (kind, token)
    if number.start and sent.lower[number.start - 1] in ("to", "at") and noun == number.end - 1:
        return toll(sent, number.start)
    return None, None


def phrase_fate(sent: Sentence, token: int, noun: int) -> QuantityKind | None:
    """Return the kind that a verb gives together with its object: "lost their lives", "taken to hospital"."""
    lemma, behind = sent.lemmas[token], sent.lower[token + 1 : token + 5]
    if lemma in ("lose", "claim") and {"life", "lives"} & set(behind):
        return K.KILLED
    if lemma in FATALLY and (behind[:2] == ["to", "death"] or behind[:1] == ["dead"]):
        return K.KILLED
    if lemma == "gun" and behind[:1] == ["down"]:
        return K.KILLED
    if lemma == "lose" and sent.lemmas[noun] in FIGHTERS and noun in sent.kids(token, "obj"):
        return K.KILLED
    if lemma in ("suffer", "sustain") and {"injury", "wound"} & set(sent.lemmas[token : token + 5]):
        return K.INJURED
    if lemma in ("hold", "take") and HELD & set(sent.lemmas[token : token + 6]):
        return K.CAPTURED
    if lemma in ("force", "drive") and HOMES & set(sent.lower[token + 1 : token + TREATMENT_REACH]):
        return K.DISPLACED
    if lemma in ("draw", "attract") and sent.lemmas[noun] in CROWD and noun in sent.kids(token, "obj"):
        return K.PROTESTERS
    if lemma == "take" and behind[:1] == ["part"]:
        return K.PROTESTERS
    if lemma in TREATED and TREATMENT & set(sent.lower[token + 1 : token + TREATMENT_REACH]):
        return K.INJURED
    return None


def is_either(sent: Sentence, token: int, kind: QuantityKind) -> bool:
    """Tell "50 were killed or wounded", which counts neither the dead nor the wounded."""
    for joint, other in ((token + 1, token + 2), (token - 1, token - 2)):
        if 0 <= other < len(sent) and sent.lower[joint] == "or":
            known = FATES.get(sent.lower[other]) or FATES.get(sent.lemmas[other])
            return known not in (None, kind)
    return False


def is_partitive(sent: Sentence, number: Number) -> bool:
    """Tell "54 of 62 drones", "ten of the girls"."""
    return sent.lower[number.end : number.end + 1] == ["of"]


def beside(sent: Sentence, token: int) -> list[int]:
    """Return the first word behind a number's noun that is not an auxiliary: "12 were later killed" is none."""
    for place in range(token, min(len(sent), token + 4)):
        listed = sent.lemmas[place] in LISTED and sent.lower[place + 1 : place + 2] == ["missing"]
        if sent.lemmas[place] in SKIPPED or sent.pos[place] == "AUX" or listed:
            continue
        if sent.lower[place] == "," and (end := end_of_aside(sent, place)) is not None:
            return beside(sent, end)
        return [place] if sent.pos[place] in ("VERB", "ADJ", "NOUN") else []
    return []


def end_of_aside(sent: Sentence, comma: int) -> int | None:
    """Return the token behind ", including two children," and the like."""
    if sent.lower[comma + 1 : comma + 2] not in ASIDES:
        return None
    return next(
        (t + 1 for t in range(comma + 2, min(len(sent), comma + ASIDE_REACH)) if sent.lower[t] == ","), None
    )


def before(sent: Sentence, token: int) -> list[int]:
    """Return the verb that stands before a number: "wounded 12", "shot dead five"; not that of a passive."""
    for place in range(token, max(-1, token - 4), -1):
        if sent.lemmas[place] in SKIPPED or sent.pos[place] in ("AUX", "DET"):
            continue
        if sent.lower[place] == "dead" and sent.lemmas[place - 1] in ("shoot", "strike", "stab"):
            return [place]
        told = sent.pos[place] == "VERB" if sent.tags[place] != "VBN" else sent.lemmas[place] in FATES
        passive = sent.tags[place] == "VBN" and place and sent.pos[place - 1] == "AUX"
        return [place] if told and not passive else []
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
            if sent.lemmas[token] in CROWD and sent.lemmas[token] != "people":
                return K.PROTESTERS, token
    if {"crowd", "turnout"} & set(words) and "put" in sent.lemmas:
        return K.PROTESTERS, end
    return None, None


def weapon_fate(sent: Sentence, number: Number, noun: int) -> tuple[QuantityKind | None, int | None]:
    """Return whether weapons were launched or shot down: by the verb they hang on, then by words that describe them.

    Of "54 of 62 drones" the second number is what was launched.
    """
    if sent.lower[number.start - 1 : number.start] == ["of"] and sent.tags[number.start - 2] == "CD":
        return K.LAUNCHED, None
    if sent.lower[number.start - 2 : number.start] == ["of", "the"] and sent.tags[number.start - 3] == "CD":
        return K.LAUNCHED, None
    near = [*before(sent, number.start - 1), *heads_over(sent, noun)]
    if not is_partitive(sent, number):
        near += [*beside(sent, noun + 1), *described(sent, noun)]
    for token in near:
        lemma = sent.lemmas[token]
        if lemma in DOWNED and (lemma != "shoot" or "down" in sent.lower[token : token + 3]):
            return K.SHOT_DOWN, token
        if lemma in LAUNCHED and (noun >= number.end or lemma == "launch"):
            return K.LAUNCHED, token
    return None, None


def governing(sent: Sentence, noun: int) -> list[int]:
    """Return the words that say what happened to a noun: its participles, the heads that it is an argument of."""
    return [noun, *described(sent, noun), *heads_over(sent, noun)]


def described(sent: Sentence, noun: int) -> list[int]:
    """Return the verbs of the clauses that describe a noun: "drones that India fired"."""
    return sent.kids(noun, "acl", "acl:relcl", "xcomp", "advcl")


def is_doer_of(sent: Sentence, noun: int, verb: int) -> bool:
    """Tell "two bombers" in "two bombers killed 23 people"."""
    return sent.deps[noun] == "nsubj" and sent.lemmas[verb] in HARMING and bool(sent.kids(verb, "obj"))


def heads_over(sent: Sentence, noun: int) -> list[int]:
    """Return the heads that a noun is an argument of, up to the first verb."""
    found: list[int] = []
    token = noun
    for head in sent.ancestors(noun)[:4]:
        if sent.deps[token].split(":")[0] not in ARGUMENTS or is_doer_of(sent, token, head):
            break
        found.append(head)
        if sent.pos[head] in ("VERB", "ADJ"):
            return [*found, *sent.kids(head, "xcomp")]
        token = head
    return found
