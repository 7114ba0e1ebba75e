"""Which time expression belongs to which event word, and the day that it means.

``owner.py`` says which event word a time dates. What has no time of its own is dated by the day on which it was
said, or by the day that the story has reached, where its tense allows that.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from timeline.extract.text.days.clock import Clock, Timed
from timeline.extract.text.days.dates import Resolved
from timeline.extract.text.days.intervals import moved, one_day, shifted
from timeline.extract.text.days.owner import MAKING, Owner, head_of, way_of
from timeline.extract.text.days.relative import number_of
from timeline.extract.text.days.siblings import date_siblings, goes_along, lasting, verb_of
from timeline.extract.text.days.times import Form, Time
from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.deeds.totals import is_so_far
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.grammar.tense import tense_of
from timeline.model import DatePrecision, DateValue, EventType, Status

FINENESS = {
    DatePrecision.DAY: 0, DatePrecision.DAYS: 1, DatePrecision.WEEK: 2, DatePrecision.RANGE: 3, DatePrecision.MONTH: 4,
    DatePrecision.YEAR: 5, DatePrecision.UNKNOWN: 6,
}  # fmt: skip
FUTURE = frozenset(
    "will shall would must should plan expect schedule due set intend prepare ready hope".split()
)
BINDING = frozenset(  # what is done with an infinitive lies ahead
    "agree promise pledge vow threaten demand urge call ask order tell warn invite propose offer suggest decide "
    "want wish force oblige instruct".split()
)
NOT_YET = (Status.PLANNED, Status.HYPOTHETICAL)
SAYINGS = frozenset(
    "announcement statement proposal offer remark comment appeal call declaration disclosure news claim message".split()
)
DEFINITE = frozenset("the this that his her its their".split())
FOLLOWING = frozenset(("following", "after"))
SPELLS = frozenset("round series session day hour week stage".split())
DRAWING = frozenset(("draw", "last", "take", "conclude", "end", "break"))
PROMISES = (EventType.THREATEN, EventType.CONCEDE)
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
    before = clock.told
    owner, owners, timed = read_sentence(reader, drafts, hits, clock)
    for draft in drafts:
        own = [item for item in timed if owners[item.time] is draft]
        if own:
            set_date(draft, own)
    date_siblings(reader.sent, drafts, timed, None if clock.story else clock.published)
    for draft in drafts:
        lasting(draft, draft)
    for item in timed:
        date_clause_behind(drafts, item, timed, before or clock.published)
    keep_scene(reader.sent, owner, owners, timed, clock)
    said = clock.said.get(reader.sent.number)
    for draft in drafts:
        if (
            said is not None
            and draft.date_span is None
            and has_just(reader.sent, verb_of(reader.sent, draft))
        ):
            inferred(draft, said, "said")


def has_just(sent: Sentence, verb: int) -> bool:
    """Tell "had just been completed": it happened when it was said."""
    return any(sent.lower[kid] == "just" for kid in sent.kids(verb, "advmod"))


def read_sentence(
    reader: Reader, drafts: list[Draft], hits: Collection[int], clock: Clock
) -> tuple[Owner, dict[Time, Draft | None], list[Timed]]:
    """Return the times of a sentence with their days and the drafts that they date; the clock goes on."""
    sent = reader.sent
    text = text_of(sent)
    owner = Owner(reader, drafts, hits)
    owners = {time: owner.of(time) for time in clock.times_in(text)}
    read = clock.read(text, lambda time: looks_ahead(sent, time, owners[time]))
    return owner, owners, [replace(item, base=sent.starts[0]) for item in read]


def set_date(draft: Draft, own: list[Timed]) -> None:
    """Keep the finest of a draft's times, the first of equals."""
    best = min(own, key=lambda item: (FINENESS[item.resolved.value.precision], item.time.start))
    put(draft, best)


def put(draft: Draft, item: Timed) -> None:
    draft.date, draft.date_span = item.resolved, item.span


