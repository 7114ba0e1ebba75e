"""How much of a report's own words may be passed on: short excerpts, whole sentences only of what is free."""

from timeline.export.item import Telling
from timeline.model import Claim

WORDS = 25
"""Words of a report that is not free, at most."""

LETTERS = 200
"""Characters of it, at most: some languages write without blanks."""


def quote_of(claim: Claim, telling: Telling) -> str | None:
    """Return the words behind a claim: whole where its source may be passed on, else as an excerpt.

    The text in a dataset row belongs to the outlet that the dataset took it from, and is always cut.
    """
    if claim.quote is None:
        return None
    if telling.redistributable and claim.line is None:
        return claim.quote
    return excerpt(claim.quote)


def excerpt(text: str) -> str:
    """Return a text, cut to its first words where it is longer than an excerpt may be."""
    words = text.split()
    if len(words) <= WORDS and len(text) <= LETTERS:
        return text
    short = " ".join(words[:WORDS])
    if len(short) > LETTERS:
        short = short[:LETTERS].rpartition(" ")[0] or short[:LETTERS]
    return short + "…"
