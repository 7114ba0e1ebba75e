"""What the numbers of a sentence count: people, remains of the dead, weapons, and what became of them.

A number counts what its noun names; the words beside it, or those that govern it, say what became of it. Years,
dates, ages, money, lengths of time and parts of a total that is given already are no quantities.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline.extract.text.days.times import find_times
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.figures.fates import fate_of, weapon_fate
from timeline.extract.text.figures.measures import is_measure
from timeline.extract.text.figures.numbers import Number, numbers_in
from timeline.extract.text.figures.shares import OF_THOSE, acts, is_share
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import QuantityKind, Span

K = QuantityKind
WEAPONS = frozenset("drone missile rocket uav projectile mortar".split())
BODIES = frozenset("body remains corpse remain dead fallen".split())
PEOPLE = frozenset(
    "people person soldier serviceman prisoner captive hostage detainee civilian child woman man pow troop fighter "
    "defender resident officer official worker student villager policeman member national citizen ukrainian russian "
    "militant rebel gunman insurgent journalist peacekeeper migrant refugee passenger other crew girl boy schoolgirl "
    "demonstrator protester contractor guard paramilitary wounded life".split()
)
GROUPS = frozenset(("sides", "government", "delegation", "head_of_state", "media", "party"))
VICTIMS = frozenset(("dead", "fallen", "wounded", "injured", "missing"))
COLLECTIVES = frozenset("troops personnel crew displaced wounded injured missing forces".split())
BANDS = frozenset(
    "family group unit army team battalion brigade crowd gang police force company militia".split()
)
MANNED = frozenset("crew family group team party staff delegation".split())
SIDES = frozenset(("side", "country", "party", "direction", "way", "state"))
SINGLE_REACH = 8  # tokens from "a" to its noun: "a seven-year-old girl"
CROWDS = frozenset("crowd turnout attendance".split())
SIDE_REACH = 10  # tokens from a number to its "each side"


class Thing(StrEnum):
    """What can be counted."""

    PEOPLE = "people"
    BODIES = "bodies"
    WEAPONS = "weapons"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, the token of its noun, what it counts, what became of it (if the words say), each side or in all.

    ``verb`` is the token of the word that says what became of it; ``alone`` marks a number without a noun.
    """

    number: Number
    noun: int
    thing: Thing
    kind: QuantityKind | None
    verb: int | None
    each: bool
    alone: bool
    span: Span


def counted_in(reader: Reader) -> list[Counted]:
    """Return the numbers of people, remains and weapons in a sentence, in order."""
    sent = reader.sent
    numbers = [number for number in [*numbers_in(sent), *singles(sent), *nones(sent)] if not number.vague]
    if not numbers:
        return []
    times: set[int] | None = None
    found: list[Counted] = []
    part_end = -9
    for number in sorted(numbers, key=lambda number: number.start):
        if is_measure(sent, number):
            continue
        if is_share(sent, number, counted_noun(sent, number), part_end):
            part_end = end_of_share(sent, number)
            continue
        item = counted(reader, number, found)
        if item is None or is_mirror(sent, item, found):
            continue
        times = time_tokens(sent) if times is None else times
        if not times & set(range(number.start, number.end)):
            found.append(item)
    return alike(sent, found)


def alike(sent: Sentence, found: list[Counted]) -> list[Counted]:
    """Give a number the fate of the one it is listed with: "14 rebels and three soldiers were killed"."""
    done = list(found)
    steps = [(one, one + 1) for one in reversed(range(len(done) - 1))]  # backwards, then forwards
    for mine, other in [*steps, *((two, one) for one, two in reversed(steps))]:
        item, known = done[mine], done[other]
        first, second = done[min(mine, other)], done[max(mine, other)]
        between = sent.lower[first.noun + 1 : second.number.start]
        listed = bool(between) and set(between) <= {",", "and"} and not acts(sent, item.noun)
        if item.kind is None and known.kind is not None and item.thing is known.thing and listed:
            done[mine] = replace(item, kind=known.kind, verb=known.verb)
    return done


def end_of_share(sent: Sentence, number: Number) -> int:
    """Return the token behind a part of a total: behind its noun, in "51 of them civilians" behind what they are."""
    noun = counted_noun(sent, number)
    named = noun == number.end - 1 and sent.lower[number.end + 1 : number.end + 2] in OF_THOSE
    return noun + (4 if named else 1)


def is_mirror(sent: Sentence, item: Counted, before: list[Counted]) -> bool:
    """Tell the second number of "146 prisoners for 146"."""
    opened = sent.lower[item.number.start - 1 : item.number.start] == ["for"]
    return opened and bool(before) and before[-1].number.low == item.number.low


