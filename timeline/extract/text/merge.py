"""One report, one event each: tellings of the same event in several sentences are joined, different ones stay apart."""

from datetime import date, timedelta

from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.totals import is_total
from timeline.extract.text.draft import Draft
from timeline.extract.text.figures.same_figures import is_sent_back, likeness, numbers_agree
from timeline.extract.text.grammar.clauses import carrier, claimed_by
from timeline.extract.text.grammar.tense import tense_of
from timeline.extract.text.people.same_doers import doers_agree, is_joined
from timeline.model import DatePrecision, EventType, Place, QuantityKind, Role, Status

LONG_AGO = (DatePrecision.MONTH, DatePrecision.YEAR)

ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th",
         "ninth 9th", "tenth 10th"), 1,
    )
    for word in words.split()
}  # fmt: skip
SETTING = frozenset(("under", "in", "at", "during", "within", "as", "from", "of", "about", "for", "on"))
OUTCOME = frozenset(("result", "lead", "culminate", "end", "emerge", "come", "part", "return"))
IN_RETURN = frozenset(
    ("return", "exchange", "turn", "own", "swap", "received")
)  # "and received 38 in return"
BLASTS = frozenset(
    ("explosives", "aerial", "drone", "heavy-weapons", "suicide-attack")
)  # in which nobody is taken
BLOODLESS = frozenset(("abduct", "crowd-control"))
ELSEWHERE = frozenset(("elsewhere", "separately"))
MUTUAL = (EventType.CONSULT, EventType.AGREE, EventType.SUPPORT, EventType.RETREAT, EventType.COOPERATE)
ADDED = frozenset(("also", "further", "additionally", "besides", "moreover", "furthermore"))
NEAR = 1  # sentences
RETURN_REACH = 6  # tokens
TIME_REACH = 5  # tokens
REMAINS = frozenset("body remains remain corpse dead fallen".split())
LIVING = frozenset("prisoner captive pow hostage detainee".split())
ANOTHER = frozenset(("another", "new", "next", "further", "separate", "previous", "earlier", "other", "last"))


def merge(drafts: list[Draft], chronicle: bool = False) -> list[Draft]:
    """Return the drafts with later tellings of the same event put under the first (or the fullest) one.

    A ``chronicle`` of long years tells many events of a kind between the same sides: there, a telling without a
    day goes on about what was told just before, or is of something else.
    """
    events: list[Draft] = []
    for draft in drafts:
        latest = [event for event in reversed(events) if not chronicle or is_open(event, draft)]
        same = [event for event in latest if same_event(event, draft)]
        known = max(same, key=lambda event: likeness(event, draft), default=None)
        if known is None:
            known = next((event for event in events if explains(event, draft)), None)
        if known is None and says_nothing_new(draft):
            told = [event for event in latest if same_kind(event, draft)]
            known = next((event for event in told if not is_total(event)), next(iter(told), None))
            if known is None:
                continue
        if known is None:
            events.append(draft)
        else:
            join(known, draft)
    return events


def is_open(event: Draft, draft: Draft) -> bool:
    """Tell an event of a chronicle that a further telling may be of: told just before, or on a day that both name."""
    last = event.others[-1] if event.others else event
    if draft.reader.sent.number - last.reader.sent.number <= NEAR:
        return True
    return draft.date is not None and days_of(draft) == days_of(event)


def days_of(draft: Draft) -> tuple[date | None, date | None] | None:
    return (draft.date.value.start, draft.date.value.end) if draft.date else None


def same_event(one: Draft, other: Draft) -> bool:
    """Tell whether two tellings of a report are about the same event. What excludes each other is different."""
    if is_returned(one, other):
        return same_type(one, other)
    return (
        same_type(one, other)
        and dates_agree(one, other)
        and sides_agree(one, other)
        and doers_agree(one, other)
        and places_agree(one, other)
        and (is_joined(one, other) or numbers_agree(one, other))
        and handed(one) ^ handed(other) != {"dead", "living"}
        and ordinal_of(one)
        in (None, ordinal_of(other), *([ordinal_of(one)] if ordinal_of(other) is None else []))
        and is_total(one) == is_total(other)
        and not (ELSEWHERE & set(other.reader.sent.lower) and one.reader is not other.reader)
        and not (is_another(other) and one.reader is not other.reader and not is_another(one))
    )


