"""An event in a few plain words: who, what, to whom, how many, where."""

import re
from collections.abc import Container, Iterable, Mapping

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
from timeline.vocab.actors import load_countries
from timeline.vocab.plover import Deed, deed_words

K, T = QuantityKind, EventType
FREED = (K.EXCHANGED, K.RELEASED)
HANDED_OVER = (*FREED, K.REMAINS_RETURNED)
DENIAL = Deed("Denial", "contradicted", "by", "towards")  # PLOVER has one type for it and for a refusal
COUNTED = frozenset("attack strike arrest ceasefire withdrawal curfew seizure".split())
CHARGED = (T.ASSAULT, T.COERCE)
SAID = {Status.PLANNED: "Planned", Status.DENIED: "Denied", Status.CANCELLED: "Cancelled"}
OWNING = frozenset(("its", "their", "his", "her"))
ASKING = Deed("Request", "asked", "by", "to")  # "asked Kestria for a ceasefire"
LINKS = {T.CONCEDE: ": ", T.REQUEST: " for ", T.ACCUSE: " over "}
NAMES_CONTENT = (
    T.AGREE,
    T.CONCEDE,
    T.REQUEST,
    T.REJECT,
    T.ACCUSE,
)  # what is agreed or asked for is half of the news


def title_of(
    event_type: EventType,
    event_mode: str | None,
    content: tuple[EventType, str | None] | None,
    status: Status,
    participants: tuple[Participant, ...],
    quantities: tuple[Quantity, ...],
    place: Place | None,
    opening: Container[str] = (),
    summed: str = "",
    several: bool = False,
    given_to: Container[str] = (),
) -> str:
    """Return a title such as "Ukraine released two Russian soldiers" or "Talks between Russia and Ukraine".

    ``content`` is the type and mode of what is agreed, conceded or planned; ``opening`` are names as written
    that have their capital from the head of a sentence; ``summed`` are the words before a sum of many events ("In
    all since 2022"), ``several`` that it tells of more than one ("three exchanges");
    ``given_to`` are the words for people to whom others were handed over.
    """
    doers = [p for p in participants if p.role is Role.ACTOR]
    done_to = [p for p in participants if p.role is Role.RECIPIENT]
    actors, recipients = names(unless_named(doers), opening), names(unless_named(done_to), opening)
    unreal = status in SAID
    if event_type is T.AGREE and content is None and any(q.kind in HANDED_OVER for q in quantities):
        content = (T.RETREAT, "release")  # "each agreed to give up 1,000 prisoners"
    if status is Status.PLANNED and content is not None:
        (event_type, event_mode), content = content, None
    handed = is_release(event_type, event_mode)
    mutual = len(actors) > 1 and (
        set(actors) <= set(recipients)
        or set(recipients) <= set(actors)
        or (handed and stay_among(doers, done_to))
    )
    if not mutual:
        if any(q.kind is K.REMAINS_RETURNED for q in quantities):
            known = [p for p in done_to if not is_people(p)]  # nothing is returned to the dead
            recipients = names(known, opening)
        recipients = [name for name in recipients if name not in actors]
    if handed:
        freed = names([p for p in done_to if is_people(p) and p.name_as_written not in given_to], opening)
        recipients = [name for name in recipients if name not in freed]
        countries = {
            p.country: p.actor.name for p in (*doers, *done_to) if p.country and p.actor and is_country(p)
        }
        head = release(actors, recipients, freed, quantities, countries, mutual, unreal)
    else:
        head = deed(said(event_type, event_mode, content), actors, recipients, mutual, unreal)
    named = content is not None and event_type in NAMES_CONTENT and event_mode != "disapprove"
    subject = about(event_type, content, quantities) if content and named else ""
    brought = any(p.role is Role.HOST and place and p.country == place.country for p in participants)
    told = (brought and event_type is T.RETREAT) or (place and place.name in recipients)
    where = f" in {place.name}" if place and not told else ""
    if several:
        head = re.sub("^(Exchange|Release|Return) of", r"\1s of", head)
    before = SAID.get(status, "") or summed
    opens = bool(actors) and head.startswith(actors[0]) and not unreal
    head = f"{before}: {head if opens else small(head)}" if before else head[:1].upper() + head[1:]
    return head + where + subject


def said(event_type: EventType, event_mode: str | None, content: tuple[EventType, str | None] | None) -> Deed:
    """Return the words of a type and mode, those of saying by what is said."""
    about = content[0] if content else None
    if event_type is T.REJECT and about is T.ACCUSE:
        return DENIAL
    if event_type is T.REJECT and event_mode == "meet" and about is T.RETREAT:
        return deed_words(T.REJECT, None)  # no meeting is refused, but a truce
    if event_type is T.REQUEST and about is T.RETREAT:
        return ASKING
    return deed_words(event_type, event_mode)


def deed(words: Deed, actors: list[str], recipients: list[str], mutual: bool, planned: bool) -> str:
    """Return "Talks between A and B", "A visited B", "Visit by A", "Attack on B"."""
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
    freed: list[str],
    quantities: tuple[Quantity, ...],
    countries: Mapping[str, str],
    mutual: bool,
    planned: bool,
) -> str:
    """Return who freed or gave back whom, with the numbers: people, or the remains of the dead."""
    remains = any(q.kind is K.REMAINS_RETURNED for q in quantities)
    if mutual:
        return exchange(actors, quantities, countries)
    whom = told_apart(quantities, countries) or handed_over(quantities)
    noun = f"{'Return' if remains else 'Release'} of "
    if len(freed) == 1 and not remains and not recipients:
        end = counted(freed[0], quantities)
    else:
        end = whom + (f" to {joined(recipients)}" if recipients and "to " not in whom else "")
    if not actors:
        return noun + end
    if planned:
        return f"{noun}{end} by {joined(actors)}"
    return f"{joined(actors)} {'returned' if remains else 'released'} {end}"