def counted(reader: Reader, number: Number, before: list[Counted]) -> Counted | None:
    """Return what one number counts, ``None`` where it is no quantity; bare numbers count what those before did."""
    sent = reader.sent
    noun = counted_noun(sent, number)
    alone = noun == number.end - 1
    kind, verb = fate_of(sent, number, noun)
    thing = thing_of(reader, number, noun)
    if alone and thing is None:
        thing = thing_alone(sent, number, kind, before)
    if thing is None or (number.low == 1 and kind not in (K.KILLED, K.INJURED) and alone):
        return None
    if thing is Thing.BODIES:
        kind = None
    elif thing is Thing.WEAPONS:
        kind, verb = weapon_fate(sent, number, noun)
    if kind is None and is_crowd_at(sent, number):
        kind = K.PROTESTERS
    each = is_each(sent, number, noun)
    last = max(number.end - 1, noun)
    if sent.lower[last + 1 : last + 3] in (["per", "day"], ["a", "day"], ["every", "day"]):
        return None
    return Counted(number, noun, thing, kind, verb, each, alone, sent.chars(number.start, last))


def thing_alone(
    sent: Sentence, number: Number, kind: QuantityKind | None, before: list[Counted]
) -> Thing | None:
    """Return what a number without a noun counts: what its verb is said of, else what the last number counted."""
    if kind is not None:
        return Thing.PEOPLE
    launched = (
        sent.lower[number.end : number.end + 1] == ["that"]
        and "launch" in sent.lemmas[number.end : number.end + 7]
    )
    if launched or weapon_fate(sent, number, number.end - 1)[0] is not None:
        return Thing.WEAPONS
    if is_put_at(sent, number) or is_crowd_at(sent, number):
        return Thing.PEOPLE
    if not ellipsis(sent, number, bool(before)):
        return None
    if {"body", "remains"} & set(
        sent.lower[max(0, number.start - 6) : number.start]
    ) or "bodies" in sent.lower[: number.start]:
        return Thing.BODIES
    return before[-1].thing if before else Thing.PEOPLE


def is_put_at(sent: Sentence, number: Number) -> bool:
    """Tell "put the number of those that it got back at 6,057"."""
    opened = sent.lower[number.start - 1 : number.start] == ["at"]
    return opened and "number" in sent.lower[: number.start] and puts_number(sent)


def is_crowd_at(sent: Sentence, number: Number) -> bool:
    """Tell "police put the crowd at 338,000"."""
    opened = sent.lower[number.start - 1 : number.start] == ["at"]
    return opened and "put" in sent.lemmas and bool(CROWDS & set(sent.lower[: number.start]))


def puts_number(sent: Sentence) -> bool:
    """Tell a sentence in which somebody gives a figure of his own ("put the number of the dead at 12")."""
    return "put" in sent.lemmas and bool({"number", "toll"} & set(sent.lower))


def ellipsis(sent: Sentence, number: Number, follows: bool) -> bool:
    """Tell "and received 38", "Russia 78", "and 38 to Moscow", "51 taken back", "a further 1,200 were"."""
    before = sent.pos[number.start - 1] if number.start else ""
    after = sent.pos[number.end] if number.end < len(sent) else ""
    behind = " ".join(sent.lower[number.end : number.end + 2])
    if is_each(sent, number, number.end - 1):
        return True
    if follows:
        opened = (
            before in ("VERB", "CCONJ", "PROPN", "ADV", "ADP")
            or sent.deps[number.start - 1] == "compound:prt"
        )
        return opened or behind.startswith(("in all", "in total", "altogether", "that ", "who "))
    return before in ("ADJ", "DET", "VERB") or behind.startswith("more ") or after in ("VERB", "AUX")


def singles(sent: Sentence) -> Iterator[Number]:
    """Yield "a soldier", "an American contractor" as the number one where somebody is killed or injured."""
    for token, word in enumerate(sent.lower):
        if word in ("a", "an") and sent.pos[token] == "DET":
            head = sent.heads[token]
            person = sent.lemmas[head] in PEOPLE and sent.tags[head] == "NN"
            if 0 < head - token < SINGLE_REACH and person and sent.preposition(head) != "according":
                number = Number(token, token + 1, 1, 1, sent.words[token])
                kind, verb = fate_of(sent, number, head)
                told = verb is not None and sent.pos[verb] in ("VERB", "ADJ")
                if told and kind in (K.KILLED, K.INJURED) and not is_share(sent, number, head, -9):
                    yield number
        elif word == "another" and sent.deps[token] == "nsubj:pass":
            yield Number(token, token + 1, 1, 1, sent.words[token])  # "and another was wounded"


def nones(sent: Sentence) -> Iterator[Number]:
    """Yield "no remains", "not … the remains of a single soldier" as the number nought: of the dead it is a figure."""
    for token, word in enumerate(sent.lower):
        bodies = sent.lower[token + 1 : token + 2] in (["remains"], ["bodies"])
        single = word == "single" and {"remains", "body", "bodies"} & set(
            sent.lower[max(0, token - 4) : token]
        )
        if (word == "no" and bodies) or (single and {"not", "n't"} & set(sent.lower[:token])):
            yield Number(token, token + 1, 0, 0, sent.words[token])


def time_tokens(sent: Sentence) -> set[int]:
    """Return the tokens that belong to dates and other times."""
    base = sent.starts[0]
    following = [*sent.starts[1:], sent.ends[-1]]
    text = "".join(w + " " * (n - e) for w, e, n in zip(sent.words, sent.ends, following, strict=True))
    spans = [(time.start + base, time.end + base) for time in find_times(text)]
    return {t for t in range(len(sent)) for first, end in spans if first <= sent.starts[t] < end}


