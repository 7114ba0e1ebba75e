"""All tables. ``NULL`` always means "not stated"; days are ISO 8601 text, countries ISO 3166-1 alpha-3."""

from timeline.store.coded import (
    Actor,
    ActorAlias,
    Claim,
    Event,
    EventLink,
    Evidence,
    Meaning,
    Participant,
    Place,
    Quantity,
)
from timeline.store.constraints import Base
from timeline.store.received import (
    Citation,
    Input,
    InputReport,
    Issue,
    RecordBlock,
    Report,
    Source,
    StatedEntity,
)

__all__ = [
    "Actor",
    "ActorAlias",
    "Base",
    "Citation",
    "Claim",
    "Event",
    "EventLink",
    "Evidence",
    "Input",
    "InputReport",
    "Issue",
    "Meaning",
    "Participant",
    "Place",
    "Quantity",
    "RecordBlock",
    "Report",
    "Source",
    "StatedEntity",
    "metadata",
]

metadata = Base.metadata
