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
from timeline.store.matched import (
    ChosenFrom,
    Coding,
    CodingKey,
    EventQuantity,
    EventVersion,
    Judgement,
    Match,
    SameText,
    TextBand,
)
from timeline.store.received import (
    Citation,
    CourseBlock,
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
    "ChosenFrom",
    "Citation",
    "Claim",
    "Coding",
    "CodingKey",
    "CourseBlock",
    "Event",
    "EventLink",
    "EventQuantity",
    "EventVersion",
    "Evidence",
    "Input",
    "InputReport",
    "Issue",
    "Judgement",
    "Match",
    "Meaning",
    "Participant",
    "Place",
    "Quantity",
    "RecordBlock",
    "Report",
    "SameText",
    "Source",
    "StatedEntity",
    "TextBand",
    "metadata",
]

metadata = Base.metadata
