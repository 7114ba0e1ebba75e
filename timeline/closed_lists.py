"""The closed lists that columns hold, as enums. People are told what each value means in the codebook."""

from enum import StrEnum


class EventType(StrEnum):
    """The sixteen PLOVER 2.0 event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class QuadClass(StrEnum):
    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class Status(StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CLAIMED = "claimed"
    DENIED = "denied"
    CANCELLED = "cancelled"
    HYPOTHETICAL = "hypothetical"


class DatePrecision(StrEnum):
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class GeoPrecision(StrEnum):
    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    REGION = "region"
    COUNTRY = "country"
    WATER = "water"
    UNKNOWN = "unknown"


class Role(StrEnum):
    ACTOR = "actor"
    RECIPIENT = "recipient"
    SIDE_A = "side_a"
    SIDE_B = "side_b"
    MEDIATOR = "mediator"
    HOST = "host"
    CLAIMANT = "claimant"
    VICTIM = "victim"
    ASSOCIATED = "associated"


class ActorKind(StrEnum):
    COUNTRY = "country"
    GOVERNMENT = "government"
    BODY = "body"
    PERSON = "person"
    ARMED_GROUP = "armed_group"
    ORGANISATION = "organisation"
    PEOPLE = "people"


class SourceKind(StrEnum):
    OUTLET = "outlet"
    AGENCY = "agency"
    OFFICIAL = "official"
    DATASET = "dataset"
    UNKNOWN = "unknown"


class QuantityKind(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    RELEASED = "released"
    EXCHANGED = "exchanged"
    MISSING = "missing"
    DISPLACED = "displaced"
    ARRESTED = "arrested"
    PROTESTERS = "protesters"
    REMAINS_RETURNED = "remains_returned"
    LAUNCHED = "launched"
    SHOT_DOWN = "shot_down"


class LinkKind(StrEnum):
    FOLLOWS = "follows"
    PART_OF = "part_of"
    PURSUANT_TO = "pursuant_to"
    CONTRADICTS = "contradicts"
    PLANNED_AS = "planned_as"
    CANDIDATE_SAME = "candidate_same"


class IssueLevel(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class JudgementKind(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    SET = "set"
    HIDE = "hide"
    NOTE = "note"


class SegmentKind(StrEnum):
    """The parts of a page: only ``TITLE`` and ``BODY`` tell the story, the others are kept and never coded."""

    FRONT_MATTER = "front_matter"
    TITLE = "title"
    HEADER = "header"
    SUMMARY = "summary"
    DATELINE = "dateline"
    BODY = "body"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"
