"""Years, months and weekdays of dates that are stored as text, in SQL."""

from collections.abc import Mapping
from dataclasses import dataclass

_YEAR = "[0-9][0-9][0-9][0-9]"
_MONTH = f"{_YEAR}-[01][0-9]"
_DAY = f"{_MONTH}-[0-3][0-9]"


@dataclass(frozen=True, slots=True)
class Grain:
    """One way to group dates: ``{0}`` is the column; of ``coarse`` precision it is not known."""

    value: str
    dated: str
    descending: bool
    coarse: tuple[str, ...]


GRAINS: Mapping[str, Grain] = {
    "year": Grain("substr({0}, 1, 4)", f"({{0}} glob '{_YEAR}' or {{0}} glob '{_YEAR}-*')", True, ()),
    "month": Grain(
        "substr({0}, 1, 7)", f"({{0}} glob '{_MONTH}' or {{0}} glob '{_MONTH}-*')", True, ("year",)
    ),
    "weekday": Grain(
        "(strftime('%w', substr({0}, 1, 10)) + 6) % 7",
        f"({{0}} glob '{_DAY}*' and strftime('%w', substr({{0}}, 1, 10)) is not null)",
        False,
        ("days", "week", "month", "year", "range"),
    ),
}
