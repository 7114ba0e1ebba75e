"""Who says it where a verb tells so: "X said", "..., said X", "X was quoted as saying", "X put the number at 12".

The trailing ", the ministry said" is where small parsers fail most, so the words around the verb decide and the
parse only helps.
"""

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.deeds.modality import Effect, effect_of, is_infinitive
from timeline.extract.text.grammar.misjoins import SPEAKING
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention
from timeline.extract.text.speech.channels import media_told
from timeline.extract.text.speech.claimants import (
    SPEAKERS,
    Attribution,
    is_person,
    joined_before,
    noun_phrase,
    speakers_at,
    with_conjuncts,
)

SPANS = frozenset("minute hour day week month year".split())  # "..., X said, hours after ..."
TRAILING = 34  # tokens from the report verb to the end of the sentence
RELATIVE = ("who", "that", "which", "whom", "whose", "where")
FINITE = ("VBD", "VBZ", "VBP", "MD")
CLAUSAL = ("ccomp", "parataxis", "xcomp", "acl:relcl", "advcl", "obj")
# verbs that report only what stands in a clause of theirs: "concluded that", not "concluded the talks"
OF_CLAUSES = frozenset(
    "conclude show think believe describe read observe expect answer stress recall mean respond".split()
)
QUOTING = frozenset(("quote", "cite"))
TELLING = frozenset(
    "say tell announce claim confirm write state declare insist acknowledge admit warn".split()
)
CITING = frozenset(("citing", "quoting"))
# verbs that charge or threaten, and report what stands before them: "..., the group warned"
CHARGING = frozenset("warn complain charge allege threaten vow pledge promise predict protest object".split())
EXPECTING = frozenset("expect anticipate foresee predict".split())  # what somebody expects is his to say


def report_verb(reader: Reader, token: int) -> Attribution | None:
    """Return the attribution of a report verb at ``token``, ``None`` where it is none or nobody speaks."""
    sent = reader.sent
    if sent.lemmas[token] == "put":
        return put_at(reader, token)
    if sent.lower[token] in CITING:
        return None  # read with its object
    if sent.pos[token] == "VERB" and sent.lemmas[token] in CHARGING:
        return trailing_report(reader, token)
    if sent.pos[token] not in ("VERB", "AUX") or not is_report(reader, token) or is_negated(sent, token):
        return None
    if sent.tags[token] == "VBN" and sent.deps[token] == "amod":
        return None
    if sent.lemmas[sent.heads[token]] in QUOTING and sent.tags[token] == "VBG":
        return None  # "quoted as saying" is read at its first verb
    confirms = reader.vocabulary.strength_at(sent, token) == "confirm"
    if (trailing := trailing_report(reader, token)) is not None:
        trailing.confirms = confirms
        return trailing
    subject = speaker_token(reader, token)
    content = complement(sent, token, subject)
    if subject is None or not content:
        return None
    if sent.lemmas[token] in OF_CLAUSES and not has_clause(sent, token):
        return None
    claimants, utterance = speakers_at(reader, subject)
    if not claimants and not utterance and not is_speaker_noun(sent, subject, token):
        return None
    words = None if claimants else noun_phrase(sent, subject)
    if claimants and subject < token and not sent.kids(token, "aux:pass"):
        claimants = joined_before(reader, claimants[0]) + claimants
    return Attribution(token, claimants, words, media_told(reader, token), content, utterance, confirms)


def is_speaker_noun(sent: Sentence, subject: int, verb: int) -> bool:
    """Tell a noun that no list has and that says something: "a shopkeeper said"."""
    if sent.lemmas[subject] in SPEAKERS or sent.lower[subject] in ("both", "each"):
        return True
    noun = sent.pos[subject] in ("NOUN", "PROPN") or bool(sent.kids(subject, "det"))
    return sent.lemmas[verb] in TELLING and noun and verb - subject < 12


def is_negated(sent: Sentence, verb: int) -> bool:
    """Tell what was not said: "have not said how many", "never confirmed", "neither side commented"."""
    if any(sent.lower[kid] in ("not", "n't", "never") for kid in sent.kids(verb, "advmod")):
        return True
    if any(sent.lower[kid] == "without" for kid in sent.kids(verb, "mark", "case")):
        return True
    subjects = sent.kids(verb, *SUBJECT)
    return any(
        sent.lower[token] in ("neither", "nobody", "none", "no")
        for subject in subjects
        for token in (subject, *sent.kids(subject, "det", "cc:preconj"))
    )


