"""Deeds that a sentence names and does not tell: nobody set a day for them, something kept them from happening.

Nothing is said there of a deed: it makes no event, not even a denied one.
"""

from timeline.extract.text.deeds.frames import Hit
from timeline.extract.text.deeds.modality import UNSAID
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import EventType

DATES = frozenset("date time day timetable schedule deadline venue".split())
NEGATIVE = frozenset("no not n't never neither nor without yet".split())
SILENT = frozenset("nothing none nobody neither".split())
REPORTED = UNSAID | frozenset("report hear mention publish release write add learn".split())
HINDERING = frozenset("keep prevent stop hinder block bar deter hold".split())
BEGINNING = frozenset("start begin happen proceed go take resume continue leave cross".split())
TALLYING = frozenset("include list comprise contain record register".split())
TALLIES = frozenset("number instance case incident count total tally".split())
CARE = frozenset("medical psychological psychiatric treatment care counselling counseling".split())
YIELDING = frozenset("produce bring yield deliver see end finish conclude close break".split())


def is_undone(sent: Sentence, hit: Hit) -> bool:
    """Tell an event word that the sentence only names: nothing is told of the deed."""
    return (
        is_unscheduled(sent, hit)
        or is_hindered(sent, hit)
        or is_unreported(sent, hit)
        or is_tallied(sent, hit)
        or is_not_yielded(sent, hit)
        or is_treatment(sent, hit)
    )


def is_unscheduled(sent: Sentence, hit: Hit) -> bool:
    """Tell "no date has been fixed for handing over the bodies", "did not name a day for the talks"."""
    token = hit.token
    if "for" not in (sent.lower[kid] for kid in sent.kids(token, "case", "mark")):
        return False
    head = sent.heads[token]
    clause = [head, *sent.kids(head, "nsubj", "nsubj:pass", "obj", "xcomp")]
    if not any(sent.lemmas[one] in DATES for one in clause):
        return False
    above = [*clause, *sent.ancestors(head)[:2]]
    return any(sent.lower[kid] in NEGATIVE for one in above for kid in sent.children[one])


def is_hindered(sent: Sentence, hit: Hit) -> bool:
    """Tell "a refusal has kept the exchange from starting"."""
    if not hit.is_noun:
        return False
    head = sent.heads[hit.token]
    if sent.lemmas[head] not in HINDERING or sent.deps[hit.token] not in ("obj", "nsubj:pass"):
        return False
    behind = range(hit.token + 1, min(len(sent) - 1, hit.token + 4))
    return any(sent.lower[at] == "from" and sent.lemmas[at + 1] in BEGINNING for at in behind)


def is_unreported(sent: Sentence, hit: Hit) -> bool:
    """Tell "nothing was said about any soldiers being handed over in return"."""
    for head in sent.ancestors(hit.token):
        if sent.lemmas[head] in REPORTED and sent.pos[head] == "VERB":
            told = sent.kids(head, "nsubj:pass", "obj")
            return any(sent.lower[one] in SILENT for one in told) and "about" in sent.lower[head : hit.token]
    return False


def is_tallied(sent: Sentence, hit: Hit) -> bool:
    """Tell what is only counted: "the breaches include 40 cases of shelling", "put the number of attacks at 586"."""
    token = hit.token
    if not hit.is_noun and sent.tags[token] not in ("NN", "VBG"):
        return False
    while sent.deps[token] in ("nmod", "acl") and sent.lemmas[sent.heads[token]] in TALLIES:
        token = sent.heads[token]
    head = sent.heads[token]
    if token != hit.token and sent.lemmas[token] == "number":
        return sent.lemmas[head] == "put"
    if sent.deps[token] == "conj":
        return sent.deps[head] == "obj" and sent.lemmas[sent.heads[head]] in TALLYING
    counted = token != hit.token or sent.kids(token, "nummod")
    return bool(counted) and sent.deps[token] == "obj" and sent.lemmas[head] in TALLYING


def is_not_yielded(sent: Sentence, hit: Hit) -> bool:
    """Tell what something else did not bring: "the talks produced neither a truce nor …", "ended without a truce"."""
    if not hit.is_noun:
        return False
    first = sent.heads[hit.token] if sent.deps[hit.token] == "conj" else hit.token
    if sent.lemmas[sent.heads[first]] not in YIELDING or sent.deps[first] not in ("obj", "obl", "nmod"):
        return False
    kids = sent.kids(first, "det", "cc:preconj", "case", "advmod")
    return any(sent.lower[kid] in ("no", "neither", "without", "nor") for kid in kids)


def is_treatment(sent: Sentence, hit: Hit) -> bool:
    """Tell the wounded who "are being given medical care" by nobody who is named from aid to a country."""
    passive = bool(sent.kids(hit.token, "aux:pass")) or sent.lemmas[hit.token] in ("receive", "get")
    if (
        hit.row.event_type is not EventType.AID
        or not passive
        or hit.clause.get("by")
        or hit.clause.get("from")
    ):
        return False
    given = [below for token in sent.kids(hit.token, "obj") for below in sent.subtree(token)]
    return any(sent.lemmas[token] in CARE for token in given)
