"""Databases of some reports of the sample corpus, brought in and taken out in any order."""

import re
from functools import cache
from pathlib import Path

from timeline.coding import report_of, stories_of
from timeline.ingest import judgements_input
from timeline.model import Input
from timeline.store.fold import fold
from timeline.store.judged import unsettle_judged
from timeline.store.settle import settle
from timeline.store.touched import last_report
from timeline.store.workspace import workspace
from timeline.store.write import remove, save
from timeline.vocab.actors import load_all_actors

REPORTS = Path(__file__).parents[1] / "data/reports"
OFTEN_TOLD = re.compile(r"round|swap84|bus|two-soldiers|fidan|spiderweb|20250704-swap|arabua")  # several each


@cache
def coded():
    """Reports of the corpus on events that several of them tell, coded, as inputs sorted by path."""
    files = [file for file in sorted(REPORTS.glob("*.*")) if OFTEN_TOLD.search(file.name)]
    reports = [report_of(file.read_bytes(), file.name) for file in files]
    stories = stories_of(reports)
    return tuple(
        Input(one.report.path, one.report.sha256, one.report.format, (one,), 0, one.report.issues)
        for one in stories
    )


def judged(text, path="judgements.yaml"):
    """A file of judgements as an input."""
    return judgements_input(text.encode(), path)


def bring(db, new=(), gone=()):
    """One ingest: ``gone`` inputs leave, ``new`` ones come; return what is said of judgements that do not hold."""
    with workspace(db, fresh=False, coder=1) as conn:
        remove(conn, [(one.path, one.sha256) for one in gone])
        since = last_report(conn)
        save(conn, sorted(new, key=lambda one: (one.path, one.sha256)), load_all_actors())
        unsettle_judged(conn)
        settle(conn, lambda *_: ())
        return [message for _, message in fold(conn, since)]
