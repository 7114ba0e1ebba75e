"""Who says it where a noun tells that something is said: "gave the figures", "news of it came from X"."""

from timeline.extract.text.attribution import Attribution, noun_phrase, speakers_at
from timeline.extract.text.frames import Reader
from timeline.extract.text.sentence import SUBJECT, Sentence

GIVING = frozenset(
    "give publish post provide release supply offer share put disclose issue cite quote mention present list".split()
)
COMING = frozenset("come stem originate".split())
TOLD = frozenset(
    "figure number total toll count account detail news confirmation version information data breakdown tally word "
    "announcement report claim statistic estimate list name video footage photograph image statement".split()
)


def noun_reports(reader: Reader) -> list[Attribution]:
    """Return the report phrases of a sentence that a noun makes; each covers the whole sentence."""
    sent = reader.sent
    found = []
    for verb in range(len(sent)):
        if sent.pos[verb] != "VERB":
            continue
        subjects = sent.kids(verb, *SUBJECT)
        speakers: list[int] = []
        if sent.lemmas[verb] in GIVING and any(sent.lemmas[kid] in TOLD for kid in sent.kids(verb, "obj")):
            speakers = subjects[:1]
        elif sent.lemmas[verb] in COMING and any(sent.lemmas[kid] in TOLD for kid in subjects):
            relative = next(
                (t for t in range(verb, len(sent)) if sent.lower[t] in ("who", "which")), len(sent)
            )
            named = [m for m in reader.mentions if verb < m.start < relative and not m.adjectival]
            speakers = [m.head for m in named if "from" in before(sent, m.start)]
        for speaker in dict.fromkeys(speakers):
            claimants, utterance = speakers_at(reader, speaker)
            scope = set(range(len(sent))) - set(sent.subtree(speaker)) - {verb}
            words = None if claimants else noun_phrase(sent, speaker)
            if claimants or utterance:
                found.append(Attribution(verb, claimants, words, None, scope, utterance))
    return found


def before(sent: Sentence, token: int) -> list[str]:
    """Return the two words in front of a token, in small letters."""
    return sent.lower[max(0, token - 2) : token]
