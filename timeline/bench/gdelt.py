"""A table in the shape of GDELT 2.0 events for the benchmark: invented rows, repeated with new ids."""

import random
from collections.abc import Iterator
from pathlib import Path

from timeline.vocab.crosswalk import cameo
from timeline.vocab.dataset_columns import current

SAMPLE = 2_000  # rows that differ; beyond that they come again with new ids
SEED = 20150218
ACTORS = (
    ("USAGOV", "UNITED STATES", "USA", "GOV"),
    ("SDNREB", "REBELS", "SDN", "REB"),
    ("CVL", "CITIZENS", "", "CVL"),
)
PLACES = (
    ("4", "Kelm, Khartoum, Sudan", "SU", "SU29"),
    ("1", "Mali", "ML", "ML"),
    ("3", "Wren, Ohio, United States", "US", "USOH"),
)


def sample() -> list[dict[str, str]]:
    """Return the rows that differ, always the same."""
    pick = random.Random(SEED)
    codes = sorted(code for code, known in cameo().items() if known.event_type)
    return [row(pick, pick.choice(codes), number) for number in range(SAMPLE)]


def row(pick: random.Random, code: str, number: int) -> dict[str, str]:
    """Return one machine coding between invented parties at an invented place, out of one of a few hundred pages."""
    day = f"2023{pick.randrange(1, 13):02}{pick.randrange(1, 29):02}"
    known = {
        "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4], "FractionDate": "2023.5",
        "IsRootEvent": pick.choice("01"),
        "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": pick.choice("1234"),
        "GoldsteinScale": f"{pick.uniform(-10, 10):.1f}", "NumMentions": "4", "NumSources": "1", "NumArticles": "4",
        "AvgTone": f"{pick.uniform(-8, 8):.12f}", "DATEADDED": f"{day}101500",
        "SOURCEURL": f"https://north-wire.example/world/{number % 400}/a-night-under-fire-in-place-{number % 400}",
    }  # fmt: skip
    for side in ("Actor1", "Actor2"):
        key, name, country, kind = pick.choice(ACTORS)
        known |= {
            f"{side}Code": key,
            f"{side}Name": name,
            f"{side}CountryCode": country,
            f"{side}Type1Code": kind,
        }
    for side in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        kind, name, country, division = pick.choice(PLACES)
        point = {
            f"{side}_Lat": f"{pick.uniform(-35, 55):.4f}",
            f"{side}_Long": f"{pick.uniform(-80, 120):.4f}",
        }
        words = {f"{side}_Type": kind, f"{side}_FullName": name, f"{side}_CountryCode": country}
        known |= words | point | {f"{side}_ADM1Code": division, f"{side}_FeatureID": "-1234567"}
    return {name: known.get(name, "") for name in current("gdelt_events")}


def numbered(count: int) -> Iterator[list[str]]:
    """Yield the cells of ``count`` rows with ids from 1."""
    rows = [list(one.values())[1:] for one in sample()]
    for number in range(count):
        yield [str(number + 1), *rows[number % SAMPLE]]


def write(count: int, file: Path) -> Path:
    """Write a table of ``count`` rows without a header and return its file."""
    with file.open("w", encoding="utf-8", newline="") as target:
        target.writelines("\t".join(cells) + "\n" for cells in numbered(count))
    return file
