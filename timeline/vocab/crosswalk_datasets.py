"""Crosswalks of single datasets to PLOVER, CAMEO and ACLED: UCDP's violence, VIINA's labels, older PLOVER.

From ``ucdp_crosswalk.csv``, ``viina_crosswalk.csv`` and ``plover_versions.csv``, marked like ``crosswalk.py``'s.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab.cells import event_mode_of, event_type_of, located, lossy_of, one_of, text_of
from timeline.vocab.codebook import words
from timeline.vocab.country_codes import alpha3_of
from timeline.vocab.crosswalk import VERSION, cameo


@dataclass(frozen=True, slots=True)
class UcdpViolence:
    """What a type of violence of UCDP is in the other schemes."""

    number: str
    violence_type: str
    event_type: EventType
    event_mode: str | None
    context: str | None
    cameo_code: str
    acled_event_type: str
    acled_sub_event_type: str
    lossy: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class ViinaLabel:
    """What a label of VIINA is: an act (with a type), an actor (with ``country``) or a mere ``flag``."""

    label: str
    event_type: EventType | None
    event_mode: str | None
    context: str | None
    cameo_code: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    country: str | None
    flag: str | None
    lossy: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class PloverName:
    """What a type, or a type with a mode, of an older PLOVER is in PLOVER 2.0; no type is no home there."""

    plover_version: str
    old_type: str
    old_mode: str | None
    event_type: EventType | None
    event_mode: str | None
    lossy: frozenset[str]
    note: str


def read_ucdp(text: str, name: str = "ucdp_crosswalk.csv") -> dict[str, UcdpViolence]:
    """The types of violence in the CSV ``text`` by number. TimelineError with ``name`` and line."""
    found: dict[str, UcdpViolence] = {}
    for where, row in located(text, name):
        number, event_type = row["type_of_violence"], event_type_of(row, where)
        violence = one_of("violence_type", row["violence_type"], where)
        acled_type = one_of("acled_event_type", row["acled_event_type"], where)
        acled_sub_type = one_of("acled_sub_event_type", row["acled_sub_event_type"], where)
        code = _cameo(row, where)
        if number in found:
            raise TimelineError(f"{where}: {number} a second time")
        if not (event_type and violence and acled_type and acled_sub_type and code):
            raise TimelineError(f"{where}: {number} has no home in one of the schemes")
        found[number] = UcdpViolence(
            number, violence, event_type, event_mode_of(row, where), one_of("context", row["context"], where),
            code, acled_type, acled_sub_type, lossy_of(row, where, VERSION), row["note"],
        )  # fmt: skip
    return found


def read_viina(text: str, name: str = "viina_crosswalk.csv") -> dict[str, ViinaLabel]:
    """The labels in the CSV ``text`` by name. TimelineError with ``name`` and line."""
    found: dict[str, ViinaLabel] = {}
    for where, row in located(text, name):
        label, event_type = row["label"], event_type_of(row, where)
        if label in found:
            raise TimelineError(f"{where}: {label} a second time")
        if (event_type is None) == (not row["flag"]):
            raise TimelineError(f"{where}: {label} is either an act or a flag")
        found[label] = ViinaLabel(
            label,
            event_type,
            event_mode_of(row, where),
            one_of("context", row["context"], where),
            _cameo(row, where),
            one_of("acled_event_type", row["acled_event_type"], where),
            one_of("acled_sub_event_type", row["acled_sub_event_type"], where),
            alpha3_of(row["country"], where),
            row["flag"] or None,
            lossy_of(row, where, VERSION),
            row["note"],
        )
    return found


def read_plover_names(
    text: str, name: str = "plover_versions.csv"
) -> dict[tuple[str, str, str | None], PloverName]:
    """Older names in the CSV ``text`` by version, type and mode. TimelineError with ``name`` and line."""
    found: dict[tuple[str, str, str | None], PloverName] = {}
    for where, row in located(text, name):
        key = (row["plover_version"], row["old_type"], row["old_mode"] or None)
        if key in found:
            raise TimelineError(f"{where}: {row['old_type']} {row['old_mode']} a second time")
        found[key] = PloverName(
            *key,
            event_type_of(row, where),
            event_mode_of(row, where),
            lossy_of(row, where, VERSION),
            row["note"],
        )
    return found


@cache
def ucdp() -> dict[str, UcdpViolence]:
    """UCDP's types of violence by number as text. TimelineError where the file is wrong."""
    return read_ucdp(text_of("ucdp_crosswalk.csv"))


@cache
def viina() -> dict[str, ViinaLabel]:
    """VIINA's labels by name, without ``_b`` and ``_pred``. TimelineError where the file is wrong."""
    return read_viina(text_of("viina_crosswalk.csv"))


@cache
def plover_names() -> dict[tuple[str, str, str | None], PloverName]:
    """Older PLOVER names by version, type and mode. TimelineError where the file is wrong."""
    return read_plover_names(text_of("plover_versions.csv"))


@lru_cache(maxsize=4096)
def plover_name(old_type: str, old_mode: str = "") -> PloverName | None:
    """A type and mode of PLOVER 2.0 as they are, else by the newest older version that knows them.

    Where only the mode is unknown, the type alone comes back, with the mode marked as lost. None if nobody
    knows the type.
    """
    kind = old_type.strip().upper().replace(" ", "_")
    mode = old_mode.strip().lower().replace("_", "-").replace(" ", "-") or None
    if kind in words("event_type") and (mode is None or f"{kind}:{mode}" in words("event_mode")):
        return PloverName("2.0", kind, mode, EventType(kind), mode, frozenset(), "")
    for version in ("2021", "0.6"):
        if found := plover_names().get((version, kind, mode)):
            return found
    if mode is None:
        return None
    alone = plover_name(kind)
    return alone and PloverName(
        alone.plover_version, kind, mode, alone.event_type, alone.event_mode,
        alone.lossy | {"event_mode"}, f"The mode {mode} is unknown. {alone.note}".strip(),
    )  # fmt: skip


def _cameo(row: dict[str, str], where: str) -> str | None:
    if row["cameo_code"] and row["cameo_code"] not in cameo():
        raise TimelineError(f"{where}: {row['cameo_code']!r} is no CAMEO code")
    return row["cameo_code"] or None
