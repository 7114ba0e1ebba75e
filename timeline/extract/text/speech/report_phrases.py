"""Who says it where no verb tells so: "according to X", "by X's account", "citing X"."""

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention
from timeline.extract.text.speech.claimants import SPEAKERS, Attribution, noun_phrase, speakers_at
from timeline.model import ActorKind

ACCOUNTS = frozenset(
    "account words word view telling reckoning version estimate count description eyes tally reading".split()
)
# what lays down and does not tell: "according to the agreement"
TERMS = frozenset(
    "agreement accord deal treaty plan schedule timetable term law constitution rule constitution programme program "
    "arrangement convention pact".split()
)


def according_to(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of "according to X", which covers the whole sentence or the clause that it interrupts."""
    sent = reader.sent
    if sent.lower[token] != "according" or sent.lower[token + 1] != "to":
        return None
    named = [m for m in reader.mentions if token + 2 <= m.start <= token + 6 and not m.adjectival]
    first = next(
        (kid for kid in range(token + 2, len(sent)) if sent.pos[kid] in ("NOUN", "PROPN", "PRON")), None
    )
    if first is None:
        return None
    head = first
    while (
        sent.deps[head] in ("compound", "flat", "amod", "nmod:poss", "nmod:desc") and sent.heads[head] > head
    ):
        head = sent.heads[head]
    claimants, utterance = speakers_at(reader, head)
    claimants = claimants or named[:1]
    if not claimants and (sent.lemmas[head] in TERMS or is_bare(sent, head)):
        return None
    scope = covered(sent, token, head) - set(range(token, head + 1))
    return Attribution(
        token, claimants, None if claimants else noun_phrase(sent, head), None, scope, utterance
    )


def is_bare(sent: Sentence, head: int) -> bool:
    """Tell "the reports", which name nobody, from "media reports"."""
    return sent.lemmas[head] in ("report", "account", "figure") and not sent.kids(
        head, "amod", "compound", "nmod", "nmod:poss"
    )


def covered(sent: Sentence, first: int, last: int) -> set[int]:
    """Return the clause that a phrase interrupts ("bodies which, according to X, are ..."), else the sentence."""
    if last + 1 < len(sent) and sent.lower[last + 1] == ",":
        for above in sent.ancestors(last):
            aside = sent.deps[above] == "acl:relcl" or (
                sent.deps[above] == "advcl" and any(kid < first for kid in sent.kids(above, "mark"))
            )
            if aside and above > last and sent.heads[above] < first:
                return set(sent.subtree(above))
    return set(range(len(sent)))


def in_the_words_of(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of "by the ministry's account", "in the words of X", "citing X"."""
    sent = reader.sent
    speakers: list[tuple[int, Mention | None]]
    if sent.lower[token] in ("citing", "quoting"):
        kids = sent.kids(token, "obj")
        speakers = [(kid, mention) for kid in kids[:1] for mention in (*speakers_at(reader, kid)[0], None)]
    elif sent.lower[token] in ACCOUNTS and (
        sent.preposition(token) in ("in", "by", "to", "on") or goes_by(sent, token)
    ):
        owners = list(sent.kids(token, "nmod:poss", "nmod", "compound", "amod", "appos"))
        speakers = [(kid, reader.mention_at(kid) or owner_pronoun(sent, kid)) for kid in owners]
    else:
        return None
    found = [m for kid, m in speakers if m is not None and (not m.unknown or m.end - m.start > 1)]
    if not found and not any(sent.lemmas[kid] in SPEAKERS for kid, _ in speakers):
        return None
    words = None if found else noun_phrase(sent, speakers[0][0])
    scope = covered(sent, token, token) - set(sent.subtree(token))
    if sent.lower[token] not in ("citing", "quoting"):
        found = found[:1]
    return Attribution(token, found, words, None, scope)


def headed_by(reader: Reader) -> list[Attribution]:
    """Return the attribution of a line that begins with its speaker and a colon: "Ministry: two villages shelled"."""
    sent = reader.sent
    colon = next((t for t in range(1, min(8, len(sent) - 3)) if sent.lower[t] == ":"), None)
    if colon is None:
        return []
    for mention in reader.mentions:
        if mention.end == colon and mention.start <= 1 and not mention.capital and is_speaking(mention):
            return [Attribution(colon, [mention], None, None, set(range(colon + 1, len(sent))))]
    return []


def is_speaking(mention: Mention) -> bool:
    """Tell a person, a body or people, who can speak; not a country or a name that no list has."""
    kinds = {party.kind for party in mention.parties}
    return bool(kinds) and not kinds & {None, ActorKind.COUNTRY}


def goes_by(sent: Sentence, token: int) -> bool:
    """Tell "going by the Kestrian count"."""
    return sent.lower[max(0, token - 4) : token].count("by") > 0


def owner_pronoun(sent: Sentence, token: int) -> Mention | None:
    """Return "his" and "its" in "by his account" as the pronoun they stand for."""
    if sent.tags[token] != "PRP$" or sent.lower[token] in ("our", "my", "your"):
        return None
    return Mention(token, token + 1, token, (), pronoun=True)
