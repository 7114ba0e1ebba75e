"""Who says it, as parties of the report, and who goes on to speak of an event that was told before."""

from collections.abc import Iterable, Sequence

from timeline.extract.text.attribution import Attribution
from timeline.extract.text.draft import Draft, Echo, Speaker, mention_words
from timeline.extract.text.frames import Reader
from timeline.extract.text.mentions import Mention, Party
from timeline.extract.text.parties import Memory
from timeline.extract.text.sentence import Sentence

ECHO_WORDS = frozenset(
    "exchange swap transfer handover repatriation attack strike talks meeting deal agreement figure number account "
    "release return dead victim wounded toll casualty operation step number remains body prisoner".split()
)
ECHO_REACH = 4  # sentences; further back "X confirmed it" points to something else
DISSENT = frozenset("neither none nobody not n't no different contrary unclear without nothing".split())
LOOSE_NOUNS = frozenset(
    "president minister ministry chief head leader official spokesman spokeswoman spokesperson statement post message "
    "interview side country state day week month year time hour minute part thing word people".split()
)


def attribute(draft: Draft, attribution: Attribution | None, memory: Memory) -> None:
    """Set who says it: parties, or the words where no party is known."""
    if attribution is None:
        return
    draft.attribution, draft.channel = attribution, attribution.channel
    draft.speakers = speakers_of(draft.reader, attribution, memory)


def speakers_of(reader: Reader, attribution: Attribution, memory: Memory) -> list[Speaker]:
    """Return who says it: parties, or the words where no party is known."""
    sent = reader.sent
    found = []
    for mention in attribution.claimants:
        parties = speaking_parties(mention, reader, memory)
        span = sent.chars(mention.start, mention.end - 1)
        words = mention_words(reader, mention)
        found += [Speaker(one, words, span, "attribution") for one in parties or (None,)]
    if not attribution.claimants and attribution.words:
        known = memory.speaker if attribution.utterance else None
        span = sent.chars(attribution.token, attribution.token)
        found.append(Speaker(known, attribution.words, span, "attribution.words"))
    return found


def speaking_parties(mention: Mention, reader: Reader, memory: Memory) -> tuple[Party, ...]:
    """Return who speaks; "he said" goes on with the one who spoke before."""
    if mention.pronoun and memory.speaker is not None:
        return (memory.speaker,)
    return memory.resolve(mention, reader)


def echo(
    reader: Reader, attributions: Iterable[Attribution], before: Sequence[Draft], memory: Memory
) -> None:
    """Give what is said in a sentence without an event of its own to the event told just before it."""
    told = [draft for draft in before if reader.sent.number - draft.reader.sent.number <= ECHO_REACH]
    about = [draft for draft in told if goes_on_about(reader, draft)]
    if not about or DISSENT & set(reader.sent.lower):
        return
    for item in attributions:
        speakers = speakers_of(reader, item, memory)
        if speakers and all(speaker.party is not None for speaker in speakers):
            about[-1].echoes.append(Echo(reader, tuple(speakers), item.channel))


def goes_on_about(reader: Reader, draft: Draft) -> bool:
    """Tell whether a sentence goes on about an event: in its paragraph, in so many words, or of the same things."""
    sent, other = reader.sent, draft.reader.sent
    if sent.paragraph == other.paragraph or ECHO_WORDS & set(sent.lemmas):
        return True
    return bool((things_of(sent) & things_of(other)) - LOOSE_NOUNS)


def things_of(sent: Sentence) -> set[str]:
    """Return the base forms of the common nouns of a sentence."""
    return {lemma for lemma, tag in zip(sent.lemmas, sent.pos, strict=True) if tag == "NOUN"}