def is_passing(draft: Draft) -> bool:
    """Tell a noun that names the setting of something else ("under the deal", "in the talks") and no day of its own."""
    sent = draft.reader.sent
    noun = carrier(sent, draft.hit.token)
    if not draft.hit.is_noun or draft.date is not None or draft.decision.anchor != draft.hit.token:
        return False
    if sent.lemmas[sent.heads[noun]] in OUTCOME or any(
        sent.tags[kid] == "VBN" for kid in sent.kids(draft.hit.token, "acl")
    ):
        return False
    return (
        sent.deps[noun] in ("obl", "nmod")
        and sent.preposition(noun) in SETTING
        and claimed_by(sent, noun) is None
    )


def says_nothing_new(draft: Draft) -> bool:
    """Tell a mere mention: a definite noun without day, number or place, or "the same overnight strike on the city"."""
    sent, events = draft.reader.sent, {hit.token for hit in draft.reader.hits}
    if any(sent.lower[kid] == "same" and sent.heads[kid] in events for kid in sent.subtree(draft.hit.token)):
        return True
    return (
        draft.reader.is_mentioned_again(draft.hit)
        and ordinal_of(draft) is None
        and draft.date is None
        and draft.place is None
        and not draft.quantities
    )


def same_kind(one: Draft, other: Draft) -> bool:
    return one.deed is other.deed


def same_type(one: Draft, other: Draft) -> bool:
    planned = {Status.PLANNED} & {one.decision.status, other.decision.status}
    if planned and one.decision.status is not other.decision.status:
        return (
            one.deed is other.deed
            and one.date is not None
            and other.date is not None
            and (one.date.value.start == other.date.value.start)
        )
    if one.event_type is not other.event_type:
        return is_sent_back(one, other)
    modes = {one.decision.event_mode, other.decision.event_mode} - {None}
    if len(modes) > 1 and (
        one.event_type is not EventType.ASSAULT
        or (modes & BLOODLESS and modes & BLASTS)
        or "destroy" in modes
    ):
        return False
    if "destroy" in modes and one.reader is not other.reader and (has_victims(one) or has_victims(other)):
        return False  # whom an attack killed was not killed by setting houses on fire
    return one.decision.content == other.decision.content or None in (
        one.decision.content,
        other.decision.content,
    )


def has_victims(draft: Draft) -> bool:
    return any(
        quantity.kind in (QuantityKind.KILLED, QuantityKind.INJURED) for quantity, _ in draft.quantities
    )


def explains(one: Draft, other: Draft) -> bool:
    """Tell "fell through last month when a summit was called off": the same act told with "when"."""
    same = (
        one.reader is other.reader and one.event_type is other.event_type and one.date_span == other.date_span
    )
    return same and other.date is not None and other.date.rule.endswith(".when")


def is_news_beside_past(one: Draft, other: Draft) -> bool:
    """Tell "has recalled its envoys", which is news, from what is dated by a month or year gone by."""
    if one.date is not None or other.date is None or other.date.value.precision not in LONG_AGO:
        return False
    told = tense_of(other.reader.sent, other) == "past" and not other.date.rule.endswith(".since")
    tense = tense_of(one.reader.sent, one)
    later = (
        one.reader.sent.number < other.reader.sent.number and not one.hit.is_noun and not other.hit.is_noun
    )
    return told and (tense == "has" or (tense == "past" and later))


