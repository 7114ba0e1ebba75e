"""Who stands behind or beside those who act: "rebels backed by Kestria", "Kestria-backed rebels", "alongside".

They are associated with the event; that they stand behind somebody is told in passing and no event of its own.
"""

from collections.abc import Iterator

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Cast, Draft, mention_words
from timeline.extract.text.grammar.clauses import conjuncts
from timeline.extract.text.people.mentions import BACKED, BACKER, Mention
from timeline.model import EventType, Role

BESIDE = frozenset(("alongside",))
BESIDE_PHRASES = (
    ("together", "with"), ("along", "with"), ("jointly", "with"), ("in", "coordination", "with"),
    ("in", "cooperation", "with"), ("with", "support", "from"), ("with", "the", "support", "of"),
    ("with", "the", "backing", "of"), ("with", "backing", "from"), ("with", "the", "help", "of"),
    ("with", "help", "from"), ("on", "behalf", "of"), ("side", "by", "side", "with"),
)  # fmt: skip
LINKS = frozenset(("by", "with", "to"))
CUES = BACKED | BESIDE | {phrase[-2] for phrase in BESIDE_PHRASES} | {"together", "along"}
FORCE = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.THREATEN))
REACH = 4  # tokens between those who are backed and the word that says so (", which is")
ACTING = (Role.ACTOR, Role.RECIPIENT, Role.VICTIM)


def add_allies(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """Name who is associated with the events of a sentence; return the drafts without those that say only that."""
    if not CUES & set(reader.sent.lower):
        return drafts
    kept = [draft for draft in drafts if not is_background(draft)]
    for ally, side in [*backers(reader), *companions(reader)]:
        for draft in kept:
            if belongs(draft, ally, side):
                # "X was detained along with Y": Y was detained too
                suffers = side is None and draft.hit.clause.passive
                associate(draft, ally, Role.RECIPIENT if suffers else Role.ASSOCIATED)
    return kept


def is_background(draft: Draft) -> bool:
    """Tell a clause that only says who stands behind somebody ("the rebels, who are backed by Kestria")."""
    sent, token = draft.reader.sent, draft.hit.token
    if draft.event_type is not EventType.SUPPORT or sent.lower[token] not in BACKED:
        return False
    if token and sent.lower[token - 1] in ("-", "–"):
        return True
    mention = draft.reader.mention_at(sent.heads[token])
    described = sent.deps[token].startswith(("acl", "advcl", "amod")) and draft.hit.clause.passive
    return described and mention is not None and not mention.unknown


def backers(reader: Reader) -> Iterator[tuple[Mention, Mention | None]]:
    """Yield who backs, and whom: behind "backed by", in front of "-backed"."""
    sent = reader.sent
    for token, word in enumerate(sent.lower[:-1]):
        if word not in BACKED:
            continue
        if sent.lower[token + 1] in LINKS:
            backed = [m for m in reader.mentions if m.end <= token <= m.end + REACH and not m.adjectival]
            found = [m for m in reader.mentions if token + 2 <= m.start <= token + 3 and m.parties][:1]
            for mention in listed(reader, found):
                yield mention, backed[-1] if backed else None
        elif token > 1 and reader.mention_at(token - 2) is not None:
            before = [m for m in reader.mentions if m.cls == BACKER and m.end == token - 1]
            behind = [m for m in reader.mentions if m.start <= token + 1 <= m.head and m.cls != BACKER]
            for country in before:
                yield country, behind[0] if behind else None


def companions(reader: Reader) -> Iterator[tuple[Mention, Mention | None]]:
    """Yield who acts beside the subject of the sentence, or for whom it acts."""
    sent = reader.sent
    for token, word in enumerate(sent.lower):
        end = token + 1 if word in BESIDE else next(
            (token + len(words) for words in BESIDE_PHRASES if tuple(sent.lower[token : token + len(words)]) == words),
            None,
        )  # fmt: skip
        if end is not None:
            found = [m for m in reader.mentions if end <= m.start <= end + 1 and m.parties and not m.pronoun][
                :1
            ]
            for mention in listed(reader, found):
                yield mention, None


def listed(reader: Reader, found: list[Mention]) -> list[Mention]:
    """Return a mention with those that are coordinated with it."""
    tokens = [one for mention in found for one in conjuncts(reader.sent, mention.head)]
    return list(dict.fromkeys(m for token in tokens for m in reader.parties_near(token)))


def belongs(draft: Draft, ally: Mention, side: Mention | None) -> bool:
    """Tell whether the backed party takes part in the event, or the ally stands in its clause."""
    sent = draft.reader.sent
    if side is not None:
        parties = {item.party for item in draft.roles if item.role in ACTING}
        words = mention_words(draft.reader, side)
        return bool(parties & set(side.parties)) or any(item.words == words for item in draft.roles)
    if draft.event_type not in FORCE:
        return False
    above = sent.ancestors(ally.head)
    return draft.hit.token in above or any(
        item.span == sent.chars(m.start, m.end - 1)
        for item in draft.roles
        for m in draft.reader.mentions
        if m.head in above
    )


def associate(draft: Draft, ally: Mention, role: Role) -> None:
    """Give the ally its role, and no other."""
    span = draft.reader.sent.chars(ally.start, ally.end - 1)
    for one in ally.parties:
        if one.country or one.actor:
            draft.roles = [item for item in draft.roles if item.party != one or item.span != span]
            draft.roles.append(Cast(role, one, mention_words(draft.reader, ally), span, "ally"))
