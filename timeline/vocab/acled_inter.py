"""What an actor of ACLED is, from ``acled_inter.csv``: by number, or by any of the words of its exports."""

from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.model import ActorKind
from timeline.vocab.cells import listed, located, one_of, text_of


@dataclass(frozen=True, slots=True)
class Inter:
    """A class of actors. ``sector`` is None where PLOVER has none, or where only the name can tell."""

    number: int
    word: str
    aliases: tuple[str, ...]
    sector: str | None
    kind: ActorKind | None
    note: str


def read_inter(text: str, name: str = "acled_inter.csv") -> dict[str, Inter]:
    """The classes in the CSV ``text`` by number and folded word. TimelineError with ``name`` and line."""
    found: dict[str, Inter] = {}
    for where, row in located(text, name):
        if len(row["number"]) != 1 or not row["number"].isdecimal():
            raise TimelineError(f"{where}: {row['number']!r} is not one digit")
        kind = one_of("actor_kind", row["kind"], where)
        inter = Inter(
            int(row["number"]),
            row["word"],
            listed(row["aliases"]),
            one_of("sector", row["sector"], where),
            ActorKind(kind) if kind else None,
            row["note"],
        )
        for each in (row["number"], row["word"], *inter.aliases):
            if found.setdefault(_key(each), inter) is not inter:
                raise TimelineError(f"{where}: {each!r} a second time")
    return found


@cache
def _classes() -> dict[str, Inter]:
    return read_inter(text_of("acled_inter.csv"))


@lru_cache(maxsize=1024)
def inter_of(value: str) -> Inter | None:
    """The class that a cell of inter1 or inter2 names; None if empty, or if nobody knows it."""
    return _classes().get(_key(value))


def _key(value: str) -> str:
    return "".join(value.split()).casefold()
