"""What the header of a page says: who published it, when, who wrote it."""

import re
from dataclasses import dataclass, field

from timeline.read.dates import DAY_FORMS, find_date
from timeline.read.lines import LONGEST, READ_TIME, is_sentence
from timeline.read.names import SPLIT, agency_in, is_agency, is_name, person_names

PUBLISHED = (
    r"(?:First |Originally )?(?:Published|Posted)(?: on| at)?|Issued(?: on)?|Date(?: of publication)?|"
    r"Created(?: on)?|Publication date|Release date"
)
UPDATED = r"(?:Last |Latest )?(?:Updated|Update|Modified|Edited)(?: on| at)?"
LABEL = re.compile(rf"\b(?:(?P<updated>{UPDATED})|(?P<published>{PUBLISHED}))\b\s*:?\s*", re.IGNORECASE)
PUBLISHER = re.compile(r"^(?:Published by|Publisher\s*:|Source\s*:)\s*(?P<name>.+)$", re.IGNORECASE)
BYLINE = re.compile(
    r"^(?:By|Authors?\s*:|(?:Written|Story|Text) by\s*:?|Reporters?\s*:|Text\s*:)\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
BYLINE_END = re.compile(r"\s*[|•·–—]\s*|\s+-\s+|\s{2,}")
URL = re.compile(r"^(?:(?:URL|Link)\s*:\s*)?(?P<url>https?://\S+)$", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
AGO = re.compile(r"\b(?:\d+|an?|one) ?(?:min(?:ute)?|hour|hr|day|week|month|year)s? ago\b", re.IGNORECASE)
NEAR_DATE = re.compile(r"(?:[\s:,|(]|\b(?:\w{2,6}day|\w{2,4})\b|\d{1,2}[:.]\d{2}|[ap]\.m\.)*", re.IGNORECASE)
DIGIT = re.compile(r"\d")
REST = re.compile(r"[^\W\d_]+")


@dataclass
class Header:
    """What was found so far; dates as written, with where their line begins, in the order of the page."""

    published: list[tuple[str, int]] = field(default_factory=list)
    updated: list[tuple[str, int]] = field(default_factory=list)
    bare_dates: list[tuple[str, int]] = field(default_factory=list)
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    authors: list[str] = field(default_factory=list)

    def take(self, line: str, position: int) -> bool:
        """Take in what a header line says; ``False``, and nothing taken, where ``line`` is none."""
        if len(line) > LONGEST:
            return False
        rest = READ_TIME.sub("", line).strip()
        if not rest or (len(rest) < 80 and AGO.search(rest)):
            return True
        return self.take_source(rest) or self.take_byline(rest, position) or self.take_dates(rest, position)

    def take_source(self, line: str) -> bool:
        """Take a publisher, an address or a news agency that stands alone."""
        if found := URL.match(line):
            self.url = self.url or found["url"]
        elif found := PUBLISHER.match(line):
            if is_sentence(line) and len(line) > 80:
                return False
            self.name_source(found["name"])
        elif is_agency(line):
            self.agency = self.agency or line
        else:
            return False
        return True

    def name_source(self, name: str) -> None:
        """Keep who published; a news agency goes to its own place."""
        name = re.split(r"\s+on\s+(?=\d|[A-Z][a-z]+ \d)|\s*[|•·]\s*", name)[0].strip("®™ .")
        if is_agency(name):
            self.agency = self.agency or name
        elif not URL.match(name):
            self.publisher = self.publisher or name or None

    def take_byline(self, line: str, position: int) -> bool:
        """Take "By A and B, Reuters", with or without a date behind it, and lines with an e-mail address."""
        found = BYLINE.match(line)
        if found is None:
            return self.take_mail(line)
        names, *others = BYLINE_END.split(MAIL.sub("", found["names"]), maxsplit=1)
        if dated := next((m for form in DAY_FORMS if (m := form.search(names))), None):
            others, names = [names[dated.start() :], *others], names[: dated.start()]
        people = person_names(names)
        agency = agency_in(names) or (agency_in(others[0]) if others else None)
        if (is_sentence(line) and len(line.split()) > 12) or not (people or agency or len(line) < 40):
            return False
        self.authors += people
        self.agency = self.agency or agency
        if others:
            self.take_dates(others[0], position)
        return True

    def take_mail(self, line: str) -> bool:
        """Take the line of an author with an e-mail address: "Jane Roe jane@news.example"."""
        if "@" not in line or not MAIL.search(line) or len(line.split()) > 10 or is_sentence(line):
            return False
        before = SPLIT.split(MAIL.sub("", line).strip(" ()<>:"))[0]
        if is_name(before):
            self.authors.append(before)
        return True

    def take_dates(self, line: str, position: int) -> bool:
        """Take labelled dates, and a date that stands alone; a sentence with a date in it is no header."""
        if len(line) > 160 or not DIGIT.search(line) or not any(form.search(line) for form in DAY_FORMS):
            return False
        labels = [label for label in LABEL.finditer(line) if labels_date(line, label)]
        if not labels and not stands_alone(line):
            return False
        start = labels[0].start() if labels else len(line)
        if labels and is_sentence(line) and start > 0:
            return False
        if any(form.search(line, 0, start) for form in DAY_FORMS):
            self.bare_dates.append((line[:start], position))
            self.agency = self.agency or agency_in(line[:start])
        ends = [label.start() for label in labels[1:]] + [len(line)]
        for label, end in zip(labels, ends, strict=False):
            kind = self.updated if label["updated"] else self.published
            kind.append((line[label.end() : end], position))
        return True


def labels_date(line: str, label: re.Match[str]) -> bool:
    """Tell whether a date, and at most a weekday and a time before it, follows a label."""
    starts = [found.start() for form in DAY_FORMS if (found := form.search(line, label.end()))]
    gap = line[label.end() : min(starts, default=len(line))]
    return bool(starts) and len(gap) < 40 and NEAR_DATE.fullmatch(gap) is not None


def stands_alone(line: str) -> bool:
    """Tell whether a line holds a date and next to nothing else: a weekday, a time, three words at most."""
    try:
        found = find_date(line)
    except ValueError:
        return len(line) < 40
    if found is None:
        return len(line) < 20
    others = len(REST.findall(line[: found[1]] + " " + line[found[2] :]))
    return others == 0 or (others <= 3 and not is_sentence(line))