def dates_agree(one: Draft, other: Draft) -> bool:
    """Two known dates must overlap; a finer one may lie in a wider one."""
    if is_news_beside_past(one, other) or is_news_beside_past(other, one):
        return False
    if one.date is None or other.date is None:
        return True
    first, second = one.date.value, other.date.value
    if first.start is None or second.start is None or first.end is None or second.end is None:
        return first.as_written == second.as_written
    if is_by_hours(one) ^ is_by_hours(other):
        slack = timedelta(days=1)  # "hours after" may pass midnight
        return first.start - slack <= second.end and second.start - slack <= first.end
    return (
        first.start <= second.end
        and second.start <= first.end
        and (
            first.precision is second.precision
            or DatePrecision.YEAR not in (first.precision, second.precision)
            or "time.ago" in (one.date.rule, other.date.rule)  # "three years ago" is said of a known day too
        )
    )


def is_by_hours(draft: Draft) -> bool:
    """Tell a day that is only counted by hours from another: "hours after they had met"."""
    counted = draft.date is not None and draft.date.rule.startswith("time.ago")
    return counted and draft.date is not None and "hour" in (draft.date.value.as_written or "")


def sides_agree(one: Draft, other: Draft) -> bool:
    """Known parties must overlap, and actor and recipient must not have changed places."""
    first, second = known_sides(one), known_sides(other)
    if one.event_type is EventType.ASSAULT and first and second and not first & second:
        first, second = first | country_hit(one, other), second | country_hit(other, one)
    sent, noun = other.reader.sent, carrier(other.reader.sent, other.hit.token)
    if other.event_type is EventType.ASSAULT and claimed_by(sent, noun) is not None:
        return not one.countries(Role.ACTOR) or bool(first & second)  # nobody was named before who did it
    if second and not first and sent.deps[other.hit.token] == "acl:relcl" and one.reader is not other.reader:
        return False  # "X, who welcomed it": what X did is his own
    if one.event_type not in MUTUAL and one.reader is not other.reader and turned(one, other):
        return False
    speaking, also = named_actors(one), named_actors(other)
    own = one.event_type in SPOKEN or one.event_type in (EventType.SANCTION, EventType.MOBILIZE)
    spoken = own and not (one.hit.row.mutual or other.hit.row.mutual)
    if spoken and speaking and also and not speaking & also:
        return False  # what two say is two events
    return not first or not second or bool(first & second)


def country_hit(draft: Draft, against: Draft) -> set[str]:
    """Return the country of the place hit where the words name only who did it, and those of the other only whom."""
    country = draft.place.country if draft.place else None
    lone = not draft.countries(Role.RECIPIENT, Role.VICTIM) and not against.countries(Role.ACTOR)
    return {country} if country and lone else set()


def named_actors(draft: Draft) -> set[str]:
    """Return the countries of those who act by name: of "a source" nobody knows whose it is."""
    acting = [item for item in draft.roles if item.role is Role.ACTOR and "report." not in item.rule]
    return {item.party.country for item in acting if item.party.country}


def turned(one: Draft, other: Draft) -> bool:
    """Tell two deeds in which actor and recipient have changed places: "X blamed Y", "Y blamed X"."""
    first, second = one.countries(Role.ACTOR), other.countries(Role.ACTOR)
    return (
        not first & second
        and bool(first & other.countries(Role.RECIPIENT))
        and bool(second & one.countries(Role.RECIPIENT))
    )


def known_sides(draft: Draft) -> set[str]:
    """Return the countries and known actors of a telling; nameless people ("159 people") tell nothing apart.

    Nor does who brokers it or lends the ground.
    """
    parties = [item.party for item in draft.roles if item.role not in (Role.MEDIATOR, Role.HOST)]
    return {one.country or (one.actor.id if one.actor else "") for one in parties} - {""}


def places_agree(one: Draft, other: Draft) -> bool:
    return (
        one.place is None
        or other.place is None
        or one.place.id == other.place.id
        or (
            one.place.country == other.place.country and "country" in (one.place.feature, other.place.feature)
        )
        or lies_in(one.place, other.place)
        or lies_in(other.place, one.place)
    )


def lies_in(inner: Place, outer: Place) -> bool:
    """Tell a town of the division that another telling names."""
    same = inner.country == outer.country and inner.admin1 == outer.admin1
    return same and inner.feature == "settlement" and outer.feature == "admin1"


