"""Event type, mode and status: the row of the event word, changed by what governs it.

What is demanded, refused, denied, threatened, alleged or intended is not the act itself: PLOVER codes the demand
(REQUEST), the refusal or denial (REJECT), the threat (THREATEN), the allegation (ACCUSE) and the intent (AGREE).
"""

from timeline.extract.text.deeds.accidents import is_accident, is_impending, warns_of_nature
from timeline.extract.text.deeds.effects import (
    CHANGES,
    SPOKEN,
    THREAT_CAMEO,
    THREAT_MODE,
    WISH_MODE,
    Decision,
    negated,
)
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.deeds.modality import (
    COMPLEMENT,
    OUTSIDE,
    Effect,
    introduced_outside,
    is_infinitive,
    is_reported,
    modalities,
)
from timeline.extract.text.deeds.otherwise import means_otherwise
from timeline.extract.text.deeds.sayings import (
    NOTHING,
    appointed,
    broken_off,
    held_up,
    is_appointment,
    says_nothing,
)
from timeline.extract.text.deeds.undone import is_undone
from timeline.extract.text.grammar.clauses import is_misread_verb
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import ActorKind, EventType, Status
from timeline.vocab.triggers import Trigger

T = EventType
REMAINS = frozenset("body remains corpse dead fallen prisoner captive".split())
HELD = frozenset((T.CONSULT, T.AGREE, T.SUPPORT, T.CONCEDE, T.RETREAT))
CANCELLING = frozenset(
    "cancel scrap postpone suspend call abort abandon shelve delay scuttle off cancellation".split()
)
OFFERING = frozenset("ready willing prepared offer promise pledge vow undertake commit volunteer".split())
HURT = frozenset(("wound", "injure", "hurt"))
HARMFUL = frozenset((T.ASSAULT, T.COERCE, T.MOBILIZE, T.SANCTION, T.THREATEN))
UNDER_WAY = frozenset("underway ongoing way progress".split())
HELD_ON = frozenset("hold besiege blockade detain occupy".split())  # "were being held": they still are
DENYING = frozenset("deny denial contradict dispute rebut refute gainsay".split())
DAILY = frozenset("daily nightly weekly regularly constantly repeatedly".split())
REALISED = frozenset(
    "begin start continue manage proceed help come go use force compel dare resume cease stop get vote "
    "see watch hear witness film".split()
)


def decide(reader: Reader, hit: Hit, hits: dict[int, Hit]) -> Decision | None:
    """Return the coding of an event word, ``None`` where another word speaks for it or it is not real."""
    sent = reader.sent
    if is_modifier(sent, hit, hits) or is_asked_about(sent, hit) or consumed_by(sent, hit, hits) is not None:
        return None
    if (
        says_nothing(reader, hit)
        or is_accident(reader, hit)
        or is_impending(reader, hit)
        or means_otherwise(reader, hit)
        or warns_of_nature(reader, hit)
        or is_left_behind(sent, hit)
    ):
        return None
    if is_undone(sent, hit) or is_described(sent, hit):
        return None
    changes = modalities(reader, hit.token)
    row = hit.row
    base = Decision(row.event_type, row.event_mode, row.cameo_code, Status.OCCURRED, hit.token, rule_id(row))
    if is_diplomatic_protest(reader, hit):
        base.event_type, base.event_mode, base.cameo_code = T.ACCUSE, "disapprove", "114"
        base.rule += "+state"
    alone = not row.mutual and not hit.clause.passive and len(hit.clause.get("subj")) == 1
    base.one_sided = alone and is_promise(reader, hit)
    if is_appointment(sent, hit):
        return appointed(base)
    if (verb := held_up(sent, hit)) is not None:
        return broken_off(base, verb)
    if is_denial(sent, hit):
        base.content = T.ACCUSE  # it is a charge or an account that is denied
    elif row.event_type in SPOKEN:
        refine_mode(base, content_of(sent, hit, hits))
        if (
            base.event_type is T.AGREE
            and base.content in THREAT_MODE
            and has_hostile_content(sent, hit, hits)
        ):
            base.event_type, base.rule = T.THREATEN, f"{base.rule}+hostile"  # "vowed to attack"
            base.event_mode, base.cameo_code = THREAT_MODE[base.content], THREAT_CAMEO[base.content]
        if base.event_type is T.AGREE and base.content is T.RETREAT and sent.lemmas[hit.token] in OFFERING:
            base.event_type = T.CONCEDE  # the yielding is the speaker's own
    effects = [change.effect for change in changes]
    if row.event_type not in SPOKEN and row.event_type is not T.SANCTION and is_ongoing(sent, hit):
        base.status = Status.ONGOING
    decisive = next((c for c in changes if c.effect in CHANGES), None)
    if decisive is None:
        return None if is_bare_infinitive(sent, hit) else negated(base, effects)
    if (
        decisive.effect is Effect.INTENT
        and decisive.governor
        and sent.deps[decisive.token] in ("acl", "advcl")
        and not sent.kids(decisive.token, "nsubj")
    ):
        return None  # "meetings aimed at ending the war": a purpose, not a plan
    if (
        decisive.effect is Effect.END
        and base.event_type in HELD
        and sent.lemmas[decisive.token] not in CANCELLING
    ):
        return base  # talks that ended were held
    negative = any(
        c.effect is Effect.NEGATION
        and (changes.index(c) < changes.index(decisive) or not (c.governor or decisive.governor))
        for c in changes
    )
    if (
        negative
        and decisive.effect is Effect.INTENT
        and row.mutual
        and not decisive.governor
        and meets_all(reader, hit)
    ):
        return negated(base, effects)  # "the two sides will not meet on Friday": neither of them refuses
    return CHANGES[decisive.effect](base, decisive, negative)


