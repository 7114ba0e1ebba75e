"""Which place belongs to which event word, and which one the report implies for talks and their outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.extract.text.days.siblings import goes_along
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.locations.gazetteer import fold
from timeline.extract.text.locations.places import CITY_SIZE, city_of, resolve_place
from timeline.extract.text.locations.toponyms import KIND_NOUNS, LOCATIVE, PlaceName, place_names
from timeline.extract.text.people.lexicon import Lexicon
from timeline.model import ActorKind, EventType, GeoPrecision, Place, Status

E = EventType
STRUCK = frozenset((E.ASSAULT, E.COERCE, E.PROTEST))
SPEECH = frozenset((E.ACCUSE, E.THREATEN, E.REJECT, E.CONCEDE, E.REQUEST))  # words have no place, deeds have
TALKS = frozenset((E.CONSULT, E.AGREE, E.SUPPORT))
DONE_AT = frozenset(
    "reach strike hold sign conclude make open take begin start host stage broker negotiate".split()
)
IN_THE_STREETS = (["streets", "of"], ["streets", "in"], ["street", "of"])
CROSSED = frozenset(("through", "into", "on", "across"))
CITIES = frozenset(("city", "town", "village", "capital"))
OFFICES = frozenset((ActorKind.BODY, ActorKind.ORGANISATION, ActorKind.GOVERNMENT))
OFFICE_CLASSES = frozenset(
    "government delegation defence_ministry foreign_ministry officials media head_of_state "
    "legislature judiciary".split()
)
FORCES = frozenset("militants rebels military paramilitary".split())
RULERS = frozenset(("officials", "head_of_state"))
SEATED = frozenset("government defence_ministry foreign_ministry officials".split())
MODIFIED = frozenset(("time", "accord", "agreement", "deal", "format", "process", "summit"))
SCENE_REACH = 2  # sentences


SEVERAL = 2  # others in a row of places


@dataclass
class Atlas:
    """The countries that a report speaks of, its own, and its settlements, the last one last ("the city")."""

    in_play: Sequence[str]
    other: frozenset[str] = frozenset()  # words that the report uses for something else than a place
    home: str | None = None  # the country in which the report plays
    last: Place | None = None
    named: list[Place] = field(default_factory=list)


def place_drafts(reader: Reader, drafts: list[Draft], lexicon: Lexicon, atlas: Atlas) -> None:
    """Give every draft of a sentence the place that its words give it, if any."""
    names = place_names(reader)
    placed = [draft for draft in drafts if may_have_place(draft)]
    outer = {around.start for name in names for around in name.inside}
    around = set[int]()  # where those stand that a settlement was said to lie in
    for name in sorted(names, key=lambda name: name.start in outer):  # "Khartoum's twin city of Omdurman"
        place, rule = resolve_place(name, atlas.in_play, lexicon)
        if place is not None and is_other(reader.sent, name, place, atlas):
            continue
        draft = owner_of(reader, name, drafts)
        if draft in placed and stands_as_place(reader, name, draft, place):
            if place is not None and place.country and stands_in_row(reader.sent, name):
                place = country_of(place, lexicon)  # "in the Marun, Karst and Ostrov regions"
            set_place(reader, draft, name, place, rule)
        settled = place is not None and place.feature == "settlement"
        if place is not None and settled:
            atlas.named.append(place)
            hit = draft is not None and draft.place is place
            last = (hit or name.preposition in LOCATIVE) and name.start not in around
            around |= {container.start for container in name.inside if container.start < name.start}
            atlas.last = place if last else atlas.last
    for token in range(len(reader.sent)):
        if placed and reader.sent.lemmas[token] in CITIES:
            place_again(reader, token, placed, lexicon, atlas)
        elif placed and reader.sent.lower[token] == "there" and reader.sent.deps[token] == "advmod":
            place_there(reader, token, placed, atlas)


def is_other(sent: Sentence, name: PlaceName, place: Place, atlas: Atlas) -> bool:
    """Tell a word that the report uses as a plain word or a last name from a town that bears it by chance."""
    known = (place.population or 0) >= CITY_SIZE and sent.lower[name.start - 1] in LOCATIVE
    chance = place.feature == "settlement" and name.kind is None and not known
    return chance and fold(name.name) in atlas.other


def may_have_place(draft: Draft) -> bool:
    """Tell whether an event has a place of its own: what is only said has none."""
    if draft.event_type in SPEECH:
        return False
    return draft.event_type is not E.SANCTION or draft.decision.event_mode == "convict"


def set_place(reader: Reader, draft: Draft, name: PlaceName, place: Place | None, rule: str) -> None:
    """Keep the finest place of a draft, with the words; an unsettled name is kept as evidence."""
    if place is None and rule == "place.unknown" and reader.mention_at(name.start) is not None:
        return
    better = place is not None and (
        draft.place is None or finer(place.geo_precision, draft.place.geo_precision)
    )
    if better or draft.place_span is None:
        draft.place, draft.place_rule = place, rule
        draft.place_span = reader.sent.chars(name.start, name.end - 1)


def finer(one: GeoPrecision, other: GeoPrecision) -> bool:
    order = list(GeoPrecision)
    return order.index(one) < order.index(other)


def place_again(reader: Reader, token: int, drafts: list[Draft], lexicon: Lexicon, atlas: Atlas) -> None:
    """Resolve "in the city", "in the Turkish city", "on the Ukrainian capital" where no name stands beside it."""
    sent = reader.sent
    if not any(sent.lower[kid] in ("the", "that", "same") for kid in sent.kids(token, "det", "amod")):
        return
    owners = [
        m for m in reader.mentions if m.start <= token <= m.end + 1 and m.parties and m.parties[0].country
    ]
    country = owners[0].parties[0].country if owners else None
    place, rule = atlas.last, "place.again"
    if sent.lemmas[token] == "capital":
        home = country or (place.country if place else None) or atlas.home
        capitals = lexicon.countries[home].capitals[:1] if home else ()
        found = PlaceName(token, token + 1, capitals[0], "city", "in", None, token) if capitals else None
        place, rule = (resolve_place(found, [home], lexicon)[0] if found and home else None), "place.capital"
    if place is None or (country and place.country != country):
        return
    again = PlaceName(token, token + 1, place.name, "city", sent.preposition(token), None, token)
    draft = owner_of(reader, again, drafts)
    if draft is None or draft.place is not None or not stands_as_place(reader, again, draft, place):
        return
    first = min(
        t for t in sent.subtree(token) if t <= token and sent.pos[t] in ("DET", "ADJ", "NOUN", "PROPN")
    )
    draft.place = replace(place, as_written=" ".join(sent.words[first : token + 1]))
    draft.place_span, draft.place_rule = sent.chars(first, token), rule


def place_there(reader: Reader, token: int, drafts: list[Draft], atlas: Atlas) -> None:
    """Place "air strikes killed 20 people there" in the settlement that was named last."""
    verb = reader.sent.heads[token]
    draft = next((one for one in drafts if one.hit.token == verb and one.place is None), None)
    if draft is not None and atlas.named:
        draft.place = replace(atlas.named[-1], as_written=reader.sent.words[token])
        draft.place_span, draft.place_rule = reader.sent.chars(token, token), "place.again"


def stands_as_place(reader: Reader, name: PlaceName, draft: Draft, place: Place | None) -> bool:
    """Tell a place from a party: it stands behind a locative preposition, or is what the deed is aimed at."""
    sent = reader.sent
    above = sent.heads[name.head]
    owner = sent.lower[name.end : name.end + 1] in (["'s"], ["’s"])
    compound = sent.deps[name.head] in ("compound", "nmod:unmarked") and above >= name.end
    wide = place is not None and place.geo_precision is GeoPrecision.COUNTRY
    if compound and draft.hit.token == above:  # "the Istanbul talks"
        return place is not None and place.feature == "settlement" and draft.event_type in TALKS
    if compound and wide:  # "at a US air base"
        return False
    if compound and is_force(reader, above):  # "120 Fano fighters"
        return False
    if (owner and wide) or (wide and one_of_many(sent, name)):
        return False
    if wide and draft.event_type is E.RETREAT and draft.decision.event_mode == "release":
        return False
    if name.preposition in CROSSED and goes_along(sent, draft.hit.token):
        crossed = sent.heads[draft.hit.token]
        if crossed in sent.ancestors(name.head)[:2]:
            return True  # "swept through the town of Kestrel, killing ten"
    if draft.event_type is E.PROTEST and sent.lower[name.start - 2 : name.start] in IN_THE_STREETS:
        return True  # "took to the streets of Kestrel"
    if name.preposition in LOCATIVE:
        return not (compound and name.kind is None and sent.lower[above] in MODIFIED)
    return is_aimed_at(sent, name, draft, wide)


def stands_in_row(sent: Sentence, name: PlaceName) -> bool:
    """Tell one of three or more places in a row: none of them is the place alone."""
    first = name.head
    while sent.deps[first] == "conj":
        first = sent.heads[first]
    return sum(sent.pos[kid] in ("PROPN", "NOUN") for kid in sent.kids(first, "conj")) >= SEVERAL


def country_of(place: Place, lexicon: Lexicon) -> Place:
    """Return the country of a place as a place of its own."""
    country = place.country or ""
    name, key = lexicon.country_actor(country).name, f"country-{country.lower()}"
    return Place(name, country, None, None, None, GeoPrecision.COUNTRY, place.as_written, key, "country")


def is_force(reader: Reader, token: int) -> bool:
    """Tell fighters, whom a name before them tells apart and does not place."""
    mention = reader.mention_at(token)
    return mention is not None and mention.head == token and mention.cls in FORCES


def one_of_many(sent: Sentence, name: PlaceName) -> bool:
    """Tell one of several countries in a row, none of which is the place alone."""
    joined = [kid for kid in sent.kids(name.head, "conj") if sent.pos[kid] == "PROPN"]
    return bool(joined) or (sent.deps[name.head] == "conj" and sent.pos[sent.heads[name.head]] == "PROPN")


def is_aimed_at(sent: Sentence, name: PlaceName, draft: Draft, wide: bool) -> bool:
    """Tell what is attacked, visited, left or moved into."""
    clause, kind, mode = draft.hit.clause, draft.event_type, draft.decision.event_mode
    slots: tuple[str, ...] = ()
    if kind in STRUCK:
        slots = ("obj", "on", "into", "against", "at", "over", "through")
        slots += ("subj",) if sent.lemmas[draft.hit.token] == "fall" else ()
    elif kind is E.RETREAT and mode == "withdraw":
        slots = ("obj", "from", "of")
    elif kind is E.MOBILIZE:
        slots = ("into", "to", "around", "over")
    elif draft.deed is E.CONSULT and not wide:
        slots = (
            ("obj", "to") if mode == "visit" or sent.lemmas[draft.hit.token] in ("visit", "travel") else ()
        )
    heads = [head for slot in slots for head in clause.get(slot)]
    if any(is_inside(sent, name.head, head) for head in heads):
        return True
    if kind in STRUCK and (name.start == draft.hit.last + 1 or is_of(sent, name, heads)):
        return True
    return kind in STRUCK and not wide and name.preposition in ("on", "at", "against")


def is_of(sent: Sentence, name: PlaceName, heads: list[int]) -> bool:
    """Tell "the streets of Kestrel" where the parse has hung the name elsewhere."""
    first = name.start - 1 - (sent.lower[name.start - 1] == "the")
    return first > 0 and sent.lower[first] == "of" and first - 1 in heads


def is_inside(sent: Sentence, token: int, head: int) -> bool:
    """Tell whether a name is an object, joined to it, or says what the object is of or in."""
    if token == head or (sent.deps[token] == "conj" and sent.heads[token] == head):
        return True
    above = sent.heads[token]
    near = above == head or sent.heads[above] == head
    return (
        near
        and sent.deps[token] in ("nmod", "compound", "flat")
        and sent.preposition(token) in (None, "in", "of", "at", "near")
    )


def owner_of(reader: Reader, name: PlaceName, drafts: list[Draft]) -> Draft | None:
    """Return the draft whose event word the name hangs on, else the nearest one before it.

    A name that hangs on an office ("the ministry in Kestrel") or on another event belongs to none.
    """
    if not drafts:
        return None
    sent = reader.sent
    if sent.lower[name.start - 1 : name.start] == ["in"] and name.start > 1:
        seat = reader.mention_at(name.start - 2)
        if any(draft.event_type in TALKS or draft.deed in TALKS for draft in drafts):
            seat = None  # "agreed to meet the government in Geneva"
        if (
            seat is not None and seat.cls in SEATED
        ):  # "the authorities in Kestrel", wherever the parse hangs it
            return None
    words = {token: draft for draft in reversed(drafts) for token in tokens_of(sent, draft)}
    previous = name.head
    for above in [name.head, *sent.ancestors(name.head)]:
        if above in words:
            return words[above]
        office = above != name.head and is_acting(sent, above) and is_office(reader, above, name)
        if office and (rules(reader, above, previous) or not is_hit(reader, above, drafts)):
            return None
        draft = next_draft(sent, above, words)
        if draft is not None and is_other_event(reader, above, previous, draft):
            return None
        previous = above
    before = [draft for draft in drafts if draft.hit.token < name.start]
    return before[-1] if before else drafts[0]


def is_acting(sent: Sentence, token: int) -> bool:
    """Tell who does or says something, not who is only mentioned ("a restaurant popular with officials in …")."""
    return sent.deps[token] != "obl" or sent.preposition(token) != "with"


def rules(reader: Reader, token: int, below: int) -> bool:
    """Tell a governor or president, whom "of Kestrel" says what he governs and not where he was hit."""
    mention = reader.mention_at(token)
    return mention is not None and mention.cls in RULERS and reader.sent.preposition(below) == "of"


def is_hit(reader: Reader, token: int, drafts: list[Draft]) -> bool:
    """Tell a consulate or ministry that is attacked: where it stands is where that happened."""
    slots = ("obj", "on", "at", "against")
    struck = [draft for draft in drafts if draft.event_type is E.ASSAULT]
    return any(token in draft.hit.clause.get(slot) for draft in struck for slot in slots)


def tokens_of(sent: Sentence, draft: Draft) -> tuple[int, ...]:
    """Return the tokens that stand for an event: its word, what its status hangs on, its light verb."""
    head = sent.heads[draft.hit.token]
    light = head if draft.hit.is_noun and sent.pos[head] == "VERB" else draft.hit.token
    return draft.hit.token, draft.decision.anchor, light


def next_draft(sent: Sentence, token: int, words: dict[int, Draft]) -> Draft | None:
    return next((words[above] for above in sent.ancestors(token) if above in words), None)


def is_office(reader: Reader, token: int, name: PlaceName) -> bool:
    """Tell a body or people whose seat a name tells, and not where something happened."""
    mention = reader.mention_at(token)
    if mention is None or mention.head != token:
        return False
    if reader.sent.lemmas[token] in KIND_NOUNS:  # "the Mexican state of Guerrero"
        return False
    return mention.cls in OFFICE_CLASSES or any(party.kind in OFFICES for party in mention.parties)


def is_other_event(reader: Reader, token: int, below: int, draft: Draft) -> bool:
    """Tell a name that says where something else happened: "since they met in Istanbul", "talks in Abu Dhabi"."""
    sent = reader.sent
    if draft.event_type is E.ASSAULT or (below <= 1 and sent.preposition(below) is not None):
        return False
    if sent.pos[token] == "NOUN":
        hits = [hit for hit in reader.hits if hit.token == token]
        other = (
            any(hit.row.event_type is not draft.event_type for hit in hits) and draft.event_type not in TALKS
        )
        return other and sent.deps[below] in ("nmod", "compound")
    if sent.pos[token] != "VERB" or sent.deps[token] not in ("acl", "acl:relcl", "advcl"):
        return False
    return not (draft.event_type in TALKS and sent.lemmas[token] in DONE_AT)


def settle_places(drafts: Sequence[Draft], atlas: Atlas) -> None:
    """Give talks the city of the palace they were held in, and what was agreed there the place of the talks."""
    for draft in drafts:
        if draft.place is not None and draft.place.feature == "site" and draft.deed in TALKS:
            draft.place = city_of(draft.place, atlas.named)
    held = [d for d in drafts if d.place is not None and E.CONSULT in (d.event_type, d.deed)]
    for draft in drafts:
        if draft.place is None and draft.place_span is None and draft.event_type in (E.AGREE, E.CONSULT):
            source = talks_of(draft, held)
            if source is not None:
                draft.place, draft.place_rule = source.place, "place.talks"
    for number, draft in enumerate(drafts):
        if draft.place is None and draft.place_span is None and is_local(draft):
            source = scene_of(draft, drafts[:number])
            if source is not None:
                draft.place, draft.place_span = source.place, source.place_span
                draft.place_rule = "place.scene"


def talks_of(draft: Draft, held: Sequence[Draft]) -> Draft | None:
    """Return the talks that an event without a place of its own belongs to: of the same day, or told just before."""
    planned = draft.decision.status is Status.PLANNED
    same = []
    for talks in held:
        if planned != (talks.decision.status is Status.PLANNED):
            continue
        distance = draft.reader.sent.number - talks.reader.sent.number
        undated = day_of(draft) is None and draft.event_type is E.AGREE and 0 <= distance <= 2
        if undated or (day_of(draft) is not None and day_of(draft) == day_of(talks)):
            same.append(talks)
    return same[0] if len({talks.place.id for talks in same if talks.place}) == 1 else None


def is_local(draft: Draft) -> bool:
    """Tell a deed that is done on the spot, unlike a ban, a seizure of power or a state of emergency."""
    here = draft.decision.event_mode in ("arrest", "curfew")
    return draft.event_type in (E.ASSAULT, E.PROTEST) or (draft.event_type is E.COERCE and here)


def scene_of(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return the event told last where a deed of the same day was done, too: "40 people were arrested"."""
    for other in reversed(before):
        distance = draft.reader.sent.number - other.reader.sent.number
        if distance > SCENE_REACH:
            return None
        if other.event_type in STRUCK and day_of(other) is not None and other.place is not None:
            same = day_of(other) == day_of(draft)
            return other if same and other.place.feature == "settlement" else None
    return None


def day_of(draft: Draft) -> date | None:
    return draft.date.value.start if draft.date else None
