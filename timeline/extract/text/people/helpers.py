"""Who helps two sides and is none of them: "with Kestria as mediator", "through the mediation of", the Red Cross."""

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention
from timeline.model import ActorKind

MEDIATOR_NOUNS = frozenset("mediator intermediary go-between broker facilitator".split())
HELP = frozenset("help assistance mediation auspices support offices".split())
AIDING = frozenset("help assist intermediary between assistance through".split())
HELP_REACH = 9  # tokens


def helpers_in(reader: Reader) -> list[Mention]:
    """Return who is named "as mediator" or whose "help" or "good offices" it was."""
    sent = reader.sent
    found: list[Mention] = []
    for token in range(1, len(sent)):
        if sent.lemmas[token] in MEDIATOR_NOUNS and "as" in sent.lower[max(0, token - 4) : token]:
            left = [
                m
                for m in reader.mentions
                if m.end <= token and m.parties and not m.adjectival and not m.unknown
            ]
            if left and not any(m.start <= token < m.end for m in left[-1:]):
                last = left[-1]
                found += [m for m in left if m is last or sent.heads[last.head] == m.head]
        elif sent.lemmas[token] in AIDING:
            found += [
                m
                for m in reader.mentions
                if is_helper(m) and abs(m.head - token) <= HELP_REACH and not is_between(sent, m)
            ]
        elif sent.lower[token] in HELP and sent.preposition(token) in (
            "with",
            "through",
            "by",
            "thanks",
            "under",
        ):
            owners = sent.kids(token, "nmod", "nmod:poss", "amod", "compound")
            found += [m for kid in owners for m in reader.parties_near(kid) if not m.unknown]
    return found


def is_between(sent: Sentence, mention: Mention) -> bool:
    """Tell one of the two sides "between" which something is."""
    return "between" in (sent.preposition(mention.head), sent.preposition(sent.heads[mention.head]))


def is_helper(mention: Mention) -> bool:
    """Tell an organisation that helps others and takes no side, such as the Red Cross."""
    one = mention.parties[0] if mention.parties else None
    return (
        one is not None
        and one.kind is ActorKind.ORGANISATION
        and one.sector in ("SOC", "MED", "GOV")
        and not one.country
    )
