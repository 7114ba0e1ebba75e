"""An event in a few plain words: who, what, to whom, how many, where."""

from collections.abc import Iterable, Mapping

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

K, T = QuantityKind, EventType
FREED = (K.EXCHANGED, K.RELEASED)
NAMES_CONTENT = (T.AGREE, T.CONCEDE, T.REQUEST, T.REJECT)  # what is agreed or asked for is half of the news


def title_of(
    event_type: EventType,
    event_mode: str | None,
    content: tuple[EventType, str | None] | None,
    status: Status,
    participants: tuple[Participant, ...],
    quantities: tuple[Quantity, ...],
    place: Place | None,
) -> str:
    """Return a title such as "Ukraine released two Russian soldiers" or "Talks between Russia and Ukraine".

    ``content`` is the type and mode of what is agreed, conceded or planned.
    """
    doers = [p for p in participants if p.role is Role.ACTOR]
    done_to = [p for p in participants if p.role is Role.RECIPIENT]
    actors, recipients = names(doers), names(done_to)
    planned = status is Status.PLANNED
    if planned and content is not None:
        (event_type, event_mode), content = content, None
    handed = is_release(event_type, event_mode)
    mutual = len(actors) > 1 and (
        set(actors) <= set(recipients)
        or set(recipients) <= set(actors)
        or (handed and stay_among(doers, done_to))
    )
    if not mutual:
        if any(q.kind is K.REMAINS_RETURNED for q in quantities):
            recipients = names(p for p in done_to if not is_people(p))  # nothing is returned to the dead
        recipients = [name for name in recipients if name not in actors]
    if handed:
        countries = {p.country: p.actor.name for p in doers if p.country and p.actor and is_country(p)}
        head = release(actors, recipients, quantities, countries, mutual, planned)
    else:
        head = deed(event_type, event_mode, actors, recipients, mutual, planned)
    subject = about(event_type, content, quantities) if content and event_type in NAMES_CONTENT else ""
    brought = any(p.role is Role.HOST and place and p.country == place.country for p in participants)
    told = (brought and event_type is T.RETREAT) or (place and place.name in recipients)
    where = f" in {place.name}" if place and not told else ""
    return (f"Planned: {small(head)}" if planned else head) + where + subject


def deed(
    event_type: EventType,
    event_mode: str | None,
    actors: list[str],
    recipients: list[str],
    mutual: bool,
    planned: bool,
) -> str:
    """Return "Talks between A and B", "A visited B", "Visit by A", "Attack on B"."""
    words = deed_words(event_type, event_mode)
    if mutual:
        return f"{words.noun} between {joined(actors)}"
    if actors and planned:
        behind = f" {words.on} {joined(recipients)}" if recipients and words.on != words.by else ""
        return f"{words.noun} {words.by} {joined(actors)}{behind}"
    if actors and recipients:
        return f"{joined(actors)} {words.verb} {joined(recipients)}"
    if actors:
        return f"{words.noun} {words.by} {joined(actors)}"
    return words.noun + (f" {words.on} {joined(recipients)}" if recipients else "")


def release(
    actors: list[str],
    recipients: list[str],
    quantities: tuple[Quantity, ...],
    countries: Mapping[str, str],
    mutual: bool,
    planned: bool,
) -> str:
    """Return who freed or gave back whom, with the numbers: people, or the remains of the dead."""
    remains = any(q.kind is K.REMAINS_RETURNED for q in quantities)
    if mutual:
        return exchange(actors, quantities, countries)
    whom = handed_over(quantities)
    noun = f"{'Return' if remains else 'Release'} of "
    if not actors:
        if recipients and not remains and not any(q.kind in FREED for q in quantities):
            return noun + joined(recipients)
        return noun + whom + (f" to {joined(recipients)}" if recipients else "")
    nameless = len(recipients) == 1 and recipients[0][:1].islower() and not remains
    end = recipients[0] if nameless else whom + (f" to {joined(recipients)}" if recipients else "")
    if planned:
        return f"{noun}{end} by {joined(actors)}"
    return f"{joined(actors)} {'returned' if remains else 'released'} {end}"


