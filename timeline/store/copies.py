"""Which reports are copies of one text: found for what is new, and told anew only for what that is connected with."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from timeline.resolve.same_text import Text, bands, copies, is_copy, signature

NEW = """select id from reports where rowid > ? and id not in (select report_id from record_blocks)
and body_start is not null order by id"""
CANDIDATES = """select distinct mine.report_id, other.report_id
from text_bands as mine join text_bands as other using (band)
where mine.report_id in (select value from json_each(?)) and other.report_id <> mine.report_id"""
CONNECTED = """with recursive connected(id) as (
  select report_id from touched_reports where report_id in (select id from reports)
  union select b from connected join same_texts on a = id
  union select a from connected join same_texts on b = id
)
select id from connected order by id"""
TEXTS = """select id, substr(text, body_start + 1, body_end - body_start), published_at, agency_id, source_id
from reports where id in (select value from json_each(?)) order by id"""
VOICES = "select id, voice, syndicated_from from reports where id in (select value from json_each(?))"
SET = "update reports set syndicated_from = ?, voice = ? where id = ?"


def find_copies(conn: sqlite3.Connection, since: int) -> set[str]:
    """Point copies at their original; return the reports whose words belong to another voice than before.

    Reports in rows behind ``since`` are new.
    """
    new = [key for (key,) in conn.execute(NEW, (since,))]
    conn.executemany("insert or ignore into text_bands values (?, ?)", list(banded(conn, new)))
    conn.executemany("insert or ignore into same_texts values (?, ?, ?)", sorted(pairs(conn, new)))
    conn.executemany(
        "insert or ignore into touched_reports values (?)",
        conn.execute("select a from same_texts where a in (select value from json_each(?1))"
                     " union select b from same_texts where b in (select value from json_each(?1))",
                     (json.dumps(new),)).fetchall(),
    )  # fmt: skip
    changed = set(told_anew(conn))
    conn.execute("delete from touched_reports")
    return changed


def banded(conn: sqlite3.Connection, reports: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in texts(conn, reports):
        yield from ((band, text.id) for band in bands(signature(text.words)))


def texts(conn: sqlite3.Connection, reports: Sequence[str]) -> Iterator[Text]:
    """Yield what is compared of reports: the story, without what stands around it on its page."""
    for row in conn.execute(TEXTS, (json.dumps(reports),)):
        yield Text(*row[:5])


def pairs(conn: sqlite3.Connection, new: Sequence[str]) -> set[tuple[str, str, int]]:
    """Return each new report with the reports of which it shares most of the text, and how much."""
    found = {(min(pair), max(pair)) for pair in conn.execute(CANDIDATES, (json.dumps(new),))}
    known = {text.id: text for text in texts(conn, sorted({key for pair in found for key in pair}))}
    shares = ((a, b, is_copy(known[a], known[b])) for a, b in found)
    return {(a, b, share) for a, b, share in shares if share is not None}


def told_anew(conn: sqlite3.Connection) -> Iterable[str]:
    """Yield the reports whose voice changes; write what is known of those that are touched."""
    connected = [key for (key,) in conn.execute(CONNECTED)]
    before = {key: held for key, *held in conn.execute(VOICES, (json.dumps(connected),))}
    for copy in copies(texts(conn, connected)):
        voice, original = before[copy.id]
        if (copy.voice, copy.original) != (voice, original):
            conn.execute(SET, (copy.original, copy.voice, copy.id))
        if copy.voice != voice:
            yield copy.id