def meets_all(reader: Reader, hit: Hit) -> bool:
    """Tell whether all who would meet are the subject."""
    found = {one for token in hit.clause.get("subj") for m in reader.parties_near(token) for one in m.parties}
    return len(found) > 1


def is_denial(sent: Sentence, hit: Hit) -> bool:
    """Tell "denied the attack" and "rejected the charge", which refuse nothing, whatever deed is spoken of."""
    row = hit.row
    return row.event_type is T.REJECT and (sent.lemmas[hit.token] in DENYING or "accusation" in row.classes)


def is_left_behind(sent: Sentence, hit: Hit) -> bool:
    """Tell what an attack left ("…, leaving seven dead and a road blocked") from a departure."""
    return sent.lower[hit.token] == "leaving" and sent.deps[hit.token] == "advcl"


def is_diplomatic_protest(reader: Reader, hit: Hit) -> bool:
    """Tell "Kestria protested": a state does not march."""
    if hit.is_noun or hit.row.event_type is not T.PROTEST or reader.sent.lemmas[hit.token] != "protest":
        return False
    subjects = [m for token in hit.clause.get("subj") for m in reader.parties_near(token) if m.head == token]
    kinds = {
        party.actor.kind for m in subjects if not m.cls for party in m.parties if party.actor is not None
    }
    return bool(kinds) and kinds <= {ActorKind.COUNTRY, ActorKind.GOVERNMENT}


def is_promise(reader: Reader, hit: Hit) -> bool:
    """Tell what somebody says that he will do from what the report says is going to happen."""
    sent = reader.sent
    offered = any(sent.lemmas[token] in OFFERING for token in sent.ancestors(hit.token)[:2])
    return offered or is_reported(reader, hit.token)


def is_asked_about(sent: Sentence, hit: Hit) -> bool:
    """Tell an event inside "did not say how many were freed", "where the bodies were handed over"."""
    clause = [hit.token, *sent.kids(hit.token, "obj", "nsubj", "nsubj:pass")]
    return any(
        sent.lower[kid] in ("how", "whether", "where", "why") and sent.deps[hit.token] != "acl:relcl"
        for token in clause
        for kid in sent.kids(token, "advmod", "mark", "amod", "det")
    )


