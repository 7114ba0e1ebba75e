"""Which proper nouns are no places although a settlement somewhere bears the name: persons, offices, abbreviations."""

from timeline.extract.text.grammar.sentence import Sentence

TITLES = frozenset(
    "mr mrs ms dr prof professor president minister secretary senator general gen col colonel governor judge pope king "
    "queen prince sir chancellor ambassador commissioner spokesman spokeswoman director".split()
)
COMMON = frozenset(
    "center centre hospital university agriculture college church minister secretary officer commissioner "
    "airport port hall conservation department ministry institute school park street road river lake "
    "island mountain bay hill bridge north south east west central northern southern eastern western new "
    "old great saint police army navy state union federation republic kingdom republican democrat court "
    "house senate congress parliament council committee board commission agency office bank company "
    "university museum station square palace tower press news times post journal health research science "
    "food drug animal public national international world global security defence defense foreign "
    "interior justice finance trade labour labor education environment energy transport technology "
    "culture of the and for male female sale same split hope kill save best most many man men long young "
    "little big black white green red blue brown gray grey king queen prince pope bishop father mother "
    "sister brother doctor captain major virus fever plague flu needle carbon delta grove cow sur jack".split()
)
SAYING = frozenset("say tell add ask announce report state claim explain note write believe warn".split())


def is_common(sent: Sentence, start: int, end: int) -> bool:
    """Tell a single word that is short for something, part of a longer name, or a word of titles and offices."""
    if end != start + 1:
        return False
    word = sent.words[start]
    part = (
        start > 0
        and sent.pos[start - 1] == "PROPN"
        and sent.heads[start] != start - 1
        and sent.deps[start] == "flat"
    )
    return (word.isupper() and len(word) < 6) or len(word) < 3 or word.lower() in COMMON or part


def is_person(sent: Sentence, start: int, end: int) -> bool:
    """Tell a name behind a title ("Dr Ali"), or that says something."""
    titled = start > 0 and sent.lower[start - 1].rstrip(".") in TITLES
    return titled or is_speaker(sent, start, end)


def is_speaker(sent: Sentence, start: int, end: int) -> bool:
    """Tell a name that is the subject of "said"; a government that stands for its country is no place either."""
    heads = [token for token in range(start, end) if sent.heads[token] not in range(start, end)]
    return any(
        sent.deps[token] == "nsubj" and sent.lemmas[sent.heads[token]] in SAYING and end - start == 1
        for token in heads
    )
