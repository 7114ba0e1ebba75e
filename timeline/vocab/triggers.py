"""The words that tell of events: ``triggers.csv``, ``classes.csv``, ``light_verbs.csv`` and ``modality.csv``.

A trigger may have several rows: the most specific that fits wins, one that needs nothing is the fallback.
Fixed words of a trigger and words of a class are lemmas, and match a token's lemma or its lower-case form.
"""

from dataclasses import dataclass
from functools import cache

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab.codebook import rows, words
from timeline.vocab.crosswalk import cameo

POS = ("verb", "noun", "adj")
ACTOR = "actor"  # a state, group, person or organisation: known by the resolver, so in no class
NO_OBJECT = "-"
# fmt: off
SLOTS = (
    "subj", "obj", "iobj", "poss", "compound", "by", "to", "with", "against", "on", "at", "of", "from",
    "for", "between", "into", "over", "in", "near", "along", "outside", "through", "off", "about", "among",
    "around", "behind", "toward",
)
EFFECTS = (
    "intent", "demand", "refuse", "deny", "accuse", "threaten", "permission", "attempt", "hypothetical",
    "negation", "report", "end", "historical",
)
LINKS = frozenset(("of", "to", "in", "on", "for", "from", "by", "with", "between", "over", "at", "against"))
# fmt: on
LIGHT_EFFECTS = ("actual", "planned", "start", "end", "cancel", "host", "recipient", "mediate")
LIGHT_SLOTS = ("actor", "host", "recipient", "mediator")
STRENGTHS = ("claim", "neutral", "confirm")


@dataclass(frozen=True, slots=True)
class Prep:
    """A prepositional complement that a row needs; an empty ``object_class`` is any."""

    word: str
    object_class: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row. ``forms`` are spellings of the same words, those with hyphens joined and apart.

    ``classes`` are those of which the object must be one, ``excluded`` those it must not be; ``no_object``
    means that there must be none. Of ``preps`` one must stand there. ``actor`` and ``recipient`` are slots in
    order of preference; if ``mutual``, all in ``actor`` are both.
    """

    line: int
    forms: tuple[tuple[str, ...], ...]
    pos: str
    classes: frozenset[str]
    excluded: frozenset[str]
    no_object: bool
    preps: tuple[Prep, ...]
    recipient: tuple[str, ...]
    actor: tuple[str, ...]
    mutual: bool
    event_type: EventType
    event_mode: str | None
    cameo_code: str
    example: str


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to an event noun: which role it gets, and what becomes of the event."""

    forms: tuple[str, ...]
    slot: str
    effect: str


@dataclass(frozen=True, slots=True)
class Modal:
    """A word or phrase that governs an event word and changes what it says; ``strength`` where it reports."""

    words: tuple[str, ...]
    pos: str
    effect: str
    strength: str | None
    note: str


@cache
def classes() -> dict[str, frozenset[str]]:
    """The object classes with their words, lower case. Raise ``TimelineError`` where a word stands twice."""
    found: dict[str, set[str]] = {}
    for line, row in enumerate(rows("classes.csv"), start=2):
        members = found.setdefault(row["class"], set())
        word = row["word"].lower()
        if not word or word in members:
            raise TimelineError(f"classes.csv:{line}: {row['word']!r} is empty or stands there a second time")
        members.add(word)
    return {name: frozenset(members) for name, members in found.items()}


@cache
def triggers() -> tuple[Trigger, ...]:
    """All rows in the order of the file. Raise ``TimelineError`` with file and line if one is wrong."""
    found = []
    seen: set[tuple[str, str, str, str]] = set()
    for line, row in enumerate(rows("triggers.csv"), start=2):
        key = (row["trigger"], row["pos"], row["object"], row["preps"])
        if key in seen:
            raise TimelineError(f"triggers.csv:{line}: the same trigger, object and preps a second time")
        seen.add(key)
        found.append(_trigger(row, line))
    return tuple(found)


@cache
def triggers_by_head() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Rows by part of speech and by the first word of each of their forms."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for trigger in triggers():
        for first in dict.fromkeys(form[0] for form in trigger.forms):
            found.setdefault((trigger.pos, first), []).append(trigger)
    return {key: tuple(value) for key, value in found.items()}


