"""Numbers that count nobody: money, shares, ages, lengths of time, names of weapons, ordinals of a list."""

from timeline.extract.text.figures.numbers import Number
from timeline.extract.text.grammar.sentence import Sentence

MONEY = frozenset("$€£¥%")
HYPHENED = frozenset(("-", "–"))


def is_measure(sent: Sentence, number: Number) -> bool:
    """Tell money, shares, "30-hour", "aged 8", "Name, 22,", ordinals of a list, numbers behind a name ("Su-24")."""
    before = sent.lower[number.start - 1] if number.start else ""
    after = sent.lower[number.end] if number.end < len(sent) else ""
    beyond = sent.lower[number.end + 1] if number.end + 1 < len(sent) else ""
    back = number.start - 1
    while back > 0 and (sent.pos[back] == "NUM" or sent.lower[back] in (",", "and", "between", "or")):
        back -= 1
    if is_age_limit(sent, number):
        return True
    if back >= 0 and (
        sent.lower[back] in ("aged", "ages") or sent.lower[back - 1 : back + 1] == ["age", "of"]
    ):
        return True
    if before in MONEY or after in MONEY or before in ("aged", "article", "no.", "number", "than"):
        return True
    if after in HYPHENED and not beyond.startswith("for") and is_joined(sent, number.end):
        return True
    if (
        (number.words.lower() in ("both", "couple", "pair") and not is_pair(sent, number))
        or beyond == "half"
        or (after, beyond) == ("and", "a")
    ):
        return True
    if before in HYPHENED and is_joined(sent, number.start):
        return True
    if after in ("percent", "per", "times", "years", "p.m.", "a.m.", "points"):
        return True
    if before == "from" and after == "to" and beyond[:1].isdigit():
        return True
    is_age = before == "," and after == "," and (number.low or 0) < 110
    return is_age and number.start > 1 and sent.pos[number.start - 2] in ("PROPN", "NOUN")


def is_pair(sent: Sentence, number: Number) -> bool:
    """Tell "the pair were handed over" from "a pair of trousers"."""
    token = number.end - 1
    alone = sent.lower[token] in ("pair", "couple") and sent.lower[token + 1 : token + 2] != ["of"]
    return alone and sent.deps[token] in ("nsubj", "nsubj:pass", "obj") and bool(sent.kids(token, "det"))


def is_age_limit(sent: Sentence, number: Number) -> bool:
    """Tell "soldiers under 25", "those over 60" from "over 60 soldiers"."""
    if sent.lower[number.start] not in ("under", "over", "above") or not number.start:
        return False
    behind = sent.pos[number.end : number.end + 1]
    return sent.pos[number.start - 1] in ("NOUN", "PRON", "DET") and behind not in (
        ["NOUN"],
        ["ADJ"],
        ["PROPN"],
    )


def is_joined(sent: Sentence, token: int) -> bool:
    """Tell a token that no space parts from the one before it: "Su-24", not "12 dead - nine of them"."""
    return sent.starts[token] == sent.ends[token - 1]
