"""Who speaks at a noun: the mention, the person in apposition, the body behind a spokesman, else its words."""

from dataclasses import dataclass, replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.clauses import conjuncts
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention, Party
from timeline.extract.text.speech.channels import is_medium
from timeline.model import ActorKind

UTTERANCES = frozenset(
    "statement report message post account letter communique communiqué announcement tweet briefing document "
    "release spokesman spokeswoman spokesperson readout".split()
)
VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople representative office service source".split()
)
OWNING = ("for", "of", "from", "at", "by", "in")
SPEAKERS = frozenset(
    "source document text agency media outlet channel report account data record monitor everyone".split()
)
DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those"))


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


def speakers_at(reader: Reader, token: int) -> tuple[list[Mention], bool]:
    """Return who speaks at a noun and what is coordinated with it, and whether it is an utterance.

    Looks behind "a statement by" and "a spokesman for".
    """
    sent = reader.sent
    utterance = sent.lemmas[token] in UTTERANCES
    found: list[Mention] = []
    for one in spoken_together(reader, token):
        mention = reader.mention_at(one)
        if mention is not None and not mention.adjectival and (mention.head == one or not utterance):
            found.append(owner_behind(reader, mention) or named_in_apposition(reader, mention) or mention)
            continue
        near = [other for other in reader.parties_near(one) if not is_nameless(other)]
        owners = [
            owner
            for kid in sent.kids(one, "nmod")
            if sent.preposition(kid) in ("by", "from", "of", "for")
            for other in conjuncts(sent, kid)
            if (owner := reader.mention_at(other))
        ]
        found.extend(near[:1] if near and near[0] not in owners else owners or near[:1])
    return list(dict.fromkeys(found)), utterance


def spoken_together(reader: Reader, token: int) -> list[int]:
    """Return the noun and its conjuncts; behind an apposition too ("X, the mayor of Y, and the police")."""
    sent = reader.sent
    found = conjuncts(sent, token)
    for kid in sent.kids(token, "appos", "flat", "parataxis"):
        for other in conjuncts(sent, kid)[1:]:
            mention = reader.mention_at(other)
            if mention is not None and mention.parties and sent.lower[other - 1] != ",":
                found.append(other)
    return list(dict.fromkeys(found))


def is_nameless(mention: Mention) -> bool:
    """Tell people without an owner: "a spokesman", "officials", "witnesses"."""
    return bool(mention.parties) and all(
        party.actor is None and not party.country and party.kind is ActorKind.PEOPLE
        for party in mention.parties
    )


def owner_behind(reader: Reader, mention: Mention) -> Mention | None:
    """Return the body for which a nameless spokesman speaks ("the spokesman for the Kestrian Foreign Ministry")."""
    sent = reader.sent
    if (
        not is_nameless(mention)
        or sent.lemmas[mention.head] not in VOICES
        or sent.lemmas[mention.head] == "source"
    ):
        return None
    for kid in sent.kids(mention.head, "nmod"):
        owner = reader.mention_at(kid)
        if sent.preposition(kid) in OWNING and owner is not None and owner.parties and not owner.adjectival:
            return owner
    return None


def named_in_apposition(reader: Reader, mention: Mention) -> Mention | None:
    """Return the person who is named behind an office: "Kestria's interior minister, Ana Vell, said"."""
    sent = reader.sent
    if not mention.parties or mention.unknown or mention.count is not None:
        return None
    if mention.parties[0].kind is ActorKind.PERSON or sent.tags[mention.head] in ("NNS", "NNPS"):
        return None
    beside = next((m for m in reader.mentions if m.start == mention.end and not m.pronoun), None)
    if (
        beside is not None
        and beside.parties
        and not beside.unknown
        and (is_nameless(mention) or is_medium(beside))
    ):
        return beside if is_medium(beside) or not is_medium(mention) else None
    if beside is not None and (beside.unknown or is_medium(mention)):
        return in_office(
            beside, mention.parties[0], phrase(sent, beside.start, beside.end)
        )  # "the monitoring group Kestria Watch"
    comma = next(
        (t for t in range(mention.end, min(len(sent), mention.end + 9)) if sent.lower[t] == ","), None
    )
    if comma is None or any(sent.pos[t] in ("VERB", "AUX") for t in range(mention.end, comma)):
        return None
    close = next((t for t in range(comma + 1, len(sent)) if sent.lower[t] in (",", ".")), None)
    if close is None:
        return None
    for other in reader.mentions:
        if (
            comma < other.start
            and other.end == close
            and is_person(other)
            and not sent.kids(other.head, "case")
        ):
            between = range(comma + 1, other.start)
            if all(sent.pos[t] not in ("VERB", "AUX", "CCONJ", "ADP", "PUNCT") for t in between):
                return other if not other.unknown else in_office(other, mention.parties[0])
    return None


def in_office(person: Mention, office: Party, words: str = "") -> Mention:
    """Return somebody whom no list has with the country and sector of the office that stands beside the name."""
    kind = ActorKind.PERSON if office.kind is not ActorKind.ORGANISATION else office.kind
    name = person.parties[0].name if person.unknown else words
    party = Party(name, None, office.country, kind, office.sector)
    return replace(person, parties=(party,), unknown=False)


def is_person(mention: Mention) -> bool:
    """Tell somebody named, or a name of two words or more that no list has."""
    if len(mention.parties) != 1:
        return False
    return mention.parties[0].kind is ActorKind.PERSON or (
        mention.unknown and mention.end - mention.start > 1
    )


def noun_phrase(sent: Sentence, head: int) -> str:
    """Return the words of a noun phrase, "the" left out, up to a comma or a clause that describes it."""
    below = set(sent.subtree(head))
    first = head
    while first - 1 in below and sent.pos[first - 1] not in ("PUNCT", "ADP", "VERB", "SCONJ", "CCONJ"):
        first -= 1
    while first < head and sent.lower[first] in DETERMINERS:
        first += 1
    last = head
    while last + 1 in below and (
        sent.pos[last + 1] not in ("PUNCT", "VERB", "AUX", "SCONJ", "PRON", "CCONJ")
    ):
        last += 1
    while (
        last > head and sent.pos[last] in ("ADP", "DET", "ADV", "ADJ") and sent.lemmas[last] not in ("dead",)
    ):
        last -= 1
    return phrase(sent, first, last + 1)


def phrase(sent: Sentence, first: int, last: int) -> str:
    """Return the words of a stretch as they stand in the report."""
    text = ""
    for token in range(first, last):
        gap = " " if token > first and sent.starts[token] > sent.ends[token - 1] else ""
        text += gap + sent.words[token]
    return text


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
