"""A file with hundreds of invented events that differ in everything one can select by, and selections of them."""

import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta

from serve_sample import build

from timeline.model import Role, Status

SEED = 20250722
EVENTS = 400
ACTORS = ("kestrelia", "ospreya", "kestrel-ministry", "kestrel-soldiers")
SOURCES = ("daily-wren", "avocet", "ospreya-courier")
KINDS = (("ASSAULT", None), ("CONSULT", "visit"), ("CONSULT", None), ("RETREAT", "release"), (None, None))


def build_many(path):
    """A file at ``path`` with hundreds of events that differ in everything one can select by."""
    build(path)
    pick = random.Random(SEED)
    with closing(sqlite3.connect(path)) as conn:
        first = conn.execute("select id from events order by id limit 1").fetchone()[0]
        names = [name for (name,) in conn.execute("select name from pragma_table_info('events')")]
        for number in range(EVENTS):
            known = an_event(pick, f"e{pick.randrange(10**6)}-{number}")
            chosen = ", ".join(f":{name}" if name in known else name for name in names)
            conn.execute(f"insert into events select {chosen} from events where id = '{first}'", known)
            for position in range(pick.randrange(4)):
                part = (known["id"], position, pick.choice(list(Role)), pick.choice((*ACTORS, None)))
                conn.execute(
                    "insert into participants (event_id, position, role, actor_id, name_as_written)"
                    " values (?, ?, ?, ?, 'x')", part,
                )  # fmt: skip
            told(conn, pick, known["id"], number)
        conn.execute("insert into events_fts (events_fts) values ('rebuild')")
        conn.commit()
    return path


def an_event(pick, key):
    """Values of one event, most of them now and then unknown."""
    day = date(2024, 12, 1) + timedelta(pick.randrange(90))
    length, precision = pick.choice(((0, "day"), (0, "day"), (6, "week"), (30, "month"), (364, "year")))
    dated = pick.random() < 0.9
    low, best, high = sorted(pick.choice((0, 1, 3, 12)) for _ in range(3))
    event_type, mode = pick.choice(KINDS)
    placed = pick.random() < 0.7
    voices = pick.randrange(4)
    return {
        "id": key,
        "title": pick.choice(("Talks at the mill", "A meeting of Wren", "Shelling of the mill")),
        "event_type": event_type,
        "event_mode": mode,
        "date_start": str(day) if dated else None,
        "date_end": str(day + timedelta(length)) if dated else None,
        "date_precision": precision if dated else "unknown",
        "status": pick.choice(list(Status)),
        "place_id": "wrenport" if placed else None,
        "country": pick.choice(("WRN", "KST", None)),
        "latitude": pick.uniform(-60, 60) if placed else None,
        "longitude": pick.uniform(-180, 180) if placed else None,
        "geo_precision": pick.choice(("exact", "country")) if placed else "unknown",
        "fatalities_low": pick.choice((low, None)),
        "fatalities_best": pick.choice((best, None)),
        "fatalities_high": pick.choice((high, None)),
        "independent_sources": voices,
        "reports": voices,
        "dataset": pick.choice(("ucdp_ged", "acled", None)),
        "shown": int(pick.random() < 0.8),
    }


def told(conn, pick, key, number):
    """Let some reports tell of the event ``key``, and some sources be cited for it."""
    reports = [report for (report,) in conn.execute("select id from reports order by id")]
    for report in pick.sample(reports, pick.randrange(3)):
        conn.execute(
            "insert into claims (id, event_id, report_id, status, date_precision, rule)"
            " values (?, ?, ?, 'occurred', 'unknown', 'test-rule')", (f"{key}@{report}", key, report),
        )  # fmt: skip
    for position, source in enumerate(pick.sample(SOURCES, pick.randrange(3))):
        conn.execute(
            "insert into citations (report_id, line, position, event_id, source_id) values (?, ?, ?, ?, ?)",
            (reports[0], number + 1, position, key, source),
        )


def random_query(pick):
    """The address of some selection; each parameter stands in one of three or four."""
    some = {
        "from": ("2024-12-20", "2025-01-10", "2025-02"),
        "to": ("2025-02-20", "2025-03", "2026"),
        "type": ("ASSAULT", "RETREAT:release", "none", "CONSULT"),
        "status": ("occurred", "planned", "denied"),
        "actor": ACTORS,
        "recipient": ACTORS,
        "party": ACTORS,
        "country": ("WRN", "KST", "none"),
        "place": ("wrenport",),
        "source": SOURCES,
        "dataset": ("ucdp_ged", "none"),
        "deaths": ("1", "4"),
        "voices": ("1", "3"),
        "q": ("mill", "wren meeting", '"the mill"', "nowhere"),
        "bbox": ("-30,-20,100,50", "100,-20,-30,50"),
        "machine": ("1",),
        "sort": ("oldest",),
        "lacks": ("place",),
    }
    chosen = [f"{name}={pick.choice(values)}" for name, values in some.items() if pick.random() < 0.14]
    if not any(one.startswith(("from", "to")) for one in chosen) and pick.random() < 0.1:
        chosen.append("lacks=date")
    if any(one.startswith("from") for one in chosen) and pick.random() < 0.3:
        chosen.append("reach=1")
    return "&".join(chosen)


QUERIES = sorted({random_query(random.Random(SEED + number)) for number in range(150)})
