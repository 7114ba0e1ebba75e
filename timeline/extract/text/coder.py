"""The event coder on one screen: sentences, parse, event words, participants, dates, places, numbers, events."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.language import Language

from timeline.extract.text.assemble import assemble
from timeline.extract.text.complete import (
    MUTUAL_NOUNS,
    add_host,
    add_return,
    add_sides,
    add_since,
    add_stations,
    complete,
    is_rebel,
    take_brokers,
)
from timeline.extract.text.days.at_talks import date_by_talks, fold_plans
from timeline.extract.text.days.when import clock_of, date_by_context, date_drafts
from timeline.extract.text.deeds.decide import decide, same_event_words
from timeline.extract.text.deeds.effects import PRAISING, SPOKEN, charged
from timeline.extract.text.deeds.frames import Hit, Reader
from timeline.extract.text.deeds.sayings import order_to_own
from timeline.extract.text.deeds.words import Words, load_words
from timeline.extract.text.draft import Cast, Draft, mention_words
from timeline.extract.text.figures.howmany import count_drafts, settle_counts
from timeline.extract.text.grammar.clauses import carrier, claimed_by
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.parsing import Parsed, parse_all
from timeline.extract.text.grammar.sentence import Sentence, from_doc
from timeline.extract.text.language import language_of
from timeline.extract.text.locations.noplaces import other_words
from timeline.extract.text.locations.where import Atlas, place_drafts, settle_places
from timeline.extract.text.merge import is_passing, merge
from timeline.extract.text.parser import load_parser
from timeline.extract.text.people.allies import add_allies
from timeline.extract.text.people.lexicon import Lexicon, load_lexicon
from timeline.extract.text.people.mentions import OWNING, PERSONAL, find_mentions
from timeline.extract.text.people.owning import add_owner
from timeline.extract.text.people.parties import SOLE_TIMES, Memory, home_of, sides_of
from timeline.extract.text.people.roles import parts_of
from timeline.extract.text.people.unnamed import add_judged
from timeline.extract.text.speech.attribution import attribution_of, find_attributions
from timeline.extract.text.speech.claimants import Attribution
from timeline.extract.text.speech.echoes import echo
from timeline.extract.text.speech.report_nouns import noun_reports
from timeline.extract.text.speech.speakers import (
    attribute,
    remember,
    remember_speakers,
    settle_sides,
    speak_for_oneself,
)
from timeline.extract.text.subject import ordinary_subject, told_in_earnest
from timeline.model import ActorKind, EventType, Extraction, Issue, IssueLevel, Report, Role, Span

BREACH = "196"  # CAMEO: violate a ceasefire
CHARGING = frozenset("charge claim allege complain protest".split())
DECLARING = frozenset("announce declare unveil".split())
DECLARED = (EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE)  # done by saying so
GARBAGE = 50_000  # objects made until Python looks for garbage; its own 700 are passed in every sentence


@dataclass(frozen=True)
class Coder:
    """A parser with the vocabulary; ``code`` is a pure function of the report."""

    nlp: Language
    lexicon: Lexicon
    vocabulary: Words

    def code(self, report: Report) -> Extraction:
        """Return the events that a report tells, each once, in the order of the report."""
        return next(self.code_all([report]))

    def code_all(self, reports: Iterable[Report]) -> Iterator[Extraction]:
        """Yield the events of each report; their sentences are parsed together, and coded report by report."""
        read = [(report, report.language or language_of(report)) for report in reports]
        parsed = parse_all(self.nlp, [report for report, language in read if is_english(language)])
        for report, language in read:
            yield (
                self.code_parsed(report, next(parsed)) if is_english(language) else foreign(report, language)
            )

    def code_parsed(self, report: Report, parsed: Parsed) -> Extraction:
        """Return the events that a report tells, by its parsed sentences."""
        title, readers = self.read(report, parsed)
        spoken = [*title, *readers]
        sides = sides_of(spoken, self.lexicon)
        memory = Memory(sides, home_of(spoken), home_of(spoken, SOLE_TIMES))
        clock = clock_of(readers, published_day(report))
        atlas = Atlas(countries_in_play(readers), other_words(spoken), memory.home)
        subject = ordinary_subject(spoken)
        drafts: list[Draft] = []
        for reader in readers:
            told = self.sentence_drafts(reader, memory, drafts)
            if subject is not None:
                told = [draft for draft in told if told_in_earnest(draft, subject)]
            date_drafts(reader, told, {hit.token for hit in reader.hits}, clock)
            place_drafts(reader, told, self.lexicon, atlas)
            count_drafts(reader, told, self.lexicon, drafts)
            drafts.extend(told)
        for draft in drafts:
            add_sides(draft, memory)
        merged = merge(fold_plans([draft for draft in drafts if not is_passing(draft)]), clock.story)
        date_by_talks(merged)
        date_by_context(merged, clock)
        date_by_talks(merged)
        for place, draft in enumerate(merged):
            add_owner(draft)
            complete(draft, memory, self.lexicon)
            add_judged(draft, merged[:place], memory)
            add_since(draft, merged, clock.published)
        settle_places(merged, atlas)
        settle_counts(merged, memory.sides, memory.sole)
        for draft in merged:
            settle_sides(draft)
            add_host(draft, self.lexicon)
            add_return(draft, memory.sides)
        events = tuple(assemble(report, draft) for draft in merged)
        return Extraction(events, undated_issues(report))

    def readers(self, report: Report) -> list[Reader]:
        """Return the parsed sentences of the story, each with its mentions."""
        return self.read(report, next(parse_all(self.nlp, [report])))[1]

    def read(self, report: Report, parsed: Parsed) -> tuple[list[Reader], list[Reader]]:
        """Return the headline, if there is one, and the sentences of the story, each with its mentions.

        The headline counts for whom the report is about, and is not coded.
        """
        title = []
        if parsed.headline is not None:
            sent = from_doc(parsed.headline, -1, -1, Span(0, len(report.title or "")), is_title=True)
            title.append(Reader(sent, find_mentions(sent, self.lexicon), self.vocabulary, {}))
        found = []
        for index, (paragraph, span, doc) in enumerate(parsed.story):
            sent = from_doc(doc, index, paragraph, span)
            found.append(
                Reader(
                    sent,
                    find_mentions(sent, self.lexicon),
                    self.vocabulary,
                    self.vocabulary.phrase_effects(sent),
                )
            )
        return title, found

    def sentence_drafts(self, reader: Reader, memory: Memory, before: list[Draft]) -> list[Draft]:
        """Return what the event words of a sentence say, with participants and attribution."""
        sent = reader.sent
        attributions = find_attributions(reader)
        hits = {hit.token: hit for hit in reader.hits}
        drafts = []
        for hit in hits.values():
            decision = decide(reader, hit, hits)
            if decision is None or (hit.is_noun and not reader.is_event_noun(hit)):
                continue
            draft = Draft(reader, hit, decision)
            own = decision.event_type in SPOKEN or claimed_by(sent, carrier(sent, hit.token)) is not None
            own = own or is_declared(sent, hit, decision.event_type)
            saying = speakers_over(attributions, hit.token)
            taken = set() if own else saying - doers(reader, hit, {item.token for item in attributions})
            draft.roles = self.cast(reader, draft, taken, memory, saying)
            for inner in same_event_words(sent, hit, hits):
                known = {item.role for item in draft.roles}
                named = replace(decision, anchor=inner.token)
                more = self.cast(reader, Draft(reader, inner, named), taken, memory)
                draft.roles += [item for item in more if item.role not in known]
            attribute(draft, attribution_of(attributions, hit.token, sent), memory)
            aloud = decision.event_type in SPOKEN or sent.lemmas[hit.token] in PRAISING
            if aloud and not draft.speakers:
                speak_for_oneself(draft, attributions, memory)
            if (decision.unspoken and not address(draft)) or order_to_own(draft):
                continue
            charge(draft)
            if decision.event_type in SPOKEN or decision.future:
                speak(draft)
            drafts.append(draft)
        echo(reader, [*attributions, *noun_reports(reader)], drafts, before, memory)
        if not drafts:
            add_stations(reader, before)
        remember(reader, memory)
        remember_speakers(reader, attributions, drafts, memory)
        return take_brokers(reader, list(hits.values()), add_allies(reader, drafts), before)

    def cast(
        self, reader: Reader, draft: Draft, taken: set[int], memory: Memory, saying: Set[int] = frozenset()
    ) -> list[Cast]:
        """Return the parties of an event word with their words; pronouns are resolved or left out."""
        found = []
        for part in parts_of(reader, draft.hit, draft.decision, taken, saying):
            mention = part.mention
            words = mention_words(reader, mention)
            span = reader.sent.chars(mention.start, mention.end - 1)
            opens = self.lexicon.is_plain_opening(reader.sent, mention.start)
            for party in memory.resolve(mention, reader):
                if party.name.lower() in PERSONAL:
                    continue  # nobody known stands behind the pronoun
                found.append(Cast(part.role, party, words, span, part.rule, mention.count, opens))
        found = without_countries(found)
        acting = {item.party.country or item.party for item in found if item.role is Role.ACTOR}
        return [
            item  # what is "its" own is not done to it
            for item in found
            if item.role is Role.ACTOR or item.words.lower().split()[0] not in OWNING
            or (item.party.country or item.party) not in acting
        ]  # fmt: skip


def is_declared(sent: Sentence, hit: Hit, event_type: EventType) -> bool:
    """Tell "announced sanctions", by which who says it does it, from "announced an exchange"."""
    noun = carrier(sent, hit.token)
    declared = sent.deps[noun] == "obj" and sent.lemmas[sent.heads[noun]] in DECLARING
    return hit.is_noun and declared and event_type in DECLARED


def address(draft: Draft) -> bool:
    """Make who says that somebody "should" the actor and who should the recipient; False without a speaker."""
    parties = [speaker for speaker in draft.speakers if speaker.party is not None]
    if not parties:
        return False
    urged = [replace(item, role=Role.RECIPIENT) for item in draft.roles if item.role is Role.ACTOR]
    draft.roles = urged + [
        Cast(Role.ACTOR, speaker.party, speaker.words, speaker.span, "speaker")
        for speaker in parties
        if speaker.party
    ]
    return True


def charge(draft: Draft) -> None:
    """Make "Ordania broke the truce, Kestria charged" a reproach: the breach is what the two dispute."""
    said = [speaker for speaker in draft.speakers if speaker.party is not None and speaker.party.country]
    acting = [item for item in draft.roles if item.role is Role.ACTOR]
    if (
        draft.attribution is None
        or draft.hit.row.cameo_code != BREACH
        or draft.reader.sent.lemmas[draft.attribution.token] not in CHARGING
        or not said
        or not acting
        or {one.party for one in said} & {item.party for item in acting}
        or (
            {one.party.country for one in said if one.party} & draft.countries(Role.ACTOR)
            and not is_rebel(draft)
        )
    ):
        return
    draft.decision = charged(draft.decision)
    draft.decision.anchor = draft.attribution.token  # the day of the charge
    draft.roles = [replace(item, role=Role.RECIPIENT) for item in acting]
    draft.roles += [Cast(Role.ACTOR, one.party, one.words, one.span, "speaker") for one in said if one.party]


def speak(draft: Draft) -> None:
    """Make who says what he will do, or threatens, the actor where nobody else is named; nobody addresses himself."""
    said = [speaker for speaker in draft.speakers if speaker.party is not None]
    parties = {speaker.party for speaker in said}
    if draft.hit.row.mutual or draft.deed in MUTUAL_NOUNS or draft.countries(Role.ACTOR) or not said:
        return  # talks and exchanges are between the sides of the report
    draft.roles = [item for item in draft.roles if item.party not in parties]
    draft.roles += [Cast(Role.ACTOR, one.party, one.words, one.span, "speaker") for one in said if one.party]


def without_countries(cast: list[Cast]) -> list[Cast]:
    """Return the cast without the country of a person in the same role: "the head of Kestria's office, Ana Vell"."""
    persons = {(item.role, item.party.country) for item in cast if item.party.kind is ActorKind.PERSON}
    return [
        item
        for item in cast
        if item.party.kind is not ActorKind.COUNTRY or (item.role, item.party.country) not in persons
    ]


def doers(reader: Reader, hit: Hit, saying: Set[int]) -> set[int]:
    """Return the subjects of the verb that tells an event: who "had a call and wrote that ..." had it himself."""
    sent = reader.sent
    noun = carrier(sent, hit.token)
    verb = sent.heads[noun] if hit.is_noun and sent.deps[noun] == "obj" else hit.token
    if verb in saying:
        return set()
    return {m.head for token in sent.kids(verb, *SUBJECT) for m in reader.parties_near(token)}


def speakers_over(attributions: Iterable[Attribution], token: int) -> set[int]:
    """Return the heads of those who only report the deed told at ``token``: they did not do it."""
    return {mention.head for item in attributions if token in item.scope for mention in item.claimants}


def published_day(report: Report) -> date | None:
    return date.fromisoformat(report.published[:10]) if report.published else None


def countries_in_play(readers: Iterable[Reader]) -> list[str]:
    """Return the countries that a report names, the most named first."""
    count = Counter(
        party.country for reader in readers for m in reader.mentions for party in m.parties if party.country
    )
    return [country for country, _ in count.most_common()]


def is_english(language: str | None) -> bool:
    return language is not None and language.lower().startswith("en")


def foreign(report: Report, language: str | None) -> Extraction:
    """Return no event, and the issue that says why."""
    message = f"{report.path}: language {language or 'unknown'}: the coder reads English only"
    return Extraction((), (Issue(IssueLevel.INFO, "language", report.path, message),))


def undated_issues(report: Report) -> tuple[Issue, ...]:
    if report.published:
        return ()
    message = f"{report.path}: no publication date, so relative dates stay unresolved"
    return (Issue(IssueLevel.WARNING, "no-publication-date", report.path, message),)


@cache
def default_coder() -> Coder:
    """Return the coder with the project's own parser; loaded once a process.

    Nothing of what is loaded is ever garbage, and little of what coding makes: looking for it as often as
    Python does takes a third of the time of loading and a tenth of that of coding.
    """
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    coder = Coder(load_parser(), load_lexicon(), load_words())
    gc.freeze()
    return coder


def extract(report: Report) -> Extraction:
    """Return the events that a report tells, with issues for what could not be read out of it."""
    return default_coder().code(report)


def extract_all(reports: Iterable[Report]) -> Iterator[Extraction]:
    """Yield what ``extract`` returns for each report, in less time than one by one."""
    return default_coder().code_all(reports)
