"""What the report tells about an event outside the clause of its event word: brokers, hosts, the other side.

Each rule has its own name in the evidence, so that a reader sees that the words stand elsewhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from timeline.extract.text.days.dates import Resolved
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.deeds.totals import is_total
from timeline.extract.text.draft import Cast, Draft, Echo, mention_words
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.helpers import helpers_in
from timeline.extract.text.people.lexicon import Lexicon
from timeline.extract.text.people.mentions import Mention, Party, party
from timeline.extract.text.people.parties import Memory
from timeline.extract.text.people.roles import brokers_of
from timeline.extract.text.people.unnamed import (
    FIGHTING,
    add_home,
    add_home_struck,
    add_ruler,
    add_struck,
    settle_downed,
    settle_places_named,
)
from timeline.model import (
    ActorKind,
    DatePrecision,
    DateValue,
    EventType,
    GeoPrecision,
    Place,
    QuantityKind,
    Role,
    Status,
)

BROKERED = frozenset(
    (EventType.RETREAT, EventType.CONSULT, EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE)
)
MUTUAL_NOUNS = frozenset((EventType.CONSULT, EventType.AGREE, EventType.RETREAT))
MUTUAL_DEEDS = MUTUAL_NOUNS | {EventType.SUPPORT, EventType.SANCTION}  # signed by all, broken off
TALKS = frozenset((EventType.CONSULT, EventType.AGREE))
TRANSIT = frozenset(("via", "through"))
BROUGHT = frozenset("take bring move treat treatment fly transport be now".split())
RETURNED = frozenset((QuantityKind.REMAINS_RETURNED, QuantityKind.EXCHANGED, QuantityKind.RELEASED))
BOTH_REACH = 9  # tokens
BOTH_ENDS = (["side"], ["direction"], ["way"], ["country"], ["party"])
STATION_REACH = 2  # sentences


def take_brokers(
    reader: Reader, hits: Sequence[Hit], drafts: list[Draft], before: Sequence[Draft]
) -> list[Draft]:
    """Make those who brokered an event its mediators; without such an event, mediation is an event itself."""
    brokers = [hit for hit in hits if hit.row.event_mode == "third-party" and not hit.row.mutual]
    named = [*brokers_of(reader, brokers), *helpers_in(reader)]
    if not named:
        return drafts
    others = [draft for draft in drafts if draft.decision.event_mode != "third-party" or draft.hit.row.mutual]
    brokered = [draft for draft in others if draft.event_type in BROKERED] or [
        draft for draft in list(before)[-3:] if draft.event_type in BROKERED
    ][-1:]
    if not brokered:
        return drafts
    draft = brokered[0]
    for mention in named:
        span = reader.sent.chars(mention.start, mention.end - 1)
        for one in mention.parties:
            if one.country is None and one.actor is None:
                continue
            draft.roles = [item for item in draft.roles if item.party != one]
            draft.roles.append(Cast(Role.MEDIATOR, one, mention_words(reader, mention), span, "broker"))
    draft.echoes += [
        Echo(reader, tuple(dropped.speakers), dropped.channel)
        for dropped in drafts
        if dropped not in others and dropped.speakers
    ]
    return others


def complete(draft: Draft, memory: Memory, lexicon: Lexicon) -> None:
    """Fill in the sides of "the talks", the other side of a handover, and whom an attack struck."""
    add_transit(draft)
    settle_brokers(draft)
    add_sides(draft, memory)
    if memory.sole is not None:
        add_home_sides(draft, party(lexicon.country_actor(memory.sole)))
    settle_places_named(draft, lexicon)
    settle_downed(draft, lexicon)
    add_struck(draft, lexicon)
    if memory.sole is not None:
        add_home_struck(draft, party(lexicon.country_actor(memory.sole)))
    add_ruler(draft, memory.home, lexicon)
    add_home(draft, memory.home)


def settle_brokers(draft: Draft) -> None:
    """Take those who brokered an event out of its sides."""
    brokers = {item.party for item in draft.roles if item.role is Role.MEDIATOR}
    draft.roles = [item for item in draft.roles if item.role is Role.MEDIATOR or item.party not in brokers]


def add_home_sides(draft: Draft, home: Party) -> None:
    """Name the country of a report that plays in one where two sides of it talk or agree, without names."""
    if (
        draft.hit.row.mutual
        and draft.deed in MUTUAL_DEEDS
        and not draft.countries(Role.ACTOR, Role.RECIPIENT)
    ):
        span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
        words = draft.reader.sent.words[draft.hit.token]
        draft.roles += [Cast(role, home, words, span, "report.home") for role in (Role.ACTOR, Role.RECIPIENT)]


def add_sides(draft: Draft, memory: Memory) -> None:
    """Name the report's two sides where a mutual event names nobody, or the other one where it names one of them."""
    sides, home = memory.sides, memory.sole
    if handed_over(draft) and draft.decision.event_mode != "ceasefire" and home is None:
        drop_nameless(draft)
    both = draft.deed is EventType.RETREAT and (
        goes_both_ways(draft.reader.sent, draft.hit.token) or is_of_both(draft)
    )
    mutual = (draft.hit.row.mutual or both) and draft.deed in MUTUAL_DEEDS
    if len(sides) != 2 or not (mutual or draft.deed in MUTUAL_NOUNS) or home is not None:
        return
    keys = [side.country or side.name for side in sides]
    known = {role: draft.countries(role) for role in (Role.ACTOR, Role.RECIPIENT)}
    span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]

    def name(role: Role, parties: Sequence[Party], rule: str) -> None:
        draft.roles += [Cast(role, party, words, span, rule) for party in parties]

    truce = draft.decision.event_mode == "ceasefire"
    if both and any(known[role] < set(keys) for role in known):
        for role in known:
            name(
                role,
                [side for side, key in zip(sides, keys, strict=True) if key not in known[role]],
                "report.sides",
            )
    elif (mutual or truce) and not known[Role.ACTOR] and not known[Role.RECIPIENT]:
        name(Role.ACTOR, sides, "report.sides")
        name(Role.RECIPIENT, sides, "report.sides")
    elif mutual and is_alone(draft, known, keys):
        beside = [side for side, key in zip(sides, keys, strict=True) if key not in known[Role.ACTOR]]
        name(Role.ACTOR, beside, "report.other-side")
        name(Role.RECIPIENT, beside, "report.other-side")
    elif draft.deed is EventType.RETREAT and known[Role.ACTOR] == set(keys) and not known[Role.RECIPIENT]:
        name(Role.RECIPIENT, sides, "report.exchange")
    elif handed_over(draft) and not draft.hit.row.mutual:
        for role, other in ((Role.ACTOR, Role.RECIPIENT), (Role.RECIPIENT, Role.ACTOR)):
            named = known[other] & set(keys)
            if not known[role] and len(named) == 1:
                at = keys.index(next(iter(named)))
                within = role is Role.RECIPIENT and keys[at] == memory.home and is_rebel(draft)
                name(role, [sides[at if within else 1 - at]], "report.other-side")


