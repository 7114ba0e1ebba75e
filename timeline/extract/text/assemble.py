"""A finished draft as an Event with its claims: status over all tellings, participants once, title, evidence."""

from dataclasses import replace

from timeline.extract.text.deeds.totals import is_handover, is_plural, sum_words
from timeline.extract.text.draft import Draft, Echo, Speaker
from timeline.extract.text.people.mentions import Party
from timeline.extract.text.titles import title_of
from timeline.model import (
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    Evidence,
    Participant,
    Report,
    Role,
    Status,
)
from timeline.vocab.plover import quad_class_of

# deeds that one side can claim and the other deny; words, talks and agreements are public when they are told
T = EventType
CONTESTED = frozenset((T.RETREAT, T.ASSAULT, T.COERCE, T.MOBILIZE, T.AID, T.COOPERATE, T.PROTEST, T.SANCTION))
GIVEN_TO = ("slot.to", "slot.iobj")  # where those stand who get somebody, not those who are freed
PRONOUNS = frozenset("he she it they him her them his its their".split())
UNKNOWN = DateValue(None, None, DatePrecision.UNKNOWN)


def assemble(report: Report, draft: Draft) -> Event:
    """Return the event that a draft and the further tellings under it make."""
    decision = draft.decision
    status = status_of(draft)
    participants = participants_of(draft)
    quantities = tuple(quantity for quantity, _ in draft.quantities)
    date = draft.date.value if draft.date else UNKNOWN
    start = draft.reader.sent.starts[draft.hit.token]
    return Event(
        id=f"{report.id}-{start}",
        title=title_of(
            decision.event_type,
            decision.event_mode,
            decision.what,
            status,
            participants,
            quantities,
            draft.place,
            {name_of(item.party, item.words) for item in draft.roles if item.opens},
            sum_words(draft),
            is_handover(draft) and is_plural(draft),
            {item.words for item in draft.roles if item.rule.startswith(GIVEN_TO)},
        ),
        event_type=decision.event_type,
        event_mode=decision.event_mode,
        quad_class=quad_class_of(decision.event_type),
        status=status,
        date=date,
        rule=decision.rule,
        place=draft.place,
        cameo_code=decision.cameo_code,
        participants=participants,
        quantities=quantities,
        claims=tuple(claim for telling in (draft, *draft.others) for claim in claims_of(report, telling)),
    )


def status_of(draft: Draft) -> Status:
    """Return the event's status: a deed that one side alone tells is claimed, one that both tell occurred."""
    status = draft.decision.status
    tellings = [draft, *draft.others]
    if status not in (Status.OCCURRED, Status.ONGOING) or draft.event_type not in CONTESTED:
        return status
    if not draft.speakers or any(
        telling.attribution and telling.attribution.confirms for telling in tellings
    ):
        return status
    if any(is_told_outright(telling) for telling in draft.others) or is_vouched_for(draft, tellings):
        return status
    sides = {country for country in draft.countries(Role.ACTOR, Role.RECIPIENT) if len(country) == 3}
    speakers = [speaker.party for telling in tellings for speaker in telling.all_speakers()]
    speaking = {party.country for party in speakers if party is not None and party.country}
    return status if len(speaking & sides) > 1 else Status.CLAIMED


def is_told_outright(telling: Draft) -> bool:
    """Tell a further telling in which the report takes the deed for granted: in its own voice, and not denied."""
    sent, token = telling.reader.sent, telling.hit.token
    if telling.speakers or telling.decision.status not in (Status.OCCURRED, Status.ONGOING):
        return False
    main = telling.hit.is_noun is False and sent.deps[token] in ("root", "ROOT", "conj")
    return main and not {"not", "n't", "never", "no"} & set(sent.lower)


def is_vouched_for(draft: Draft, tellings: list[Draft]) -> bool:
    """Tell a deed that is done in public by who says so, or told by the mediator, the host or a world body."""
    parties = [speaker.party for telling in tellings for speaker in telling.all_speakers() if speaker.party]
    if draft.event_type is T.SANCTION or draft.decision.event_mode == "ceasefire":
        doers = draft.countries(Role.ACTOR)
        if any(
            (party.country or party.name) in doers or (party.country is None and party.sector == "GOV")
            for party in parties
        ):
            return True
    if announces(draft):
        return True
    if draft.event_type is not T.RETREAT:
        return False
    between = draft.countries(Role.MEDIATOR, Role.HOST) - draft.countries(Role.ACTOR, Role.RECIPIENT)
    return any(is_world_body(party) or party.country in between for party in parties)


