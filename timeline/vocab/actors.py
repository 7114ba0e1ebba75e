"""Who acts in the world's conflicts: countries, bodies, groups, persons, and the nouns for people."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from timeline.errors import TimelineError
from timeline.model import Actor, ActorKind
from timeline.vocab.codebook import rows, words

NAME_PARTICLES = frozenset(  # small words inside the names of persons
    "abu al bin bint da dal de del della den der di dos du el ibn la le ten ter van von y".split()
)


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: ISO 3166-1 codes, names, and the words for its people and its government.

    ``adjective`` is the first of the ``demonyms``. ``ambiguous`` holds forms that also mean something else.
    """

    alpha3: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    governments: tuple[str, ...]
    ambiguous: frozenset[str]
    actor: Actor

    @property
    def adjective(self) -> str:
        return self.demonyms[0] if self.demonyms else self.name


@dataclass(frozen=True, slots=True)
class PeopleWord:
    """A noun for people or a body ("soldier", "foreign ministry") with its PLOVER sector and class."""

    words: tuple[str, ...]
    sector: str
    cls: str
    collective: bool


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a "|"-separated cell."""
    return tuple(part for part in text.split("|") if part)


@cache
def load_countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3 code (Kosovo as XKX)."""
    found = {}
    for row in rows("countries.csv"):
        name = row["name"]
        actor = Actor(slug(name), name, ActorKind.COUNTRY, row["alpha3"], "GOV")
        found[row["alpha3"]] = Country(
            row["alpha3"], row["alpha2"], name, listed(row["aliases"]), listed(row["demonyms"]),
            listed(row["capital"]), listed(row["government_names"]), frozenset(listed(row["ambiguous"])), actor,
        )  # fmt: skip
    return found


@cache
def load_actors() -> dict[str, Actor]:
    """Return bodies, groups and persons by id. Raise TimelineError with file and line where a row is wrong."""
    known = {country.actor.id for country in load_countries().values()}
    found: dict[str, Actor] = {}
    for line, row in enumerate(rows("actors.csv"), start=2):
        actor = Actor(
            row["id"], row["name"], kind_of(row["kind"], line), row["country"] or None, row["sector"],
            row["parent"] or None, listed(row["aliases"]),
        )  # fmt: skip
        add(found, actor, known, f"actors.csv:{line}")
    for line, row in enumerate(rows("persons.csv"), start=2):
        actor = Actor(
            row["id"],
            row["name"],
            ActorKind.PERSON,
            row["country"] or None,
            row["sector"],
            None,
            listed(row["aliases"]),
        )
        add(found, actor, known, f"persons.csv:{line}")
    for actor in found.values():
        if actor.parent and actor.parent not in found and actor.parent not in known:
            raise TimelineError(f"actors.csv: {actor.id}: no actor {actor.parent} to belong to")
    return found


@cache
def load_all_actors() -> dict[str, Actor]:
    """Return countries, bodies, groups and persons by id."""
    return {country.actor.id: country.actor for country in load_countries().values()} | load_actors()


def add(found: dict[str, Actor], actor: Actor, known: set[str], where: str) -> None:
    """Add an actor, or raise TimelineError where its id, country or sector is not right."""
    if actor.id in found or actor.id in known:
        raise TimelineError(f"{where}: the id {actor.id} a second time")
    if actor.country and actor.country not in load_countries():
        raise TimelineError(f"{where}: {actor.country} is no ISO 3166-1 alpha-3 code")
    if actor.sector not in words("sector"):
        raise TimelineError(f"{where}: {actor.sector} is no PLOVER sector")
    found[actor.id] = actor


def kind_of(word: str, line: int) -> ActorKind:
    try:
        return ActorKind(word)
    except ValueError:
        raise TimelineError(f"actors.csv:{line}: {word} is no kind of actor") from None


@cache
def given_names() -> frozenset[str]:
    """Return the first words of the names of persons."""
    names = (actor.name.split() for actor in load_actors().values() if actor.kind is ActorKind.PERSON)
    return frozenset(parts[0] for parts in names if len(parts) > 1)


@cache
def load_people() -> tuple[PeopleWord, ...]:
    """Return the nouns for people, singular and irregular plural forms as entries of their own."""
    found = []
    for line, row in enumerate(rows("people.csv"), start=2):
        if row["sector"] not in words("sector"):
            raise TimelineError(f"people.csv:{line}: {row['sector']} is no PLOVER sector")
        for form in (row["word"], row["plural"]):
            if form:
                collective = row["number"] == "collective"
                found.append(PeopleWord(tuple(form.split()), row["sector"], row["class"], collective))
    return tuple(found)


def slug(name: str) -> str:
    """Return a name as an id: lower case, ASCII, hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
