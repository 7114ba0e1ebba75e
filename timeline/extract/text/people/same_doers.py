"""Whether two tellings of a report have the same doers: a crowd and the police sent against it have not."""

from timeline.extract.text.draft import Draft
from timeline.model import ActorKind, EventType, Role

SORTS = {"forces": frozenset(("COP", "MIL", "GOV")), "people": frozenset(("CVL", "OPP", "EDU", "LAB"))}


def doers_agree(one: Draft, other: Draft) -> bool:
    """Tell those who protest from those sent against them, and an armed group from the state, in two sentences."""
    if one.reader is other.reader or one.event_type is not EventType.ASSAULT:
        return True
    if {is_group_alone(one), is_group_alone(other)} == {True, False}:
        return False
    if is_on_crowd(one) != is_on_crowd(other) and (is_on_powers(one) or is_on_powers(other)):
        return False  # tear gas is not fired at a state
    return sorts_of(one) | sorts_of(other) != {"forces", "people"}


def is_on_crowd(draft: Draft) -> bool:
    return draft.decision.event_mode == "crowd-control"


def is_on_powers(draft: Draft) -> bool:
    """Tell a deed against countries or armed groups, known by name."""
    hit = [item.party.actor for item in draft.roles if item.role is Role.RECIPIENT and item.party.actor]
    return any(actor.kind in (ActorKind.COUNTRY, ActorKind.ARMED_GROUP) for actor in hit)


def is_group_alone(draft: Draft) -> bool | None:
    """Tell whether only armed groups act, ``None`` where nobody acts by name."""
    acting = [item.party for item in draft.roles if item.role is Role.ACTOR and item.party.actor]
    return all(party.kind is ActorKind.ARMED_GROUP for party in acting) if acting else None


def sorts_of(draft: Draft) -> set[str]:
    """Return whether police and soldiers act, or people in a crowd."""
    sectors = {item.party.sector for item in draft.roles if item.role is Role.ACTOR and not item.party.actor}
    return {sort for sort, names in SORTS.items() if sectors & names}


def is_joined(one: Draft, other: Draft) -> bool:
    """Tell "five women were arrested and three journalists detained": one deed, whose numbers add up."""
    sent, token = other.reader.sent, other.hit.token
    same = one.decision.event_mode == other.decision.event_mode is not None
    bare = not (one.countries(Role.ACTOR) or other.countries(Role.ACTOR))
    return (
        one.reader is other.reader
        and sent.deps[token] == "conj"
        and sent.heads[token] == one.hit.token
        and same
        and bare
    )
