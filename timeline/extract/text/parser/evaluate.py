"""How often a parser is right on the treebanks' test sentences, given their words.

Use: ``python -m timeline.extract.text.parser.evaluate --corpora PATH [--parser NAME]``
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from timeline.errors import TimelineError
from timeline.extract.text.parser import load_parser, parser_id
from timeline.extract.text.parser.corpus import Sentence, test_sets, to_doc

_NAME = "timeline.extract.text.parser.evaluate"
_WHAT = "How often a parser is right on the treebanks' test sentences, given their words."


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of all words, punctuation included, in percent.

    ``uas``: the right head; ``las``: the right head and relation; ``xpos``, ``upos``: the right fine and
    coarse tag; ``morph``: exactly the right features.
    """

    sentences: int
    words: int
    uas: float
    las: float
    xpos: float
    upos: float
    morph: float


def measure(nlp: Language, sentences: Sequence[Sentence]) -> Figures:
    """Parse the sentences' own words and compare with what the treebank says."""
    gold = [to_doc(sentence, nlp.vocab) for sentence in sentences]
    parsed = nlp.pipe(_bare(doc) for doc in gold)
    pairs = [pair for docs in zip(gold, parsed, strict=True) for pair in zip(*docs, strict=True)]
    heads = [right.head.i == ours.head.i for right, ours in pairs]
    return Figures(
        len(gold),
        len(pairs),
        _percent(heads),
        _percent([head and right.dep == ours.dep for head, (right, ours) in zip(heads, pairs, strict=True)]),
        _percent([right.tag == ours.tag for right, ours in pairs]),
        _percent([right.pos == ours.pos for right, ours in pairs]),
        _percent([str(right.morph) == str(ours.morph) for right, ours in pairs]),
    )


def table(figures: dict[str, Figures]) -> str:
    """The figures as a Markdown table, one line for each test set."""
    names = [field.name for field in fields(Figures)]
    lines = [f"| test set | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for name, row in figures.items():
        cells = [f"{value:,}" if isinstance(value, int) else f"{value:.2f}" for value in astuple(row)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = argparse.ArgumentParser(prog=f"python -m {_NAME}", description=_WHAT)
    options.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    options.add_argument(
        "--parser", metavar="NAME", help="an installed pipeline or a path; without it the project's own"
    )
    given = options.parse_args(arguments)
    try:
        nlp = load_parser(given.parser)
        print(parser_id(nlp))
        print(table({name: measure(nlp, part) for name, part in test_sets(given.corpora).items()}))
    except TimelineError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def _percent(right: Sequence[bool]) -> float:
    return 100 * sum(right) / len(right) if right else 0.0


def _bare(doc: Doc) -> Doc:
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


if __name__ == "__main__":
    sys.exit(main())
