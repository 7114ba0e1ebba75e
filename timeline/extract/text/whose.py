"""Whose people, remains or weapons a number counts: ISO 3166-1 alpha-3, ``None`` where the words do not tell."""

from collections.abc import Sequence

from timeline.extract.text.draft import Draft
from timeline.extract.text.fates import governing
from timeline.extract.text.frames import Reader
from timeline.extract.text.quantities import Counted, Thing
from timeline.extract.text.sentence import SUBJECT
from timeline.model import EventType, QuantityKind, Role

K = QuantityKind
EXCHANGING = frozenset(("exchange", "swap", "trade"))
RECEIVING = frozenset(
    "receive get obtain recover bring welcome take accept collect repatriate retrieve secure regain".split()
)
GIVING = frozenset("hand return give deliver transfer release free send pass surrender let set".split())
OWNERS = frozenset(("its", "their", "his", "our"))
UNSHARED = (Role.MEDIATOR, Role.HOST)


def two_sides(draft: Draft, sides: Sequence[str], reader: Reader | None = None) -> list[str]:
    """Return the two countries between which people are exchanged, in alphabetic order, or nothing."""
    third = draft.countries(*UNSHARED)
    for roles in ((Role.ACTOR,), (Role.ACTOR, Role.RECIPIENT)):
        actors = {country for country in draft.countries(*roles) if len(country) == 3} - third
        if len(actors) == 2:
            return sorted(actors)
    named = {p.country for m in reader.mentions for p in m.parties if p.country} - third if reader else set()
    if len(named) == 2:
        return sorted(named)
    known = [side for side in sides if side not in third]
    return sorted(known) if len(known) == 2 else []


def side_of(
    draft: Draft, item: Counted, kind: QuantityKind, reader: Reader, sides: Sequence[str]
) -> str | None:
    """Return the country whose people or weapons a number counts; of remains the one they go back to."""
    if kind in (K.LAUNCHED, K.SHOT_DOWN):
        return weapons_side(draft, item, kind, reader, sides)
    if kind is K.REMAINS_RETURNED:
        return (
            moved_side(draft, item, reader, sides) or named_side(reader, item) or only(draft, Role.RECIPIENT)
        )
    if kind in (K.RELEASED, K.EXCHANGED):
        return (
            named_side(reader, item) or moved_side(draft, item, reader, sides) or only(draft, Role.RECIPIENT)
        )
    named = named_side(reader, item)
    if named is not None:
        return named
    place = draft.place.country if draft.place else None
    if kind in (K.ARRESTED, K.PROTESTERS):
        return place or only(draft, Role.RECIPIENT, Role.VICTIM) or only(draft, Role.ACTOR)
    return only(draft, Role.RECIPIENT, Role.VICTIM) or place


def only(draft: Draft, *roles: Role) -> str | None:
    """Return the country of the participants in these roles where there is one alone."""
    countries = sorted(country for country in draft.countries(*roles) if len(country) == 3)
    return countries[0] if len(countries) == 1 else None


def named_side(reader: Reader, item: Counted) -> str | None:
    """Return the country of what is counted: "Ukrainian soldiers", "84 of its citizens", "civilians of Kestria"."""
    sent = reader.sent
    if OWNERS & set(sent.lower[item.number.end : item.noun]):
        return subject_country(reader, verb_of(reader, item), item.number.start)
    for token in dict.fromkeys((item.noun, *range(item.number.end, item.noun))):
        mention = reader.mention_at(token)
        if mention is not None and mention.start >= item.number.start - 3 and mention.parties:
            countries = {party.country for party in mention.parties}
            if token == item.noun and sent.kids(
                mention.end - 1, "conj"
            ):  # "soldiers from Kestria and Mornland"
                return None
            return next(iter(countries)) if len(countries) == 1 else None
    return None


def verb_of(reader: Reader, item: Counted) -> int | None:
    """Return the verb that moves what is counted, else the last one before it."""
    sent = reader.sent
    for token in governing(sent, item.noun):
        if sent.pos[token] == "VERB":
            return token
    return next((token for token in range(item.number.start - 1, -1, -1) if sent.pos[token] == "VERB"), None)


