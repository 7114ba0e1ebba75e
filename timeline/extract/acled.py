"""ACLED: one row is one event; who began is not said, but who was the target is where ACLED's rules fix it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

from timeline.errors import RecordError
from timeline.extract.acled_actors import class_of, listed, participants, unknown_classes, violence_type
from timeline.extract.fields import coded, count, killed, point, stated, unknown
from timeline.model import (
    Citation,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    Extraction,
    GeoPrecision,
    Issue,
    IssueLevel,
    Place,
    Quantity,
    Record,
    Role,
    Status,
)
from timeline.vocab.calendar import MONTHS
from timeline.vocab.country_codes import iso_numeric_to_alpha3, name_to_alpha3
from timeline.vocab.crosswalk import AcledCode, acled
from timeline.vocab.dataset_codes import code_of, codes, listed_word, source_scales
from timeline.vocab.plover import quad_class_of

NAME = "acled"
DATE_PRECISION = {
    key: DatePrecision(one.word) for key, one in codes("acled_time_precision").items() if one.word
}
GEO_PRECISION = {key: GeoPrecision(one.word) for key, one in codes("acled_geo_precision").items() if one.word}
SET_ASIDE = ("disorder_type", "region", "civilian_targeting")  # kept in the row, checked against their lists
VIOLENCE_AGAINST = "Violence against civilians"
EXCESSIVE, MOB = "Excessive force against protesters", "Mob violence"
ATTACKED = "civilians are attacked"  # the case of the crosswalk that the columns of a row can decide
CIVILIANS, PROTESTERS = 7, 6
DELETED = "deleted"
ACTORS = ("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction")


def extract(record: Record) -> Extraction:
    """Return the event of a row. Raise RecordError where its date, place or figures are none."""
    row = record.fields
    event_id = row["event_id_cnty"].strip()
    if not event_id:
        raise RecordError("event_id_cnty is empty")
    if "event_date" not in row:
        return deletion(event_id, row, record.line)
    issues = aside(row)
    when = date_of(row, issues)
    kind, sub = types(row, issues)
    act = act_of(row, sub)
    dead = figures(row)
    claim = Claim(
        None, None, Status.OCCURRED, when, NAME,
        place_as_written=stated(row["location"]), quantities=dead, line=record.line,
        version=moment(row.get("timestamp", ""), "timestamp"), citations=citations(row.get("source", "")),
    )  # fmt: skip
    violence = violence_type(row) if act and dead else None
    violence = violence if act and violence in act.violence_types else None
    event = Event(
        id=f"{NAME}-{event_id}",
        title=title(row, sub or kind or ""),
        event_type=act.event_type if act else None,
        event_mode=act.event_mode if act else None,
        quad_class=quad_class_of(act.event_type) if act and act.event_type else None,
        status=Status.OCCURRED,
        date=when,
        rule=NAME,
        place=place(row, issues),
        cameo_code=act.cameo_code if act else None,
        contexts=(act.context,) if act and act.context else (),
        acled_event_type=kind,
        acled_sub_event_type=sub,
        violence_type=violence,
        lossy=lossy(act, violence) if act else (),
        participants=participants(row, *roles(row, sub, act)),
        claims=(claim,),
        dataset=NAME,
        dataset_event_id=event_id,
    )
    return Extraction((event,), tuple(issues))


def deletion(event_id: str, row: Mapping[str, str], line: int) -> Extraction:
    """Return what a row of the feed of deleted events says: that ACLED no longer stands by the event."""
    when = DateValue(None, None, DatePrecision.UNKNOWN)
    version = moment(row["deleted_timestamp"], "deleted_timestamp")
    claim = Claim(None, None, Status.DENIED, when, NAME, line=line, version=version)
    event = Event(
        f"{NAME}-{event_id}", f"{event_id}, deleted by ACLED", None, None, None, Status.DENIED, when, NAME,
        claims=(claim,), dataset=NAME, dataset_event_id=event_id, flags=(DELETED,), shown=False,
    )  # fmt: skip
    return Extraction((event,))


def fold(records: Sequence[Record]) -> Record:
    """Return one row for those of a monadic export, where an event stands once for each of its actors.

    Rows that differ in anything else are no such: the last one holds.
    """
    last = records[-1]
    others = [{name: cell for name, cell in one.fields.items() if name not in ACTORS} for one in records]
    if any(one != others[-1] for one in others):
        return last
    actors: dict[str, dict[str, str]] = {}
    orders = set()
    for one in records:
        both = [one.fields.get(f"actor{number}", "").strip() for number in "12"]
        orders |= {tuple(both)} if all(both) else set()
        for number, name in zip("12", both, strict=True):
            if name:
                merge(actors.setdefault(name, {"assoc": "", "inter": ""}), one.fields, number)
    if len(actors) > 2:
        return last
    order = (
        orders.pop() if len(orders) == 1 else sorted(actors, key=lambda name: (weight(actors[name]), name))
    )
    fields = dict(last.fields)
    for number, name in zip("12", (*order, "", ""), strict=False):
        held = actors.get(name, {"assoc": "", "inter": ""})
        fields |= {
            f"actor{number}": name,
            f"assoc_actor_{number}": held["assoc"],
            f"inter{number}": held["inter"],
        }
    return replace(last, fields=fields)


def merge(held: dict[str, str], row: Mapping[str, str], number: str) -> None:
    """Add what a row says of its first or second actor to what others said."""
    beside = row.get(f"assoc_actor_{number}", "").strip()
    if beside and beside != held["assoc"]:
        both = {*listed(beside), *listed(held["assoc"])}
        held["assoc"] = "; ".join(sorted(both)) if held["assoc"] else beside
    held["inter"] = max(held["inter"], row.get(f"inter{number}", "").strip())


def weight(actor: Mapping[str, str]) -> bool:
    """Put civilians behind the others: ACLED has them second where both orders stand in the rows."""
    found = class_of(actor, "inter")
    return found is not None and found.number == CIVILIANS


def date_of(row: Mapping[str, str], issues: list[Issue]) -> DateValue:
    """Return the day of a row; a precision that ACLED does not have leaves the day open."""
    precision = coded(DATE_PRECISION, "time_precision", row, issues)
    when = day(row["event_date"])
    if (year := stated(row.get("year", ""))) and year != str(when.year):
        issues.append(Issue(IssueLevel.WARNING, "value", "year", "year is not that of event_date"))
    return dated(when, precision or DatePrecision.RANGE, row["event_date"].strip())


@lru_cache(maxsize=50_000)
def dated(when: date, precision: DatePrecision, written: str) -> DateValue:
    """Return a day as a date, with the precision that ACLED states: it gives the middle of a week or month."""
    return DateValue(when, when, precision, written)


@lru_cache(maxsize=50_000)
def day(cell: str) -> date:
    """Return the day of 2023-02-16, 16-02-2023, 16/02/2023 or 16 February 2023."""
    parts = cell.strip().replace("-", " ").replace("/", " ").split()
    try:
        first, month, last = parts
        number = int(month) if month.isdecimal() else MONTHS[month.casefold()]
        year, day = (first, last) if len(first) == 4 else (last, first)
        if len(year) == 4:
            return date(int(year), number, int(day))
    except (ValueError, KeyError, OverflowError):
        pass
    raise RecordError(f"event_date {cell!r} is no date")


@lru_cache(maxsize=50_000)
def moment(cell: str, column: str) -> str | None:
    """Return a time given in seconds since 1970 as ISO 8601, so that the latest sorts last."""
    text = stated(cell)
    if text is None:
        return None
    try:
        return datetime.fromtimestamp(int(text.partition(".")[0]), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise RecordError(f"{column} {cell!r} is no time") from None


def aside(row: Mapping[str, str]) -> list[Issue]:
    """Return what is to be said of columns that are only kept: of values that ACLED's lists do not have."""
    found = [unknown(name, row[name]) for name in SET_ASIDE if not is_listed(name, row.get(name, ""))]
    found += [unknown(name, row[name]) for name in unknown_classes(row)]
    scale = row.get("source_scale", "")
    if not is_scale(scale):
        found.append(unknown("source_scale", scale))
    return found