def trailing_report(reader: Reader, verb: int) -> Attribution | None:
    """Return the attribution of "..., X said" and "..., X, the mayor of Y, said on Friday" from the words alone."""
    sent = reader.sent
    if len(sent) - verb > TRAILING or sent.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if sent.tags[verb - 1] in ("WDT", "WP"):
        return None  # "in an assault that threatened the peace"
    if any(kid > verb and sent.lemmas[kid] not in SPANS for kid in sent.kids(verb, "ccomp")):
        return None
    commas = [token for token in range(1, verb) if sent.lower[token] == "," or sent.tags[token] == "''"]
    if commas and commas[-1] == verb - 1:
        commas = commas[
            :-2
        ]  # the comma closes an apposition: the speaker stands before the one that opens it
    for comma in reversed(commas[-2:]):
        speaker = trailing_speaker(reader, comma, verb)
        if speaker is None:
            continue
        clause = range(comma + 1, verb)
        helpers = sent.kids(verb, "aux")
        finite = [
            t
            for t in clause
            if sent.tags[t] in FINITE and t not in helpers and not in_relative(sent, t, comma)
        ]
        aside = verb + 1 < len(sent) and sent.lower[verb + 1] == ","  # "Ordania, he said, was ..."
        told = aside or any(sent.pos[token] in ("VERB", "AUX") for token in range(comma))
        opens = sent.lower[comma + 1] == "as" or (
            sent.pos[comma + 1] not in ("ADP", "SCONJ", "CCONJ", "PART")
            and sent.lower[comma + 1] not in RELATIVE
        )
        if not finite and told and opens:
            if (relative := opened_relative(sent, comma)) is not None:
                return Attribution(verb, [speaker], None, media_told(reader, verb), relative - {verb})
            claimants = [
                named
                for m in with_conjuncts(reader, speaker, verb)
                for named in speakers_of_mention(reader, m)
            ]
            return Attribution(
                verb, claimants, None, media_told(reader, verb), told_scope(sent, comma, verb, aside)
            )
    return None


def opened_relative(sent: Sentence, comma: int) -> set[int] | None:
    """Return the relative clause that a report phrase interrupts: "people who, Kestria says, are soldiers"."""
    if sent.lower[comma - 1] not in RELATIVE:
        return None
    pronoun = comma - 1
    return set(sent.subtree(sent.heads[pronoun]))


def told_scope(sent: Sentence, comma: int, verb: int, aside: bool) -> set[int]:
    """Return what stands before a trailing report phrase, of one thrown in also what stands behind."""
    behind = set(range(verb + 1, len(sent))) if aside and len(sent) - verb > 4 else set()
    return set(range(comma)) | behind


def speakers_of_mention(reader: Reader, mention: Mention) -> list[Mention]:
    """Return who speaks at a mention: the body behind a spokesman, the person in apposition, else itself."""
    return speakers_at(reader, mention.head)[0][:1] or [mention]


def trailing_speaker(reader: Reader, comma: int, verb: int) -> Mention | None:
    """Return the first who is named behind a comma and owns nothing: in ", Kestria's army said" the army."""
    sent = reader.sent
    near = [m for m in reader.mentions if comma < m.start <= comma + 3 and not m.adjectival and m.end <= verb]
    if sent.lower[verb - 1] == "," and near and not is_person(near[0]):
        named = next((m for m in reader.mentions if m.end == verb - 1 and is_person(m)), None)
        if named is not None:
            return named  # "..., the rebels' chief negotiator, Ana Vell, said"
    near = [longest(near, mention) for mention in near[:1]]
    for mention in near:
        owned = next((m for m in reader.mentions if m.start == mention.end + 1 and m.end <= verb), None)
        if owned is not None and mention.end < len(sent) and sent.tags[mention.end] == "POS":
            return owned
        return mention
    return None


def longest(mentions: list[Mention], first: Mention) -> Mention:
    """Return the mention that goes on from another: "rebel spokesman Ana Vell" of "rebel"."""
    return max((m for m in mentions if m.start <= first.start), key=lambda m: m.end)


