"""Verbs that tell something else than their row says: to lead troops is no order, to stop the enemy no peace."""

from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.grammar.clauses import conjuncts
from timeline.model import EventType

LEADING = frozenset(("command", "direct"))
PUSHES = frozenset(
    "offensive counteroffensive advance attack assault invasion incursion push onslaught thrust drive".split()
)


def means_otherwise(reader: Reader, hit: Hit) -> bool:
    """Tell a verb that is none of the deeds that it can name elsewhere."""
    return is_leading(reader, hit) or is_repelling(reader, hit)


def is_leading(reader: Reader, hit: Hit) -> bool:
    """Tell "troops commanded by X", "X directed the centre" from "commanded them to leave"."""
    sent, token = reader.sent, hit.token
    if hit.is_noun or hit.row.event_type is not EventType.REQUEST or sent.lemmas[token] not in LEADING:
        return False
    return not sent.kids(token, "xcomp", "ccomp", "advcl")


def is_repelling(reader: Reader, hit: Hit) -> bool:
    """Tell "halted the Kestrian offensive", told of somebody else, from "halted its offensive"."""
    sent, clause = reader.sent, hit.clause
    if hit.is_noun or hit.row.event_mode != "ceasefire":
        return False
    pushes = [
        one for token in clause.get("obj") for one in conjuncts(sent, token) if sent.lemmas[one] in PUSHES
    ]
    if not pushes:
        return False
    slot = "by" if clause.passive else "subj"
    doers = {
        one.country for token in clause.get(slot) for m in reader.parties_near(token) for one in m.parties
    }
    owners = {
        one.country
        for token in pushes
        for kid in sent.kids(token, "amod", "compound", "nmod:poss", "nmod")
        if (mention := reader.mention_at(kid)) is not None
        for one in mention.parties
    }
    other = bool(owners - {None}) and bool(doers - {None}) and not owners & doers
    return other or (clause.passive and bool(clause.get("by")))
