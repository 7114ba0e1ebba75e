"""Who says it where a noun tells that something is said: "gave the figures", "the toll was given by X"."""

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.speech.channels import channel_of, is_medium
from timeline.extract.text.speech.claimants import Attribution, noun_phrase, speakers_at
from timeline.extract.text.speech.report_verbs import before_apposition, is_negated

GIVING = frozenset(
    "give publish post provide release supply offer share disclose issue cite quote mention present list update "
    "revise announce report confirm carry circulate distribute".split()
)
COMING = frozenset("come stem originate".split())
TOLD = frozenset(
    "figure number total toll count account detail news confirmation version information data breakdown tally word "
    "announcement report claim statistic estimate list name video footage photograph image statement".split()
)
STOPS = (";", "who", "which")
MESSAGES = frozenset("comment remark statement interview message post".split())


def noun_reports(reader: Reader) -> list[Attribution]:
    """Return the report phrases of a sentence that a noun makes; each covers the whole sentence."""
    sent = reader.sent
    found = []
    for verb in range(len(sent)):
        if sent.pos[verb] != "VERB" or is_negated(sent, verb):
            continue
        for speaker in givers(reader, verb):
            claimants, utterance = speakers_at(reader, speaker)
            scope = set(range(len(sent))) - set(sent.subtree(speaker)) - {verb}
            words = None if claimants else noun_phrase(sent, speaker)
            if claimants or utterance or sent.pos[speaker] == "NOUN":
                found.append(
                    Attribution(verb, claimants, words, channel_of(reader, 0, len(sent)), scope, utterance)
                )
    return found


def givers(reader: Reader, verb: int) -> list[int]:
    """Return the heads of those who give figures, news or an account, or from whom it comes."""
    sent = reader.sent
    if sent.lemmas[verb] in GIVING and given_by(sent, verb):
        agents = [kid for kid in sent.kids(verb, "obl", "obl:agent", "nmod") if sent.preposition(kid) == "by"]
        return [kid for kid in agents[:1] if not ((m := reader.mention_at(kid)) and is_medium(m))]
    if sent.lemmas[verb] in ("make", "give") and sent.deps[verb] == "acl:relcl":
        return sent.kids(verb, "nsubj")[:1] if sent.lemmas[sent.heads[verb]] in MESSAGES else []
    subjects = sent.kids(verb, *SUBJECT)
    if sent.lower[verb + 1 : verb + 2] == ["back"]:
        return []
    if sent.lemmas[verb] in GIVING and any(sent.lemmas[kid] in TOLD for kid in sent.kids(verb, "obj")):
        apposed = before_apposition(sent, verb)
        return subjects[:1] or ([apposed] if apposed is not None else [])
    if sent.lemmas[verb] in COMING and any(sent.lemmas[kid] in TOLD for kid in subjects):
        return from_whom(reader, verb)
    return []


def given_by(sent: Sentence, verb: int) -> bool:
    """Tell "the figures were given by X" and "a count given by X"."""
    if sent.tags[verb] not in ("VBN", "VBD"):
        return False
    things = sent.kids(verb, "nsubj:pass")
    if sent.deps[verb].startswith("acl"):
        things = [sent.heads[verb]]
    return any(sent.lemmas[kid] in TOLD | MESSAGES for kid in things)


def from_whom(reader: Reader, verb: int) -> list[int]:
    """Return those from whom news comes, the ones that only explain "both sides" too."""
    sent = reader.sent
    first = next((t for t in range(verb, len(sent)) if sent.lower[t] == "from"), len(sent))
    stop = ("VERB", "AUX", "SCONJ")
    last = next(
        (t for t in range(first, len(sent)) if sent.pos[t] in stop or sent.lower[t] in STOPS), len(sent)
    )
    named = [m for m in reader.mentions if first < m.start < last and not m.adjectival]
    found: list[int] = []
    for mention in named:
        if mention.unknown and mention.end - mention.start == 1:
            continue
        between = sent.lower[found[-1] + 1 : mention.start] if found else []
        joined = (
            "and" in between or "from" in between or (found and sent.lemmas[found[-1]] in ("side", "party"))
        )
        if not found or joined:
            found.append(mention.head)
    return found
