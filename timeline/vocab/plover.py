"""PLOVER types as words and as quad classes."""

from dataclasses import dataclass
from functools import cache

from timeline.model import EventType, QuadClass
from timeline.vocab.codebook import rows

T, Q = EventType, QuadClass
QUAD_CLASS = {
    T.AGREE: Q.VERBAL_COOPERATION, T.CONSULT: Q.VERBAL_COOPERATION, T.SUPPORT: Q.VERBAL_COOPERATION,
    T.CONCEDE: Q.VERBAL_COOPERATION, T.COOPERATE: Q.MATERIAL_COOPERATION, T.AID: Q.MATERIAL_COOPERATION,
    T.RETREAT: Q.MATERIAL_COOPERATION, T.REQUEST: Q.VERBAL_CONFLICT, T.ACCUSE: Q.VERBAL_CONFLICT,
    T.REJECT: Q.VERBAL_CONFLICT, T.THREATEN: Q.VERBAL_CONFLICT, T.PROTEST: Q.MATERIAL_CONFLICT,
    T.SANCTION: Q.MATERIAL_CONFLICT, T.MOBILIZE: Q.MATERIAL_CONFLICT, T.COERCE: Q.MATERIAL_CONFLICT,
    T.ASSAULT: Q.MATERIAL_CONFLICT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """How a type and mode are said: as a noun, as a verb, and what joins the noun to a doer or to whom it is done."""

    noun: str
    verb: str
    by: str
    on: str


def quad_class_of(event_type: EventType) -> QuadClass:
    """Return the quad class of a type (PLOVER 2.0; SANCTION is material, see the codebook)."""
    return QUAD_CLASS[event_type]


@cache
def deeds() -> dict[tuple[str, str], Deed]:
    return {
        (row["event_type"], row["event_mode"]): Deed(row["noun"], row["verb"], row["by"], row["on"])
        for row in rows("deeds.csv")
    }


def deed_words(event_type: EventType, event_mode: str | None) -> Deed:
    """Return the words of a type and mode (``deeds.csv``), of the type alone where the mode has none."""
    found = deeds()
    return found.get((event_type, event_mode or "")) or found[event_type, ""]
