"""Words that stand apart and belong together, and which of two rows they make the better one.

"Sent 20 home", "held up", "909 of its dead", "drones attacked".
"""

from collections.abc import Sequence

from timeline.extract.text.grammar.clauses import PARTICLES
from timeline.extract.text.grammar.sentence import Sentence
from timeline.vocab.triggers import Trigger

SHIFTING = frozenset(("hold", "shut"))
DIRECTIONS = frozenset("home back away free go".split())
FALLEN = frozenset(("dead", "fallen", "wounded"))
MEANS = frozenset("drones missiles shells bombs drone_strike shelling airstrike explosion".split())
OF_REACH = 5  # tokens from a number to the noun behind its "of"


def is_shifted(sent: Sentence, token: int) -> bool:
    """Tell a verb whose particle makes another verb of it: "the swap was held up", "the press was shut out"."""
    if sent.lemmas[token] not in SHIFTING:
        return False
    beside = sent.lower[token + 1 : token + 2]
    return beside in (["out"], ["up"], ["off"]) or any(
        sent.lower[kid] in PARTICLES for kid in sent.kids(token, "compound:prt")
    )


def weight_of(form: Sequence[str], reach: int) -> int:
    """Return how many words behind the first of a form count: all that stand together, and "home" of "sent 20 home"."""
    return reach or (len(form) - 1 if form[-1] in DIRECTIONS else 0)


def counted_behind(sent: Sentence, token: int) -> list[int]:
    """Return the noun that a number counts behind its "of": "recovered 909 of its dead"."""
    if sent.lower[token + 1 : token + 2] != ["of"]:
        return []
    behind = range(token + 2, min(len(sent), token + OF_REACH))
    return [at for at in behind if sent.pos[at] == "NOUN" or sent.lower[at] in FALLEN][:1]


def says_how(one: Trigger, other: Trigger) -> int:
    """Return 2 for a row that says with what the act of the other was done: it counts more than what was hit."""
    same = one.event_type is other.event_type and other.event_mode is None
    return 2 * (same and one.event_mode is not None and any(prep.object_class in MEANS for prep in one.preps))
