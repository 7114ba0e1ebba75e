"""Write a dataset file row by row into an open transaction: its events, what they cite, and the rows as received."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.model import Actor, Citation, Event, Input, Issue, IssueLevel, Row, Source, Story, Table
from timeline.store import rows
from timeline.store.batch import Batch
from timeline.store.entities import Entity, described, described_rows, entities_of
from timeline.store.records import Block, Packer, lines_from
from timeline.store.settle import UNSETTLED

ROWS = 2_000
"""Rows that are taken before the database is asked which of their events it has."""

Named = Callable[[str | None, str | None], Source | None]
"""Gives the source of an article from its publisher's name, or else from its address."""


@dataclass(slots=True)
class Progress:
    """How far the tables of one input are; ``things`` are what they name, by kind and key."""

    source: Input
    named: Named
    events: int = 0
    skipped: int = 0
    issues: int = 0
    doubled: int = 0
    things: dict[tuple[type, str | None], Entity] = field(default_factory=dict)
    cited: dict[str, Source | None] = field(default_factory=dict)

    def source_of(self, cited: Citation) -> str | None:
        """Return the id of who published an article. Addresses are asked about once a site: files have millions."""
        key = cited.publisher or site(cited.url or "")
        if not key:
            return None
        if key not in self.cited:
            self.cited[key] = self.named(cited.publisher, cited.url)
        found = self.cited[key]
        return found.id if found else None


def site(url: str) -> str:
    """Return what of an address is the same for all articles of its site."""
    return "/".join(url.split("/", 3)[:3])


def add_table(
    conn: sqlite3.Connection, batch: Batch, table: Table, known: Mapping[str, Actor], at: Progress
) -> None:
    """Put the rows of ``table`` into ``batch``; what they are about stands in ``at``."""
    conn.execute(UNSETTLED)
    report_id = table.report.id
    packer = Packer()
    waiting: list[Row] = []
    at.things, at.cited, at.doubled = {}, {}, 0
    report = replace(table.report, path=at.source.path)  # one in an archive lies where the archive does
    batch.add("reports", [rows.report_row(Story(report, table.source, None))])
    for row in table.rows:
        if row.raw:
            batch.add("record_blocks", block_rows(report_id, packer.add(row.line, row.raw)))
        waiting.append(row)
        if len(waiting) == ROWS:
            add_rows(conn, batch, waiting, table, packer, at)
            waiting.clear()
    add_rows(conn, batch, waiting, table, packer, at)
    if at.doubled:
        add_issue(batch, at, doubled(table.report.path, at.doubled))
    batch.add("record_blocks", block_rows(report_id, packer.rest()))
    sources = [table.source, *(one for one in at.cited.values() if one)]
    batch.add("stated_entities", described_rows(report_id, [*sources, *at.things.values()], known))


def block_rows(report_id: str, blocks: Iterable[Block]) -> Iterator[rows.Row]:
    for first, last, packed in blocks:
        yield {"report_id": report_id, "first_line": first, "last_line": last, "records": packed}


def add_rows(
    conn: sqlite3.Connection, batch: Batch, waiting: list[Row], table: Table, packer: Packer, at: Progress
) -> None:
    """Put what some rows yield into ``batch``.

    A second row for one event of the file is a second claim where the format folds its rows; a row that is the same
    as the first is counted, any other is passed over and told.
    """
    report_id, file = table.report.id, table.report.id[-8:]
    batch.send()
    ids = [event.id for row in waiting for event in row.extraction.events]
    stored, own = known_events(conn, ids), known_claims(conn, ids, file)
    for row in waiting:
        issues = list(row.extraction.issues)
        at.skipped += row.skipped
        for event in row.extraction.events:
            first = own.setdefault(event.id, row.line)
            if first == row.line:
                add_event(batch, event, report_id, file, at, new=event.id not in stored)
            elif is_same(conn, packer, report_id, first, row):
                at.doubled += event is row.extraction.events[0]
            elif table.folds:
                stored.add(event.id)
                add_event(batch, event, report_id, f"{file}-{row.line}", at, new=False)
            else:
                issues.append(repeated(event, f"{table.report.path}:{row.line}", first))
                at.skipped += 1
        for position, mention in enumerate(row.extraction.mentions):
            batch.add(
                "citations",
                [citation_row(report_id, row.line, position, mention.event_id, mention.citation, at)],
            )
        for issue in issues:
            add_issue(batch, at, issue)
    conn.executemany("insert or ignore into unsettled values (?)", [(key,) for key in sorted(stored)])


