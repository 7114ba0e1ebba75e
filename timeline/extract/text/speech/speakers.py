"""Who says it, as parties of the report: mentions of speakers resolved, the nameless kept as written."""

from collections.abc import Iterable
from dataclasses import replace

from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft, Speaker, mention_words
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import BOTH, Mention, Party
from timeline.extract.text.people.parties import HE, Memory
from timeline.extract.text.speech.channels import channel_of, media_told, medium_of
from timeline.extract.text.speech.claimants import (
    Attribution,
    is_nameless,
    is_person,
    named_in_apposition,
    noun_phrase,
    phrase,
)
from timeline.extract.text.speech.report_nouns import noun_reports
from timeline.extract.text.speech.report_verbs import trailing_report
from timeline.model import ActorKind, Role

HIS, ITS = HE | {"his"}, frozenset(("it", "its", "itself"))
SIDES = frozenset("side country party government nation delegation both each".split())
ORGANS = ("body", "agency", "institution", "organ", "panel", "council", "centre", "center")
BODIES = frozenset("ministry office service agency department committee commission headquarters".split())
BARE = frozenset(("a", "an", "one", "the", "unnamed", "anonymous", "unidentified", "this"))


def attribute(draft: Draft, attribution: Attribution | None, memory: Memory) -> None:
    """Set who says it: parties, or the words where no party is known."""
    if attribution is None:
        return
    draft.attribution, draft.channel = attribution, attribution.channel
    draft.speakers = speakers_of(draft.reader, attribution, memory)


def speak_for_oneself(draft: Draft, attributions: Iterable[Attribution], memory: Memory) -> None:
    """Make who accuses or demands the speaker where the words say that he says so.

    They do in "..., X warned", in "X blamed Y, saying that ..." and where a channel is named ("on X he warned ...").
    """
    reader, token = draft.reader, draft.hit.token
    actors = [item for item in draft.roles if item.role is Role.ACTOR]
    own = None if draft.hit.is_noun else trailing_report(reader, token)
    if own is None:
        own = next((item for item in attributions if is_added(reader.sent, item, token)), None)
    if own is None:
        parties = {item.party for item in actors}
        inside = (item for item in attributions if is_within(reader.sent, item.token, token))
        spoken = ((item, speakers_of(reader, item, memory)) for item in inside)
        own = next((item for item, speakers in spoken if any(one.party in parties for one in speakers)), None)
    if own is None:
        own = next((item for item in noun_reports(reader) if token in item.scope), None)
    if own is not None:
        speakers = speakers_of(reader, own, memory)
        at_noun = reader.sent.pos[own.token] == "NOUN"  # "in a video his challenger urged ...": hers, not his
        others = at_noun and not {one.party for one in speakers} & {item.party for item in actors}
        draft.speakers = [
            replace(speaker, rule="attribution.self")
            for speaker in speakers
            if (speaker.party is not None and not (others and actors)) or not actors
        ]
        draft.channel = own.channel
    behind = (t for t in range(token, len(reader.sent)) if reader.sent.lower[t] in ("who", "which"))
    draft.channel = draft.channel or channel_of(reader, 0, next(behind, len(reader.sent)))
    if draft.channel is not None and not draft.speakers:
        draft.speakers = [Speaker(item.party, item.words, item.span, "attribution.self") for item in actors]


def is_within(sent: Sentence, token: int, verb: int) -> bool:
    """Tell a word below a verb, but not in a second clause beside it ("denied it and said that ...")."""
    for above in sent.ancestors(token):
        if sent.deps[token] == "conj" and above == verb:
            return False
        if above == verb:
            return True
        token = above
    return False


def is_added(sent: Sentence, item: Attribution, token: int) -> bool:
    """Tell "saying" in "X blamed Y, saying that ..."."""
    return (
        sent.tags[item.token] == "VBG"
        and sent.deps[item.token] == "advcl"
        and token in sent.ancestors(item.token)
    )


def speakers_of(reader: Reader, attribution: Attribution, memory: Memory) -> list[Speaker]:
    """Return who says it: parties, or the words where no party is known."""
    sent = reader.sent
    found = []
    for mention in attribution.claimants:
        parties = speaking_parties(mention, reader, memory)
        span = sent.chars(mention.start, mention.end - 1)
        words = mention_words(reader, mention)
        if is_nameless(mention) and all(party in mention.parties for party in parties):
            words = nameless_words(reader, mention, attribution)
            words = memory.nameless.get(sent.lemmas[mention.head], words) if mention.definite else words
            if " " in words:
                memory.nameless[sent.lemmas[mention.head]] = words
        found += [Speaker(one, words, span, "attribution") for one in parties or (None,)]
    if not attribution.claimants and attribution.words:
        span = sent.chars(attribution.token, attribution.token)
        if attribution.words.lower() in ("both", "each"):
            return [Speaker(one, attribution.words, span, "attribution") for one in memory.sides]
        back = attribution.utterance or attribution.words in ORGANS
        known = memory.speaker if back else None
        found.append(Speaker(known, attribution.words, span, "attribution.words"))
    return found


def nameless_words(reader: Reader, mention: Mention, attribution: Attribution) -> str:
    """Return people without a name in the words of the report: "a diplomat close to the talks".

    Of a mere "source" only the medium is known that it spoke to: "TASS source".
    """
    sent = reader.sent
    words = max(noun_phrase(sent, mention.head), mention_words(reader, mention), key=len)
    plain = sent.lemmas[mention.head] == "source" and all(
        sent.lower[token] in BARE for token in range(mention.start, mention.head)
    )
    if not plain or mention.head + 1 != mention.end or "source in" in words or "close" in words:
        return words
    medium = media_told(reader, attribution.token) or carrier_of(reader, mention)
    return f"{medium} source" if medium else words


