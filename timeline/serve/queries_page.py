"""The page of worked queries: what each answers, its SQL, and a link that runs it."""

from dataclasses import dataclass

from timeline.serve.links import Hrefs, Link
from timeline.serve.queries import queries
from timeline.vocab.codebook import FUNCTIONS, codebook


@dataclass(frozen=True, slots=True)
class QueryShown:
    """A query with the address that runs it."""

    name: str
    title: str
    description: str
    sql: str
    parameters: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class QueriesPage:
    """All that the template of the queries is given."""

    title: str
    menu: tuple[Link, ...]
    heading: str
    lead: str
    queries: tuple[QueryShown, ...]
    functions: tuple[tuple[str, str], ...]
    build: str


def queries_page(hrefs: Hrefs, title: str, menu: tuple[Link, ...], build: str) -> QueriesPage:
    """The page; it says the same whatever is in the file."""
    return QueriesPage(
        title=title,
        menu=menu,
        heading="Worked queries",
        lead="Questions that are often asked of such data, each as a query that can be run, read and changed.",
        queries=tuple(
            QueryShown(one.name, one.title, one.description, one.sql, one.parameters, hrefs.query(one.name))
            for one in queries()
        ),
        functions=tuple((one.value, one.meaning) for one in codebook() if one.table == FUNCTIONS),
        build=build,
    )
