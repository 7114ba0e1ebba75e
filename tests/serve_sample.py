"""A small invented timeline, built by the store itself, for the tests of the pages."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

from timeline.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    Input,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Segment,
    SegmentKind,
    Source,
    SourceKind,
    Span,
    Status,
    Story,
)
from timeline.store.migrate import migrate
from timeline.store.shape import refresh
from timeline.store.tidy import tidy
from timeline.store.write import save, save_codebook

KESTRELIA = Actor("kestrelia", "Kestrelia", ActorKind.COUNTRY, "KST", aliases=("Kestrel Republic",))
OSPREYA = Actor("ospreya", "Ospreya", ActorKind.COUNTRY, "OSP")
MINISTRY = Actor(
    "kestrel-ministry", "Kestrel Defence Ministry", ActorKind.GOVERNMENT, "KST", None, "kestrelia"
)
SOLDIERS = Actor("kestrel-soldiers", "Kestrel soldiers", ActorKind.PEOPLE, "KST")
WRENPORT = Place(
    "Wrenport", "WRN", "Harbour Province", 41.0, 29.0, GeoPrecision.EXACT, id="wrenport", gazetteer="test"
)
DAILY = Source("daily-wren", "The Daily Wren", SourceKind.OUTLET, "WRN")
AVOCET = Source("avocet", "Avocet News Agency", SourceKind.AGENCY)
COURIER = Source("ospreya-courier", "Ospreya Courier", SourceKind.OUTLET, "OSP")
HOSTILE = '<script>alert(1)</script> & "quotes" meeting'


def part(role: Role, actor: Actor, low: int | None = None, high: int | None = None) -> Participant:
    return Participant(role, actor.name, actor, actor.country, actor.kind, count_low=low, count_high=high)


def day(text: str | None, precision: DatePrecision = DatePrecision.DAY, end: str | None = None) -> DateValue:
    """A date from ``text`` on; without ``text`` an unknown one."""
    if text is None:
        return DateValue(None, None, DatePrecision.UNKNOWN)
    return DateValue(date.fromisoformat(text), date.fromisoformat(end or text), precision, "on Tuesday")


def story(name: str, title: str, sentences: dict[str, dict], source: Source = DAILY, **header: str) -> Story:
    """A report of one sentence per event; each value of ``sentences`` is what ``event`` returns."""
    text = "\n".join([title, *sentences])
    digest = sha256(text.encode()).hexdigest()
    key = f"{name}-{digest[:8]}"
    events = []
    for sentence, values in sentences.items():
        start = text.index(sentence)
        claim = Claim(
            Span(start, start + len(sentence)),
            sentence,
            values["status"],
            values["date"],
            "test-rule",
            values.pop("claimant", None),
            values.pop("channel", None),
            quantities=values.get("quantities", ()),
        )
        events.append(Event(id=f"{key}-{start}", rule="test-rule", claims=(claim,), **values))
    report = Report(
        key,
        f"{name}.md",
        "markdown",
        digest,
        text,
        (Segment(SegmentKind.BODY, Span(len(title) + 1, len(text))),),
        title=title,
        publisher=source.name,
        byline=("A. Wren", "B. Plover"),
        language="en",
        published=header.pop("published"),
        **header,
    )
    return Story(report, source, AVOCET if source == DAILY else None, tuple(events))


def event(
    title: str, kind: EventType, status: Status, when: DateValue, *parts: Participant, **more: object
) -> dict:
    """What ``Event`` takes beyond its key, rule and claims."""
    quad = QuadClass.MATERIAL_CONFLICT if kind == EventType.ASSAULT else QuadClass.VERBAL_COOPERATION
    values = {"title": title, "event_type": kind, "quad_class": quad, "status": status, "date": when}
    return {"event_mode": None, **values, "participants": parts, **more}


def stories() -> list[Story]:
    """Four reports: a release, talks planned and held, an attack with two figures, a hostile page."""
    return [
        story(
            "attack",
            "Attack on the mill",
            {
                "Shells killed 12 people at the mill in Wrenport.": event(
                    "Shelling of the mill in Wrenport",
                    EventType.ASSAULT,
                    Status.OCCURRED,
                    day("2025-05-06"),
                    part(Role.ACTOR, OSPREYA),
                    place=WRENPORT,
                    quantities=(Quantity(QuantityKind.KILLED, 12, 12, 12, "12 people"),),
                ),
                "In spring both sides agreed on a list.": event(
                    "Kestrelia and Ospreya agree on a list",
                    EventType.AGREE,
                    Status.OCCURRED,
                    day("2025-05-01", DatePrecision.MONTH, "2025-05-31"),
                    part(Role.ACTOR, KESTRELIA),
                    part(Role.ACTOR, OSPREYA),
                ),
            },
            published="2025-05-07",
            url="https://wren.example/attack",
        ),
        story(
            "hostile",
            HOSTILE,
            {
                "A meeting was held.": event(HOSTILE, EventType.CONSULT, Status.DENIED, day(None)),
            },
            source=COURIER,
            published="2025-06-01",
            url="javascript:alert(1)",
        ),
        story(
            "meeting",
            "Talks held in Wrenport",
            {
                "Delegations met in Wrenport on Wednesday.": event(
                    "Kestrelia and Ospreya hold talks",
                    EventType.CONSULT,
                    Status.OCCURRED,
                    day("2025-07-23"),
                    part(Role.ACTOR, KESTRELIA),
                    part(Role.RECIPIENT, OSPREYA),
                    place=WRENPORT,
                ),
            },
            source=COURIER,
            published="2025-07-24",
        ),
        story(
            "release",
            "Two soldiers released",
            {
                "The ministry said two soldiers were handed over on Tuesday.": event(
                    "Ospreya hands over two soldiers",
                    EventType.RETREAT,
                    Status.CLAIMED,
                    day("2025-07-22"),
                    part(Role.ACTOR, OSPREYA),
                    part(Role.RECIPIENT, SOLDIERS, 2, 2),
                    quantities=(Quantity(QuantityKind.RELEASED, 2, 2, 2, "two soldiers"),),
                    event_mode="release",
                    claimant=part(Role.CLAIMANT, MINISTRY),
                    channel="Telegram",
                ),
                "Talks are due to be held in Wrenport on Wednesday.": event(
                    "Kestrelia and Ospreya plan talks",
                    EventType.CONSULT,
                    Status.PLANNED,
                    day("2025-07-23"),
                    part(Role.ACTOR, KESTRELIA),
                    part(Role.RECIPIENT, OSPREYA),
                    place=WRENPORT,
                ),
            },
            published="2025-07-22T09:30:00+03:00",
            url="https://wren.example/release?id=1",
        ),
    ]


def build(path: Path, told: list[Story] | None = None) -> Path:
    """A timeline file at ``path`` of the stories, with a second figure of another report for the attack."""
    migrate(path)
    found = stories() if told is None else told
    inputs = [Input(one.report.path, one.report.sha256, one.report.format, (one,)) for one in found]
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("begin immediate")
        save_codebook(conn)
        save(conn, inputs, {actor.id: actor for actor in (KESTRELIA, OSPREYA, MINISTRY, SOLDIERS)})
        if told is None:
            second_figure(conn)
        tidy(conn)
        refresh(conn)
        conn.execute("commit")
    return path


def second_figure(conn: sqlite3.Connection) -> None:
    """What matching will do later: a claim of another report about an event that is stored already."""
    [(attack,)] = conn.execute("select id from events where title like 'Shelling%'")
    [(report, text)] = conn.execute("select id, text from reports where id like 'meeting%'")
    quote = text.splitlines()[-1]
    start = text.index(quote)
    conn.execute(
        "insert into claims"
        " (id, event_id, report_id, span_start, span_end, quote, status, date_precision, rule)"
        " values (?, ?, ?, ?, ?, ?, 'occurred', 'unknown', 'test-rule')",
        (f"{attack}.2", attack, report, start, start + len(quote), quote),
    )
    conn.execute(
        "insert into quantities (claim_id, position, kind, low, best, high, as_written)"
        " values (?, 0, 'killed', 14, 14, 14, '14 people')",
        (f"{attack}.2",),
    )


def get(served, address, **more):
    return asyncio.run(served.client.get(address, **more))


def rows(served, address):
    """The rows behind a page as dicts, in the one JSON shape that both Datasettes share."""
    page, _, query = address.partition("?")
    return get(served, f"{page}.json?_shape=array&{query}").json()


def ids(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return [row[0] for row in conn.execute(sql)]


def schema(path):
    """The columns of every table and view of a file."""
    with closing(sqlite3.connect(path)) as conn:
        names = [
            name for (name,) in conn.execute("select name from sqlite_master where type in ('table', 'view')")
        ]
        return {name: [row[1] for row in conn.execute(f"pragma table_info('{name}')")] for name in names}


def visible(html):
    """The text of a page, with white space as it is shown."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tilde(value):
    return "".join(c if c.isalnum() or c in "-_" else "".join(f"~{b:02X}" for b in c.encode()) for c in value)
