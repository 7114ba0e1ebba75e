"""Who says it: the report phrases of a sentence, what each covers, and the medium that passed it on.

Where one quotes another ("X reported, citing Y", "X quoted Y as saying") the one who said it first is the claimant,
and the medium between is the channel.
"""

from dataclasses import replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention
from timeline.extract.text.speech.channels import channel_of, is_medium, medium_of, text_of
from timeline.extract.text.speech.claimants import Attribution, is_person, speakers_at
from timeline.extract.text.speech.report_phrases import according_to, headed_by, in_the_words_of
from timeline.extract.text.speech.report_verbs import CITING, QUOTING, SPANS, report_verb

CLAUSE_REACH = 7  # tokens from a verb back to what introduces its clause
GRANTED = frozenset(("after", "as", "once"))


def find_attributions(reader: Reader) -> list[Attribution]:
    """Return the report phrases of a sentence, each with the tokens that it covers."""
    sent = reader.sent
    verbs = [token for token, pos in enumerate(sent.pos) if pos in ("VERB", "AUX")]
    found = [item for token in verbs if (item := report_verb(reader, token)) is not None]
    found += [item for token in range(len(sent) - 2) if (item := according_to(reader, token)) is not None]
    found += [item for token in range(1, len(sent)) if (item := in_the_words_of(reader, token)) is not None]
    found += headed_by(reader)
    found = passed_on([spoken_through(reader, quoted(reader, item)) for item in found], reader)
    tail = tail_of(sent)
    for item in found:
        if item.token < tail:
            item.scope -= set(range(tail, len(sent)))
    channel = channel_of(reader, 0, len(sent)) if found else None
    for item in found:
        item.channel = item.channel or (channel if len(found) == 1 else nearest_channel(reader, item, found))
    return found


def tail_of(sent: Sentence) -> int:
    """Return where ", hours after she had resigned" begins, which the report adds in its own voice; else the end."""
    for token in range(2, len(sent) - 2):
        if sent.lower[token] in ("after", "before") and sent.lemmas[token - 1] in SPANS:
            for comma in range(token - 2, max(token - 6, 0), -1):
                if sent.lower[comma] == ",":
                    return comma
    return len(sent)


def quoted(reader: Reader, item: Attribution) -> Attribution:
    """Return who is quoted as the claimant, and who quotes him as the channel ("X quoted the ministry")."""
    sent, verb = reader.sent, item.token
    if sent.lemmas[verb] not in QUOTING or sent.lower[verb] in CITING or not item.claimants:
        return item
    if sent.kids(verb, "aux:pass"):
        below = set(sent.subtree(verb))
        media = (
            m for m in reader.mentions if m.start in below and is_medium(m) and "by" in before(sent, m.start)
        )
        return replace(item, channel=next((name_of(reader, medium) for medium in media), None))
    spoken = sent.kids(verb, "obj")
    first = [mention for kid in spoken[:1] for mention in speakers_at(reader, kid)[0]]
    if not first:
        return item
    medium = name_of(reader, item.claimants[0]) if is_medium(item.claimants[0]) else item.channel
    return replace(
        item, claimants=first, words=None, channel=medium, scope=item.scope | set(sent.subtree(verb)) - {verb}
    )


def spoken_through(reader: Reader, item: Attribution) -> Attribution:
    """Return who speaks for another: "the Kestrian court confirmed through its spokesman, Ana Vell"."""
    sent = reader.sent
    named = [m for m in reader.mentions if m.start > item.token and sent.lower[m.start - 1] == "through"]
    person = next((m for m in named if is_person(m) and item.token in sent.ancestors(m.head)), None)
    return item if person is None or not item.claimants else replace(item, claimants=[person])


def passed_on(found: list[Attribution], reader: Reader) -> list[Attribution]:
    """Return the report phrases without the media that only cite another speaker of the sentence."""
    cited = [item for item in found if reader.sent.lower[item.token] in CITING and item.claimants]
    if not cited:
        return found
    kept = []
    for item in found:
        if item not in cited and item.claimants and all(is_medium(m) for m in item.claimants):
            for other in cited:
                other.channel = other.channel or name_of(reader, item.claimants[0])
                other.scope |= item.scope
            continue
        kept.append(item)
    for other in cited:
        inner = next(
            (item for item in kept if item is not other and item.token in reader.sent.subtree(other.token)),
            None,
        )
        if inner is not None and inner.claimants:
            other.claimants, other.channel = inner.claimants, inner.channel
    return kept


def name_of(reader: Reader, medium: Mention) -> str:
    """Return the name of a medium, or its words."""
    return medium_of(medium) or text_of(reader.sent, medium.start, medium.end)


def before(sent: Sentence, token: int) -> list[str]:
    """Return the words right before a token."""
    return sent.lower[max(0, token - 3) : token]


def nearest_channel(reader: Reader, item: Attribution, others: list[Attribution]) -> str | None:
    """Return the channel between this report phrase and the next one."""
    later = [other.token for other in others if other.token > item.token]
    return channel_of(reader, item.token, min(later, default=len(reader.sent)))


def is_joined(sent: Sentence, verb: int, token: int) -> bool:
    """Tell what the report tells itself before its doer speaks: "X met Y on Monday and said that ..."."""
    first = sent.heads[verb]
    return (
        sent.deps[verb] == "conj" and bool(sent.kids(verb, "cc")) and not sent.kids(verb, *SUBJECT) and token < verb
        and token in sent.subtree(first)
    )  # fmt: skip


def is_granted(sent: Sentence, verb: int, token: int) -> bool:
    """Tell what a report takes for granted of what is said: "suspended it after troops had begun to leave, X said"."""
    if any(sent.lower[kid] == "had" for kid in sent.kids(token, "aux")):  # by the order of words
        for at in range(token - 1, max(0, token - CLAUSE_REACH), -1):
            if sent.lower[at] in ("after", "once"):
                return True
            if sent.pos[at] in ("VERB", "PUNCT"):
                break
    for one in [token, *sent.ancestors(token)]:
        if one == verb or sent.deps[one] in ("ccomp", "parataxis"):
            return False
        marks = {sent.lower[kid] for kid in sent.kids(one, "mark", "advmod")}
        if sent.deps[one] == "advcl" and marks & GRANTED:
            return True
    return False


def attribution_of(found: list[Attribution], token: int, sent: Sentence) -> Attribution | None:
    """Return the report phrase that covers an event word: the one nearest above it in the parse, else any."""
    covering = [
        item
        for item in found
        if token in item.scope
        and item.token != token
        and not is_joined(sent, item.token, token)
        and not is_granted(sent, item.token, token)
    ]
    if len(covering) < 2:
        return covering[0] if covering else None
    above = sent.ancestors(token)
    ranked = sorted(
        covering,
        key=lambda item: above.index(item.token) if item.token in above else 99 + abs(item.token - token),
    )
    return ranked[0]