def in_relative(sent: Sentence, token: int, first: int) -> bool:
    """Tell a verb behind a "that" or "who" that opens a relative clause after token ``first``."""
    return any(sent.lower[before] in RELATIVE for before in range(first + 1, token))


def is_report(reader: Reader, token: int) -> bool:
    """Tell a report verb, "make public" and "make known" included."""
    if effect_of(reader, token) is Effect.REPORT:
        return True
    sent = reader.sent
    if sent.lemmas[token] in EXPECTING:
        return (
            has_clause(sent, token) and not sent.kids(token, "aux:pass", "cop") and sent.tags[token] != "VBN"
        )
    return sent.lemmas[token] == "make" and any(
        sent.lower[after] in ("public", "known") for after in range(token + 1, min(len(sent), token + 6))
    )


def has_clause(sent: Sentence, verb: int) -> bool:
    """Tell a verb with a clause, "expects the talks to go on" included."""
    to_do = any(is_infinitive(sent, kid) for noun in sent.kids(verb, "obj") for kid in sent.kids(noun, "acl"))
    return to_do or bool(sent.kids(verb, "ccomp", "xcomp"))


def speaker_token(reader: Reader, verb: int) -> int | None:
    """Return the head of the speaker: the parsed subject, else the nearest name before or behind the verb."""
    sent = reader.sent
    if sent.kids(verb, "aux:pass"):
        if sent.lemmas[verb] in QUOTING:
            return next(iter(sent.kids(verb, "nsubj:pass", "nsubj")), None)
        known = [token for kid in sent.kids(verb, "xcomp") for token in sent.kids(kid, "obl", "obl:agent")]
        agents = [
            kid for kid in (*sent.kids(verb, "obl", "obl:agent"), *known) if sent.preposition(kid) == "by"
        ]
        return agents[0] if agents else None
    subjects = [kid for kid in sent.kids(verb, *SUBJECT) if sent.deps[kid] != "nsubj:pass"]
    if subjects and sent.lower[subjects[0]] in ("who", "which", "that") and sent.deps[verb].startswith("acl"):
        return sent.heads[verb]
    if subjects:
        return subjects[0]
    if sent.tags[verb] == "VBG":
        return lent_subject(sent, verb)
    if (named := before_apposition(sent, verb)) is not None or misread_clause(sent, verb) is not None:
        return sent.heads[verb] if named is None else named
    above = sent.heads[verb]
    if sent.deps[verb] == "conj" and sent.deps[above] == "acl:relcl" and sent.lower[verb - 1] == ",":
        return sent.heads[above]  # "The committee, which runs the camp, confirmed ..."
    if sent.deps[verb] == "conj" and not sent.kids(verb, "aux:pass"):
        lent = sent.kids(sent.heads[verb], "nsubj")
        if lent:
            return lent[0]
    before = [m for m in reader.mentions if m.end == verb and not m.adjectival]
    behind = [m for m in reader.mentions if m.start == verb + 1 and not m.adjectival]
    trailing = verb > 0 and sent.lower[verb - 1] in (",", "”", '"', "''")
    return before[0].head if before else behind[0].head if behind and trailing else None


def lent_subject(sent: Sentence, verb: int) -> int | None:
    """Return the subject that a participle shares: "Kestria refused, saying that ..."."""
    for above in sent.ancestors(verb):
        if sent.deps[verb] not in ("advcl", "xcomp", "conj", "parataxis", "dep", "ccomp"):
            return None
        if subjects := sent.kids(above, *SUBJECT):
            return subjects[0]
        verb = above
    return None


def before_apposition(sent: Sentence, verb: int) -> int | None:
    """Return the noun before an apposition where the parse took the verb for its participle.

    "Ana Vell, the head of the team, confirmed the figures": a participle has no object.
    """
    head = sent.heads[verb]
    if not sent.deps[verb].startswith("acl") or head >= verb or sent.lower[verb - 1] != ",":
        return None
    if sent.tags[verb] not in ("VBD", "VBN") or not sent.kids(verb, "obj", "ccomp"):
        return None
    return head if any(sent.lower[token] == "," for token in range(head + 1, verb - 1)) else None


