"""Place names in the words of a sentence: where they stand, what kind they are said to be, what they lie in.

Names of regions, waters, sites and countries are known by heart; other runs of proper nouns may be settlements. A
name that belongs to a person or body is none.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.locations.gazetteer import fold, settlements
from timeline.extract.text.locations.noplaces import COMPASS, is_common, is_person, is_speaker
from timeline.extract.text.people.mentions import Mention
from timeline.extract.text.people.namelike import is_namelike
from timeline.model import ActorKind
from timeline.vocab.actors import load_countries
from timeline.vocab.regions import Region, load_regions

LOCATIVE = frozenset("in at near outside around inside across throughout within off".split())
SETTLEMENT_NOUNS = frozenset(
    "city town village settlement capital port suburb hamlet municipality resort".split()
)
REGION_NOUNS = frozenset("region oblast province governorate state prefecture republic krai".split())
DISTRICT_NOUNS = frozenset("district raion rayon county neighbourhood neighborhood department".split())
KIND_NOUNS = SETTLEMENT_NOUNS | REGION_NOUNS | DISTRICT_NOUNS
PARTICLES = frozenset("da de do dos del di la el al los las of le du sur e y".split())
ADVERBS = frozenset("overnight today yesterday tomorrow meanwhile earlier later tonight".split())
OPENING = frozenset(
    "new north south east west san santa saint st great port el la los las upper lower".split()
)
PERSONS = frozenset((ActorKind.PERSON, ActorKind.BODY, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Tokens ``start`` to ``end`` (exclusive) that may name a place, what kind the words say, and the preposition.

    ``country`` is set for a country's own name; ``beside`` names what it lies in ("in Istanbul, Turkey").
    """

    start: int
    end: int
    name: str
    kind: str | None
    preposition: str | None
    country: str | None = None
    head: int = 0
    beside: tuple[str, ...] = ()
    inside: tuple["PlaceName", ...] = ()


@cache
def regions_by_fold() -> dict[str, tuple[Region, ...]]:
    """Return the regions by folded name or alias."""
    found: dict[str, dict[str, Region]] = defaultdict(dict)
    for region in load_regions():
        for name in (region.name, *region.aliases):
            found[fold(name)][region.id] = region
    return {name: tuple(regions.values()) for name, regions in found.items() if name}


