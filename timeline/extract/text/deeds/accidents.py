"""Harm that nobody does to anybody: floods, crashes and diseases kill and strike, prices hit and explode."""

from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.grammar.clauses import TEXTS, conjuncts
from timeline.model import EventType

HARMING = frozenset((EventType.ASSAULT, EventType.RETREAT, EventType.COERCE))  # what is done to animals, too
CAUSES = frozenset(("disaster", "market", "sport", "drugs"))
MEANT = frozenset("shelling artillery_fire gunfire airstrike explosion drone_strike".split())
CAUSE_SLOTS = ("subj", "by", "in", "from", "of", "after", "during", "due", "through")
SCENES = frozenset(("market", "marketplace", "bazaar"))  # in which a bomb may go off
MISHAPS = frozenset(  # what happens to vehicles, boats and buildings when people die without being killed
    "plunge overturn capsize derail skid veer topple collide sink crash collapse plummet drown careen".split()
)


def is_accident(reader: Reader, hit: Hit) -> bool:
    """Tell a disaster, an accident or a figure of speech from an assault ("an earthquake killed", "inflation hit")."""
    if hit.row.event_type not in HARMING or hit.is_noun:
        return False
    near = [one for slot in ("subj", "obj", "by") for one in hit.clause.get(slot)]
    if reader.sent.deps[hit.token] == "acl:relcl":
        near.append(reader.sent.heads[hit.token])
    if any(reader.sent.lower[one] == "it" for one in near):
        near += range(hit.token)  # "shot a bull after it attacked a farmer"
    if any(is_animal(reader, one) for one in near):
        return True  # "elephants killed a farmer", "wolves were released"
    if hit.row.event_type is not EventType.ASSAULT:
        return False
    tokens = [
        one
        for slot in CAUSE_SLOTS
        for token in hit.clause.get(slot)
        for one in conjuncts(reader.sent, token)
        if not (slot == "in" and reader.sent.lemmas[one] in SCENES)
    ]
    if any(is_cause(reader, token) for token in tokens):
        return True
    mishap = any(
        reader.sent.lemmas[token] in MISHAPS
        and reader.sent.pos[token] == "VERB"
        and not reader.sent.kids(token, "obj")  # who sinks a ship does so on purpose
        for token in range(len(reader.sent))
    )
    return mishap and not any(
        other is not hit
        and other.row.event_type is EventType.ASSAULT
        and reader.sent.lemmas[other.token] not in MISHAPS
        for other in reader.hits
    )


def is_impending(reader: Reader, hit: Hit) -> bool:
    """Tell what threatens without a will: "an assault that threatened the peace", "drought threatens the harvest"."""
    if hit.row.event_type is not EventType.THREATEN or reader.sent.lemmas[hit.token] != "threaten":
        return False
    subjects = [token for token in hit.clause.get("subj") if reader.sent.pos[token] == "NOUN"]
    return bool(subjects) and not any(
        reader.parties_near(token) or reader.sent.lemmas[token] in TEXTS for token in subjects
    )


def is_animal(reader: Reader, token: int) -> bool:
    """Tell "tigers" from the Tigers."""
    small = reader.sent.words[token].islower() or (token == 0 and reader.sent.tags[0] in ("NN", "NNS"))
    return small and "animal" in reader.classes_of(token) and not reader.parties_near(token)


def is_cause(reader: Reader, token: int) -> bool:
    """Tell what harms without anybody's will; "fire" is so where it is nobody's and does it by itself."""
    found = reader.classes_of(token)
    if reader.sent.lemmas[token] == "fire" and reader.sent.deps[token] == "nsubj":
        return not reader.sent.kids(token, "amod", "compound", "nmod:poss")
    return bool(found & CAUSES) and not found & MEANT


def warns_of_nature(reader: Reader, hit: Hit) -> bool:
    """Tell "warned that floods would follow", "warned of job cuts": a forecast, and nobody's threat."""
    sent = reader.sent
    if hit.row.event_type is not EventType.THREATEN or sent.lemmas[hit.token] != "warn":
        return False
    contents = [
        kid for clause in sent.kids(hit.token, "ccomp") for kid in sent.kids(clause, "nsubj", "nsubj:pass")
    ]
    tokens = [one for token in [*contents, *hit.clause.get("of")] for one in conjuncts(sent, token)]
    return any(reader.classes_of(token) & CAUSES for token in tokens)
