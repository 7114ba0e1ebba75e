"""What looks like a name and what only has its capital letter: days, numbers, the platform of a post."""

from timeline.extract.text.figures.numbers import NUMERALS
from timeline.extract.text.grammar.sentence import Sentence
from timeline.vocab.calendar import MONTHS

CALENDAR = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun christmas easter".split()
)
PLATFORMS = frozenset("x telegram twitter truth whatsapp instagram youtube weibo tiktok signal".split())


def is_namelike(sent: Sentence, token: int) -> bool:
    """Tell a capitalised word that is no day, month or number, nor where something was posted ("on X")."""
    if not sent.words[token][:1].isupper():
        return False
    word = sent.lower[token].rstrip(".")
    return word not in CALENDAR and word not in NUMERALS and not is_platform(sent, token)


def is_platform(sent: Sentence, token: int) -> bool:
    """Tell where something was posted from somebody."""
    return sent.lower[token] in PLATFORMS and token > 0 and sent.lower[token - 1] in ("on", "via")


def is_tied(sent: Sentence, hyphen: int) -> bool:
    """Tell a second part of a given name that is written small behind a hyphen."""
    part = hyphen + 1
    if part >= len(sent) or sent.lower[hyphen] != "-" or not sent.words[part].islower():
        return False
    return (
        sent.starts[hyphen] == sent.ends[hyphen - 1]
        and sent.starts[part] == sent.ends[hyphen]
        and sent.pos[part] in ("PROPN", "NOUN", "X")
    )