@lru_cache(maxsize=1_000)
def is_listed(column: str, cell: str) -> bool:
    return not stated(cell) or code_of(f"{NAME}_{column}", cell) is not None


@lru_cache(maxsize=1_000)
def is_scale(cell: str) -> bool:
    return not stated(cell) or source_scales(cell) is not None


def types(row: Mapping[str, str], issues: list[Issue]) -> tuple[str | None, str | None]:
    """Return ACLED's type and sub-type by their newest names; before 2019 the type alone said both."""
    kind, sub = row["event_type"], row.get("sub_event_type", "")
    found = listed_word("acled_event_type", kind)
    if found is None and code_of("acled_event_type", kind) is None:
        issues.append(unknown("event_type", kind))
    within = listed_word("acled_sub_event_type", sub if stated(sub) else kind)
    if within is None and stated(sub):
        issues.append(unknown("sub_event_type", sub))
    return found, within


def act_of(row: Mapping[str, str], sub: str | None) -> AcledCode | None:
    """Return what a sub-type is in the other schemes, in the case that the columns of the row decide."""
    if sub is None:
        return None
    if sub == MOB and (targeted(row) or CIVILIANS in classes(row)):
        return acled()[sub, ATTACKED]
    return acled()[sub, ""]


def targeted(row: Mapping[str, str]) -> bool:
    """Tell whether ACLED says that civilians were the target."""
    found = code_of("acled_civilian_targeting", row.get("civilian_targeting", ""))
    return found is not None and found.word == "yes"


