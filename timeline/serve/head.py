"""What a page says of itself to those who only pass it on: search engines, chats, feed readers."""

from dataclasses import dataclass

from timeline.serve.events import EventCard

LONGEST = 300  # characters of a description


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; ``canonical`` and ``feed`` are whole addresses, ``feed`` may be empty."""

    title: str
    description: str
    canonical: str
    site: str
    kind: str = "website"
    feed: str = ""


def event_title(card: EventCard) -> str:
    """A title that cannot be taken for a fact where the event is none: "PLANNED: Talks in Wrenport"."""
    status = "" if card.status == "occurred" else f"{card.status.upper()}: "
    return f"{status}{card.title}"


def event_description(card: EventCard) -> str:
    """An event in a few words: when, what, who, where, how many stand behind it."""
    parts = (f"{card.status}, {card.when}", card.type_words, card.who, "; ".join(card.numbers), card.place)
    return cut(f"{'. '.join(part for part in parts if part)}. {card.says} ({card.voices})")


def cut(text: str) -> str:
    """``text`` on one line, not longer than those show who pass it on."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
