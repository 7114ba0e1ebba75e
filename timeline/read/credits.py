"""Who reported and edited: "(Reporting by A in Kyiv and B; Editing by C)" at the end of a story."""

import re

from timeline.read.lines import LONGEST
from timeline.read.names import agency_in, is_agency, person_names

WORK = r"(?:Additional |Further )?(?:Reporting|Writing|Written|Editing|Edited|Compiled|Translated|Produced|Text|Story)"
BY = rf"{WORK}(?:,? (?:and|&) (?:{WORK}))? by\b:?"
OPENING = re.compile(rf"\s*[(\[*_–—-]*\s*{BY}", re.IGNORECASE)
INLINE = re.compile(rf"(?<=[.!?”\"’')])\s*(?P<credit>[(\[]\s*{BY}[^()\[\]]*[)\]]?)\s*$", re.IGNORECASE)
PART = re.compile(rf"(?P<work>{BY})\s*(?P<names>.+?)(?=[;)\]]|$|[.,]?\s+(?:and\s+)?{BY})", re.IGNORECASE)
CONTRIBUTED = re.compile(
    r"\s*[(\[]?(?:(?P<desk>(?:The )?[A-Z][\w ]*?) (?:writers?|journalists?|reporters?|correspondents?) )?"
    r"(?P<names>[A-Z].{3,200}?),? (?:also )?contributed (?:to|reporting|from)\b"
)
INPUT = re.compile(
    r"\s*[(\[–—-]*\s*With (?:additional )?(?:inputs?|files?|reporting|material) (?:from|by)\b", re.I
)
EDITOR = re.compile(r"\s*Editors?:\s*(?P<names>.+)$")
WIRE = re.compile(
    r"\s*(?:[(\[/–—-]\s*|(?:Source|Agency|Via):\s*)?(?P<agency>[^\s()\[\]/][^()\[\]/.]*?)\s*[)\]/]?\.?\s*$"
)


class Credits:
    """What the credits of one page name, in the order of the page."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self.editors: list[str] = []
        self.agency: str | None = None

    def take(self, line: str) -> bool:
        """Add the names of a credit line; ``False``, and nothing added, where ``line`` is none."""
        if len(line) > LONGEST:
            return False
        if found := EDITOR.match(line):
            self.editors += person_names(found["names"])
        elif INPUT.match(line):
            self.agency = self.agency or agency_in(INPUT.sub("", line))
        elif len(line) < 300 and (found := CONTRIBUTED.match(line)):
            self.authors += person_names(found["names"])
        elif len(line) < 40 and (found := WIRE.match(line)) and is_agency(found["agency"]):
            self.agency = self.agency or found["agency"]
        else:
            return self.take_work(line)
        return True

    def take_work(self, line: str) -> bool:
        """Add the names of "Reporting by A; Editing by B"; without brackets it must name somebody."""
        if not OPENING.match(line):
            return False
        authors: list[str] = []
        editors: list[str] = []
        for part in PART.finditer(line):
            names = person_names(part["names"])
            work = part["work"].lower()
            editors += names if "edit" in work else []
            authors += names if re.search("report|writ|compil|text|story", work) else []
            self.agency = self.agency or agency_in(part["names"])
        self.authors += authors
        self.editors += editors
        return bool(authors or editors) or line.lstrip()[0] in "([" or len(line) < 80
