"""Whose rows are in an export, and on what terms: what stands in the file beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline.export.flat import told
from timeline.export.item import Item, Telling
from timeline.export.quotes import WORDS
from timeline.vocab.datasets import Dataset, datasets

GEONAMES = (
    "Place names and coordinates: GeoNames (https://www.geonames.org/), used under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/)."
)


@dataclass(slots=True)
class Credits:
    """What went into an export: events in all, by reason left out, and by whose they are."""

    events: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    datasets: dict[str, int] = field(default_factory=dict)
    files: dict[str, set[str]] = field(default_factory=dict)
    publishers: dict[tuple[str, str], int] = field(default_factory=dict)
    geonames: bool = False

    def add(self, item: Item) -> None:
        """Count an event that is written."""
        self.events += 1
        place = item.event.place
        self.geonames |= bool(place and place.id and place.gazetteer == "GeoNames")
        for key in dict.fromkeys(publisher(one) for claim, one in told(item) if claim.line is None):
            self.publishers[key] = self.publishers.get(key, 0) + 1
        for claim, one in told(item):
            if claim.line is not None:
                self.add_file(one.dataset or one.format, one.file)

    def add_row(self, dataset: str, file: str) -> None:
        """Count a row of a dataset that is written as received."""
        self.events += 1
        self.add_file(dataset, file)

    def add_file(self, dataset: str, file: str) -> None:
        """Count a row of a dataset by the name of its file, which tells the release."""
        self.datasets[dataset] = self.datasets.get(dataset, 0) + 1
        self.files.setdefault(dataset, set()).add(file)


def publisher(telling: Telling) -> tuple[str, str]:
    """Return who published a report, and on what terms."""
    return (
        telling.source or "publisher not stated",
        telling.licence or "all rights reserved, or terms not known",
    )


def credited(items: Iterable[Item], found: Credits) -> Iterator[Item]:
    """Pass events on while they are counted."""
    for item in items:
        found.add(item)
        yield item


def attribution(found: Credits) -> str:
    """Return the text that must go with an export."""
    return "\n\n".join(paragraphs(found)) + "\n"


def paragraphs(found: Credits) -> Iterator[str]:
    """Yield who must be named, and how."""
    yield f"{found.events} events. Whoever passes them on must pass this on with them."
    for name, count in sorted(found.datasets.items()):
        files = f"Rows: {count}, from {', '.join(sorted(found.files[name]))}"
        known = datasets().get(name)
        yield "\n".join([*terms(known), files]) if known else f"{name}\n{files}"
    if found.publishers:
        count = sum(found.publishers.values())
        yield (
            f"Reports: {count} codings of our own. What the reports state is theirs; quoted are at most {WORDS} words "
            "of a sentence, whole sentences only where the publisher allows it.\n"
            + "\n".join(publishers(found))
        )
    if found.geonames:
        yield GEONAMES


def terms(one: Dataset) -> Iterator[str]:
    """Yield what is to be said of a dataset."""
    yield one.title + (f", {one.publisher}" if one.publisher else "")
    yield one.notice
    yield f"Licence: {one.licence}"
    yield f"Cite: {one.citation}"
    yield f"Source: {one.url}"


def publishers(found: Credits) -> Iterator[str]:
    """Yield one line for each publisher and its terms."""
    for (name, licence), count in sorted(found.publishers.items()):
        yield f"- {name} ({licence}): {count}"


def notices(found: Credits) -> Iterator[str]:
    """Yield in one line each what must be said of the datasets in an export."""
    for name in sorted(found.datasets):
        known = datasets().get(name)
        yield known.notice if known else f"contains rows of {name}"
