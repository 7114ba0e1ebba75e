"""Our pages against Datasette's table page of the same rows: same file, same machine, same client, one run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as numbers, islice
from pathlib import Path
from urllib.parse import urlencode

from timeline.bench import servers
from timeline.bench.figure import Figure, figure
from timeline.bench.load import Load, loaded
from timeline.bench.world import build
from timeline.store.busiest import busiest

RATIO_GOAL = 1.0
COLD_GOAL = 0.3  # seconds, 95th percentile, four clients
MEMO_GOAL = 0.06  # seconds, 95th percentile, 32 clients
BINS_GOAL = 0.12  # seconds, median, one client
SIZE_GOAL = 60.0  # kilobytes
CLIENTS = (4, 1, 32)  # the gate first: where things are few, there are none left for 32
SECONDS = 2.0  # of one kind of page and one number of clients
MOST = {1: 16, 4: 48, 32: 96}  # answers of the same
TICK = 0.001  # seconds; Linux counts the processor time of a process in hundredths
SLOW = 0.5  # seconds; what takes longer for four visitors is not asked for by 32
AGAIN = 400  # answers of a page that is known already
MONTHS = 390  # of the invented events
ROWS = "30"  # on one page, as on ours

THINGS = ("actors", "sources", "reports")

Parameters = Mapping[str, str]
Address = tuple[str, Parameters]
"""A path below the database, and parameters."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: the addresses that are asked for one after the other, ours and those of the same rows.

    No two are the same, so that no answer is one that was given before.
    """

    name: str
    ours: Callable[[int], Address]
    plain: Callable[[int], Address]
    most: int = 10**9


def page_figures(count: int, folder: Path, seconds: float = SECONDS) -> Iterator[Figure]:
    """Yield the figures of every kind of page over ``count`` events, each measured for ``seconds`` at most."""
    db, took = build(count, folder)
    yield from figures_of(db, f"{count:,} events, ingested in {took:.0f} s", seconds)


def figures_of(db: Path, note: str, seconds: float) -> Iterator[Figure]:
    """Yield the same for the events in ``db``; ``note`` says what these are."""
    kinds = kinds_of(db)
    name = db.stem
    with servers.ours(db) as server:
        first = loaded(server.address, [path(name, "/-/timeline", {})], 1, 1, seconds)
        once = {one.name: loaded(server.address, [path(name, *one.ours(0))], 1, 1, seconds) for one in kinds}
        mine = {one.name: cold(server, name, one, one.ours, seconds) for one in kinds}
        memo = {one.name: again(server.address, name, one, seconds) for one in kinds}
    with servers.plain(db) as server:
        for one in kinds:
            loaded(server.address, [path(name, *one.plain(0))], 1, 1, seconds)
        theirs = {one.name: cold(server, name, one, one.plain, seconds) for one in kinds}
    yield figure("page: the first after a start", [first.quantile(50)], "s", None, note)
    bins = mine[kinds[0].name].loads[1]
    yield figure("page: no filter, cold, one client", [bins.quantile(50)], "s", BINS_GOAL, "median")
    size = max(load.size for asked in mine.values() for load in asked.loads.values())
    yield figure("page: the largest", [size / 1000], "KB", SIZE_GOAL, "before compression")
    for kind in THINGS:
        yield figure(
            f"page: of {kind}, that with the most events",
            list(once[kind].seconds),
            "s",
            COLD_GOAL,
            "asked once",
        )
    for one in kinds:
        yield from compared(one.name, mine[one.name], memo[one.name], theirs[one.name])


@dataclass(frozen=True, slots=True)
class Asked:
    """How long pages took, by the number of visitors, and the processor time of the server for one of them."""

    loads: Mapping[int, Load]
    processor: float


def cold(
    server: servers.Server, name: str, kind: Kind, made: Callable[[int], Address], seconds: float
) -> Asked:
    """Ask for pages that nobody asked for before, by four visitors, one and 32; the three share what there is."""
    left = (path(name, *made(number)) for number in islice(numbers(1), kind.most - 1))
    share = kind.most // sum(MOST.values()) or 1
    found: dict[int, Load] = {}
    before = server.seconds()
    for clients in CLIENTS:
        most = min(MOST[clients], max(share * MOST[clients], clients))
        some = list(islice(left, most))
        slow = CLIENTS[0] in found and found[CLIENTS[0]].quantile(50) > SLOW
        if some and not (slow and clients > CLIENTS[0]):
            found[clients] = loaded(server.address, some, min(clients, len(some)), most, seconds)
    count = sum(len(load.seconds) for load in found.values())
    return Asked(found, (server.seconds() - before) / count)


def again(address: str, name: str, kind: Kind, seconds: float) -> Load:
    """Ask for one page again and again by 32 visitors."""
    same = path(name, *kind.ours(1))
    loaded(address, [same], 1, 1, seconds)
    return loaded(address, [same] * AGAIN, CLIENTS[-1], AGAIN, seconds)


def compared(name: str, mine: Asked, memo: Load, theirs: Asked) -> Iterator[Figure]:
    """Yield what is promised of one kind of page: beside Datasette's, and in seconds."""
    gate = CLIENTS[0]
    note = "p50/p95 at " + "; ".join(
        f"{clients}: {load.words()} against {theirs.loads[clients].words() if clients in theirs.loads else 'more'}"
        for clients, load in sorted(mine.loads.items())
    )
    ours, plain = mine.loads[gate].quantile(95), theirs.loads[gate].quantile(95)
    yield figure(f"page: {name} / Datasette's", [ours / plain], "×", RATIO_GOAL, note)
    note = f"a page, {mine.processor * 1000:.0f} ms against {theirs.processor * 1000:.0f} ms"
    processor = mine.processor / max(theirs.processor, TICK)
    yield figure(f"page: {name} / Datasette's, processor", [processor], "×", RATIO_GOAL, note)
    yield figure(f"page: {name}, cold, {gate} clients", [ours], "s", COLD_GOAL, "p95")
    yield figure(
        f"page: {name}, known, 32 clients", [memo.quantile(95)], "s", MEMO_GOAL, f"p50/p95 {memo.words()}"
    )


