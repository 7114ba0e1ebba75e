"""Who did it to whom: the slots that the event word's row names, then the nearest fitting party as a back-off."""

import itertools
from collections.abc import Iterable, Set
from dataclasses import dataclass

from timeline.extract.text.deeds.effects import SPOKEN, Decision
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.grammar.clauses import Clause, carrier, claimed_by, conjuncts, verb_clause
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention
from timeline.model import ActorKind, EventType, Role

# what is said of or done for somebody, who may stand further off than the frame looks
FACING = frozenset(
    (
        EventType.AGREE, EventType.SUPPORT, EventType.AID, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST,
        EventType.THREATEN, EventType.CONCEDE, EventType.SANCTION, EventType.COOPERATE, EventType.PROTEST,
        EventType.MOBILIZE, EventType.COERCE,
    )
)  # fmt: skip
EXPECTING = frozenset("expect anticipate foresee predict".split())
BYSTANDERS = frozenset(
    ("civilians", "captives", "refugees", "children")
)  # classes of those who are spoken of
TOWNS = frozenset("city capital town village resort port border soil".split())
LOCATIVE = frozenset(
    "in at near from outside inside around across through over via to into towards toward".split()
)
VICTIM_VERBS = frozenset(
    "kill injure wound die maim massacre murder execute behead shoot slay hurt slaughter stab lynch decapitate hack "
    "gun assassinate".split()
)
APART = frozenset("after before when since until".split())  # begin a clause with doers of its own
WEAPONS = frozenset("missile rocket drone shell bomb mortar projectile torpedo".split())
HELP = frozenset("help mediation assistance involvement".split())
FIRED = frozenset("fire launch send drop shoot lob".split())
# nouns for people, whom a group's name only tells apart ("a Hamas fighter")
PEOPLE_CLASSES = frozenset(
    "militants military rebels paramilitary head_of_state officials elites civilians police criminals".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A mention in a role, and how it was found: by its slot or as the nearest party."""

    role: Role
    mention: Mention
    rule: str


def parts_of(
    reader: Reader, hit: Hit, decision: Decision, taken: set[int], saying: Set[int] = frozenset()
) -> list[Part]:
    """Return the participants of an event word; ``taken`` holds tokens of those who only report it.

    Those of ``saying`` report it too, but may be those who promise, demand or reject; addressed they are not.
    """
    clause = lent_subject(reader, hit)
    if decision.anchor != hit.token:
        return governed_parts(reader, hit, decision, clause, taken)
    row = hit.row
    acting = ("subj", *row.actor) if hit.is_noun else row.actor  # a noun has the subject of its light verb
    if row.mutual:
        sides = [m for slot in acting for m in mentions_in(reader, clause, slot)]
        sides += [
            m for slot in row.recipient if slot not in row.actor for m in mentions_in(reader, clause, slot)
        ]
        sides = unique(m for m in sides if m.head not in taken and can_be_side(m, decision))
        if len(sides) == 1 and row.event_type is EventType.CONSULT:
            sides = unique([*met_by(reader, hit, sides[0], taken), *sides])
        if decision.event_type is EventType.AGREE and len(sides) == 1 and is_single(reader, sides[0]):
            others = nearest_after(reader, hit, taken | {sides[0].head}, saying)
            return [Part(Role.ACTOR, sides[0], "slot.subj")] + [Part(Role.RECIPIENT, m, r) for m, r in others]
        return [Part(role, m, "slot.mutual") for role in (Role.ACTOR, Role.RECIPIENT) for m in sides]
    stative = row.forms[0][0] == "be"  # "was prepared to talk" is no passive
    if stative and clause.passive and "subj" in row.actor:
        acting = ("obj", *acting)  # its subject
    actors = first_filled(reader, clause, acting, taken)
    suffering = clause.passive and stative and "subj" in row.recipient
    slots = ("obj", *row.recipient) if suffering else row.recipient  # the subject of "was charged with"
    if hit.is_noun:
        slots = ("recipient", *slots)  # the subject of "came under attack"
    recipients = first_filled(reader, clause, slots, taken | {m.head for m, _ in actors})
    actors = actors or shooters(reader, clause)
    if (
        not actors
        and not hit.is_noun
        and not clause.passive
        and "subj" not in row.recipient
        and not clause.get("subj")
    ):
        actors = nearest_before(reader, hit.token, taken | {m.head for m, _ in recipients})
    if not recipients and decision.event_type in FACING:
        recipients = nearest_after(reader, hit, taken | {m.head for m, _ in actors}, saying)
    if (
        not recipients
        and decision.event_type is EventType.RETREAT
        and decision.event_mode in (None, "release")
    ):
        recipients = first_filled(reader, clause, ("obj", "of"), taken | {m.head for m, _ in actors})
    found = [Part(Role.ACTOR, m, rule) for m, rule in actors]
    hurt = decision.event_type is EventType.ASSAULT and reader.sent.lemmas[hit.token] in VICTIM_VERBS
    found += [Part(victim_role(m) if hurt else Role.RECIPIENT, m, rule) for m, rule in recipients]
    return found


def met_by(reader: Reader, hit: Hit, other: Mention, taken: Set[int]) -> list[Mention]:
    """Return who met the one that is named: the subject of the verb above ("ordered it following a call with X").

    Behind a comma the parser hangs such a phrase on the report verb; then it is the first subject of the sentence.
    """
    sent = reader.sent
    if not hit.is_noun or not hit.clause.get("with"):
        return []
    noun = carrier(sent, hit.token)
    above = [token for verb in sent.ancestors(noun) for token in sent.kids(verb, *SUBJECT)]
    first = [m.head for m in reader.mentions if sent.deps[m.head] in SUBJECT and m.end <= noun]
    for token in [*above, *(first if sent.preposition(noun) in ("following", "after") else ())]:
        found = [m for m in reader.parties_near(token) if m.parties and m.head not in (*taken, other.head)]
        if found and found[0].parties != other.parties:
            return found[:1]
    return []


def shooters(reader: Reader, clause: Clause) -> list[tuple[Mention, str]]:
    """Return who fired what hit somebody: "a missile fired by Kestria struck a ship"."""
    sent = reader.sent
    shots = [token for token in clause.get("subj") if sent.lemmas[token] in WEAPONS]
    fired = [verb for token in shots for verb in sent.kids(token, "acl") if sent.lemmas[verb] in FIRED]
    return [(m, "slot.by") for verb in fired for m in mentions_in(reader, verb_clause(sent, verb), "by")]


def can_be_side(mention: Mention, decision: Decision) -> bool:
    """Tell a party to talks or an exchange from what is exchanged ("prisoners") and from a place name."""
    if decision.event_type is EventType.ASSAULT and mention.parties[:1] and mention.parties[0].sector:
        return True  # "gunmen clashed with soldiers"
    if mention.pronoun or mention.cls in ("sides", "delegation"):
        return True
    if mention.unknown or mention.cls in ("captives", "refugees"):
        return False
    return any(one.country or one.actor for one in mention.parties)


def victim_role(mention: Mention) -> Role:
    """People who are killed or injured are victims; a state or group that is hit is the recipient."""
    people = mention.parties and mention.parties[0].kind in (ActorKind.PEOPLE, ActorKind.PERSON)
    named = mention.parties and mention.parties[0].kind is ActorKind.ARMED_GROUP
    return Role.VICTIM if people or (named and mention.cls in PEOPLE_CLASSES) else Role.RECIPIENT


def brokers_of(reader: Reader, hits: Iterable[Hit]) -> list[Mention]:
    """Return who mediated ("in a swap brokered by Kestria", "with the mediation of Kestria")."""
    return unique(
        m
        for hit in hits
        if hit.row.event_mode == "third-party" and (not hit.row.mutual)
        for slot in ("subj", "by", "of", "poss", "compound")
        if not (slot == "subj" and hit.is_noun)  # "held talks under Kestrian mediation"
        for m in mentions_in(reader, hit.clause, slot)
        if not m.unknown
    )


def lent_subject(reader: Reader, hit: Hit) -> Clause:
    """Return the clause of an event word; a noun under a light verb ("launched an attack") takes its slots too."""
    clause = hit.clause
    if not hit.is_noun:
        return clause
    sent = reader.sent
    noun = carrier(sent, hit.token)
    if (claim := claimed_by(sent, noun)) is not None:
        for token in verb_clause(sent, claim).get("subj"):
            clause.add("by", token)
        return clause
    verb = sent.heads[noun]
    if sent.deps[noun] in ("obj", "nsubj:pass", "obl", "nsubj") and sent.pos[verb] == "VERB":
        light = reader.vocabulary.light.get(sent.lemmas[verb])
        if light is not None and sent.deps[noun] != "nsubj":
            governing = verb_clause(sent, verb)
            slot = "subj" if light.slot == "actor" else light.slot
            source = "by" if governing.passive else "subj"
            for token in governing.get(source):
                if token not in (hit.token, noun):
                    clause.add(slot, token)
            for prep in ("with", "on", "against", "to", "at", "between", "by", "from"):
                for token in governing.get(prep):
                    clause.add(prep, token)
    return clause


def mentions_in(reader: Reader, clause: Clause, slot: str) -> list[Mention]:
    """Return the parties that stand in a slot, coordinated ones included."""
    tokens = [one for token in clause.get(slot) for one in conjuncts(reader.sent, token)]
    if slot == "with":  # whose help it is takes no side: "swapped prisoners with the help of Kestria"
        tokens = [token for token in tokens if reader.sent.lemmas[token] not in HELP]
    return unique(m for token in tokens for m in named_at(reader, token) if not ends_place(reader, m))


def ends_place(reader: Reader, mention: Mention) -> bool:
    """Tell the second country of "bases in Kestria and Ordania", wherever the parser hangs it."""
    sent, joint = reader.sent, mention.start - 1
    if joint < 1 or sent.lower[joint] not in ("and", "or") or mention.head != mention.start:
        return False
    before = reader.mention_at(joint - 1)
    return before is not None and before.head == joint - 1 and sent.lower[before.start - 1] == "in"


def named_at(reader: Reader, token: int) -> list[Mention]:
    """Return who a noun phrase names: in "his challenger, Ana Vell" her, not him."""
    found = reader.parties_near(token)
    if len(found) != 1 or not found[0].pronoun or found[0].head == token:
        return found
    beside = (reader.mention_at(kid) for kid in reader.sent.kids(token, "appos"))
    return [m for m in beside if m is not None and m.parties and not m.cls][:1] or found


def unique(mentions: Iterable[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for mention in mentions:
        if mention not in found:
            found.append(mention)
    return found


def first_filled(
    reader: Reader, clause: Clause, slots: tuple[str, ...], taken: set[int]
) -> list[tuple[Mention, str]]:
    """Return the mentions of the first slot that names anybody, with the rule ``slot.<name>``."""
    if clause.passive and "subj" in slots and "by" not in slots:
        slots = ("by", *(slot for slot in slots if slot != "subj"))
    for slot in slots:
        named = [m for m in mentions_in(reader, clause, slot) if m.head not in taken]
        if named:
            return [(m, f"slot.{slot}") for m in named]
    return []


def is_single(reader: Reader, mention: Mention) -> bool:
    """Tell one party that binds itself ("Kestria agreed to send aid to Ordania") from "the sides agreed"."""
    many = mention.cls == "delegation" and reader.sent.tags[mention.head] == "NNS"
    return len(mention.parties) == 1 and mention.cls != "sides" and not many and not mention.pronoun


def nearest_after(reader: Reader, hit: Hit, taken: set[int], saying: Set[int]) -> list[tuple[Mention, str]]:
    """Return the first party named behind an event word, the one whom a promise or reproach most often concerns."""
    actor = {m.parties[0] for m in reader.mentions if m.head in taken and m.parties}
    home = {one.country for one in actor if one.country}
    spoken = hit.row.event_type in SPOKEN
    for mention in reader.mentions:
        known = mention.parties and (mention.parties[0].country or mention.parties[0].actor)
        if (
            mention.start > hit.last
            and known
            and mention.head not in taken
            and mention.head not in saying
            and mention.parties[0] not in actor
            and mention.parties[0].country not in home
            and mention.parties[0].sector != "JRN"
            and not stands_aside(reader, mention, hit)
            and not (spoken and mention.cls in BYSTANDERS)
        ):
            return [(mention, "nearest.after")]
    return []


def stands_aside(reader: Reader, mention: Mention, hit: Hit) -> bool:
    """Tell who is named in another clause, or only as the country of a town: "asked for talks in the Kestrian city"."""
    sent = reader.sent
    if mention.adjectival and sent.lemmas[sent.heads[mention.head]] in TOWNS:
        return True
    below = set(sent.subtree(hit.token))
    if mention.head not in below:
        return sent.deps[hit.token] == "acl:relcl"
    between = itertools.takewhile(
        lambda token: token != hit.token, [mention.head, *sent.ancestors(mention.head)]
    )
    chain = list(between)
    told = any(  # "condemned it and said that Kestria would help Ordania"
        sent.deps[one] == "ccomp" and sent.deps[sent.heads[one]] == "conj" for one in chain
    )
    return told or any(sent.deps[token] == "acl:relcl" or is_company(sent, token) for token in chain)


def is_company(sent: Sentence, verb: int) -> bool:
    """Tell the verb of "with Kestria's president taking part"."""
    return sent.deps[verb] == "advcl" and any(
        sent.lower[kid] == "with" for kid in sent.kids(verb, "mark", "case")
    )


BUILT = frozenset(("embassy",))  # nobody acts who is only named as the owner of a house


def nearest_before(reader: Reader, token: int, taken: set[int]) -> list[tuple[Mention, str]]:
    """Return the nearest party before an event word that does not stand in a place phrase."""
    sent = reader.sent
    candidates = [
        m
        for m in reader.mentions
        if m.end <= token and m.parties and m.head not in taken and sent.preposition(m.head) not in LOCATIVE
        and not m.adjectival and not reader.classes_of(m.head) & BUILT
    ]  # fmt: skip
    if not candidates or APART & set(sent.lower[candidates[-1].end : token]):
        return []  # "Kestria flew out the wounded two days after a bomb exploded"
    return [(candidates[-1], "nearest")]


def governed_parts(
    reader: Reader, hit: Hit, decision: Decision, clause: Clause, taken: set[int]
) -> list[Part]:
    """Return the participants where a governor decides ("demanded that X withdraw"): its subject is the actor."""
    sent = reader.sent
    governor = verb_clause(sent, decision.anchor)
    source = "by" if governor.passive else "subj"
    actors = [
        m
        for m in mentions_in(reader, governor, source)
        if m.head not in taken or decision.event_type is not EventType.AGREE
    ]
    if sent.lemmas[decision.anchor] in EXPECTING and not governor.passive:
        actors = []  # "Kestria's president expects prisoners to be traded": not by him
    own = mentions_in(reader, clause, "by" if clause.passive else "subj")
    if hit.row.mutual and decision.event_type is EventType.AGREE:
        sides = unique(
            m for m in [*actors, *own, *(m for slot in hit.row.actor for m in mentions_in(reader, clause, slot))]
            if m.head not in taken
        )  # fmt: skip
        return [Part(role, m, "slot.mutual") for role in (Role.ACTOR, Role.RECIPIENT) for m in sides]
    if not actors and decision.event_type is EventType.AGREE:
        actors = [m for m in own if m.head not in taken]
    if hit.row.actor[:1] == ("obj",) and decision.event_type is EventType.AGREE:
        guests = [m for m in mentions_in(reader, clause, "obj") if m.head not in taken]
        return [Part(Role.ACTOR, m, "slot.obj") for m in guests] + [
            Part(Role.RECIPIENT, m, "slot.governor") for m in actors
        ]
    addressed = [
        m for slot in ("obj", "iobj", "on", "to", "from", "with") for m in mentions_in(reader, governor, slot)
    ]
    others = [*addressed, *own, *(m for slot in hit.row.recipient for m in mentions_in(reader, clause, slot))]
    recipients = [m for m in unique(others) if m not in actors and m.head not in taken][:1]
    return [Part(Role.ACTOR, m, "slot.governor") for m in actors] + [
        Part(Role.RECIPIENT, m, "slot.governor") for m in recipients
    ]
