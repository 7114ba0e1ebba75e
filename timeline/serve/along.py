"""The section "Take this selection with you": files, feed, frame and SQL of what the page shows."""

from dataclasses import dataclass
from html import escape

from timeline.serve.files import KINDS, MOST_DAYS
from timeline.serve.links import Hrefs, Link
from timeline.serve.names import dataset_name
from timeline.serve.selection import Selection
from timeline.serve.taken import Withheld
from timeline.serve.words import plural
from timeline.vocab.datasets import dataset_of

LISTED = ("csv", "json", "geojson", "jsonl", "ics", "atom")


@dataclass(frozen=True, slots=True)
class Along:
    """All that the section is given; ``sql`` is empty where nobody may ask in SQL."""

    files: tuple[Link, ...]
    withheld: str
    attribution: str
    feed: str
    sql: str
    queries: str
    snippet: str


def along(
    hrefs: Hrefs, selection: Selection, events: int, held: Withheld | None, origin: str, sql: str
) -> Along:
    """The ways out for ``selection``, which has ``events`` events; ``origin`` is what an address begins with."""
    query = selection.but().query()
    frame = f"{origin}{hrefs.timeline(query + ('&' if query else '') + 'embed=1')}"
    return Along(
        files=tuple(_file(hrefs, ending, selection, events, query) for ending in LISTED),
        withheld=_withheld(held),
        attribution=hrefs.file("attribution.txt", query),
        feed=f"{origin}{hrefs.file('atom', query)}",
        sql=sql,
        queries=hrefs.queries(),
        snippet=(
            f'<iframe src="{escape(frame)}" title="Timeline of events" width="100%" height="640" loading="lazy"'
            "></iframe>"
        ),
    )  # fmt: skip


def _file(hrefs: Hrefs, ending: str, selection: Selection, events: int, query: str) -> Link:
    """The link to a file; without an address where there can be none, and why."""
    words = KINDS[ending].words
    if ending == "ics" and "date" in selection.lacks:
        return Link("", words, description="these events have no known day")
    if ending == "ics" and events > MOST_DAYS:
        return Link("", words, description=f"of at most {MOST_DAYS:,} events: choose a shorter time")
    return Link(hrefs.file(ending, query), words, description=_note(ending))


def _note(ending: str) -> str:
    return {
        "csv": "one row for each event, no text is a formula",
        "json": "with the address of the next page",
        "geojson": "without a point where none is known",
        "jsonl": "without the events that have no type",
        "ics": "whole days; what is planned or claimed says so",
        "atom": "what was reported or corrected last",
    }[ending]


def _withheld(held: Withheld | None) -> str:
    if held is None:
        return ""
    datasets = {name: dataset_of(name) for name in held.formats}
    names = ", ".join(
        dict.fromkeys(one.title if one else dataset_name(name) for name, one in datasets.items())
    )
    terms = f"the terms of {names} forbid that their rows are passed on, or are not known"
    if held.events is None:
        return f"Some of these events are in none of the files: {terms}."
    verb = "is" if held.events == 1 else "are"
    return f"{plural(held.events, 'event')} of these {verb} in none of the files: {terms}."
