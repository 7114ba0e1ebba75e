"""Parts of a total that the report gives as well: "three of them children", "including two women", "was among 40 dead".

A part counts people or weapons a second time, so it is no number of the event.
"""

from timeline.extract.text.figures.numbers import Number
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence

INCLUDING = frozenset(("including", "include", "includes", "included", "comprising", "comprised"))
THOSE = frozenset(("them", "whom", "which", "those", "these"))
OF_THOSE = tuple([word] for word in THOSE)
OWN_FATE = frozenset(("wounded", "injured", "hurt", "killed", "missing", "arrested", "detained"))
CLAUSE = frozenset(("DET", "ADJ", "NOUN", "VERB"))
STAGES = frozenset(("part", "stage", "phase", "batch", "portion", "instalment", "installment", "leg"))
STAGE_REACH = 6  # tokens between "the first part of" and the size of the whole
TAKEN = frozenset("hostage captive prisoner detainee pupil student passenger sailor crew".split())
NOBODY = frozenset(("none", "neither"))
AMONG_REACH = 8  # tokens of "Among those freed are"


def is_share(sent: Sentence, number: Number, noun: int, last_share: int) -> bool:
    """Tell a part of a total; ``last_share`` is where the part told before ends ("two women and three children")."""
    return (
        is_of_those(sent, number)
        or is_described(sent, number)
        or is_among(sent, number, noun)
        or is_whole_of_stage(sent, number)
        or is_further(sent, number, noun, last_share)
        or is_compared(sent, number, noun)
        or is_drawn_from(sent, number, noun)
        or is_of_none(sent, noun)
    )


def is_of_those(sent: Sentence, number: Number) -> bool:
    """Tell "three of them children"; in "three of them died", "shot down 70 of them" it is a number of its own."""
    after = sent.lower[number.end : number.end + 2]
    if len(after) < 2 or after[0] != "of" or after[1] not in THOSE:
        return False
    token = number.end - 1
    return sent.deps[token] not in (*SUBJECT, "obj") or sent.pos[sent.heads[token]] != "VERB"


def is_described(sent: Sentence, number: Number) -> bool:
    """Tell who the people of a total are: "183 are privates", "eight of the men who came home are civilians"."""
    token = number.end - 1
    head = sent.heads[token]
    after = sent.lower[number.end : number.end + 2]
    apart = len(after) == 2 and (sent.pos[number.end] == "AUX" or after in (["of", "the"], ["of", "its"]))
    return (
        apart
        and sent.deps[token] in SUBJECT
        and head > token
        and sent.pos[head] == "NOUN"
        and bool(sent.kids(head, "cop"))
        and not sent.kids(head, "case")
    )


def is_among(sent: Sentence, number: Number, noun: int) -> bool:
    """Tell "including two women", "among them a child", "among those freed are 270", "a boy was among 40 dead"."""
    start = number.start
    before = sent.lower[max(0, start - 3) : start]
    if INCLUDING & set(before):
        return True
    if "among" in before and before[before.index("among") + 1 :] not in ([], ["the"]):
        return True
    stands = before[-1:] in (["are"], ["were"], ["is"], ["was"])
    if stands and "among" in sent.lower[max(0, start - AMONG_REACH) : start]:
        return True
    behind = sent.lower[noun + 1 : noun + 4]
    return (behind[1:2] == ["among"] and behind[0] in ("was", "were", "is", "are")) or behind[:2] == [
        "among",
        "them",
    ]


def is_whole_of_stage(sent: Sentence, number: Number) -> bool:
    """Tell the whole of which the event is a stage: "the first part of an exchange of 500 for 500"."""
    for token in range(number.start - 1, max(0, number.start - STAGE_REACH), -1):
        if sent.pos[token] in ("PUNCT", "VERB"):
            return False
        if sent.lower[token] == "of" and sent.lemmas[token - 1] in STAGES:
            return True
    return False


def is_drawn_from(sent: Sentence, number: Number, noun: int) -> bool:
    """Tell the whole in "freed three of the 10 hostages"; of weapons it is what was launched, and counts."""
    at = number.start - 1
    if at > 0 and sent.lower[at] == "the":
        at -= 1
    part = at > 0 and sent.lower[at] == "of" and sent.tags[at - 1] == "CD"
    return part and sent.lemmas[noun] in TAKEN


def is_compared(sent: Sentence, number: Number, noun: int) -> bool:
    """Tell a number of what went before: "the deadliest attack since a blast killed 32 people"."""
    start = number.start
    for token in range(start - 1, max(-1, start - STAGE_REACH), -1):
        if sent.lower[token] == "since":
            return "VERB" in sent.pos[token:start]
        if sent.pos[token] not in CLAUSE:
            break
    for token in (noun, *sent.ancestors(noun)):
        for kid in sent.kids(token, "case", "mark"):
            if sent.lower[kid] == "since" and "VERB" in sent.pos[kid:noun]:
                return True
    return False


def is_further(sent: Sentence, number: Number, noun: int, last_share: int) -> bool:
    """Tell a part that goes on from another: "including two women and three children"."""
    if OWN_FATE & set(sent.lower[noun : noun + 2]):
        return False  # "50 people died, including two children, and 18 wounded"
    between = sent.lower[last_share : number.start]
    joined = "and" in between or "," in between or between == ["for"]  # "a swap of 500 for 500"
    return 0 <= number.start - last_share <= 3 and joined


def is_of_none(sent: Sentence, noun: int) -> bool:
    """Tell those of whom none was harmed: "none of the sailors, 11 Ordanians, was hurt"."""
    if not NOBODY & set(sent.lower):
        return False
    return any(sent.lower[above] in NOBODY for above in sent.ancestors(noun))


def acts(sent: Sentence, noun: int) -> bool:
    """Tell who does something himself: "and wounding 19, two officials told reporters"."""
    return sent.deps[noun] == "nsubj" and bool(sent.kids(sent.heads[noun], "obj", "iobj", "ccomp"))
