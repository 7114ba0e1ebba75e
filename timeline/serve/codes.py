"""What an event is in the four schemes, and where the way from one to the other lost something."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timeline.serve.words import label

SCHEMES = (
    ("PLOVER 2.0", ("event_type", "event_mode")),
    ("CAMEO", ("cameo_code",)),
    ("ACLED", ("acled_event_type", "acled_sub_event_type")),
    ("UCDP", ("violence_type",)),
)


@dataclass(frozen=True, slots=True)
class Code:
    """The event in one scheme; ``code`` is empty where it has no place there, or none is known."""

    scheme: str
    code: str
    lossy: bool


def codes(event: Mapping[str, Any]) -> tuple[Code, ...]:
    """The event in each scheme."""
    lost = set(json.loads(event["lossy"] or "[]"))
    return tuple(
        Code(
            scheme,
            ": ".join(str(event[column]) for column in columns if event[column]),
            any(column in lost for column in columns),
        )
        for scheme, columns in SCHEMES
    )


def contexts(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Why it happened, as far as a code says so."""
    return tuple(label(one) for one in json.loads(event["contexts"] or "[]"))


def flags(event: Mapping[str, Any]) -> tuple[str, ...]:
    """What the dataset says of the row itself."""
    return tuple(label(one) for one in json.loads(event["flags"] or "[]"))
