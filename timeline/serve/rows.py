"""The page of one row: an event with its claims and their quotes; any other row with labels and meanings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.serve.events import EventCard, Roles, Row, by_role, participant, read_cards, side_words
from timeline.serve.links import Hrefs, Link, web_address
from timeline.serve.metadata import meanings, presentation
from timeline.serve.words import label, number, when

PARTICIPANTS = """
    select participants.*, actors.name as actor
    from participants left join actors on actors.id = participants.actor_id
    where event_id = ? order by position"""
CLAIMS = """
    select claims.*, reports.title as report, reports.url, reports.published_at, sources.name as source,
      reports.source_id,
      agencies.name as agency, coalesce(actors.name, claims.claimant_as_written) as claimant
    from claims
    join reports on reports.id = claims.report_id
    left join sources on sources.id = reports.source_id
    left join sources as agencies on agencies.id = reports.agency_id
    left join actors on actors.id = claims.claimant_id
    where claims.event_id = ?
    order by reports.published_at, claims.id"""
QUANTITIES = """
    select quantities.* from quantities join claims on claims.id = quantities.claim_id
    where claims.event_id = ? order by quantities.claim_id, quantities.position"""
LINKS = """
    select kind, reason, other.id, other.title
    from event_links join events as other on other.id = event_links.other_id
    where event_links.event_id = :id
    union
    select kind, reason, other.id, other.title
    from event_links join events as other on other.id = event_links.event_id
    where event_links.other_id = :id
    order by 1, 3"""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim in words: the quote, who says it, through whom, and what was made of its words."""

    quote: str | None
    status: str
    claimant: str | None
    channel: str | None
    source: str
    agency: str | None
    published: str | None
    report: Link
    address: str | None
    when: str
    date_as_written: str | None
    place_as_written: str | None
    numbers: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with everything that stands behind it."""

    card: EventCard
    participants: Roles
    claims: tuple[ClaimView, ...]
    links: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """What the template of a row adds to Datasette's own: labels of foreign keys, meanings, the event."""

    heading: str
    label_column: str | None
    labels: Mapping[str, Link]
    meanings: Mapping[str, str]
    event: EventView | None
    hidden: frozenset[str]


async def read_row(db: Any, hrefs: Hrefs, table: str, key: Sequence[str]) -> RowView | None:
    """What is known about the row ``key`` of ``table`` beyond its values; None if there is no such row."""
    columns = await db.primary_keys(table)
    if len(columns) != len(key):
        return None
    where = " and ".join(f'"{column}" = ?' for column in columns)
    row = (await db.execute(f'select * from "{table}" where {where}', list(key))).first()
    if row is None:
        return None
    titled = presentation()["tables"].get(table, {}).get("label_column")
    return RowView(
        heading=str((titled and row[titled]) or f"{table}: {', '.join(key)}"),
        label_column=titled,
        labels=await _labels(db, hrefs, table, row),
        meanings={column: text for (of, column), text in meanings().items() if of == table},
        event=await _event(db, hrefs, key[0]) if table == "events" else None,
        hidden=frozenset(name for name, shown in presentation()["tables"].items() if shown.get("hidden")),
    )


async def _labels(db: Any, hrefs: Hrefs, table: str, row: Row) -> Mapping[str, Link]:
    found = {}
    for foreign in await db.foreign_keys_for_table(table):
        column, other = foreign["column"], foreign["other_table"]
        named = presentation()["tables"].get(other, {}).get("label_column")
        if row[column] is None or named is None:
            continue
        sql = f'select "{named}" from "{other}" where "{foreign["other_column"]}" = ?'
        target = (await db.execute(sql, [row[column]])).first()
        found[column] = Link(hrefs.row(other, row[column]), str((target and target[0]) or row[column]))
    return found


async def _event(db: Any, hrefs: Hrefs, key: str) -> EventView | None:
    numbers: dict[str, list[str]] = {}
    for one in (await db.execute(QUANTITIES, [key])).rows:
        words = number(one["kind"], one["low"], one["best"], one["high"])
        numbers.setdefault(one["claim_id"], []).append(words + side_words(one["side"]))
    cards = await read_cards(db, [key], hrefs.event)
    if not cards:  # an ingest took it away a moment ago
        return None
    return EventView(
        card=cards[0],
        participants=by_role(_part(hrefs, one) for one in (await db.execute(PARTICIPANTS, [key])).rows),
        claims=tuple(
            _claim(hrefs, one, numbers.get(one["id"], [])) for one in (await db.execute(CLAIMS, [key])).rows
        ),
        links=tuple(
            (f"{label(one['kind'])}: {one['reason']}", Link(hrefs.event(one["id"]), one["title"]))
            for one in (await db.execute(LINKS, {"id": key})).rows
        ),
    )


def _part(hrefs: Hrefs, row: Row) -> tuple[str, Link, str]:
    href = hrefs.row("actors", row["actor_id"]) if row["actor_id"] else ""
    written = row["name_as_written"]
    return label(row["role"]), Link(href, participant(row)), written if written != row["actor"] else ""


def _claim(hrefs: Hrefs, row: Row, numbers: Sequence[str]) -> ClaimView:
    return ClaimView(
        quote=row["quote"],
        status=row["status"],
        claimant=row["claimant"],
        channel=row["channel"],
        source=row["source"] or "source not stated",
        agency=row["agency"],
        published=row["published_at"],
        report=Link(hrefs.row("reports", row["report_id"]), row["report"] or row["report_id"]),
        address=web_address(row["url"]),
        when=when(row["date_start"], row["date_end"], row["date_precision"]),
        date_as_written=row["date_as_written"],
        place_as_written=row["place_as_written"],
        numbers=tuple(numbers),
        rule=row["rule"],
    )
