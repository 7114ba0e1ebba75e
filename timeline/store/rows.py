"""From what travels between the stages to rows: pure, one function per table, a dict of its columns."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from timeline.errors import TimelineError
from timeline.model import (
    Claim,
    DateValue,
    Event,
    GeoPrecision,
    Input,
    Issue,
    Place,
    Quantity,
    QuantityKind,
    Report,
    SegmentKind,
    Status,
    Story,
)
from timeline.store.packed import packed

AHEAD = frozenset((Status.PLANNED, Status.HYPOTHETICAL, Status.CANCELLED))  # told before their day

Row = dict[str, str | int | float | bytes | None]


def input_id(path: str, sha256: str) -> str:
    """The key of an input: where it lies and what is in it."""
    return f"{path}@{sha256[:12]}"


def input_row(source: Input, events: int = 0, skipped: int = 0) -> Row:
    """``events`` and ``skipped`` are those of its tables, which are counted while they are walked."""
    return {
        "id": input_id(source.path, source.sha256),
        "path": source.path,
        "sha256": source.sha256,
        "format": source.format,
        "reports": len(source.stories) + len(source.tables),
        "events": events + sum(len(story.events) for story in source.stories),
        "skipped": skipped + source.skipped,
    }


def issue_rows(source: Input) -> Iterator[Row]:
    """Every issue of an input, its reports and their coding, once; those of its tables come after."""
    parts: list[Issue] = list(source.issues)
    for story in source.stories:
        parts += (*story.report.issues, *story.issues)
    for position, issue in enumerate(dict.fromkeys(parts)):
        yield issue_row(source, position, issue)


def issue_row(source: Input, position: int, issue: Issue) -> Row:
    return {
        "input_id": input_id(source.path, source.sha256),
        "position": position,
        "level": issue.level,
        "code": issue.code,
        "locator": issue.locator,
        "message": issue.message,
    }


def judgement_rows(source: Input) -> Iterator[Row]:
    """Whether a judgement holds, and of which event, is told later."""
    for position, one in enumerate(source.judgements):
        yield {
            "input_id": input_id(source.path, source.sha256),
            "position": position,
            "line": one.line,
            "kind": one.kind,
            "event_id": one.event,
            "other_id": one.other,
            "column": one.column,
            "value": one.value,
            "judged_by": one.by,
            "judged_on": one.on.isoformat(),
            "why": one.why,
            "canonical_id": None,
            "applied": 0,
        }


def report_row(story: Story) -> Row:
    report = story.report
    start, end = body(report)
    owner = story.agency or story.source
    return {
        "id": report.id,
        "title": report.title,
        "source_id": story.source.id if story.source else None,
        "agency_id": story.agency.id if story.agency else None,
        "published_at": report.published,
        "published_precision": report.published and ("day" if len(report.published) == 10 else "time"),
        "updated_at": report.updated,
        "byline": listed(report.byline),
        "editors": listed(report.editors),
        "dateline_place": report.dateline_place,
        "language": report.language,
        "url": report.url,
        "licence": report.licence,
        "syndicated_from": None,
        "format": report.format,
        "path": report.path,
        "sha256": report.sha256,
        "text": report.text,
        "body_start": start,
        "body_end": end,
        "voice": owner.id if owner else report.id,
        "retrieved_at": report.retrieved,
    }


def body(report: Report) -> tuple[int, int] | tuple[None, None]:
    """From where to where the story runs in the text; ``None`` twice if no part of it is the story."""
    spans = [segment.span for segment in report.segments if segment.kind == SegmentKind.BODY]
    if not spans:
        return None, None
    return min(span.start for span in spans), max(span.end for span in spans)


@lru_cache(maxsize=10_000)
def listed(items: tuple[str, ...]) -> str | None:
    """A JSON array; ``None`` if there is nothing in it."""
    return json.dumps(items, ensure_ascii=False) if items else None


def date_columns(value: DateValue) -> Row:
    return {
        "date_start": day(value.start),
        "date_end": day(value.end),
        "date_precision": value.precision,
        "date_as_written": value.as_written,
    }


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def day_of(published: str | None) -> str | None:
    """The day of a publication, as the report gives it."""
    return published[:10] if published else None


def event_row(event: Event, known_from: str | None = None, reports: int = 1, voices: int = 1) -> Row:
    """``known_from`` is the day of publication of the first of the ``reports``, in which ``voices`` speak.

    An event of a dataset, which has no such reports, is known from the day that its row gives.
    """
    low, best, high = fatalities(event)
    return {
        "id": event.id,
        "title": event.title,
        "event_type": event.event_type,
        "event_mode": event.event_mode,
        "quad_class": event.quad_class,
        "cameo_code": event.cameo_code,
        "acled_event_type": event.acled_event_type,
        "acled_sub_event_type": event.acled_sub_event_type,
        "violence_type": event.violence_type,
        "contexts": listed(event.contexts),
        **date_columns(event.date),
        "status": event.status,
        **place_columns(event.place),
        "fatalities_low": low,
        "fatalities_best": best,
        "fatalities_high": high,
        "reports": reports,
        "independent_sources": voices,
        "rule": event.rule,
        "dataset": event.dataset,
        "dataset_event_id": event.dataset_event_id,
        "flags": listed(event.flags),
        "lossy": listed(event.lossy),
        "shown": int(event.shown),
        "known_from": day(known_from_row(event)) if event.dataset else known_from,
    }


def known_from_row(event: Event) -> date | None:
    """Return the day of the last report that a row of a dataset rests on, by its own word.

    Where it names none with its day, what it tells as done was not known before its own first day.
    """
    days = [iso_day(citation.published) for claim in event.claims for citation in claim.citations]
    stated = [one for one in days if one is not None]
    if days and len(stated) == len(days):
        return max(stated)
    return event.date.start if event.status not in AHEAD else None


@lru_cache(maxsize=10_000)
def iso_day(published: str | None) -> date | None:
    """The day of a publication; None where it is not stated as ISO 8601 has it."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def coding_row(event: Event, report_id: str, canonical: str) -> Row:
    return {"id": event.id, "event_id": canonical, "report_id": report_id, "value": packed(event)}


