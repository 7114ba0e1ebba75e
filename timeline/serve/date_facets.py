"""Facets by year, month and weekday on Datasette's own pages, for any column that holds dates as text.

``?_facet_year=COLUMN``, ``?_facet_month=COLUMN``, ``?_facet_weekday=COLUMN``. Newest first, days from Monday to
Sunday; what has no date comes last. Each value leads to its rows, and to exactly as many as it says: by
``COLUMN__startswith=2025-07``, which Datasette knows itself, and by ``_weekday=COLUMN:Tuesday``.

A date stands in the year, the month and the day that are written, whatever its zone. Where a table says how
precisely it knows a date, a year is no month and a month is no day.
"""

from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import escape_sqlite, path_with_added_args, path_with_removed_args
from datasette.utils.asgi import BadRequest

from timeline.serve.grains import GRAINS, Grain

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_DATE = "no date"
# Columns that hold a date → the column beside it that says how precisely it is known.
PRECISION = {
    "date": "date_precision",
    "date_start": "date_precision",
    "date_end": "date_precision",
    "published_at": "published_precision",
}


class DateFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """What the three have in common; ``type`` is the name of a grain."""

    async def suggest(self) -> list[dict[str, Any]]:
        """Nothing: a suggestion would read the table for each column on every page."""
        return []

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """The facets that the request or the metadata ask for, and the columns that took too long."""
        found: list[dict[str, Any]] = []
        late: list[str] = []
        for one in self.get_configs():
            column = one["config"].get("column") or one["config"]["simple"]
            try:
                found.append(await self._result(column, one["source"]))
            except QueryInterrupted:
                late.append(column)
        return found, late

    async def _result(self, column: str, source: str) -> dict[str, Any]:
        columns = await self.get_columns(self.sql, self.params)
        precision = PRECISION.get(column)
        precision = precision if precision in columns else None
        size = self.get_facet_size()
        rows = await self.ds.execute(
            self.database,
            counting(self.type, column, precision, self.sql, size + 1),
            self.params,
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        return {
            "name": column,
            "type": self.type,
            "results": [self._value(column, precision, *row) for row in rows.rows[:size]],
            "hideable": source != "metadata",
            "toggle_url": self._url(path_with_removed_args(self.request, {f"_facet_{self.type}": column})),
            "truncated": len(rows.rows) > size,
        }

    def _value(self, column: str, precision: str | None, value: Any, count: int) -> dict[str, Any]:
        label, wanted = leading(self.type, column, precision, value)
        pairs = self.get_querystring_pairs()
        selected = all(pair in pairs for pair in wanted.items())
        change = path_with_removed_args if selected else path_with_added_args
        return {
            "value": value if value is None or self.type != "weekday" else label,
            "label": label,
            "count": count,
            "toggle_url": self._url(change(self.request, wanted)),
            "selected": selected,
        }

    def _url(self, path: str) -> str:
        return str(self.ds.absolute_url(self.request, self.ds.urls.path(path)))


class YearFacet(DateFacet):
    """``?_facet_year=``."""

    type = "year"


class MonthFacet(DateFacet):
    """``?_facet_month=``."""

    type = "month"


class WeekdayFacet(DateFacet):
    """``?_facet_weekday=``."""

    type = "weekday"


FACETS = (YearFacet, MonthFacet, WeekdayFacet)


def counting(name: str, column: str, precision: str | None, sql: str, most: int) -> str:
    """The query that counts the rows of ``sql`` by the grain ``name``; a text that is no date is not counted."""
    grain, escaped = GRAINS[name], escape_sqlite(column)
    dated = grain.dated.format(escaped) + _known(grain, precision)
    return (
        f"select iif({escaped} is null, null, {grain.value.format(escaped)}) as value, count(*) as count"
        f" from ({sql}) where {escaped} is null or ({dated}) group by 1"
        f" order by value is null, value {'desc' if grain.descending else 'asc'} limit {most}"
    )


def leading(name: str, column: str, precision: str | None, value: Any) -> tuple[str, dict[str, str]]:
    """What a value is called, and the parameters of the address that lead to its rows."""
    if value is None:
        return NO_DATE, {f"{column}__isnull": "1"}
    wanted = {f"{column}__startswith": str(value)}
    label = str(value)
    if name == "weekday":
        label = WEEKDAYS[value]
        wanted = {"_weekday": f"{column}:{label}"}
    if precision and GRAINS[name].coarse:
        wanted[f"{precision}__notin"] = ",".join(GRAINS[name].coarse)
    return label, wanted


def weekday_clause(given: str) -> tuple[str, str]:
    """The condition of ``_weekday=COLUMN:DAY`` and how one says it. Raise BadRequest for what is no weekday."""
    column, found, day = given.rpartition(":")
    if not found or day not in WEEKDAYS:
        raise BadRequest("_weekday is a column and a day: _weekday=date_start:Tuesday")
    escaped = escape_sqlite(column)
    grain = GRAINS["weekday"]
    value = grain.value.format(escaped)
    return f"{grain.dated.format(escaped)} and {value} = {WEEKDAYS.index(day)}", f"{column} is a {day}"


def _known(grain: Grain, precision: str | None) -> str:
    if not precision or not grain.coarse:
        return ""
    listed = ", ".join(f"'{one}'" for one in grain.coarse)
    return f" and {escape_sqlite(precision)} not in ({listed})"