def is_returned(one: Draft, other: Draft) -> bool:
    """Tell the second half of a handover in both directions: "handed over 1,000 bodies and received 38 in return"."""
    sent, token = other.reader.sent, other.hit.token
    if one.reader is not other.reader or one.event_type is not EventType.RETREAT:
        return False
    joined = one.hit.token in sent.ancestors(token)
    return joined and sent.lower[token:][:RETURN_REACH].count("return") > 0


def handed(draft: Draft) -> set[str]:
    """Return who was handed over, the ``living`` or the ``dead``, as far as the words beside the event word tell."""
    if draft.event_type is not EventType.RETREAT:
        return set()
    sent, found = draft.reader.sent, set()
    for slot in ("obj", "of", "compound"):
        for token in draft.hit.clause.get(slot):
            phrase = {sent.lemmas[token], *(sent.lemmas[kid] for kid in sent.kids(token, "compound", "nmod"))}
            found |= {"dead"} if phrase & REMAINS else {"living"} if phrase & LIVING else set()
    return found or ({"living"} if sent.lower[draft.hit.token - 1] in LIVING else set())


def modifiers(draft: Draft) -> list[str]:
    sent = draft.reader.sent
    tokens = {draft.hit.token, carrier(sent, draft.hit.token)}
    return [sent.lower[kid] for token in tokens for kid in sent.kids(token, "amod", "det", "nummod")]


def ordinal_of(draft: Draft) -> int | None:
    return next((ORDINALS[word] for word in modifiers(draft) if word in ORDINALS), None)


def is_another(draft: Draft) -> bool:
    """Tell "another exchange", "the sides also agreed", "on March 28, too, …" from what was told before."""
    if draft.hit.is_noun:
        words = modifiers(draft)  # "the other three attacks" are the rest of those told
        return any(word in ANOTHER for word in words) and not {"the", "other"} <= set(words)
    sent = draft.reader.sent
    beside = {sent.lower[kid] for kid in sent.kids(draft.hit.token, "advmod")}
    added = bool(beside & ADDED) and draft.hit.row.event_type in SPOKEN
    return added or "too" in beside or any(word in ANOTHER for word in times_told(draft))


def times_told(draft: Draft) -> list[str]:
    """Return what describes "time" in "the last time that captives were freed"."""
    sent, token = draft.reader.sent, draft.hit.token
    times = [at for at in range(max(0, token - TIME_REACH), token) if sent.lower[at] == "time"]
    return [sent.lower[kid] for at in times[-1:] for kid in sent.kids(at, "amod")]


def join(known: Draft, draft: Draft) -> None:
    """Put a further telling under an event and take from it what the first did not say."""
    known.others.append(draft)
    mode, bare = draft.decision.event_mode, known.decision.event_mode is None
    if known.event_type is EventType.ASSAULT and bare and mode in BLASTS:
        known.decision.event_mode, known.decision.cameo_code = mode, draft.decision.cameo_code
    finer = (
        draft.date is not None
        and draft.date.value.start is not None
        and (
            known.date is None
            or known.date.value.start is None
            or (is_by_hours(known) and not is_by_hours(draft))
            or (
                known.date.value.precision is not DatePrecision.DAY
                and draft.date.value.precision is DatePrecision.DAY
            )
        )
    )
    if finer:
        known.date, known.date_span = draft.date, None
    if draft.place is not None and (known.place is None or lies_in(draft.place, known.place)):
        known.place = draft.place
    roles = {item.role for item in known.roles}
    both_ways = (
        known.deed is EventType.RETREAT
        and known.countries(Role.ACTOR) != draft.countries(Role.ACTOR)
        and bool(IN_RETURN & set(draft.reader.sent.lower))
    )
    for item in draft.roles:
        sided = item.role in (Role.ACTOR, Role.RECIPIENT) and item.party.country in known_sides(known)
        if item.role not in roles or (both_ways and sided):
            known.roles.append(item)
    for quantity, span in draft.quantities:
        if is_joined(known, draft) or all(
            quantity.kind is not known_q.kind or quantity.side not in (known_q.side, None)
            for known_q, _ in known.quantities
        ):
            known.quantities.append((quantity, span))