def subject_country(reader: Reader, verb: int | None, end: int) -> str | None:
    """Return the country of a verb's subject, which may stand in an earlier clause, else the last one named before."""
    sent = reader.sent
    for token in [] if verb is None else [verb, *sent.ancestors(verb)]:
        subjects = [kid for kid in sent.kids(token, *SUBJECT) if kid < end]
        if subjects:
            countries = {p.country for m in reader.parties_near(subjects[0]) for p in m.parties if p.country}
            return next(iter(countries)) if len(countries) == 1 else None
    for mention in reversed([m for m in reader.mentions if m.end <= end and m.parties and not m.adjectival]):
        if mention.parties[0].country and sent.preposition(mention.head) in (None, "for"):
            return mention.parties[0].country
    return None


def moved_side(draft: Draft, item: Counted, reader: Reader, sides: Sequence[str]) -> str | None:
    """Return the country that people or remains go to, by the verb that moves them and its "to" and "from"."""
    sent = reader.sent
    third = set() if item.thing is Thing.BODIES else draft.countries(*UNSHARED)
    start = max(item.number.end, item.noun)
    for token in range(start, min(len(sent), start + 12)):
        if sent.pos[token] == "NUM" or sent.lower[token] in (";", "said"):
            break
        country = country_behind(reader, token)
        if country is None or country in third:
            continue
        if sent.lower[token] == "to":
            return country
        if sent.lower[token] in ("from", "by", "in"):
            other = other_side(country, draft, sides)
            if other and (sent.lower[token] != "in" or "captivity" in sent.lower[token : token + 4]):
                return other
    return by_verb(draft, item, reader, sides)


def by_verb(draft: Draft, item: Counted, reader: Reader, sides: Sequence[str]) -> str | None:
    """Return the receiver: the subject of "received", the other side of the subject of "handed over"."""
    sent, verb = reader.sent, verb_of(reader, item)
    if verb is None or sent.lemmas[verb] not in RECEIVING | GIVING:
        return None
    before = item.number.start
    receives = sent.lemmas[verb] in RECEIVING
    beside = reader.mention_at(before - 1) if before > verb + 1 else None
    if beside is not None and beside.parties and not beside.adjectival and beside.parties[0].country:
        country: str | None = beside.parties[0].country
        if sent.lower[beside.start - 1] != "and":  # "gave Kestria 20"; the other form is "and Kestria 20"
            return country
    else:
        if sent.kids(verb, "aux:pass"):
            if {"home", "back"} & set(sent.lower[verb : verb + 3]):
                return speaker_side(draft)
            if verb > before or sent.lower[verb] != "given":
                return None
            receives = True
        country = subject_country(reader, verb, before)
    if country is None:
        return None
    return country if receives else other_side(country, draft, sides)


def speaker_side(draft: Draft) -> str | None:
    """Return the country of who says that people were "brought home": it is their own."""
    countries = {speaker.party.country for speaker in draft.speakers if speaker.party}
    return next(iter(countries)) if len(countries) == 1 else None


def country_behind(reader: Reader, token: int) -> str | None:
    """Return the country named right behind a preposition ("to Kyiv", "from Russian captivity")."""
    for place in range(token + 1, min(len(reader.sent), token + 3)):
        mention = reader.mention_at(place)
        if mention is not None and mention.parties and mention.parties[0].country:
            return mention.parties[0].country
        if reader.sent.pos[place] != "DET":
            break
    return None


def other_side(country: str, draft: Draft, sides: Sequence[str]) -> str | None:
    """Return the other one of the two countries that an event is between."""
    pair = two_sides(draft, sides)
    if country not in pair:
        pair = [*sides] if country in sides else []
    return next((side for side in pair if side != country), None) if len(pair) == 2 else None


def weapons_side(
    draft: Draft, item: Counted, kind: QuantityKind, reader: Reader, sides: Sequence[str]
) -> str | None:
    """Return whose weapons were fired: those named, the attacker's, the other side's of who shot them down."""
    named = named_side(reader, item) if item.thing is Thing.WEAPONS else None
    actor = only(draft, Role.ACTOR)
    if named or actor or kind is K.LAUNCHED:
        return named or actor
    hit = only(draft, Role.RECIPIENT)
    return other_side(hit, draft, sides) if hit and draft.event_type is EventType.ASSAULT else None
