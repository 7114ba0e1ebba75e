"""Who says it: report verbs, "according to", the channel they spoke on. Read from the surface of the sentence.

The trailing ", the ministry said" is where small parsers fail most, so the words around the verb decide and the
parse only helps.
"""

import re
from dataclasses import dataclass

from timeline.extract.text.clauses import conjuncts
from timeline.extract.text.frames import Reader
from timeline.extract.text.mentions import Mention
from timeline.extract.text.modality import Effect, effect_of
from timeline.extract.text.sentence import SUBJECT, Sentence

UTTERANCES = frozenset(
    "statement report message post account letter communique communiqué announcement tweet briefing document "
    "release spokesman spokeswoman spokesperson".split()
)
PLATFORM = re.compile(
    r"\b(?:on|via|through|in a post on|posted (?:on|to)) (?:(?:his|her|its|their|the|the messaging app|"
    r"social (?:media|network)(?: platform| site)?|messaging (?:app|service)|official) )*"
    r"(?P<channel>Telegram|X\b|Twitter|Facebook|Truth Social|WhatsApp|Instagram|YouTube|Weibo|VKontakte|TikTok|"
    r"social media|(?:state |national |public )?(?:television|TV|radio))(?: channel| account| page)?"
)
OCCASION = re.compile(
    r"\b(?:in|at|during) (?:an?|his|her|its|their|the|this|that) (?:[\w’'-]+ ){0,3}?"
    r"(?P<channel>statement|interview|(?:video )?address|speech|(?:news|press) (?:conference|briefing)|briefing|"
    r"letter|message|post|tweet|telephone call|broadcast|editorial|communiqu[eé]|podcast)\b"
)
SPEAKERS = frozenset(
    "source document text agency media outlet channel report account data record monitor everyone".split()
)
TRAILING = 16  # tokens from the report verb to the end of the sentence
ACCOUNTS = frozenset(
    "account words word view telling reckoning version estimate count description eyes tally reading".split()
)


@dataclass(slots=True)
class Attribution:
    """A report phrase: its verb or preposition, who speaks (mentions, or words where none is known), where.

    ``scope`` holds the tokens that it covers; ``utterance`` is the noun in "a statement said".
    """

    token: int
    claimants: list[Mention]
    words: str | None
    channel: str | None
    scope: set[int]
    utterance: bool = False
    confirms: bool = False  # "acknowledged": what the speaker would rather not say is no mere claim


def find_attributions(reader: Reader) -> list[Attribution]:
    """Return the report phrases of a sentence, each with the tokens that it covers."""
    sent = reader.sent
    verbs = [token for token, pos in enumerate(sent.pos) if pos in ("VERB", "AUX")]
    found = [item for token in verbs if (item := report_verb(reader, token)) is not None]
    found += [item for token in range(len(sent) - 2) if (item := according_to(reader, token)) is not None]
    found += [item for token in range(1, len(sent)) if (item := in_the_words_of(reader, token)) is not None]
    channel = channel_of(sent, 0, len(sent))
    for item in found:
        item.channel = item.channel or (channel if len(found) == 1 else nearest_channel(sent, item, found))
    return found


def channel_of(sent: Sentence, first: int, last: int) -> str | None:
    """Return the channel that is named in a stretch of the sentence ("Telegram", "interview")."""
    text = text_of(sent, first, last)
    for pattern in (PLATFORM, OCCASION):
        if match := pattern.search(text):
            words = match["channel"]
            return words if pattern is PLATFORM else re.sub("news ", "press ", words)
    return None


def text_of(sent: Sentence, first: int, last: int) -> str:
    return " ".join(sent.words[first:last])


def nearest_channel(sent: Sentence, item: Attribution, others: list[Attribution]) -> str | None:
    """Return the channel between this report phrase and the next one."""
    later = [other.token for other in others if other.token > item.token]
    return channel_of(sent, item.token, min(later, default=len(sent)))


