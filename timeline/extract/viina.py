"""VIINA: a program's labels on reports, so claims and no more, not shown unasked; three tables of the same events.

An event is what VIINA counts as one: a place on a day (event_id_1pd). Its reports stand in event_info, its labels in
event_labels, both folded in event_1pd. Its labels may name several acts: the first of them in the order of
``viina_crosswalk.csv`` is the event, the others are further ones of the same key with the label behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from timeline.errors import RecordError
from timeline.extract.fields import compact_day, interval, point, stated, unknown
from timeline.extract.plover_words import GAZETTEER
from timeline.model import (
    ActorKind,
    Citation,
    Claim,
    DatePrecision,
    Event,
    Extraction,
    GeoPrecision,
    Issue,
    Participant,
    Place,
    Record,
    Role,
    Status,
)
from timeline.vocab.actors import load_countries
from timeline.vocab.crosswalk_datasets import ViinaLabel, viina
from timeline.vocab.dataset_codes import codes
from timeline.vocab.plover import deed_words, quad_class_of

INFO, LABELS, PER_DAY = "viina_event_info", "viina_event_labels", "viina_event_1pd"
DATASET = "viina"
REPORT_DAY = "report_day"
GEO_PRECISION = {key: GeoPrecision(one.word) for key, one in codes("viina_geo_precision").items() if one.word}
CIVILIANS = "actor_civilians"
LIKELY = 0.5  # from here on VIINA itself writes 1 into the column of a label


def extract_info(record: Record) -> Extraction:
    """Return the event that a report tells of, without its act. Raise RecordError where its day or point are none."""
    row = record.fields
    when = compact_day(row["date"], "date")
    issues: list[Issue] = []
    where = place(row, issues)
    cited = Citation(
        stated(row["source"]), stated(row.get("text", "")), published(row, when), stated(row["url"])
    )
    return extraction(INFO, record, when, where, (), (), (cited,), issues)


def extract_labels(record: Record) -> Extraction:
    """Return the events whose acts a report is labelled with. Raise RecordError where its day or labels are none."""
    when = compact_day(record.fields["date"], "date")
    issues: list[Issue] = []
    return extraction(LABELS, record, when, None, *labelled(record.fields, issues), (), issues)


def extract_per_day(record: Record) -> Extraction:
    """Return the events of a place on a day. Raise RecordError where its day, point or labels are none."""
    row = record.fields
    when = compact_day(row["date"], "date")
    issues: list[Issue] = []
    where = place(row, issues)
    names = dict.fromkeys(name for part in row["sources"].split(",") if (name := stated(part)))
    cited = tuple(Citation(publisher=name, published=when.isoformat()) for name in names)
    return extraction(PER_DAY, record, when, where, *labelled(row, issues), cited, issues)


def extraction(
    rule: str,
    record: Record,
    day: date,
    where: Place | None,
    acts: Sequence[ViinaLabel],
    who: tuple[Participant, ...],
    cited: tuple[Citation, ...],
    issues: Iterable[Issue],
) -> Extraction:
    """Return the event of a row, and one more for each further act."""
    key, ours = keys(record.fields)
    when = interval(day, day, DatePrecision.DAY)
    claim = Claim(
        None, None, Status.CLAIMED, when, rule, place_as_written=where.as_written if where else None,
        line=record.line, citations=cited,
    )  # fmt: skip
    plain = Event(
        id=ours, title=title(None, who, where, key), event_type=None, event_mode=None, quad_class=None,
        status=Status.CLAIMED, date=when, rule=rule, place=where, participants=who, claims=(claim,), dataset=DATASET,
        dataset_event_id=key, flags=(REPORT_DAY,), shown=False,
    )  # fmt: skip
    events = [with_act(plain, act, title(act, who, where, key)) for act in acts] or [plain]
    further = [
        replace(event, id=f"{ours}-{act.label}", claims=(replace(claim, citations=()),))
        for event, act in zip(events[1:], acts[1:], strict=False)
    ]
    return Extraction((events[0], *further), tuple(issues))


def with_act(event: Event, act: ViinaLabel, headline: str) -> Event:
    """Return an event with what a label is in our terms."""
    return replace(
        event,
        title=headline,
        event_type=act.event_type,
        event_mode=act.event_mode,
        quad_class=quad_class_of(act.event_type) if act.event_type else None,
        cameo_code=act.cameo_code,
        contexts=(act.context,) if act.context else (),
        acled_event_type=act.acled_event_type,
        acled_sub_event_type=act.acled_sub_event_type,
        lossy=tuple(sorted(act.lossy)),
    )


def keys(row: Mapping[str, str]) -> tuple[str, str]:
    """Return VIINA's key of the event of a row and ours; version 1 has no key for a place and day."""
    if key := stated(row.get("event_id_1pd", "")):
        return key, f"{DATASET}-{key}"
    if key := stated(row.get("event_id", "")):
        return key, f"{DATASET}-report-{key}"
    raise RecordError("neither event_id_1pd nor event_id is stated")