def add_issue(batch: Batch, at: Progress, issue: Issue) -> None:
    """Put an issue of the input into ``batch``."""
    batch.add("issues", [rows.issue_row(at.source, at.issues, issue)])
    at.issues += 1


def is_same(conn: sqlite3.Connection, packer: Packer, report_id: str, line: int, row: Row) -> bool:
    """Tell whether a row is the one that starts at ``line``, byte for byte but for how its last line ends."""
    found = packer.held(line) or lines_from(conn, report_id, line)
    earlier = b"".join(found[: len(row.raw.rstrip(b"\r\n").split(b"\n"))])
    return earlier.rstrip(b"\r\n") == row.raw.rstrip(b"\r\n")


def add_event(batch: Batch, event: Event, report_id: str, file: str, at: Progress, new: bool) -> None:
    """Put an event with its claim into ``batch``; of one that is stored already only what is claimed of it."""
    at.events += 1
    for thing in entities_of(event):
        key = type(thing), thing.id
        held = at.things.setdefault(key, thing)
        if held is not thing and held != thing:  # rows may differ: what they say together has no order
            at.things[key] = min(held, thing, key=described)
    if new:
        batch.add("events", [rows.event_row(event)])
        batch.add("participants", rows.participant_rows(event))
    batch.add("claims", rows.claim_rows(event, report_id, file))
    batch.add("quantities", rows.quantity_rows(event, file))
    for claim in event.claims:
        assert claim.line is not None
        for position, citation in enumerate(claim.citations):
            batch.add("citations", [citation_row(report_id, claim.line, position, event.id, citation, at)])


def known_events(conn: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Return those of ``ids`` that are events in the file."""
    found = conn.execute(
        "select id from events where id in (select value from json_each(?))", (json.dumps(ids),)
    )
    return {key for (key,) in found}


def known_claims(conn: sqlite3.Connection, ids: Sequence[str], file: str) -> dict[str, int]:
    """Return those of the events ``ids`` that a dataset file speaks of already, with the line where it does."""
    keys = json.dumps([f"{key}@{file}" for key in ids])
    query = "select event_id, line from claims where id in (select value from json_each(?))"
    return dict(conn.execute(query, (keys,)))


def repeated_rows(
    conn: sqlite3.Connection, keys: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield path and hash of those inputs, and what was said of their rows that repeat another one's key."""
    query = "select message from issues where input_id = ? and code = 'repeated' order by position"
    for key in keys:
        for (message,) in conn.execute(query, (rows.input_id(*key),)):
            yield key, message


def repeated(event: Event, where: str, line: int) -> Issue:
    """Return what is to be said of a row whose key another row of the file has."""
    message = f"{where}: {event.dataset_event_id} stands in line {line} already, passed over"
    return Issue(IssueLevel.ERROR, "repeated", where, message)


def doubled(path: str, count: int) -> Issue:
    """Return what is to be said of rows that stand in a file more than once."""
    message = f"{path}: {count} rows are the same as an earlier one, taken once"
    return Issue(IssueLevel.INFO, "doubled", path, message)


def citation_row(
    report_id: str, line: int, position: int, event_id: str, cited: Citation, at: Progress
) -> rows.Row:
    return {
        "report_id": report_id,
        "line": line,
        "position": position,
        "event_id": event_id,
        "publisher_as_written": cited.publisher,
        "source_id": at.source_of(cited),
        "title": cited.title,
        "published_at": cited.published,
        "url": cited.url,
        "claimant_as_written": cited.claimant_as_written,
    }
