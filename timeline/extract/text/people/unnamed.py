"""Who is meant where the words name nobody: the country of a place that is struck, the state that arrests.

Each rule has its own name in the evidence, so that a reader sees that the words stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.text.deeds.effects import PRAISING
from timeline.extract.text.draft import Cast, Draft
from timeline.extract.text.figures.fates import DOWNED
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
MISSILES = frozenset("missile rocket projectile".split())
OFFICE = frozenset(("GOV", "MIL", "COP", "JUD", "LEG"))
# what only a state does to people on its own soil
BLASTS = frozenset("explosives aerial drone heavy-weapons".split())
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
    if abroad:  # "two Turkish soldiers were killed in an attack in Syria": Syria was not hit
        draft.roles = [
            item
            for item in draft.roles
            if item.rule != "slot.in"
            or item.party.country != place.country
            or item.role is not Role.RECIPIENT
        ]
    span = place_span(draft)
    nobody = not acting and draft.decision.event_mode in BLASTS  # things were hit, by nobody knows whom
    if (nobody or (acting and outside)) and not abroad and not struck and span is not None:
        hit = party(lexicon.country_actor(place.country))
        words = place.as_written or place.name
        draft.roles.append(Cast(Role.RECIPIENT, hit, words, span, "place.country"))
    draft.roles = [
        replace(item, party=replace(item.party, country=place.country))
        if item.role is Role.VICTIM and item.party.country is None and item.party.actor is None
        else item
        for item in draft.roles
    ]


def add_home_struck(draft: Draft, home: Party) -> None:
    """Name the country in which the whole report plays where things were blown up by nobody knows whom."""
    blast = draft.event_type is T.ASSAULT and draft.decision.event_mode in BLASTS
    if blast and draft.place is None and not draft.countries():
        span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
        words = draft.reader.sent.words[draft.hit.token]
        draft.roles.append(Cast(Role.RECIPIENT, home, words, span, "report.home"))


def settle_downed(draft: Draft, lexicon: Lexicon) -> None:
    """Make whose drones "were shot down over Kestria" the attacker and Kestria, or who shot them down, the attacked.

    One drone shot down elsewhere is attacked itself.
    """
    sent, clause = draft.reader.sent, draft.hit.clause
    owners = [item for item in draft.roles if item.role is Role.RECIPIENT]
    weapons = clause.get("obj")
    missiles = any(sent.lemmas[token] in MISSILES for token in weapons)
    several = missiles or any(sent.tags[token] in ("NNS", "NNPS") for token in weapons)
    downed = draft.event_type is T.ASSAULT and sent.lemmas[draft.hit.token] in DOWNED
    drones = draft.decision.event_mode == "drone"
    if not downed or not (drones or missiles) or len(owners) > 1 or (drones and not owners):
        return
    hit = attacked_from_above(draft, lexicon)
    if hit is None or not several or (owners and hit.party.country in (None, owners[0].party.country)):
        draft.decision.event_mode = None
        return
    others = [item for item in draft.roles if item.role not in (Role.ACTOR, Role.RECIPIENT)]
    draft.roles = [*(replace(owner, role=Role.ACTOR) for owner in owners), hit, *others]
    if missiles:
        draft.decision.event_mode = "heavy-weapons"


def attacked_from_above(draft: Draft, lexicon: Lexicon) -> Cast | None:
    """Return over whose land drones were shot down: by the place, else who shot them down, else who tells it."""
    firing = [item for item in draft.roles if item.role is Role.ACTOR]
    span = place_span(draft)
    if draft.place is not None and draft.place.country and span is not None:
        if any(item.party.country != draft.place.country for item in firing):
            return None
        land = party(lexicon.country_actor(draft.place.country))
        return Cast(Role.RECIPIENT, land, draft.place.as_written or draft.place.name, span, "place.country")
    if firing:
        state = lexicon.countries.get(firing[0].party.country or "")
        attacked = party(state.actor) if state else firing[0].party
        return replace(firing[0], role=Role.RECIPIENT, party=attacked)
    told = [one for one in draft.speakers if one.party and one.party.country]
    if not told or told[0].party is None or told[0].party.country not in lexicon.countries:
        return None
    home = party(lexicon.country_actor(told[0].party.country))
    return Cast(Role.RECIPIENT, home, told[0].words, told[0].span, "speaker")


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
    country = draft.place.country if draft.place and draft.place.country else home or office_speaking(draft)
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


def office_speaking(draft: Draft) -> str | None:
    """Return the country whose ministry or police says that people were arrested, and nobody else."""
    said = {one.party.country for one in draft.speakers if one.party and one.party.sector in OFFICE}
    return said.pop() if len(said) == 1 and draft.decision.event_mode == "arrest" else None


def add_judged(draft: Draft, before: Sequence[Draft], memory: Memory) -> None:
    """Name whom a reproach, threat or praise without an addressee meets: the other side, or who did it.

    "Ordania condemned the test" means those who acted in the event told last, ``report.deed``.
    """
    acting = draft.countries(Role.ACTOR)
    denied = draft.reader.sent.lemmas[draft.decision.anchor] == "deny"
    if draft.event_type not in JUDGING or denied or not acting or draft.countries(Role.RECIPIENT):
        return
    praised = draft.reader.sent.lemmas[draft.hit.token] in PRAISING
    if draft.event_type is T.SUPPORT and draft.hit.clause.get("obj") and not praised:
        return  # "backed the idea": nobody is said to be backed
    span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]
    others = [side for side in memory.sides if (side.country or side.name) not in acting]
    if memory.sole is None and len(memory.sides) == 2 and len(others) == 1:
        draft.roles.append(Cast(Role.RECIPIENT, others[0], words, span, "report.other-side"))
    elif draft.event_type in (T.ACCUSE, T.SUPPORT):
        draft.roles += [
            Cast(Role.RECIPIENT, one, one.name, span, "report.deed") for one in last_doers(before, acting)
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