def place_columns(place: Place | None) -> Row:
    """Where an event was. Without a place nothing is known: not a point, not a country."""
    if place is None:
        return {**dict.fromkeys(PLACE_COLUMNS), "geo_precision": GeoPrecision.UNKNOWN}
    return {
        "place_id": place.id,
        "place_name": place.name,
        "place_as_written": place.as_written,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": place.geo_precision,
    }


PLACE_COLUMNS = (
    "place_id",
    "place_name",
    "place_as_written",
    "country",
    "admin1",
    "latitude",
    "longitude",
)


def fatalities(event: Event) -> tuple[int | None, int | None, int | None]:
    """People killed: low, best, high over all figures for the whole event, else summed over its sides.

    Figures that disagree give a range and no best value. An end that one of them leaves open stays open.
    """
    figures = event.quantities or [q for claim in event.claims for q in claim.quantities]
    sides: dict[str | None, list[Quantity]] = {}
    for figure in figures:
        if figure.kind == QuantityKind.KILLED:
            sides.setdefault(figure.side, []).append(figure)
    groups = [sides[None]] if None in sides else list(sides.values())
    if not groups:
        return None, None, None
    if len(groups) == 1 == len(groups[0]):  # as in every row of a dataset
        return groups[0][0].low, groups[0][0].best, groups[0][0].high
    low, best, high = (added(column) for column in zip(*map(spread, groups), strict=True))
    return low, best, high


def spread(figures: list[Quantity]) -> tuple[int | None, int | None, int | None]:
    """The range that several figures for the same thing leave."""
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    bests = {figure.best for figure in figures}
    return (
        min(lows) if len(lows) == len(figures) else None,
        bests.pop() if len(bests) == 1 else None,
        max(highs) if len(highs) == len(figures) else None,
    )


def added(parts: Iterable[int | None]) -> int | None:
    """The sum; ``None`` if one part is not stated."""
    stated = list(parts)
    numbers = [part for part in stated if part is not None]
    return sum(numbers) if len(numbers) == len(stated) else None


def participant_rows(event: Event) -> Iterator[Row]:
    for position, part in enumerate(event.participants):
        yield {
            "event_id": event.id,
            "position": position,
            "role": part.role,
            "actor_id": part.actor.id if part.actor else None,
            "name_as_written": part.name_as_written,
            "country": part.country,
            "kind": part.kind,
            "sector": part.sector,
            "side": part.side,
            "count_low": part.count_low,
            "count_high": part.count_high,
        }


def numbered_claims(event: Event, file: str = "") -> list[tuple[str, Claim]]:
    """The claims with their ids. ``TimelineError`` if there is none: nobody could check such an event.

    The rows of several dataset files may be about one event: their claims are told apart by ``file``.
    """
    if not event.claims:
        raise TimelineError(f"event {event.id}: no claim stands behind it")
    if file:
        return [(f"{event.id}@{file}", claim) for claim in event.claims]
    return [(f"{event.id}.{number}", claim) for number, claim in enumerate(event.claims, start=1)]


def claim_rows(event: Event, report_id: str, file: str = "") -> Iterator[Row]:
    for key, claim in numbered_claims(event, file):
        by = claim.claimant
        yield {
            "id": key,
            "event_id": event.id,
            "report_id": report_id,
            "span_start": claim.span.start if claim.span else None,
            "span_end": claim.span.end if claim.span else None,
            "line": claim.line,
            "quote": claim.quote,
            "claimant_id": by.actor.id if by and by.actor else None,
            "claimant_as_written": by.name_as_written if by else None,
            "channel": claim.channel,
            "stance": claim.stance,
            "status": claim.status,
            **date_columns(claim.date),
            "place_as_written": claim.place_as_written,
            "rule": claim.rule,
            "version": claim.version,
        }


def quantity_rows(event: Event, file: str = "") -> Iterator[Row]:
    """The numbers of each claim; numbers that only the event has go to its first claim."""
    claims = numbered_claims(event, file)
    figures = {key: claim.quantities for key, claim in claims}
    if not any(figures.values()):
        figures[claims[0][0]] = event.quantities
    for key, quantities in figures.items():
        for position, figure in enumerate(quantities):
            yield {
                "claim_id": key,
                "position": position,
                "kind": figure.kind,
                "side": figure.side,
                "low": figure.low,
                "best": figure.best,
                "high": figure.high,
                "as_written": figure.as_written,
            }


def evidence_rows(event: Event) -> Iterator[Row]:
    for key, claim in numbered_claims(event):
        for position, evidence in enumerate(claim.evidence):
            yield {
                "claim_id": key,
                "position": position,
                "field": evidence.field,
                "value": evidence.value,
                "span_start": evidence.span.start,
                "span_end": evidence.span.end,
                "rule": evidence.rule,
            }
