"""What is said of two codings: same, different or unsure, with a score and the reasons in words for people."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from timeline.model import LinkKind


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (``points`` above 0), against (below 0) or beside (0) the two being one event.

    ``name`` is of a closed list, see ``docs/matching.md``; ``words`` are for people.
    """

    name: str
    words: str
    points: int


class Hint(NamedTuple):
    """A reason in the making: most pairs are dropped, and need no words."""

    name: str
    points: int
    words: Callable[[], str]

    def reason(self) -> Reason:
        return Reason(self.name, self.words(), self.points)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about the codings ``a`` and ``b`` (ids, ``a`` < ``b``); ``score`` is 0 to 1000.

    ``link`` joins two that are not one event but belong together; ``link_from`` is the id of the one that
    follows, is part of, was planned as … the other. Rows of datasets are never one with anything:
    ``CANDIDATE_SAME`` joins them, whatever the verdict. ``alone`` tells of an unsure pair that one is only mentioned
    without its day, and is the other if that is the only one that may be meant.
    """

    a: str
    b: str
    verdict: Verdict
    score: int
    reasons: tuple[Reason, ...]
    link: LinkKind | None = None
    link_from: str | None = None
    alone: bool = False

    @property
    def folds(self) -> bool:
        """Tell whether the two become one event."""
        return self.verdict is Verdict.SAME and self.link is not LinkKind.CANDIDATE_SAME


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of two codings, ``SAME`` or ``DIFFERENT``; it goes before every decision."""

    a: str
    b: str
    verdict: Verdict
