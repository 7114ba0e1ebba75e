"""What the words that govern an event word make of its coding: planned, demanded, refused, denied, alleged, threatened.

They change type, mode, code and status; ``CHANGES`` has the rule for each effect.
"""

from dataclasses import dataclass

from timeline.extract.text.deeds.modality import Effect, Modality
from timeline.model import EventType, Status

T = EventType
COOPERATIVE = frozenset((T.CONSULT, T.COOPERATE, T.AID, T.SUPPORT, T.AGREE, T.RETREAT, T.CONCEDE))
SPOKEN = frozenset((T.AGREE, T.REQUEST, T.ACCUSE, T.REJECT, T.THREATEN, T.CONCEDE))
PRAISING = frozenset(
    "welcome praise hail applaud thank congratulate salute commend".split()
)  # support in words
# what is asked, refused or threatened, by the type of the content (modes of REQUEST and REJECT; of THREATEN)
WISH_MODE = {
    T.CONSULT: "meet", T.AGREE: "change", T.SUPPORT: "change", T.AID: "assist", T.COOPERATE: "assist",
    T.RETREAT: "yield", T.CONCEDE: "yield",
}  # fmt: skip
WISH_CAMEO = {"meet": "6", "assist": "3", "yield": "5", "change": "4"}  # third digit under 10 and 12
THREAT_MODE = {
    T.ASSAULT: "violence", T.SANCTION: "restrict", T.COERCE: "restrict", T.PROTEST: None,
}  # fmt: skip
THREAT_CAMEO = {T.ASSAULT: "138", T.SANCTION: "130", T.COERCE: "130", T.PROTEST: "133"}
INTENT_CAMEO = {
    T.CONSULT: "036", T.COOPERATE: "031", T.AID: "033", T.SUPPORT: "032", T.AGREE: "030", T.RETREAT: "035",
    T.CONCEDE: "035",
}  # fmt: skip


@dataclass(slots=True)
class Decision:
    """What an event word is coded as; ``anchor`` is the word that governs it where that decides."""

    event_type: EventType
    event_mode: str | None
    cameo_code: str | None
    status: Status
    anchor: int
    rule: str
    future: bool = False
    content: EventType | None = None  # the type of what is demanded, refused, planned ...
    content_mode: str | None = None
    one_sided: bool = False  # somebody named does it alone ("Kestria will free ...")
    unspoken: bool = False  # a demand by "should" or "must", which somebody has to make

    @property
    def what(self) -> tuple[EventType, str | None] | None:
        """Type and mode of the content."""
        return (self.content, self.content_mode) if self.content else None

    def wrap(self) -> EventType:
        """Make the act itself the content of what is coded instead; return its type."""
        self.content, self.content_mode = self.event_type, self.event_mode
        return self.event_type


def negated(base: Decision, effects: list[Effect]) -> Decision | None:
    """ "No exchange took place": the event's holding is denied."""
    if effects.count(Effect.NEGATION) % 2 == 1:
        if base.event_type in SPOKEN or base.event_mode == "ceasefire":
            return None  # what was not said is no event, nor is peace that was not made
        base.status = Status.DENIED
        base.rule += "+negation"
    return base


def intended(base: Decision, change: Modality, negative: bool) -> Decision | None:
    """Will, plans to, is due to: a cooperative act becomes AGREE, a hostile one THREATEN."""
    if negative:
        return refused(base, change, False) if base.event_type not in THREAT_MODE else None
    base.future, base.rule = True, f"{base.rule}+intent"
    if base.event_type is T.RETREAT and base.one_sided:
        base.wrap()
        base.event_type, base.event_mode, base.cameo_code = T.CONCEDE, None, "035"
        base.future = False  # the promise is made now
        if change.governor:
            base.anchor = change.token
        return base
    if base.event_type in COOPERATIVE:
        content = base.wrap()
        base.event_type, base.event_mode = T.AGREE, None
        base.cameo_code, base.status = INTENT_CAMEO[content], Status.PLANNED
    elif base.event_type in THREAT_MODE:
        content = base.wrap()
        base.event_type = T.THREATEN
        base.event_mode, base.cameo_code = THREAT_MODE[content], THREAT_CAMEO[content]
    elif base.event_type is not T.THREATEN:
        base.status = Status.PLANNED
    if change.governor:
        base.anchor = change.token
    return base


def wished(base: Decision, change: Modality, event_type: EventType, root: str) -> Decision:
    """Turn an act into the demand for it or the refusal of it."""
    base.event_mode, base.event_type = WISH_MODE.get(base.wrap(), "change"), event_type
    base.cameo_code = root + WISH_CAMEO[base.event_mode]
    base.status = Status.OCCURRED
    if change.governor:
        base.anchor = change.token
    return base


def demanded(base: Decision, change: Modality, negative: bool) -> Decision | None:
    base.rule += "+demand"
    base.unspoken = not change.governor
    return wished(base, change, T.REQUEST, "10")


def refused(base: Decision, change: Modality, negative: bool) -> Decision | None:
    base.rule += "+refuse"
    return wished(base, change, T.REJECT, "12")


def denied(base: Decision, change: Modality, negative: bool) -> Decision | None:
    base.rule += "+deny"
    base.wrap()
    base.event_type, base.event_mode, base.cameo_code = T.REJECT, None, "120"
    base.status, base.anchor = Status.OCCURRED, change.token
    return base


def alleged(base: Decision, change: Modality, negative: bool) -> Decision | None:
    base.anchor = change.token
    return charged(base)


def charged(base: Decision) -> Decision:
    """Return the coding of a deed with which somebody charges its doer."""
    base.rule += "+accuse"
    base.wrap()
    base.event_type = T.ACCUSE
    base.event_mode, base.cameo_code, base.status = "allege", "112", Status.OCCURRED
    return base


def threatened(base: Decision, change: Modality, negative: bool) -> Decision | None:
    if base.event_type in COOPERATIVE:
        return None
    base.rule += "+threat"
    content = base.wrap()
    base.event_type = T.THREATEN
    base.event_mode = THREAT_MODE.get(content)
    base.cameo_code = THREAT_CAMEO.get(content, "130")
    base.status, base.anchor = Status.OCCURRED, change.token
    return base


def ended(base: Decision, change: Modality, negative: bool) -> Decision | None:
    """Called off, suspended, postponed: the event is cancelled; what is stopped and hostile is no event of it."""
    if base.event_type not in COOPERATIVE:
        return None
    base.rule += "+end"
    if base.event_type in (T.AID, T.COOPERATE):
        base.event_type, base.event_mode, base.cameo_code = T.SANCTION, "discontinue", "160"
        return base
    base.status = Status.CANCELLED
    return base


def unreal(base: Decision, change: Modality, negative: bool) -> Decision | None:
    return None


CHANGES = {
    Effect.INTENT: intended,
    Effect.DEMAND: demanded,
    Effect.REFUSE: refused,
    Effect.DENY: denied,
    Effect.ACCUSE: alleged,
    Effect.THREATEN: threatened,
    Effect.END: ended,
    Effect.HYPOTHETICAL: unreal,
    Effect.HISTORICAL: unreal,
}