def exchange(actors: list[str], quantities: tuple[Quantity, ...], countries: Mapping[str, str]) -> str:
    """Return "Exchange of 193 prisoners each between A and B", "…: 1,000 to A, 19 to B" where they differ."""
    remains = [q for q in quantities if q.kind is K.REMAINS_RETURNED]
    counted = remains or [q for q in quantities if q.kind is K.EXCHANGED]
    sides: dict[str, str] = {}
    for quantity in counted:
        if quantity.side and count(quantity):
            sides.setdefault(quantity.side, count(quantity))
    whole = list(dict.fromkeys(count(q) for q in counted if not q.side and count(q)))
    thing = "bodies" if remains else "prisoners"
    each = set(sides.values()) if len(sides) > 1 else set()
    if len(each) == 1:
        return f"Exchange of {each.pop()} {thing} each between {joined(actors)}"
    if not sides and len(whole) == 1:
        return f"Exchange of {whole[0]} {thing} between {joined(actors)}"
    told = [f"{number} to {countries[side]}" for side, number in sides.items() if side in countries]
    what = "remains of the dead" if remains else "prisoners"
    return f"Exchange of {what} between {joined(actors)}" + (f": {', '.join(told)}" if told else "")


def handed_over(quantities: tuple[Quantity, ...]) -> str:
    """Return "1,200 bodies", "84 people", or without one number "remains" or "people"."""
    remains = [q for q in quantities if q.kind is K.REMAINS_RETURNED]
    counted = remains or [q for q in quantities if q.kind in FREED]
    numbers = list(dict.fromkeys(count(q) for q in counted if count(q)))
    if len(numbers) == 1:
        return f"{numbers[0]} {'bodies' if remains else 'people'}"
    return "remains" if remains else "people"


def about(
    event_type: EventType, content: tuple[EventType, str | None], quantities: tuple[Quantity, ...]
) -> str:
    """Return what an agreement or a concession is about: " on exchange of 1,200 prisoners each"; "" if unclear."""
    link = ": " if event_type is T.CONCEDE else " on "
    if event_type in (T.REQUEST, T.REJECT) and content[0] is not T.RETREAT:
        return ""  # the mode says it
    if content[0] is T.ASSAULT:
        return f"{link}halt to attacks" if event_type is T.CONCEDE else ""
    if content[0] in (T.AGREE, T.REJECT, T.REQUEST, T.ACCUSE, T.THREATEN) or content == (T.RETREAT, None):
        return ""
    if not is_release(*content):
        return link + small(deed_words(*content).noun)
    remains = any(q.kind is K.REMAINS_RETURNED for q in quantities)
    if remains or not any(q.kind is K.EXCHANGED for q in quantities):
        counted = any(q.kind in (K.REMAINS_RETURNED, *FREED) for q in quantities)
        noun = "return" if remains else "release"
        return f"{link}{noun} of {handed_over(quantities)}" if counted else f"{link}release or exchange"
    return link + small(exchange([], quantities, {}).removesuffix(" between "))


def is_release(event_type: EventType, event_mode: str | None) -> bool:
    """Tell whether people or remains are handed over."""
    return event_type is T.RETREAT and event_mode in (None, "release")


def stay_among(doers: Iterable[Participant], done_to: Iterable[Participant]) -> bool:
    """Tell whether everyone who receives belongs to the countries that give."""
    giving = {p.country for p in doers}
    return None not in giving and all(p.country in giving for p in done_to)


def is_country(participant: Participant) -> bool:
    """Tell a country from people and bodies of it."""
    return participant.actor is not None and participant.actor.kind is ActorKind.COUNTRY


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


def small(words: str) -> str:
    """Return words for the middle of a sentence."""
    return words[:1].lower() + words[1:]