def carrier_of(reader: Reader, mention: Mention) -> str | None:
    """Return the medium in "a source quoted by TASS"."""
    sent = reader.sent
    if sent.lower[mention.end : mention.end + 2] not in (["quoted", "by"], ["cited", "by"]):
        return None
    return next((name for m in reader.mentions if m.start > mention.end and (name := medium_of(m))), None)


def speaking_parties(mention: Mention, reader: Reader, memory: Memory) -> tuple[Party, ...]:
    """Return who speaks; "he said" goes on with the one who spoke before."""
    word = reader.sent.lower[mention.head]
    if not mention.pronoun:
        return tuple(fuller(party, reader.sent, mention, memory) for party in memory.resolve(mention, reader))
    last = None if word in BOTH else memory.speaker
    if last is not None and (
        word not in HIS | ITS or (last.kind is ActorKind.PERSON or last.kind is None) == (word in HIS)
    ):
        return (last,)
    stand_in = {"his": "he", "its": "it", "their": "they"}.get(word)
    if stand_in is not None:
        return memory.pronoun(mention, reader, stand_in)
    return memory.resolve(mention, reader)


def fuller(party: Party, sent: Sentence, mention: Mention, memory: Memory) -> Party:
    """Return whom the report named before: the ministry for "the Kestrian ministry", the person in an office."""
    noun = sent.lemmas[mention.head]
    if mention.cls is not None and noun in BODIES and party.kind is ActorKind.COUNTRY and noun != "ministry":
        return replace(party, name=phrase(sent, mention.start, mention.end), actor=None, kind=ActorKind.BODY)
    if is_person(mention):
        return party
    if noun == "ministry" and party.kind is ActorKind.COUNTRY and party.country:
        ministries = (
            one for one, _ in reversed(memory.named) if one.actor is not None and "Ministry" in one.name
        )
        known = next((one for one in ministries if one.country == party.country), None)
        return known or replace(
            party, name=phrase(sent, mention.start, mention.end), actor=None, kind=ActorKind.BODY
        )
    if mention.cls is not None and sent.tags[mention.head] == "NN":
        holders = (
            one for one, office in reversed(memory.named) if office == noun and one.kind is ActorKind.PERSON
        )
        return next((one for one in holders if party.country in (None, one.country)), party)
    return party


def is_sides(speaker: Speaker) -> bool:
    """Tell "both sides", "the two countries": who of them speaks the report may say elsewhere."""
    words = [word.removesuffix("s").replace("ie", "y") for word in speaker.words.lower().split()]
    return bool(SIDES & set(words)) and speaker.party is not None and speaker.party.kind is ActorKind.COUNTRY


def settle_sides(draft: Draft) -> None:
    """Replace "both sides" by the bodies and persons of these sides whom the report names as speakers elsewhere."""
    tellings = [draft, *draft.others]
    named = [speaker for telling in tellings for speaker in telling.all_speakers() if not is_sides(speaker)]

    def settled(speakers: Iterable[Speaker]) -> list[Speaker]:
        found = []
        for speaker in speakers:
            party = speaker.party
            exact = [
                other.party
                for other in named
                if is_sides(speaker) and party and other.party and other.party.country == party.country
                and other.party.kind is not ActorKind.COUNTRY
            ]  # fmt: skip
            found += [replace(speaker, party=one) for one in dict.fromkeys(exact)] or [speaker]
        return found

    for telling in tellings:
        telling.speakers = settled(telling.speakers)
        telling.echoes = [replace(echo, speakers=tuple(settled(echo.speakers))) for echo in telling.echoes]


def remember(reader: Reader, memory: Memory) -> None:
    """Keep what a sentence named for the pronouns of the next ones, persons with their offices too."""
    sent = reader.sent
    for mention in reader.mentions:
        if mention.adjectival:
            continue
        if is_person(mention):
            for token in range(mention.start, mention.head):
                if sent.pos[token] == "NOUN":
                    memory.add(mention, sent.lemmas[token])
            beside = reader.mention_at(mention.end + 1) if mention.end + 1 < len(sent) else None
            if beside is not None and sent.lower[mention.end] == "," and beside.cls:
                memory.add(mention, sent.lemmas[beside.head])
        elif mention.cls and (named := named_in_apposition(reader, mention)) is not None:
            memory.add(named, sent.lemmas[mention.head])
        elif is_nameless(mention) and " " in (words := noun_phrase(sent, mention.head)):
            memory.nameless[sent.lemmas[mention.head]] = words
        memory.add(mention, sent.lemmas[mention.head])
    memory.keep_topic(reader)


def remember_speakers(
    reader: Reader, attributions: Iterable[Attribution], drafts: Iterable[Draft], memory: Memory
) -> None:
    """Keep who spoke last: in a report phrase, or by accusing, demanding, refusing."""
    spoke = None
    for draft in drafts:
        if draft.event_type in SPOKEN and not draft.speakers:
            actors = [item.party for item in draft.roles if item.role is Role.ACTOR and item.party.kind]
            spoke = actors[0] if len(actors) == 1 else spoke
    for item in attributions:
        for mention in item.claimants[:1]:
            parties = speaking_parties(mention, reader, memory)
            if parties and not mention.pronoun:
                spoke = parties[0]
    if spoke is not None:
        memory.speaker = spoke
