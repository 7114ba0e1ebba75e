"""What a report is about: sport, business, a disaster, a film. Few of its words tell of conflict, and in a figure.

A text of which three sentences in four name no state, no official, no group and no word of conflict is about
something else, whatever that is: a recipe, a program, a novel; so is a long one with hardly a word of conflict. All
of them speak of attacks, battles, deals and warnings all the same. In them an event counts only where states or
groups deal with each other, or where the sentence itself has several words of conflict.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from timeline.extract.text.deeds.accidents import is_accident
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Draft
from timeline.model import ActorKind, EventType, Role
from timeline.vocab.codebook import rows

CONFLICT = "conflict"
OTHER = "other"  # none of those in the file
ENOUGH = 5  # different words of a subject, without which a report is not about it
PLAYED = frozenset(("sport", "culture"))  # their countries are teams, their wars are on the stage
UNIFORMED = frozenset(
    "police policeman army military navy soldier troop troops".split()
)  # who help after a flood too
SHARE = 4  # one sentence in so many at least speaks of conflict or of those who may deal with states or fight them
THIN = 20  # so many sentences for each with a word of conflict are too many
LEAD = 3  # the headline and the first sentences: what they tell as a deed, the report is about
POWERS = frozenset("GOV MIL COP REB UAF OPP JUD SPY LEG PTY CRM".split())
TAKEN_LITERALLY = frozenset(  # modes of deeds that are no figure of speech
    "aerial drone suicide-attack abduct targeted cyber arrest convict seize crowd-control curfew martial-law censor "
    "deport expel".split()
)
SAFETY = frozenset(("martial-law", "arrest", "curfew"))  # what a state does when a forest burns
POLITICAL = frozenset(
    (ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.BODY, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)
)


@cache
def subjects() -> dict[str, frozenset[str]]:
    """Return the subjects that each word speaks for, from ``subjects.csv``."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("subjects.csv"):
        found[row["word"]].add(row["subject"])
    return {word: frozenset(names) for word, names in found.items()}


def words_by_subject(reader: Reader) -> dict[str, set[str]]:
    """Return the words of a sentence that speak for a subject."""
    known = subjects()
    found: dict[str, set[str]] = defaultdict(set)
    for lemma, written in zip(reader.sent.lemmas, reader.sent.lower, strict=True):
        for name in known.get(lemma) or known.get(written) or ():
            found[name].add(lemma)
    return found


def ordinary_subject(readers: Sequence[Reader]) -> str | None:
    """Return the subject of a report that is not about conflict: half of its sentences or more speak of it.

    ``OTHER`` where too few speak of conflict or of those who hold power.
    """
    told = [words_by_subject(reader) for reader in readers]
    if len(told) < 3:
        return None
    if is_of_something_else(readers, told):
        return OTHER
    words = {name: set[str]().union(*(item.get(name, ()) for item in told)) for item in told for name in item}
    best = max(words.keys() - {CONFLICT}, key=lambda name: (len(words[name]), name), default=None)
    if best is None or len(words[best]) < ENOUGH or 2 * sum(best in item for item in told) < len(told):
        return None
    if best == "disaster" and any(is_done_on_purpose(reader) for reader in readers):
        return None
    in_earnest = [place for place, reader in enumerate(readers) if tells_in_earnest(reader, best)]
    if len(in_earnest) > 1 or any(place < LEAD for place in in_earnest) or any(map(is_claimed, readers)):
        return None
    weight = 1 if best in PLAYED else 2
    return best if weight * len(words.get(CONFLICT, ())) <= len(words[best]) else None


def is_of_something_else(readers: Sequence[Reader], told: Sequence[Mapping[str, set[str]]]) -> bool:
    """Tell a text that is not about conflict from how many of its sentences may speak of it."""
    fought = sum(CONFLICT in words for words in told)
    return SHARE * sum(map(is_of_power, readers, told)) < len(told) or THIN * max(fought, 1) <= len(told)


def is_of_power(reader: Reader, words: Mapping[str, set[str]]) -> bool:
    """Tell a sentence with a word of conflict, or with somebody who may deal with states or fight them."""
    return CONFLICT in words or any(
        party.sector in POWERS
        or (party.actor is not None and party.actor.kind in (*POLITICAL, ActorKind.PERSON))
        for mention in reader.mentions
        for party in mention.parties
    )


def is_done_on_purpose(reader: Reader) -> bool:
    """Tell a sentence with an attack by a weapon or an enemy: "the bridge had been blown up"."""
    meant = any(not is_accident(reader, hit) for hit in reader.hits_of_force)
    return meant and bool(words_by_subject(reader)[CONFLICT] - UNIFORMED)


def tells_in_earnest(reader: Reader, subject: str) -> bool:
    """Tell a sentence with an arrest, a sentence of a court, an air strike."""
    if subject == "sport" and is_done_on_purpose(reader):
        return True
    return any(
        hit.row.event_mode in TAKEN_LITERALLY - (SAFETY if subject == "disaster" else set())
        and not (subject in PLAYED and hit.row.event_type is EventType.ASSAULT)
        for hit in reader.hits
    )


def is_claimed(reader: Reader) -> bool:
    """Tell "claimed responsibility"."""
    return "responsibility" in reader.sent.lower and "claim" in reader.sent.lemmas


def told_in_earnest(draft: Draft, subject: str) -> bool:
    """Tell an event of a report on an ordinary subject from its figures of speech and its everyday business."""
    conflict = words_by_subject(draft.reader)[CONFLICT] - (UNIFORMED if subject == "disaster" else set())
    if draft.event_type is not EventType.MOBILIZE and len(conflict) > 1:
        return subject != "culture"
    if subject in PLAYED:
        return False
    if draft.event_type is EventType.PROTEST:
        return subject != OTHER
    if draft.event_type is EventType.THREATEN and subject == "disaster":
        return False  # the warning is of the weather
    actors, others = political(draft, Role.ACTOR), political(draft, Role.RECIPIENT)
    if draft.event_type is EventType.SANCTION and subject == "market":
        return bool(actors)
    return bool(actors) and bool(others) and len(actors | others) > 1


def political(draft: Draft, role: Role) -> set[str]:
    """Return the states, groups and bodies known by name that have a role."""
    return {
        item.party.country or item.party.name
        for item in draft.roles
        if item.role is role and item.party.actor is not None and item.party.actor.kind in POLITICAL
    }
