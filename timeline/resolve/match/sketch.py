"""A coding as what is compared of it: whole numbers and small sets, made once for a coding."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.model import (
    ActorKind,
    Claim,
    Event,
    EventType,
    GeoPrecision,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Role,
    Status,
)
from timeline.resolve.match.coding import Coding
from timeline.vocab.matching import Words, country_stems, load_words, ordinal_of, stems

Days = tuple[int, int]
FINE = frozenset((GeoPrecision.EXACT, GeoPrecision.NEAR))
# how far from its point what is placed so may be, in kilometres
REACH = {
    GeoPrecision.EXACT: 5, GeoPrecision.NEAR: 25, GeoPrecision.ADMIN2: 60, GeoPrecision.ADMIN1: 200,
    GeoPrecision.REGION: 400,
}  # fmt: skip
DOING = frozenset((Role.ACTOR, Role.SIDE_A))
NOBODY = frozenset(("UAF", "UNK", "CVL"))  # armed people of whom no more is known may be anybody
FIGHTING = frozenset(("REB", "CRM"))
REBELS = "rebels"
HOSTING = frozenset((Role.HOST, Role.MEDIATOR))
DONE_TO = frozenset((Role.RECIPIENT, Role.SIDE_B, Role.VICTIM))
SPEECH = frozenset(
    (EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT)
)
LONG = 2  # days: what is counted over more is a sum
OVER = re.compile(
    r"\b(?:over|within|during|in|for) (?:the )?(?:past|last|two|three|four|five|six|seven|\d+) (?:\w+ )?"
    r"(?:days|nights|weeks|months|years)\b"
)
BEST = re.compile(
    r"\b(?:\w{3,}est|most|first|\w+th|second|third|one of|(?:another|new) \w+) "
)  # "the largest since …"
FINE = frozenset((GeoPrecision.EXACT, GeoPrecision.NEAR))
# how far from its point what is placed so may be, in kilometres
REACH = {
    GeoPrecision.EXACT: 5, GeoPrecision.NEAR: 25, GeoPrecision.ADMIN2: 60, GeoPrecision.ADMIN1: 200,
    GeoPrecision.REGION: 400,
}  # fmt: skip
DOING = frozenset((Role.ACTOR, Role.SIDE_A))
NOBODY = frozenset(("UAF", "UNK", "CVL"))  # armed people of whom no more is known may be anybody
FIGHTING = frozenset(("REB", "CRM"))
REBELS = "rebels"
HOSTING = frozenset((Role.HOST, Role.MEDIATOR))
DONE_TO = frozenset((Role.RECIPIENT, Role.SIDE_B, Role.VICTIM))
SPEECH = frozenset(
    (EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT)
)
# rules that reckon a day from another day that is told; the words name none
RECKONED = ("time.ago", "time.neighbour")
LONG = 2  # days: what is counted over more is a sum
OVER = re.compile(r"\b(?:over|within|during|in|for) (?:the )?(?:past|last|two|three|four|five|six|seven|\d+) (?:\w+ )?"
                  r"(?:days|nights|weeks|months|years)\b|\bsince (?!then)", re.IGNORECASE)  # fmt: skip
# people who change hands are counted as exchanged or as released, as the sentence has it
KIND = {QuantityKind.EXCHANGED: "freed", QuantityKind.RELEASED: "freed", QuantityKind.CAPTURED: "captured"}
WORDS_OF = {"freed": "freed", "remains_returned": "bodies", "shot_down": "shot down"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one kind; an open end is ``None``. ``side`` is whose people are counted."""

    kind: str
    side: str | None
    low: int | None
    high: int | None
    about: bool

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high and not self.about

    def words(self) -> str:
        """Return the figure as a reader would write it."""
        if self.low == self.high:
            figure = f"{self.low:,}"
        elif self.high is None:
            figure = f"at least {self.low:,}"
        elif self.low is None:
            figure = f"at most {self.high:,}"
        else:
            figure = f"{self.low:,} to {self.high:,}"
        return f"about {figure}" if self.about else figure

    @property
    def noun(self) -> str:
        return WORDS_OF.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a coding. ``days`` are the first and the last as ordinals, ``None`` without a date.

    ``firm`` is false where the day is reckoned from another ("hours after"), ``sum`` is true of a running total,
    ``outsider`` of what only somebody claims who has no part in it.
    ``doers`` and ``others`` are countries, else names, of who acts and who is acted on, ``hosts``
    who hosts or mediates, and the country of the place, ``factions`` country and side within it of who acts;
    ``people`` are country and actor id. ``hints`` are topics of words that say little beside those of another one.
    """

    id: str
    report: str
    dataset: str | None
    type: EventType | None
    mode: str | None
    status: Status
    planned: bool
    days: Days | None
    firm: bool
    published: int | None
    place: str | None
    place_name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    reach: int | None
    doers: frozenset[str]
    others: frozenset[str]
    parties: frozenset[str]
    hosts: frozenset[str]
    factions: frozenset[tuple[str, str]]
    people: frozenset[tuple[str, str]]
    figures: tuple[Figure, ...]
    words: frozenset[str]
    topics: frozenset[str]
    hints: frozenset[str]
    ordinals: frozenset[tuple[str, int]]
    sum: bool
    outsider: bool


def sketch(coding: Coding) -> Sketch:
    """Return what is compared of a coding. Only the coding itself comes in."""
    event = coding.event
    lists = load_words()
    place = event.place
    mine = [stems(quote) for quote in quotes(event)] or [[]]
    head = mine[0] or stems(event.title)
    figures = figures_of(event.quantities, lists)
    start, end = event.date.start, event.date.end
    doers, others = parties(event, DOING), parties(event, DONE_TO)
    return Sketch(
        id=event.id,
        report=coding.report_id,
        dataset=event.dataset,
        type=event.event_type,
        mode=event.event_mode,
        status=event.status,
        planned=event.status is Status.PLANNED,
        days=(start.toordinal(), end.toordinal()) if start and end else None,
        firm=is_firm(event),
        published=day_of(coding.published),
        place=place_key(place),
        place_name=place.name if place else "",
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        reach=REACH.get(place.geo_precision) if place else None,
        doers=doers,
        others=others,
        parties=doers | others,
        factions=factions(event),
        hosts=parties(event, HOSTING) | ({place.country} if place and place.country else set()),
        people=frozenset(
            (one.country or "", one.actor.id) for one in event.participants
            if one.actor and one.actor.kind == "person" and one.role in (Role.ACTOR, Role.RECIPIENT)
        ),
        figures=figures,
        words=frozenset(word for text in mine for word in text) - lists.common - names_of(event),
        topics=topics_of(figures, head, lists),
        hints=frozenset(lists.weak[word] for word in head if word in lists.weak),
        ordinals=frozenset(ordinals_of(event, lists)),
        sum=is_sum(event, figures, lists),
        outsider=is_outsider(event),
    )  # fmt: skip


def quotes(event: Event) -> list[str]:
    return [claim.quote for claim in event.claims if claim.quote]


def day_of(text: str | None) -> int | None:
    """Return the day of an ISO 8601 time as written; ``None`` where it names no day."""
    if text is None or len(text) < 10:
        return None
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def parties(event: Event, roles: frozenset[Role]) -> frozenset[str]:
    """Return the participants in some roles; who is only a name counts where nobody is known."""
    mine = [one for one in event.participants if one.role in roles]
    return frozenset(party(one) for one in mine if one.country or one.actor) or frozenset(
        party(one) for one in mine if one.role is not Role.VICTIM
    )


def factions(event: Event) -> frozenset[tuple[str, str]]:
    """Return who acts as country and side within it: a state "", an armed group its id, other rebels "rebels"."""
    found = set()
    for one in event.participants:
        if one.role in DOING and one.country and one.sector not in NOBODY:
            group = one.actor.id if one.actor and one.actor.kind is ActorKind.ARMED_GROUP else None
            found.add((one.country, group or (REBELS if one.sector in FIGHTING else "")))
    return frozenset(found)


def party(one: Participant) -> str:
    """Return the country of a participant, else its actor or what that belongs to, else its name."""
    if one.country:
        return one.country
    if one.actor:
        return one.actor.parent or one.actor.id
    return one.name_as_written.casefold()


def place_key(place: Place | None) -> str | None:
    """Return the gazetteer's id, else name and country, of what is placed finely; ``None`` of anything wider."""
    if place is None or place.geo_precision not in FINE:
        return None
    return f"{place.name.casefold()}/{place.country or ''}"