def report_verb(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of a report verb at ``token``, ``None`` where it is none or nobody speaks."""
    sent = reader.sent
    if sent.pos[token] not in ("VERB", "AUX") or not is_report(reader, token):
        return None
    if sent.tags[token] == "VBN" and sent.deps[token] == "amod":
        return None
    confirms = reader.vocabulary.strength_at(sent, token) == "confirm"
    if (trailing := trailing_report(reader, token)) is not None:
        trailing.confirms = confirms
        return trailing
    subject = speaker_token(reader, token)
    content = complement(sent, token, subject)
    if subject is None or not content:
        return None
    claimants, utterance = speakers_at(reader, subject)
    if not claimants and not utterance and sent.lemmas[subject] not in SPEAKERS:
        return None
    words = None if claimants else noun_phrase(sent, subject)
    if claimants and subject < token:
        claimants = joined_before(reader, claimants[0]) + claimants
    return Attribution(token, claimants, words, media_told(reader, token), content, utterance, confirms)


def trailing_report(reader: Reader, verb: int) -> Attribution | None:
    """Return the attribution of "..., X said" and "..., X, the mayor of Y, said on Friday" from the words alone."""
    sent = reader.sent
    if len(sent) - verb > TRAILING or sent.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    commas = [token for token in range(1, verb) if sent.lower[token] == "," or sent.tags[token] == "''"]
    if commas and commas[-1] == verb - 1:
        commas = commas[
            :-2
        ]  # the comma closes an apposition: the speaker stands before the one that opens it
    for comma in reversed(commas[-2:]):
        speaker = next(
            (
                m
                for m in reader.mentions
                if comma < m.start <= comma + 3 and not m.adjectival and m.end <= verb
            ),
            None,
        )
        clause = range(comma + 1, verb)
        finite = [
            t
            for t in clause
            if sent.tags[t] in ("VBD", "VBZ", "VBP", "MD") and not in_relative(sent, t, comma)
        ]
        told = any(sent.pos[token] in ("VERB", "AUX") for token in range(comma))
        if (
            speaker is not None
            and not finite
            and told
            and sent.pos[comma + 1] not in ("ADP", "SCONJ", "CCONJ", "PART")
        ):
            channel = media_told(reader, verb)
            return Attribution(verb, with_conjuncts(reader, speaker, verb), None, channel, set(range(comma)))
    return None


def in_relative(sent: Sentence, token: int, first: int) -> bool:
    """Tell a verb behind a "that" or "who" that opens a relative clause after token ``first``."""
    return any(sent.lower[before] in ("who", "that", "which") for before in range(first + 1, token))


def with_conjuncts(reader: Reader, speaker: Mention, verb: int) -> list[Mention]:
    """Return a speaker and those joined to it by "and" before the verb ("X and Y said")."""
    found = [speaker]
    for mention in reader.mentions:
        last = found[-1]
        joined = reader.sent.lower[last.end : mention.start] == ["and"]
        if mention.end <= verb and joined and not mention.adjectival:
            found.append(mention)
    return found


def joined_before(reader: Reader, speaker: Mention) -> list[Mention]:
    """Return who opens the sentence and is joined to a speaker by "and" where the parse hangs the two elsewhere."""
    sent = reader.sent
    before = [m for m in reader.mentions if m.end < speaker.start and not m.adjectival]
    owners = {m.start for m in reader.mentions if m.end < len(sent) and sent.tags[m.end] == "POS"}
    others = [m for m in before if m.start not in owners]
    if len(others) != 1 or any(sent.pos[token] in ("VERB", "AUX", "ADP") for token in range(speaker.start)):
        return []
    return others if "and" in sent.lower[others[0].end : speaker.start] else []


def is_report(reader: Reader, token: int) -> bool:
    """Tell a report verb, "make public" and "make known" included."""
    if effect_of(reader, token) is Effect.REPORT:
        return True
    sent = reader.sent
    return sent.lemmas[token] == "make" and any(
        sent.lower[after] in ("public", "known") for after in range(token + 1, min(len(sent), token + 6))
    )


def speaker_token(reader: Reader, verb: int) -> int | None:
    """Return the head of the speaker: the parsed subject, else the nearest name before or behind the verb."""
    sent = reader.sent
    if sent.kids(verb, "aux:pass"):
        agents = [kid for kid in sent.kids(verb, "obl", "obl:agent") if sent.preposition(kid) == "by"]
        return agents[0] if agents else None
    subjects = [kid for kid in sent.kids(verb, *SUBJECT) if sent.deps[kid] != "nsubj:pass"]
    if subjects and sent.lower[subjects[0]] in ("who", "which", "that") and sent.deps[verb].startswith("acl"):
        return sent.heads[verb]
    if subjects:
        return subjects[0]
    if sent.deps[verb] == "conj" and not sent.kids(verb, "aux:pass"):
        lent = sent.kids(sent.heads[verb], "nsubj")
        if lent:
            return lent[0]
    before = [m for m in reader.mentions if m.end == verb and not m.adjectival]
    behind = [m for m in reader.mentions if m.start == verb + 1 and not m.adjectival]
    trailing = verb > 0 and sent.lower[verb - 1] in (",", "”", '"', "''")
    return before[0].head if before else behind[0].head if behind and trailing else None


def complement(sent: Sentence, verb: int, subject: int | None) -> set[int]:
    """Return the tokens that a report verb covers: its clause, or for a trailing verb all that stands before."""
    below = set(sent.subtree(verb))
    own = set(sent.subtree(subject)) if subject is not None and subject in below else set()
    scope = below - own - {verb}
    clausal = any(
        sent.deps[kid] in ("ccomp", "parataxis", "xcomp", "acl:relcl", "advcl", "obj")
        for kid in sent.children[verb]
    )
    trailing = sent.deps[verb] in ("parataxis", "conj", "dep", "advcl") or not clausal
    comma = max((token for token in range(verb) if sent.lower[token] in (",", "”", '"')), default=None)
    if trailing and comma is not None and comma >= verb - 12 and len(sent) - verb < 18:
        scope |= set(range(comma))
    return scope - own


def speakers_at(reader: Reader, token: int) -> tuple[list[Mention], bool]:
    """Return who speaks at a noun and what is coordinated with it, and whether it is an utterance.

    Looks behind "a statement by" and "a spokesman for".
    """
    sent = reader.sent
    utterance = sent.lemmas[token] in UTTERANCES
    found: list[Mention] = []
    for one in conjuncts(sent, token):
        mention = reader.mention_at(one)
        if mention is not None and not mention.adjectival and (mention.head == one or not utterance):
            found.append(mention)
            continue
        near = reader.parties_near(one) or [
            owner
            for kid in sent.kids(one, "nmod")
            if sent.preposition(kid) in ("by", "from", "of", "for") and (owner := reader.mention_at(kid))
        ]
        found.extend(near[:1])
    return found, utterance


def noun_phrase(sent: Sentence, head: int) -> str:
    """Return the words of a noun phrase without what follows its head after a comma."""
    tokens = [
        token for token in sent.subtree(head) if token <= head or sent.deps[token] in ("flat", "case", "nmod")
    ]
    last = tokens[0]
    for token in tokens:
        if token > last + 1:
            break
        last = token
    return text_of(sent, tokens[0], last + 1)


def media_told(reader: Reader, verb: int) -> str | None:
    """Return the medium that somebody told it ("told TASS"), which is the channel."""
    sent = reader.sent
    if sent.lemmas[verb] != "tell":
        return None
    for kid in sent.kids(verb, "obj", "iobj"):
        mention = reader.mention_at(kid)
        if mention and mention.parties and mention.parties[0].sector == "JRN" and mention.parties[0].actor:
            return mention.parties[0].actor.name
    return None


def according_to(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of "according to X", "in the words of X", which covers the whole sentence."""
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
    while sent.deps[head] in ("compound", "flat", "amod", "nmod:poss") and sent.heads[head] > head:
        head = sent.heads[head]
    claimants, utterance = speakers_at(reader, head)
    claimants = claimants or named[:1]
    scope = set(range(len(sent))) - set(range(token, head + 1))
    return Attribution(
        token, claimants, None if claimants else noun_phrase(sent, head), None, scope, utterance
    )


def in_the_words_of(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of "by the ministry's account", "in the words of X", "citing X"."""
    sent = reader.sent
    if sent.lower[token] == "citing":
        speakers = [(kid, next(iter(speakers_at(reader, kid)[0]), None)) for kid in sent.kids(token, "obj")]
    elif sent.lower[token] in ACCOUNTS and sent.preposition(token) in ("in", "by", "to"):
        owners = list(sent.kids(token, "nmod:poss", "nmod", "compound", "amod", "appos"))
        speakers = [(kid, reader.mention_at(kid) or owner_pronoun(sent, kid)) for kid in owners]
    else:
        return None
    for kid, mention in speakers:
        if (mention is not None and not mention.unknown) or sent.lemmas[kid] in SPEAKERS:
            words = None if mention else noun_phrase(sent, kid)
            scope = set(range(len(sent))) - set(sent.subtree(token))
            return Attribution(token, [mention] if mention else [], words, None, scope)
    return None


def owner_pronoun(sent: Sentence, token: int) -> Mention | None:
    """Return "his" and "its" in "by his account" as the pronoun they stand for."""
    if sent.tags[token] != "PRP$" or sent.lower[token] in ("our", "my", "your"):
        return None
    return Mention(token, token + 1, token, (), pronoun=True)


def attribution_of(found: list[Attribution], token: int, sent: Sentence) -> Attribution | None:
    """Return the report phrase that covers an event word: the one nearest above it in the parse, else any."""
    covering = [item for item in found if token in item.scope and item.token != token]
    if len(covering) < 2:
        return covering[0] if covering else None
    above = sent.ancestors(token)
    ranked = sorted(
        covering,
        key=lambda item: above.index(item.token) if item.token in above else 99 + abs(item.token - token),
    )
    return ranked[0]
