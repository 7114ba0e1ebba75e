"""Rows of a batch of events back to what travels between the stages: participants, claims, numbers, citations."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from timeline.export.item import Item, Telling
from timeline.model import (
    Actor,
    ActorKind,
    Citation,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Role,
    Status,
)
from timeline.vocab.datasets import dataset_of

IN = "in (select value from json_each(?))"

PARTICIPANTS = f"""select event_id, role, name_as_written, participants.country, participants.kind,
  participants.sector, side, count_low, count_high, actors.id, name, actors.kind, actors.country, actors.sector,
  parent_id
from participants left join actors on actors.id = actor_id where event_id {IN} order by event_id, position"""

CLAIMS = f"""select claims.id, event_id, report_id, span_start, quote, claimant_as_written, actors.id as claimant_id,
  name, kind, country, sector, parent_id, channel, stance, status, date_as_written, date_start, date_end,
  date_precision, place_as_written, rule, line, version
from claims left join actors on actors.id = claimant_id join reports on reports.id = report_id
where event_id {IN}
order by event_id, coalesce(version, ''), path, sha256, line, report_id, span_start, claims.id"""
"""The most telling row of a dataset last, as ``settle`` has it."""

QUANTITIES = f"""select claim_id, kind, side, low, best, high, as_written from quantities
where claim_id {IN} order by claim_id, position"""

CITATIONS = f"""select event_id, report_id, line, publisher_as_written, title, published_at, url, claimant_as_written
from citations where event_id {IN} order by event_id, report_id, line, position"""

REPORTS = f"""select reports.id, path, reports.format, source_id, sources.name, sources.licence, redistributable,
  title, reports.url, published_at, language, reports.licence,
  (select min(json_extract(value, '$.name')) from stated_entities
   where report_id = reports.id and entity = 'source' and entity_id = source_id)
from reports left join sources on sources.id = source_id where reports.id {IN}"""
"""The source's name is the one that this report gives: another may come from rows that must not leave."""

Row = dict[str, Any]

ROLE = {one.value: one for one in Role}
KIND = {one.value: one for one in ActorKind}
STATUS = {one.value: one for one in Status}
DATE_PRECISION = {one.value: one for one in DatePrecision}  # a look-up costs a third of a call of the enum


