"""The crosswalks between PLOVER, CAMEO, ACLED and UCDP.

From ``crosswalk.csv`` (CAMEO), ``plover_crosswalk.csv`` and ``acled.csv``. A cell that loses something
or is a guess is named in ``lossy``; an empty type means that the code has no home.
"""

from dataclasses import dataclass
from functools import cache

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab.cells import event_mode_of, event_type_of, lossy_of, one_of
from timeline.vocab.codebook import rows

VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class CameoCode:
    """What a CAMEO code (2 to 4 digits, as text) is in the other schemes; ``None`` is no home there."""

    code: str
    name: str
    event_type: EventType | None
    event_mode: str | None
    context: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    violence_type: str | None
    lossy: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class PloverCode:
    """What a PLOVER type, or a type with its mode, is in the other schemes."""

    event_type: EventType
    event_mode: str | None
    cameo_code: str
    acled_event_type: str | None
    acled_sub_event_type: str | None
    lossy: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class AcledCode:
    """What an ACLED sub-type is in the other schemes.

    ``case`` is empty for what holds if nothing more is known. ``violence_types`` are those of UCDP that are
    possible where at least one person was killed.
    """

    acled_event_type: str
    acled_sub_event_type: str
    case: str
    event_type: EventType | None
    event_mode: str | None
    context: str | None
    cameo_code: str | None
    violence_types: tuple[str, ...]
    lossy: frozenset[str]
    note: str


@cache
def cameo() -> dict[str, CameoCode]:
    """Every CAMEO code by its digits. Raise ``TimelineError`` with file and line if the file is wrong."""
    found: dict[str, CameoCode] = {}
    for line, row in enumerate(rows("crosswalk.csv"), start=2):
        where = f"crosswalk.csv:{line}"
        code = row["cameo_code"]
        if code in found:
            raise TimelineError(f"{where}: code {code} a second time")
        if not (code.isdigit() and 2 <= len(code) <= 4):
            raise TimelineError(f"{where}: {code!r} is no CAMEO code")
        found[code] = CameoCode(
            code,
            row["cameo_name"],
            event_type_of(row, where),
            event_mode_of(row, where),
            one_of("context", row["context"], where),
            one_of("acled_event_type", row["acled_event_type"], where),
            one_of("acled_sub_event_type", row["acled_sub_event_type"], where),
            one_of("violence_type", row["violence_type"], where),
            lossy_of(row, where, VERSION),
            row["note"],
        )
    return found


@cache
def plover() -> dict[tuple[EventType, str | None], PloverCode]:
    """Every PLOVER type, alone and with each of its modes. Raise ``TimelineError`` if the file is wrong."""
    found: dict[tuple[EventType, str | None], PloverCode] = {}
    for line, row in enumerate(rows("plover_crosswalk.csv"), start=2):
        where = f"plover_crosswalk.csv:{line}"
        event_type = event_type_of(row, where)
        mode = event_mode_of(row, where)
        if event_type is None or (event_type, mode) in found:
            raise TimelineError(f"{where}: no type, or the same type and mode a second time")
        if row["cameo_code"] not in cameo():
            raise TimelineError(f"{where}: {row['cameo_code']!r} is no CAMEO code")
        found[event_type, mode] = PloverCode(
            event_type,
            mode,
            row["cameo_code"],
            one_of("acled_event_type", row["acled_event_type"], where),
            one_of("acled_sub_event_type", row["acled_sub_event_type"], where),
            lossy_of(row, where, VERSION),
            row["note"],
        )
    return found


@cache
def acled() -> dict[tuple[str, str], AcledCode]:
    """Every ACLED sub-type by its name and case. Raise ``TimelineError`` if the file is wrong."""
    found: dict[tuple[str, str], AcledCode] = {}
    for line, row in enumerate(rows("acled.csv"), start=2):
        where = f"acled.csv:{line}"
        key = (row["acled_sub_event_type"], row["case"])
        if key in found:
            raise TimelineError(f"{where}: {key} a second time")
        if row["cameo_code"] and row["cameo_code"] not in cameo():
            raise TimelineError(f"{where}: {row['cameo_code']!r} is no CAMEO code")
        for value in row["violence_type"].split():
            one_of("violence_type", value, where)
        found[key] = AcledCode(
            one_of("acled_event_type", row["acled_event_type"], where) or "",
            one_of("acled_sub_event_type", row["acled_sub_event_type"], where) or "",
            row["case"],
            event_type_of(row, where),
            event_mode_of(row, where),
            one_of("context", row["context"], where),
            row["cameo_code"] or None,
            tuple(row["violence_type"].split()),
            lossy_of(row, where, VERSION),
            row["note"],
        )
    return found
