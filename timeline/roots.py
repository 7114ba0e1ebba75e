"""The folders and files that an ingest takes: which they are, and how they are remembered.

The roots are kept beside the database (``timeline.db.roots``, one path a line, relative to that folder) and not in
it: the database must not depend on where its inputs lie. Behind a path may stand, after a tab, the format that its
files are said to have: ``raw/march.csv<tab>format=ucdp_ged``.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import TimelineError

FORMAT = "\tformat="


def roots_file(db: Path) -> Path:
    """Return the file that holds the roots of a database."""
    return db.with_name(db.name + ".roots")


def load_roots(db: Path) -> list[Path]:
    """Return the registered roots.

    Raise TimelineError where one of them cannot be read any more: its rows are not dropped for that.
    """
    lines = [path for path, _ in map(parted, registered_lines(db))]
    roots = [Path(os.path.normpath(db.parent / line)) for line in lines]
    for line, root in zip(lines, roots, strict=True):
        if problem := why_unreadable(root):
            raise TimelineError(
                f"{roots_file(db)}: {line}: {problem}; nothing was changed "
                "(bring it back, or delete its line to drop its reports)"
            )
    return roots


def load_formats(db: Path) -> dict[Path, str]:
    """Return the formats that registered roots are said to have, by resolved path."""
    lines = map(parted, registered_lines(db))
    return {(db.parent / path).resolve(): name for path, name in lines if name}


def parted(line: str) -> tuple[str, str]:
    """Return the path and the format in a line of the file of roots; most state no format."""
    path, mark, name = line.rpartition(FORMAT)
    return (path, name) if mark else (line, "")


def format_of(file: Path, formats: Mapping[Path, str]) -> str | None:
    """Return the format that a file, or else the nearest folder around it, is said to have."""
    if not formats:
        return None
    whole = file.resolve()
    return next((formats[path] for path in (whole, *whole.parents) if path in formats), None)


def registered_lines(db: Path) -> list[str]:
    """Return the lines of the file of roots, none where there is no such file."""
    try:
        return [line for line in roots_file(db).read_text(encoding="utf-8").split("\n") if line.strip()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except UnicodeDecodeError:
        raise TimelineError(f"{roots_file(db)}: not a list of paths in UTF-8") from None
    except OSError as error:
        raise TimelineError(f"{roots_file(db)}: {reason(error)}") from None


@contextmanager
def registration(db: Path) -> Iterator[Callable[[Iterable[Path], Mapping[Path, str]], None]]:
    """Give a function that registers roots and formats for ``db``, and take that back where the block fails after it.

    Call it before the database changes: a kill between the two then leaves a run to be finished by the next
    one, and never rows whose root nobody knows.
    """
    before = registered_lines(db)
    try:
        yield lambda roots, formats: write_roots(db, relative(db, roots, formats))
    except BaseException:
        if registered_lines(db) != before:
            write_roots(db, before)
        raise


def relative(db: Path, roots: Iterable[Path], formats: Mapping[Path, str]) -> list[str]:
    """Return lines for ``roots``, and for paths in them that have a format of their own, sorted.

    Paths are written from the folder of ``db``.
    """
    here = db.parent.absolute()
    all_roots = {root.resolve(): root.absolute() for root in roots}
    lines = []
    for key, root in ({key: key for key in formats} | all_roots).items():
        path, name = os.path.relpath(root, here).replace(os.sep, "/"), formats.get(key, "")
        lines.append(f"{path}{FORMAT}{name}" if name or FORMAT in path else path)
    return sorted(lines)


def write_roots(db: Path, lines: list[str]) -> None:
    """Write the file of roots anew, whole or not at all; without lines it goes."""
    target = roots_file(db)
    if not lines:
        target.unlink(missing_ok=True)
        return
    fresh = target.with_name(target.name + ".new")
    fresh.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    fresh.replace(target)


def outermost(roots: Iterable[Path]) -> list[Path]:
    """Return the roots without those that lie inside another one, so that no file is taken twice."""
    real = {root.resolve(): root for root in sorted(roots)}
    return [root for path, root in real.items() if not any(parent in real for parent in path.parents)]


def why_unreadable(path: Path) -> str | None:
    """Return why a path is no folder and no file that can be read, ``None`` where it is one."""
    if not storable(path):
        return "its name cannot be written in UTF-8 on one line"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            with os.scandir(path):
                return None
        if not stat.S_ISREG(mode):
            return "neither a file nor a folder"
        with path.open("rb"):
            return None
    except FileNotFoundError:
        return "symbolic link that leads nowhere" if path.is_symlink() else "no such file or folder"
    except OSError as error:
        return reason(error)


def storable(path: Path) -> bool:
    """Tell whether a path can be kept as a line of text."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\n" not in str(path)


def reason(error: OSError) -> str:
    """Return what the system says of an error, in a few words."""
    known = {"Too many levels of symbolic links": "symbolic link that leads in a circle"}
    said = error.strerror or "cannot be read"
    return known.get(said, said[:1].lower() + said[1:])