def classes(row: Mapping[str, str]) -> list[int | None]:
    """Return the numbers of the classes of both actors."""
    return [one.number if (one := class_of(row, name)) else None for name in ("inter1", "inter2")]


def roles(row: Mapping[str, str], sub: str | None, act: AcledCode | None) -> tuple[Role, Role]:
    """Return the parts of both actors: whom it was done to where ACLED's rules fix the target, sides elsewhere."""
    one, other = classes(row)
    if act and act.acled_event_type == VIOLENCE_AGAINST:
        return Role.ACTOR, Role.RECIPIENT
    target = PROTESTERS if sub == EXCESSIVE else CIVILIANS
    attack = sub in {EXCESSIVE, MOB} or (
        act is not None and act.acled_event_type == "Explosions/Remote violence"
    )
    if attack and target in {one, other} and one != other:
        return (Role.RECIPIENT, Role.ACTOR) if one == target else (Role.ACTOR, Role.RECIPIENT)
    return Role.SIDE_A, Role.SIDE_B


def lossy(act: AcledCode, violence: str | None) -> tuple[str, ...]:
    """Return the columns that the crosswalk filled with a loss; a type of violence only where it gave one."""
    return tuple(sorted(act.lossy - (set() if violence else {"violence_type"})))


def place(row: Mapping[str, str], issues: list[Issue]) -> Place:
    """Return the place of a row, with the point that stands for it."""
    latitude, longitude = point(row["latitude"], row["longitude"])
    precision = coded(GEO_PRECISION, "geo_precision", row, issues)
    if precision is None:
        latitude, longitude, precision = None, None, GeoPrecision.UNKNOWN
    name = stated(row["location"]) or row["country"].strip()
    return Place(
        name,
        country(row, issues),
        stated(row.get("admin1", "")),
        latitude,
        longitude,
        precision,
        stated(row["location"]),
    )


def country(row: Mapping[str, str], issues: list[Issue]) -> str | None:
    """Return the country by name; by its code where the name is not known."""
    by_code = iso_numeric_to_alpha3(row["iso"]) if stated(row.get("iso", "")) else None
    found = name_to_alpha3(row["country"], NAME)
    if found is None and stated(row["country"]):
        issues.append(unknown("country", row["country"]))
    elif found and by_code and found != by_code:
        issues.append(unknown("iso", row["iso"]))
    return found or by_code or name_to_alpha3(row.get("iso3", ""), NAME)


def figures(row: Mapping[str, str]) -> tuple[Quantity, ...]:
    """Return the people killed. ACLED's 0 is "none or unknown": no figure."""
    dead = count(row["fatalities"], "fatalities")
    return (killed(None, dead, None, None, f"fatalities {dead}"),) if dead else ()


@lru_cache(maxsize=20_000)
def citations(cell: str) -> tuple[Citation, ...]:
    """Return the sources of a row; ACLED names them without title or address."""
    return tuple(Citation(publisher=name) for name in listed(cell))


def title(row: Mapping[str, str], kind: str) -> str:
    """Return a headline in ACLED's own words, without its notes."""
    parties = " – ".join(name for number in "12" if (name := row.get(f"actor{number}", "").strip()))
    return f"{kind or row['event_type'].strip()}: {parties}, {row['location'].strip()}"
