"""The page of one report: its head, its text with everything coded from it marked, the events it tells of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.serve.event_page import note
from timeline.serve.events import EventCard
from timeline.serve.links import Hrefs, Link, web_address
from timeline.serve.marked import Mark, Piece, pieces
from timeline.serve.reasoning import moment
from timeline.serve.state import State

MOST_EVENTS = 60
LONGEST_TEXT = 200_000  # characters of one page

REPORT = """
    select reports.*, sources.name as source, sources.redistributable, sources.licence as terms,
      agencies.name as agency, copied.title as copied
    from reports
    left join sources on sources.id = reports.source_id
    left join sources as agencies on agencies.id = reports.agency_id
    left join reports as copied on copied.id = reports.syndicated_from
    where reports.id = ?"""
EVENTS = """
    select event_id, span_start, span_end from claims where report_id = ?
    order by span_start, line, id limit ?"""
COUNT = "select count(distinct event_id) from claims where report_id = ?"
EVIDENCE = """
    select evidence.* from claims join evidence on evidence.claim_id = claims.id
    where claims.report_id = ? and claims.span_start is not null order by span_start, claim_id, position limit 5000"""
FORBIDDING = ("all rights reserved", "no redistribution")


@dataclass(frozen=True, slots=True)
class ReportFound:
    """What is stored about a report, in words; ``parts`` are the stretches of its text that may be shown."""

    name: str
    language: str
    facts: tuple[tuple[str, Link], ...]
    parts: tuple[tuple[Piece, ...], ...]
    whole: bool
    ids: tuple[str, ...]
    count: int
    row: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that the template of a report is given."""

    title: str
    menu: tuple[Link, ...]
    report: ReportFound
    events: tuple[EventCard, ...]
    build: str


def read_report(state: State, hrefs: Hrefs, key: str) -> ReportFound | None:
    """The report ``key``; None if there is none."""
    conn = state.conn
    row = conn.execute(REPORT, (key,)).fetchone()
    if row is None:
        return None
    claims = conn.execute(EVENTS, (key, MOST_EVENTS)).fetchall()
    evidence = conn.execute(EVIDENCE, (key,)).fetchall()
    whole = may_show(row["licence"], row["redistributable"])
    return ReportFound(
        name=row["title"] or row["path"],
        language=row["language"] or "",
        facts=_facts(hrefs, row),
        parts=tuple(_parts(hrefs, row, claims, evidence, whole)),
        whole=whole,
        ids=tuple(dict.fromkeys(claim["event_id"] for claim in claims)),
        count=int(conn.execute(COUNT, (key,)).fetchone()[0]),
        row=hrefs.row("reports", key),
    )


def may_show(licence: str | None, redistributable: int | None) -> bool:
    """Whether the whole text may be shown: what the report itself states comes before its source's terms."""
    if licence:
        return not any(words in licence.lower() for words in FORBIDDING)
    return redistributable != 0


def _parts(
    hrefs: Hrefs, row: Mapping[str, Any], claims: Sequence[Any], evidence: Sequence[Any], whole: bool
) -> Sequence[tuple[Piece, ...]]:
    """The body with its marks; where the licence forbids the text, the sentences that were coded and no more."""
    said = [claim for claim in claims if claim["span_start"] is not None]
    marks = [
        *(
            Mark(one["span_start"], one["span_end"], "", hrefs.event(one["event_id"]), whole=True)
            for one in said
        ),
        *(Mark(one["span_start"], one["span_end"], note(one)) for one in evidence),
    ]
    if row["body_start"] is None and not said:
        return []  # a dataset's file, of which only the first line is kept as text
    if whole:
        start, end = row["body_start"] or 0, row["body_end"] or len(row["text"])
        return [pieces(row["text"], marks, start, min(end, start + LONGEST_TEXT))]
    spans = dict.fromkeys((one["span_start"], one["span_end"]) for one in said)
    return [pieces(row["text"], marks, *span) for span in spans]


def _facts(hrefs: Hrefs, row: Mapping[str, Any]) -> tuple[tuple[str, Link], ...]:
    published = row["published_at"]
    names = {column: ", ".join(json.loads(row[column] or "[]")) for column in ("byline", "editors")}
    stated = {
        "source": Link(hrefs.source(row["source_id"]) if row["source_id"] else "", row["source"] or ""),
        "agency": Link(hrefs.source(row["agency_id"]) if row["agency_id"] else "", row["agency"] or ""),
        "published": Link("", moment(published) if published else "not stated"),
        "updated": Link("", moment(row["updated_at"]) if row["updated_at"] else ""),
        "by": Link("", names["byline"]),
        "edited by": Link("", names["editors"]),
        "from": Link("", row["dateline_place"] or ""),
        "language": Link("", row["language"] or ""),
        "address": Link(web_address(row["url"]) or "", row["url"] or ""),
        "copy of": Link(
            hrefs.report(row["syndicated_from"]) if row["syndicated_from"] else "", row["copied"] or ""
        ),
        "licence": Link("", row["licence"] or row["terms"] or "not stated"),
        "file": Link("", f"{row['path']}, sha256 {row['sha256'][:16]}…"),
    }
    return tuple((name, link) for name, link in stated.items() if link.word)
