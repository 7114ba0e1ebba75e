"""ACLED's actors: a name with a country, the years of a government or a unit in it, and a class (inter1, inter2)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from timeline.extract.parties import actors_by_name, government
from timeline.model import Actor, ActorKind, Participant, Role
from timeline.vocab.acled_inter import Inter, inter_of
from timeline.vocab.actors import slug
from timeline.vocab.country_codes import name_to_alpha3

NAME = "acled"
YEARS = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
ENDING = re.compile(r"\((?P<country>[^()]*)\)$")
FORCES = {"Military Forces of ": "MIL", "Police Forces of ": "COP", "Government of ": "GOV"}
STATE, OUTSIDE = 1, 8
ORGANISED = frozenset({2, 3, 4})
TARGETS = frozenset({6, 7})


def class_of(row: Mapping[str, str], column: str) -> Inter | None:
    """Return what the first or second actor of a row is, ``None`` where there is none or nobody knows the word."""
    found = inter_of(row.get(column, ""))
    return found if found and found.number else None


def participants(row: Mapping[str, str], first: Role, second: Role) -> tuple[Participant, ...]:
    """Return the actors of a row with those named beside them."""
    found: list[Participant] = []
    for number, role, side in (("1", first, "side_a"), ("2", second, "side_b")):
        name = row.get(f"actor{number}", "").strip()
        if name:
            found.append(participant(role, name, row.get(f"inter{number}", "").strip()))
        found += (
            participant(Role.ASSOCIATED, one, "", side)
            for one in listed(row.get(f"assoc_actor_{number}", ""))
        )
    return tuple(found)


def listed(cell: str) -> list[str]:
    """Return the parts of a cell that stand between semicolons, each once."""
    return list(dict.fromkeys(part for one in cell.split(";") if (part := one.strip())))


@lru_cache(maxsize=20_000)
def participant(role: Role, name: str, inter: str, side: str | None = None) -> Participant:
    """Return the participant whom ACLED calls ``name``.

    Forces of a state are the actor of their country, a group that the vocabulary knows is that actor, another
    armed group is one by its name. Who is not known, and people without an organisation, stay as written.
    """
    kind = found.kind if (found := inter_of(inter)) else None
    sector = found.sector if found else None
    if state := state_of(name):
        own = next((code for words, code in FORCES.items() if name.startswith(words)), None)
        return Participant(role, name, state, state.country, ActorKind.GOVERNMENT, own, side)
    ending = ENDING.search(name)
    country = name_to_alpha3(ending["country"], NAME) if ending else None
    actor = actors_by_name().get(slug(name))
    if actor is None and kind is ActorKind.ARMED_GROUP and not name.startswith("Unidentified"):
        actor = Actor(f"{NAME}-{slug(name)}", name, kind, country)  # rows may differ in the class
    if actor is None:
        return Participant(role, name, None, country, kind, sector, side)
    return Participant(role, name, actor, actor.country or country, actor.kind, actor.sector or sector, side)


def state_of(name: str) -> Actor | None:
    """Return the country whose forces a name is of: "Military Forces of Kenya (2013-2022) Navy"."""
    if not name.startswith(tuple(FORCES)):
        return None
    return government(YEARS.split(name, maxsplit=1)[0].strip(), NAME)


def violence_type(row: Mapping[str, str]) -> str | None:
    """Return UCDP's type of violence that two actors of such classes commit, ``None`` where no rule says."""
    one, other = class_of(row, "inter1"), class_of(row, "inter2")
    if one is None or other is None:
        return None
    sides = {kind_of(one, row["actor1"]), kind_of(other, row.get("actor2", ""))}
    if sides <= {"state", "organised"}:
        return "state_based" if "state" in sides else "non_state"
    return "one_sided" if len(sides) == 2 and "target" in sides and None not in sides else None


def kind_of(inter: Inter, name: str) -> str | None:
    """Return which of UCDP's kinds of sides a class is; forces from outside are a state's where the name says so."""
    if inter.number == STATE or (inter.number == OUTSIDE and state_of(name)):
        return "state"
    if inter.number in ORGANISED:
        return "organised"
    return "target" if inter.number in TARGETS else None


def unknown_classes(row: Mapping[str, str]) -> list[str]:
    """Return the columns with a class that is not in ACLED's list."""
    return [
        name for name in ("inter1", "inter2") if row.get(name, "").strip() and inter_of(row[name]) is None
    ]
