"""Invented codings for the tests of matching, and the sample reports with their codings."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from timeline.coding import report_of, stories_of
from timeline.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    GeoPrecision,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Role,
    Span,
    Status,
)
from timeline.resolve.match import Coding, decisions, exclusion, group, mention

ROOT = Path(__file__).parents[1]
KESTRIA = Actor("kestria", "Kestria", ActorKind.COUNTRY, "XKE")
ORDANIA = Actor("ordania", "Ordania", ActorKind.COUNTRY, "XOR")
TOWNS = {"Velm": (10.0, 20.0), "Osk": (10.05, 20.05), "Tarn": (12.0, 20.0)}


def days(start, end=None):
    """The days of an event; none without a start."""
    if start is None:
        return DateValue(None, None, DatePrecision.UNKNOWN)
    first = date.fromisoformat(start)
    last = date.fromisoformat(end or start)
    return DateValue(first, last, DatePrecision.DAY if first == last else DatePrecision.DAYS)


def town(name):
    latitude, longitude = TOWNS[name]
    return Place(name, "XKE", None, latitude, longitude, GeoPrecision.EXACT)


def quantity(kind, number, side="XKE", high=None):
    """A figure; ``high`` ``None`` and a number with "+" is open above."""
    low = int(str(number).rstrip("+"))
    top = None if str(number).endswith("+") else (high or low)
    return Quantity(QuantityKind(kind), low, low if top == low else None, top, str(number), side)


def coding(
    name, kind=EventType.ASSAULT, start="2031-03-05", *, end=None, mode=None, status=Status.OCCURRED, place=None,
    figures=(), quote="", published="2031-03-06", doer=ORDANIA, other=KESTRIA, report=None, dataset=None, people=(),
    claimant=None,
):  # fmt: skip
    """An invented coding: Ordania does something to Kestria, unless told otherwise."""
    when = days(start, end)
    parties = [
        Participant(role, actor.name, actor, actor.country, actor.kind)
        for role, actor in (
            (Role.ACTOR, doer),
            (Role.RECIPIENT, other),
            *((Role.ACTOR, one) for one in people),
        )
        if actor
    ]
    said = Claim(Span(0, len(quote)), quote or None, status, when, "test", claimant)
    event = Event(
        name, quote or name, kind, mode, None, status, when, "test", town(place) if place else None,
        participants=tuple(parties), quantities=tuple(figures), claims=(said,), dataset=dataset,
    )  # fmt: skip
    return Coding(event, report or f"report-{name}", f"voice-{name}", published, "en")


def dated(one, as_written):
    """The coding with the words of its date."""
    return replace(one, event=replace(one.event, date=replace(one.event.date, as_written=as_written)))


@cache
def sample():
    """The codings of data/reports by stem, in the order of their texts."""
    reports = [
        report_of(path.read_bytes(), path.name) for path in sorted((ROOT / "data/reports").glob("*.md"))
    ]
    return {
        Path(story.report.path).stem: [
            Coding(event, story.report.id, story.report.id, story.report.published, story.report.language)
            for event in story.events
        ]
        for story in stories_of(reports)
    }


@cache
def matched():
    """What is decided about the sample, by pair of ids, and the group of every coding."""
    codings = [one for told in sample().values() for one in told]
    found = {(one.a, one.b): one for one in decisions(codings)}
    groups = group(
        (one.id for one in codings), found.values(), apart=exclusion(codings), passing=mention(codings)
    )
    return found, {one: members for members in groups for one in members}


def the(stem, words, kind=None):
    """The id of the coding of a sample report whose first quote has the words."""
    found = [
        one.id for one in sample()[stem]
        if words in (one.event.claims[0].quote or "") and (kind is None or one.event.event_type == kind)
    ]  # fmt: skip
    assert len(found) == 1, f"{stem}: {words!r} stands in {len(found)} codings"
    return found[0]


def one_event(*ids):
    """Whether all ids are in one group."""
    groups = matched()[1]
    return len({groups[one] for one in ids}) == 1


def all_apart(*ids):
    groups = matched()[1]
    return len({groups[one] for one in ids}) == len(ids)


def link(a, b):
    """How two codings of the sample are linked: kind, and which of them hangs on the other."""
    decision = matched()[0].get((min(a, b), max(a, b)))
    return (decision.link, decision.link_from) if decision else None
