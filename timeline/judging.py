"""Write judgements: one more entry at the end of a file of judgements, whose comments and order stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import yaml

from timeline import roots
from timeline.errors import TimelineError
from timeline.find import JUDGEMENTS
from timeline.model import JudgementKind
from timeline.read.judgements import read_judgements

PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)
WIDE = 10**6  # characters: no value is broken into lines
NOTHING: Mapping[str, str | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Signed:
    """By whom, when and why something is judged."""

    by: str
    on: date
    why: str


def entry_of(
    kind: JudgementKind, events: Sequence[str], signed: Signed, more: Mapping[str, str | None] = NOTHING
) -> str:
    """Return an entry as YAML. Raise TimelineError where it would not be read again, with what is wrong."""
    about = f"[{', '.join(map(quoted, events))}]" if kind in PAIRS else quoted(events[0])
    fields = {kind.value: about, **{name: quoted(value) for name, value in more.items()}}
    fields |= {"by": quoted(signed.by), "on": signed.on.isoformat(), "why": quoted(signed.why)}
    lines = [f"{name}: {value}\n" for name, value in fields.items()]
    text = f"- {'  '.join(lines)}"
    _, issues = read_judgements(text.encode(), JUDGEMENTS)
    if issues:
        raise TimelineError(issues[0].message.partition(": ")[2])
    return text


def quoted(value: str | None) -> str:
    """Return a value as YAML has it in one line."""
    if value is None:
        return "null"
    style = '"' if "\n" in value else None
    text: str = yaml.safe_dump(value, default_style=style, allow_unicode=True, width=WIDE)
    return text.removesuffix("\n").removesuffix("\n...")


def file_for(db: Path) -> Path:
    """Return the file of judgements of a database: the one in its roots, else where one is to lie.

    Raise TimelineError where no folder is registered.
    """
    known = [one.resolve() for one in roots.load_roots(db)]
    files = [one for one in known if one.name == JUDGEMENTS]
    files += [one / JUDGEMENTS for one in known if one.is_dir()]
    if not files:
        raise TimelineError(f"{db}: no folder is registered, name the file of judgements with --file")
    return next((file for file in sorted(files) if file.exists()), min(files))


def is_registered(file: Path, db: Path) -> bool:
    """Tell whether the next ingest takes the file."""
    whole = file.resolve()
    return any(root.resolve() in (whole, *whole.parents) for root in roots.load_roots(db))


def append(file: Path, entry: str) -> None:
    """Put an entry behind what the file holds; it is written whole or not at all.

    Raise TimelineError where the file is no list of judgements, or ends in a way that nothing can follow.
    """
    if file.name != JUDGEMENTS:
        raise TimelineError(f"{file}: a file of judgements has the name {JUDGEMENTS}")
    file = file.resolve()
    before = file.read_bytes() if file.exists() else b""
    between = b"" if not before or before.endswith(b"\n") else b"\n"
    after = before + between + entry.encode()
    count = len(read_judgements(before, str(file))[0])
    found, _ = read_judgements(after, str(file))
    if len(found) <= count:
        raise TimelineError(f"{file}: nothing can be put behind its last line")
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(after)
    if file.exists():
        fresh.chmod(file.stat().st_mode)
    fresh.replace(file)