@cache
def light_verbs() -> dict[tuple[str, ...], LightVerb]:
    """The verbs that carry an event noun, by their words."""
    found: dict[tuple[str, ...], LightVerb] = {}
    for line, row in enumerate(rows("light_verbs.csv"), start=2):
        where = f"light_verbs.csv:{line}"
        forms = tuple(row["verb"].split())
        if forms in found:
            raise TimelineError(f"{where}: {row['verb']!r} a second time")
        slot = _known(row["slot"], LIGHT_SLOTS, where)
        found[forms] = LightVerb(forms, slot, _known(row["effect"], LIGHT_EFFECTS, where))
    return found


@cache
def modals() -> tuple[Modal, ...]:
    """The words that change what an event word says, in the order of the file."""
    found = []
    seen: set[tuple[str, str]] = set()
    for line, row in enumerate(rows("modality.csv"), start=2):
        where = f"modality.csv:{line}"
        if (row["word"], row["pos"]) in seen:
            raise TimelineError(f"{where}: {row['word']!r} a second time as {row['pos']}")
        seen.add((row["word"], row["pos"]))
        strength = _known(row["strength"], STRENGTHS, where) if row["strength"] else None
        if (row["effect"] == "report") != (strength is not None):
            raise TimelineError(f"{where}: a strength belongs to report, and only there")
        effect = _known(row["effect"], EFFECTS, where)
        found.append(Modal(tuple(row["word"].split()), row["pos"], effect, strength, row["note"]))
    return tuple(found)


def head_of(form: tuple[str, ...], pos: str) -> int:
    """Which word is the head: of a verb the first, of a noun the last before its first preposition."""
    if pos == "verb":
        return 0
    return next((place - 1 for place, word in enumerate(form) if place and word in LINKS), len(form) - 1)


def spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """The forms of a trigger: its alternatives, each with hyphens and apostrophes joined and apart."""
    found = []
    for form in text.split("|"):
        apart = form.replace("-", " - ").replace("'s", " 's").replace("s' ", "s ' ")
        found += [tuple(form.split()), tuple(apart.split())]
    return tuple(dict.fromkeys(found))


def _trigger(row: dict[str, str], line: int) -> Trigger:
    where = f"triggers.csv:{line}"
    wanted = [name for name in row["object"].split("|") if name and name != NO_OBJECT]
    if row["event_mode"]:
        _known(f"{row['event_type']}:{row['event_mode']}", words("event_mode"), where)
    if row["cameo_code"] not in cameo():
        raise TimelineError(f"{where}: {row['cameo_code']!r} is no CAMEO code")
    if not row["trigger"] or not row["example"]:
        raise TimelineError(f"{where}: a row needs a trigger and an example")
    return Trigger(
        line,
        spellings(row["trigger"]),
        _known(row["pos"], POS, where),
        frozenset(_class(name, where) for name in wanted if not name.startswith("!")),
        frozenset(_class(name[1:], where) for name in wanted if name.startswith("!")),
        row["object"] == NO_OBJECT,
        tuple(_prep(text, where) for text in row["preps"].split("|") if text),
        _slots(row["recipient"], where),
        _slots(row["actor"].removeprefix("mutual:") or "subj,by", where),
        row["actor"].startswith("mutual:"),
        EventType(_known(row["event_type"], words("event_type"), where)),
        row["event_mode"] or None,
        row["cameo_code"],
        row["example"],
    )


def _prep(text: str, where: str) -> Prep:
    word, colon, name = text.partition(":")
    if not (word and colon):
        raise TimelineError(f"{where}: {text!r} is not written as preposition:class")
    return Prep(word, _class(name, where) if name else "")


def _class(name: str, where: str) -> str:
    if name != ACTOR and name not in classes():
        raise TimelineError(f"{where}: unknown class {name!r}")
    return name


def _slots(text: str, where: str) -> tuple[str, ...]:
    return tuple(_known(name, SLOTS, where) for name in text.split(",") if name)


def _known(value: str, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise TimelineError(f"{where}: {value!r} is not one of {', '.join(sorted(allowed))}")
    return value