def is_modifier(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> bool:
    """Tell a participle that only describes somebody in another event ("wounded prisoners were exchanged")."""
    if hit.is_noun or sent.tags[hit.token] not in ("VBN", "VBG", "JJ"):
        return False
    dep = sent.deps[hit.token]
    if dep == "compound":
        return True
    if dep == "amod":
        return not is_misread_verb(sent, hit.token)
    if dep == "acl" and any(sent.lemmas[token] in REMAINS for token in sent.ancestors(hit.token)[:2]):
        return True  # "the bodies of soldiers killed in the war"
    if dep == "acl" and hit.row.event_type is T.CONSULT:
        return True
    return dep == "acl" and any(token in hits for token in sent.ancestors(hit.token))


def is_described(sent: Sentence, hit: Hit) -> bool:
    """Tell "would add 23 captives who have been badly wounded": what the people are, with nothing said of the deed."""
    token = hit.token
    if sent.deps[token] != "acl:relcl" or sent.lemmas[token] not in HURT or not hit.clause.passive:
        return False
    return not any(sent.deps[kid].startswith(("obl", "advcl")) for kid in sent.children[token])


def is_bare_infinitive(sent: Sentence, hit: Hit) -> bool:
    """Tell a purpose or wish ("to be returned home"), which is no deed, unless a verb of doing governs it."""
    token = hit.token
    if hit.is_noun or not is_infinitive(sent, token):
        return False
    governor = sent.lemmas[sent.heads[token]] if sent.heads[token] != token else ""
    if hit.row.event_type in THREAT_MODE and governor in ("try", "attempt", "seek"):
        return False  # "tried to assassinate": an attempted attack is coded as an attack
    return governor not in REALISED


def rule_id(row: Trigger) -> str:
    """Return the name of a trigger row: its words and what they are coded as."""
    mode = f":{row.event_mode}" if row.event_mode else ""
    return f"{row.pos}.{'-'.join(row.forms[0])}>{row.event_type}{mode}"


def consumed_by(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> Hit | None:
    """Return the event word that speaks for this one: the demand for the thing demanded, "sign" for "agreement"."""
    if (accusation := accusation_of(sent, hit, hits)) is not None:
        return accusation
    current = hit.token
    for head in sent.ancestors(hit.token):
        dep = sent.deps[current]
        if dep == "fixed":  # "accused each other of breaking the truce"
            current = head
            continue
        if dep == "conj" and (first := hits.get(head)) is not None and first.row.event_type in SPOKEN:
            return None
        other = hits.get(head)
        if other is not None and speaks_for(sent, other, hit, current, dep):
            return None if is_beside(sent, other, hit) else other
        done = hit.row.event_type in HARMFUL or hit.row.event_type is T.PROTEST
        if done and dep == "acl:relcl" and sent.tags[current] == "VBD":
            return None  # "sheltered militants who ambushed a convoy": what they did is told for itself
        if dep.split(":")[0] not in {name.split(":")[0] for name in COMPLEMENT} or dep == "parataxis":
            return None
        if dep.startswith(("advcl", "obl", "nmod")) and introduced_outside(sent, current):
            return None
        if dep.startswith(("obl", "nmod")) and sent.preposition(current) in ("at", "during"):
            return None  # what was agreed at a meeting is not the meeting
        current = head
    return None


def is_beside(sent: Sentence, other: Hit, hit: Hit) -> bool:
    """Tell a noun joined to another one that is a deed of its own: "a state of emergency and a curfew"."""
    if not hit.is_noun or hit.row.event_mode in (None, other.row.event_mode):
        return False
    joined = sent.deps[hit.token] == "conj" or bool(sent.kids(hit.token, "conj"))
    return joined and (other.is_noun or hit.row.event_type is other.row.event_type is T.COERCE)


def accusation_of(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> Hit | None:
    """Return the verb of "accused the army of executing villagers", wherever the parser hung the participle."""
    if hit.is_noun or sent.tags[hit.token] != "VBG" or sent.lower[hit.token - 1] not in ("of", "having"):
        return None
    for token in range(hit.token - 1, -1, -1):
        other = hits.get(token)
        if other is not None and not other.is_noun:
            return other if sent.lemmas[token] in ("accuse", "suspect", "convict", "acquit") else None
    return None


def speaks_for(sent: Sentence, other: Hit, hit: Hit, child: int, dep: str) -> bool:
    """Tell whether the event word ``other`` has ``hit`` as its content or names the same event."""
    if dep in ("obj", "nsubj:pass", "appos", "iobj"):
        return True
    same = other.row.event_type is hit.row.event_type
    if dep in ("nsubj", "obl", "nmod", "compound", "obl:agent") and hit.is_noun:
        prep = sent.preposition(child)
        if prep in OUTSIDE:
            return False
        return same or (other.row.event_type in SPOKEN and prep not in ("at", "during", "in"))
    if dep in ("xcomp", "ccomp", "csubj", "acl", "advcl"):
        return other.row.event_type in SPOKEN or (same and dep == "xcomp")
    return False


def same_event_words(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> list[Hit]:
    """Return the nouns that name the same event as a verb ("killed in an attack by ..."), for their participants."""
    return [
        inner
        for inner in hits.values()
        if inner is not hit
        and inner.is_noun
        and inner.row.event_type is hit.row.event_type
        and consumed_by(sent, inner, hits) is hit
    ]


def content_of(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> Hit | None:
    """Return the event word of what a demand, refusal or agreement is about, ``None`` where there is none."""
    for token in sent.subtree(hit.token):
        inner = hits.get(token)
        if inner is None or inner is hit or consumed_by(sent, inner, hits) is not hit:
            continue
        if not any(sent.lower[kid] in NOTHING for kid in sent.kids(token, "det", "cc:preconj")):
            return inner  # and no truce in "an understanding on prisoners, but no truce"
    return None


def refine_mode(base: Decision, about: Hit | None) -> None:
    """Give a demand, refusal or threat without a mode of its own the mode of its content."""
    if about is not None and about.row.event_type is base.event_type:
        about = None  # "the understanding that they reached" says nothing of what it is about
    content = about.row.event_type if about else None
    if content is base.event_type is T.AGREE:
        content = about = None  # "the understanding reached on Wednesday" says nothing of what is agreed
    base.content, base.content_mode = content, about.row.event_mode if about else None
    if base.event_type is T.ACCUSE and content in HARMFUL and base.event_mode != "disapprove":
        base.event_mode, base.cameo_code = "allege", "112"
    if base.content_mode == "third-party":
        base.content = base.content_mode = None  # "a deal brokered by X" is on no talks
    if content is None or base.event_mode:
        return
    if base.event_type in (T.REQUEST, T.REJECT):
        base.event_mode = WISH_MODE.get(content, "change")
    elif base.event_type is T.THREATEN:
        base.event_mode = THREAT_MODE.get(content)


def is_ongoing(sent: Sentence, hit: Hit) -> bool:
    """Tell a deed that goes on: progressive or done "daily", or a noun that "continues" or is "under way"."""
    token = hit.token
    if hit.is_noun:
        head = sent.heads[token]
        return sent.deps[token] == "nsubj" and (
            (
                sent.lemmas[head] in ("continue", "rage", "proceed")
                and sent.tags[head] in ("VBP", "VBZ", "VBG")
            )
            or (sent.lower[head] in UNDER_WAY and bool(sent.kids(head, "cop")))
        )
    helpers = sent.kids(token, "aux", "aux:pass")
    if sent.tags[token] == "VBG":
        return any(sent.tags[kid] in ("VBP", "VBZ") for kid in helpers)
    if any(sent.lower[kid] == "being" for kid in helpers):
        return sent.lemmas[token] in HELD_ON or any(sent.tags[kid] in ("VBP", "VBZ") for kid in helpers)
    perfect = any(sent.lower[kid] in ("has", "have") for kid in helpers)
    return perfect and any(word in DAILY for word in sent.lower[token:])


def has_hostile_content(sent: Sentence, hit: Hit, hits: dict[int, Hit]) -> bool:
    """Tell whether what is promised is a hostile act itself, not one named in a side clause."""
    kids = [
        kid for kid in sent.kids(hit.token, "xcomp", "ccomp", "advcl") if not introduced_outside(sent, kid)
    ]
    return any((inner := hits.get(kid)) is not None and inner.row.event_type in THREAT_MODE for kid in kids)
