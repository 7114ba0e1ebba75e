"""Coded events against the events of a gold file: which answer to which, and how many values are right.

A coded event answers to a gold event of its report where the type agrees and the gold's words stand in one of its
quotes, or where type, day and a party agree. Every event answers to one at most; the best pairs are taken first.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline.extract.text.locations.gazetteer import fold
from timeline.model import Event, Report, Role

Gold = dict[str, Any]
FIELDS = ("date", "status", "participants", "place", "quantities", "attribution", "mode")


@dataclass
class Tally:
    """Counts of right, coded and expected values by field, and the confusions."""

    right: Counter[str] = field(default_factory=Counter)
    coded: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, name: str, coded: Iterable[object], expected: Iterable[object]) -> None:
        """Count two bags of values of one field against each other."""
        first, second = Counter(coded), Counter(expected)
        self.right[name] += sum((first & second).values())
        self.coded[name] += sum(first.values())
        self.expected[name] += sum(second.values())

    def precision(self, name: str) -> float:
        return self.right[name] / self.coded[name] if self.coded[name] else 1.0

    def recall(self, name: str) -> float:
        return self.right[name] / self.expected[name] if self.expected[name] else 1.0

    def f1(self, name: str) -> float:
        total = self.coded[name] + self.expected[name]
        return 2 * self.right[name] / total if total else 1.0


def load_gold(folder: Path) -> dict[str, Gold]:
    """Return the gold codings of a folder by report stem."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def likeness(report: Report, event: Event, gold: Gold) -> float:
    """Return how well a coded event answers to a gold event; below 1 it does not."""
    if event.event_type != gold["event_type"]:
        return 0.0
    quotes = [claim.quote for claim in event.claims if claim.quote]
    quoted = any(gold["words"] in quote for quote in quotes)
    title = report.title is not None and gold["words"] in report.title
    dated = event.date.start is not None and event.date.start.isoformat() == gold["date_start"]
    parties = bool(
        {p.country for p in event.participants if p.country}
        & {p["country"] for p in gold["participants"] if p["country"]}
    )
    score = (
        1.0 * quoted
        + 0.5 * dated
        + 0.3 * parties
        + 0.2 * (event.event_mode == gold["event_mode"])
        + 0.1 * title
    )
    return score if quoted or (dated and parties) else 0.0


def pair(
    report: Report, events: tuple[Event, ...], gold: list[Gold]
) -> list[tuple[Event | None, Gold | None]]:
    """Return the pairs of coded and gold events, then the coded and the gold ones that are left alone."""
    ranked = sorted(
        (
            (likeness(report, event, want), -i, -j)
            for i, event in enumerate(events)
            for j, want in enumerate(gold)
        ),
        reverse=True,
    )
    mine: dict[int, int] = {}
    theirs: set[int] = set()
    for score, i, j in ranked:
        if score >= 0.8 and -i not in mine and -j not in theirs:
            mine[-i] = -j
            theirs.add(-j)
    pairs: list[tuple[Event | None, Gold | None]] = [(events[i], gold[j]) for i, j in sorted(mine.items())]
    pairs += [(event, None) for i, event in enumerate(events) if i not in mine]
    pairs += [(None, want) for j, want in enumerate(gold) if j not in theirs]
    return pairs


def party_key(role: str, name: str, country: str | None) -> tuple[str, str]:
    return role, country or name.lower()


def coded_parties(event: Event) -> list[tuple[str, str]]:
    return [
        party_key(p.role.value, p.actor.name if p.actor else p.name_as_written, p.country)
        for p in event.participants
        if p.role is not Role.CLAIMANT
    ]


def claimants(event: Event) -> list[tuple[str, ...]]:
    """Return who says it, each once: the name and the other names of a known actor."""
    found = [
        (claim.claimant.actor.name, *claim.claimant.actor.aliases)
        if claim.claimant.actor
        else (claim.claimant.name_as_written,)
        for claim in event.claims
        if claim.claimant
    ]
    return list(dict.fromkeys(found))


def same_speaker(names: tuple[str, ...], other: str) -> bool:
    """Tell whether a gold name is one of the names, or shares its words ("Ukrainian officials", "officials")."""
    wanted = words_of(other)
    for name in names:
        mine = words_of(name)
        if mine and wanted and (mine <= wanted or wanted <= mine):
            return True
    return False


def words_of(name: str) -> set[str]:
    plain = name.lower().replace("defense", "defence")
    return {word.removesuffix("s") for word in plain.split()} - {"the", "of", "a"}


def compare(tally: Tally, event: Event, gold: Gold) -> None:
    """Count the values of one pair."""
    tally.add("mode", [event.event_mode], [gold["event_mode"]])
    tally.add("status", [event.status.value], [gold["status"]])
    if event.status.value != gold["status"]:
        tally.confusions["status", gold["status"], event.status.value] += 1
    start, end = (day.isoformat() if day else None for day in (event.date.start, event.date.end))
    tally.add("date", [(start, end)], [(gold["date_start"], gold["date_end"])])
    tally.add("participants", set(coded_parties(event)),
              {party_key(p["role"], p["name"], p["country"]) for p in gold["participants"]})  # fmt: skip
    place = (
        (event.place.name if not event.place.country else f"{event.place.name}/{event.place.country}")
        if event.place
        else None
    )
    want = gold["place"] and (
        f"{gold['place']['name']}/{gold['place']['country']}"
        if gold["place"]["country"]
        else gold["place"]["name"]
    )
    tally.add("place", [place and fold(place)], [want and fold(want)])
    tally.add("quantities", [(q.kind.value, q.low, q.high, q.side) for q in event.quantities],
              [(q["kind"], q["low"], q["high"], q["side"]) for q in gold["quantities"]])  # fmt: skip
    said, wanted = claimants(event), [item["claimant"] for item in gold["attribution"]]
    hits = sum(any(same_speaker(name, want) for name in said) for want in wanted)
    tally.right["attribution"] += hits
    tally.coded["attribution"] += max(len(said), hits)
    tally.expected["attribution"] += len(wanted)


def score(
    cases: Iterable[tuple[Report, tuple[Event, ...], Gold]], tell: Callable[[str], None] = lambda line: None
) -> Tally:
    """Return the tally over all reports; ``tell`` gets a line for every event that is missed or too many."""
    tally = Tally()
    for report, events, gold in cases:
        pairs = pair(report, events, gold["events"])
        principal = gold["events"][gold["principal"]]
        found = any(event is not None and want is principal for event, want in pairs)
        tally.right["principal"] += found
        tally.coded["principal"] += 1
        tally.expected["principal"] += 1
        for event, want in pairs:
            if event is not None and want is not None:
                tally.right["event"] += 1
                tally.coded["event"] += 1
                tally.expected["event"] += 1
                compare(tally, event, want)
            elif event is not None:
                tally.coded["event"] += 1
                tell(
                    f"+ {gold['report']}: {event.event_type} {event.event_mode} {event.rule}: {event.claims[0].quote}"
                )
            elif want is not None:
                tally.expected["event"] += 1
                tell(f"- {gold['report']}: {want['event_type']} {want['event_mode']} {want['words']!r}")
                tally.confusions["event", want["event_type"], taken_for(want, pairs)] += 1
    return tally


def taken_for(want: Gold, pairs: Iterable[tuple[Event | None, Gold | None]]) -> str:
    """Return the type as which the words of a missed event were coded, or ``nothing``."""
    types = [
        str(event.event_type)
        for event, other in pairs
        if event is not None
        and other is None
        and any(want["words"] in (claim.quote or "") for claim in event.claims)
    ]
    return min(types, default="nothing")
