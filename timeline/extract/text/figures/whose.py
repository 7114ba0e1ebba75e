"""Whose people, remains or weapons a number counts: ISO 3166-1 alpha-3, ``None`` where the words do not tell."""

from collections.abc import Sequence

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft
from timeline.extract.text.figures.fates import DOWNED, LAUNCHED, described, governing, heads_over
from timeline.extract.text.figures.quantities import Counted, Thing, is_put_at
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.people.mentions import Mention
from timeline.extract.text.speech.attribution import find_attributions
from timeline.model import EventType, QuantityKind, Role

K = QuantityKind
EXCHANGING = frozenset(("exchange", "swap", "trade"))
RECEIVING = frozenset(
    "receive get obtain recover bring welcome take accept collect repatriate retrieve secure regain".split()
)
GIVING = frozenset("hand return give deliver transfer release free send pass surrender let set offer".split())
OWNERS = frozenset(("its", "their", "his", "our"))
HOLDING = frozenset(
    "captivity custody detention jail jails prison prisons hands side authorities territory camp camps".split()
)
OPPOSITE = frozenset(("opposite", "other", "reverse"))
PROMISES = (EventType.AGREE, EventType.CONCEDE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT)
ANYBODY = frozenset(  # who is taken hostage may be from elsewhere
    "people person man woman hostage captive passenger crew tourist worker traveller traveler other".split()
)
GUESSED = ("report.country", "place.country")
UNSHARED = (Role.MEDIATOR, Role.HOST)


def two_sides(draft: Draft, sides: Sequence[str], reader: Reader | None = None) -> list[str]:
    """Return the two countries between which people are exchanged, in alphabetic order, or nothing.

    A third country that takes part ("in a deal with the broker") is none where the report's two sides are known.
    """
    third = draft.countries(*UNSHARED)
    known = sorted(side for side in sides if side not in third)
    named = {p.country for m in reader.mentions for p in m.parties if p.country} - third if reader else set()
    for roles in ((Role.ACTOR,), (Role.ACTOR, Role.RECIPIENT)):
        actors = {country for country in draft.countries(*roles) if len(country) == 3} - third
        if len(actors) == 2:
            strange = len(known) == 2 and len(actors & set(known)) == 1 and not actors <= named
            return known if strange and draft.event_type in PROMISES else sorted(actors)
    if len(named) == 2:
        return sorted(named)
    return known if len(known) == 2 else []


def side_of(
    draft: Draft, item: Counted, kind: QuantityKind, reader: Reader, sides: Sequence[str]
) -> str | None:
    """Return the country whose people or weapons a number counts; of remains the one they go back to."""
    if kind in (K.LAUNCHED, K.SHOT_DOWN):
        return weapons_side(draft, item, kind, reader, sides)
    if kind is K.REMAINS_RETURNED:
        side = moved_side(draft, item, reader, sides) or named_side(reader, item)
        return side or receiver(draft, reader, sides)
    if kind in (K.RELEASED, K.EXCHANGED):
        side = named_side(reader, item) or moved_side(draft, item, reader, sides)
        return side or receiver(draft, reader, sides)
    named = named_side(reader, item)
    if named is not None or is_of_several(reader, reader.mention_at(item.noun)):
        return named
    place = draft.place.country if draft.place else None
    if kind in (K.ARRESTED, K.PROTESTERS):
        return place or only(draft, Role.RECIPIENT, Role.VICTIM) or only(draft, Role.ACTOR)
    if kind is K.CAPTURED and (item.alone or reader.sent.lemmas[item.noun] in ANYBODY):
        return only_named(draft, Role.RECIPIENT, Role.VICTIM)
    return only(draft, Role.RECIPIENT, Role.VICTIM) or place


def receiver(draft: Draft, reader: Reader, sides: Sequence[str]) -> str | None:
    """Return the country that got people or the dead back; of "in the opposite direction" the one that gave them."""
    country = only(draft, Role.RECIPIENT)
    return other_side(country, draft, sides) if country and is_opposite(reader) else country


def only(draft: Draft, *roles: Role) -> str | None:
    """Return the country of the participants in these roles where there is one alone."""
    countries = sorted(country for country in draft.countries(*roles) if len(country) == 3)
    return countries[0] if len(countries) == 1 else None


def only_named(draft: Draft, *roles: Role) -> str | None:
    """Return the one country that the words give to the participants in these roles; that of the place is no word."""
    named = {
        item.party.country
        for item in draft.roles
        if item.role in roles and item.party.country and not item.rule.endswith(GUESSED)
    }
    return next(iter(named)) if len(named) == 1 else None


def named_side(reader: Reader, item: Counted) -> str | None:
    """Return the country of what is counted: "Ukrainian soldiers", "84 of its citizens", "civilians of Kestria"."""
    sent = reader.sent
    if OWNERS & set(sent.lower[item.number.end : item.noun]):
        return subject_country(reader, verb_of(reader, item), item.number.start)
    for token in dict.fromkeys((item.noun, *range(item.number.end, item.noun))):
        mention = reader.mention_at(token)
        if mention is not None and mention.start >= item.number.start - 3 and mention.parties:
            countries = {party.country for party in mention.parties}
            if token == item.noun and is_of_several(reader, mention):
                return None
            return next(iter(countries)) if len(countries) == 1 else None
    return None


