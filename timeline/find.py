"""Which files lie below the roots of an ingest, and what there cannot be read."""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from timeline.datasets import looks_like_table
from timeline.model import Issue, IssueLevel
from timeline.read import READERS, suffix_of
from timeline.roots import format_of, reason, storable, why_unreadable

JUDGEMENTS = "judgements.yaml"
BESIDE = (".part", ".tag", ".sha256")  # what "timeline fetch" writes beside the files of a release
NO_FORMATS: Mapping[Path, str] = MappingProxyType({})
MISSING = "missing"
UNREADABLE = "unreadable"
CHUNK = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A file of an ingest: ``path`` below its root with forward slashes, ``file`` where it lies now.

    ``sha256`` is the hash of its bytes or, where these were not read, of the ``problem`` that stands for them.
    ``format`` is the dataset format that it is said to have, ``None`` where its content decides.
    """

    path: str
    file: Path
    sha256: str
    problem: Issue | None = None
    format: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the database knows it by."""
        return self.path, self.sha256


def find_files(
    roots: Iterable[Path],
    ours: Callable[[Path], bool] = lambda file: False,
    formats: Mapping[Path, str] = NO_FORMATS,
) -> list[Found]:
    """Return the files of the roots, each path and content once, sorted by path and content.

    Hidden files, ``README*``, what a fetch wrote beside its files and what is ``ours`` (the database itself) are
    no reports. Links to folders are not entered, so that a loop cannot trap the walk.
    """
    found: dict[tuple[str, str], Found] = {}
    for root in roots:
        whole = root.is_dir()
        for file in walk(root) if whole else [root]:
            if not ours(file):
                item = look_at(file, path_below(root, file), not whole, format_of(file, formats))
                found.setdefault(item.key, item)
    return sorted(found.values(), key=lambda item: item.key)


def path_below(root: Path, file: Path) -> str:
    """Return the path of ``file`` below ``root``, the same on every system; a root itself keeps its name."""
    path = file.relative_to(root).as_posix() if file != root else root.name or root.resolve().name
    plain = path.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")
    return unicodedata.normalize("NFC", plain) or "."


def is_judgements(path: str) -> bool:
    """Tell whether the file at ``path`` holds judgements: its name says so."""
    return path.rpartition("/")[2] == JUDGEMENTS


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; links to folders, and folders that cannot be listed, stand for themselves."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name.upper().startswith("README"):
            continue
        if name.endswith(BESIDE):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry)
        else:
            yield entry


def look_at(file: Path, path: str, named: bool = False, name: str | None = None) -> Found:
    """Return the file with its hash, or with what keeps it from being read.

    A file of another format is only worth a warning, unless it was ``named``; the format ``name`` is believed.
    """
    if found := obstacle(file):
        return trouble(file, path, *found)
    try:
        known = name is not None or is_judgements(path) or suffix_of(path) in READERS
        if not known and not looks_like_table(file, path):
            return trouble(file, path, "format", *not_ours(file, path, named))
        return Found(path, file, sha256_at(file), None, name)
    except OSError as error:
        return trouble(file, path, code_of(error), reason(error))


def not_ours(file: Path, path: str, named: bool) -> tuple[str, IssueLevel]:
    """Return what is to be said of a file that is neither a dataset nor ends like a report."""
    known = ", ".join(sorted(READERS))
    reader = f"no reader for files ending in {suffix_of(path) or 'nothing'} (known: {known})"
    if not file.stat().st_size:
        problem = "empty file"
    elif named:
        problem = f"no dataset that is known by its columns, and {reader}"
    else:
        problem = f"no dataset, and {reader}"
    return (problem, IssueLevel.ERROR) if named else (f"passed over: {problem}", IssueLevel.WARNING)


def sha256_at(file: Path) -> str:
    """Return the hash of a file's bytes; most are small, and read at once."""
    digest = hashlib.sha256()
    with file.open("rb", buffering=0) as data:
        while chunk := data.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def obstacle(file: Path) -> tuple[str, str] | None:
    """Return the code and the words for what is no file to read: a link that leads to none, a folder, a pipe."""
    if not storable(file):
        return "name", "its name cannot be written in UTF-8 on one line"
    try:
        mode = file.stat().st_mode
    except OSError as error:
        return (
            ("link", why_unreadable(file) or reason(error))
            if file.is_symlink()
            else (code_of(error), reason(error))
        )
    if stat.S_ISREG(mode):
        return None
    if not stat.S_ISDIR(mode):
        return "kind", "neither a file nor a folder"
    if file.is_symlink():
        return "link", "symbolic link to a folder, not followed; name the folder itself"
    return UNREADABLE, "folder that cannot be listed"


def code_of(error: OSError) -> str:
    """Return the code of an issue: the file is gone, or is there and cannot be read."""
    return MISSING if error.errno in (errno.ENOENT, errno.ENOTDIR) else UNREADABLE


def trouble(file: Path, path: str, code: str, problem: str, level: IssueLevel = IssueLevel.ERROR) -> Found:
    """Return what stands for a file whose content is not read."""
    issue = Issue(level, code, path, f"{path}: {problem}")
    return Found(path, file, hashlib.sha256(issue.message.encode()).hexdigest(), issue)


def missing(path: Path, problem: str) -> Found:
    """Return what stands for a path that was named and cannot be taken."""
    name = path.name or os.path.normpath(path)
    return trouble(path, path_below(path.parent, path.parent / name), MISSING, problem)


def hides(item: Found, path: str) -> bool:
    """Tell whether what was stored from ``path`` may still lie where ``item`` cannot be read now."""
    if item.problem is None or item.problem.code != UNREADABLE:
        return False
    return path == item.path or item.path == "." or path.startswith(f"{item.path}/")
