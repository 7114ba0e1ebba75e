"""Invented inputs for the tests of the store: two neighbours, Ardenia and Boravia, and their press."""

import hashlib
from dataclasses import replace
from datetime import date

from timeline.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    Evidence,
    GeoPrecision,
    Input,
    Issue,
    IssueLevel,
    Participant,
    Place,
    QuadClass,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Segment,
    SegmentKind,
    Source,
    SourceKind,
    Span,
    Status,
    Story,
)

ARDENIA = Actor("ardenia", "Ardenia", ActorKind.COUNTRY, "ARD")
MINISTRY = Actor(
    "ardenia-ministry", "Ardenian Ministry", ActorKind.GOVERNMENT, "ARD", "GOV", "ardenia", ("MoD",)
)
BORAVIA = Actor("boravia", "Boravia", ActorKind.COUNTRY, "BOR")
KNOWN = {actor.id: actor for actor in (ARDENIA, MINISTRY, BORAVIA)}
KELM = Place(
    "Kelm", "BOR", "Északi", 47.5, 19.25, GeoPrecision.EXACT, "Kelm", "kelm-1", "PPL", 1200, "invented"
)
GAZETTE = Source("kelm-gazette", "Kelm Gazette", SourceKind.OUTLET, "BOR", licence="CC-BY-4.0")
WIRE = Source("north-wire", "North Wire", SourceKind.AGENCY)
TUESDAY = DateValue(date(2031, 3, 4), date(2031, 3, 4), DatePrecision.DAY, "on Tuesday")

SENTENCE = "Boravia returned {n} soldiers to Ardenia in Kelm on Tuesday, the Ardenian Ministry said."


def a_claim(text: str, n: int, killed: int | None = None) -> Claim:
    start = text.index("Boravia returned")
    figures = [Quantity(QuantityKind.RELEASED, n, n, n, str(n))]
    if killed is not None:
        figures.append(Quantity(QuantityKind.KILLED, killed, None, None, f"at least {killed}"))
    return Claim(
        Span(start, len(text)),
        text[start:],
        Status.CLAIMED,
        TUESDAY,
        "release-1",
        Participant(Role.CLAIMANT, "the Ardenian Ministry", MINISTRY),
        "Telegram",
        None,
        "in Kelm",
        tuple(figures),
        (Evidence("date", "2031-03-04", Span(start, start + 7), "date-2"),),
    )


def an_event(key: str, text: str, n: int, killed: int | None = None) -> Event:
    claim = a_claim(text, n, killed)
    return Event(
        id=f"{key}-{claim.span.start}",
        title=f"Boravia returns {n} soldiers",
        event_type=EventType.RETREAT,
        event_mode="release",
        quad_class=QuadClass.MATERIAL_COOPERATION,
        status=Status.CLAIMED,
        date=TUESDAY,
        rule="release-1",
        place=KELM,
        cameo_code="0841",
        contexts=("military",),
        participants=(
            Participant(Role.ACTOR, "Boravia", BORAVIA, "BOR", ActorKind.COUNTRY),
            Participant(Role.RECIPIENT, "Árden soldiers", None, "ARD", ActorKind.PEOPLE, "MIL", None, n, n),
            Participant(Role.HOST, "Kelm", None, "BOR"),
        ),
        claims=(claim,),
    )


def an_input(name: str, n: int = 2, killed: int | None = None, agency: Source | None = WIRE) -> Input:
    """A file ``name`` with one report of one event: ``n`` soldiers returned."""
    text = f"Headline of {name}\n\n" + SENTENCE.format(n=n)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    key = f"{name.rpartition('/')[2].removesuffix('.md')}-{sha256[:8]}"
    title_end = text.index("\n")
    body = Segment(SegmentKind.BODY, Span(title_end + 2, len(text)))
    report = Report(
        id=key,
        path=name,
        format="md",
        sha256=sha256,
        text=text,
        segments=(Segment(SegmentKind.TITLE, Span(0, title_end)), body),
        title=text[:title_end],
        publisher=GAZETTE.name,
        byline=("Ana Vell",),
        published="2031-03-05",
        language="en",
        issues=(Issue(IssueLevel.INFO, "no_url", name, "no address"),),
    )
    story = Story(report, GAZETTE, agency, (an_event(key, text, n, killed),))
    return Input(name, sha256, "md", (story,))


def moved(source: Input, path: str) -> Input:
    """The same file at another path."""
    stories = tuple(replace(story, report=replace(story.report, path=path)) for story in source.stories)
    return replace(source, path=path, stories=stories)
