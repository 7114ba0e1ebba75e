"""What an export is made from: one event as stored, with the reports that tell it."""

from dataclasses import dataclass

from timeline.model import Citation, Event


@dataclass(frozen=True, slots=True)
class Telling:
    """The report, or the dataset file, behind a claim. ``source`` is the name as this report gives it.

    ``dataset`` is the id of the dataset whose rows the file holds; ``redistributable`` is ``None`` where the terms
    are not known.
    """

    report_id: str
    file: str
    format: str
    source_id: str | None = None
    source: str | None = None
    dataset: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    licence: str | None = None
    redistributable: bool | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An event as stored. ``tellings`` are those of its claims, in their order, the most telling row last."""

    event: Event
    tellings: tuple[Telling, ...]
    fatalities_low: int | None = None
    fatalities_best: int | None = None
    fatalities_high: int | None = None
    independent_sources: int = 1
    mentions: tuple[Citation, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports tell it."""
        return len({telling.report_id for telling in self.tellings})
