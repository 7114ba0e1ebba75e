"""What a visitor typed into the search field, as a query of FTS5 that no input can break."""

import re

from timeline.errors import TimelineError

LONGEST = 200  # characters
PIECES = re.compile(r'"([^"]*)"|([^"\s]+)')
SPOKEN = re.compile(r"\w")


class BadSearch(TimelineError):
    """A text that cannot be searched for; the message says why to the one who typed it."""


def fts_query(text: str) -> str:
    """``text`` as an FTS5 query: every word must occur, words between quotation marks as one phrase.

    A quotation mark that is not closed begins a phrase that goes to the end. Raise BadSearch for a text that is
    too long or that holds no word.
    """
    if len(text) > LONGEST:
        raise BadSearch(f"The search has {len(text):,} characters; at most {LONGEST} are possible.")
    plain = re.sub(r"[“”„«»]", '"', text).replace("\0", " ")
    if plain.count('"') % 2:
        plain += '"'
    found = [phrase or word for phrase, word in PIECES.findall(plain)]
    pieces = [one for one in found if SPOKEN.search(one)]
    if not pieces:
        raise BadSearch("The search holds no letter and no number.")
    return " ".join(f'"{one}"' for one in pieces)
