"""The same text in several reports: copies point at their original, and count as one voice.

The words of a text are cut into overlapping runs, in whatever language they are. MinHash (rensa, with a fixed seed)
makes a short signature of the runs; texts that share a band of it are looked at, and how much of the shorter text
stands in the other decides, so that a copy may be cut, retitled, or have a paragraph of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from rensa import RMinHash

from timeline.model import SegmentKind, Story

WORD = re.compile(r"\w+")
RUN = 5  # words; a run of an ordinary phrase is seldom shared by chance
HASHES, ROWS, SEED = 128, 2, 1
NEAR = 600  # thousandths of the shorter text's runs
FEWEST = 30  # runs: a ministry's sentence quoted by two reports makes no copy
LONGEST_DELAY = 45  # days between a text and its copies; a later one quotes the past


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a report: its story, when it was published, and the ids of agency and source."""

    id: str
    words: str
    published: str | None = None
    agency: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """What a report's words are. ``original`` is the id of the report they came from, ``None`` if they are its own.

    ``share`` is how much of the shorter of the two texts stands in the other, in thousandths. ``voice`` names who
    owns the words: the agency that a copy credits, else the source of the original, else the original.
    """

    id: str
    original: str | None
    share: int | None
    voice: str


def text_of(story: Story) -> Text:
    """Return what is compared of a report: the story without its title, which copies change."""
    report = story.report
    bodies = [one.span for one in report.segments if one.kind is SegmentKind.BODY]
    return Text(
        report.id,
        "\n".join(report.text[span.start : span.end] for span in bodies),
        report.published,
        story.agency.id if story.agency else None,
        story.source.id if story.source else None,
    )


def runs(text: str) -> frozenset[bytes]:
    """Return the hashes of all runs of ``RUN`` words, without case, accents and punctuation; all words if fewer."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    if not words:
        return frozenset()
    last = max(1, len(words) - RUN + 1)
    return frozenset(
        blake2b(" ".join(words[place : place + RUN]).encode(), digest_size=8).digest()
        for place in range(last)
    )


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text's runs, the same on every machine; empty for a text that is too short."""
    found = runs(text)
    if len(found) < FEWEST:
        return ()
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(sorted(found))
    return tuple(sketch.digest())


def bands(signature: tuple[int, ...]) -> tuple[str, ...]:
    """Return the keys of a signature: texts that share none are not compared."""
    return tuple(
        f"{place // ROWS}:" + "-".join(f"{one:x}" for one in signature[place : place + ROWS])
        for place in range(0, len(signature), ROWS)
    )


def near(a: str, b: str) -> int:
    """Return how much of the shorter text's runs stand in the other, in thousandths."""
    return share(runs(a), runs(b))


def share(first: frozenset[bytes], second: frozenset[bytes]) -> int:
    shorter = min(len(first), len(second))
    return 1000 * len(first & second) // shorter if shorter else 0


def is_copy(a: Text, b: Text) -> int | None:
    """Return the share if one text is a copy of the other, else ``None``. Nothing but the two comes in."""
    first, second = runs(a.words), runs(b.words)
    if min(len(first), len(second)) < FEWEST or too_late(a.published, b.published):
        return None
    found = share(first, second)
    return found if found >= NEAR else None


def too_late(one: str | None, other: str | None) -> bool:
    first, second = day_of(one), day_of(other)
    return first is not None and second is not None and abs(first - second) > LONGEST_DELAY


def day_of(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


def copies(texts: Iterable[Text]) -> tuple[Copy, ...]:
    """Return what each text is, sorted by id.

    Texts that are joined by copying, directly or through others, have one original: the one that was published
    first, then the one of the smallest id. Texts that are not joined do not matter to one another.
    """
    known = {text.id: text for text in texts}
    found = dict(pairs(known.values()))
    joined = joined_by(known, found)
    result = []
    for members in {id(group): group for group in joined.values()}.values():
        first = min((known[one] for one in members), key=order)
        credited = sorted((known[one] for one in members if known[one].agency), key=order)
        voice = (credited[0].agency if credited else None) or first.source or first.id
        for one in members:
            pair = (min(one, first.id), max(one, first.id))
            value = found.get(pair) if one != first.id else None
            if one != first.id and value is None:
                value = near(known[one].words, first.words)
            result.append(Copy(one, first.id if one != first.id else None, value, voice))
    return tuple(sorted(result, key=lambda one: one.id))


def order(text: Text) -> tuple[bool, str, str]:
    """Sort the first published first; an undated text has no claim to be the original."""
    return text.published is None, text.published or "", text.id


def pairs(texts: Iterable[Text]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield ids and share of every two texts that are copies."""
    blocks: dict[str, list[Text]] = {}
    for text in sorted(texts, key=lambda one: one.id):
        mine = bands(signature(text.words))
        others = {one.id: one for band in mine for one in blocks.get(band, ())}
        for band in mine:
            blocks.setdefault(band, []).append(text)
        for other in others.values():
            if (value := is_copy(other, text)) is not None:
                yield (other.id, text.id), value


def joined_by(ids: Iterable[str], joined: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the set of texts that each text is joined with, itself in it."""
    found = {one: {one} for one in ids}
    for a, b in joined:
        if found[a] is not found[b]:
            found[a] |= found[b]
            for one in found[b]:
                found[one] = found[a]
    return found
