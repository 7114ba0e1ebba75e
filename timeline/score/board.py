"""The scoreboard: every figure of the coder on our own gold and, given a path, on the public development sets."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from timeline.errors import TimelineError
from timeline.extract.text.coder import extract
from timeline.model import Event, Report
from timeline.read import read
from timeline.score import gold as gold_set
from timeline.score.gold import FIELDS, Gold, Tally

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


def figures(tally: Tally) -> dict[str, float]:
    """Return F1 by field; ``principal`` is the share of reports whose main event was found."""
    return {name: round(tally.f1(name), 3) for name in ("principal", "event", *FIELDS)}


def own(root: Path, tell: Callable[[str], None] = lambda line: None) -> dict[str, dict[str, float]]:
    """Return the figures of our own gold sets; ``tell`` gets a line for every event missed or too many."""
    found = {}
    for name in SETS:
        tally = gold_set.score(cases(name, root), tell)
        found[name] = figures(tally)
        for (field, want, coded), count in tally.confusions.most_common(8):
            tell(f"~ {name} {field}: {want} coded as {coded} ({count})")
    return found


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


def table(found: dict[str, dict[str, float]]) -> str:
    """Return the figures as lines, one a set."""
    return "\n".join(
        f"{name}: " + ", ".join(f"{field} {value:.3f}" for field, value in fields.items())
        for name, fields in found.items()
    )