def is_of_both(draft: Draft) -> bool:
    """Tell a sum in which nobody is named who frees or is freed: "since 2022 a total of 690 captives came home"."""
    freed = (QuantityKind.RELEASED, QuantityKind.EXCHANGED)
    unsided = all(quantity.side is None and quantity.kind in freed for quantity, _ in draft.quantities)
    return is_total(draft) and unsided and not draft.countries(Role.ACTOR, Role.RECIPIENT)


def is_alone(draft: Draft, known: Mapping[Role, set[str]], keys: Sequence[str]) -> bool:
    """Tell talks or an agreement that name only one of the report's sides, and nobody with whom."""
    one = known[Role.ACTOR] | known[Role.RECIPIENT]
    with_whom = {token for slot in ("with", "between") for token in draft.hit.clause.get(slot)}
    unknown = any(
        not any(party.country or party.actor for m in draft.reader.parties_near(token) for party in m.parties)
        for token in with_whom
    )
    single = len({item.party for item in draft.roles if item.role in (Role.ACTOR, Role.RECIPIENT)}) == 1
    return draft.deed in TALKS and single and one <= set(keys) and not unknown


def goes_both_ways(sent: Sentence, token: int) -> bool:
    """Tell what is done "on both sides", "by each side" or "in either direction", in the clause of an event word."""
    for steps in (range(token + 1, len(sent)), range(token - 1, 0, -1)):
        for at in steps[:BOTH_REACH]:
            if sent.pos[at] in ("VERB", "PUNCT"):
                break
            behind = sent.lower[at - 1] in ("on", "from", "by", "in", "to", "for")
            both = sent.lower[at] in ("both", "each", "either") and sent.lemmas[at + 1 : at + 2] in BOTH_ENDS
            if both and behind:
                return True
    return False


def is_rebel(draft: Draft) -> bool:
    """Tell those who fight their own country, to whose people they do what they do."""
    acting = [item.party for item in draft.roles if item.role is Role.ACTOR]
    return all(one.sector in FIGHTING or one.kind is ActorKind.ARMED_GROUP for one in acting)


def handed_over(draft: Draft) -> bool:
    """Tell what one side does for the other, such as a release, from a resignation or disarmament."""
    return draft.deed is EventType.RETREAT and draft.decision.event_mode in (None, "release", "ceasefire")


def drop_nameless(draft: Draft) -> None:
    """Leave out who is freed without a name or country ("157 prisoners"): the numbers keep them."""
    draft.roles = [
        item
        for item in draft.roles
        if item.party.country or item.party.actor or item.role not in (Role.ACTOR, Role.RECIPIENT)
    ]


def add_since(draft: Draft, drafts: Sequence[Draft], published: date | None) -> None:
    """Date "exchanges have taken place since the two meetings" from the meetings to publication."""
    if published is None or (draft.date is not None and draft.date.value.start is not None):
        return
    sent = draft.reader.sent
    for token in range(len(sent)):
        if sent.preposition(token) != "since" or draft.hit.token not in (
            *sent.ancestors(token),
            *sent.kids(sent.heads[token]),
        ):
            continue
        known = [
            event.date.value.start
            for event in drafts
            if event.hit.row.event_type in TALKS
            and event.date is not None
            and event.date.value.start is not None
            and event.decision.status is not Status.PLANNED
            and sent.lemmas[token]
            in ("meeting", "talk", "negotiation", "round", "summit", "agreement", "deal")
        ]
        if known and min(known) <= published:
            value = DateValue(min(known), published, DatePrecision.RANGE, f"since {sent.words[token]}")
            draft.date, draft.date_span = Resolved(value, "time.since-event"), sent.chars(token, token)
            return


