"""CAMEO's actor codes, from ``cameo_actors.csv``: what the parts of a code such as USAGOVMED mean.

Countries are those of ``countries.csv``; the file has only the ones that CAMEO writes in another way.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.model import ActorKind
from timeline.vocab.actors import load_countries
from timeline.vocab.cells import located, one_of, text_of
from timeline.vocab.country_codes import alpha3_of

NONSTATE = frozenset({"EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"})


class CameoKind(StrEnum):
    """What a part of a code says of an actor."""

    COUNTRY = "country"
    REGION = "region"
    INTERNATIONAL = "international"
    ROLE = "role"
    GROUP = "group"
    RELIGION = "religion"
    ETHNIC = "ethnic"


ARMED = frozenset({"MIL", "REB", "UAF", "CRM", "PRM", "COP"})
STATE = frozenset({"GOV", "JUD", "LEG", "SPY"})
PLAIN = frozenset({"CVL", "REF", "LAB", "ELI", "AGR"})


@dataclass(frozen=True, slots=True)
class CameoPart:
    """Three letters of an actor code. ``sector`` is PLOVER's, ``nonstate`` one of its words for no country."""

    kind: CameoKind
    code: str
    name: str
    alpha3: str | None
    sector: str | None
    nonstate: str | None
    note: str


@dataclass(frozen=True, slots=True)
class CameoActor:
    """An actor code taken apart: the parts that are known."""

    parts: tuple[CameoPart, ...]

    @property
    def alpha3(self) -> str | None:
        """The country: of the first part that has one."""
        return next((part.alpha3 for part in self.parts if part.alpha3), None)

    @property
    def nonstate(self) -> str | None:
        """PLOVER's word in place of a country, where there is none: of the last part, the narrowest."""
        found = [part.nonstate for part in self.parts if part.nonstate]
        return found[-1] if found and not self.alpha3 else None

    @property
    def sector(self) -> str | None:
        """The PLOVER sector: of the first role, else of the first group or body."""
        ranked = sorted(self.parts, key=lambda part: part.kind is not CameoKind.ROLE)
        return next((part.sector for part in ranked if part.sector), None)

    @property
    def kind(self) -> ActorKind | None:
        """What the actor is, as far as the code says; None where it does not."""
        kinds = {part.kind for part in self.parts}
        if kinds == {CameoKind.COUNTRY}:
            return ActorKind.COUNTRY
        if self.sector in ARMED:
            return ActorKind.ARMED_GROUP
        if self.sector in STATE:
            return ActorKind.BODY if self.nonstate else ActorKind.GOVERNMENT
        if self.sector in PLAIN or kinds & {CameoKind.RELIGION, CameoKind.ETHNIC}:
            return ActorKind.PEOPLE
        return ActorKind.ORGANISATION if self.sector else None


def read_cameo_actors(text: str, name: str = "cameo_actors.csv") -> dict[tuple[CameoKind, str], CameoPart]:
    """The codes in the CSV ``text`` by kind and code. TimelineError with ``name`` and line on a bad row."""
    found: dict[tuple[CameoKind, str], CameoPart] = {}
    for where, row in located(text, name):
        if row["kind"] not in set(CameoKind):
            raise TimelineError(f"{where}: {row['kind']!r} is no kind of code")
        key = (CameoKind(row["kind"]), row["code"])
        if len(row["code"]) != 3 or key in found:
            raise TimelineError(f"{where}: {row['code']!r} is not three letters, or stands twice")
        if row["nonstate"] and row["nonstate"] not in NONSTATE:
            raise TimelineError(f"{where}: {row['nonstate']!r} stands for no country in PLOVER")
        found[key] = CameoPart(
            *key, row["name"], alpha3_of(row["alpha3"], where), one_of("sector", row["sector"], where),
            row["nonstate"] or None, row["note"],
        )  # fmt: skip
    return found


@cache
def cameo_actors() -> dict[tuple[CameoKind, str], CameoPart]:
    """Every code of the file by kind and code. TimelineError where the file is wrong."""
    return read_cameo_actors(text_of("cameo_actors.csv"))


@lru_cache(maxsize=4096)
def cameo_country(code: str) -> CameoPart | None:
    """The country of a CAMEO code, which is ISO's alpha-3 but for a few; None if nobody knows it."""
    if own := cameo_actors().get((CameoKind.COUNTRY, code)):
        return own
    country = load_countries().get(code)
    return CameoPart(CameoKind.COUNTRY, code, country.name, code, None, None, "") if country else None


def cameo_part(kind: CameoKind, code: str) -> CameoPart | None:
    """One three-letter code of a known kind; None if nobody knows it."""
    return cameo_country(code) if kind is CameoKind.COUNTRY else cameo_actors().get((kind, code))
