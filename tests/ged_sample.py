"""Invented rows of UCDP GED of every kind that a release holds, between real states and invented groups."""

import csv
import io
from datetime import date, timedelta

from timeline.vocab.dataset_columns import current

COLUMNS = current("ucdp_ged")
STATES = (
    ("Mali", "432", "Kelm Governorate", "Africa"),
    ("DR Congo (Zaire)", "490", "Osprey province", "Africa"),
    ("Yemen (North Yemen)", "678", "Wren Governorate", "Middle East"),
    ("Myanmar (Burma)", "775", "Heron State", "Asia"),
    ("Russia (Soviet Union)", "365", "Тальская область", "Europe"),
)
OFFICES = ("Kelm Gazette", "SOHR", "Reuters News", "BBC Monitoring", "Ārden Radio")
PRECISIONS = ("1", "2", "3", "4", "5")


def ged_row(number, first=date(1995, 3, 4)):
    """The cells of one row by column; every seventh lacks something."""
    state, code, province, region = STATES[number % len(STATES)]
    kind = number % 3 + 1
    start = first + timedelta(days=number * 11 % 9000)
    end = start + timedelta(days=(0, 3, 6, 20, 90)[number % 5])
    low, best, high = number % 4, number % 4 + number % 3, number % 4 + number % 3 + number % 9
    offices = [OFFICES[(number + i) % len(OFFICES)] for i in range(number % 3)]
    days = [(start + timedelta(days=1 + i)).isoformat() for i in range(len(offices))]
    heads = [f'Clash {number}.{i} near Wrenport, says "Osprey" radio' for i in range(len(offices))]
    side_a = f"Government of {state}" if kind != 2 else f"Kestrel Front {number % 6}"
    row = {
        "id": str(500000 + number),
        "relid": f"KEL-{start.year}-{kind}-{number}",
        "year": str(start.year),
        "active_year": "1",
        "code_status": "Clear",
        "type_of_violence": str(kind),
        "conflict_new_id": str(300 + number % 9),
        "conflict_name": f"{state}: Government",
        "dyad_new_id": str(700 + number % 9),
        "dyad_name": f"{side_a} - Heron Army",
        "side_a_new_id": str(90 + number % 6),
        "side_a": side_a,
        "side_b_new_id": "1" if kind == 3 else str(190 + number % 4),
        "side_b": "Civilians" if kind == 3 else f"Heron Army {number % 4}",
        "number_of_sources": str(len(offices) or -1),
        "source_article": ";".join(
            f'"{office},{day},{head}"' for office, day, head in zip(offices, days, heads, strict=True)
        ),
        "source_office": ";".join(offices),
        "source_date": ";".join(days),
        "source_headline": ";".join(heads),
        "source_original": ("", "a police officer", "Heron Army")[number % 3],
        "where_prec": str(number % 7 + 1),
        "where_coordinates": "" if number % 7 == 5 else f"Wrenport {number % 40} town",
        "where_description": "" if number % 4 else f"on the road, {number} km from Talmark",
        "adm_1": "" if number % 7 == 6 else province,
        "adm_2": "" if number % 2 else "Sorrel district",
        "latitude": str(round(12 + number % 300 / 7, 6)),
        "longitude": str(round(-3.5 + number % 200 / 9, 6)),
        "priogrid_gid": str(150000 + number % 999),
        "country": state,
        "country_id": code,
        "region": region,
        "event_clarity": str(number % 2 + 1),
        "date_prec": PRECISIONS[number % 5],
        "date_start": start.isoformat(),
        "date_end": end.isoformat(),
        "deaths_a": "" if number % 11 == 3 else str(number % 2),
        "deaths_b": "0",
        "deaths_civilians": str(best) if kind == 3 else "0",
        "deaths_unknown": "" if number % 11 == 3 else "0",
        "best": "" if number % 13 == 4 else str(best),
        "high": str(high),
        "low": "" if number % 13 == 5 else str(low),
        "gwnoa": code if kind != 2 else "",
        "gwnob": "",
    }
    return {name: row.get(name, "") for name in COLUMNS}


def ged_text(rows):
    """A GED file of rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_ged(file, count, first=0):
    """Write an invented GED file of ``count`` rows, and return the rows."""
    rows = [ged_row(number) for number in range(first, first + count)]
    file.write_text(ged_text(rows), encoding="utf-8")
    return rows