def labelled(row: Mapping[str, str], issues: list[Issue]) -> tuple[list[ViinaLabel], tuple[Participant, ...]]:
    """Return the acts that the labels of a row name, in the order of the crosswalk, and who did them."""
    found = [one for label, one in viina().items() if is_set(row, label, issues)]
    who = dict.fromkeys(party for one in found if (party := actor(one.country, one.flag)))
    return [one for one in found if one.event_type], tuple(who)


def is_set(row: Mapping[str, str], label: str, issues: list[Issue]) -> bool:
    """Tell whether a label is given to a row: by its column of 0 and 1 (or a count), else by its probability."""
    cell = stated(row.get(f"{label}_b", ""))
    chance = cell or stated(row.get(label, ""))
    if chance is None:
        return False
    try:
        value = float(chance)
    except ValueError:
        raise RecordError(f"{label} {chance!r} is no number") from None
    if value < 0 or (cell is None and value > 1):
        issues.append(unknown(label, chance))
    return value >= LIKELY


@lru_cache(maxsize=100)
def actor(country: str | None, flag: str | None) -> Participant | None:
    """Return whom a label names as the one who did it, ``None`` where it names nobody that we know."""
    if country:
        state = load_countries()[country]
        return Participant(
            Role.ACTOR, f"{state.name} or allied forces", state.actor, country, state.actor.kind
        )
    if flag == CIVILIANS:
        return Participant(Role.ACTOR, "Civilians", None, None, ActorKind.PEOPLE, "CVL")
    return None


def place(row: Mapping[str, str], issues: list[Issue]) -> Place | None:
    """Return the place of a row, None where it names none."""
    north, east = point(row["latitude"], row["longitude"])
    name = stated(row["asciiname"]) or stated(row.get("address", ""))
    if name is None:
        return None
    cell = stated(row["GEO_PRECISION"])
    precision = GEO_PRECISION.get(cell.casefold()) if cell else None
    if cell and precision is None:
        issues.append(unknown("GEO_PRECISION", cell))
    if precision is None:
        north, east, precision = None, None, GeoPrecision.UNKNOWN
    key = stated(row["geonameid"])
    return Place(
        name, "UKR" if row.get("ADM1_CODE", "").strip().startswith("UA") else None, stated(row.get("ADM1_NAME", "")),
        north, east, precision, stated(row.get("address", "")), f"geonames-{key}" if key else None,
        stated(row.get("feature_code", "")), None, GAZETTEER if key else None,
    )  # fmt: skip


def published(row: Mapping[str, str], day: date) -> str:
    """Return when a report was published, to the minute where it is stated; its zone is not."""
    time = stated(row.get("time", ""))
    return f"{day.isoformat()}T{time}" if time and len(time) == 5 and time[2] == ":" else day.isoformat()


def title(act: ViinaLabel | None, who: Iterable[Participant], where: Place | None, key: str) -> str:
    """Return a headline by rule: a report's own words are its outlet's."""
    deed = deed_words(act.event_type, act.event_mode).noun if act and act.event_type else f"Event {key}"
    parties = " – ".join(one.name_as_written for one in who)
    return (f"{parties}: " if parties else "") + deed + (f", {where.name}" if where else "")


def fold_info(records: Sequence[Record]) -> Record:
    """Return the row that knows the place of an event best, of those of all its reports."""
    ranks = list(GeoPrecision)

    def rank(record: Record) -> tuple[int, int, str]:
        word = GEO_PRECISION.get(record.fields["GEO_PRECISION"].strip().casefold(), GeoPrecision.UNKNOWN)
        key = record.fields["event_id"].strip()
        return ranks.index(word), len(key), key

    return min(records, key=rank)


def fold_labels(records: Sequence[Record]) -> Record:
    """Return one row with every label that one of the reports of an event has: what event_1pd counts.

    An act that no report has beside another stays without an event of its own here: event_1pd has it.
    """
    first = min(records, key=lambda record: (len(record.fields["event_id"]), record.fields["event_id"]))
    issues: list[Issue] = []
    given = {
        f"{label}_b": str(int(any(is_set(record.fields, label, issues) for record in records)))
        for label in viina()
    }
    return replace(first, fields=first.fields | given)
