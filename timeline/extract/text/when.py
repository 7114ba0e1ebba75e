"""Which time expression belongs to which event word, and the day that it means.

``owner.py`` says which event word a time dates. What has no time of its own is dated by the day on which it was
said, or by the day that the story has reached, where its tense allows that.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from timeline.extract.text.clock import Clock, Timed
from timeline.extract.text.dates import Resolved
from timeline.extract.text.draft import Draft
from timeline.extract.text.frames import Reader
from timeline.extract.text.intervals import moved, one_day
from timeline.extract.text.owner import Owner, head_of, way_of
from timeline.extract.text.relative import number_of
from timeline.extract.text.sentence import SUBJECT, Sentence
from timeline.extract.text.times import Form, Time
from timeline.model import DatePrecision, DateValue, EventType, Status

FINENESS = {
    DatePrecision.DAY: 0, DatePrecision.DAYS: 1, DatePrecision.WEEK: 2, DatePrecision.RANGE: 3, DatePrecision.MONTH: 4,
    DatePrecision.YEAR: 5, DatePrecision.UNKNOWN: 6,
}  # fmt: skip
FUTURE = frozenset("will shall would plan expect schedule due set intend prepare ready hope".split())
NOT_YET = (Status.PLANNED, Status.HYPOTHETICAL)
REACTIONS = (EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT)


def clock_of(readers: Iterable[Reader], published: date | None) -> Clock:
    """Return the clock of a report: ``published`` is its day of publication, if it has one."""
    return Clock.of([text_of(reader.sent) for reader in readers], published)


def text_of(sent: Sentence) -> str:
    """Return the words of a sentence with their gaps, so that offsets count from its first word."""
    return "".join(
        word + " " * (following - end)
        for word, end, following in zip(sent.words, sent.ends, [*sent.starts[1:], sent.ends[-1]], strict=True)
    )


def date_drafts(reader: Reader, drafts: list[Draft], hits: Collection[int], clock: Clock) -> None:
    """Give every draft of a sentence the time that its words give it, if any."""
    sent = reader.sent
    text = text_of(sent)
    times = clock.times_in(text)
    before = clock.told
    owner = Owner(reader, drafts, hits)
    owners = {time: owner.of(time) for time in times}
    read = clock.read(text, lambda time: looks_ahead(sent, time, owners[time]))
    timed = [replace(item, base=sent.starts[0]) for item in read]
    for draft in drafts:
        own = [item for item in timed if owners[item.time] is draft]
        if own:
            set_date(draft, own)
    for item in timed:
        date_clause_behind(drafts, item, timed, before or clock.published)
    keep_scene(sent, owner, owners, timed, clock)


def set_date(draft: Draft, own: list[Timed]) -> None:
    """Keep the finest of a draft's times, the first of equals."""
    best = min(own, key=lambda item: (FINENESS[item.resolved.value.precision], item.time.start))
    put(draft, best)


def put(draft: Draft, item: Timed) -> None:
    draft.date, draft.date_span = item.resolved, item.span


def looks_ahead(sent: Sentence, time: Time, owner: Draft | None) -> bool:
    """Tell whether the words around a time speak of what is to come."""
    if owner is not None:
        return owner.decision.future or owner.decision.status is Status.PLANNED
    head = head_of(sent, time)
    if head is None:
        return False
    for above in sent.ancestors(head)[:4]:
        if sent.pos[above] in ("VERB", "ADJ"):
            words = {sent.lemmas[above], *(sent.lemmas[kid] for kid in sent.kids(above, "aux"))}
            return bool(words & FUTURE)
    return False


def days_of(timed: list[Timed]) -> list[Timed]:
    return [item for item in timed if item.resolved.value.precision is DatePrecision.DAY]


def date_clause_behind(drafts: list[Draft], item: Timed, timed: list[Timed], told: date | None) -> None:
    """Date what follows "two days after": the day of what stands in front, counted back.

    That day is the one named in front in the sentence, else the one told last, else that of publication.
    """
    time = item.time
    way, unit = way_of(time), time.parts.get("unit", "").lower()
    if time.form not in (Form.AGO, Form.NEIGHBOUR) or way not in ("after", "before") or not drafts:
        return
    sent = drafts[0].reader.sent
    behind = [
        d for d in drafts if d.date_span is None and sent.starts[d.hit.token] - sent.starts[0] >= time.end
    ]
    days = {"day": 1, "night": 1, "week": 7, "hour": 0, "minute": 0}.get(unit)
    count = number_of(time.parts.get("number", "one" if days else "two"))
    if not behind or days is None or count is None:
        return
    named = [other.resolved.value.start for other in days_of(timed) if other.time.end <= time.start]
    base = (named[-1] if named else None) or told
    if base is not None:
        start, end, precision = one_day(moved(base, (-1 if way == "after" else 1) * days * count))
        put(
            behind[0],
            Timed(time, Resolved(DateValue(start, end, precision, time.words), f"time.{time.form}.{way}")),
        )