def counted_noun(sent: Sentence, number: Number) -> int:
    """Return the token that a number counts: its head noun, or the number itself where it stands alone."""
    last = number.end - 1
    if (band := band_of(sent, number)) is not None:
        return band
    end = min(len(sent), number.end + 6)
    for token in range(number.end, end):
        pos, word = sent.pos[token], sent.lower[token]
        if pos == "PRON" and word in ("them", "whom", "these", "those", "that", "which", "who"):
            return last
        if pos in ("NOUN", "PROPN", "PRON") and sent.deps[token] not in (
            "compound",
            "amod",
            "nmod:poss",
            "flat",
        ):
            if (
                pos == "PROPN"
                and token == number.end
                and sent.lower[token - 1] != "of"
                and not word.endswith("s")
            ):
                return last
            return last if word in ("return", "all", "mondays") else token
        if (
            pos in ("ADJ", "VERB")
            and word in VICTIMS
            and not (sent.deps[token] == "amod" and sent.heads[token] > token)
        ):
            return token
        if pos == "ADV" and sent.deps[token] == "advmod" and sent.deps[token + 1 : token + 2] == ["amod"]:
            continue  # "two gravely wounded soldiers"
        if word == "-" and token > number.end:
            continue  # "three short-range missiles"
        if word == "of" and token == number.end:
            behind = [t for t in range(token, end) if sent.lower[t] in ("dead", "fallen")]
            if behind:
                return behind[0]
            continue
        if (
            pos not in ("ADJ", "NOUN", "PROPN", "DET", "NUM")
            and sent.tags[token]
            not in (
                "VBN",
                "PRP$",
                "POS",
            )
            and sent.deps[token] != "amod"
        ):
            break
        if sent.tags[token] == "VBN" and sent.deps[token] != "amod":
            break
    return last


def band_of(sent: Sentence, number: Number) -> int | None:
    """Return the token of "crew" in "its crew of 25", which says who the 25 are."""
    at = number.start
    opened = at > 1 and sent.lower[at - 1] == "of" and sent.lemmas[at - 2] in MANNED
    behind = sent.pos[number.end : number.end + 1]
    return at - 2 if opened and behind not in (["NOUN"], ["ADJ"], ["PROPN"]) else None


def thing_of(reader: Reader, number: Number, noun: int) -> Thing | None:
    """Return what a noun names, ``None`` for what is not counted."""
    sent = reader.sent
    lemma, lower = sent.lemmas[noun], sent.lower[noun]
    if noun < number.start:
        return Thing.PEOPLE  # "its crew of 25"
    before = sent.lower[max(0, number.start - 5) : number.start]
    if any(
        before[n] == "of" and before[n - 1] in ("bodies", "remains", "corpses") for n in range(1, len(before))
    ):
        return Thing.BODIES
    if before[-2:] == ["those", "of"] and {"bodies", "remains"} & set(sent.lower[: number.start]):
        return Thing.BODIES
    if noun > number.end and {"dead", "fallen"} & set(sent.lower[number.end : noun]):
        return Thing.BODIES
    if noun >= number.end and (lemma in BODIES or lower in BODIES):
        return Thing.PEOPLE if lower == "dead" and number.end == noun else Thing.BODIES
    if lemma in WEAPONS:
        return Thing.WEAPONS
    if noun == number.end - 1:
        return None
    if lemma in PEOPLE or lower in COLLECTIVES or lower in PEOPLE:
        return Thing.PEOPLE
    mention = reader.mention_at(noun)
    if mention is None or mention.head != noun or mention.cls in GROUPS:
        return None
    if mention.cls is None:  # "84 Ukrainians"
        named = (
            bool(mention.parties)
            and not mention.unknown
            and (lower.endswith(("s", "ese")) or number.low == 1)
        )
        return Thing.PEOPLE if named else None
    single = number.low == 1 and lemma not in BANDS
    return Thing.PEOPLE if single or sent.tags[noun] in ("NNS", "NNPS") else None


def is_each(sent: Sentence, number: Number, noun: int) -> bool:
    """Tell a number that holds for each side: "500 each", "303 from each side", "205 for 205"."""
    after = sent.lower[number.end : number.end + 1 + max(SIDE_REACH, noun - number.end + 6)]
    for word in after:
        if word in (",", ";", "and") or word[:1].isdigit():
            break
        if word in ("each", "apiece", "either", "per"):
            return word != "per" or "side" in after
        if word == "both":
            return bool(SIDES & {lemma.removesuffix("s") for lemma in after})
    if after[:1] in (["for"], ["-"]) or "for" in after[:3]:
        same = sent.words[number.end - 1]
        if any(word in (same, f"for-{same}") for word in sent.words[number.end : number.end + 5]):
            return True
    start = number.start - 1
    while start >= 0 and sent.lower[start] not in (",", ";", ":") and not sent.lower[start][:1].isdigit():
        if sent.lower[start] == "each":
            return True
        start -= 1
    return sent.lower[start + 1 : start + 4] == ["each", "of", "them"]
