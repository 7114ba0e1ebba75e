"""A timeline with text that attacks whoever shows it, and with everything that a file must not lose."""

from dataclasses import replace

from serve_sample import COURIER, KESTRELIA, OSPREYA, WRENPORT, day, event, part, stories, story

from timeline.model import Claim, DatePrecision, Event, EventType, GeoPrecision, Place, Role, Status, Story

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = '<script>alert("1")</script> & more'
ARABIC = "لقاء في رينبورت"
CYRILLIC = "Переговоры в Ренпорте; \"итоги\", 'день'\u200f"
LONG = "Поезд " * 20 + "\\, ; end"
HARBOUR = Place(
    "Harbour Province",
    "WRN",
    "Harbour Province",
    41.5,
    -33.9,
    GeoPrecision.ADMIN1,
    id="harbour",
    gazetteer="test",
)


def hostile() -> Story:
    """One report whose every sentence is an event with a hostile or hard title."""
    kinds = {
        "It began with a sign.": (FORMULA, Status.OCCURRED, day("2025-08-01")),
        "It was a script.": (SCRIPT, Status.DENIED, day("2025-08-02")),
        "They met, in Arabic.": (
            ARABIC,
            Status.PLANNED,
            day("2025-09-01", DatePrecision.MONTH, "2025-09-30"),
        ),
        "They met, in Russian.": (
            CYRILLIC,
            Status.CLAIMED,
            day("2025-08-04", DatePrecision.DAYS, "2025-08-06"),
        ),
        "It was long.": (LONG, Status.CANCELLED, day("9999-12-31")),
        "It was said before.": ("'=1+1", Status.OCCURRED, day("2025-08-05")),
        "A tab led it.": ("\tTab", Status.ONGOING, day("2025-08-07")),
    }
    told = {
        sentence: event(title, EventType.CONSULT, status, date, part(Role.ACTOR, OSPREYA), place=HARBOUR)
        for sentence, (title, status, date) in kinds.items()
    }
    return story(
        "attack-on-readers",
        SCRIPT,
        told,
        source=replace(COURIER, id="at", name="@SUM(1+1)*cmd"),
        published="2025-08-10T23:30:00-05:00",
        url="javascript:alert(1)",
    )


def everything() -> list[Story]:
    """The usual stories and the hostile one, by path."""
    return sorted([*stories(), hostile()], key=lambda one: one.report.path)


def many(count: int) -> list[Story]:
    """One report with ``count`` events on several days."""
    [first] = [one for one in stories() if one.report.path == "meeting.md"]
    [sample] = first.events
    claim = sample.claims[0]
    events = tuple(
        Event(
            id=f"many-{number}",
            title=f"Event {number}",
            event_type=EventType.CONSULT if number % 3 else None,
            event_mode=None,
            quad_class=None,
            status=Status.OCCURRED,
            date=day(f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"),
            rule="test-rule",
            place=WRENPORT,
            participants=(part(Role.ACTOR, KESTRELIA),),
            claims=(
                Claim(claim.span, claim.quote, Status.OCCURRED, day("2025-01-01"), "test-rule", None, None),
            ),
        )
        for number in range(count)
    )
    return [replace(first, events=events)]
