"""Who is meant where the words name nobody: the country of a place that is struck, the state that arrests.

Each rule has its own name in the evidence, so that a reader sees that the words stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.text.draft import Cast, Draft
from timeline.extract.text.locations.gazetteer import settlements
from timeline.extract.text.people.lexicon import Lexicon
from timeline.extract.text.people.mentions import Party, party
from timeline.extract.text.people.parties import Memory
from timeline.model import ActorKind, EventType, GeoPrecision, Role, Span
from timeline.vocab.regions import regions_by_name

T = EventType
DEEDS = frozenset((T.ASSAULT, T.COERCE, T.SANCTION, T.MOBILIZE, T.SUPPORT, T.AGREE, T.RETREAT, T.PROTEST))
HITTING = frozenset((T.ASSAULT, T.COERCE, T.MOBILIZE, T.AID, T.PROTEST))
JUDGING = frozenset((T.ACCUSE, T.THREATEN, T.REJECT, T.REQUEST, T.SUPPORT))
FIGHTING = frozenset(("REB", "UAF", "PRM", "CRM"))  # sectors of those who attack their own country
OFFICE = frozenset(("GOV", "MIL", "COP", "JUD", "LEG"))
# what only a state does to people on its own soil
RULING = frozenset(("arrest", "martial-law", "censor", "convict", "restrict", "deport"))


def is_place_name(item: Cast) -> bool:
    """Tell a party that is only the name of a settlement or province ("captured Walikale")."""
    one = item.party
    nameless = one.actor is None and one.kind is None and one.country is None
    return nameless and bool(settlements(one.name) or one.name in regions_by_name())


def settle_places_named(draft: Draft, lexicon: Lexicon) -> None:
    """Name the country whose town was taken or struck in place of the town, ``place.country``; else nobody."""
    named = [item for item in draft.roles if item.role is Role.RECIPIENT and is_place_name(item)]
    if not named:
        return
    draft.roles = [item for item in draft.roles if item not in named]
    country = draft.place.country if draft.place else None
    others = {item.party.country for item in draft.roles if item.role is Role.RECIPIENT}
    if country and draft.event_type in HITTING and not others:
        found = party(lexicon.country_actor(country))
        draft.roles.append(replace(named[0], party=found, rule="place.country"))


def add_struck(draft: Draft, lexicon: Lexicon) -> None:
    """Name the country whose town was hit from outside, or by a group inside, and the country of nameless victims."""
    place = draft.place
    if draft.event_type is not T.ASSAULT or place is None or place.country is None:
        return
    acting = [item.party for item in draft.roles if item.role is Role.ACTOR]
    struck = {
        item.party.country or (place.country if is_nameless(item.party) else None)
        for item in draft.roles
        if item.role is Role.RECIPIENT
    } & lexicon.countries.keys()
    outside = all(attacks(one, place.country) for one in acting)
    abroad = any(
        item.role is Role.VICTIM and item.party.country not in (None, place.country) for item in draft.roles
    )  # soldiers who are killed in another country
    span = place_span(draft)
    if acting and outside and not abroad and not struck and span is not None:
        hit = party(lexicon.country_actor(place.country))
        words = place.as_written or place.name
        draft.roles.append(Cast(Role.RECIPIENT, hit, words, span, "place.country"))
    draft.roles = [
        replace(item, party=replace(item.party, country=place.country))
        if item.role is Role.VICTIM and item.party.country is None and item.party.actor is None
        else item
        for item in draft.roles
    ]


def attacks(one: Party, country: str) -> bool:
    """Tell an attacker from outside, or a group inside, from a state that uses force on its own soil."""
    if one.sector in FIGHTING or one.kind is ActorKind.ARMED_GROUP:
        return True
    return one.country not in (None, country)


def is_nameless(one: Party) -> bool:
    """Tell people without a name or country ("police", "workers")."""
    return one.country is None and one.actor is None and one.kind is ActorKind.PEOPLE


def add_ruler(draft: Draft, home: str | None, lexicon: Lexicon) -> None:
    """Name the state that arrests, convicts or imposes a curfew where nobody is said to do it, ``place.ruler``."""
    country = draft.place.country if draft.place and draft.place.country else home
    if (
        draft.event_type not in (T.COERCE, T.SANCTION)
        or draft.decision.event_mode not in RULING
        or country is None
        or draft.countries(Role.ACTOR)
    ):
        return
    span = place_span(draft) or draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]
    draft.roles.append(Cast(Role.ACTOR, party(lexicon.country_actor(country)), words, span, "place.ruler"))


def add_judged(draft: Draft, before: Sequence[Draft], memory: Memory) -> None:
    """Name whom a reproach, threat or praise without an addressee meets: the other side, or who did it.

    "Ordania condemned the test" means those who acted in the event told last, ``report.deed``.
    """
    acting = draft.countries(Role.ACTOR)
    denied = draft.reader.sent.lemmas[draft.decision.anchor] == "deny"
    if draft.event_type not in JUDGING or denied or not acting or draft.countries(Role.RECIPIENT):
        return
    span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]
    others = [side for side in memory.sides if (side.country or side.name) not in acting]
    if memory.sole is None and len(memory.sides) == 2 and len(others) == 1:
        draft.roles.append(Cast(Role.RECIPIENT, others[0], words, span, "report.other-side"))
    elif draft.event_type in (T.ACCUSE, T.SUPPORT):
        draft.roles += [
            Cast(Role.RECIPIENT, one, words, span, "report.deed") for one in last_doers(before, acting)
        ]


def last_doers(before: Sequence[Draft], acting: set[str]) -> list[Party]:
    """Return who acted in the deed told last, if nobody in ``acting`` did."""
    for draft in reversed(before):
        doers = [item.party for item in draft.roles if item.role is Role.ACTOR]
        if draft.event_type in DEEDS and doers and all(one.country or one.actor for one in doers):
            return [] if draft.countries(Role.ACTOR) & acting else list(dict.fromkeys(doers))
    return []


def add_home(draft: Draft, home: str | None) -> None:
    """Give people without a name ("police", "workers") the country of the event's place or of the report."""
    country = draft.place.country if draft.place and draft.place.country else home
    at_sea = draft.place is not None and draft.place.geo_precision is GeoPrecision.WATER
    if country is None or at_sea or is_by_state(draft, country):
        return
    draft.roles = [
        replace(item, party=replace(item.party, country=country), rule=f"{item.rule}+report.country")
        if is_nameless(item.party) or holds_office(item.party)
        else item
        for item in draft.roles
    ]


def holds_office(one: Party) -> bool:
    """Tell a person whom no list knows in an office that names no country ("Prime Minister Ana Vell")."""
    return one.kind is ActorKind.PERSON and one.actor is None and one.country is None and one.sector in OFFICE


def is_by_state(draft: Draft, country: str) -> bool:
    """Tell an attack by a state as such, whose own people those that it hit are not."""
    return draft.event_type is EventType.ASSAULT and any(
        item.role is Role.ACTOR and item.party.kind is ActorKind.COUNTRY and item.party.country == country
        for item in draft.roles
    )


def place_span(draft: Draft) -> Span | None:
    """Return the words that name the place, in whichever telling they stand."""
    return next(
        (telling.place_span for telling in (draft, *draft.others) if telling.place and telling.place_span),
        None,
    )