def add_transit(draft: Draft) -> None:
    """Name the country that people were brought through or to ("via Belarus", "taken to Belarus") as host."""
    if draft.event_type is EventType.RETREAT:
        for telling in (draft, *draft.others):
            stations(telling.reader, draft)


def add_stations(reader: Reader, before: Sequence[Draft]) -> None:
    """Give the event told last the country that a following sentence says its people were brought to."""
    recent = [
        draft
        for draft in before
        if reader.sent.number - draft.reader.sent.number <= STATION_REACH
        and draft.event_type is EventType.RETREAT
    ]
    if recent:
        stations(reader, recent[-1])


def stations(reader: Reader, draft: Draft) -> None:
    sent = reader.sent
    for mention in reader.mentions:
        if not mention.parties or mention.adjectival or not mention.parties[0].country:
            continue
        prep = sent.preposition(mention.head)
        governor = sent.lemmas[sent.heads[mention.head]]
        brought = prep in ("to", "in") and (governor in BROUGHT or bool(sent.kids(mention.head, "cop")))
        by_way = sent.lower[max(0, mention.start - 3) : mention.start] == ["by", "way", "of"]
        transit = (
            any(sent.lower[kid] == "transit" for kid in range(len(sent))) and mention.head < len(sent) - 1
        )
        country = mention.parties[0].country
        if (prep in TRANSIT or brought or by_way or transit) and country not in draft.countries():
            span = sent.chars(mention.start, mention.end - 1)
            host = Cast(Role.HOST, mention.parties[0], mention_words(reader, mention), span, "transit")
            draft.roles.append(host)
            if brought and draft.place is None:
                draft.place = country_place(mention)
                draft.place_span, draft.place_rule = span, "place.brought-to"


def country_place(mention: Mention) -> Place:
    """Return the country of a mention as a place known to the country and no finer."""
    one = mention.parties[0]
    country = one.country or ""
    return Place(
        one.name,
        country,
        None,
        None,
        None,
        GeoPrecision.COUNTRY,
        one.name,
        f"country-{country.lower()}",
        "country",
    )


def add_return(draft: Draft, sides: Sequence[Party]) -> None:
    """Make both sides actor and recipient where both got somebody back ("and received 38 bodies in return")."""
    if draft.event_type is not EventType.RETREAT or len(sides) != 2:
        return
    keys = {side.country for side in sides}
    taking, giving = draft.countries(Role.RECIPIENT), draft.countries(Role.ACTOR)
    both = keys <= taking and bool(giving) and giving < keys  # "brought 84 home in an exchange with Kestria"
    given = {q.side for q, _ in draft.quantities if q.kind in RETURNED and q.low}
    if given < keys and len(given) == 1:
        if taking == giving and all(item.rule == "report.other-side" for item in takers(draft)):
            draft.roles = [item for item in draft.roles if item.role is not Role.RECIPIENT]
            giving = set()  # "Hamas handed over four bodies", which are those of Israelis
        if not draft.countries(Role.RECIPIENT) and (not giving or taking == draft.countries(Role.ACTOR)):
            add_receiver(draft, sides, given)
    if not both and (not keys <= given or not giving <= keys | {None}):
        return
    span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]
    for role in (Role.ACTOR, Role.RECIPIENT):
        known = draft.countries(role)
        draft.roles += [
            Cast(role, side, words, span, "report.both-ways") for side in sides if side.country not in known
        ]


def add_receiver(draft: Draft, sides: Sequence[Party], given: set[str | None]) -> None:
    """Name the side that the dead went back to as recipient and the other as giver, where no words name either."""
    span = draft.reader.sent.chars(draft.hit.token, draft.hit.last)
    words = draft.reader.sent.words[draft.hit.token]
    for side in sides:
        role = Role.RECIPIENT if side.country in given else Role.ACTOR
        if side.country not in draft.countries(role):
            draft.roles.append(Cast(role, side, words, span, "report.other-side"))


def takers(draft: Draft) -> list[Cast]:
    """Return who gets people or remains back."""
    return [item for item in draft.roles if item.role is Role.RECIPIENT]


def add_host(draft: Draft, lexicon: Lexicon) -> None:
    """Name the country in which others meet as host."""
    place = draft.place
    if draft.deed is not EventType.CONSULT and draft.event_type is not EventType.CONSULT:
        return
    if (
        place is None
        or place.country is None
        or place.country in draft.countries()
        or draft.place_span is None
    ):
        return
    if place.geo_precision is GeoPrecision.WATER:
        return
    host = party(lexicon.country_actor(place.country))
    draft.roles.append(
        Cast(Role.HOST, host, place.as_written or place.name, draft.place_span, "place.country")
    )