def looks_ahead(sent: Sentence, time: Time, owner: Draft | None) -> bool:
    """Tell whether the words around a time speak of what is to come."""
    if owner is not None and (owner.decision.future or owner.decision.status is Status.PLANNED):
        return True
    head = head_of(sent, time)
    if head is None or (owner is not None and owner.event_type not in SPOKEN):
        return False
    bare = False  # passed an infinitive
    for above in sent.ancestors(head)[:4]:
        if sent.pos[above] in ("VERB", "ADJ"):
            words = {sent.lemmas[above], *(sent.lemmas[kid] for kid in sent.kids(above, "aux"))}
            if words & FUTURE or (bare and sent.lemmas[above] in BINDING):
                return True
            bare = sent.tags[above] == "VB"
            if not bare:
                return False
    return False


def days_of(timed: list[Timed]) -> list[Timed]:
    return [item for item in timed if item.resolved.value.precision is DatePrecision.DAY]


def date_clause_behind(drafts: list[Draft], item: Timed, timed: list[Timed], told: date | None) -> None:
    """Date what follows "two days after": the day of what stands in front, counted back.

    That day is the one named in front in the sentence, else the one told last, else that of publication.
    """
    time = item.time
    way, unit = way_of(time), time.parts.get("unit", "").lower()
    if time.form not in (Form.AGO, Form.NEIGHBOUR) or way not in ("after", "before", "since") or not drafts:
        return
    sent = drafts[0].reader.sent
    behind = [
        d for d in drafts if d.date_span is None and sent.starts[d.hit.token] - sent.starts[0] >= time.end
    ]
    days = {"day": 1, "night": 1, "week": 7, "hour": 0, "minute": 0, "month": 30, "year": 365}.get(unit)
    count = number_of(time.parts.get("number", "one" if days else "two"))
    if behind and way == "since":  # "four years since the invasion"
        put(behind[0], item)
    if not behind or way == "since" or days is None or count is None:
        return
    named = [other.resolved.value.start for other in days_of(timed) if other.time.end <= time.start]
    base = (named[-1] if named else None) or told
    if base is None:
        return
    steps = (-1 if way == "after" else 1) * count
    found = shifted(base, steps, unit) if unit in ("month", "year") else one_day(moved(base, steps * days))
    if found is not None:
        value = DateValue(*found, time.words)
        put(behind[0], Timed(time, Resolved(value, f"time.{time.form}.{way}")))


def keep_scene(
    sent: Sentence, owner: Owner, owners: dict[Time, Draft | None], timed: list[Timed], clock: Clock
) -> None:
    """Remember on which day a sentence was said, and which day the story has reached with it."""
    days = [item for item in days_of(timed) if reached(item, clock.published)]
    said = [item for item in days if item.time in owner.saying]
    wide = [item for item in timed if item.time in owner.saying and reached(item, clock.published)]
    if said or wide:
        clock.said[sent.number] = (said or wide)[0]
    main = [item for item in days if item.time in owner.main or is_told(sent, owners[item.time])]
    made_known = [item for item in days if tells_of_saying(sent, item.time)]
    if made_known:
        clock.announced[sent.number - 1] = made_known[0]
        main = [item for item in main if item not in made_known]
    before = clock.scene_before(sent.number, sent.paragraph)
    scene = main[0] if main else said[0] if said else before
    if scene is None:
        return
    clock.scene[sent.number] = scene
    owner_of_scene = owners.get(scene.time)
    if owner_of_scene is None and scene is before:
        meeting = sent.number - 1 in clock.at_talks
    else:
        meeting = owner_of_scene is not None and owner_of_scene.event_type is EventType.CONSULT
    if meeting:
        clock.at_talks.add(sent.number)


def reached(item: Timed, published: date | None) -> bool:
    """Tell a day that the story can have reached when it was published."""
    start = item.resolved.value.start
    return published is None or (start is not None and start <= published)