def counted(freed: str, quantities: tuple[Quantity, ...]) -> str:
    """Return who was freed in the words of the report, with their number: "2 wounded Kestrian soldiers"."""
    numbers = {count(q): q.as_written for q in quantities if q.kind in FREED and count(q)}
    number, words = next(iter(numbers.items()), ("", ""))
    return f"{number} {freed}" if len(numbers) == 1 and words.lower() not in freed.lower() else freed


def told_apart(quantities: tuple[Quantity, ...], countries: Mapping[str, str]) -> str:
    """Return "people: 101 to A, 20 to B" where each side got others back; "" for one number or one side."""
    remains = [q for q in quantities if q.kind is K.REMAINS_RETURNED]
    rows = remains or [q for q in quantities if q.kind in FREED]
    sides = {q.side: count(q) for q in rows if q.side in countries and count(q)}
    if len(sides) < 2:
        return ""
    told = ", ".join(f"{number} to {countries[side or '']}" for side, number in sides.items())
    return f"{'remains' if remains else 'people'}: {told}"


def exchange(actors: list[str], quantities: tuple[Quantity, ...], countries: Mapping[str, str]) -> str:
    """Return "Exchange of 193 prisoners each between A and B", "…: 1,000 to A, 19 to B" where they differ."""
    remains = [q for q in quantities if q.kind is K.REMAINS_RETURNED]
    counted = remains or [q for q in quantities if q.kind is K.EXCHANGED]
    freed = {
        q.side: count(q) for q in quantities if q.kind is K.RELEASED and q.side in countries and count(q)
    }
    if not counted and len(freed) > 1:
        rows = ", ".join(f"{number} to {countries[side or '']}" for side, number in freed.items())
        return f"Release of people by {joined(actors)}: {rows}"
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
    link = LINKS.get(event_type, " on ")
    if event_type is T.ACCUSE and content[0] in CHARGED:
        return f" of {one(small(deed_words(*content).noun))}"
    if event_type in (T.REQUEST, T.REJECT) and content[0] is not T.RETREAT:
        return ""  # the mode says it
    if content[0] is T.ASSAULT:
        return f"{link}halt to attacks" if event_type is T.CONCEDE else ""
    if content[0] in (T.AGREE, T.REJECT, T.REQUEST, T.ACCUSE, T.THREATEN) or content == (T.RETREAT, None):
        return ""
    if not is_release(*content):
        noun = small(deed_words(*content).noun)
        return link + (one(noun) if event_type is T.REQUEST else noun)
    remains = any(q.kind is K.REMAINS_RETURNED for q in quantities)
    if remains or not any(q.kind is K.EXCHANGED for q in quantities):
        counted = any(q.kind in HANDED_OVER for q in quantities)
        noun = "return" if remains else "release"
        return f"{link}{noun} of {handed_over(quantities)}" if counted else f"{link}release or exchange"
    return link + small(exchange([], quantities, {}).removesuffix(" between "))


def one(noun: str) -> str:
    """Return a noun for something that can be counted with its article: "an attack", but "detention"."""
    if noun.split(" ")[-1] not in COUNTED or " or " in noun:
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def is_release(event_type: EventType, event_mode: str | None) -> bool:
    """Tell whether people or remains are handed over."""
    return event_type is T.RETREAT and event_mode == "release"


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


def names(participants: Iterable[Participant], opening: Container[str] = ()) -> list[str]:
    """Return the names of participants, each once; people without a name in the report's words."""
    found = []
    for participant in participants:
        words = participant.name_as_written
        if participant.actor is not None and not is_people(participant):
            words = participant.actor.name
        elif words in opening:
            words = small(words)
        found.append(words if participant.actor is not None else owned(words, participant.country))
    return list(dict.fromkeys(found))


def owned(words: str, country: str | None) -> str:
    """Return "forces of Kestria" for "its forces": nobody knows in a title whose "its" is."""
    first, _, rest = words.partition(" ")
    rest = rest.removeprefix("own ")
    if first.lower() not in OWNING or not rest:
        return words
    return f"{rest} of {load_countries()[country].actor.name}" if country in load_countries() else rest


def unless_named(participants: list[Participant]) -> list[Participant]:
    """Return the participants without the people of a country that is named itself: "Russian servicemen", "Russia"."""
    named = {p.country for p in participants if is_country(p)}
    return [p for p in participants if not (is_people(p) and p.country in named)]


def is_people(participant: Participant) -> bool:
    """Tell people without a name of their own ("two Russian soldiers")."""
    return participant.actor is None or participant.actor.kind is ActorKind.PEOPLE


def joined(words: list[str]) -> str:
    """Return "A", "A and B", "A, B and C"; of more than three the first two and how many others."""
    if len(words) > 3:
        return f"{words[0]}, {words[1]} and {len(words) - 2} others"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def small(words: str) -> str:
    """Return words for the middle of a sentence."""
    return words[:1].lower() + words[1:]
