"""Where weights come from, written beside them: treebanks, licence, attribution, figures, hashes."""

import hashlib
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from timeline.extract.text.parser import corpus, load_parser, parser_id

_TEMPLATE = Path(__file__).with_name("provenance.template.md")
# Written last, so no file can hold its hash.
_OWN = "PROVENANCE.md"


def write(weights: Path, corpora: Path, data: corpus.Data, figures: str) -> None:
    """Write ATTRIBUTION.tsv and PROVENANCE.md into the folder of weights.

    ``data`` is what was read from ``corpora``; ``figures`` is the table of what was measured on it.
    """
    rows = [("document", "title", "author", "address")]
    rows += [(credit.document, credit.title, credit.author, credit.address) for credit in data.credits]
    attribution = "".join("\t".join(row) + "\n" for row in rows)
    (weights / "ATTRIBUTION.tsv").write_text(attribution, encoding="utf-8")
    nlp = load_parser(str(weights))
    training = nlp.config.interpolate()["training"]
    parts = {"training": data.training, "choice of the step": data.selection} | data.tests
    hashed = sorted(path for path in weights.rglob("*") if path.is_file() and path.name != _OWN)
    text = _TEMPLATE.read_text(encoding="utf-8").format(
        parser_id=parser_id(nlp),
        genres=", ".join(sorted(corpus.OPEN_GENRES)),
        corpus_files="\n".join(_hash_rows(corpora, sorted(corpora.glob("*/*.conllu.gz")))),
        parts="\n".join(_part_row(name, sentences) for name, sentences in parts.items()),
        curly=corpus.CURLY_SHARE,
        curly_seed=corpus.CURLY_SEED,
        seed=training["seed"],
        max_steps=training["max_steps"],
        patience=training["patience"],
        software=", ".join(
            [f"Python {platform.python_version()}", *map(_release, ("spacy", "thinc", "numpy"))]
        ),
        figures=figures,
        files="\n".join(_hash_rows(weights, hashed)),
    )
    (weights / _OWN).write_text(text, encoding="utf-8")


def _part_row(name: str, sentences: Sequence[corpus.Sentence]) -> str:
    words = sum(len(sentence.words) for sentence in sentences)
    return f"| {name} | {len(sentences):,} | {words:,} | `{corpus.fingerprint(sentences)}` |"


def _hash_rows(folder: Path, paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield f"| {path.relative_to(folder).as_posix()} | `{hashlib.sha256(path.read_bytes()).hexdigest()}` |"


def _release(package: str) -> str:
    return f"{package} {version(package)}"
