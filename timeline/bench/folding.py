"""Ten more reports for a database of many: how much of it is looked at again, and how long that takes."""

import gc
import hashlib
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from timeline.bench.figure import Figure
from timeline.bench.matching import codings
from timeline.ingest import GARBAGE
from timeline.model import Input, Report, Source, SourceKind, Story
from timeline.resolve.match import Coding
from timeline.store.codings import looked_at
from timeline.store.fold import fold
from timeline.store.indexes import made_after
from timeline.store.touched import last_report
from timeline.store.workspace import workspace
from timeline.store.write import save

MORE = 10  # reports that come later
GOAL = 1.0  # second, of what is compared and written anew


def input_of(coding: Coding) -> Input:
    """Return a file that holds one report of one sentence."""
    [claim] = coding.event.claims
    text = claim.quote or ""
    digest = hashlib.sha256(f"{coding.report_id} {text}".encode()).hexdigest()
    path = f"{coding.report_id}.md"
    report = Report(coding.report_id, path, "md", digest, text, (), published=coding.published, language="en")
    source = Source(coding.voice, coding.voice, SourceKind.OUTLET)
    return Input(path, digest, "md", (Story(report, source, None, (coding.event,)),))


def fold_more(claims: int, folder: Path) -> Iterator[Figure]:
    """Yield what it takes to fold ``claims`` of one report each, and then ten reports more."""
    told = sorted(map(input_of, islice(codings(claims + MORE), claims + MORE)), key=lambda one: one.path)
    step = len(told) // MORE
    late = told[::step][:MORE]
    paths = {one.path for one in late}
    db = folder / f"fold-{claims}.db"
    gc.set_threshold(GARBAGE)  # as in every ingest
    with workspace(db, True, 1) as conn:
        with made_after(conn):
            save(conn, [one for one in told if one.path not in paths])
        started = time.process_time()
        fold(conn, 0)
        first = time.process_time() - started
        (events,) = conn.execute("select count(*) from events").fetchone()
    note = f"{claims:,} claims of a report each are {events:,} events, compared and written"
    yield Figure(f"fold {claims:,} claims", first, first, first, "s", None, note)
    whole = time.process_time()
    with workspace(db, False, 1) as conn:
        since = last_report(conn)
        save(conn, late)
        before = conn.total_changes
        started = time.process_time()
        fold(conn, since)
        again = time.process_time() - started
        note = f"{looked_at(conn, since)} codings share a key with them, {conn.total_changes - before} rows written"
    whole = time.process_time() - whole
    yield Figure(
        f"fold {MORE} more", again, again, again, "s", GOAL, f"{note}; the whole ingest {whole:.1f} s"
    )
