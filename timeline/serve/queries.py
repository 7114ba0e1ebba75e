"""The ready queries: ``queries/*.sql``, each with its title and description in comments at its top."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ORDER = (
    "on_a_day",
    "everything_about_an_actor",
    "prisoner_exchanges",
    "figures_that_disagree",
    "planned_then_done",
    "as_of_a_day",
    "reports_per_source",
    "killed_by_month",
    "only_one_side",
    "copies_and_voices",
    "may_be_one",
    "around_a_place",
    "how_exact",
    "in_four_schemes",
    "what_to_look_at",
)
FIRST = 6  # so many are named on the first page, all on the page of queries
HEADER = re.compile(r"-- (title|description): (.+)\n")


@dataclass(frozen=True, slots=True)
class Query:
    """A ready query; ``parameters`` are the names that stand as ``:name`` in ``sql``."""

    name: str
    title: str
    description: str
    sql: str
    parameters: tuple[str, ...]


@cache
def queries() -> tuple[Query, ...]:
    """Every ready query, in the order in which a newcomer meets them."""
    return tuple(read_query(name, _text(name)) for name in ORDER)


def read_query(name: str, text: str) -> Query:
    """Take title and description off the head of ``text``. Raise KeyError where one of them is missing."""
    head = dict(HEADER.findall(text))
    sql = HEADER.sub("", text).strip()
    parameters = tuple(dict.fromkeys(re.findall(r"(?<![:\w]):([a-z_]+)", sql)))
    return Query(name, head["title"], head["description"], sql, parameters)


def _text(name: str) -> str:
    return (files("timeline.serve") / "queries" / f"{name}.sql").read_text(encoding="utf-8")
