"""The pipeline on one screen: files are found, read, coded, resolved and stored in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path

from timeline import roots
from timeline.coding import TOGETHER, bytes_of, report_of, stories_of
from timeline.errors import SourceFormatError, TimelineError
from timeline.find import Found, code_of, find_files, hides, missing, trouble
from timeline.fingerprint import fingerprint
from timeline.model import Input, Issue, IssueLevel, Report, Story
from timeline.processes import spread
from timeline.read import suffix_of
from timeline.read.decode import sha256_of
from timeline.roots import reason
from timeline.store.standing import coded_by, standing, stored_inputs, totals
from timeline.vocab.actors import load_all_actors

FILES_PER_JOB = 25  # below that a further process costs more (loading the parser) than it saves

Progress = Callable[[Iterable[Input], int], Iterable[Input]]


@dataclass(slots=True)
class Summary:
    """What an ingest did. ``skipped`` counts the files of the database that could not be read.

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
    progress: Progress = lambda inputs, length: inputs,
) -> Summary:  # fmt: skip
    """Bring ``db`` to what the registered roots and ``paths`` hold now; return what was done.

    Raise TimelineError where nothing can be stored: no path at all, a root that is gone, a file that is not
    ours, and with ``strict`` any file that had to be skipped. Then nothing was changed.
    """
    wanted, lost = roots_of(paths, db)
    now = {item.key: item for item in (*find_files(wanted, own_files(db)), *lost)}
    summary = Summary()
    fresh = rebuild or is_outdated(db, now.values())
    if not fresh and (held := standing(db, lambda before: is_same(before, now))) is not None:
        with roots.registration(db) as register:
            close(summary, held, strict)
            register(wanted)
        return summary
    # what writes takes longer to load than all of the above
    from timeline.store.workspace import workspace
    from timeline.store.write import remove, save

    with roots.registration(db) as register, workspace(db, fresh, fingerprint()) as conn:
        before = stored_inputs(conn)
        new = [item for key, item in sorted(now.items()) if key not in before]
        gone = gone_keys(before, now)
        remove(conn, gone)
        inputs = noting(progress(read_all(new, jobs), len(new)), now.values(), summary)
        save(conn, inputs, load_all_actors() if new else {})
        summary.added, summary.removed = len(new), len(gone)
        close(summary, totals(conn), strict)
        register(wanted)
    return summary


def close(summary: Summary, held: tuple[int, int, int], strict: bool) -> None:
    """Enter what the database holds. Raise TimelineError where ``strict`` forbids what was skipped."""
    summary.reports, summary.events, summary.skipped = held
    if strict and summary.skipped:
        raise TimelineError(f"{summary.skipped} files skipped, nothing stored{first_error(summary)}")


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
    for item in inputs:
        for issue in dict.fromkeys(item.issues):
            if issue.level is not IssueLevel.INFO:
                summary.problems.append((issue.level, shown(issue.message, item.path, files[item.path])))
        yield item


def shown(message: str, path: str, file: Path) -> str:
    """Return a message that begins with the path below the root as the person who ran the command knows it."""
    return f"{file}{message.removeprefix(path)}" if message.startswith(path) else f"{file}: {message}"


def first_error(summary: Summary) -> str:
    """Return the first reason of this run to refuse a file, to be put behind a count."""
    errors = [message for level, message in summary.problems if level is IssueLevel.ERROR]
    return f", first: {errors[0]}" if errors else "; the table issues names them"


def read_all(new: Sequence[Found], jobs: int) -> Iterator[Input]:
    """Yield what each file holds, sorted by path and hash whatever the number of processes."""
    parts = [new[start : start + TOGETHER] for start in range(0, len(new), TOGETHER)]
    read = spread(read_some, parts, min(jobs, len(new) // FILES_PER_JOB))
    for _, same_path in groupby(chain.from_iterable(read), key=lambda item: item.path):
        yield from sorted(
            same_path, key=lambda item: item.sha256
        )  # a file may have changed since it was found


def read_some(items: Sequence[Found]) -> list[Input]:
    """Return the story of each file; a file that cannot be read becomes an input with an issue."""
    read = [read_one(item) for item in items]
    stories = stories_of([one for one in read if isinstance(one, Report)])
    return [one if isinstance(one, Input) else input_of(next(stories)) for one in read]


def input_of(story: Story) -> Input:
    """Return the input of a file that holds one story."""
    report = story.report
    return Input(report.path, report.sha256, report.format, (story,), 0, report.issues + story.issues)


def read_one(item: Found) -> Report | Input:
    """Return the report in one file, or the input that stands for a file that cannot be read."""
    if item.problem:
        return Input(*item.key, None, (), int(item.problem.level is IssueLevel.ERROR), (item.problem,))
    try:
        data = bytes_of(item.file, item.path)
    except SourceFormatError as error:
        return refused(item.path, item.sha256, error)
    except OSError as error:  # it was there when it was found: what was read of it then does not count
        return read_one(trouble(item.file, item.path, code_of(error), reason(error)))
    try:
        return report_of(data, item.path)
    except SourceFormatError as error:
        return refused(item.path, sha256_of(data), error)


def refused(path: str, sha256: str, error: SourceFormatError) -> Input:
    """Return the input that stands for a file which is not what it claims to be."""
    issue = Issue(IssueLevel.ERROR, "format", error.locator, str(error))
    return Input(path, sha256, suffix_of(path).removeprefix(".") or None, (), 1, (issue,))
