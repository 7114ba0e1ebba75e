"""CAMEO codes of an act and of actors to our terms, for the datasets whose programs code by CAMEO."""

import re
from dataclasses import dataclass
from functools import lru_cache

from timeline.extract.parties import actors_by_name
from timeline.model import Actor, ActorKind, Claim, Event, EventType, Participant, Place, QuadClass, Role
from timeline.vocab.actors import load_countries, slug
from timeline.vocab.cameo_actors import CameoActor, CameoKind, CameoPart, cameo_part
from timeline.vocab.crosswalk import cameo
from timeline.vocab.plover import quad_class_of

FORM = re.compile(r"[0-9]{2,4}")
NO_CODE = frozenset({"", "---"})  # how the programs write that they found none
COLUMNS = {"context": "contexts"}  # a word of the crosswalk and our column, where they differ
NOT_FILLED = frozenset({"violence_type"})  # only where somebody was killed, which these datasets do not say


@dataclass(frozen=True, slots=True)
class Act:
    """What a CAMEO code is in our terms; without a type where PLOVER has none, or nobody knows the code."""

    code: str | None
    name: str | None
    event_type: EventType | None = None
    event_mode: str | None = None
    quad_class: QuadClass | None = None
    contexts: tuple[str, ...] = ()
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    lossy: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def act(cell: str, stated: QuadClass | None = None) -> Act:
    """Return the act of a code whose leading zeros count, with the quad class that the dataset has for it.

    Ours follows from the type: where the dataset's is another, it is marked as lossy.
    """
    code = cell.strip()
    if code in NO_CODE:
        return Act(None, None, quad_class=stated)
    known = cameo().get(code)
    if known is None:  # kept if it has the form of one
        return Act(code if FORM.fullmatch(code) else None, None, quad_class=stated)
    quad = quad_class_of(known.event_type) if known.event_type else stated
    lossy = {COLUMNS.get(word, word) for word in known.lossy - NOT_FILLED}
    if stated and quad is not stated:
        lossy.add("quad_class")
    return Act(
        code, known.name, known.event_type, known.event_mode, quad, (known.context,) if known.context else (),
        known.acled_event_type, known.acled_sub_event_type, tuple(sorted(lossy)),
    )  # fmt: skip


def event_of(
    what: Act, who: tuple[Participant, ...], where: Place | None, claim: Claim, dataset: str, key: str,
    otherwise: str, flags: tuple[str, ...] = (),
) -> Event:  # fmt: skip
    """Return the event of an act that a row of ``dataset`` states under its own ``key``, as nobody has looked at it.

    Its headline has the names as written and CAMEO's name of the act, or ``otherwise`` where it has none.
    """
    parties = " – ".join(one.name_as_written for one in who)
    told = what.name or otherwise
    return Event(
        id=f"{dataset}-{key}",
        title=f"{parties}: {told}" if parties else told,
        event_type=what.event_type,
        event_mode=what.event_mode,
        quad_class=what.quad_class,
        status=claim.status,
        date=claim.date,
        rule=claim.rule,
        place=where,
        cameo_code=what.code,
        contexts=what.contexts,
        acled_event_type=what.acled_event_type,
        acled_sub_event_type=what.acled_sub_event_type,
        participants=who,
        claims=(claim,),
        dataset=dataset,
        dataset_event_id=key,
        flags=flags,
        lossy=what.lossy,
        shown=False,
    )


@dataclass(frozen=True, slots=True)
class Code:
    """A cell with a part of an actor's code, and the kinds of code that it may be."""

    column: str
    cell: str
    kinds: tuple[CameoKind, ...]

    @property
    def part(self) -> CameoPart | None:
        """What the code means; None if nobody knows it."""
        found = (cameo_part(kind, self.cell.strip()) for kind in self.kinds)
        return next((part for part in found if part), None)


def participant(role: Role, name: str, codes: tuple[Code, ...]) -> Participant:
    """Return who is called ``name`` and has ``codes``.

    A country, or its government, is the actor of the country; a known group is ours, or else one by CAMEO's
    key. Police, courts or rebels of a country are no lasting entity: they stay as written.
    """
    parts = tuple(part for part in (code.part for code in codes if code.cell) if part)
    coded = CameoActor(parts)
    actor = group(parts) or state(parts)
    if actor is None:
        return Participant(role, name, None, coded.alpha3, coded.kind, coded.sector)
    roles = CameoActor(tuple(part for part in parts if part.kind is CameoKind.ROLE))
    kind = ActorKind.GOVERNMENT if roles.sector == "GOV" and actor.kind is ActorKind.COUNTRY else actor.kind
    return Participant(role, name, actor, actor.country or coded.alpha3, kind, roles.sector or actor.sector)


def group(parts: tuple[CameoPart, ...]) -> Actor | None:
    """Return the known group among the parts of a code."""
    found = next((part for part in parts if part.kind is CameoKind.GROUP), None)
    if found is None:
        return None
    known = actors_by_name().get(slug(found.name))
    kind = CameoActor((found,)).kind or ActorKind.ORGANISATION
    return known or Actor(f"cameo-{found.code.lower()}", found.name, kind, found.alpha3, found.sector)


def state(parts: tuple[CameoPart, ...]) -> Actor | None:
    """Return the country where the parts of a code name it alone, or as its government."""
    kinds = {part.kind for part in parts}
    roles = {part.code for part in parts if part.kind is CameoKind.ROLE}
    alpha3 = next((part.alpha3 for part in parts if part.kind is CameoKind.COUNTRY), None)
    if alpha3 is None or kinds - {CameoKind.COUNTRY, CameoKind.ROLE} or roles - {"GOV"}:
        return None
    return load_countries()[alpha3].actor
