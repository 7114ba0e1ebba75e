"""The pipeline on one screen: files are found, read, coded, resolved and stored in one transaction."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import chain, groupby, islice
from pathlib import Path
from typing import IO

from timeline import roots
from timeline.coding import TOGETHER, bytes_of, reports_in, stories_of
from timeline.datasets import contents, looks_like_table, recoded
from timeline.errors import SourceFormatError, TimelineError
from timeline.find import Found, code_of, find_files, hides, is_judgements, missing, trouble
from timeline.fingerprint import fingerprint
from timeline.formats import named
from timeline.model import Input, Issue, IssueLevel, Report, Row, Story
from timeline.processes import spread
from timeline.read import READERS, reader_of, suffix_of
from timeline.read.decode import sha256_of
from timeline.read.judgements import read_judgements
from timeline.resolve.sources import cited_source
from timeline.roots import reason
from timeline.store.standing import (
    FORCED,
    coded_by,
    forced_inputs,
    forced_inputs_of,
    standing,
    stored_inputs,
    totals,
)
from timeline.vocab.actors import load_all_actors

FILES_PER_JOB = 25  # below that a further process costs more (loading the parser) than it saves

AT_ONCE = 1 << 24  # bytes; a larger file is read part by part

GARBAGE = 50_000  # rows hold no cycles: looking for them at every 700 new objects costs a fifth of the time

Key = tuple[str, str]
"""Path and hash of an input."""

Progress = Callable[[Iterable[Input], int], Iterable[Input]]


@dataclass(slots=True)
class Summary:
    """What an ingest did. ``skipped`` counts files of the database and rows of its datasets that could not be read.

    ``problems`` are those of this run, each with the file as it was named; ``added`` and ``removed`` count files.
    """

    reports: int = 0
    events: int = 0
    skipped: int = 0
    added: int = 0
    removed: int = 0
    problems: list[tuple[IssueLevel, str]] = field(default_factory=list)


def ingest(
    paths: Sequence[Path], db: Path, rebuild: bool = False, strict: bool = False, jobs: int = 1,
    progress: Progress = lambda inputs, length: inputs, format_name: str | None = None,
) -> Summary:  # fmt: skip
    """Bring ``db`` to what the registered roots and ``paths`` hold now; return what was done.

    The files of ``paths`` are read as datasets of the format ``format_name``, now and in later runs.

    Raise TimelineError where nothing can be stored: no path at all, a root that is gone, a file that is not
    ours, and with ``strict`` any file that had to be skipped. Then nothing was changed.
    """
    wanted, lost = roots_of(paths, db)
    formats = formats_of(paths, db, format_name)
    now = {item.key: item for item in (*find_files(wanted, own_files(db), formats), *lost)}
    summary = Summary()
    fresh = rebuild or is_outdated(db, now.values())
    if (
        not fresh
        and not misread(forced_inputs_of(db), now)
        and (held := standing(db, lambda before: is_same(before, now))) is not None
    ):
        with roots.registration(db) as register:
            close(summary, held, strict)
            register(wanted, formats)
        return summary
    # what writes takes longer to load than all of the above
    from timeline.store.fold import fold
    from timeline.store.indexes import made_after
    from timeline.store.judged import unsettle_judged
    from timeline.store.settle import settle
    from timeline.store.tables import repeated_rows
    from timeline.store.touched import last_report
    from timeline.store.workspace import workspace
    from timeline.store.write import remove, save

    with roots.registration(db) as register, workspace(db, fresh, fingerprint()) as conn:
        before = stored_inputs(conn)
        other = misread(forced_inputs(conn), now) & before
        right = before - other
        new = [item for key, item in sorted(now.items()) if key not in right]
        gone = sorted({*gone_keys(before, now), *other})
        remove(conn, gone)
        since = last_report(conn)
        inputs = noting(progress(read_all(new, jobs), len(new)), now.values(), summary)
        gc.set_threshold(GARBAGE)
        with nullcontext() if before else made_after(conn):
            save(conn, inputs, load_all_actors() if new else {}, cited_source)
        unsettle_judged(conn)
        settle(conn, recoded)
        note_refused([*repeated_rows(conn, [item.key for item in new]), *fold(conn, since)], now, summary)
        summary.added, summary.removed = len(new), len(gone)
        close(summary, totals(conn), strict)
        register(wanted, formats)
    return summary


def close(summary: Summary, held: tuple[int, int, int], strict: bool) -> None:
    """Enter what the database holds. Raise TimelineError where ``strict`` forbids what was skipped."""
    summary.reports, summary.events, summary.skipped = held
    if strict and summary.skipped:
        raise TimelineError(f"{summary.skipped} files or rows skipped, nothing stored{first_error(summary)}")


def roots_of(paths: Sequence[Path], db: Path) -> tuple[list[Path], list[Found]]:
    """Return the folders and files to take, and what stands for the paths that cannot be taken."""
    problems = {path: roots.why_unreadable(path) for path in paths}
    lost = [missing(path, problem) for path, problem in problems.items() if problem]
    wanted = roots.outermost(
        [*roots.load_roots(db), *(path for path, problem in problems.items() if not problem)]
    )
    if not wanted:
        lines = [shown(item.problem.message, item.path, item.file) for item in lost if item.problem]
        raise TimelineError("\n".join(lines) or "no folder or file to ingest is named or registered")
    return wanted, lost


def formats_of(paths: Iterable[Path], db: Path, name: str | None) -> dict[Path, str]:
    """Return the formats that files are said to have, by resolved path. Raise TimelineError for an unknown one."""
    found = roots.load_formats(db)
    if name:
        found |= {path.resolve(): name for path in paths if not roots.why_unreadable(path)}
    for one in sorted({*found.values(), *filter(None, [name])}):
        named(one)
    return found


def misread(stored: Mapping[Key, str], now: Mapping[Key, Found]) -> set[Key]:
    """Return the inputs that were read as another format than they are said to have now; ``stored`` has the former."""
    return {key for key, item in now.items() if not item.problem and stored.get(key) != item.format}


def is_outdated(db: Path, found: Iterable[Found]) -> bool:
    """Tell whether all files must be coded anew because the rules, the vocabulary or a library changed.

    Not while one of them cannot be read: its rows would be lost.
    """
    return coded_by(db) != fingerprint() and not any(item.problem for item in found)


def is_same(before: set[tuple[str, str]], now: dict[tuple[str, str], Found]) -> bool:
    """Tell whether what is stored is what is there now."""
    return before.issuperset(now) and not gone_keys(before, now)


def gone_keys(before: Iterable[tuple[str, str]], now: dict[tuple[str, str], Found]) -> list[tuple[str, str]]:
    """Return what is stored and no longer there; what only cannot be read at the moment stays."""
    hidden = [item for item in now.values() if item.problem]
    return sorted(key for key in before if key not in now and not any(hides(item, key[0]) for item in hidden))


def own_files(db: Path) -> Callable[[Path], bool]:
    """Return a test for the database and what lies beside it: they are no reports, even inside a root."""
    home = db.parent.resolve()
    return lambda file: file.name.startswith(db.name) and file.parent.resolve() == home


def noting(inputs: Iterable[Input], found: Iterable[Found], summary: Summary) -> Iterator[Input]:
    """Pass the inputs on and keep what somebody should look at, with the files as they were named."""
    files = {item.path: item.file for item in found}

    def note(issue: Issue, path: str) -> None:
        if issue.level is not IssueLevel.INFO:
            summary.problems.append((issue.level, shown(issue.message, path, files[path])))

    def walked(rows: Iterator[Row], path: str) -> Iterator[Row]:
        for row in rows:
            for issue in row.extraction.issues:
                note(issue, path)
            yield row

    for item in inputs:
        for issue in dict.fromkeys(item.issues):
            note(issue, item.path)
        yield replace(
            item, tables=tuple(replace(one, rows=walked(one.rows, item.path)) for one in item.tables)
        )


def note_refused(found: Iterable[tuple[Key, str]], now: dict[Key, Found], summary: Summary) -> None:
    """Keep what only the store can tell: rows whose key another row of their file has, judgements of no event."""
    for key, message in found:
        summary.problems.append((IssueLevel.ERROR, shown(message, key[0], now[key].file)))


def shown(message: str, path: str, file: Path) -> str:
    """Return a message that begins with the path below the root as the person who ran the command knows it."""
    return f"{file}{message.removeprefix(path)}" if message.startswith(path) else f"{file}: {message}"


def first_error(summary: Summary) -> str:
    """Return the first reason of this run to refuse a file, to be put behind a count."""
    errors = [message for level, message in summary.problems if level is IssueLevel.ERROR]
    return f", first: {errors[0]}" if errors else "; the table issues names them"


def read_all(new: Sequence[Found], jobs: int) -> Iterator[Input]:
    """Yield what each file holds, sorted by path and hash whatever the number of processes.

    Reports are coded in several processes; the rows of a table are read where they are stored.
    """
    tabular = {item.key for item in new if is_table(item)}
    prose = [item for item in new if item.key not in tabular]
    parts = [prose[start : start + TOGETHER] for start in range(0, len(prose), TOGETHER)]
    read = chain.from_iterable(spread(read_some, parts, min(jobs, len(prose) // FILES_PER_JOB)))
    for _, same_path in groupby(new, key=lambda item: item.path):
        inputs = [read_table(item) if item.key in tabular else next(read) for item in same_path]
        yield from sorted(inputs, key=lambda item: item.sha256)  # a file may have changed since it was found


def is_table(item: Found) -> bool:
    """Tell whether a file is a dataset's, whatever its name."""
    if item.problem or is_judgements(item.path):
        return False
    return item.format is not None or looks_like_table(item.file, item.path)


