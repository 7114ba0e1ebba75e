"""What sites say in front of an article instead of it: cookie walls, paywalls, checks for robots (``walls.csv``)."""

import re
from functools import cache

from timeline.errors import TimelineError
from timeline.vocab.codebook import rows


@cache
def walls() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return the kinds of walls, each with the phrases of which one marks a line, and those of which two do.

    Raise TimelineError with file and line where a row is wrong.
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line, row in enumerate(rows("walls.csv"), start=2):
        if row["weight"] not in ("1", "2") or not row["phrase"] or row["phrase"] != row["phrase"].lower():
            raise TimelineError(f"walls.csv:{line}: weight 1 or 2 and a phrase in lower case are asked for")
        found.setdefault(row["kind"], ([], []))[row["weight"] == "1"].append(row["phrase"])
    return {kind: (alternatives(sure), alternatives(weak)) for kind, (sure, weak) in found.items()}


def alternatives(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds whole phrases; one that nothing fits where there are none."""
    longest = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)" if longest else r"(?!)")
