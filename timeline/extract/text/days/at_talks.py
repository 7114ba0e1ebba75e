"""What talks brought: an agreement, demand or refusal without a day of its own has that of the talks it was made at.

"Kestria used the meeting to propose a truce", "a deal struck at the talks", "the talks ended, producing an accord",
"it was there that they agreed".
"""

from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import DatePrecision, EventType, Role, Status

TALKS = frozenset(("talks", "meeting", "summit", "dialogue"))  # classes of nouns
UNDER = frozenset(("under", "by", "in"))
DURING = frozenset(("at", "during", "in"))
POINTING = frozenset("the this that these those their its".split())
PRODUCING = frozenset("produce yield bring deliver end result conclude".split())
SHORT = (DatePrecision.DAY, DatePrecision.DAYS)
STATUS = (Status.OCCURRED, Status.CLAIMED)


def date_by_talks(drafts: Sequence[Draft]) -> None:
    """Give what was said or agreed at talks that the report dates their day."""
    talks = [
        draft
        for draft in drafts
        if draft.event_type is EventType.CONSULT
        and draft.decision.status in STATUS
        and draft.date is not None
        and draft.date.value.precision in SHORT
    ]
    for draft in drafts:
        if draft.date is not None or draft.event_type not in SPOKEN or draft.decision.status not in STATUS:
            continue
        for telling in (draft, *draft.others):
            found = [event for event in talks if made_at(telling, event)]
            if found and found[-1].date is not None:
                draft.date = replace(found[-1].date, rule=f"{found[-1].date.rule}.talks")
                break


def fold_plans(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with what is to be done "under a deal reached in Cairo" as content of the deal.

    What has a day of its own stays a plan.
    """
    kept = []
    for plan in drafts:
        deal = (
            deal_above(plan, drafts) if plan.decision.status is Status.PLANNED and plan.date is None else None
        )
        if deal is None or plan.event_type is not EventType.AGREE or deal.decision.content is not None:
            kept.append(plan)
            continue
        deal.decision.content, deal.decision.content_mode = plan.decision.content, plan.decision.content_mode
        deal.counts += plan.counts
        deal.quantities += plan.quantities
    return kept


def deal_above(plan: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the agreement of the same sentence under which something is to be done."""
    sent = plan.reader.sent
    return next(
        (
            draft
            for draft in drafts
            if draft.reader is plan.reader
            and draft.event_type is EventType.AGREE
            and draft.decision.status is Status.OCCURRED
            and draft.hit.is_noun
            and sent.preposition(draft.hit.token) in UNDER
            and plan.hit.token in sent.ancestors(draft.hit.token)
        ),
        None,
    )


def made_at(telling: Draft, talks: Draft) -> bool:
    """Tell whether the words of a telling point to these talks: they were told before it, or in its sentence."""
    reader, number = telling.reader, talks.reader.sent.number
    if not telling.countries(Role.ACTOR, Role.RECIPIENT) & talks.countries(Role.ACTOR, Role.RECIPIENT):
        return False
    if talks.reader is reader:
        return comes_of(reader.sent, telling, talks)
    return number < reader.sent.number and points_back(reader, telling.hit.token, number)


def comes_of(sent: Sentence, telling: Draft, talks: Draft) -> bool:
    """Tell the outcome in "the talks ended on Monday, producing an accord"."""
    verbs = [token for token in sent.ancestors(telling.hit.token) if sent.pos[token] == "VERB"][:1]
    return any(
        sent.lemmas[verb] in PRODUCING and sent.deps[verb] == "advcl" and talks.hit.token < verb
        for verb in verbs
    )


def points_back(reader: Reader, token: int, number: int) -> bool:
    """Tell "at the meeting", "the meeting produced", "used the talks to" and "it was there that" around a word."""
    sent = reader.sent
    if sent.lower[:3] == ["it", "was", "there"]:
        return True
    for above in [token, *sent.ancestors(token)]:
        for kid in sent.kids(above):
            if sent.lower[kid] == "it" and sent.deps[kid] in SUBJECT and sent.lemmas[above] in PRODUCING:
                return number == sent.number - 1
            used = sent.deps[kid] == "obj" and sent.lemmas[above] == "use"
            made = sent.deps[kid] in SUBJECT and sent.lemmas[above] in PRODUCING
            during = sent.deps[kid] in ("obl", "nmod") and sent.preposition(kid) in DURING
            if (used or made or during) and is_meeting(reader, kid):
                return True
    return any(
        sent.deps[kid] == "acl" and is_meeting(reader, below) and sent.preposition(below) in DURING
        for kid in sent.kids(token)
        for below in sent.kids(kid, "obl", "nmod")
    )


def is_meeting(reader: Reader, noun: int) -> bool:
    """Tell "the talks" that were told of from talks as such."""
    sent = reader.sent
    pointed = any(sent.lower[kid] in POINTING for kid in sent.kids(noun, "det", "nmod:poss"))
    return pointed and bool(reader.classes_of(noun) & TALKS)