def is_of_several(reader: Reader, mention: Mention | None) -> bool:
    """Tell "soldiers from Kestria and Mornland", whose first country is not that of all."""
    if mention is None:
        return False
    sent = reader.sent
    if any(sent.kids(token, "conj") for token in range(mention.head + 1, mention.end)):
        return True
    behind = reader.mention_at(mention.end + 1) if mention.end + 1 < len(sent) else None
    listed = mention.end > mention.head + 1 and sent.lower[mention.end] in (",", "and", "or")
    return listed and behind is not None and any(party.country for party in behind.parties)


def verb_of(reader: Reader, item: Counted) -> int | None:
    """Return the verb that moves what is counted, else the last one before it."""
    sent = reader.sent
    moved = (
        heads_over if item.thing is Thing.BODIES else governing
    )  # "the bodies of 30 people killed in the war"
    for token in moved(sent, item.noun):
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
    if is_put_at(sent, item.number):
        start = sent.lower.index("number")
    for token in range(start, min(len(sent), start + 12)):
        if sent.pos[token] == "NUM" or sent.lower[token] in (";", "said"):
            break
        country = country_behind(reader, token)
        if country is None or country in third:
            continue
        if sent.lower[token] == "to" and sent.lower[token - 1] != "according":
            return country
        if sent.lower[token] == "by" and not is_deed(reader, token):
            continue  # "officials quoted by Kestrian media"
        if sent.lower[token] in ("from", "by", "in"):
            other = other_side(country, draft, sides)
            if other and (sent.lower[token] != "in" or "captivity" in sent.lower[token : token + 4]):
                return other
    return by_verb(draft, item, reader, sides)


def is_deed(reader: Reader, by: int) -> bool:
    """Tell whether what stands behind "by" gave or received somebody."""
    return any(reader.sent.lemmas[token] in RECEIVING | GIVING for token in reader.sent.ancestors(by)[:3])


def is_opposite(reader: Reader) -> bool:
    """Tell "24 went in the opposite direction"."""
    return "direction" in reader.sent.lower and bool(OPPOSITE & set(reader.sent.lower))


def by_verb(draft: Draft, item: Counted, reader: Reader, sides: Sequence[str]) -> str | None:
    """Return the receiver: the subject of "received", the other side of the subject of "handed over"."""
    sent, verb = reader.sent, verb_of(reader, item)
    start = item.number.start
    beside = reader.mention_at(start - 1)
    if beside is not None and (beside.adjectival or not beside.parties or not beside.parties[0].country):
        beside = None
    gapped = beside is not None and sent.lower[beside.start - 1] in ("and", ",", ";", "while")
    if gapped and (verb is None or sent.lemmas[verb] not in RECEIVING | GIVING):
        verb = moving_verb(reader, start)  # "Kestria has returned 101, he said, and Ordania 20"
    if verb is None or sent.lemmas[verb] not in RECEIVING | GIVING:
        return None
    passive = bool(sent.kids(verb, "aux:pass"))
    receives = sent.lemmas[verb] in RECEIVING or (passive and sent.lower[verb] == "given")
    if beside is not None and start > verb + 1:
        country = beside.parties[0].country
        if not gapped:  # "gave Kestria 20"; the other form is "and Kestria 20"
            return country
    else:
        if passive and sent.lower[verb] != "given":
            back = sent.lemmas[verb] in RECEIVING and {"home", "back"} & set(sent.lower[verb : verb + 3])
            return speaker_side(draft, reader) if back else None
        if passive and verb > start:
            return None
        country = subject_country(reader, verb, start)
    if country is None:
        return None
    return country if receives else other_side(country, draft, sides)


def moving_verb(reader: Reader, end: int) -> int | None:
    """Return the last verb of giving or receiving before a token."""
    sent = reader.sent
    return next((t for t in range(end - 1, -1, -1) if sent.lemmas[t] in RECEIVING | GIVING), None)


def speaker_side(draft: Draft, reader: Reader) -> str | None:
    """Return the country of who says that people were "brought home": it is their own."""
    said = [m for item in find_attributions(reader) for m in item.claimants]
    countries = {party.country for mention in said for party in mention.parties if party.country}
    if not countries:
        known = [speaker.party.country for speaker in draft.speakers if speaker.party]
        countries = {country for country in known if country}
    return next(iter(countries)) if len(countries) == 1 else None


def country_behind(reader: Reader, token: int) -> str | None:
    """Return the country named right behind a preposition ("to Kyiv", "from Russian captivity")."""
    for place in range(token + 1, min(len(reader.sent), token + 3)):
        mention = reader.mention_at(place)
        if mention is not None and mention.parties and mention.parties[0].country:
            held = not mention.adjectival or HOLDING & set(reader.sent.lower[place : place + 3])
            return mention.parties[0].country if held else None  # "from the Kestrian town of Marun"
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
    named = (named_side(reader, item) or launcher(reader, item)) if item.thing is Thing.WEAPONS else None
    actor = only(draft, Role.ACTOR)
    if reader is draft.reader and reader.sent.lemmas[draft.hit.token] in DOWNED:
        return named or (other_side(actor, draft, sides) if actor else None)
    if named or actor or kind is K.LAUNCHED:
        return named or actor
    hit = only(draft, Role.RECIPIENT)
    return other_side(hit, draft, sides) if hit and draft.event_type is EventType.ASSAULT else None


def launcher(reader: Reader, item: Counted) -> str | None:
    """Return who fired the weapons: "drones launched by Kestria", "missiles that Kestria fired"."""
    sent = reader.sent
    for verb in described(sent, item.noun):
        if sent.lemmas[verb] not in LAUNCHED:
            continue
        for token in range(verb + 1, min(len(sent), verb + 4)):
            if sent.lower[token] in ("by", "from"):
                return country_behind(reader, token)
        return subject_country(reader, verb, verb)
    return None
