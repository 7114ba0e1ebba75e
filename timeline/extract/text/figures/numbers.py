"""Numbers as reports write them: digits, words, hedges. A vague number is a range with its words, never a guess."""

import re
from dataclasses import dataclass

from timeline.extract.text.grammar.sentence import Sentence

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMERALS = frozenset((*UNITS, *TENS, *SCALES))
# low and high of what a word can mean; an open end is None. "Dozens" is at least two dozen.
VAGUE: dict[str, tuple[int | None, int | None]] = {
    "dozens": (24, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "thousands": (2_000, None),
    "several": (3, None),
}
EXACT = {"dozen": 12, "couple": 2, "both": 2, "pair": 2}
OPENERS = frozenset((*NUMERALS, *VAGUE, *EXACT, "a", "an"))  # with which a number in words begins
AT_LEAST = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of",
    "above", "a minimum of", "in excess of",
)  # fmt: skip
AT_MOST = (
    "up to",
    "at most",
    "fewer than",
    "less than",
    "no more than",
    "under",
    "as many as",
    "a maximum of",
)
ABOUT = (
    "about", "around", "some", "roughly", "approximately", "nearly", "almost", "close to", "an estimated", "estimated",
)  # fmt: skip
PARTICLE_VERBS = frozenset(("hand", "turn", "give", "sign", "pass", "take", "bring", "carry", "make", "get"))
NOT_ONE = frozenset(("no", "any", "every", "each", "this", "that", "which", "some"))  # "no one was hurt"
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its hedge: tokens ``start`` to ``end`` (exclusive); an open end is ``None``.

    ``vague`` marks "dozens" and the like, whose bounds are those of the word.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    words: str
    about: bool = False
    vague: bool = False

    @property
    def best(self) -> int | None:
        return self.low if self.low == self.high else None


def plain_value(words: list[str]) -> int | None:
    """Return the value of "1,200", "four hundred and ten", "1.2 million", "two dozen"; ``None`` if it is none."""
    total = current = 0.0
    seen = False
    for word in words:
        if word in ("-", "and") and seen:
            continue
        if DIGITS.fullmatch(word):
            current, seen = current + float(word.replace(",", "")), True
        elif word in UNITS or word in TENS:
            current, seen = current + UNITS.get(word, TENS.get(word, 0)), True
        elif word in ("a", "an") and not seen:
            current = 1
        elif word in SCALES:
            current, seen = max(1, current) * SCALES[word], True
            if SCALES[word] > 100:
                total, current = total + current, 0
        elif word == "dozen":
            current, seen = max(1, current) * 12, True
        else:
            return None
    value = total + current
    return int(value) if seen and value == int(value) else None


def is_number_word(word: str) -> bool:
    """Tell whether a lower-case word is a digit or a number word."""
    if word in UNITS or word in TENS or word in SCALES:
        return True
    return word[:1].isdigit() and DIGITS.fullmatch(word) is not None


def numbers_in(sent: Sentence) -> tuple[Number, ...]:
    """Return the numbers of a sentence with their hedges, in order, without overlap."""
    found: list[Number] = []
    token = 0
    while token < len(sent):
        number = number_from(sent, token)
        if number is not None:
            found.append(number)
            token = number.end
        else:
            token += 1
    return tuple(found)


def number_from(sent: Sentence, token: int) -> Number | None:
    """Return the number that begins at a token (its hedge may stand before it), or ``None``."""
    word = sent.lower[token]
    if word not in OPENERS and not word[:1].isdigit():
        return None
    end = end_of(sent.lower, token)
    if word in ("one", "both") and sent.lower[token + 1 : token + 2] == ["of"]:
        return None
    if word == "one" and token and sent.lower[token - 1] in NOT_ONE:
        return None
    if end > token and (value := plain_value(sent.lower[token:end])) is not None:
        return hedged(sent, token, end, value)
    if word in VAGUE:
        low, high = VAGUE[word]
        return Number(token, token + 1, low, high, sent.words[token], vague=True)
    if word in EXACT:
        return Number(token, token + 1, EXACT[word], EXACT[word], sent.words[token])
    return None


def end_of(lower: list[str], token: int) -> int:
    """Return where the number words that begin at a token end; ``token`` itself where none stand."""
    end = token
    if lower[token] in ("a", "an"):
        if lower[token + 1 : token + 2] not in (["dozen"], ["hundred"], ["thousand"], ["million"]):
            return token
        end = token + 1
    while end < len(lower) and goes_on(lower, token, end):
        end += 1
    return end


def goes_on(lower: list[str], start: int, place: int) -> bool:
    """Tell whether the word at ``place`` belongs to the number that began at ``start``."""
    word = lower[place]
    if place == start or word in SCALES or (word == "dozen" and place > start):
        return is_number_word(word) or (word == "dozen" and place > start)
    before = lower[place - 1]
    following = lower[place + 1] if place + 1 < len(lower) else ""
    if word == "-":
        return before in TENS and following in UNITS
    if word == "and":
        return (
            before in SCALES
            and (following in UNITS or following in TENS)
            and not DIGITS.fullmatch(lower[start])
        )
    if before == "-":
        return word in UNITS
    if word in UNITS or word in TENS:
        return before in SCALES or before == "and" or (before in TENS and word in UNITS)
    return False


def hedged(sent: Sentence, start: int, end: int, value: int) -> Number:
    """Return the number with the hedge that stands before or behind it; "20 or 30" and "20 to 30" are ranges."""
    first, kind = hedge_before(sent, start)
    if kind is None and (span := range_from(sent, start, end, value)) is not None:
        return span
    behind = sent.lower[end : end + 2]
    if kind is None and behind == ["or", "more"]:
        return Number(start, end + 2, value, None, written(sent, start, end + 2))
    low = None if kind == "most" else value
    high = None if kind == "least" else value
    return Number(first, end, low, high, written(sent, first, end), kind == "about")


def hedge_before(sent: Sentence, start: int) -> tuple[int, str | None]:
    """Return where the hedge before a number begins and its kind: ``least``, ``most`` or ``about``."""
    before = " ".join(sent.lower[max(0, start - 3) : start])
    for hedges, kind in ((AT_LEAST, "least"), (AT_MOST, "most"), (ABOUT, "about")):
        for words in hedges:
            if before != words and not before.endswith(f" {words}"):
                continue
            first = start - len(words.split())
            if words == "over" and first and sent.lemmas[first - 1] in PARTICLE_VERBS:
                continue
            return first, kind
    return start, None


def range_from(sent: Sentence, start: int, end: int, value: int) -> Number | None:
    """Return the range "20 to 30", "20 or 30", "20-30", "between 20 and 30" that begins with a number."""
    if end + 1 >= len(sent):
        return None
    before = sent.lower[start - 1] if start else ""
    joint = sent.lower[end]
    joined = joint in ("to", "or", "-", "–") or (joint == "and" and before == "between")
    if not joined or (before == "from" and joint == "to"):
        return None
    last = end_of(sent.lower, end + 1)
    upper = plain_value(sent.lower[end + 1 : last]) if last > end + 1 else None
    if upper is None or upper <= value:
        return None
    first = start - 1 if joint == "and" else start
    return Number(first, last, value, upper, written(sent, first, last))


def written(sent: Sentence, first: int, end: int) -> str:
    """Return the tokens from ``first`` to ``end`` (exclusive) as they stand in the report."""
    parts = [sent.words[first]]
    for token in range(first + 1, end):
        parts.append(" " * (sent.starts[token] > sent.ends[token - 1]) + sent.words[token])
    return "".join(parts)
