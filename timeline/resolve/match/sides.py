"""Who takes part, as it is compared: countries, else names; sides within a country; persons."""

import re

from timeline.model import ActorKind, Event, EventType, Participant, Role

DOING = frozenset((Role.ACTOR, Role.SIDE_A))
DONE_TO = frozenset((Role.RECIPIENT, Role.SIDE_B, Role.VICTIM))
BOTH = DOING | DONE_TO
NOBODY = frozenset(("UAF", "UNK", "CVL"))  # armed people of whom no more is known may be anybody
FIGHTING = frozenset(("REB", "CRM"))
REBELS = "rebels"
TO_SOMEBODY = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.RETREAT))
# the name of a person at the end of what is written: "activist Jane Doe"
NAME = re.compile(r"(?:^|\s)([A-Z][\w'’.-]*(?: (?:[a-z]{2,3} )?[A-Z][\w'’-]*){1,3})$")


def parties(event: Event, roles: frozenset[Role]) -> frozenset[str]:
    """Return the participants in some roles; who is only a name counts where nobody is known."""
    named = [one for one in event.participants if one.role in roles and one.role is not Role.VICTIM]
    return known(event, roles) or frozenset(map(party, named))


def known(event: Event, roles: frozenset[Role]) -> frozenset[str]:
    """Return the participants in some roles of whom more than a name is known."""
    return frozenset(
        party(one) for one in event.participants if one.role in roles and (one.country or one.actor)
    )


def everybody(event: Event) -> frozenset[str]:
    """Return who acts and who is acted on; who is only a name counts where nobody is known."""
    return parties(event, BOTH)


def party(one: Participant) -> str:
    """Return the country of a participant, else its actor or what that belongs to, else its name."""
    if one.country:
        return one.country
    if one.actor:
        return one.actor.parent or one.actor.id
    return one.name_as_written.casefold()


def factions(event: Event) -> frozenset[tuple[str, str]]:
    """Return who acts as country and side within it: a state "", an armed group its id, other rebels "rebels".

    Who has no country stands with the actor's id in its place. Who may be anybody is left out.
    """
    found = set()
    for one in event.participants:
        if one.role in DOING and (one.country or one.actor) and one.sector not in NOBODY:
            group = one.actor.id if one.actor and one.actor.kind is ActorKind.ARMED_GROUP else None
            found.add((party(one), group or (REBELS if one.sector in FIGHTING else "")))
    return frozenset(found)


def people(event: Event) -> frozenset[tuple[str, str]]:
    """Return the persons who act or are acted on, by country and id; whom nobody knows by the name, without country.

    Of what is done to somebody only those to whom it is done: who ordered it orders much.
    """
    roles = DONE_TO if event.event_type in TO_SOMEBODY else BOTH
    found = set()
    for one in event.participants:
        if one.role not in roles:
            continue
        if one.actor:
            if one.actor.kind is ActorKind.PERSON:
                found.add((one.country or "", one.actor.id))
        elif name := NAME.search(one.name_as_written):
            found.add(("", name[1].casefold()))
    return frozenset(found)