def misread_clause(sent: Sentence, verb: int) -> int | None:
    """Return the verb of the that-clause that was taken for the main clause ("Both governments confirmed that ...")."""
    noun = sent.heads[verb]
    if (
        sent.deps[verb] != "acl"
        or noun >= verb
        or sent.tags[verb] not in ("VBN", "VBD")
        or sent.kids(verb, "obl:agent")
    ):
        return None
    main = sent.heads[noun]
    marked = any(verb < kid < main and sent.lower[kid] == "that" for kid in sent.kids(main, "mark"))
    return main if main > verb and marked else None


def complement(sent: Sentence, verb: int, subject: int | None) -> set[int]:
    """Return the tokens that a report verb covers: its clause, or for a trailing verb all that stands before."""
    if (main := misread_clause(sent, verb)) is not None:
        return set(sent.subtree(main)) - set(sent.subtree(sent.heads[verb]))
    if (aside := beside(sent, verb)) is not None:
        return aside
    below = set(sent.subtree(verb))
    own = set(sent.subtree(subject)) if subject is not None and subject in below else set()
    scope = below - own - {verb} - own_deeds(sent, verb)
    if sent.tags[verb] == "VBG" and sent.deps[verb] == "advcl":
        return scope  # "..., saying that": what stands before is the speaker's own deed
    clausal = any(sent.deps[kid] in CLAUSAL for kid in sent.children[verb])
    trailing = sent.deps[verb] in ("parataxis", "conj", "dep", "advcl") or not clausal
    comma = max((token for token in range(verb) if sent.lower[token] in (",", "”", '"')), default=None)
    if trailing and comma is not None and comma >= verb - 12 and len(sent) - verb < 18:
        scope |= set(range(comma))
    return scope - own


def own_deeds(sent: Sentence, verb: int) -> set[int]:
    """Return what a speaker does besides: "said the vote was void and ordered a new one"."""
    if not sent.kids(verb, "ccomp"):
        return set()
    joined = [
        kid for kid in sent.kids(verb, "conj") if sent.tags[kid] == "VBD" and sent.lemmas[kid] in SPEAKING
    ]
    return {token for kid in joined for token in sent.subtree(kid)}


def beside(sent: Sentence, verb: int) -> set[int] | None:
    """Return all but its own clause for "as X had said", and "an operation that X had announced"."""
    below = set(sent.subtree(verb))
    if sent.kids(verb, "ccomp"):
        return None
    rest = set(range(len(sent))) - below
    if sent.deps[verb] == "advcl" and any(sent.lower[kid] == "as" for kid in sent.kids(verb, "mark")):
        return rest
    if sent.deps[verb] == "acl:relcl" and any(
        sent.lower[kid] in ("that", "which") and sent.deps[kid] in ("obj", "mark")
        for kid in sent.children[verb]
    ):
        noun = sent.heads[verb]
        apposed = noun > 0 and sent.deps[noun] in ("appos", "parataxis", "nmod", "conj", "obl:unmarked")
        return rest - {noun} if apposed and "," in sent.lower[max(0, noun - 3) : noun] else None
    return None


def put_at(reader: Reader, verb: int) -> Attribution | None:
    """Return the attribution of "X put the number of dead at 12", read from the words."""
    sent = reader.sent
    behind = range(verb + 2, min(len(sent) - 1, verb + 24))
    at = next((t for t in behind if sent.lower[t] == "at" and is_numeral(sent, t + 1)), None)
    if at is None or (verb > 0 and sent.lemmas[verb - 1] in ("be", ",")):
        return None
    subjects = sent.kids(verb, "nsubj")
    named = [m for m in reader.mentions if verb - 3 <= m.end <= verb and not m.adjectival]
    claimants = (
        speakers_at(reader, subjects[0])[0]
        if subjects
        else speakers_of_mention(reader, named[-1])
        if named
        else []
    )
    if not claimants:
        return None
    return Attribution(verb, claimants, None, None, set(range(verb + 1, len(sent))))


def is_numeral(sent: Sentence, first: int) -> bool:
    """Tell a number within the next words: "at 6,057", "at about 40", "at more than two billion"."""
    return any(sent.pos[token] == "NUM" for token in range(first, min(len(sent), first + 4)))
