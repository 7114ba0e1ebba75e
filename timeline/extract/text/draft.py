"""An event in the making: what one event word of one sentence says, before the report's mentions are joined."""

from dataclasses import dataclass, field

from timeline.extract.text.days.dates import Resolved
from timeline.extract.text.deeds.effects import Decision
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.figures.numbers import PARTICLE_VERBS, Number
from timeline.extract.text.figures.quantities import Counted
from timeline.extract.text.people.mentions import Mention, Party
from timeline.extract.text.speech.claimants import Attribution, phrase
from timeline.model import EventType, Evidence, Place, Quantity, QuantityKind, Role, Span


@dataclass(slots=True)
class Cast:
    """One party in one role, with the words that name it and how it was found."""

    role: Role
    party: Party
    words: str
    span: Span
    rule: str
    count: Number | None = None
    opens: bool = False  # a plain word at the head of its sentence: it has its capital from there


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: a party, or only the words where no party is known."""

    party: Party | None
    words: str
    span: Span
    rule: str

    @property
    def name(self) -> str:
        return self.party.name if self.party else self.words


@dataclass(frozen=True, slots=True)
class Echo:
    """A further sentence in which somebody speaks of the event without telling it again ("X confirmed this")."""

    reader: Reader
    speakers: tuple[Speaker, ...]
    channel: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of an event as its sentence tells it; that sentence may be a later one without an event word."""

    item: Counted
    kind: QuantityKind
    reader: Reader


@dataclass(slots=True)
class Draft:
    """What a sentence says about an event: all the values with their words."""

    reader: Reader
    hit: Hit
    decision: Decision
    attribution: Attribution | None = None
    speakers: list[Speaker] = field(default_factory=list)
    channel: str | None = None
    roles: list[Cast] = field(default_factory=list)
    date: Resolved | None = None
    date_span: Span | None = None
    place: Place | None = None
    place_span: Span | None = None
    place_rule: str | None = None
    counts: list[Count] = field(default_factory=list)
    quantities: list[tuple[Quantity, Span]] = field(default_factory=list)  # the rows that the counts make
    echoes: list[Echo] = field(default_factory=list)
    others: list["Draft"] = field(default_factory=list)  # further tellings of the same event in the report

    @property
    def event_type(self) -> EventType:
        return self.decision.event_type

    @property
    def deed(self) -> EventType:
        """The type of the act spoken of: of a planned meeting CONSULT, although PLOVER codes AGREE."""
        return (
            self.decision.content or self.decision.event_type
            if self.decision.future
            else self.decision.event_type
        )

    def all_speakers(self) -> list[Speaker]:
        """Return who says it in this sentence and in those that go on about it."""
        return [*self.speakers, *(speaker for echo in self.echoes for speaker in echo.speakers)]

    def countries(self, *roles: Role) -> set[str]:
        """Return whom the event is between, by country or, lacking one, by name."""
        return {
            item.party.country or item.party.name for item in self.roles if not roles or item.role in roles
        }

    def evidence(self) -> list[Evidence]:
        """Return the words and rules behind every value of this telling."""
        sent = self.reader.sent
        trigger = sent.chars(self.hit.token, self.hit.last)
        found = [Evidence("event_type", self.decision.event_type.value, trigger, self.decision.rule)]
        if self.date is not None and self.date_span is not None:
            value = self.date.value
            words = f"{value.start}/{value.end}" if value.start else "unknown"
            found.append(Evidence("date", words, self.date_span, self.date.rule))
        if self.place_span is not None and self.place_rule is not None:
            found.append(
                Evidence(
                    "place", self.place.name if self.place else "unknown", self.place_span, self.place_rule
                )
            )
        found += [
            Evidence(f"participant.{item.role}", item.party.name, item.span, item.rule) for item in self.roles
        ]
        found += [
            Evidence(f"quantity.{q.kind}", q.as_written, span, "number.noun") for q, span in self.quantities
        ]
        found += [
            Evidence(
                "claimant", speaker.party.name if speaker.party else speaker.words, speaker.span, speaker.rule
            )
            for speaker in self.speakers
        ]
        return found


def mention_words(reader: Reader, mention: Mention) -> str:
    """Return the words of a mention as they stand in the report."""
    sent = reader.sent
    first, last = mention.start, mention.end - 1
    while sent.lower[first] in ("the", "a", "an", "and", ",") and first < last:
        first += 1
    if sent.lower[first] == "over" and first and sent.lemmas[first - 1] in PARTICLE_VERBS:
        first += 1  # "handed over two soldiers"
    text = phrase(sent, first, last + 1)
    return text.removesuffix("'s").removesuffix("’s").strip()
