"""Names of people in bylines and credits, told apart from agencies, places and kinds of work."""

import re

from timeline.model import SourceKind
from timeline.vocab.actors import NAME_PARTICLES
from timeline.vocab.outlets import outlet_named

SPLIT = re.compile(r"\s*(?:[,;|•·/]|\s[-–—]\s|\s&\s|\band\b|\bwith\b)\s*")
PLACE = re.compile(r"\s+(?:in|at|from|for|on)\s+(?:the\s+)?[^\W\d_].*$")
NOT_NAMES = re.compile(
    r"\b(?:agenc(?:y|ies)|analysts?|bureaus?|correspondents?|desk|editors?|journalists?|newsroom|news|press|"
    r"reporters?|reporting|staff|team|wires?|writers?|our|chief|media|updated|published|read|share)\b",
    re.IGNORECASE,
)


def person_names(written: str) -> list[str]:
    """Return the people of "A in Kyiv, B and C, Reuters", in order; agencies, places and jobs are left out."""
    parts = [PLACE.sub("", part).strip(" .()[]*_") for part in SPLIT.split(written)]
    return list(dict.fromkeys(part for n, part in enumerate(parts) if is_name(part, alone=n == 0)))


def is_name(part: str, alone: bool = False) -> bool:
    """Tell whether ``part`` can be a person's name; one word is enough where it stands ``alone``."""
    words = part.split()
    return (
        (1 if alone else 2) <= len(words) <= 5
        and len(part) <= 60
        and not any(char.isdigit() or char in '@:"“”!?' for char in part)
        and all(not word[0].islower() or word in NAME_PARTICLES or word == "of" for word in words)
        and not NOT_NAMES.search(part)
        and outlet_named(part) is None
    )


def agency_in(written: str) -> str | None:
    """Return the news agency that a byline credits ("By Jane Roe, Reuters"), as written."""
    for part in (written, *SPLIT.split(written)):
        name = re.sub(r"\s+(?:Staff|correspondents?|writers?|in [A-Z].*)$", "", part.strip(" .()[]*_"))
        if name and is_agency(name):
            return name
    return None


def is_agency(name: str) -> bool:
    """Tell whether the list of outlets knows ``name`` as a news agency."""
    outlet = outlet_named(name)
    return outlet is not None and outlet.kind is SourceKind.AGENCY