def read_table(item: Found) -> Input:
    """Return the tables of a dataset file; their rows are read while they are stored."""
    try:
        found, issues = contents(item.file, item.path, item.sha256, item.format)
    except SourceFormatError as error:
        source = refused(item.path, item.sha256, error)
        issues = source.issues + said(item)
        return replace(source, issues=issues, format=item.format or source.format)
    except OSError as error:
        return unread(trouble(item.file, item.path, code_of(error), reason(error)))
    return Input(*item.key, found[0].report.format, (), 0, said(item) + issues, found)


def said(item: Found) -> tuple[Issue, ...]:
    """Return the note that a file was read as what it was said to be, not as what its content tells."""
    if item.format is None:
        return ()
    message = f"{item.path}: read as {item.format} because the command said so"
    return (Issue(IssueLevel.INFO, FORCED, item.path, message),)


def read_some(items: Sequence[Found]) -> list[Input]:
    """Return the stories of each file; a file that cannot be read becomes an input with an issue."""
    read = [read_one(item) for item in items]
    stories = stories_of([report for _, reports in read for report in reports])
    return [with_stories(source, tuple(islice(stories, len(reports)))) for source, reports in read]


def with_stories(source: Input, stories: tuple[Story, ...]) -> Input:
    """Return an input with its stories, and with all that was said of them."""
    said = tuple(issue for story in stories for issue in (*story.report.issues, *story.issues))
    return replace(source, stories=stories, issues=source.issues + said)


