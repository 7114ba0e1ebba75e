"""Datelines: "KYIV, July 22 (Reuters) -", "MOSCOW, July 22. /TASS/.", "July 22 (UPI) --", "KYIV:"."""

import re
from dataclasses import dataclass

from timeline.vocab.calendar import MONTH_NAMES
from timeline.vocab.outlets import outlet_named

MONTH = rf"(?:{MONTH_NAMES})\b\.?"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
DATE = rf"(?:{WEEKDAY}(?:(?i:{MONTH}) \d{{1,2}}|\d{{1,2}} (?i:{MONTH}))(?:,? \d{{4}})?)"
PLACE = r"(?P<place>[^\W\d_][\w'’./-]*(?:,? [^\W\d_(][\w'’./-]*?){0,5}?)"
AGENCY = r"(?P<agency>[^\W\d_][\w&.'’/-]*(?: [^\W\d_a-z&][\w&.'’/-]*){0,3})"
DASH = r"\s*[-–—−_]{1,3}\s*"
FORMS = {
    name: re.compile(rf"\s*{form}")
    for name, form in {
        "brackets": rf"(?:{PLACE}(?: [\[(]\w+[\])])?[,.]?\s*)?(?P<date>{DATE})?[,.]?\s*"
        rf"[(\[]{AGENCY}(?:, {DATE})?[)\]](?:{DASH}|:\s+)",
        "slashes": rf"(?:{PLACE}[,.]\s*)?(?P<date>{DATE})?[,.]?\s*/{AGENCY}/[.,:]?(?:{DASH}|\s+)",
        "bare": rf"{PLACE}[,.]? (?:(?P<date>{DATE})[,.]? )?(?P<agency>[A-Z][A-Z.-]+(?:/[A-Z]+)?){DASH}",
        "dated": rf"{PLACE}[,.]? \(?(?P<date>{DATE})\)?[.,]?(?:\s[-–—−]{{1,3}}\s+|[–—]\s*|:\s+)",
        "place": rf"{PLACE}(?:\s+[-–—−]{{1,3}}\s+|\s*—\s*|:\s+)",
    }.items()
}
# of which one must stand there for a form to be tried
SIGNS = {"brackets": "([", "slashes": "/", "bare": "-–—−_", "dated": "-–—−:", "place": "-–—−:"}
STRICT = ("brackets", "slashes", "bare", "dated")
LONGEST = 200  # characters
SMALL = frozenset("al and au d'or de del di do el en la le les of on san sur the upon".split())
NO_PLACE = frozenset(
    "in on at by from since after before until during while as if when but and so he she it they this that there "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
NO_DATELINE = frozenset(
    "ANALYSIS BACKGROUND BREAKING CORRECTION EXCLUSIVE EXPLAINER FACTBOX FILE INTERVIEW LIVE NOTE OPINION PHOTO PHOTOS "
    "QUESTION READ RELATED TIMELINE UPDATE VIDEO WATCH".split()
)
REMARKS = frozenset(
    "Adds Analysis Corrects Exclusive Graphic Live Opinion Photo Photos Recasts Refiles Repeats Update Updated Updates "
    "Video Watch Writes".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the story begins behind it, and the place and the agency that it names."""

    end: int
    place: str | None
    agency: str | None


def dateline_of(text: str, start: int, end: int, strict: bool = False) -> Dateline | None:
    """Return the dateline at the start of ``text[start:end]``; ``strict`` asks for an agency or a date."""
    head = text[start : min(end, start + LONGEST)]
    for name, form in FORMS.items():
        if (strict and name not in STRICT) or not any(sign in head for sign in SIGNS[name]):
            continue
        found = form.match(text, start, min(end, start + LONGEST))
        if found and found.end() < end and (line := accepted(name, found)):
            return line
    return None


def accepted(form: str, found: re.Match[str]) -> Dateline | None:
    """Return the dateline that a match is, ``None`` where it only looks like one."""
    parts = found.groupdict()
    place, agency = parts["place"], parts.get("agency")
    if place is not None and not is_place(place):
        return None
    shouted = place is not None and is_shouted(place)
    known = agency is not None and outlet_named(agency) is not None
    if form == "brackets" and not (known or shouted or parts["date"] or place is None):
        return None
    if agency is not None and (agency.split()[0] in REMARKS or (form == "bare" and not known)):
        return None
    if form == "place":
        if not shouted or place is None or place.split()[0] in NO_DATELINE:
            return None
        if outlet_named(place):
            return Dateline(found.end(), None, place)
    return Dateline(found.end(), tidy(place) if place else None, agency)


def is_place(words: str) -> bool:
    """Tell whether ``words`` can name a place: capital letters, and no word that opens a sentence."""
    parts = re.split(r"[\s,]+", words.strip(" ,."))
    return parts[0].lower() not in NO_PLACE and all(not w[:1].islower() or w in SMALL for w in parts)


def is_shouted(place: str) -> bool:
    """Tell whether a place stands in capitals, as in datelines; its region may not ("KYIV, Ukraine")."""
    first = place.partition(",")[0]
    return first.isupper() and sum(char.isalpha() for char in first) >= 3


def tidy(place: str) -> str:
    """Return a place as it is written in a sentence: "PORT-AU-PRINCE, Haiti" becomes "Port-au-Prince, Haiti"."""
    place = place.strip(" ,.")
    if not is_shouted(place):
        return place
    first, comma, rest = place.partition(",")
    words = (
        w.lower() if w.lower() in SMALL and n else w.capitalize()
        for n, w in enumerate(re.split(r"([ /.'’-])", first))
    )
    return "".join(words) + comma + rest
