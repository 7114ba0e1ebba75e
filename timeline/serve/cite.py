"""How to cite an event: as a sentence and as BibTeX. Without a clock: the build says which state is cited."""

import re
from dataclasses import dataclass

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{one: "\\" + one for one in "{}&%$#_"},
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation needs to know of a report behind the event."""

    source: str
    title: str | None
    published: str | None
    url: str | None


def cite(event_id: str, title: str, when: str, status: str, timeline: str, reports: list[Cited]) -> str:
    """One event as a sentence, with the reports behind it: they come first in any honest citation."""
    told = "; ".join(
        ", ".join(
            part
            for part in (
                one.source,
                f"“{one.title}”" if one.title else "",
                one.published or "day not stated",
                one.url,
            )
            if part
        )
        for one in reports
    )
    return f"{timeline}: “{title}” ({when}; {status}), event {event_id}." + (
        f" After: {told}." if told else ""
    )


def bibtex(event_id: str, title: str, when: str, status: str, timeline: str, reports: list[Cited]) -> str:
    """The same as an entry for a bibliography."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", event_id).strip("-")
    after = "; ".join(f"{one.source}, {one.published or 'day not stated'}" for one in reports)
    lines = {
        "title": title,
        "howpublished": timeline,
        "note": f"Event {event_id}, {when}, {status}" + (f"; after {after}" if after else ""),
        "url": next((one.url for one in reports if one.url), ""),
    }
    fields = ",\n".join(
        f"  {name} = {{{value if name == 'url' else escaped(value)}}}"
        for name, value in lines.items()
        if value
    )
    return f"@misc{{{key},\n{fields}\n}}"


def escaped(text: str) -> str:
    """``text`` with the signs that mean something to TeX made harmless."""
    return "".join(SPECIAL.get(one, one) for one in " ".join(text.split()))
