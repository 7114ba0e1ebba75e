"""Event types of single sentences against two public sets: the PLOVER sentences and the CAMEO examples.

The coder gives the types of a sentence in the order of rank: what the main clause tells comes first, then
what stands in clauses and phrases below it. A sentence is right where its first type is one that the gold
accepts.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from timeline.extract.text.coder import Coder
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import Event, Participant, Report, Role, Segment, SegmentKind, Span
from timeline.vocab.actors import load_countries

PLOVER_FILE = "plover_gsr_cameo.jsonl"
CAMEO_FILE = "cameo_codebook_examples.jsonl"
# names of an older PLOVER, and of CAMEO's roots, in those of PLOVER 2; "" is not scored
OLD_NAMES = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
    "YIELD": "CONCEDE RETREAT", "CRIME": "",
}  # fmt: skip
CAMEO_ROOTS = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "RETREAT CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
CAMEO_CELLS = {
    "081": "CONCEDE", "082": "CONCEDE", "083": "CONCEDE", "175": "ASSAULT COERCE", "191": "COERCE ASSAULT",
    "192": "COERCE ASSAULT",
}  # fmt: skip
# how far a relation puts an event word below its governor: beside the main line 3, within it 1
FAR = frozenset(("advcl", "acl:relcl", "acl", "nmod", "obl", "appos", "amod", "nmod:poss", "compound"))
NO_NAME = frozenset(
    ("the", "of", "and", "a", "an", "in", "for", "to", "by", "on", "with", "government", "official")
)


@dataclass
class TypeScore:
    """What was right in one set: counts, and the pairs (gold, given) of first types."""

    name: str
    sentences: int = 0
    covered: int = 0
    first: int = 0
    any: int = 0
    with_actors: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def line(self) -> str:
        """Return the figures in one line; macro-F1 is the mean over the types of the gold."""
        n = self.sentences or 1
        text = (
            f"{self.name}: n={self.sentences} coverage={self.covered / n:.3f} accuracy={self.first / n:.3f} "
            f"recall_any={self.any / n:.3f} macro_f1={macro_f1(self.pairs):.3f}"
        )
        return f"{text} type_and_actors={self.with_actors / n:.3f}" if self.name == PLOVER_FILE else text

    @property
    def errors(self) -> Counter[str]:
        """How often one type was taken for another."""
        return Counter(
            f"{gold}, coded as {given or 'nothing'}" for gold, given in self.pairs if gold != given
        )


def accepted(code: str) -> set[str]:
    """Return the PLOVER 2 types that a gold code accepts; empty where it is not scored."""
    code = str(code).strip().upper()
    if not code[:1].isdigit():
        return set(OLD_NAMES.get(code, code).split())
    code = code.zfill(2)
    return set(CAMEO_CELLS.get(code[:3], CAMEO_ROOTS.get(code[:2], "")).split())


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the mean F1 over the types that the gold names."""
    pairs = list(pairs)
    labels = {gold for gold, _ in pairs}
    total = 0.0
    for label in labels:
        right = sum(gold == label == given for gold, given in pairs)
        gold_or_given = sum(gold == label for gold, _ in pairs) + sum(given == label for _, given in pairs)
        total += 2 * right / gold_or_given
    return total / len(labels) if labels else 0.0


def sentence_report(name: str, text: str) -> Report:
    """Return one sentence as a report without title and date."""
    digest = sha256(text.encode()).hexdigest()
    body = Segment(SegmentKind.BODY, Span(0, len(text)))
    return Report(name, name, "txt", digest, text, (body,), language="en")


def rank(events: Iterable[Event], sentences: Iterable[Sentence]) -> list[Event]:
    """Return the events, those of the main clause first, then by depth and by the order of the words."""
    places = {start: (sent, token) for sent in sentences for token, start in enumerate(sent.starts)}

    def key(event: Event) -> tuple[int, int, int]:
        start = trigger_start(event)
        if start not in places:
            return 0, 0, start
        sent, token = places[start]
        return sent.number, depth(sent, token), start

    return sorted(events, key=key)


def trigger_start(event: Event) -> int:
    """Return where the event word begins, which the last part of an event's id says."""
    return int(event.id.rpartition("-")[2])


def depth(sent: Sentence, token: int) -> int:
    """Return how far a word stands below the root of its sentence, phrases and side clauses counting more."""
    chain = [token, *sent.ancestors(token)][:-1]
    return sum(3 if sent.deps[place] in FAR else 1 for place in chain)


def score_types(folder: Path, coder: Coder) -> list[TypeScore]:
    """Return the scores of the two sets in a folder. Raise OSError where a file is missing."""
    found = []
    for name in (PLOVER_FILE, CAMEO_FILE):
        result = TypeScore(name)
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            score_record(result, json.loads(line), coder)
        found.append(result)
    return found


def score_record(result: TypeScore, record: dict[str, Any], coder: Coder) -> None:
    """Count one record; records whose gold has no type of PLOVER 2 are left out."""
    gold = set().union(*(accepted(event["code"]) for event in record["events"]))
    if not gold:
        return
    report = sentence_report(record["id"], record["text"])
    events = rank(coder.code(report).events, (reader.sent for reader in coder.readers(report)))
    types = [str(event.event_type) for event in events]
    given = types[0] if types else "none"
    result.sentences += 1
    result.covered += bool(types)
    result.first += given in gold
    result.any += bool(gold & set(types))
    result.pairs.append((given if given in gold else min(gold), given))
    if result.name == PLOVER_FILE:
        wanted = [event for event in record["events"] if given in accepted(event["code"])]
        result.with_actors += any(both_actors(events[0], event) for event in wanted)


def both_actors(event: Event, gold: dict[str, Any]) -> bool:
    """Tell whether the gold's first and second party are found: one of each is enough, none if none is named.

    The first must be among the coded actors; the second among the participants in any role but claimant.
    """
    first = [p for p in event.participants if p.role is Role.ACTOR]
    second = [p for p in event.participants if p.role is not Role.CLAIMANT]
    sides = ((gold["source"], first), (gold["target"], second))
    return all(not wanted or any(same(one, p) for one in wanted for p in coded) for wanted, coded in sides)


def same(gold: dict[str, Any] | str, participant: Participant) -> bool:
    """Tell whether a gold party and a coded one agree in the country or share a word of the name."""
    code, text = (
        (gold, "") if isinstance(gold, str) else (gold.get("code") or "", gold.get("actorText") or "")
    )
    code = code[:3]
    if participant.country and participant.country == code:
        return True
    names = [participant.name_as_written, participant.actor.name if participant.actor else ""]
    country = load_countries().get(code)
    wanted = name_words(text) | (name_words(country.name) if country else set())
    return bool(wanted & name_words(" ".join(names)))


def name_words(name: str) -> set[str]:
    """Return the words of a name that tell it from others, lower case and without a plural's s."""
    return {word.strip(".,'\u2019").removesuffix("s") for word in name.lower().split()} - NO_NAME
