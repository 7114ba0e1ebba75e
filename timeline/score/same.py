"""Matching against the key: which codings of different reports are one event, pair by pair.

The key is ``tests/gold/same_events.csv``: for an event of the gold, or for words of a report that are coded beside
the gold, the event that they tell. A coding has the event of the gold event that it answers to, else of the words
that stand in its quote; a coding with neither is no event of the key, and whatever it is merged with is wrong.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from timeline.model import Event, LinkKind, Report, Status
from timeline.resolve.match import Coding, Decision, Verdict, decisions, exclusion, group, mention
from timeline.score.gold import Gold, pair

KEY = "tests/gold/same_events.csv"
TOTAL = "total "  # a sum of many events is none; two that are one sum may be merged
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the key: these words of a report, coded as this type, tell this event."""

    report: str
    event_type: str
    words: str
    event: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """A coding with the event that it tells by the key, and the fact behind it; ``None`` if the key has none.

    ``answers`` tells whether the gold has it: what the coder codes beside the gold may be merged, and need not.
    ``right`` tells whether its days and its being planned or not are those of the gold.
    """

    coding: Coding
    stem: str
    event: str | None
    fact: str | None
    answers: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many pairs are expected, found, found rightly, and found of those that are expected."""

    expected: int
    found: int
    right: int
    reached: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.reached / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching made of the keyed codings."""

    keyed: tuple[Keyed, ...]
    decided: tuple[Decision, ...]
    groups: tuple[tuple[str, ...], ...]

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict is verdict for one in self.decided)


def load_key(root: Path) -> list[Told]:
    """Return the rows of the key."""
    with (root / KEY).open(encoding="utf-8", newline="") as file:
        return [
            Told(row["report"], row["event_type"], row["words"], row["event"]) for row in csv.DictReader(file)
        ]


def keyed(cases: Iterable[tuple[Report, tuple[Event, ...], Gold]], key: Iterable[Told]) -> Iterator[Keyed]:
    """Yield every coding of the cases with its event."""
    rows: dict[str, list[Told]] = {}
    for row in key:
        rows.setdefault(row.report, []).append(row)
    for report, events, gold in cases:
        stem = Path(report.path).stem
        told = rows.get(stem, [])
        for event, want in pair(report, events, gold["events"]):
            if event is not None:
                coding = Coding(event, report.id, report.id, report.published, report.language)
                mine = row_of(event, want, told)
                fact = want["fact_event"] if want and not want.get("aggregate") else None
                yield Keyed(
                    coding, stem, mine.event if mine else None, fact, want is not None, dated_as(event, want)
                )


def dated_as(event: Event, want: Gold | None) -> bool:
    """Tell whether days and planned or not are coded as in the gold."""
    if want is None:
        return False
    days = tuple(day.isoformat() if day else None for day in (event.date.start, event.date.end))
    planned = (event.status is Status.PLANNED) == (want["status"] == Status.PLANNED.value)
    return planned and days == (want["date_start"], want["date_end"])


def row_of(event: Event, want: Gold | None, told: Iterable[Told]) -> Told | None:
    """Return the row that a coding tells: of the gold event that it answers to, if its first quote has the words.

    Else the only row of its type whose words stand in the first quote, else that of the gold event, else one whose
    words stand in another quote.
    """
    kind = event.event_type.value if event.event_type else ""
    quotes = [claim.quote for claim in event.claims if claim.quote]
    mine = [row for row in told if row.event_type == kind]
    first = [row for row in mine if quotes and row.words in quotes[0]]
    answered = [row for row in mine if want is not None and row.words == want["words"]]
    if answered and (answered[0] in first or len(first) != 1):
        return answered[0]
    later = [row for row in mine if any(row.words in quote for quote in quotes)] if want is None else []
    return next(iter((*first[:1], *later)), None)


def matched(items: Iterable[Keyed]) -> Matched:
    """Return what matching makes of the codings."""
    items = tuple(items)
    codings = [item.coding for item in items]
    found = tuple(decisions(codings))
    ids = (one.id for one in codings)
    return Matched(items, found, group(ids, found, apart=exclusion(codings), passing=mention(codings)))


def agreement(result: Matched, facts: bool = False, plans: bool = False, right: bool = False) -> Agreement:
    """Count pairs of codings of different reports.

    With ``facts`` the events are those of the facts as they stand, else those of the key. With ``plans`` two that
    are joined as planned and done otherwise count as found too. With ``right`` only codings whose days and
    status are those of the gold are expected.
    """
    by_id = {item.coding.id: item for item in result.keyed}
    events = {one: item.fact if facts else item.event for one, item in by_id.items()}
    same = {
        two for two in across(by_id, sorted(by_id))
        if events[two[0]] is not None and events[two[0]] == events[two[1]]
        and not str(events[two[0]]).startswith(TOTAL)
    }  # fmt: skip
    expected = {two for two in same if all(by_id[one].right if right else by_id[one].answers for one in two)}
    found = {two for members in result.groups for two in across(by_id, members)}
    if plans:
        found |= {(one.a, one.b) for one in result.decided if one.link is LinkKind.PLANNED_AS}
    if facts:
        found = {two for two in found if None not in (events[two[0]], events[two[1]])}
    found = {two for two in found if not is_total(by_id, two)}
    return Agreement(len(expected), len(found), len(same & found), len(expected & found))


def across(by_id: dict[str, Keyed], ids: Iterable[str]) -> Iterator[Pair]:
    return ((a, b) for a, b in combinations(ids, 2) if by_id[a].stem != by_id[b].stem)


def is_total(by_id: dict[str, Keyed], two: Pair) -> bool:
    """Tell whether two are one sum of the key."""
    first, second = (by_id[one].event for one in two)
    return first is not None and first == second and first.startswith(TOTAL)


def wrong(result: Matched) -> Iterator[str]:
    """Yield a line for every pair that is merged and should not be ("+"), or should be and is not ("-")."""
    by_id = {item.coding.id: item for item in result.keyed}
    together = {two for members in result.groups for two in across(by_id, members)}
    for two in across(by_id, sorted(by_id)):
        first, second = (by_id[one] for one in two)
        same = first.event is not None and first.event == second.event
        if same == (two in together) or (same and str(first.event).startswith(TOTAL)):
            continue
        sign = "-" if same else "+"
        yield f"{sign} {first.event} {first.stem}: {quote(first)!r} | {second.event} {second.stem}: {quote(second)!r}"


def quote(item: Keyed) -> str:
    claims = item.coding.event.claims
    return ((claims[0].quote if claims else None) or item.coding.event.title)[:90]


def lines(result: Matched) -> Iterator[str]:
    """Yield the figures as lines."""
    several = [members for members in result.groups if len(members) > 1]
    yield f"{'same event':<34}{'pairs':>7}{'found':>7}{'precision':>11}{'recall':>8}"
    for name, facts, plans, right in (
        ("  key", False, False, False),
        ("  key, coded with the right days", False, False, True),
        ("  key, and plans done otherwise", False, True, False),
        ("  facts as they stand", True, False, False),
    ):
        one = agreement(result, facts, plans, right)
        yield f"{name:<34}{one.expected:>7}{one.found:>7}{one.precision:>11.3f}{one.recall:>8.3f}"
    yield (
        f"  {len(result.keyed)} codings are {len(result.groups)} events, {len(several)} of them told more than once"
    )
    yield (
        f"  decisions: {result.count(Verdict.SAME)} same, {result.count(Verdict.UNSURE)} unsure, "
        f"{result.count(Verdict.DIFFERENT)} refused"
    )
