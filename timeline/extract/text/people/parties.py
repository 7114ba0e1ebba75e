"""Who "they", "the ministry" and "the two sides" are: resolved inside the report, else kept as written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.lexicon import Lexicon
from timeline.extract.text.people.mentions import BOTH, OWNING, Mention, Party, party as party_for
from timeline.model import ActorKind

HE = frozenset(("he", "she", "him", "her", "his"))
IT = frozenset(("it", "itself", "its"))
THEY = frozenset(("they", "them", "their"))
PLURAL_SIDES = frozenset(("sides", "delegation"))  # classes of people
BODY_CLASSES = frozenset(("government", "defence_ministry", "foreign_ministry"))
PERSONS = frozenset(("head_of_state", "officials"))
PLACED = frozenset(("in", "at", "near", "via", "through", "across"))
HOME_TIMES = 2  # how much oftener than any other country
SOLE_TIMES = 6  # and where no other is a side
GROUP_NOUNS = frozenset("group movement militia organisation organization faction".split())
COUNTRY_NOUNS = frozenset(("country", "nation"))
NEIGHBOURS = frozenset(("neighbour", "neighbor"))
PAIRED = frozenset(("leader", "president", "minister", "government", "army", "military", "capital"))
FORMER = frozenset(("former", "ex", "ousted", "onetime"))
STANDS_FOR = {"his": "he", "its": "it", "their": "they"}
REACH = 12  # mentions back; further away a pronoun hardly ever points


@dataclass
class Memory:
    """What the report has named so far, the latest last, and the two countries that it is about."""

    sides: tuple[Party, ...] = ()
    home: str | None = None  # the country in which the report plays, where it is one
    sole: str | None = None  # the same, where no other country is a side
    named: list[tuple[Party, str]] = field(default_factory=list)  # the party and the lemma of its noun
    speaker: Party | None = None
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
            owned = self.owned(mention, reader)
            if owned is not None:
                return (owned,)
            found = self.definite(lemma, mention)
            if found is not None:
                return (found,)
        return mention.parties

    def owned(self, mention: Mention, reader: Reader) -> Party | None:
        """Return the people or body of the country that "its" and "their" stand for ("its consulate")."""
        word = reader.sent.lower[mention.start]
        if word not in OWNING or mention.cls in PLURAL_SIDES - {"delegation"}:
            return None
        owners = self.pronoun(mention, reader, STANDS_FOR[word])
        if len(owners) != 1 or owners[0].country is None or owners[0].kind is not ActorKind.COUNTRY:
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
        word = word or reader.sent.lower[mention.head]
        if word in BOTH:
            return self.sides if len(self.sides) == 2 else ()
        earlier = [
            one
            for other in reader.mentions
            if other.end <= mention.start and not other.adjectival and not other.unknown
            for one in other.parties
        ]
        recent = [party for party, _ in self.named[-REACH:]] + earlier
        if word in HE:
            return tuple([party for party in recent if party.kind is ActorKind.PERSON][-1:])
        if word in IT:
            things = (ActorKind.PERSON, ActorKind.PEOPLE)
            return tuple([party for party in recent if party.kind not in things and party.kind][-1:])
        if word in THEY:
            people = [party for party in recent if party.kind in (ActorKind.PEOPLE, ActorKind.ARMED_GROUP)]
            others = [party for party in recent if party.sector != "JRN"]  # who was told it is not meant
            return tuple(people[-1:]) or tuple(others[-1:])
        return ()

    def definite(self, lemma: str, mention: Mention) -> Party | None:
        """Return the latest party that a "the ministry" or "the soldiers" can point back to."""
        for party, noun in reversed(self.named):
            if noun == lemma or (party.actor is not None and lemma in party.actor.name.lower().split()):
                return party
        if lemma in COUNTRY_NOUNS and mention.parties[0].name.lower().startswith(("his ", "her ")):
            return next((party for party, _ in reversed(self.named) if party.kind is ActorKind.PERSON), None)
        if lemma in COUNTRY_NOUNS:
            countries = [party for party, _ in reversed(self.named) if party.kind is ActorKind.COUNTRY]
            at_home = (party for party in countries if party.country == self.home)
            return next(at_home, countries[0] if countries else None)
        if mention.parties[0].sector in ("REB", "UAF", "PRM"):
            return next(
                (party for party, _ in reversed(self.named) if party.kind is ActorKind.ARMED_GROUP), None
            )
        if lemma in GROUP_NOUNS:
            groups = (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)
            return next((party for party, _ in reversed(self.named) if party.kind in groups), None)
        if mention.cls in PERSONS:
            return next((party for party, _ in reversed(self.named) if party.kind is ActorKind.PERSON), None)
        sector = mention.parties[0].sector
        if sector == "MIL" and mention.cls not in ("captives",):
            return next((party for party, _ in reversed(self.named) if party.sector == sector), None)
        return None


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
    """Return the two countries or groups that a report speaks of most, the first named first on a tie."""
    count: Counter[str] = Counter()
    first: dict[str, Party] = {}
    for reader in readers:
        for mention in reader.mentions:
            if reader.sent.preposition(mention.head) in PLACED or mention.cls == "sides":
                continue
            if FORMER & set(reader.sent.lower[max(0, mention.start - 1) : mention.end]):
                continue  # a former president acts for nobody
            for party in mention.parties:
                key = party.country or (
                    party.actor.id if party.actor and party.kind is ActorKind.ARMED_GROUP else None
                )
                if key and party.sector != "JRN":
                    count[key] += 1
                    first.setdefault(
                        key, party_for(lexicon.country_actor(party.country)) if party.country else party
                    )
    return tuple(first[key] for key, _ in count.most_common(2))
