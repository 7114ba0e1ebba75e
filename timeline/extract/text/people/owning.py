"""Who says that he did it is who did it: "the Red Band claimed the attack", "said it was behind the blast"."""

from collections.abc import Iterator

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Cast, Draft, Speaker
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import ActorKind, EventType, Role

DEEDS = frozenset(
    "responsibility attack bombing raid blast explosion killing ambush assault shooting strike kidnapping "
    "abduction massacre murder operation".split()
)
ITSELF = frozenset(("it", "they", "its", "their"))
NAMELESS = (ActorKind.PEOPLE, None)


def add_owner(draft: Draft) -> None:
    """Make an armed group that claims an attack its actor, where nobody known is said to have done it."""
    if draft.event_type is not EventType.ASSAULT:
        return
    acting = [item for item in draft.roles if item.role is Role.ACTOR]
    if any(item.party.actor is not None or item.party.kind not in NAMELESS for item in acting):
        return
    owners = [one for reader, speaker in voices(draft) if (one := owner(reader, speaker)) is not None]
    if owners:
        draft.roles = [item for item in draft.roles if item not in acting]
        draft.roles.append(owners[0])


def voices(draft: Draft) -> Iterator[tuple[Reader, Speaker]]:
    """Yield who speaks of an event with the sentence in which he does."""
    for telling in (draft, *draft.others):
        yield from ((telling.reader, speaker) for speaker in telling.speakers)
        yield from ((item.reader, speaker) for item in telling.echoes for speaker in item.speakers)


def owner(reader: Reader, speaker: Speaker) -> Cast | None:
    """Return the actor that a speaker makes himself, if he is an armed group and says so in this sentence."""
    group = speaker.party
    if group is None or group.actor is None or group.kind is not ActorKind.ARMED_GROUP:
        return None
    sent = reader.sent
    if not any(claims_deed(sent, token) or is_behind(sent, token) for token in range(len(sent))):
        return None
    return Cast(Role.ACTOR, group, speaker.words, speaker.span, "claims")


def claims_deed(sent: Sentence, verb: int) -> bool:
    """Tell "claimed responsibility", "claimed the attack" and "the raid was claimed by"."""
    if sent.lemmas[verb] != "claim" or sent.pos[verb] != "VERB":
        return False
    return any(sent.lemmas[kid] in DEEDS for kid in sent.kids(verb, "obj", "nsubj:pass"))


def is_behind(sent: Sentence, token: int) -> bool:
    """Tell "it was behind the blast" and "its men had carried out the attack"."""
    behind = sent.lower[token - 1 : token + 1] in (["was", "behind"], ["were", "behind"])
    done = sent.lower[token : token + 2] == ["carried", "out"]
    if not (behind or done):
        return False
    chain = [token, *sent.ancestors(token)]
    subjects = [kid for one in chain[:2] for kid in sent.kids(one, *SUBJECT)]
    return any(
        sent.lower[word] in ITSELF
        for subject in subjects
        for word in (subject, *sent.kids(subject, "nmod:poss"))
    )
