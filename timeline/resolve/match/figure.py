"""A figure as it is compared: what is counted, whose, and from how many to how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.model import Quantity, QuantityKind
from timeline.vocab.matching import Words

# people who change hands are counted as exchanged or as released, as the sentence has it
KIND = {QuantityKind.EXCHANGED: "freed", QuantityKind.RELEASED: "freed", QuantityKind.CAPTURED: "captured"}
WORDS_OF = {"freed": "freed", "remains_returned": "bodies", "shot_down": "shot down"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one kind; an open end is ``None``. ``side`` is whose people are counted."""

    kind: str
    side: str | None
    low: int | None
    high: int | None
    about: bool

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high and not self.about

    def words(self) -> str:
        """Return the figure as a reader would write it."""
        if self.low == self.high:
            figure = f"{self.low:,}"
        elif self.high is None:
            figure = f"at least {self.low:,}"
        elif self.low is None:
            figure = f"at most {self.high:,}"
        else:
            figure = f"{self.low:,} to {self.high:,}"
        return f"about {figure}" if self.about else figure

    @property
    def noun(self) -> str:
        return WORDS_OF.get(self.kind, self.kind)


def figures_of(quantities: Iterable[Quantity], lists: Words) -> tuple[Figure, ...]:
    """Return the figures, each once, sorted by their words."""
    found = {
        Figure(
            KIND.get(one.kind, one.kind.value),
            one.side,
            one.low,
            one.high,
            not lists.about.isdisjoint(one.as_written.casefold().split()),
        )
        for one in quantities
        if one.low is not None or one.high is not None
    }
    return tuple(sorted(found, key=lambda one: (one.kind, one.side or "", one.words())))
