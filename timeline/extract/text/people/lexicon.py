"""Names and nouns for people as the coder looks them up: by their first word, the longest first."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TypeVar

from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import Actor, ActorKind, SourceKind
from timeline.vocab.actors import Country, PeopleWord, load_actors, load_countries, load_people, slug
from timeline.vocab.outlets import Outlet, load_outlets
from timeline.vocab.regions import Region, admin1_names, regions_by_name

CUTS = "-–/"  # where the tokenizer cuts a name; the sign is a token of its own
BODIES = frozenset(
    ("defence_ministry", "foreign_ministry", "judiciary", "legislature", "intelligence", "police")
)
# the usual name of an office and its other names
OFFICES = {
    "interior": ("internal affairs", "home affairs", "home"),
    "foreign": ("foreign affairs", "external affairs"),
    "police": ("national police", "federal police", "police force", "police forces"),
}
SINGLE = frozenset(("head_of_state", "officials", "delegation", "unknown"))  # persons by their office
RULERS = frozenset(("government", "delegation", "sides"))  # who stand for their state


@dataclass(frozen=True, slots=True)
class Name:
    """A surface form and whom it can mean; ``adjective`` for "Ukrainian", ``capital`` for "Moscow"."""

    surface: str
    kind: ActorKind
    actors: tuple[Actor, ...]
    country: str | None = None
    adjective: bool = False
    capital: bool = False


Entry = tuple[tuple[str, ...], Name]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Lexicon:
    """Names by first word (as written), nouns for people by first word (lower case), countries, regions."""

    names: dict[str, list[Entry]]
    people: dict[str, list[PeopleWord]]
    countries: dict[str, Country]
    country_names: dict[str, str]
    alpha3: dict[str, str]
    regions: dict[str, tuple[Region, ...]]
    admin1: dict[tuple[str, str], str]

    def names_in(self, sent: Sentence) -> list[tuple[int, int, Name]]:
        """Return (start, end, name) for the names in a sentence, the longest first, without overlap."""
        found = []
        token, words = 0, sent.words
        while token < len(words):
            entries = self.names.get(words[token])
            entry = longest(words, token, entries, itemgetter(0)) if entries else None
            if entry is not None and is_name(sent, token, entry[1]):
                found.append((token, token + len(entry[0]), entry[1]))
                token += len(entry[0])
            else:
                token += 1
        return found

    def people_in(self, sent: Sentence) -> list[tuple[int, int, PeopleWord]]:
        """Return (start, end, word) for the nouns for people in a sentence."""
        found = []
        token = 0
        forms = [
            lemma if tag in ("NNS", "NNPS") or pos in ("NOUN", "PROPN") else word
            for word, lemma, tag, pos in zip(sent.lower, sent.lemmas, sent.tags, sent.pos, strict=True)
        ]
        people = self.people
        while token < len(forms):
            if forms[token] not in people and sent.lower[token] not in people:
                token += 1
                continue
            known = (self.people_at(forms, token), self.people_at(sent.lower, token))
            word = max((one for one in known if one), key=lambda one: len(one.words), default=None)
            last = token + len(word.words) - 1 if word else token
            if word is not None and sent.pos[last] in ("NOUN", "PROPN"):
                found.append((token, last + 1, word))
                token = last
            token += 1
        return found

    def people_at(self, forms: Sequence[str], token: int) -> PeopleWord | None:
        """Return the longest noun for people whose words stand at a token."""
        entries = self.people.get(forms[token])
        return longest(forms, token, entries, lambda item: item.words) if entries else None

    def is_plain_opening(self, sent: Sentence, token: int) -> bool:
        """Tell a word that has its capital from the head of the sentence ("Gunmen") from a name ("Tamil rebels")."""
        if any(word[:1].isalnum() for word in sent.words[:token]) or sent.words[token] in self.names:
            return False
        return (
            sent.pos[token] != "PROPN"
            or sent.lower[token] in self.people
            or sent.lemmas[token] in self.people
        )

    def country_actor(self, country: str) -> Actor:
        return self.countries[country].actor

    def people_of(self, country: str, word: PeopleWord) -> Actor:
        """Return the actor behind a noun for people of a country: the state, a body of it, its military."""
        state = self.countries[country]
        if word.cls in RULERS:
            return state.actor
        known = load_actors().get(f"{state.actor.id}-{word.cls.replace('_', '-')}")
        if known is not None and word.cls in BODIES:
            return known
        noun = usual_noun(" ".join(word.words))
        if word.collective:
            name = f"{state.adjective} {noun.title()}"
            return Actor(slug(name), name, ActorKind.BODY, country, word.sector, state.actor.id)
        by_noun = word.cls in SINGLE or word.cls in BODIES
        name = f"{state.adjective} {noun if by_noun else word.cls.replace('_', ' ')}"
        return Actor(slug(name), name, ActorKind.PEOPLE, country, word.sector, state.actor.id)


def usual_noun(noun: str) -> str:
    """Return one noun for the names of an office: "ministry of defense" and "defence ministry" are one ministry."""
    noun = noun.replace("defense", "defence")
    if turned := re.fullmatch(r"(.*\b)?(ministry|minister|department) of (?:the )?(.+)", noun):
        noun = f"{turned[1] or ''}{turned[3]} {turned[2]}"
    for office, names in OFFICES.items():
        for name in names:
            noun = re.sub(rf"\b{name}\b", office, noun)
    return noun


def longest(
    words: Sequence[str], start: int, entries: Sequence[Item], form: Callable[[Item], Sequence[str]]
) -> Item | None:
    """Return the first entry (they are sorted by length) whose words stand at ``start``."""
    following = words[start + 1] if start + 1 < len(words) else None
    for entry in entries:
        parts = form(entry)
        if len(parts) == 1 or (parts[1] == following and tuple(words[start : start + len(parts)]) == parts):
            return entry  # the entries were found by their first word
    return None


def is_name(sent: Sentence, token: int, name: Name) -> bool:
    """Tell a name from a word of the same letters at the start of a sentence ("Turkey", "IS", "Us")."""
    if len(name.surface) <= 3 and name.surface.isupper():
        return sent.pos[token] in ("PROPN", "NOUN", "ADJ", "PRON") and sent.lower[token] not in (
            "is",
            "it",
            "in",
            "at",
            "or",
        )
    return name.surface[:1].isupper() or "-" in name.surface


def is_surname(sent: Sentence, start: int, end: int, name: Name) -> bool:
    """Tell the last name of a person from the country or town that is called like it: "Idris Aden", "Lola Paris"."""
    if end - start > 1 or name.kind is not ActorKind.COUNTRY or sent.deps[start] != "flat":
        return False
    first = sent.heads[start]
    office = any(sent.deps[kid] == "nmod:desc" for kid in sent.kids(first))
    return first == start - 1 and office and sent.pos[first] == "PROPN"


def cut(surface: str) -> tuple[str, ...]:
    """Return a name as the tokenizer cuts it: at spaces, hyphens and before a possessive."""
    for sign in CUTS:
        surface = surface.replace(sign, f" {sign} ")
    return tuple(surface.replace("'s ", " 's ").replace("’s ", " ’s ").removesuffix("'").split())


@cache
def load_lexicon() -> Lexicon:
    """Return the vocabulary of names, read once a process."""
    meanings: dict[str, list[Name]] = defaultdict(list)
    countries = load_countries()
    country_names: dict[str, str] = {}
    for country in countries.values():
        add_country(meanings, country)
        country_names |= dict.fromkeys((country.name, *country.aliases), country.alpha3)
    for actor in load_actors().values():
        for form in (actor.name, *actor.aliases):
            meanings[form.removeprefix("the ")].append(Name(form, actor.kind, (actor,), actor.country))
    for outlet in load_outlets():
        if outlet.kind in (SourceKind.AGENCY, SourceKind.OUTLET):
            add_outlet(meanings, outlet)
    names: dict[str, list[Entry]] = defaultdict(list)
    for surface, known in meanings.items():
        parts = cut(surface)
        if parts:
            names[parts[0]].append((parts, joined(surface, known)))
    people: dict[str, list[PeopleWord]] = defaultdict(list)
    for word in load_people():
        word = replace(word, words=cut(" ".join(word.words)))
        people[word.words[0]].append(word)
    for entries in names.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    for words in people.values():
        words.sort(key=lambda word: -len(word.words))
    alpha3 = {country.alpha2: country.alpha3 for country in countries.values()}
    return Lexicon(names, people, countries, country_names, alpha3, regions_by_name(), admin1_names())


def add_country(meanings: dict[str, list[Name]], country: Country) -> None:
    """Add the forms of a country: its names, its people, its capital as its government."""
    actors = (country.actor,)
    for form in country.governments:
        meanings[form.removeprefix("the ")].append(Name(form, ActorKind.GOVERNMENT, actors, country.alpha3))
    for form in (country.name, *country.aliases):
        meanings[form.removeprefix("the ")].append(Name(form, ActorKind.COUNTRY, actors, country.alpha3))
    for form in country.demonyms:
        meanings[form].append(Name(form, ActorKind.COUNTRY, actors, country.alpha3, adjective=True))
    for form in country.capitals:
        meanings[form].append(Name(form, ActorKind.COUNTRY, actors, country.alpha3, capital=True))


def add_outlet(meanings: dict[str, list[Name]], outlet: Outlet) -> None:
    """Add the names of an agency or outlet; single common words ("Time") are left out."""
    actor = Actor(f"{outlet.id}-media", outlet.name, ActorKind.ORGANISATION, outlet.country, "JRN")
    for form in (outlet.name, *outlet.aliases):
        plain = form.removeprefix("The ")
        if plain not in meanings and (
            " " in plain or "-" in plain or plain.isupper() or outlet.kind is SourceKind.AGENCY
        ):
            meanings[plain].append(Name(form, ActorKind.ORGANISATION, (actor,), None))


def joined(surface: str, known: list[Name]) -> Name:
    """Return one name for all meanings of a form: a country before others, several actors where it is open."""
    countries = [name for name in known if name.kind is ActorKind.COUNTRY]
    if countries and (len(known) == len(countries) or not all(name.capital for name in countries)):
        first = countries[0]
        same = {name.country for name in countries} == {first.country}
        return (
            first
            if same
            else Name(surface, first.kind, tuple(n.actors[0] for n in countries), None, first.adjective)
        )
    others = [name for name in known if name.kind is not ActorKind.COUNTRY]
    others = [
        name for name in others if name.kind is not ActorKind.GOVERNMENT
    ] or others  # "Kremlin" the body
    actors = tuple({actor.id: actor for name in others for actor in name.actors}.values())
    first = others[0]
    same = all(name.country == first.country for name in others)
    return Name(surface, first.kind, actors, first.country if same else None)