@cache
def known_names() -> dict[str, list[tuple[str, ...]]]:
    """Return the names of countries, regions, waters and sites by first word, the longest first, folded."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in (*regions_by_fold(), *countries_by_fold()):
        words = tuple(name.split())
        found[words[0]].add(words)
    return {first: sorted(names, key=lambda words: (-len(words), words)) for first, names in found.items()}


@cache
def countries_by_fold() -> dict[str, str]:
    """Return the alpha-3 code of a country by folded name, without a "the" before it."""
    return {
        fold(name.removeprefix("the ")): country.alpha3
        for country in load_countries().values()
        for name in (country.name, *country.aliases)
    }


def place_names(reader: Reader) -> list[PlaceName]:
    """Return the names of a sentence that may be places, in order, each with what it is said to lie in."""
    sent = reader.sent
    found: list[PlaceName] = []
    token = 0
    while token < len(sent):
        if not sent.words[token][:1].isupper():  # no name begins here
            token += 1
            continue
        end, may_be_place = span_of_name(reader, token)
        if may_be_place:
            found.append(named_at(reader, token, end))
        token = max(end, token + 1)
    return with_containers(reader, found)


def span_of_name(reader: Reader, start: int) -> tuple[int, bool]:
    """Return where the name that begins at a token ends (at itself where none does), and if it may be a place."""
    sent = reader.sent
    if not is_namelike(sent, start) or sent.lower[start] in ADVERBS:
        return start, False
    known = end_of_known(sent, start)
    mention = reader.mention_at(start)
    if mention is not None and mention.parties and mention.end > max(known, start):
        party = mention.parties[0]
        if party.kind in PERSONS and party.actor is not None and mention.cls is None:
            return mention.end, False
    run = end_of_run(sent, start)
    if (
        run > max(known, start + 1)
        and mention is not None
        and is_name_of(mention, joined_words(sent, start, run))
    ):
        return run, False
    if mention is not None and mention.capital and mention.start == start:
        return mention.end, not is_speaker(sent, start, mention.end)
    if sent.pos[start] != "PROPN" and known == start and not is_behind_in(sent, start, run):
        opened = (
            sent.lower[start] in OPENING and run > start + 1 and settlements(joined_words(sent, start, run))
        )
        return (run, True) if opened else (start, False)
    if known > start and (run <= known or not settlements(joined_words(sent, start, run))):
        glued = run > known and sent.words[known] in ("-", "’", "'")
        return (run, False) if glued else (known, not is_speaker(sent, start, known) or known < run)
    return run, not is_common(sent, start, run) and not is_person(sent, start, run)


def is_behind_in(sent: Sentence, start: int, run: int) -> bool:
    """Tell a town that was read as a common noun: capitalised behind "in", and nothing but a name can be."""
    return (
        start > 0
        and sent.lower[start - 1] in ("in", "near")
        and sent.tags[start] in ("NN", "JJ")
        and len(sent.words[start]) > 3
        and sent.pos[start + 1 : start + 2] not in (["NOUN"], ["PROPN"], ["ADJ"])
        and bool(settlements(joined_words(sent, start, run)))
    )


def is_name_of(mention: Mention, words: str) -> bool:
    """Tell the name of a force or body that begins like a place: "the Marun Rifles"."""
    actors = (party.actor for party in mention.parties)
    return any(
        actor is not None and actor.kind is not ActorKind.COUNTRY and words in (actor.name, *actor.aliases)
        for actor in actors
    )


def goes_on(sent: Sentence, token: int) -> bool:
    return sent.pos[token] == "PROPN" and is_namelike(sent, token) and sent.lower[token] not in KIND_NOUNS


def end_of_known(sent: Sentence, start: int) -> int:
    """Return where the longest name of a region, water or site that begins at a token ends."""
    follows = start > 0 and sent.pos[start - 1] == "PROPN" and sent.deps[start - 1] in ("compound", "flat")
    if follows and sent.heads[start - 1] >= start:
        return start
    first = fold(sent.words[start]).split(" ")[0]
    if start + 2 < len(sent) and sent.tags[start + 1] == "POS":
        first += "s"  # "People's Republic of"
    for words in known_names().get(first, ()):
        end, rest = start, " ".join(words)
        if len(rest) < 4 and not sent.words[start].isupper():
            continue
        while end < len(sent) and rest:
            piece = fold(sent.words[end])
            if piece == "the" and end > start and not rest.startswith("the "):
                piece = ""
            if end + 1 < len(sent) and sent.tags[end + 1] == "POS" and rest.startswith(f"{piece}s "):
                piece, end = f"{piece}s", end + 1
            if piece and not (rest == piece or rest.startswith(piece + " ")):
                break
            rest, end = rest[len(piece) :].lstrip(), end + 1
        placed = start > 0 and sent.lower[start - 1] in ("in", "near") and sent.words[start][1:].islower()
        sure = end - start > 1 or sent.pos[start] == "PROPN" or sent.words[start].isupper() or placed
        if not rest and (sure or set(sent.lower[end : end + 1]) & KIND_NOUNS):
            return end
    return start


def end_of_run(sent: Sentence, start: int) -> int:
    """Return where a run of proper nouns ends: over hyphens, apostrophes and the "de" inside a town's name."""
    end = start + 1
    while end < len(sent):
        if goes_on(sent, end) or (sent.lower[end] in KIND_NOUNS and sent.pos[end] == "PROPN"):
            end += 1
        elif end + 1 < len(sent) and is_namelike(sent, end + 1) and sent.pos[end + 1] in ("PROPN", "NOUN"):
            glued = sent.words[end] in ("-", "’", "'") and sent.ends[end] == sent.starts[end + 1]
            particle = sent.words[end] in PARTICLES and bool(settlements(joined_words(sent, start, end + 2)))
            if not glued and not particle:
                break
            end += 2
        else:
            break
    return end


def joined_words(sent: Sentence, start: int, end: int) -> str:
    """Return tokens as they stand in the report, without a possessive."""
    parts = [sent.words[start]]
    for token in range(start + 1, end):
        parts.append(" " * (sent.starts[token] > sent.ends[token - 1]) + sent.words[token])
    return "".join(parts).removesuffix("'s").removesuffix("’s")


def named_at(reader: Reader, start: int, end: int) -> PlaceName:
    """Return the place that a run of proper nouns names, its kind noun taken off ("Sumy region", "city of Sumy")."""
    sent = reader.sent
    kind = None
    whole = fold(joined_words(sent, start, end))
    known = whole in regions_by_fold() or whole in countries_by_fold()
    if end - start > 1 and sent.lower[end - 1] in KIND_NOUNS and not known:
        end, kind = end - 1, sent.lower[end - 1]
    elif end < len(sent) and sent.lower[end] in KIND_NOUNS:
        kind = sent.lower[end]
    elif start >= 2 and sent.lower[start - 1] == "of" and sent.lower[start - 2] in KIND_NOUNS:
        kind = sent.lower[start - 2]
    elif start and sent.lower[start - 1] in KIND_NOUNS:
        kind = sent.lower[start - 1]
    words = joined_words(sent, start, end)
    country = countries_by_fold().get(fold(words).replace(" the ", " ")) or countries_by_fold().get(
        fold(words)
    )
    if kind in SETTLEMENT_NOUNS:
        country = None
    head = next((t for t in range(end - 1, start - 1, -1) if sent.heads[t] not in range(start, end)), end - 1)
    return PlaceName(start, end, words, kind, preposition_of(sent, start), country, head)