def figures_of(quantities: Iterable[Quantity], lists: Words) -> tuple[Figure, ...]:
    """Return the figures, each once, sorted by their words."""
    found = {
        Figure(
            KIND.get(one.kind, one.kind.value),
            one.side,
            one.low,
            one.high,
            not lists.about.isdisjoint(one.as_written.casefold().split()),
        )
        for one in quantities
        if one.low is not None or one.high is not None
    }
    return tuple(sorted(found, key=lambda one: (one.kind, one.side or "", one.words())))


def is_firm(event: Event) -> bool:
    """Tell whether the words name the day: "hours after" may be on the day before; a dataset always names it."""
    return "hour" not in (event.date.as_written or "").casefold()


def names_of(event: Event) -> frozenset[str]:
    """Return the stems of the names of participants and place: they are compared as such, not as words."""
    names = [event.place.name] if event.place else []
    countries = {event.place.country} if event.place else set()
    for one in event.participants:
        countries.add(one.country)
        names.append(one.name_as_written)
        if one.actor:
            names += [one.actor.name, *one.actor.aliases]
    found = frozenset(stems(" ".join(names)))
    return found.union(*(country_stems(code) for code in countries if code))


def topics_of(figures: Iterable[Figure], words: list[str], lists: Words) -> frozenset[str]:
    """Return what an event is about."""
    found = {lists.topics[word] for word in words if word in lists.topics}
    kinds = {one.kind for one in figures}
    if "remains_returned" in kinds:
        found.add("remains")
    elif "freed" in kinds and not found:
        found.add("captives")
    return frozenset(found)