def read_one(item: Found) -> tuple[Input, tuple[Report, ...]]:
    """Return the input that stands for a file, and the reports in it: none where it cannot be read."""
    if item.problem:
        return unread(item), ()
    try:
        if item.file.stat().st_size > AT_ONCE:
            return read_large(item)
        own = is_judgements(item.path)
        data = item.file.read_bytes() if own else bytes_of(item.file, item.path)
    except SourceFormatError as error:
        return refused(item.path, item.sha256, error), ()
    except OSError as error:  # it was there when it was found: what was read of it then does not count
        return unread(trouble(item.file, item.path, code_of(error), reason(error))), ()
    return held(item.path, sha256_of(data), BytesIO(data), len(data))


def read_large(item: Found) -> tuple[Input, tuple[Report, ...]]:
    """Return a file and its reports as ``read_one`` does, without holding all of it in memory."""
    with item.file.open("rb") as file:
        return held(item.path, item.sha256, file, item.file.stat().st_size)


def held(path: str, sha256: str, file: IO[bytes], size: int) -> tuple[Input, tuple[Report, ...]]:
    """Return an input and the reports in it, each once, with what there is to say of the rest."""
    reports: dict[str, Report] = {}
    issues: list[Issue] = []
    twice = 0
    try:
        if is_judgements(path):
            return judgements_input(file.read(), path), ()
        for one in reports_in(file, size, path):
            if isinstance(one, Issue):
                issues.append(one)
            else:
                twice += one.id in reports
                reports.setdefault(one.id, one)
    except SourceFormatError as error:
        return refused(path, sha256, error), ()
    if not reports and all(one.level is IssueLevel.INFO for one in issues):
        issues.append(Issue(IssueLevel.ERROR, "format", path, f"{path}: no report in it"))
    if twice:
        message = f"{path}: {twice} reports are the same as an earlier one, taken once"
        issues.append(Issue(IssueLevel.INFO, "doubled", path, message))
    skipped = sum(one.level is IssueLevel.ERROR for one in issues)
    source = Input(path, sha256, reader_of(path).format, (), skipped, tuple(issues))
    return source, tuple(reports.values())


def judgements_input(data: bytes, path: str) -> Input:
    """Return the input of a file of judgements. Raise SourceFormatError where it is none."""
    found, issues = read_judgements(data, path)
    return Input(path, sha256_of(data), "judgements", (), len(issues), issues, (), found)


def unread(item: Found) -> Input:
    """Return the input that stands for what cannot be read."""
    assert item.problem
    return Input(*item.key, None, (), int(item.problem.level is IssueLevel.ERROR), (item.problem,))


def refused(path: str, sha256: str, error: SourceFormatError) -> Input:
    """Return the input that stands for a file which is not what it claims to be."""
    issue = Issue(IssueLevel.ERROR, "format", error.locator, str(error))
    reader = READERS.get(suffix_of(path))
    return Input(path, sha256, reader.format if reader else suffix_of(path)[1:] or None, (), 1, (issue,))
