"""PLOVER's words to our terms, for the datasets that are coded by it: types, modes, contexts, actors, places."""

from dataclasses import dataclass
from functools import lru_cache

from timeline.extract.fields import stated, unknown
from timeline.extract.parties import party
from timeline.model import Claim, Event, EventType, GeoPrecision, Issue, Participant, Place, QuadClass, Role
from timeline.vocab.actors import load_countries
from timeline.vocab.codebook import words
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.crosswalk import plover
from timeline.vocab.crosswalk_datasets import plover_name
from timeline.vocab.dataset_codes import word_of
from timeline.vocab.plover import deed_words, quad_class_of
from timeline.vocab.sectors import sector_of_list, unknown_sectors

Issues = tuple[Issue, ...]
GAZETTEER = "GeoNames"
NON_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "NGM", "ISM", "IMG", "MNC"})  # in the place of a country


@dataclass(frozen=True, slots=True)
class Act:
    """What a type and its modes are in our terms; without a type where nobody knows it."""

    event_type: EventType | None = None
    event_mode: str | None = None
    quad_class: QuadClass | None = None
    cameo_code: str | None = None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    lossy: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def act(kind: str, modes: tuple[str, ...], quad: str, column: str, mode_column: str) -> tuple[Act, Issues]:
    """Return the act of a type with modes, of which we hold the first that it has, and what is in no list.

    The quad class follows from the type: where the dataset's is another, it is marked as lossy.
    """
    alone = plover_name(kind)
    if alone is None:
        return Act(quad_class=quad_of(quad)), (unknown(column, kind),) if stated(kind) else ()
    names = {mode: plover_name(kind, mode) for mode in modes}
    fit = [name for name in names.values() if name and name.event_mode and name.event_type]
    known = fit[0] if fit else alone
    lost = {mode: name for mode, name in names.items() if name and name.note.startswith("The mode ")}
    doubts = tuple(unknown(mode_column, mode) for mode in lost)
    if known.event_type is None:
        return Act(quad_class=quad_of(quad), lossy=tuple(sorted(known.lossy))), doubts
    codes = plover()[known.event_type, known.event_mode]
    own = quad_class_of(known.event_type)
    said = quad_of(quad)
    lossy = {*known.lossy, *codes.lossy} - {"violence_type"}  # not filled: nobody's death is stated by rule
    lossy |= {"event_mode"} if lost or len(fit) > 1 else set()
    lossy |= {"quad_class"} if said and said != own else set()
    filled = Act(
        known.event_type, known.event_mode, own, codes.cameo_code, codes.acled_event_type,
        codes.acled_sub_event_type, tuple(sorted(lossy)),
    )  # fmt: skip
    return filled, doubts + ((unknown("quad class", quad),) if stated(quad) and said is None else ())


def quad_of(cell: str) -> QuadClass | None:
    """Return the quad class of a cell; None if it is empty, or nobody knows it."""
    word = word_of("quad_class", cell) if stated(cell) else None
    return QuadClass(word) if word else None


@lru_cache(maxsize=4096)
def contexts(cells: tuple[str, ...], column: str) -> tuple[tuple[str, ...], Issues]:
    """Return the contexts by our words, and what is said of those that nobody knows."""
    found: list[str] = []
    doubts = []
    for cell in cells:
        plain = cell.casefold().replace(" ", "_").replace("-", "_")
        word = plain if plain in words("context") else word_of("context", cell)
        if word is None:
            doubts.append(unknown(column, cell))
        elif word not in found:
            found.append(word)
    return tuple(found), tuple(doubts)


@lru_cache(maxsize=20_000)
def entity(
    role: Role, written: str, resolved: str, country: str, sectors: str, dataset: str
) -> tuple[Participant, Issues]:
    """Return the participant who is ``written`` in the text and known as ``resolved``, and what is in no list."""
    doubts = [unknown("sector", word) for word in unknown_sectors(sectors) if stated(word)]
    code = stated(country)
    known = code if code in NON_STATE else name_to_alpha3(code, dataset) if code else None
    if code and known is None:
        doubts.append(unknown("country", country))
    sector, name = sector_of_list(sectors), resolved or written
    if known in load_countries() and name_to_alpha3(name, dataset) == known:
        state = load_countries()[known].actor
        return Participant(role, written or name, state, known, state.kind, sector or state.sector), tuple(
            doubts
        )
    one = party(role, name, dataset, country=known)
    return (
        Participant(role, written or name, one.actor, known or one.country, one.kind, sector or one.sector),
        tuple(doubts),
    )


@lru_cache(maxsize=4096)
def precision_of(feature: str) -> GeoPrecision | None:
    """Return how well a place is known that has a code or class of GeoNames; None if nobody knows that."""
    found = word_of("geonames_feature_code", feature) or word_of("geonames_feature_class", feature)
    return GeoPrecision(found) if found else None


def listed(cell: str) -> tuple[str, ...]:
    """Return the stated parts of a cell between semicolons."""
    return tuple(text for part in cell.split(";") if (text := stated(part)))


def event_of(
    what: Act, who: tuple[Participant, ...], where: Place | None, about: tuple[str, ...], claim: Claim, key: str,
    number: int = 1, shown: bool = False, otherwise: str = "",
) -> Event:  # fmt: skip
    """Return the event of an act that a row of the dataset ``claim.rule`` states under its own ``key``.

    ``number`` counts the acts of one row. ``otherwise`` is told in the headline where the act has no name.
    """
    deed = deed_words(what.event_type, what.event_mode).noun if what.event_type else otherwise or key
    parties = " – ".join(one.name_as_written for one in who)
    return Event(
        id=f"{claim.rule}-{key}" + (f"-{number}" if number > 1 else ""),
        title=f"{parties}: {deed}" if parties else deed,
        event_type=what.event_type,
        event_mode=what.event_mode,
        quad_class=what.quad_class,
        status=claim.status,
        date=claim.date,
        rule=claim.rule,
        place=where,
        cameo_code=what.cameo_code,
        contexts=about,
        acled_event_type=what.acled_event_type,
        acled_sub_event_type=what.acled_sub_event_type,
        participants=who,
        claims=(claim,),
        dataset=claim.rule,
        dataset_event_id=key,
        lossy=what.lossy,
        shown=shown,
    )
