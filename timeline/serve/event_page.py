"""The page of one event: every value with the words behind it, who said them, by which rule."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.serve.cite import Cited, bibtex, cite
from timeline.serve.codes import Code, codes, contexts, flags
from timeline.serve.edit import Form
from timeline.serve.events import EventCard, Roles, by_role, participant, side_words
from timeline.serve.links import Hrefs, Link, web_address
from timeline.serve.marked import Mark, Piece, around, pieces
from timeline.serve.matched import Matched, read_matched
from timeline.serve.names import dataset_name
from timeline.serve.original import Original, read_originals
from timeline.serve.place_map import PlaceMap, place_map
from timeline.serve.reasoning import date_reasoning, weekday
from timeline.serve.rows import CLAIMS, LINKS, PARTICIPANTS, QUANTITIES
from timeline.serve.selection import Selection
from timeline.serve.words import label, number, when

Row = Mapping[str, Any]
AROUND = 400  # characters before and after a sentence in which its other words are shown with it

EVENT = "select * from events where id = ?"
TEXTS = "select id, text from reports where id in (select report_id from claims where event_id = ?)"
EVIDENCE = """
    select evidence.* from evidence join claims on claims.id = evidence.claim_id
    where claims.event_id = ? order by claim_id, position"""
CITATIONS = """
    select citations.title, citations.url, citations.published_at, claimant_as_written, sources.name as source,
      source_id
    from citations left join sources on sources.id = citations.source_id
    where event_id = ? order by published_at, line, position limit 100"""
NEAR = """
    select id, title from events
    where shown = :shown and date_start {sign}= :day and (date_start {sign} :day or id {sign} :id)
    order by date_start {way}, id {way} limit 1"""


@dataclass(frozen=True, slots=True)
class Told:
    """One value of a claim: the words that gave it, and the rule."""

    field: str
    value: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim: its sentence marked, who says it, and how each value was read."""

    text: tuple[Piece, ...]
    status: str
    claimant: str
    channel: str
    report: Link
    source: Link
    agency: str
    published: str
    address: str | None
    reasoning: str
    dated: bool
    values: tuple[Told, ...]
    rule: str
    line: int | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that the template of an event is given."""

    title: str
    menu: tuple[Link, ...]
    card: EventCard
    participants: Roles
    date_note: str
    place_note: str
    map: PlaceMap | None
    claims: tuple[ClaimShown, ...]
    differ: tuple[tuple[str, tuple[str, ...]], ...]
    reports: tuple[Link, ...]
    codes: tuple[Code, ...]
    contexts: tuple[str, ...]
    flags: tuple[str, ...]
    dataset: str
    originals: tuple[Original, ...]
    citations: tuple[Link, ...]
    links: tuple[tuple[str, Link], ...]
    matched: Matched
    citation: str
    bibtex: str
    previous: Link | None
    next: Link | None
    row: str
    place_href: str
    build: str
    form: Form | None


def read_event(
    conn: sqlite3.Connection,
    hrefs: Hrefs,
    card: EventCard,
    cited_as: tuple[str, str],
    menu: tuple[Link, ...],
    build: str,
    form: Form | None = None,
) -> EventPage:
    """Everything that stands behind the event of ``card``; ``cited_as`` is the site's title and its state."""
    key = card.id
    event: Row = conn.execute(EVENT, (key,)).fetchone()
    claims = conn.execute(CLAIMS, (key,)).fetchall()
    shown = _claims(conn, hrefs, key, claims)
    cited = [
        Cited(
            row["source"] or "source not stated", row["report"], row["published_at"], web_address(row["url"])
        )
        for row in {row["report_id"]: row for row in claims}.values()
    ]
    verbs = {value.words for one in shown for value in one.values if value.field == field_word("event_type")}
    naming = (key, event["title"], card.when, card.status, ", ".join(cited_as))
    return EventPage(
        title=cited_as[0],
        menu=menu,
        card=card,
        participants=by_role(_part(hrefs, row, verbs) for row in conn.execute(PARTICIPANTS, (key,))),
        date_note=_date_note(event),
        place_note=_place_note(event),
        map=place_map(event),
        claims=shown,
        differ=_differences(claims, conn.execute(QUANTITIES, (key,)).fetchall()),
        reports=_heads(hrefs, claims),
        codes=codes(event),
        contexts=contexts(event),
        flags=flags(event),
        dataset=dataset_name(event["dataset"]) if event["dataset"] else "",
        originals=read_originals(conn, claims),
        citations=tuple(_citation(hrefs, row) for row in conn.execute(CITATIONS, (key,))),
        links=tuple(
            (f"{label(row['kind'])}: {row['reason']}", Link(hrefs.event(row["id"]), row["title"]))
            for row in conn.execute(LINKS, {"id": key})
        ),
        matched=read_matched(conn, hrefs, key),
        citation=cite(*naming, cited),
        bibtex=bibtex(*naming, cited),
        previous=_near(conn, hrefs, event, "<", "desc"),
        next=_near(conn, hrefs, event, ">", "asc"),
        row=hrefs.row("events", key),
        place_href=_place_href(hrefs, event["place_id"]),
        build=build,
        form=form,
    )


