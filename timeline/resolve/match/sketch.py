"""A coding as what is compared of it: whole numbers and small sets, made once for a coding."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.model import Event, EventType, GeoPrecision, Place, Role, Status
from timeline.resolve.match.coding import Coding
from timeline.resolve.match.figure import Figure, figures_of
from timeline.resolve.match.sides import BOTH, DOING, DONE_TO, everybody, factions, known, parties, people
from timeline.resolve.match.sums import is_sum
from timeline.vocab.matching import Words, country_stems, load_words, ordinal_of, stem, stems, words_in

Days = tuple[int, int]
FINE = frozenset((GeoPrecision.EXACT, GeoPrecision.NEAR))
# how far from its point what is placed so may be, in kilometres
REACH = {
    GeoPrecision.EXACT: 5, GeoPrecision.NEAR: 25, GeoPrecision.ADMIN2: 60, GeoPrecision.ADMIN1: 200,
    GeoPrecision.REGION: 400,
}  # fmt: skip
HOSTING = frozenset((Role.HOST, Role.MEDIATOR))
SPEECH = frozenset(
    (EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT)
)
FORCE = frozenset((EventType.ASSAULT, EventType.COERCE))
TOLD_AGAIN = frozenset((EventType.AGREE, EventType.CONSULT))
CLOSE = 3  # days: of what is dated to fewer the day is known well enough
CARRYING_OUT = frozenset((EventType.RETREAT, EventType.AID, EventType.COOPERATE))
HANDED_OVER = frozenset(("remains", "captives", "children"))


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a coding. ``days`` are the first and the last as ordinals, ``None`` without a date.

    ``firm`` is false where the day is reckoned from another ("hours after"), ``sum`` is true of a running total,
    ``outsider`` of what only somebody claims who has no part in it.
    ``doers`` are countries, else names, of who acts, ``others`` countries of who is acted on, ``hosts``
    who hosts or mediates, and the country of the place, ``factions`` country and side within it of who acts;
    ``known`` tells whether any of them is more than a name. ``people`` are country and actor id. ``hints`` are topics
    of words that say little beside those of another one, ``targets`` what an attack or a seizure was directed at,
    ``clash`` is true of a fight of two sides, ``words`` are stems and ``written`` says how each is spelt,
    ``under`` the words by which a deed carries out an agreement, ``spans`` where its sentences begin.
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
    known: bool
    hosts: frozenset[str]
    factions: frozenset[tuple[str, str]]
    people: frozenset[tuple[str, str]]
    figures: tuple[Figure, ...]
    words: frozenset[str]
    written: Mapping[str, str]
    topics: frozenset[str]
    hints: frozenset[str]
    targets: frozenset[str]
    clash: bool
    under: str
    spans: frozenset[int]
    ordinals: frozenset[tuple[str, int]]
    sum: bool
    outsider: bool

    @property
    def passing(self) -> bool:
        """Tell whether it is a meeting or an agreement that is mentioned without its day: "met in Velm in June"."""
        if self.type not in TOLD_AGAIN or self.planned or self.dataset is not None:
            return False
        return self.days is None or self.days[1] - self.days[0] > CLOSE


def sketch(coding: Coding) -> Sketch:
    """Return what is compared of a coding. Only the coding itself comes in."""
    event = coding.event
    lists = load_words()
    place = event.place
    spelt = [words_in(quote) for quote in quotes(event)]
    mine = [[stem(word) for word in text] for text in spelt] or [[]]
    head = mine[0] or stems(event.title)
    words = frozenset(word for text in mine for word in text) - lists.common - names_of(event)
    figures = figures_of(event.quantities, lists)
    start, end = event.date.start, event.date.end
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
        doers=parties(event, DOING),
        others=known(event, DONE_TO),
        parties=everybody(event),
        known=bool(known(event, BOTH)),
        factions=factions(event),
        hosts=parties(event, HOSTING) | ({place.country} if place and place.country else set()),
        people=people(event),
        figures=figures,
        words=words,
        written={key: word.casefold() for text in spelt for word in text if (key := stem(word)) in words},
        topics=topics_of(event, figures, head, lists),
        hints=frozenset(lists.weak[word] for word in head if word in lists.weak),
        targets=targets_of(event, head, lists),
        clash=event.event_type is EventType.ASSAULT and not lists.clash.isdisjoint(head),
        under=under_of(event, lists),
        spans=frozenset(claim.span.start for claim in event.claims if claim.span),
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


def place_key(place: Place | None) -> str | None:
    """Return the gazetteer's id, else name and country, of what is placed finely; ``None`` of anything wider."""
    if place is None or place.geo_precision not in FINE:
        return None
    return f"{place.name.casefold()}/{place.country or ''}"


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


def under_of(event: Event, lists: Words) -> str:
    """Return the words by which a deed carries out an agreement: "under the Doha agreement"; else none."""
    if event.event_type in CARRYING_OUT:
        for quote in quotes(event):
            if found := lists.under.search(quote):
                return found[0]
    return ""


def targets_of(event: Event, words: list[str], lists: Words) -> frozenset[str]:
    """Return what an attack or a seizure was directed at: a market, a school."""
    if event.event_type not in FORCE:
        return frozenset()
    return frozenset(lists.targets[word] for word in words if word in lists.targets)


def topics_of(event: Event, figures: Iterable[Figure], words: list[str], lists: Words) -> frozenset[str]:
    """Return what an event is about. Beside who is handed over the rest is a detail: "from Ordanian territory"."""
    found = {lists.topics[word] for word in words if word in lists.topics}
    if event.event_mode == "release":
        found = found & HANDED_OVER or found
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
    parties = {one.country for one in event.participants if one.country}
    return said is not None and bool(parties) and said not in parties
