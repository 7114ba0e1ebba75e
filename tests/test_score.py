"""The coder against hand-made codings. Figures may rise and never fall; every coding has been looked at.

``tests/gold/floors.json`` holds the figures that must be reached, ``tests/golden/coded`` what every report gives, one
line for an event, so that a change of the coder shows which codings it gained and lost. ``--update-golden`` writes
both anew and fails; it raises floors and never lowers them.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import cli
from timeline.errors import TimelineError
from timeline.extract.text.coder import extract
from timeline.read import read
from timeline.score import board
from timeline.score.gold import Tally, compare, load_gold, pair
from timeline.score.same import agreement, keyed, load_key, matched

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "tests/gold/floors.json"
CODED = ROOT / "tests/golden/coded"
REPORTS = {name: sorted((ROOT / folder).glob("*.md")) for name, folder in board.SETS.items()}


@pytest.fixture(scope="module")
def codings():
    """Every report of the gold sets with its events, by set and stem."""
    found = {}
    for name, paths in REPORTS.items():
        for path in paths:
            report = read(path.read_bytes(), path.name)
            found[name, path.stem] = report, extract(report).events
    return found


def party_line(one):
    counts = "" if one.count_low is None and one.count_high is None else f" {one.count_low}-{one.count_high}"
    return f"{one.role.value} {one.actor.name if one.actor else one.name_as_written} {one.country or '-'}{counts}"


def lines_of(event):
    """What was coded of one event, as lines that a reader can judge."""
    kind = event.event_type.value + (f" {event.event_mode}" if event.event_mode else "")
    days = f"{event.date.start or '-'}/{event.date.end or '-'} {event.date.precision.value}"
    place = f"{event.place.name} {event.place.country or '-'}" if event.place else "-"
    numbers = [f"{q.kind.value} {q.low}-{q.high} {q.side or '-'}" for q in event.quantities]
    yield f"{kind} | {event.status.value} | {days} | {place} | {event.title}"
    for one in sorted(map(party_line, event.participants)):
        yield f"    {one}"
    for one in sorted(numbers):
        yield f"    {one}"
    for claim in event.claims:
        speaker = claim.claimant
        name = (speaker.actor.name if speaker.actor else speaker.name_as_written) if speaker else "-"
        yield f"    “{' '.join(claim.quote.split())}” ({name})"


@pytest.mark.parametrize("name", REPORTS)
def test_every_coding_is_the_reviewed_one(name, codings, pytestconfig):
    changed = []
    for path in REPORTS[name]:
        _, events = codings[name, path.stem]
        actual = "".join(f"{line}\n" for event in events for line in lines_of(event))
        golden = CODED / name / f"{path.stem}.txt"
        if not golden.exists() or golden.read_text(encoding="utf-8") != actual:
            changed.append((golden, actual))
    if pytestconfig.getoption("--update-golden") and changed:
        for golden, actual in changed:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(actual, encoding="utf-8")
        pytest.fail(f"wrote {len(changed)} codings: read the diff, then run without the option")
    wanted = {golden.name: golden.read_text(encoding="utf-8") for golden, _ in changed if golden.exists()}

    assert {golden.name: actual for golden, actual in changed} == wanted


def test_no_figure_is_below_its_floor(codings, pytestconfig):
    found = board.figures(*board.own(ROOT))
    floors = board.load_floors(FLOORS)
    risen = {
        name: {field: max(value, floors.get(name, {}).get(field, 0.0)) for field, value in fields.items()}
        for name, fields in found.items()
    }
    if pytestconfig.getoption("--update-golden") and risen != floors:
        FLOORS.write_text(json.dumps(risen, indent=2) + "\n", encoding="utf-8")
        pytest.fail("raised floors.json: read the diff, then run without the option")

    assert board.below(found, floors) == []


def test_the_command_prints_every_field_and_fails_under_a_floor(tmp_path):
    floors = tmp_path / "floors.json"
    floors.write_text('{"world": {"event": 1.1}}', encoding="utf-8")

    run = CliRunner().invoke(cli, ["score", "--root", str(ROOT), "--floors", str(floors), "--verbose"])

    assert run.exit_code == 1
    assert "world event: 0." in run.stderr
    printed = [line.split()[0] for line in run.stdout.splitlines() if line.strip()]
    assert set(board.SCORED) <= set(printed)


def test_the_command_prints_what_matching_reaches():
    run = CliRunner().invoke(cli, ["score", "--root", str(ROOT)])

    assert run.exit_code == 0
    lines = run.stdout.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("same event"))
    assert [
        "key",
        "key, coded with the right days",
        "key, and plans done otherwise",
        "facts as they stand",
    ] == [line[:34].strip() for line in lines[start + 1 : start + 5]]
    assert "codings are" in lines[start + 5]
    assert "refused" in lines[start + 6]


def test_every_row_of_the_key_stands_in_its_report_and_every_gold_event_has_one():
    key = load_key(ROOT)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in REPORTS["istanbul"]}
    told = {(row.report, row.event_type, row.words) for row in key}

    assert [row for row in key if row.words not in texts[row.report]] == []
    assert [
        (stem, event["event_type"], event["words"])
        for stem, gold in load_gold(ROOT / "tests/gold/istanbul").items()
        for event in gold["events"]
        if (stem, event["event_type"], event["words"]) not in told
    ] == []


def test_a_merge_of_two_events_costs_precision_and_a_missed_one_recall(codings):
    gold = load_gold(ROOT / "tests/gold/istanbul")
    cases = [
        (*codings["istanbul", stem], gold[stem])
        for stem in (
            "tass-20250613-bodies",
            "liga-20250613-bodies",
            "ostro-20250418-909",
            "urdupoint-20250418-909",
        )
    ]
    result = matched(keyed(cases, load_key(ROOT)))
    ids = [item.coding.id for item in result.keyed]

    right = agreement(result)
    merged = agreement(replace(result, groups=(tuple(sorted(ids)),)))
    single = agreement(replace(result, groups=tuple((one,) for one in ids)))

    assert (1.0, 1.0) == (right.precision, right.recall)
    assert right.expected == merged.reached
    assert merged.precision < 0.5
    assert (0, 0.0) == (single.found, single.recall)


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(TimelineError, match="no gold files"):
        board.own(tmp_path)


def test_every_gold_event_names_words_of_its_report():
    for name, paths in REPORTS.items():
        gold = load_gold(ROOT / "tests/gold" / name)
        assert sorted(gold) == [path.stem for path in paths]
        for path in paths:
            text = path.read_text(encoding="utf-8")
            assert [e["words"] for e in gold[path.stem]["events"] if e["words"] not in text] == []


def test_a_wrong_value_of_each_field_costs_its_figure(codings):
    """The score is no rubber stamp: take a coding that is right in a field, spoil the gold, and the figure falls."""
    gold = load_gold(ROOT / "tests/gold/istanbul")
    spoilt = {
        "mode": ("event_mode", "aerial"),
        "status": ("status", "hypothetical"),
        "date": ("date_start", "1999-01-01"),
        "place": ("place", {"name": "Nowhere", "country": "ATA"}),
        "participants": ("participants", [{"role": "actor", "name": "Kestria", "country": "XKE"}]),
        "quantities": ("quantities", [{"kind": "killed", "low": 9999, "high": 9999, "side": None}]),
        "attribution": ("attribution", [{"claimant": "Ordanian herald", "channel": None}]),
    }
    for field, (key, value) in spoilt.items():
        before, after = Tally(), Tally()
        for stem, want in gold.items():
            report, events = codings["istanbul", stem]
            for event, expected in pair(report, events, want["events"]):
                if event and expected:
                    compare(before, event, expected)
                    compare(after, event, {**expected, key: value})
        assert after.f1(field) < before.f1(field), field
