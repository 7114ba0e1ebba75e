"""A table in the shape of UCDP GED for the benchmark: invented rows, repeated with new ids, as long as real ones."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from timeline.vocab.dataset_columns import current

SAMPLE = 2_000  # rows that differ; beyond that they come again with new ids
SEED = 20250722
COUNTRIES = (
    "Syria",
    "Ukraine",
    "Sudan",
    "Mali",
    "Myanmar (Burma)",
    "DR Congo (Zaire)",
    "Yemen (North Yemen)",
    "Haiti",
)
START = date(1989, 1, 1)
DAYS = 12_000


def sample() -> list[dict[str, str]]:
    """Return the rows that differ, always the same."""
    pick = random.Random(SEED)
    return [row(pick) for _ in range(SAMPLE)]


def row(pick: random.Random) -> dict[str, str]:
    """Return one row of lethal violence between invented sides at an invented place."""
    day = START + timedelta(pick.randrange(DAYS))
    place, group, country = pick.randrange(900), pick.randrange(150), pick.randrange(len(COUNTRIES))
    dead = [pick.choice((0, 0, 1, 2, 5)) for _ in range(4)]
    best = sum(dead)
    articles = [
        (
            "North Wire",
            day + timedelta(1),
            f"{best} reported killed near Place {place} as Group {group} holds its lines",
        ),
        ("Kelm Gazette", day + timedelta(2), f"Residents of Place {place} tell of a night under fire"),
    ][: pick.choice((1, 1, 2))]
    north, east = pick.uniform(-35, 55), pick.uniform(-80, 120)
    known = {
        "relid": f"XXX-{day.year}-1-{group}-{place}", "year": str(day.year), "active_year": "1", "code_status": "Clear",
        "type_of_violence": pick.choice("1123"), "conflict_new_id": str(300 + group),
        "conflict_name": f"{COUNTRIES[country]}: Government", "dyad_new_id": str(900 + group),
        "dyad_name": f"Government of {COUNTRIES[country]} - Group {group}", "side_a_new_id": str(100 + country),
        "side_a": f"Government of {COUNTRIES[country]}", "side_b_new_id": str(5000 + group), "side_b": f"Group {group}",
        "number_of_sources": str(len(articles)),
        "source_article": ";".join(f'"{office},{when},{title}"' for office, when, title in articles),
        "source_office": ";".join(office for office, _, _ in articles),
        "source_date": ";".join(str(when) for _, when, _ in articles),
        "source_headline": ";".join(title for _, _, title in articles), "source_original": "residents",
        "where_prec": pick.choice("1123456"), "where_coordinates": f"Place {place} town",
        "adm_1": f"Province {place % 40}", "adm_2": f"District {place % 200}",
        "latitude": f"{north:.6f}", "longitude": f"{east:.6f}",
        "geom_wkt": f"POINT ({east:.6f} {north:.6f})", "priogrid_gid": str(100_000 + place),
        "country": COUNTRIES[country], "country_id": str(600 + country),
        "region": "Asia", "event_clarity": "1", "date_prec": "1",
        "date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000",
        "deaths_a": str(dead[0]), "deaths_b": str(dead[1]), "deaths_civilians": str(dead[2]),
        "deaths_unknown": str(dead[3]), "best": str(best), "high": str(best + 3), "low": str(best),
    }  # fmt: skip
    return {name: known.get(name, "") for name in current("ucdp_ged")}


def numbered(count: int) -> Iterator[dict[str, str]]:
    """Yield ``count`` rows with ids from 1."""
    rows = sample()
    for number in range(count):
        yield rows[number % SAMPLE] | {"id": str(number + 1)}


def write(count: int, file: Path) -> Path:
    """Write a table of ``count`` rows and return its file."""
    with file.open("w", encoding="utf-8", newline="") as target:
        table = csv.DictWriter(target, current("ucdp_ged"))
        table.writeheader()
        table.writerows(numbered(count))
    return file
