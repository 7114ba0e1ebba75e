"""Dictionary forms of English words, from the table of lemminflect.

The library takes a good part of a second to load its own table; read as plain lines it is there at once.
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

import lemminflect

READ_AS = {"AUX": "VERB", "PROPN": "NOUN"}
INFLECTED = frozenset(("VERB", "NOUN", "ADJ", "ADV"))


@cache
def table() -> dict[str, str]:
    """Return the forms (the first before "/") by word and category, such as "talks,noun"; overrides replace lines."""
    folder = files("lemminflect") / "resources"
    lines = gzip.decompress((folder / "lemma_lu.csv.gz").read_bytes()).decode().splitlines()
    found = dict(line.rsplit(",", 1) for line in lines)
    for line in (folder / "lemma_overrides.csv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, category, form = line.split(",")
            found[f"{word},{category.lower()}"] = form
    return found


@lru_cache(maxsize=100_000)
def lemma_of(lower: str, pos: str) -> str:
    """Return the dictionary form of a lower-case word read as VERB, AUX, NOUN, ADJ or another UPOS."""
    upos = READ_AS.get(pos, pos)
    if upos not in INFLECTED:
        return lower
    forms = table().get(f"{lower},{upos.lower()}")
    if forms is not None:
        return forms.partition("/")[0].lower()
    guessed: dict[str, tuple[str, ...]] = lemminflect.getAllLemmasOOV(lower, upos)
    return str(guessed[upos][0]) if guessed else lower