def keep_scene(
    sent: Sentence, owner: Owner, owners: dict[Time, Draft | None], timed: list[Timed], clock: Clock
) -> None:
    """Remember on which day a sentence was said, and which day the story has reached with it."""
    days = days_of(timed)
    said = [item for item in days if item.time in owner.saying]
    if said:
        clock.said[sent.number] = said[0]
    main = [item for item in days if item.time in owner.main or is_told(sent, owners[item.time])]
    before = clock.scene.get(sent.number - 1)
    scene = main[0] if main else said[0] if said else before
    if scene is not None:
        clock.scene[sent.number] = scene


def is_told(sent: Sentence, draft: Draft | None) -> bool:
    """Tell a deed that the story tells as past, not as plan or background."""
    if draft is None or draft.decision.status in NOT_YET or draft.decision.future:
        return False
    return tense_of(sent, draft) in ("past", "none")


def date_by_context(merged: Iterable[Draft], clock: Clock) -> None:
    """Date what has no time of its own: by the day on which it was said, or the day that the story has reached.

    Only what is told in the past tense as part of the story takes its day.
    """
    for draft in merged:
        if draft.decision.status in NOT_YET or draft.decision.future:
            continue
        if draft.date is not None:
            draft.date = so_far(draft.date, clock.published)
            continue
        for telling in (draft, *draft.others):
            number, tense = telling.reader.sent.number, tense_of(telling.reader.sent, telling)
            said, scene = clock.said.get(number), clock.scene.get(number)
            if said is not None and (telling.attribution or tense == "past"):
                inferred(draft, said, "said")
            elif scene is not None and belongs(draft, telling, tense, scene, clock):
                inferred(draft, scene, "scene")
            else:
                continue
            break


def so_far(told: Resolved, published: date | None) -> Resolved:
    """Return the days of what has happened without those to come: "twice this year" ends with publication."""
    value = told.value
    if published is None or value.start is None or value.end is None:
        return told
    if value.precision is not DatePrecision.YEAR or not value.start <= published < value.end:
        return told
    return replace(told, value=replace(value, end=published, precision=DatePrecision.RANGE))


def belongs(draft: Draft, telling: Draft, tense: str, scene: Timed, clock: Clock) -> bool:
    """Tell whether an undated deed belongs to the day of the story.

    A reaction may come later than what it answers: its day is sure only where the story's is that of publication.
    """
    if telling.hit.is_noun or not in_main_clause(telling.reader.sent, telling.hit.token):
        return False
    if draft.event_type in REACTIONS:
        same_day = scene.resolved.value.start == clock.published
        return same_day and (tense == "past" or tense == "has")
    return tense == "past" or (tense == "had" and telling.attribution is not None)


def in_main_clause(sent: Sentence, token: int) -> bool:
    """Tell a deed that the sentence itself tells, not one that a clause inside it mentions."""
    return all(
        sent.deps[one] in ("ROOT", "conj", "ccomp", "parataxis") for one in (token, *sent.ancestors(token))
    )


def inferred(draft: Draft, item: Timed, way: str) -> None:
    """Set a day that the draft's own words do not give; the evidence shows the words that gave it."""
    draft.date = Resolved(item.resolved.value, f"{item.resolved.rule}.{way}")
    draft.date_span = item.span


def tense_of(sent: Sentence, draft: Draft) -> str:
    """Return "past", "had", "has", "present" or "none" for the finite verb that tells of a draft."""
    for token in [draft.decision.anchor, draft.hit.token, *sent.ancestors(draft.hit.token)]:
        if sent.pos[token] not in ("VERB", "AUX"):
            continue
        aux = [sent.lower[kid] for kid in sent.kids(token, "aux", "aux:pass", "cop")]
        if "had" in aux:
            return "had"
        if "has" in aux or "have" in aux or "'s" in aux:
            return "has"
        bare = (
            sent.tags[token] == "VBN" and not aux and sent.kids(token, *SUBJECT)
        )  # a past taken for a participle
        if sent.tags[token] == "VBD" or bare or any(word in ("was", "were", "did") for word in aux):
            return "past"
        if sent.tags[token] in ("VBZ", "VBP") or aux:
            return "present"
    return "none"