class Parts:
    """What hangs on events, read for a batch of them at a time; reports are kept, for they are few."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.tellings: dict[str, Telling] = {}

    def items(self, events: Sequence[Row]) -> Iterator[Item]:
        """Yield the events of some rows of ``events`` whole, in their order."""
        ids = json.dumps([row["id"] for row in events])
        participants: dict[str, list[Participant]] = defaultdict(list)
        for key, *cells in self.conn.execute(PARTICIPANTS, (ids,)):
            participants[key].append(participant(*cells))
        claims: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(CLAIMS, ids):
            claims[row["event_id"]].append(row)
        told = [row for rows in claims.values() for row in rows]
        self.learn({row["report_id"] for row in told})
        quantities: dict[str, list[Quantity]] = defaultdict(list)
        for key, *cells in self.conn.execute(QUANTITIES, (json.dumps([row["id"] for row in told]),)):
            quantities[key].append(quantity(*cells))
        cited: dict[str, dict[tuple[str, int], list[Citation]]] = defaultdict(lambda: defaultdict(list))
        for key, report, line, *cells in self.conn.execute(CITATIONS, (ids,)):
            cited[key][report, line].append(Citation(*cells))
        for row in events:
            own = cited.get(row["id"], {})
            made = tuple(
                claim(one, tuple(quantities[one["id"]]), tuple(own.pop((one["report_id"], one["line"]), ())))
                for one in claims[row["id"]]
            )
            yield Item(
                event(row, tuple(participants[row["id"]]), made),
                tuple(self.tellings[one["report_id"]] for one in claims[row["id"]]),
                row["fatalities_low"],
                row["fatalities_best"],
                row["fatalities_high"],
                row["independent_sources"],
                tuple(one for rows in own.values() for one in rows),
            )

    def rows(self, query: str, ids: str) -> Iterator[Row]:
        found = self.conn.execute(query, (ids,))
        names = [column[0] for column in found.description]
        return (dict(zip(names, row, strict=True)) for row in found)

    def learn(self, reports: set[str]) -> None:
        """Read the reports that are not known yet."""
        new = sorted(reports - self.tellings.keys())
        if not new:
            return
        for (
            key,
            path,
            form,
            source_id,
            name,
            terms,
            free,
            title,
            url,
            published,
            language,
            licence,
            own,
        ) in self.conn.execute(REPORTS, (json.dumps(new),)):
            dataset = dataset_of(form)
            self.tellings[key] = Telling(
                key, path.rpartition("/")[2], form, source_id, own or name, dataset.id if dataset else None, title,
                url, published, language, licence or terms, None if free is None else bool(free),
            )  # fmt: skip


@lru_cache(maxsize=20_000)
def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=20_000)
def actor(
    key: str, name: str, kind: str, country: str | None, sector: str | None, parent: str | None
) -> Actor:
    return Actor(key, name, ActorKind(kind), country, sector, parent)


def participant(
    role: str, name: str, country: str | None, kind: str | None, sector: str | None, side: str | None,
    low: int | None, high: int | None, *who: Any,
) -> Participant:  # fmt: skip
    return Participant(
        ROLE[role], name, actor(*who) if who[0] else None, country, KIND[kind] if kind else None, sector, side,
        low, high,
    )  # fmt: skip


def quantity(
    kind: str, side: str | None, low: int | None, best: int | None, high: int | None, written: str
) -> Quantity:
    return Quantity(QuantityKind(kind), low, best, high, written, side)


def when(row: Row) -> DateValue:
    return DateValue(
        day(row["date_start"]),
        day(row["date_end"]),
        DATE_PRECISION[row["date_precision"]],
        row["date_as_written"],
    )


def claim(row: Row, quantities: tuple[Quantity, ...], citations: tuple[Citation, ...]) -> Claim:
    known = (
        actor(row["claimant_id"], row["name"], row["kind"], row["country"], row["sector"], row["parent_id"])
        if row["claimant_id"]
        else None
    )
    written = row["claimant_as_written"]
    return Claim(
        None, row["quote"], STATUS[row["status"]], when(row), row["rule"],
        Participant(Role.CLAIMANT, written, known) if written else None, row["channel"], row["stance"],
        row["place_as_written"], quantities, (), row["line"], row["version"], citations,
    )  # fmt: skip


def place(row: Row) -> Place | None:
    """Return where an event was, ``None`` where nothing is known of it."""
    if row["place_name"] is None and row["country"] is None and row["latitude"] is None:
        return None
    return Place(
        row["place_name"] or "", row["country"], row["admin1"], row["latitude"], row["longitude"],
        GeoPrecision(row["geo_precision"]), row["place_as_written"], row["place_id"], row["feature"],
        row["population"], row["gazetteer"],
    )  # fmt: skip


def event(row: Row, participants: tuple[Participant, ...], claims: tuple[Claim, ...]) -> Event:
    """Return an event from its row, with what hangs on it."""
    return Event(
        id=row["id"],
        title=row["title"],
        event_type=EventType(row["event_type"]) if row["event_type"] else None,
        event_mode=row["event_mode"],
        quad_class=QuadClass(row["quad_class"]) if row["quad_class"] else None,
        status=STATUS[row["status"]],
        date=when(row),
        rule=row["rule"],
        place=place(row),
        cameo_code=row["cameo_code"],
        contexts=listed(row["contexts"]),
        acled_event_type=row["acled_event_type"],
        acled_sub_event_type=row["acled_sub_event_type"],
        violence_type=row["violence_type"],
        participants=participants,
        claims=claims,
        dataset=row["dataset"],
        dataset_event_id=row["dataset_event_id"],
        flags=listed(row["flags"]),
        lossy=listed(row["lossy"]),
        shown=bool(row["shown"]),
    )


@lru_cache(maxsize=5_000)
def listed(array: str | None) -> tuple[str, ...]:
    return tuple(json.loads(array)) if array else ()
