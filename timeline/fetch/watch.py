"""Feeds and pages, polled: what is new goes into a folder that ``timeline ingest`` reads. No database is opened."""

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError
from timeline.fetch.archive import keep_feed, keep_page, write
from timeline.fetch.visit import Answer, LaterError, RefusedError, Rest, Visitor

STATE = ".watch.json"  # hidden, so that it is no report
MOST_SEEN = 100_000  # addresses that are kept in mind
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
STAMPS = ("published", "updated")
CONDITIONS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


@dataclass(slots=True)
class State:
    """What a folder's earlier rounds learned: conditions of each feed, entries that were taken, hosts that rest."""

    conditions: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    rest: Rest = field(default_factory=Rest)


@dataclass(slots=True)
class Round:
    """What one round brought: files that are new, targets that had not changed, and what failed."""

    new: int = 0
    unchanged: int = 0
    failed: int = 0


def watch_once(
    targets: Sequence[str], folder: Path, visitor: Callable[[Rest], Visitor], say: Callable[[str], None],
    feeds_only: bool = False, now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Round:  # fmt: skip
    """Go once through the feeds and pages at ``targets``; new articles are written into ``folder``.

    What fails is said, counted, and does not stop the others. Raise TimelineError where another run is at work.
    """
    found = Round()
    with held(folder) as state, visitor(state.rest) as visits:
        for target in targets:
            try:
                answer = visits.visit(target, state.conditions.get(target))
                if answer.body is None:
                    found.unchanged += 1
                    continue
                later = take(answer, folder, visits, state, say, feeds_only, found, now)
                if not later:  # what is to be asked for again must come again
                    state.conditions[target] = conditions_of(answer)
            except (RefusedError, LaterError) as error:
                say(str(error))
                found.failed += 1
            save(folder, state)
    return found


def take(
    answer: Answer, folder: Path, visits: Visitor, state: State, say: Callable[[str], None], feeds_only: bool,
    found: Round, now: Callable[[], datetime],
) -> bool:  # fmt: skip
    """Keep a page, or the articles of a feed; tell whether some of them are still to come."""
    entries = entries_of(answer)
    if entries is None:
        found.new += kept(answer, folder, now()) is not None
        return False
    if feeds_only:
        found.new += keep_feed(folder, answer) is not None
        return False
    later = False
    for url, stamp in entries:
        if state.seen.get(url) == stamp:
            continue
        try:
            article = visits.visit(url)
            found.new += kept(article, folder, now()) is not None
        except LaterError as error:
            say(str(error))
            found.failed += 1
            later = True
            continue
        except RefusedError as error:
            say(str(error))
            found.failed += 1
        state.seen[url] = stamp
    return later


def entries_of(answer: Answer) -> list[tuple[str, str]] | None:
    """Return address and last change of the entries of a feed, the oldest first; ``None`` where it is a page.

    Raise RefusedError where it is neither.
    """
    import feedparser

    kind = kind_of(answer)
    body = answer.body or b""
    if kind in PAGES and b"<rss" not in body[:2000] and b"<feed" not in body[:2000]:
        return None
    if b"<!ENTITY" in body[:100_000]:
        raise RefusedError(f"{answer.url}: XML that declares entities of its own, refused")
    parsed = feedparser.parse(BytesIO(body), response_headers={"content-type": "application/xml"})
    if not parsed.get("version"):  # of an empty answer it does not even say that there is none
        raise RefusedError(f"{answer.url}: neither a feed nor a page ({kind or 'no type stated'})")
    found = [
        (str(entry.link), "".join(str(value) for name, value in entry.items() if name in STAMPS))
        for entry in parsed.entries
        if str(entry.get("link") or "").startswith(("http://", "https://"))
    ]
    return list(dict(reversed(found)).items())


def kept(answer: Answer, folder: Path, now: datetime) -> Path | None:
    """Write a page into the archive. Raise RefusedError where it is none."""
    if (kind := kind_of(answer)) not in PAGES:
        raise RefusedError(f"{answer.url}: no page ({kind or 'no type stated'})")
    return keep_page(folder, answer, now)


def kind_of(answer: Answer) -> str:
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()


def conditions_of(answer: Answer) -> dict[str, str]:
    """Return the headers that ask next time whether something has changed."""
    return {asked: answer.headers[given] for given, asked in CONDITIONS if given in answer.headers}


def targets_in(names: Sequence[str]) -> list[str]:
    """Return the addresses that are named, or stand in the files that are, one a line.

    Raise TimelineError where a file cannot be read or a line of it is no address.
    """
    found: list[str] = []
    for name in names:
        if name.startswith(("http://", "https://")):
            found.append(name)
            continue
        try:
            lines = Path(name).read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise TimelineError(
                f"{name}: neither an address nor a file with addresses ({error.strerror})"
            ) from None
        except UnicodeDecodeError:
            raise TimelineError(f"{name}: not a list of addresses in UTF-8") from None
        for number, line in enumerate(lines, start=1):
            if not (plain := line.partition(" #")[0].strip()) or plain.startswith("#"):
                continue
            if not plain.startswith(("http://", "https://")):
                raise TimelineError(f"{name}:{number}: {plain[:80]!r} is no address")
            found.append(plain)
    if not found:
        raise TimelineError("no address in the files that are named")
    return list(dict.fromkeys(found))


@contextmanager
def held(folder: Path) -> Iterator[State]:
    """Hold a folder for this run and give what earlier ones learned. Raise TimelineError where another run has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{STATE}.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TimelineError(f"{folder}: another run is watching into it") from None
        state = load(folder)
        try:
            yield state
        finally:
            save(folder, state)


def load(folder: Path) -> State:
    """Return what earlier rounds learned. Raise TimelineError where the file is not ours."""
    file = folder / STATE
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
        rest = Rest(dict(found["rest"]["failures"]), dict(found["rest"]["until"]))
        return State(dict(found["conditions"]), dict(found["seen"]), rest)
    except FileNotFoundError:
        return State()
    except (ValueError, KeyError, TypeError):
        raise TimelineError(f"{file}: damaged; delete it to begin anew") from None


def save(folder: Path, state: State) -> None:
    """Write down what was learned, whole or not at all."""
    seen = dict(list(state.seen.items())[-MOST_SEEN:])
    shape = {
        "conditions": state.conditions,
        "seen": seen,
        "rest": {"failures": state.rest.failures, "until": state.rest.until},
    }
    write(folder / STATE, (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode())
