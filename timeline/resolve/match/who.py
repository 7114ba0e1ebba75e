"""Participants against participants: how well two codings agree on who."""

from timeline.model import EventType
from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import PARTIES, PEOPLE
from timeline.resolve.match.sides import REBELS, TO_SOMEBODY
from timeline.resolve.match.sketch import SPEECH, Sketch
from timeline.resolve.match.what import listed

ONE_SIDED = SPEECH | {EventType.ASSAULT, EventType.COERCE, EventType.AID, EventType.CONCEDE}
NAMED = SPEECH | {EventType.CONSULT}
BETWEEN = frozenset((EventType.CONSULT, EventType.AGREE))


def compare_parties(a: Sketch, b: Sketch) -> list[Hint]:
    """Return what the participants say: who acts, on whom, and which persons."""
    return [*compare_sides(a, b), *compare_people(a, b)]


def compare_sides(a: Sketch, b: Sketch) -> list[Hint]:
    mine, theirs = a.parties, b.parties
    if not mine or not theirs:
        return []
    both = mine & theirs
    if not both and not (a.known and b.known):
        return []  # "gunmen" may be anybody
    if a.type in ONE_SIDED and b.type in ONE_SIDED and not (a.clash and b.clash) and not may_be_one(a, b):
        return [
            Hint("parties", PARTIES["against"], lambda: f"{factions(a)} against {factions(b)} as who acts")
        ]
    if not both:
        if halves(a, b) or halves(b, a):
            return []
        return [Hint("parties", PARTIES["none"], lambda: f"{listed(mine)} and {listed(theirs)}")]
    if mine ^ theirs <= a.hosts | b.hosts:  # a host is told as a party, or a party as a host
        return [Hint("parties", PARTIES["same"], lambda: f"same parties: {listed(both)}")]
    if mine < theirs or theirs < mine:
        return [Hint("parties", PARTIES["some"], lambda: f"both name {listed(both)}")]
    points = PARTIES["against"] if {a.type, b.type} <= BETWEEN else PARTIES["other"]
    return [Hint("parties", points, lambda: f"{listed(mine)} and {listed(theirs)}")]


def halves(a: Sketch, b: Sketch) -> bool:
    """Tell whether one names only who attacks at a place, the other only who suffers there."""
    there = a.country is not None and a.country == b.country
    return there and a.type is EventType.ASSAULT and not a.others and bool(b.others) and not b.factions


def may_be_one(a: Sketch, b: Sketch) -> bool:
    """Tell whether who acts may be one: a state is no armed group, and two groups with a name are two.

    An armed group is itself in every country, and rebels without a name may be any.
    """
    if not a.factions or not b.factions or a.factions == b.factions:
        return True
    return any(
        one == other or (bool(one[1]) and bool(other[1]) and (one[1] == other[1] or REBELS in (one[1], other[1])))
        for one in a.factions for other in b.factions
    )  # fmt: skip


def factions(one: Sketch) -> str:
    return listed(frozenset(f"{group or 'the state'} ({country})" for country, group in one.factions))


def compare_people(a: Sketch, b: Sketch) -> list[Hint]:
    """Return what the persons say: other persons of one country exclude each other, in meetings and speeches."""
    if not a.people or not b.people:
        return []
    if both := a.people & b.people:
        points = PEOPLE["done_to" if a.type in TO_SOMEBODY and b.type in TO_SOMEBODY else "same"]
        return [Hint("people", points, lambda: f"both name {listed(frozenset(name for _, name in both))}")]
    if a.type is not b.type or a.type not in NAMED:
        return []
    countries = {country for country, _ in a.people if country}
    if countries.isdisjoint(country for country, _ in b.people):
        return []
    return [Hint("people", PEOPLE["other"], lambda: f"{names(a)} and {names(b)}")]


def names(one: Sketch) -> str:
    return listed(frozenset(name for _, name in one.people))