def tells_of_saying(sent: Sentence, time: Time) -> bool:
    """Tell "made the announcement on Saturday", "it was made known on Friday": it dates what was said before."""
    head = head_of(sent, time)
    verb = (
        next((above for above in sent.ancestors(head) if sent.pos[above] == "VERB"), None) if head else None
    )
    if verb is not None and sent.deps[verb] == "xcomp":
        verb = sent.heads[verb]  # "was made known"
    if verb is None or sent.deps[verb] not in ("ROOT", "conj", "ccomp"):
        return False
    for kid in sent.kids(verb, *SUBJECT, "obj"):
        definite = any(sent.lower[det] in DEFINITE for det in sent.kids(kid, "det", "nmod:poss"))
        if definite and sent.lemmas[kid] in SAYINGS:
            return True
        if (
            definite
            and sent.lemmas[verb] in ("announce", "publish", "disclose", "unveil")
            and sent.deps[kid] != "nsubj"
        ):
            return True
    return sent.lemmas[verb] == "make" and any(
        sent.lower[kid] in ("known", "public") for kid in sent.kids(verb)
    )


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
        spoken = draft.event_type in PROMISES
        if is_so_far(draft):  # the day is that of the words, and the count has no first day
            if draft.date is not None and draft.date.value.precision is DatePrecision.DAY:
                draft.date = draft.date_span = None
            draft.date = draft.date and so_far(draft.date, clock.published)
            continue
        if draft.decision.status in NOT_YET or (draft.decision.future and not spoken):
            continue
        if draft.date is not None:
            draft.date = so_far(draft.date, clock.published)
            continue
        for telling in (draft, *draft.others):
            number, tense = telling.reader.sent.number, tense_of(telling.reader.sent, telling)
            if spoken and telling.attribution and "would" in telling.reader.sent.lower:
                tense = "past"  # "would retaliate, he said": the words were said then
            said, scene = clock.said.get(number), clock.scene.get(number)
            known = clock.announced.get(number)
            if said is not None and (telling.attribution or tense == "past" or is_fresh(draft, tense)):
                inferred(draft, said, "said")
            elif known is not None and is_fresh(draft, tense):
                inferred(draft, known, "said")
            elif scene is not None and belongs(draft, telling, tense, scene, clock):
                inferred(draft, scene, "scene")
                lasting(draft, telling)
            else:
                continue
            break


def is_fresh(draft: Draft, tense: str) -> bool:
    """Tell what was said and is news: "have agreed", "has invited"."""
    return draft.event_type in SPOKEN and tense == "has"


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

    A reaction may come later than what it answers: its day is sure only where the story's is that of publication,
    or where the story is a meeting, at which it was said.
    """
    sent, token = telling.reader.sent, telling.hit.token
    if telling.hit.is_noun and not is_held(sent, token) and not just_held(telling):
        return False
    if not in_main_clause(sent, token):
        return False
    if draft.event_type is EventType.AGREE and tense == "has":
        return scene.resolved.value.start == clock.published
    if draft.event_type in REACTIONS:
        said_then = scene.resolved.value.start == clock.published or sent.number in clock.at_talks
        return said_then and tense == "past"
    reported = telling.attribution is not None or sent.deps[verb_of(sent, telling)] == "ccomp"
    along = goes_along(sent, token) and not telling.hit.is_noun
    return tense == "past" or along or (tense == "had" and reported)


def in_main_clause(sent: Sentence, token: int) -> bool:
    """Tell a deed that the sentence itself tells, not one that a clause inside it mentions."""
    above = sent.heads[token]
    first = [token] if sent.pos[token] == "VERB" or above == token else []
    return all(
        sent.deps[one] in ("ROOT", "conj", "ccomp", "parataxis") or goes_along(sent, one)
        for one in (
            *first,
            *(t for t in sent.ancestors(token) if sent.pos[t] == "VERB" or sent.heads[t] == t),
        )
    )


def is_held(sent: Sentence, noun: int) -> bool:
    """Tell talks that the verb above them says were held, opened or concluded then."""
    while sent.deps[noun] == "nmod" and sent.lemmas[sent.heads[noun]] in SPELLS:
        noun = sent.heads[noun]  # "the second round of talks"
    return sent.deps[noun] in (*SUBJECT, "obj") and sent.lemmas[sent.heads[noun]] in MAKING | DRAWING


def just_held(draft: Draft) -> bool:
    """Tell talks that what happened then followed: "ordered a halt following a call with Kestria's president"."""
    sent, noun = draft.reader.sent, draft.hit.token
    return draft.event_type is EventType.CONSULT and sent.preposition(noun) in FOLLOWING


def inferred(draft: Draft, item: Timed, way: str) -> None:
    """Set a day that the draft's own words do not give; the evidence shows the words that gave it."""
    draft.date = Resolved(item.resolved.value, f"{item.resolved.rule}.{way}")
    draft.date_span = item.span
