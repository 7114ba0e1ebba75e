"""Who "they", "the ministry" and "the two sides" are: resolved inside the report, else kept as written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.helpers import helpers_in
from timeline.extract.text.people.lexicon import Lexicon
from timeline.extract.text.people.mentions import BOTH, OWNING, Mention, Party, party as party_for
from timeline.model import ActorKind

HE = frozenset(("he", "she", "him", "her", "his"))
IT = frozenset(("it", "itself", "its"))
THEY = frozenset(("they", "them", "their"))
PLURAL_SIDES = frozenset(("sides", "delegation"))  # classes of people
BODY_CLASSES = frozenset(("government", "defence_ministry", "foreign_ministry"))
PERSONS = frozenset(("head_of_state", "officials"))
WARS = frozenset(("war", "conflict", "fighting"))
PLACED = frozenset(("in", "at", "near", "via", "through", "across"))
HOME_TIMES = 2  # how much oftener than any other country
SHARE = 2  # times the mentions of two sides are at least those of all
SOLE_TIMES = 6  # and where no other is a side
GROUP_NOUNS = frozenset("group movement militia organisation organization faction".split())
BODIES_TOO = frozenset(("organisation", "organization"))
COUNTRY_NOUNS = frozenset(("country", "nation"))
NEIGHBOURS = frozenset(("neighbour", "neighbor"))
PAIRED = frozenset(("leader", "president", "minister", "government", "army", "military", "capital"))
OFFICES = frozenset("minister commander chief envoy negotiator ambassador governor mayor secretary".split())
FORMER = frozenset(("former", "ex", "ousted", "onetime"))
OWNERS = (ActorKind.COUNTRY, ActorKind.BODY, ActorKind.GOVERNMENT)
OTHERS = frozenset(("it", "him", "her", "them"))  # never who acts in the same clause
STANDS_FOR = {"his": "he", "its": "it", "their": "they"}
OPENING = 3  # tokens at the beginning of a sentence
REACH = 12  # mentions back; further away a pronoun hardly ever points


@dataclass
class Memory:
    """What the report has named so far, the latest last, and the two countries that it is about."""

    sides: tuple[Party, ...] = ()
    home: str | None = None  # the country in which the report plays, where it is one
    sole: str | None = None  # the same, where no other country is a side
    named: list[tuple[Party, str]] = field(default_factory=list)  # the party and the lemma of its noun
    speaker: Party | None = None
    event: bool = False  # the sentence before told of an event by its noun ("the meeting lasted an hour")
    topic: Party | None = None  # the person of whom the sentence before told
    nameless: dict[str, str] = field(default_factory=dict)  # "source": "source close to the talks"

    def add(self, mention: Mention, lemma: str) -> None:
        """Remember the parties of a mention (a name or a noun for people with an owner)."""
        for party in mention.parties:
            if party.actor is not None or party.country or mention.unknown:
                self.named.append((party, lemma))

    def resolve(self, mention: Mention, reader: Reader) -> tuple[Party, ...]:
        """Return who a mention means: its own parties, or whom a pronoun or definite phrase points back to."""
        sent = reader.sent
        lemma = sent.lemmas[mention.head]
        if mention.pronoun:
            return self.pronoun(mention, reader)
        if mention.unknown:
            return (self.by_last_name(mention),) if len(mention.parties) == 1 else mention.parties
        if sent.lower[mention.end : mention.end + 3] == [",", "known", "as"]:
            called = reader.mention_at(mention.end + 3) if mention.end + 3 < len(sent) else None
            return called.parties if called is not None else mention.parties
        if (mention.cls in PLURAL_SIDES or lemma in PAIRED) and self.means_both(mention, sent):
            return self.sides
        if lemma in NEIGHBOURS and sent.tags[mention.head] == "NN" and len(self.sides) == 2:
            return self.neighbour(mention, reader)
        office = (mention.cls in PERSONS or lemma in OFFICES) and len(mention.parties) == 1
        if office and mention.parties[0].kind is not ActorKind.PERSON:
            holder = named_beside(mention, reader) or self.in_office(mention, reader)
            if holder is not None:
                return holder
        generic = mention.definite or (mention.cls in BODY_CLASSES and mention.count is None)
        if (
            generic
            and mention.parties
            and mention.parties[0].actor is None
            and not mention.parties[0].country
        ):
            named = named_beside(mention, reader)
            if named is not None:
                return named
            if lemma in COUNTRY_NOUNS and reader.sent.lower[mention.start] in HE:
                return self.pronoun(mention, reader, "he")
            owned = self.owned(mention, reader)
            if owned is not None:
                return (owned,)
            found = self.definite(lemma, mention)
            if found is not None:
                return (found,)
        return mention.parties

    def in_office(self, mention: Mention, reader: Reader) -> tuple[Party, ...] | None:
        """Return the one person of a country whom the report has named, for "the Kestrian president"."""
        country, sent = mention.parties[0].country, reader.sent
        if mention.cls != "head_of_state" or not country or sent.tags[mention.head] not in ("NN", "NNP"):
            return None
        if sent.lower[mention.start] != "the" or FORMER & set(sent.lower[mention.start : mention.end]):
            return None
        people = {one for one, _ in self.named if one.kind is ActorKind.PERSON and one.country == country}
        return tuple(people) if len(people) == 1 else None

    def owned(self, mention: Mention, reader: Reader) -> Party | None:
        """Return the people or body of the country that "its" and "their" stand for ("its consulate")."""
        word = reader.sent.lower[mention.start]
        if word not in OWNING or mention.cls in PLURAL_SIDES - {"delegation"}:
            return None
        owners = self.pronoun(mention, reader, STANDS_FOR[word])
        if len(owners) != 1 or owners[0].country is None or owners[0].kind not in OWNERS:
            return None
        return replace(mention.parties[0], country=owners[0].country)

    def by_last_name(self, mention: Mention) -> Party:
        """Return the person or body whose full name the report gave before ("Mousavi" after "Abbas Mousavi")."""
        name = mention.parties[0].name
        for party, _ in reversed(self.named):
            whole = party.name
            family_first = party.kind is ActorKind.PERSON and whole.startswith(f"{name} ")  # "Kim Jong Un"
            if whole != name and (whole.endswith(f" {name}") or family_first):
                return party
        return mention.parties[0]

    def means_both(self, mention: Mention, sent: Sentence) -> bool:
        """Tell "the two sides", "both countries", "each side", "the delegations" of a report with two sides."""
        before = sent.lower[mention.start : mention.head]
        owned = any(party.country for party in mention.parties)
        if owned or len(self.sides) != 2:
            return False
        plural = sent.tags[mention.head] in ("NNS", "NNPS")
        if "both" in before or "each" in before or "two" in before:
            return True
        return plural and "the" in before and mention.cls in PLURAL_SIDES

    def neighbour(self, mention: Mention, reader: Reader) -> tuple[Party, ...]:
        """Return the side that is not named in front of "its neighbour"."""
        named = {
            one.country for other in reader.mentions if other.end <= mention.start for one in other.parties
        }
        others = [side for side in self.sides if side.country not in named]
        return (others[0],) if len(others) == 1 else mention.parties

    def pronoun(self, mention: Mention, reader: Reader, word: str | None = None) -> tuple[Party, ...]:
        """Return whom "he", "it" or "they" mean: somebody named earlier in the sentence, else before it."""
        own = doers_beside(mention, reader) if word is None else set()  # "had returned to it the bodies"
        word = word or reader.sent.lower[mention.head]
        if word in BOTH:
            return self.sides if len(self.sides) == 2 else ()
        earlier = [
            one
            for other in reader.mentions
            if other.end <= mention.start and not other.adjectival and not other.unknown
            for one in other.parties
        ]
        recent = [party for party in [*(one for one, _ in self.named[-REACH:]), *earlier] if party not in own]
        if word in HE:
            persons = [party for party in recent if party.kind is ActorKind.PERSON]
            above = self.subject_above(mention, reader)
            if above is None and not any(party.kind is ActorKind.PERSON for party in earlier):
                above = self.topic
            return (above,) if above is not None else tuple(persons[-1:])
        if word in IT and self.event and not earlier and mention.start < OPENING:
            return ()  # "It produced an understanding": the meeting did
        if word in IT:
            things = (ActorKind.PERSON, ActorKind.PEOPLE)
            return tuple([party for party in recent if party.kind not in things and party.kind][-1:])
        if word in THEY:
            people = [party for party in recent if party.kind in (ActorKind.PEOPLE, ActorKind.ARMED_GROUP)]
            others = [party for party in recent if party.sector != "JRN"]  # who was told it is not meant
            if not people and len(self.sides) == 2:
                return self.sides  # a country alone is "it"
            return tuple(people[-1:]) or tuple(others[-1:])
        return ()

    def subject_above(self, mention: Mention, reader: Reader) -> Party | None:
        """Return the person who is the subject of a verb above a pronoun: "X told Y that he was ready" is X."""
        sent = reader.sent
        for token in sent.ancestors(mention.head):
            for kid in sent.kids(token, "nsubj", "nsubj:pass"):
                other = reader.mention_at(kid)
                if other is None or other is mention or other.end > mention.start:
                    continue
                if other.pronoun and sent.lower[other.head] in HE:
                    return self.topic
                holder = other.cls in PERSONS and sent.tags[other.head] in ("NN", "NNP")
                person = next((one for one in other.parties if one.kind is ActorKind.PERSON or holder), None)
                if person is not None:
                    return person
        return None

    def keep_topic(self, reader: Reader) -> None:
        """Remember the person of whom a sentence tells, for a "he" of the next: its subject, or who says it."""
        sent = reader.sent
        persons = [
            (mention, party)
            for mention in reader.mentions
            if not mention.adjectival
            for party in mention.parties
            if party.kind is ActorKind.PERSON and not mention.unknown
        ]
        subjects = [
            party
            for mention, party in persons
            if sent.deps[mention.head] in ("nsubj", "nsubj:pass")
            and sent.deps[sent.heads[mention.head]] in ("ROOT", "root", "parataxis")
        ]
        told = [kid for kid, dep in enumerate(sent.deps) if dep in ("nsubj", "nsubj:pass")]
        events = {hit.token for hit in reader.hits if hit.is_noun}
        self.event = bool(told) and told[0] in events and not subjects
        if subjects:
            self.topic = subjects[0]
        elif persons:
            self.topic = None

    def definite(self, lemma: str, mention: Mention) -> Party | None:
        """Return the latest party that a "the ministry" or "the soldiers" can point back to."""
        for party, noun in reversed(self.named):
            if noun == lemma or (party.actor is not None and lemma in party.actor.name.lower().split()):
                return party
        if lemma in COUNTRY_NOUNS:
            countries = [party for party, _ in reversed(self.named) if party.kind is ActorKind.COUNTRY]
            at_home = (party for party in countries if party.country == self.home)
            return next(at_home, countries[0] if countries else None)
        if mention.parties[0].sector in ("REB", "UAF", "PRM"):
            return next(
                (party for party, _ in reversed(self.named) if party.kind is ActorKind.ARMED_GROUP), None
            )
        if lemma in GROUP_NOUNS:  # "the group" is those who fight, rather than those who help
            groups = [party for party, _ in reversed(self.named) if party.kind is ActorKind.ARMED_GROUP]
            bodies = [party for party, _ in reversed(self.named) if party.kind is ActorKind.ORGANISATION]
            return next(iter([*([] if lemma in BODIES_TOO else groups), *bodies, *groups]), None)
        if mention.cls in PERSONS:
            return next((party for party, _ in reversed(self.named) if party.kind is ActorKind.PERSON), None)
        sector = mention.parties[0].sector
        if sector == "MIL" and mention.cls not in ("captives",):
            forces = (party for party, _ in reversed(self.named) if party.sector == sector)
            return next((party for party in forces if party.kind is not ActorKind.PERSON), None)
        return None


def doers_beside(mention: Mention, reader: Reader) -> set[Party]:
    """Return who does what is done to a pronoun: "it" is nobody who acts in its own clause."""
    sent, token = reader.sent, mention.head
    verb = next((above for above in sent.ancestors(token) if sent.pos[above] == "VERB"), None)
    if verb is None or sent.deps[token].startswith("nsubj") or sent.lower[token] not in OTHERS:
        return set()
    return {
        party for kid in sent.kids(verb, "nsubj") for m in reader.parties_near(kid) for party in m.parties
    }


def named_beside(mention: Mention, reader: Reader) -> tuple[Party, ...] | None:
    """Return the person named between commas behind "his challenger" or "the group's leader"."""
    lower, end = reader.sent.lower, mention.end
    beside = reader.mention_at(end + 1) if lower[end : end + 1] == [","] and end + 1 < len(lower) else None
    if beside is None or beside.start != end + 1 or lower[beside.end : beside.end + 1] != [","]:
        return None
    if not beside.unknown and not any(one.kind is ActorKind.PERSON for one in beside.parties):
        return None
    return beside.parties if reader.sent.tags[mention.head] == "NN" else None


def home_of(readers: Iterable[Reader], times: int = HOME_TIMES) -> str | None:
    """Return the country (ISO alpha-3) that most names of a report belong to, ``None`` where two share them.

    A country of which only an agency is named ("told Reuters") is none of them.
    """
    named = [party for reader in readers for mention in reader.mentions for party in mention.parties]
    known = {party.country for party in named if party.sector != "JRN"}
    count = Counter(party.country for party in named if party.country and party.country in known)
    most = count.most_common(2)
    if not most or (len(most) > 1 and most[0][1] < times * most[1][1]):
        return None
    return most[0][0]


def sides_of(readers: Iterable[Reader], lexicon: Lexicon) -> tuple[Party, ...]:
    """Return the two countries or groups that a report is about.

    They are the two between which it tells of something most often ("between X and Y", "X and Y swapped"), so that
    a country that hosts them, brokers between them or comments on them is none; without such words the two that it
    names most, the first named first on a tie, unless it names others as often as these two.
    """
    readers = tuple(readers)
    count: Counter[str] = Counter()
    first: dict[str, Party] = {}
    for reader in readers:
        helping = helpers_in(reader)
        for mention in reader.mentions:
            if reader.sent.preposition(first_named(reader.sent, mention)) in PLACED or mention.cls == "sides":
                continue
            if mention in helping:
                continue
            if FORMER & set(reader.sent.lower[max(0, mention.start - 1) : mention.end]):
                continue  # a former president acts for nobody
            for party in mention.parties:
                key = side_key(party)
                if key and party.sector != "JRN":
                    count[key] += 1
                    first.setdefault(
                        key, party_for(lexicon.country_actor(party.country)) if party.country else party
                    )
    named = [key for key, _ in count.most_common(2)]
    foes = Counter(key for reader in readers for key in foes_in(reader) if key in count)
    pairs = Counter(pair for reader in readers for pair in pairs_in(reader) if pair <= count.keys())
    told = [pair for pair, times in pairs.most_common(2) if times == max(pairs.values())]
    if len(told) == 1 and told[0] & set(named):
        named = [key for key in first if key in told[0]]
    elif not told and len(foes) == 1:
        named = [key for key, _ in count.most_common() if key not in foes][:1] + list(foes)
    elif not told and SHARE * sum(count[key] for key in named) < count.total():
        return ()
    return tuple(first[key] for key in named)


def first_named(sent: Sentence, mention: Mention) -> int:
    """Return the head of the first in a row of names, before which the preposition stands."""
    token = mention.head
    while sent.deps[token] == "conj":
        token = sent.heads[token]
    return token


def foes_in(reader: Reader) -> Iterator[str]:
    """Yield against whom a war is that belongs to nobody by name: "in the war with Kestria"."""
    sent = reader.sent
    for mention in reader.mentions:
        war = mention.start - 2  # by the order of words: the parser often hangs "with" on a verb
        if war < 0 or sent.lemmas[war] not in WARS or sent.lower[war + 1] not in ("with", "against"):
            continue
        if not any(reader.parties_near(kid) for kid in sent.kids(war, "nmod:poss", "amod", "compound")):
            yield from (key for party in mention.parties if (key := side_key(party)))


def side_key(party: Party) -> str | None:
    """Return the country of a party or the id of an armed group, ``None`` of whom can be no side."""
    group = party.actor is not None and party.kind is ActorKind.ARMED_GROUP
    return party.country or (party.actor.id if group and party.actor else None)


def pairs_in(reader: Reader) -> Iterator[frozenset[str]]:
    """Yield who a sentence says something is between: "talks between X and Y", "X and Y agreed", "X-Y talks"."""
    sent = reader.sent
    mutual = {hit.token for hit in reader.hits if hit.row.mutual and not hit.is_noun}
    for mention in reader.mentions:
        keys = {key for party in mention.parties if (key := side_key(party))}
        own = len(keys)
        between = sent.preposition(mention.head) == "between"
        acting = sent.deps[mention.head] in ("nsubj", "nsubj:pass") and sent.heads[mention.head] in mutual
        if own < 2 and (between or acting):
            for kid in sent.kids(mention.head, "conj"):
                beside = reader.mention_at(kid)
                keys |= {key for party in beside.parties if (key := side_key(party))} if beside else set()
        if len(keys) == 2 and (between or acting or own == 2):
            yield frozenset(keys)
