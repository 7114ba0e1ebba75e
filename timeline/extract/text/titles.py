"""An event in a few plain words: who, what, to whom, how many, where."""

from collections.abc import Iterable

from timeline.model import (
    ActorKind,
    EventType,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Role,
    Status,
)
from timeline.vocab.plover import deed_words

K = QuantityKind
FREED = (K.EXCHANGED, K.RELEASED)


def title_of(
    event_type: EventType,
    event_mode: str | None,
    content: EventType | None,
    status: Status,
    participants: tuple[Participant, ...],
    quantities: tuple[Quantity, ...],
    place: Place | None,
) -> str:
    """Return a title such as "Ukraine released two Russian soldiers" or "Talks between Russia and Ukraine"."""
    actors = names(p for p in participants if p.role is Role.ACTOR)
    returned = any(q.kind is K.REMAINS_RETURNED for q in quantities)
    recipients = names(
        p for p in participants if p.role is Role.RECIPIENT and not (returned and is_people(p))
    )  # nothing is returned to the dead themselves
    planned = status is Status.PLANNED
    if planned and content is not None:
        event_type, event_mode = content, None
    mutual = len(actors) > 1 and (set(actors) <= set(recipients) or not recipients)
    recipients = [name for name in recipients if name not in actors] if not mutual else recipients
    if event_type is EventType.RETREAT and event_mode in (None, "release"):
        head = release(actors, recipients, quantities, mutual, planned or content is not None)
    else:
        head = deed(event_type, event_mode, actors, recipients, mutual, planned)
    brought = any(p.role is Role.HOST and place and p.country == place.country for p in participants)
    told = (brought and event_type is EventType.RETREAT) or (place and place.name in recipients)
    where = f" in {place.name}" if place and not told else ""
    return (
        f"Planned: {head[:1].lower() + head[1:] if not actors or mutual else head}" if planned else head
    ) + where


def deed(
    event_type: EventType,
    event_mode: str | None,
    actors: list[str],
    recipients: list[str],
    mutual: bool,
    planned: bool,
) -> str:
    """Return "Talks between A and B", "A visited B", "Visit of A", "Visit: B"."""
    words = deed_words(event_type, event_mode)
    if mutual:
        return f"{words.noun} between {joined(actors)}"
    if actors and planned:
        return f"{words.noun[:1].lower()}{words.noun[1:]} of {joined(actors)}"
    if actors and recipients:
        return f"{joined(actors)} {words.verb} {joined(recipients)}"
    if actors:
        return f"{joined(actors)}: {words.noun[:1].lower()}{words.noun[1:]}"
    return words.noun + (f": {joined(recipients)}" if recipients else "")


def release(
    actors: list[str], recipients: list[str], quantities: tuple[Quantity, ...], mutual: bool, planned: bool
) -> str:
    """Return who freed or gave back whom, with the numbers: people, or the remains of the dead."""
    remains = [q for q in quantities if q.kind is K.REMAINS_RETURNED]
    people = [q for q in quantities if q.kind in FREED]
    counted = remains or people
    numbers = list(dict.fromkeys(count(q) for q in counted if count(q)))
    what = "remains of the dead" if remains else "prisoners"
    if mutual:
        each = (
            f"{numbers[0]} {'bodies' if remains else 'prisoners'} each"
            if len(numbers) == 1 and len(counted) > 1
            else what
        )
        return f"Exchange of {each} between {joined(actors)}"
    verb = (
        ("returned" if remains else "released") if not planned else ("return of" if remains else "release of")
    )
    whom = (
        f"{numbers[0]} {'bodies' if remains else 'people'}"
        if len(numbers) == 1
        else ("remains" if remains else "people")
    )
    if actors and recipients:
        named = recipients[0][:1].islower() and len(recipients) == 1
        end = recipients[0] if named and not remains else f"{whom} to {joined(recipients)}"
        return f"{joined(actors)}: {verb} {end}" if planned else f"{joined(actors)} {verb} {end}"
    if actors:
        return f"{joined(actors)}: {verb} {whom}" if planned else f"{joined(actors)} {verb} {whom}"
    return f"{'Return of remains' if remains else 'Release'}" + (
        f": {joined(recipients)}" if recipients else ""
    )


def count(quantity: Quantity) -> str:
    """Return a number as words: "500", "at least 12", "up to 30", "20-30"."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None and high is not None:
        return f"{low:,}-{high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else ""


def names(participants: Iterable[Participant]) -> list[str]:
    """Return the names of participants, each once; people without a name in the report's words."""
    found = []
    for participant in participants:
        actor = participant.actor
        nameless = is_people(participant)
        words = participant.name_as_written
        lower = words[:1].lower() + words[1:] if words.split(" ")[0] not in adjectives(participant) else words
        found.append(lower if nameless or actor is None else actor.name)
    return list(dict.fromkeys(found))


def is_people(participant: Participant) -> bool:
    """Tell people without a name of their own ("two Russian soldiers")."""
    return participant.actor is None or participant.actor.kind is ActorKind.PEOPLE


def adjectives(participant: Participant) -> tuple[str, ...]:
    """Return the first word of the actor's name, which keeps its capital ("Russian")."""
    return (participant.actor.name.split(" ")[0],) if participant.actor else ()


def joined(words: list[str]) -> str:
    """Return "A", "A and B", "A, B and C"; of more than three the first two and how many others."""
    if len(words) > 3:
        return f"{words[0]}, {words[1]} and {len(words) - 2} others"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
