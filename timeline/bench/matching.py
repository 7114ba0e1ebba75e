"""Matching many claims: seconds for 10,000, 30,000 and 100,000 invented ones, and how the time grows."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from timeline.bench.figure import Figure
from timeline.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Role,
    Span,
    Status,
)
from timeline.resolve.match import Coding, decisions, exclusion, group, mention

GOAL = 60  # seconds for the most
SIZES = (10_000, 30_000, 100_000)
TOLD = 4  # codings of one event, at the most
BURST = 12  # times as many events as on another day, every thirtieth day
FIRST = date(2030, 1, 1)
A_DAY = 12  # events of an ordinary day
THINGS = "market school depot bridge hospital square station mill harbour barracks clinic granary".split()
DEEDS = "shelled bombed raided struck ambushed stormed burned".split()
KINDS = (
    (EventType.ASSAULT, "heavy-weapons", 5), (EventType.ASSAULT, "firearms", 3), (EventType.RETREAT, "release", 1),
    (EventType.CONSULT, None, 1), (EventType.ACCUSE, "allege", 2), (EventType.REQUEST, "change", 1),
)  # fmt: skip


def codings(count: int, seed: int = 1) -> Iterator[Coding]:
    """Yield invented codings of one country: several of one event, bursts on some days, some without day or place."""
    draw = random.Random(seed)
    made, day = 0, 0
    while made < count:
        for number in range(A_DAY * (BURST if day % 30 == 0 else 1)):
            for coding in told(draw, FIRST + timedelta(days=day), f"{day}-{number}"):
                if made < count:
                    yield coding
                    made += 1
        day += 1


def told(draw: random.Random, day: date, name: str) -> Iterator[Coding]:
    """Yield what several reports tell of one invented event."""
    event_type, mode, _ = draw.choices(KINDS, [weight for *_, weight in KINDS])[0]
    town = draw.randrange(60)
    killed = draw.randrange(1, 90)
    thing, deed = draw.choice(THINGS), draw.choice(DEEDS)
    for number in range(draw.randrange(1, TOLD + 1)):
        other = draw.choice(THINGS)
        quote = (
            f"Ordania {deed} the {thing} of town {town} and a {other}: {killed} dead, report {number} said."
        )
        event = attack(event_type, mode, day, town, killed, quote, f"e{name}-{number}")
        late = (day + timedelta(days=draw.randrange(3))).isoformat()
        if draw.random() < 0.1:
            event = replace(event, date=DateValue(None, None, DatePrecision.UNKNOWN))
        if draw.random() < 0.2:
            event = replace(event, place=None)
        yield Coding(event, f"r{name}-{number}", f"v{draw.randrange(40)}", late, "en")


def attack(
    event_type: EventType, mode: str | None, day: date, town: int, killed: int, quote: str, name: str
) -> Event:
    one, other = (Actor(code.lower(), code, ActorKind.COUNTRY, code) for code in ("XOR", "XKE"))
    when = DateValue(day, day, DatePrecision.DAY)
    place = Place(
        f"Town {town}", "XKE", None, 10 + town % 8, 20 + town // 8, GeoPrecision.EXACT, id=f"town-{town}"
    )
    quantity = Quantity(QuantityKind.KILLED, killed, killed, killed, str(killed), "XKE")
    claim = Claim(Span(0, len(quote)), quote, Status.OCCURRED, when, "bench", quantities=(quantity,))
    return Event(
        name, quote, event_type, mode, None, Status.OCCURRED, when, "bench", place,
        participants=(
            Participant(Role.ACTOR, "Ordania", one, "XOR", ActorKind.COUNTRY),
            Participant(Role.RECIPIENT, "Kestria", other, "XKE", ActorKind.COUNTRY),
        ),
        quantities=(quantity,), claims=(claim,),
    )  # fmt: skip


def seconds_to_match(made: list[Coding]) -> tuple[float, int, int]:
    """Return the processor time that matching takes, and how many pairs are decided and how many events there are."""
    started = time.process_time()
    found = list(decisions(made))
    groups = group((one.id for one in made), found, apart=exclusion(made), passing=mention(made))
    return time.process_time() - started, len(found), len(groups)


def match_many(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Yield the seconds for each size; the last one has the goal."""
    for size in sizes:
        seconds, pairs, events = seconds_to_match(list(codings(size)))
        note = f"{pairs:,} pairs decided, {events:,} events, {seconds / size * 1e6:.0f} µs a claim"
        goal = GOAL * size / SIZES[-1]
        yield Figure(f"match {size:,} claims", seconds, seconds, seconds, "s", goal, note)
