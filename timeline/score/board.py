"""The scoreboard: every figure of the coder on our own gold and, given a path, on the public development sets."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from timeline.errors import TimelineError
from timeline.extract.text.coder import default_coder, extract
from timeline.model import Event, Report
from timeline.read import read
from timeline.score import gold as gold_set, same as same_events
from timeline.score.gold import FIELDS, Gold, Tally
from timeline.score.places import PlaceTally, load_documents, score_places
from timeline.score.times import TimeTally, score_times
from timeline.score.types import TypeScore, score_types

SCORED = ("principal", "event", *FIELDS)  # principal: the main event of a report was found
CONFUSIONS = 12  # lines of them that are printed
MATCHING = "same event"  # beside the sets: pairs of codings of different reports
SETS = {"istanbul": "data/reports", "world": "tests/gold/world"}


def cases(name: str, root: Path) -> Iterator[tuple[Report, tuple[Event, ...], Gold]]:
    """Yield the reports of a gold set with what is coded and what is expected."""
    folder = root / "tests/gold" / name
    gold = gold_set.load_gold(folder)
    if not gold:
        raise TimelineError(f"{folder}: no gold files; run this in the checkout or name it with --root")
    for stem, want in gold.items():
        path = root / SETS[name] / f"{stem}.md"
        report = read(path.read_bytes(), path.name)
        yield report, extract(report).events, want


def own(
    root: Path, tell: Callable[[str], None] = lambda line: None
) -> tuple[dict[str, Tally], same_events.Matched]:
    """Return the counts on our own gold sets, and what matching makes of the first one.

    ``tell`` gets a line for every event missed or too many, and for every pair merged or kept apart wrongly.
    """
    coded = {name: list(cases(name, root)) for name in SETS}
    tallies = {name: gold_set.score(found, tell) for name, found in coded.items()}
    result = same_events.matched(same_events.keyed(coded["istanbul"], same_events.load_key(root)))
    for line in same_events.wrong(result):
        tell(line)
    return tallies, result


def figures(tallies: dict[str, Tally], result: same_events.Matched) -> dict[str, dict[str, float]]:
    """Return F1 by set and field, and precision and recall of matching, to three places."""
    found = {
        name: {field: round(tally.f1(field), 3) for field in SCORED if tally.expected[field]}
        for name, tally in tallies.items()
    }
    pairs = same_events.agreement(result)
    return found | {MATCHING: {"precision": round(pairs.precision, 3), "recall": round(pairs.recall, 3)}}


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Return the figures that may not be fallen below, by set and field."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def below(found: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a line for every figure under its floor."""
    return [
        f"{name} {field}: {found[name][field]:.3f} is below {floor:.3f}"
        for name, fields in floors.items()
        if name in found
        for field, floor in fields.items()
        if found[name].get(field, 0.0) < floor
    ]


def table(tallies: dict[str, Tally]) -> str:
    """Return precision, recall and F1 of every field as lines, and under each set what was taken for what."""
    lines = []
    for name, tally in tallies.items():
        lines.append(f"{name:<14}{'precision':>9}{'recall':>9}{'F1':>9}")
        lines += [
            f"  {field:<12}{tally.precision(field):>9.3f}{tally.recall(field):>9.3f}{tally.f1(field):>9.3f}"
            for field in SCORED
        ]
        lines += [
            f"  {field} {want}, coded as {coded}: {count}"
            for (field, want, coded), count in tally.confusions.most_common(CONFUSIONS)
        ]
    return "\n".join(lines)


def public(folder: Path) -> str:
    """Return figures and commonest errors on public sets as lines, as far as the folder has the sets."""
    results: list[TypeScore | TimeTally | PlaceTally] = []
    if (folder / "event_type").is_dir():
        results += score_types(folder / "event_type", default_coder())
    if (folder / "time/wikiwars.jsonl").exists():
        results.append(score_times(folder / "time/wikiwars.jsonl"))
    if (folder / "place/geovirus.jsonl").exists():
        results.append(score_places(default_coder(), load_documents(folder / "place/geovirus.jsonl")))
    lines = []
    for result in results:
        lines.append(result.line())
        lines += [f"  {error}: {count}" for error, count in result.errors.most_common(CONFUSIONS)]
    return "\n".join(lines)
