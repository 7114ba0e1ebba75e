"""Words of agreeing, meeting and refusing that say less, or something else, than they seem to.

"The two accounts agree" is no agreement, "a meeting with reporters" no talks, "the meeting has been set for Friday" a
plan; who orders his own troops to halt asks nobody for anything.
"""

from timeline.extract.text.deeds.effects import INTENT_CAMEO, SPOKEN, Decision
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.clauses import carrier
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import EventType, Role, Status

T = EventType
NOTHING = frozenset(("no", "neither", "none", "nothing"))
TEAMS = [["negotiating", noun] for noun in "team teams group table position process delegation side".split()]
ACCOUNTS = frozenset(("claim", "report", "accusation"))  # classes of nouns
THINGS = frozenset(("captives", "bodies", "weapons", "aid", "vehicle"))
APPOINTING = frozenset("set schedule fix arrange plan slate pencil".split())
HELD_UP = frozenset(("hold", "ice", "standstill", "pause"))
ORDERING = frozenset("order instruct command direct".split())


def says_nothing(reader: Reader, hit: Hit) -> bool:
    """Tell words of saying and meeting by which nobody said anything or met anybody."""
    sent, kind = reader.sent, hit.row.event_type
    if kind is T.CONSULT:
        beside = [token for slot in ("with", "of") for token in hit.clause.get(slot)]
        press = any("media" in reader.classes_of(token) for token in beside)
        return press or sent.lower[hit.token : hit.token + 2] in TEAMS
    if kind not in SPOKEN or hit.is_noun:
        return False
    return is_of_nothing(sent, hit) or is_of_things(reader, hit) or is_still_owed(sent, hit)


def is_of_nothing(sent: Sentence, hit: Hit) -> bool:
    """Tell "reached no agreement" and "no meeting had been arranged": nothing was said or agreed."""
    return any(
        sent.lower[kid] in NOTHING and not hit.token <= kid <= hit.last
        for about in sent.kids(hit.token, "obj", "nsubj:pass")
        for kid in (about, *sent.kids(about, "det", "cc:preconj"))
    )


def is_of_things(reader: Reader, hit: Hit) -> bool:
    """Tell what is said of things: "the accounts agree", "the bodies are ready", "the schedule ruled it out"."""
    sent, lemma = reader.sent, reader.sent.lemmas[hit.token]
    if hit.row.event_type is not T.AGREE and not (hit.row.event_type is T.REJECT and lemma == "rule"):
        return False
    subjects = sent.kids(hit.token, *SUBJECT)
    classes = {name for token in subjects for name in reader.classes_of(token)}
    if hit.row.event_type is T.REJECT:
        return (
            bool(subjects) and "actor" not in classes and all(sent.pos[token] == "NOUN" for token in subjects)
        )
    return bool(classes & THINGS) or (bool(classes & ACCOUNTS) and "actor" not in classes)


def is_still_owed(sent: Sentence, hit: Hit) -> bool:
    """Tell what would have to be agreed first."""
    above = sent.heads[hit.token]
    return (
        hit.row.event_type is T.AGREE
        and sent.deps[hit.token] == "xcomp"
        and sent.lemmas[above] in ("have", "need", "remain")
        and any(sent.lower[kid] == "to" for kid in sent.kids(hit.token, "mark"))
    )


def is_appointment(sent: Sentence, hit: Hit) -> bool:
    """Tell a meeting that "has been set for Friday": it is planned for that day, whenever it was set."""
    if hit.is_noun or hit.row.event_type is not T.AGREE or sent.lemmas[hit.token] not in APPOINTING:
        return False
    for_day = any(sent.preposition(kid) == "for" for kid in sent.kids(hit.token, "obl"))
    return for_day and hit.clause.passive


def appointed(base: Decision) -> Decision:
    """Return the coding of talks for which a day was set."""
    base.content, base.content_mode, base.status, base.future = T.CONSULT, None, Status.PLANNED, True
    base.cameo_code, base.rule = INTENT_CAMEO[T.CONSULT], f"{base.rule}+intent"
    return base


def held_up(sent: Sentence, hit: Hit) -> int | None:
    """Return the verb in "declared the talks to be on hold", "put the talks on ice"."""
    if not hit.is_noun or hit.row.event_type is not T.CONSULT:
        return None
    verb = sent.heads[carrier(sent, hit.token)]
    phrases = [kid for kid in sent.kids(verb) if sent.lemmas[kid] in HELD_UP and kid > hit.token]
    return verb if any(sent.preposition(kid) in ("on", "at") for kid in phrases) else None


def broken_off(base: Decision, verb: int) -> Decision:
    """Return the coding of talks that somebody put on hold."""
    base.event_type, base.event_mode, base.cameo_code = T.SANCTION, "discontinue", "164"
    base.anchor, base.rule = verb, f"{base.rule}+end"
    return base


def order_to_own(draft: Draft) -> bool:
    """Make a halt that somebody orders his own troops a concession; tell an order to them from a demand."""
    sent = draft.reader.sent
    told = [item for item in draft.roles if item.role is Role.RECIPIENT]
    acting = {item.party.country for item in draft.roles if item.role is Role.ACTOR}
    if draft.event_type is not T.REQUEST or sent.lemmas[draft.decision.anchor] not in ORDERING or not told:
        return False
    own = all(
        item.words.lower().startswith(("his ", "her ", "its ", "their "))
        or (item.party.sector == "MIL" and item.party.country in acting)
        for item in told
    )
    if own and draft.decision.content is T.RETREAT:
        draft.decision.event_type, draft.decision.event_mode = T.CONCEDE, None
        draft.decision.cameo_code = "087" if draft.decision.content_mode == "ceasefire" else "080"
        draft.roles = [item for item in draft.roles if item.role is not Role.RECIPIENT]
        return False
    return own