def preposition_of(sent: Sentence, start: int) -> str | None:
    """Return the preposition that governs a name: over "the", adjectives and nouns that belong to it."""
    token, steps = start - 1, 0
    while token >= 0 and steps < 7:
        word = sent.lower[token]
        if sent.pos[token] == "NUM" and len(word) == 4 and word.isdigit() and sent.lower[token - 1] == "in":
            return None  # "in 2019 Iran shot down"
        if (sent.pos[token] == "ADP" and word != "of") or word in LOCATIVE:
            return word
        belongs = sent.pos[token] in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or sent.tags[token] == "POS"
        if not belongs and word not in ("of", "-", ",", "and", "'"):
            return None
        before = token and (sent.pos[token - 1] == "PROPN" or sent.lower[token - 1] in SETTLEMENT_NOUNS)
        if word == "," and not before:
            return None
        token, steps = token - 1, steps + 1
    return None


def with_containers(reader: Reader, names: list[PlaceName]) -> list[PlaceName]:
    """Return the names with the places that each is said to lie in, and the country whose adjective stands before."""
    found = []
    for number, name in enumerate(names):
        inside = []
        if number + 1 < len(names) and lies_in(reader.sent, name, names[number + 1]):
            inside.append(names[number + 1])
            following = names[number + 1 : number + 3]
            if len(following) == 2 and (
                lies_in(reader.sent, *following) or stands_before(reader.sent, *following)
            ):
                inside.append(following[1])
        if number and stands_before(reader.sent, names[number - 1], name):
            inside.append(names[number - 1])
            if number > 1 and stands_before(reader.sent, names[number - 2], names[number - 1]):
                inside.append(names[number - 2])
        beside = {n.country for n in inside if n.country} | countries_before(reader, name)
        own = None if name.kind in REGION_NOUNS and beside - {name.country} else name.country
        found.append(replace(name, country=own, beside=tuple(sorted(beside)), inside=tuple(inside)))
    return found


def lies_in(sent: Sentence, inner: PlaceName, outer: PlaceName) -> bool:
    """Tell "Bilopillia in Sumy region", "Istanbul, Turkey", "Vygonichsky district of Bryansk region"."""
    between = [word for word in sent.lower[inner.end : outer.start] if word not in KIND_NOUNS]
    words = [word for word in between if word not in ("the", "'s", "’s") and word not in COMPASS]
    if words == [","]:
        listed = fold(inner.name) in regions_by_fold() and outer.country is None
        if listed or inner.country is not None:  # "Kharkiv, Sumy and Poltava" is a list
            return False
        return outer.preposition == inner.preposition or outer.preposition is None
    return words in (["in"], ["of"], [",", "in"])


def stands_before(sent: Sentence, outer: PlaceName, inner: PlaceName) -> bool:
    """Tell "Kyiv's Solomianskyi district", "the Sumy region town of Bilopillia"."""
    between = sent.lower[outer.end : inner.start]
    rest = [word for word in between if word not in KIND_NOUNS and word not in COMPASS]
    part_of = between[:1] in (["'s"], ["’s"]) and between[-1:] == ["of"] and len(rest) < len(between)
    return len(between) < 5 and bool(between) and (part_of or rest in (["'s"], ["’s"], ["of"], []))


def countries_before(reader: Reader, name: PlaceName) -> set[str]:
    """Return the country of the adjective or owner before a name: "the Nigerian town of Chibok"."""
    found = set()
    for mention in reader.mentions:
        gap = reader.sent.lower[mention.end : name.start]
        fits = (
            mention.end <= name.start
            and len(gap) <= 5
            and set(gap) <= KIND_NOUNS | COMPASS | {"of", "'s", "island", ","}
        )
        divided = gap == ["of"] and reader.sent.lower[mention.end - 1] in KIND_NOUNS  # "the Mexican state of"
        told = mention.adjectival or "'s" in gap or divided
        if fits and mention.parties and mention.parties[0].country and told:
            found.add(mention.parties[0].country)
    return found
