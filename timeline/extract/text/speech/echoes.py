"""Who goes on to speak of an event that was told before: "both ministries confirmed the figures", "he said".

A claim that only stands in another sentence is an echo. It says either in so many words that the event was announced,
or goes on about the same things; and who accuses, demands or refuses goes on to say so.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft, Echo, Speaker
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.merge import is_passing
from timeline.extract.text.people.mentions import Party
from timeline.extract.text.people.parties import Memory
from timeline.extract.text.speech.claimants import Attribution
from timeline.extract.text.speech.speakers import speakers_of
from timeline.model import ActorKind, EventType, Role

ECHO_WORDS = frozenset(
    "exchange swap transfer handover repatriation attack strike talks meeting deal agreement figure number account "
    "release return dead victim wounded toll casualty operation step number remains body prisoner crowd march rally "
    "demonstration protest demonstrator protester blast explosion raid bombing shelling assault incident freed "
    "released returnee hostage detainee survivor exercise drill offensive clash ambush shooting kidnapping".split()
)
# what is announced or confirmed: the event itself, or its numbers
TOLD_OF = ECHO_WORDS | frozenset(
    "accord arrest ceasefire truce withdrawal assault raid bombing explosion blast shelling incident killing death "
    "decision announcement news development capture move deportation evacuation arrival departure ambush shooting "
    "battle clash fighting test launch crash visit order sanction it this that count "
    "confirmation word news report".split()
)
ECHO_REACH = 4  # sentences; further back "X confirmed it" points to something else
SPEECH_REACH = 1  # sentences in which one who accuses goes on
HURT = frozenset("kill die injure wound treat injury wounded dead death toll casualty".split())
CONTRARY = frozenset("neither none nobody different differing conflicting contrary unclear".split())
DISSENT = CONTRARY | frozenset("not n't no never without nothing".split())
APART = frozenset("second another separate separately elsewhere meanwhile later earlier".split())
LOOSE_NOUNS = frozenset(
    "president minister ministry chief head leader official spokesman spokeswoman spokesperson statement post message "
    "interview side country state day week month year time hour minute part thing word people".split()
)
POINTING = {("of", "them"), ("of", "those"), ("took", "part"), ("taken", "part"), ("taking", "part")}
OFFICIAL = ("GOV", "MIL", "SPY", "COP", "LEG", "JUD")
REPLIES = (EventType.ACCUSE, EventType.REJECT)
SAYING = SPOKEN - {EventType.AGREE}


def echo(
    reader: Reader,
    attributions: Sequence[Attribution],
    told: Sequence[Draft],
    before: Sequence[Draft],
    memory: Memory,
) -> None:
    """Give what is said in a sentence without telling it again to the event that was told just before it."""
    lasting = [draft for draft in told if not is_passing(draft)]
    covering = {id(draft.attribution) for draft in lasting if draft.attribution}
    near = [draft for draft in before if reader.sent.number - draft.reader.sent.number <= ECHO_REACH]
    for item in attributions:
        speakers = tuple(speakers_of(reader, item, memory))
        explicit = tells_of(reader.sent, item)
        if not speakers or (not explicit and all(speaker.party is None for speaker in speakers)):
            continue
        if not explicit and reader.sent.deps[item.token] == "acl:relcl":
            continue  # "boats that Kestria says were armed": what is said of the boats is no more than that
        if any(item.token == draft.decision.anchor and draft.event_type in SPOKEN for draft in told):
            continue  # to suggest or warn is an event of its own
        spoken = any(draft.attribution is item and draft.event_type in SPOKEN for draft in lasting)
        if speaks_on(reader, item, speakers, near, spoken):
            continue
        dissent = CONTRARY if explicit else DISSENT
        if id(item) in covering or (lasting and not explicit) or dissent & set(reader.sent.lower):
            continue
        for draft in meant(reader, near, explicit, speakers):
            draft.echoes.append(Echo(reader, speakers, item.channel))
    state_speaks_on(reader, told, near)


def state_speaks_on(reader: Reader, told: Sequence[Draft], near: Sequence[Draft]) -> None:
    """Make the body that goes on to accuse the speaker of what its state was said to refuse just before."""
    for draft in told:
        if draft.event_type in REPLIES and any(one.rule == "attribution.self" for one in draft.speakers):
            attribution = draft.attribution or Attribution(draft.hit.token, [], None, draft.channel, set())
            speaks_on(reader, attribution, draft.speakers, near, covers=False)


def speaks_on(
    reader: Reader, item: Attribution, speakers: Sequence[Speaker], near: Sequence[Draft], covers: bool
) -> bool:
    """Make who goes on about his own charge, demand or refusal the speaker of it; tell whether somebody did."""
    for draft in reversed(near):
        if draft.event_type not in SAYING or reader.sent.number - draft.reader.sent.number > SPEECH_REACH:
            continue
        own = tuple(one for speaker in speakers if (one := own_speaker(draft, speaker)) is not None)
        if covers and not any(is_same(item.party, one.party) for one in own for item in draft.roles):
            continue  # what a ministry says of another matter is no charge of its state
        if own and not draft.speakers and not draft.echoes:
            draft.echoes.append(Echo(reader, own, item.channel))
            return True
    return False


def own_speaker(draft: Draft, speaker: Speaker) -> Speaker | None:
    """Return a speaker who is the actor of an event, or speaks for the state that is; "the minister" by his name."""
    party = speaker.party
    for item in draft.roles:
        if item.role is not Role.ACTOR or party is None:
            continue
        if is_same(item.party, party):
            return speaker
        if party.country not in (None, item.party.country) or party.sector not in OFFICIAL:
            continue
        if item.party.kind in (ActorKind.COUNTRY, ActorKind.GOVERNMENT):
            return speaker
        if party.country is None or item.party.kind is not ActorKind.PERSON:
            continue
        if party.kind is ActorKind.GOVERNMENT:
            return speaker
        if party.kind is ActorKind.PEOPLE:
            return replace(speaker, party=item.party)
    return None


def is_same(one: Party, other: Party | None) -> bool:
    """Tell the same party: by name, or an office and who holds it ("the interior minister", "Ana Vell")."""
    if other is None:
        return False
    if one == other or plain(one.name) == plain(other.name):
        return True
    holds = one.kind in (ActorKind.BODY, ActorKind.PEOPLE) and other.kind is ActorKind.PERSON
    return holds and one.country is not None and one.country == other.country


def plain(name: str) -> str:
    """Return a name without the article: "a source" is "the source" later on."""
    return name.lower().removeprefix("a ").removeprefix("an ").removeprefix("the ")


def tells_of(sent: Sentence, item: Attribution) -> bool:
    """Tell whether a report phrase announces an event or its numbers: "the swap was announced by X"."""
    verb = item.token
    things = sent.kids(verb, "obj", "nsubj:pass", "nsubj")
    heads = {mention.head for mention in item.claimants}
    return any(sent.lemmas[kid] in TOLD_OF for kid in things if kid not in heads)


def meant(reader: Reader, near: Sequence[Draft], explicit: bool, speakers: Sequence[Speaker]) -> list[Draft]:
    """Return the drafts of the nearest sentence that a further sentence speaks of."""
    deeds = [draft for draft in near if draft.event_type not in SAYING and not is_passing(draft)]
    if not explicit and APART & set(reader.sent.lower):
        return []
    about = [d for d in deeds if goes_on_about(reader, d) or owns_up(reader, d, speakers)]
    about = about or (deeds if explicit else [])
    if HURT & set(reader.sent.lemmas):
        about = [draft for draft in about if draft.event_type is EventType.ASSAULT] or about
    if not about:
        return []
    counted = [draft for draft in about if names_number_of(reader.sent, draft)]
    last = (counted or about)[-1]
    latest = [draft for draft in about if draft.reader is last.reader]
    return [draft for draft in latest if draft.event_type is latest[0].event_type]


def owns_up(reader: Reader, draft: Draft, speakers: Sequence[Speaker]) -> bool:
    """Tell whether who did it says in the next sentence what he did: "the army said it had hit a commander"."""
    if reader.sent.number - draft.reader.sent.number > SPEECH_REACH or "had" not in reader.sent.lower:
        return False
    return draft.event_type is EventType.ASSAULT and any(own_speaker(draft, one) for one in speakers)


def names_number_of(sent: Sentence, draft: Draft) -> bool:
    """Tell whether a sentence names a number that was told of an event."""
    return any(quantity.as_written in sent.words for quantity, _ in draft.quantities)


def goes_on_about(reader: Reader, draft: Draft) -> bool:
    """Tell whether a sentence goes on about an event: in its paragraph, in so many words, or of the same things."""
    sent, other = reader.sent, draft.reader.sent
    if sent.paragraph == other.paragraph or ECHO_WORDS & {*sent.lemmas, *sent.lower}:
        return True
    if any(pair in POINTING for pair in pairwise(sent.lower)):
        return True
    return bool((things_of(sent) & things_of(other)) - LOOSE_NOUNS)


def things_of(sent: Sentence) -> set[str]:
    """Return the base forms of the common nouns of a sentence."""
    return {lemma for lemma, tag in zip(sent.lemmas, sent.pos, strict=True) if tag == "NOUN"}
