"""Which proper nouns are no places although a settlement somewhere bears the name: persons, offices, abbreviations."""

from collections.abc import Iterable
from functools import cache

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import ActorKind
from timeline.vocab.actors import given_names, load_all_actors

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
COMPASS = frozenset(
    "northern southern eastern western central north south east west northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern".split()
)
SAYING = frozenset("say tell add ask announce report state claim explain note write believe warn".split())


def is_common(sent: Sentence, start: int, end: int) -> bool:
    """Tell a single word that is short for something, part of a longer name, or a word of titles and offices."""
    if end != start + 1:
        return False
    word = sent.words[start]
    if word in armed_groups():
        return True
    short = (word.isupper() and len(word) < 6) or len(word) < 3
    return short or word.lower() in COMMON or is_part(sent, start) or heads_name(sent, start)


@cache
def armed_groups() -> frozenset[str]:
    """Return the names of armed groups: of Hamas and the Taliban towns bear the names in some language."""
    groups = (one for one in load_all_actors().values() if one.kind is ActorKind.ARMED_GROUP)
    return frozenset(name for one in groups for name in (one.name, *one.aliases))


def is_part(sent: Sentence, start: int) -> bool:
    """Tell a word of a longer name of which only the beginning was known ("Asia Minor")."""
    return start > 0 and sent.pos[start - 1] == "PROPN" and sent.lower[start - 1] not in COMPASS


def heads_name(sent: Sentence, start: int) -> bool:
    """Tell the noun of "the Battle of Bennington", "the March of the Hundred"."""
    behind = start + 2 + (sent.lower[start + 2 : start + 3] == ["the"])
    return (
        sent.lower[start + 1 : start + 2] == ["of"]
        and behind < len(sent)
        and sent.words[behind][:1].isupper()
    )


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


def other_words(readers: Iterable[Reader]) -> frozenset[str]:
    """Return the words that a report uses for something else than a place: small ones, and last names of persons."""
    found: set[str] = set()
    for reader in readers:
        sent = reader.sent
        found.update(word for word in sent.words if word.isalpha() and word.islower())
        for mention in reader.mentions:
            first, last = mention.start, mention.end - 1
            titled = first > 0 and sent.lower[first - 1].rstrip(".") in TITLES
            person = any(party.kind is ActorKind.PERSON for party in mention.parties)
            if person or (
                mention.unknown and (titled or (first < last and sent.words[first] in given_names()))
            ):
                found.add(sent.lower[last])
    return frozenset(found)
