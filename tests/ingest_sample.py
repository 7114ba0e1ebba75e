"""A corpus of short invented reports, a few of them not fit to be read."""

import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from timeline.store.schema import metadata

PLACES = ("Wrenport", "Talmark", "Sorrel", "Kestrel Hill", "Osprey Bay")
REPORT = """---
title: Rebels attack a post near {place}
publisher: The {place} Courier
agency: Reuters
author: Mara Holt
url: https://courier.example/{number}
published: 2031-03-{day:02d}
language: en
licence: CC-BY-4.0
---
{shout}, March {day} (Reuters) - Rebels killed {killed} soldiers near {place} on Tuesday, the defence ministry said.

The army released {number} prisoners on Monday, a spokesman said.
"""
PAGE = """Army shells a village near {place}
Published by The {place} Courier
Posted on March {day}, 2031

The army shelled a village near {place} on Monday, killing {killed} people.
"""
COMMAND = (sys.executable, "-c", "from timeline.cli import cli; cli(prog_name='timeline')")
FRESH_SECONDS = 60  # for a run that takes two
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path[1:]])}


def report(number, form=REPORT):
    """The text of the report with this number."""
    place = PLACES[number % len(PLACES)]
    return form.format(
        place=place, shout=place.upper(), number=number, day=number % 28 + 1, killed=number % 7 + 2
    )


def write_corpus(folder, count=6, first=1):
    """Write ``count`` reports into ``folder``, every third one as a copied page in a folder of its own."""
    for number in range(first, first + count):
        page = number % 3 == 0
        file = folder / (f"pages/p{number:03d}.txt" if page else f"r{number:03d}.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report(number, PAGE if page else REPORT), encoding="utf-8")
    return folder


def rows_of(db, table=None):
    """Every row of every table, or of one, in an order of their own."""
    with closing(sqlite3.connect(db)) as conn:
        tables = [table] if table else list(metadata.tables)
        rows = {name: sorted(conn.execute(f"select * from {name}"), key=repr) for name in tables}
    return rows[table] if table else rows


def ask(db, query):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query).fetchall()


def wait_until_at_work(process, db):
    """Return when the run has begun to write, or has ended."""
    building = db.with_name(f"{db.name}.building")
    end = time.monotonic() + FRESH_SECONDS
    while process.poll() is None and not size_of(building) and time.monotonic() < end:
        time.sleep(0.005)


def size_of(path):
    """The bytes of a file that may come and go."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