def ordinals_of(event: Event, lists: Words) -> Iterator[tuple[str, int]]:
    """Yield class and number of every member of a series that the first quote names: "third round", "stage two"."""
    for quote in quotes(event)[:1]:
        words = quote.replace(",", " ").replace(".", " ").split()
        for place, word in enumerate(words):
            number = ordinal_of(word)
            if number is None:
                continue
            for following in stems(" ".join(words[place + 1 : place + 4])):
                if following in lists.series:
                    yield lists.series[following], number
                    break


def is_outsider(event: Event) -> bool:
    """Tell whether only a third party claims it: neither who acts, nor who is acted on, nor who hosts or mediates."""
    if event.status is not Status.CLAIMED or not event.claims or event.claims[0].claimant is None:
        return False
    said = event.claims[0].claimant.country
    return said is not None and said not in {one.country for one in event.participants}


def is_sum(event: Event, figures: tuple[Figure, ...], lists: Words) -> bool:
    """Tell whether what happened is counted over a longer time, or called a sum; a plan is none."""
    if not figures or event.status is Status.PLANNED or event.event_type is EventType.AGREE:
        return False
    start, end = event.date.start, event.date.end
    if start and end and (end - start).days >= LONG:
        return True
    return any(called_sum(claim, lists, event.event_type) for claim in event.claims[:1])


def called_sum(claim: Claim, lists: Words, event_type: EventType | None) -> bool:
    """Tell whether the words make a figure a sum; of a toll "so far" and "since" say nothing of the kind."""
    words = f" {(claim.quote or '').casefold().replace(',', ' ')} "
    if OVER.search(words) or event_type is EventType.ASSAULT:
        return bool(OVER.search(words))
    since = " since " in words and not BEST.search(words)
    return since or any(f" {word} " in words for word in lists.sums)
