"""Invented rows in the shape of UCDP GED: the war between Ardenia and the Kelm Front, which never was."""

import csv
import io
from pathlib import Path

from timeline.vocab.dataset_columns import current

COLUMNS = current("ucdp_ged")
SIDES = ("Government of Mali", "Kelm Front")
PLACES = ("Wrenport", "Talmark", "Sorrel", "Kestrel Hill", "Osprey Bay")


def ged_row(number, **changes):
    """The cells of the row with this number by column, some of them changed."""
    day, place = f"2031-03-{number % 28 + 1:02d}", PLACES[number % len(PLACES)]
    dead = number % 4 + 1
    known = {
        "id": str(number), "relid": f"ARD-2031-1-{number}", "year": "2031", "active_year": "1", "code_status": "Clear",
        "type_of_violence": "1", "conflict_new_id": "99001", "conflict_name": "Mali: Kelm", "dyad_new_id": "99002",
        "dyad_name": " - ".join(SIDES), "side_a_new_id": "72", "side_a": SIDES[0], "side_b_new_id": "99003",
        "side_b": SIDES[1], "number_of_sources": "1",
        "source_article": f'"North Wire,{day},{dead} killed near {place}"', "source_office": "North Wire",
        "source_date": day, "source_headline": f"{dead} killed near {place}", "source_original": "army spokesman",
        "where_prec": "1", "where_coordinates": f"{place} town", "adm_1": "Kelm province", "latitude": "13.5",
        "longitude": "-4.25", "geom_wkt": "POINT (-4.25 13.5)", "priogrid_gid": "149000", "country": "Mali",
        "country_id": "432", "region": "Africa", "event_clarity": "1", "date_prec": "1",
        "date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000", "deaths_a": str(dead), "deaths_b": "0",
        "deaths_civilians": "0", "deaths_unknown": "0", "best": str(dead), "high": str(dead + 2), "low": str(dead),
    }  # fmt: skip
    return {name: known.get(name, "") for name in COLUMNS} | changes


def ged(rows, columns=COLUMNS, delimiter=",", end="\n"):
    """A table of rows as bytes."""
    text = io.StringIO()
    table = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator=end)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def ged_lines(count, first=1):
    """The lines of a table of so many rows: the header, then one row a line."""
    return ged(ged_row(number) for number in range(first, first + count)).splitlines(keepends=True)


def write(file: Path, data: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