def is_world_body(party: Party) -> bool:
    """Tell an organisation of states, such as the United Nations, which has no country."""
    return party.kind is ActorKind.ORGANISATION and party.sector == "GOV" and party.country is None


def announces(draft: Draft) -> bool:
    """Tell a deed that is only the object of a report verb: "announced his arrest" takes it for granted."""
    token = draft.hit.token
    told = draft.attribution is not None and draft.reader.sent.heads[token] == draft.attribution.token
    return draft.hit.is_noun and told and draft.reader.sent.deps[token] in ("obj", "nsubj:pass")


def participants_of(draft: Draft) -> tuple[Participant, ...]:
    """Return the participants, each party once in a role, in the order of roles and of the words."""
    found: dict[tuple[Role, str], Participant] = {}
    for item in draft.roles:
        party = item.party
        key = (item.role, party.actor.id if party.actor else f"{party.country}:{party.name.lower()}")
        number = item.count
        if key in found:
            continue
        found[key] = Participant(
            item.role, name_of(party, item.words), party.actor, party.country, party.kind, party.sector, None,
            number.low if number else None, number.high if number else None,
        )  # fmt: skip
    doers = [key for role, key in found if role is Role.ACTOR]
    alone = draft.event_type is T.ASSAULT and len(doers) == 1
    if alone and [key for role, key in found if role is Role.RECIPIENT] == doers:
        del found[Role.RECIPIENT, doers[0]]  # of those who fought, one alone is named
    order = list(Role)
    return tuple(sorted(found.values(), key=lambda participant: order.index(participant.role)))


def claims_of(report: Report, telling: Draft) -> list[Claim]:
    """Return what one sentence states about the event, once for everybody who says so."""
    sent = telling.reader.sent
    status = telling.decision.status
    if status in (Status.OCCURRED, Status.ONGOING) and telling.speakers and telling.event_type in CONTESTED:
        status = Status.CLAIMED
    claim = Claim(
        span=sent.span,
        quote=report.text[sent.span.start : sent.span.end],
        status=status,
        date=telling.date.value if telling.date else UNKNOWN,
        rule=telling.decision.rule,
        channel=telling.channel,
        stance="denies" if status is Status.DENIED else "states",
        place_as_written=telling.place.as_written if telling.place else None,
        quantities=tuple(quantity for quantity, _ in telling.quantities),
        evidence=tuple(telling.evidence()),
    )
    told = [replace(claim, claimant=claimant_of(speaker)) for speaker in telling.speakers] or [claim]
    return told + [echoed(report, echo, speaker) for echo in telling.echoes for speaker in echo.speakers]


def echoed(report: Report, echo: Echo, speaker: Speaker) -> Claim:
    """Return what somebody says of an event told before."""
    span = echo.reader.sent.span
    evidence = (Evidence("claimant", speaker.name, speaker.span, speaker.rule),)
    return Claim(
        span=span,
        quote=report.text[span.start : span.end],
        status=Status.CLAIMED,
        date=UNKNOWN,
        rule="echo",
        claimant=claimant_of(speaker),
        channel=echo.channel,
        stance="states",
        evidence=evidence,
    )


def claimant_of(speaker: Speaker) -> Participant:
    """Return a speaker as the claimant of a claim."""
    party = speaker.party
    if party is None:
        return Participant(Role.CLAIMANT, speaker.words)
    words = name_of(party, speaker.words)
    return Participant(Role.CLAIMANT, words, party.actor, party.country, party.kind, party.sector)


def name_of(party: Party, words: str) -> str:
    """Return the words for a party; of whom no list knows, as the report wrote them where it named him."""
    nameless = party.actor is None or party.kind is ActorKind.PEOPLE
    by_name = nameless and (words.lower() in PRONOUNS or party.kind is ActorKind.PERSON)
    return party.name if by_name else words