def _claims(
    conn: sqlite3.Connection, hrefs: Hrefs, key: str, claims: Sequence[Row]
) -> tuple[ClaimShown, ...]:
    texts = {row["id"]: row["text"] for row in conn.execute(TEXTS, (key,))}
    evidence: dict[str, list[Row]] = defaultdict(list)
    for row in conn.execute(EVIDENCE, (key,)):
        evidence[row["claim_id"]].append(row)
    return tuple(
        _claim(
            hrefs, joined(rows), texts[rows[0]["report_id"]], distinct([evidence[row["id"]] for row in rows])
        )
        for rows in by_sentence(claims)
    )


def by_sentence(claims: Iterable[Row]) -> list[list[Row]]:
    """Claims that rest on one stretch of a report together, in the order of the first: it is shown once."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in claims:
        alone = row["id"] if row["span_start"] is None else ""
        found.setdefault((row["report_id"], row["span_start"], row["span_end"], alone), []).append(row)
    return list(found.values())


def joined(rows: Sequence[Row]) -> Row:
    """Several claims on one stretch as one: the first that has a date, with everybody who says it and every rule."""
    lead = next((row for row in rows if row["date_start"]), rows[0])
    words = {
        name: "; ".join(dict.fromkeys(row[name] for row in rows if row[name]))
        for name in ("claimant", "channel", "rule")
    }
    return {**dict(lead), **words}


def distinct(evidence: Iterable[Sequence[Row]]) -> list[Row]:
    """The evidence of several claims, what is said twice once."""
    found = {
        (row["field"], row["value"], row["span_start"], row["span_end"]): row
        for rows in evidence
        for row in rows
    }
    return list(found.values())


def _claim(hrefs: Hrefs, row: Row, text: str, evidence: Sequence[Row]) -> ClaimShown:
    values = tuple(
        Told(field_word(one["field"]), one["value"], text[one["span_start"] : one["span_end"]], one["rule"])
        for one in evidence
    )
    shown: tuple[Piece, ...] = ()
    if row["span_start"] is not None:
        marks = [
            Mark(row["span_start"], row["span_end"], "", whole=True),
            *(Mark(one["span_start"], one["span_end"], note(one)) for one in evidence),
        ]
        shown = pieces(text, marks, *around(marks, AROUND))
    rule = next((one["rule"] for one in evidence if one["field"] == "date"), None)
    published = row["published_at"]
    return ClaimShown(
        text=shown,
        status=row["status"],
        claimant=row["claimant"] or "",
        channel=row["channel"] or "",
        report=Link(hrefs.report(row["report_id"]), row["report"] or row["report_id"]),
        source=Link(
            hrefs.source(row["source_id"]) if row["source_id"] else "", row["source"] or "source not stated"
        ),
        agency=row["agency"] or "",
        published=weekday(published) if published else "day of publication not stated",
        address=web_address(row["url"]),
        reasoning=date_reasoning(
            row["date_as_written"], published, row["date_start"], row["date_end"], row["date_precision"], rule
        ),
        dated=bool(row["date_as_written"] or row["date_start"]),
        values=values,
        rule=row["rule"],
        line=row["line"],
    )


def field_word(field: str) -> str:
    """``participant.actor`` → "actor", ``quantity.killed`` → "killed"."""
    return label(field.rpartition(".")[2])


def note(evidence: Row) -> str:
    """What was made of a stretch of text: "actor: Ospreya (slot.subj)"."""
    return f"{field_word(evidence['field'])}: {evidence['value']} ({evidence['rule']})"


def _part(hrefs: Hrefs, row: Row, verbs: Collection[str]) -> tuple[str, Link, str]:
    """Role, name, and how the report names it: not where only the words of the deed say that there is another side."""
    href = hrefs.actor(row["actor_id"]) if row["actor_id"] else ""
    written = row["name_as_written"]
    told = written != row["actor"] and not any(one.startswith(written) for one in verbs)
    return label(row["role"]), Link(href, participant(row)), written if told else ""


def _date_note(event: Row) -> str:
    if event["date_start"] is None:
        return "No day is known, and none is guessed."
    words = when(event["date_start"], event["date_end"], event["date_precision"])
    if event["date_precision"] == "day":
        return f"{words}; known to the day"
    known = (
        "" if event["date_precision"] in ("days", "range") else f"known to the {event['date_precision']}, "
    )
    return f"{words}; {known}from {event['date_start']} to {event['date_end']}"


def _place_note(event: Row) -> str:
    if event["latitude"] is None:
        return ""
    point = f"{event['latitude']:.4f}, {event['longitude']:.4f}"
    if event["geo_precision"] in ("exact", "near"):
        return f"{point} ({event['geo_precision']})"
    return f"{point} is a point within the {label(event['geo_precision'])}, not where it happened"


def _place_href(hrefs: Hrefs, key: str | None) -> str:
    return hrefs.timeline(Selection(places=(key,)).query()) if key else ""


def _differences(claims: Sequence[Row], quantities: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields in which the reports do not agree, with what each says, by report; silence is no disagreement."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for row in quantities:
        words = number(row["kind"], row["low"], row["best"], row["high"])
        numbers[row["claim_id"]].append(words + side_words(row["side"]))
    said: dict[str, dict[str, list[str]]] = {
        name: {} for name in ("status", "date", "place as written", "numbers")
    }
    for row in claims:
        days = when(row["date_start"], row["date_end"], row["date_precision"]) if row["date_start"] else ""
        values = (row["status"], days, row["place_as_written"] or "", *numbers[row["id"]])
        fields = ("status", "date", "place as written", *["numbers"] * len(numbers[row["id"]]))
        for of in said.values():
            of.setdefault(row["report_id"], [])
        for field, value in zip(fields, values, strict=True):
            if value and value not in said[field][row["report_id"]]:
                said[field][row["report_id"]].append(value)
    told = ((field, tuple("; ".join(one) for one in of.values())) for field, of in said.items())
    return tuple((field, values) for field, values in told if len({one for one in values if one}) > 1)


def _heads(hrefs: Hrefs, claims: Sequence[Row]) -> tuple[Link, ...]:
    """The reports of an event, in the order of its claims."""
    rows = {row["report_id"]: row for row in claims}
    return tuple(Link(hrefs.report(key), row["source"] or "source not stated") for key, row in rows.items())


def _citation(hrefs: Hrefs, row: Row) -> Link:
    parts = (row["source"], row["published_at"], row["claimant_as_written"])
    told = ", ".join(part for part in parts if part)
    return Link(web_address(row["url"]) or "", row["title"] or row["url"] or "without a title", None, told)


def _near(conn: sqlite3.Connection, hrefs: Hrefs, event: Row, sign: str, way: str) -> Link | None:
    if event["date_start"] is None:
        return None
    values = {"shown": event["shown"], "day": event["date_start"], "id": event["id"]}
    found = conn.execute(NEAR.format(sign=sign, way=way), values).fetchone()
    return Link(hrefs.event(found["id"]), found["title"]) if found else None
