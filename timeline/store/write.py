"""Write inputs into an open transaction. ``tidy`` then derives what follows from all of them together."""

import sqlite3
from collections.abc import Iterable, Mapping

from timeline.model import Actor, Input, Issue, IssueLevel, Story
from timeline.store import rows
from timeline.store.batch import BATCH, Batch
from timeline.store.entities import entity_rows
from timeline.store.standing import FORCED, codebook_rows, has_codebook, stored_inputs, totals
from timeline.store.tables import Named, Progress, add_table
from timeline.store.tidy import remove, tidy

__all__ = ["remove", "save", "save_codebook", "stored_inputs", "tidy", "totals"]


OF_THE_FILE = frozenset({"format", FORCED})  # codes of issues that a file has by itself, not from its rows


def save(
    conn: sqlite3.Connection, inputs: Iterable[Input], known: Mapping[str, Actor] | None = None,
    named: Named = lambda name, url: None,
) -> int:  # fmt: skip
    """Store ``inputs`` and return how many were new; one that is stored already is passed over.

    ``inputs`` must come sorted by path and hash (``ValueError``), because a file's bytes follow the order
    of writing. ``known`` names the actors that others belong to, ``named`` gives the sources of what datasets cite.
    ``TimelineError`` if a row is refused.
    """
    stored = stored_inputs(conn)
    reports = {name for (name,) in conn.execute("select id from reports")}
    batch = Batch(conn)
    last = ("", "")
    count = 0
    for source in inputs:
        key = (source.path, source.sha256)
        if key < last:
            raise ValueError(f"{source.path}: inputs must come in order")
        last = key
        if key not in stored:
            stored.add(key)
            count += 1
            add_input(conn, batch, source, reports, known or {}, named)
        if batch.size >= BATCH:
            batch.send()
    batch.send()
    return count


def add_input(
    conn: sqlite3.Connection, batch: Batch, source: Input, reports: set[str], known: Mapping[str, Actor],
    named: Named,
) -> None:  # fmt: skip
    """Put an input and what came with it into ``batch``; a report in ``reports`` is stored already."""
    if source.tables and all(table.report.id in reports for table in source.tables):
        batch.send()
        add_copy(conn, batch, source)
        return
    key = rows.input_id(source.path, source.sha256)
    issues = list(rows.issue_rows(source))
    batch.add("issues", issues)
    batch.add("judgements", rows.judgement_rows(source))
    at = Progress(source, named, issues=len(issues))
    for story in source.stories:
        part = story.report.path.removeprefix(source.path) or None
        batch.add("input_reports", [{"input_id": key, "report_id": story.report.id, "part": part}])
        if story.report.id not in reports:
            reports.add(story.report.id)
            add_story(batch, story, known)
    for table in source.tables:
        batch.add("input_reports", [{"input_id": key, "report_id": table.report.id, "part": None}])
        if table.report.id not in reports:
            reports.add(table.report.id)
            add_table(conn, batch, table, known, at)
    batch.add("inputs", [rows.input_row(source, at.events, at.skipped)])


def add_copy(conn: sqlite3.Connection, batch: Batch, source: Input) -> None:
    """Put the input of a dataset file that lies at another path as well into ``batch``, with what was said of it."""
    key = rows.input_id(source.path, source.sha256)
    twin, path, events, skipped = conn.execute(
        "select id, path, events, skipped from inputs join input_reports on input_id = id"
        " where report_id = ? and id <> ? order by path limit 1",
        (source.tables[0].report.id, key),
    ).fetchone()
    own = list(rows.issue_rows(source))
    batch.add("issues", own)
    query = "select level, code, locator, message from issues where input_id = ? order by position"
    found = [one for one in conn.execute(query, (twin,)) if one[1] not in OF_THE_FILE]
    for position, (level, code, locator, message) in enumerate(found, len(own)):
        place, words = (f"{source.path}{text.removeprefix(path)}" for text in (locator, message))
        issue = Issue(IssueLevel(level), code, place, words)
        batch.add("issues", [rows.issue_row(source, position, issue)])
    for table in source.tables:
        batch.add("input_reports", [{"input_id": key, "report_id": table.report.id, "part": None}])
    batch.add("inputs", [rows.input_row(source, events, skipped)])


def add_story(batch: Batch, story: Story, known: Mapping[str, Actor]) -> None:
    """Put a report and its events into ``batch``."""
    batch.add("reports", [rows.report_row(story)])
    batch.add("stated_entities", entity_rows(story, known))
    for event in story.events:
        batch.add("events", [rows.event_row(event, rows.day_of(story.report.published))])
        batch.add("codings", [rows.coding_row(event, story.report.id, event.id)])
        batch.add("participants", rows.participant_rows(event))
        batch.add("claims", rows.claim_rows(event, story.report.id))
        batch.add("quantities", rows.quantity_rows(event))
        batch.add("evidence", rows.evidence_rows(event))
        if batch.size >= BATCH:
            batch.send()


def save_codebook(conn: sqlite3.Connection) -> None:
    """Store the meanings of tables, columns and values, if they differ from those in the file."""
    if not has_codebook(conn):
        conn.execute("delete from codebook")
        conn.executemany("insert into codebook values (?, ?, ?, ?, ?)", codebook_rows())