def path(database: str, below: str, parameters: Parameters) -> str:
    """An address on a server."""
    return f"/{database}{below}" + (f"?{urlencode(parameters)}" if parameters else "")


def kinds_of(db: Path) -> Sequence[Kind]:
    """The kinds of page over the events in ``db``; what they name is what has the most events there."""
    most = busiest(db)
    return (
        *selections(most.countries[0], most.actors, most.sources),
        *things(most.events, most.actors, most.sources, most.reports),
    )


def selections(country: str, actors: Sequence[str], sources: Sequence[str]) -> Iterator[Kind]:
    """Yield the kinds of selection; the first day of each is another, before the first event."""
    yield selection("no filter", {}, {})
    yield Kind(
        "a month", by_month("from", "to"), as_table(by_month("date_start__gte", "date_start__lte")), MONTHS
    )
    yield selection(
        "country and type",
        {"country": country, "type": "ASSAULT"},
        {"country": country, "event_type": "ASSAULT"},
    )
    for name, words in (("words in every event", "killed"), ("words in few events", "group 64")):
        search = {"_fts_table": "events_fts", "_fts_pk": "rowid", "_search": words}
        yield selection(name, {"q": words}, search)
    yield selection("a source", {"source": sources[0]}, told_by(sources[0]))
    yield selection("an actor", {"actor": actors[0]}, in_roles(actors[0], "actor", "side_a", "side_b"))
    done_to = in_roles(actors[-1], "recipient", "victim", "side_a", "side_b")
    until = "1999-12-31"
    yield selection(
        "done to whom, some years",
        {"recipient": actors[-1], "to": until},
        {"date_start__lte": until, **done_to},
    )
    yield selection("deaths", {"deaths": "10"}, {"fatalities_best__gte": "10"})
    yield Kind(
        "a later page of the list",
        lambda number: ("/-/timeline", {"after": f"{month(number)[1]}~ucdp_ged-1"}),
        lambda number: table({"_next": f"{month(number)[1]},ucdp_ged-1"}),
        MONTHS,
    )


def selection(name: str, ours: Parameters, plain: Parameters) -> Kind:
    """The events from some day on that ours and plain filters name."""
    return Kind(
        name,
        lambda number: ("/-/timeline", {"from": early(number), **ours}),
        lambda number: table({"date_start__gte": early(number), **plain}),
        1400,
    )


def things(
    events: Sequence[str], actors: Sequence[str], sources: Sequence[str], reports: Sequence[str]
) -> Iterator[Kind]:
    """Yield the pages of events, actors, sources and reports, those with the most events first."""
    for word, keys, plain in (
        ("event", events, lambda key: {"id__exact": key}),
        ("actor", actors, in_roles),
        ("source", sources, told_by),
        ("report", reports, lambda key: among(f"select event_id from claims where report_id = '{key}'")),
    ):
        yield thing(word, keys, plain)


def thing(word: str, keys: Sequence[str], plain: Callable[[str], Parameters]) -> Kind:
    """The pages of some things, against the table of the events that have to do with them."""
    return Kind(
        f"{word}s",
        lambda number: (f"/-/timeline/{word}/{keys[number]}", {}),
        lambda number: table(plain(keys[number])),
        len(keys),
    )


def told_by(source: str) -> Parameters:
    """For Datasette: the events that a source reported or is cited for."""
    return among(
        f"select event_id from claims join reports on reports.id = report_id"
        f" where '{source}' in (source_id, agency_id)"
        f" union all select event_id from citations where source_id = '{source}'"
    )


def in_roles(actor: str, *roles: str) -> Parameters:
    """For Datasette: the events in which an actor has one of these roles, or any."""
    words = ", ".join(f"'{role}'" for role in roles)
    more = f" and role in ({words})" if roles else ""
    return among(f"select event_id from participants where actor_id = '{actor}'{more}")


def among(sql: str) -> Parameters:
    """For Datasette: the events whose ids some SQL gives."""
    return {"_where": f"id in ({sql})"}


def by_month(first: str, last: str) -> Callable[[int], Address]:
    """Timeline pages of one month after the other, whose first and last day are given as these parameters."""
    return lambda number: ("/-/timeline", dict(zip((first, last), month(number), strict=True)))


def as_table(made: Callable[[int], Address]) -> Callable[[int], Address]:
    """The same parameters, given to Datasette's table page."""
    return lambda number: table(made(number)[1])


def table(filters: Parameters) -> Address:
    """Datasette's table page of the events that the filters leave, newest first, without facets."""
    return "/events", {"shown": "1", **filters, "_sort_desc": "date_start", "_size": ROWS}


def early(number: int) -> str:
    """A day before the first event, another one for each number."""
    return str(date(1985, 1, 1) + timedelta(number))


def month(number: int) -> tuple[str, str]:
    """The first and the last day of a month with events."""
    year, after = divmod(number, 12)
    first = date(1989 + year, after + 1, 1)
    return str(first), str(date(1989 + year + after // 11, (after + 1) % 12 + 1, 1) - timedelta(1))
