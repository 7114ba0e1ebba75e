"""Whether a page shows an article or only what stands in front of it: a cookie wall, a paywall, a check for robots."""

from dataclasses import dataclass

from timeline.read.lines import is_sentence
from timeline.vocab.walls import walls

LONGEST = 800  # characters of a line that a wall says; a longer one is a paragraph of the story
FEWEST_WORDS = (
    12  # in the sentences of the shortest notices; "… was shelled at dawn, nobody was hurt." has as many
)


PAYWALL = "paywall"


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall, the lines that only a wall says, and whether sentences of a story are left beside it."""

    kind: str
    lines: frozenset[str]
    leaves_story: bool


def wall_around(title: str | None, story: str) -> Wall | None:
    """Return the wall on a page, ``None`` where nothing looks like one.

    A phrase that is sure makes a line one of a wall; others do so two at a time beside such a line, and three at
    a time where there is none and no story is left.
    """
    lines = [line for line in story.split("\n") if line]
    surely = {line: kind for line in lines if (kind := kind_of(line))}
    least = 2 if surely else 3
    marked = {line: kind for line in lines if (kind := surely.get(line) or kind_of(line, least))}
    kind = next(iter((surely or marked).values()), None) or (kind_of(title) if title else None)
    left = [line for line in lines if line not in marked and line != title and is_sentence(line)]
    told, said = (sum(len(line.split()) for line in some) for some in (left, marked))
    leaves = told >= FEWEST_WORDS and told * 2 > said
    return Wall(kind, frozenset(surely), leaves) if kind and (surely or not leaves) else None


def kind_of(line: str, least: int = 0) -> str | None:
    """Return the kind of wall that says a line: by a phrase that is sure, or else by ``least`` others."""
    if len(line) > LONGEST:
        return None
    low = line.lower()
    for kind, (certain, weak) in walls().items():
        if certain.search(low) or (least and len(set(weak.findall(low))) >= least):
            return kind
    return None
