"""Events that are told in passing and yet in full: "missing since an attack on a mine in Marun on April 26"."""

from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.namelike import CALENDAR
from timeline.model import EventType

SEQUEL = frozenset("since after following".split())
PLACED = frozenset("in near at on".split())


def is_told_aside(sent: Sentence, noun: int, event_type: EventType) -> bool:
    """Tell a toll ("the death toll from the bombing rose") and an attack with its own day and place."""
    return counts_dead(sent, noun) or (event_type is EventType.ASSAULT and is_sequel(sent, noun))


def is_sequel(sent: Sentence, noun: int) -> bool:
    """Tell an indefinite noun behind "since" or "after" with a day and a place of its own."""
    if sent.preposition(noun) not in SEQUEL or not any(
        sent.lower[kid] in ("a", "an") for kid in sent.kids(noun, "det")
    ):
        return False
    inside = [token for token in sent.subtree(noun) if token > noun]
    dated = any(sent.words[token][:1].isupper() and sent.lower[token] in CALENDAR for token in inside)
    placed = any(
        sent.pos[token] == "PROPN" and sent.lower[token] not in CALENDAR and sent.preposition(token) in PLACED
        for token in inside
    )
    return dated and placed


def counts_dead(sent: Sentence, noun: int) -> bool:
    """Tell "the death toll from the bombing rose"."""
    return sent.lemmas[sent.heads[noun]] in ("toll", "dead") and sent.deps[noun].startswith("nmod")
