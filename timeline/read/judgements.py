"""A file of judgements: what people decided about events, one entry of a YAML list each.

An entry that cannot be read is told with its line, and the others are taken. Nothing is looked up here: whether an
event exists is asked where the database is at hand.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from itertools import combinations

import yaml

from timeline.errors import RecordError, SourceFormatError
from timeline.model import Issue, IssueLevel, Judgement, JudgementKind
from timeline.read.decode import decode
from timeline.read.settable import NEVER_EMPTY, SETTABLE

FORM = "judgement_form"
PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)
COMMON = ("by", "on", "why")
KEYS = (*JudgementKind, "column", "value", *COMMON)
LONGEST = 2_000  # characters of a value
MOST_IDS = 100  # in one entry

Fields = dict[str, yaml.Node]


class Misread(RecordError):
    """An entry that cannot be taken, and the line (from 1) of what is wrong in it."""

    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.line = node.start_mark.line + 1


def read_judgements(data: bytes, path: str) -> tuple[tuple[Judgement, ...], tuple[Issue, ...]]:
    """Return the judgements in a file, and an issue for each entry that cannot be taken.

    Raise SourceFormatError where it is no YAML list at all.
    """
    found: list[Judgement] = []
    issues: list[Issue] = []
    for node in entries(data, path):
        try:
            found += entry(node)
        except Misread as error:
            where = f"{path}:{error.line}"
            issues.append(Issue(IssueLevel.ERROR, FORM, where, f"{where}: {error}"))
    return tuple(found), tuple(issues)


def entries(data: bytes, path: str) -> list[yaml.Node]:
    """Return the entries of the list that the file is; none of a file that says nothing."""
    if not data.strip():
        return []
    try:
        root = yaml.compose(decode(data, path), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}" if mark else path
        raise SourceFormatError(f"{where}: no YAML: {error.problem or error.context}", where) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceFormatError(f"{path}: no YAML: {str(error).splitlines()[0]}", path) from None
    if root is None or root.tag.endswith(":null"):
        return []
    if not isinstance(root, yaml.SequenceNode):
        where = f"{path}:{root.start_mark.line + 1}"
        raise SourceFormatError(
            f"{where}: a list of judgements is expected, each with a dash before it", where
        )
    return list(root.value)


def entry(node: yaml.Node) -> Iterator[Judgement]:
    """Yield what one entry says: of several events that are the same, one judgement a pair."""
    fields = fields_of(node)
    kinds = [kind for kind in JudgementKind if kind in fields]
    if len(kinds) != 1:
        told = "one of " if not kinds else "only one of "
        raise Misread(node, f"{told}{', '.join(JudgementKind)} is expected")
    kind = kinds[0]
    allowed = {kind, *COMMON, *(("column", "value") if kind is JudgementKind.SET else ())}
    for name in fields:
        if name not in allowed:
            raise Misread(fields[name], f"{name} does not belong to a judgement of the kind {kind}")
    line = node.start_mark.line + 1
    by, on, why = (stated(node, fields, name) for name in COMMON)
    day = day_of(fields["on"], on)
    if kind in PAIRS:
        for one, other in pairs(fields[kind]):
            yield Judgement(line, kind, one, by, day, why, other)
        return
    event = stated(node, fields, kind)
    column, value = column_and_value(node, fields) if kind is JudgementKind.SET else (None, None)
    yield Judgement(line, kind, event, by, day, why, None, column, value)


def fields_of(node: yaml.Node) -> Fields:
    """Return the fields of an entry by name."""
    if not isinstance(node, yaml.MappingNode):
        raise Misread(node, f"an entry has names and values, such as same: [A, B], not {words_of(node)}")
    found: Fields = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in KEYS:
            near = get_close_matches(str(name), KEYS, 1)
            hint = f"; perhaps {near[0]}" if near else ""
            raise Misread(key, f"{words_of(key)} is no field of a judgement{hint}")
        if name in found:
            raise Misread(key, f"{name} stands twice")
        found[name] = value
    return found


def words_of(node: yaml.Node) -> str:
    return repr(str(node.value)[:60]) if isinstance(node, yaml.ScalarNode) else "a list or a mapping"


def stated(node: yaml.Node, fields: Fields, name: str) -> str:
    """Return the text of a field that may not be missing."""
    if name not in fields:
        raise Misread(node, f"{name} is missing")
    return scalar(fields[name], name)


def scalar(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise Misread(node, f"{name}: a text is expected")
    if len(node.value) > LONGEST:
        raise Misread(node, f"{name}: {len(node.value):,} characters, at most {LONGEST:,} are possible")
    return str(node.value).strip()


def day_of(node: yaml.Node, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misread(node, f"on: {text!r} is no day, write 2025-07-22") from None


def pairs(node: yaml.Node) -> list[tuple[str, str]]:
    """Return every two of the ids in a list."""
    if not isinstance(node, yaml.SequenceNode) or not 2 <= len(node.value) <= MOST_IDS:
        raise Misread(node, f"a list of 2 to {MOST_IDS} ids of events is expected, such as [A, B]")
    ids = [scalar(one, "id") for one in node.value]
    if len(set(ids)) < len(ids):
        raise Misread(node, "one id stands twice in the list")
    return list(combinations(ids, 2))


def column_and_value(node: yaml.Node, fields: Fields) -> tuple[str, str | None]:
    """Return the column that is set and its value, ``None`` for "not stated"."""
    column = stated(node, fields, "column")
    if column not in SETTABLE:
        raise Misread(fields["column"], f"{column!r} cannot be set; possible: {', '.join(SETTABLE)}")
    if "value" not in fields:
        raise Misread(node, "value is missing")
    given = fields["value"]
    if given.tag.endswith(":null"):
        if column in NEVER_EMPTY:
            raise Misread(given, f"{column} cannot be empty")
        return column, None
    value = scalar(given, "value")
    if problem := SETTABLE[column](value):
        raise Misread(given, f"{column}: {problem}")
    return column, value
