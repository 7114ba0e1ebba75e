"""YAML between two lines of ``---`` at the top of a file: keys, values as written, and the line of each."""

import re
from dataclasses import dataclass

import yaml

from timeline.errors import SourceFormatError
from timeline.read.dates import iso_date

FENCE = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
OPENING = re.compile(r"\s*---[ \t]*(?:\n|\Z)")
EMPTY = ("", "~", "null")
USUAL = 4_000  # characters; the quick loader is not asked to nest deeper than these allow
QUICK: type[yaml.SafeLoader] | None = getattr(yaml, "CSafeLoader", None)  # not in every build of PyYAML


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a key, as written, and in which line of the file."""

    content: str | tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys of a file's front matter, and where the text behind it begins."""

    path: str
    values: dict[str, Value]
    end: int

    def word(self, key: str) -> str | None:
        """Return the text behind a key, ``None`` where it is missing or empty."""
        value = self.values.get(key)
        if value is None or value.content in EMPTY:
            return None
        if not isinstance(value.content, str):
            raise refused(self.path, value.line, f"front matter key {key!r} takes one value")
        return " ".join(value.content.split())

    def words(self, key: str) -> tuple[str, ...]:
        """Return the texts behind a key that takes one or a list of them."""
        value = self.values.get(key)
        if value is None or isinstance(value.content, str):
            word = self.word(key)
            return (word,) if word else ()
        return tuple(item for item in value.content if item not in EMPTY)

    def date(self, key: str) -> str | None:
        """Return the date behind a key in ISO 8601. Raise SourceFormatError where it is none."""
        written = self.word(key)
        if written is None:
            return None
        line = self.values[key].line
        try:
            found = iso_date(written)
        except ValueError as error:
            raise refused(self.path, line, f"{key}: {error}") from None
        if found is None:
            raise refused(self.path, line, f"{key}: {written!r} is not a date")
        return found


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Return the front matter of a text; without any, an empty one that ends at 0.

    Raise SourceFormatError where it does not close, is no YAML, or holds a key twice.
    """
    opening = OPENING.match(text)
    if opening is None:
        return FrontMatter(path, {}, 0)
    fence = FENCE.match(text)
    first = text.count("\n", 0, text.index("---")) + 1
    if fence is None:
        raise refused(path, first, "front matter opens with --- and does not close")
    node = composed(fence["yaml"], path, first)
    if node is None:
        return FrontMatter(path, {}, fence.end())
    if not isinstance(node, yaml.MappingNode):
        raise refused(path, first + 1, "front matter is not a list of keys and values")
    values: dict[str, Value] = {}
    for key, value in node.value:
        line = first + 1 + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise refused(path, line, "front matter key is not a word")
        if key.value in values:
            raise refused(path, line, f"front matter key {key.value!r} stands there twice")
        values[key.value] = Value(content_of(value, key.value, path, line), line)
    return FrontMatter(path, values, fence.end())


def composed(written: str, path: str, first: int) -> yaml.Node | None:
    """Return the YAML as nodes, whose values are still as written: "no" and 2025-02-30 are only text."""
    try:
        node: yaml.Node | None = quickly_composed(written) or yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        raise refused(
            path, first + 1 + (mark.line if mark else 0), f"front matter is not YAML: {problem}"
        ) from None
    except RecursionError:
        raise refused(path, first + 1, "front matter is nested too deeply") from None
    return node


def quickly_composed(written: str) -> yaml.Node | None:
    """Return usual YAML as nodes, ``None`` for what only the slower loader reads, or refuses in its own words."""
    if QUICK is None or len(written) > USUAL or not written.replace("\n", "").isprintable():
        return None
    try:
        node: yaml.Node | None = yaml.compose(written, Loader=QUICK)
    except yaml.YAMLError:
        return None
    return node


def content_of(node: yaml.Node, key: str, path: str, line: int) -> str | tuple[str, ...]:
    """Return a text or a list of texts; anything deeper is refused."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(" ".join(item.value.split()) for item in node.value)
    raise refused(path, line, f"front matter key {key!r} takes a text or a list of texts")


def refused(path: str, line: int, problem: str) -> SourceFormatError:
    """Return the error that names file, line and problem."""
    return SourceFormatError(f"{path}:{line}: {problem}", f"{path}:{line}")
