"""Treebanks as training documents: CoNLL-U in, spaCy documents of one sentence each out.

The corpora folder holds Universal Dependencies treebanks as gzipped CoNLL-U: ``EWT/train.conllu.gz``,
``GUM/dev.conllu.gz``, ``PUD/test.conllu.gz`` and so on.
"""

import gzip
import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from timeline.errors import SourceFormatError, TimelineError
from timeline.extract.text.parser.credits import Credit, read_credits

# The genres of GUM whose texts are CC BY, CC BY-SA or in the public domain. Fiction, whow, essay, letter and
# podcast are non-commercial, reddit comes without its text.
OPEN_GENRES = frozenset(
    {"academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}
)
CURLY_SHARE = 0.25
CURLY_SEED = 13


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; ``head`` counts from 1 within the sentence, 0 is the root."""

    form: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    document: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """What a training run reads: to learn from, to choose its best step, and to be measured on by name.

    ``credits`` are the documents of GUM among them.
    """

    training: list[Sentence]
    selection: list[Sentence]
    tests: dict[str, list[Sentence]]
    credits: list[Credit]


def read(corpora: Path) -> Data:
    """Read the treebanks EWT and GUM (its open genres) and, for tests, PUD.

    A quarter of the training sentences get curly quotes, the same ones every time. Raises ``TimelineError``
    where a file is missing or cannot be read.
    """
    chance = random.Random(CURLY_SEED)
    training = [
        with_curly_quotes(sentence) if chance.random() < CURLY_SHARE else sentence
        for sentence in _open_sentences(corpora, "train")
    ]
    selection = list(_open_sentences(corpora, "dev"))
    tests = test_sets(corpora)
    credits = [credit for credit in read_credits(corpora) if credit.genre in OPEN_GENRES]
    return Data(training, selection, tests, credits)


def test_sets(corpora: Path) -> dict[str, list[Sentence]]:
    """The sentences that figures are measured on, by the name the figures carry.

    GUM's news are few, so those of its selection part count too: they took part in choosing the best step.
    """
    selection, test = (list(read_conllu(_treebank(corpora, "GUM", part))) for part in ("dev", "test"))
    pud = read_conllu(_treebank(corpora, "PUD", "test"))
    return {
        "EWT test": list(read_conllu(_treebank(corpora, "EWT", "test"))),
        "GUM test": [sentence for sentence in test if genre(sentence) in OPEN_GENRES],
        "GUM news": [sentence for sentence in selection + test if genre(sentence) == "news"],
        "PUD news": [sentence for sentence in pud if sentence.document.startswith("n")],
    }


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a gzipped CoNLL-U file; ``TimelineError`` names the line that cannot be read."""
    if not path.is_file():
        raise TimelineError(f"{path}: no such corpus file")
    document, rows = "", list[list[str]]()
    for number, line in _numbered_lines(path):
        if line.startswith("# newdoc id"):
            document = line.partition("=")[2].strip()
        elif not line:
            yield from _sentence(document, rows)
            rows = []
        elif not line.startswith("# "):
            rows.append(_row(line, f"{path}:{number}"))
    yield from _sentence(document, rows)


def genre(sentence: Sentence) -> str:
    """The genre of a GUM sentence: its documents are called ``GUM_<genre>_<title>``."""
    return sentence.document.partition("_")[2].partition("_")[0]


def with_curly_quotes(sentence: Sentence) -> Sentence:
    """The sentence as a typesetter would set it; the tags tell opening from closing quotes."""
    return replace(sentence, words=tuple(replace(w, form=_curly(w)) for w in sentence.words))


def to_doc(sentence: Sentence, vocab: Vocab) -> Doc:
    """The sentence as one annotated document."""
    words = sentence.words
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        heads=[w.head - 1 if w.head else at for at, w in enumerate(words)],
        deps=[w.deprel if w.head else "ROOT" for w in words],
    )


def write_docs(sentences: Iterable[Sentence], path: Path) -> None:
    """Write the sentences to one file that spaCy's corpus reader reads."""
    vocab = spacy.blank("en").vocab
    DocBin(docs=(to_doc(sentence, vocab) for sentence in sentences)).to_disk(path)


def fingerprint(sentences: Iterable[Sentence]) -> str:
    """The sha256 of everything that training reads from the sentences."""
    digest = hashlib.sha256()
    for sentence in sentences:
        for w in sentence.words:
            row = (w.form, w.upos, w.xpos, w.feats, str(w.head), w.deprel, str(w.space_after))
            digest.update(("\t".join(row) + "\n").encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _open_sentences(corpora: Path, part: str) -> Iterator[Sentence]:
    yield from read_conllu(_treebank(corpora, "EWT", part))
    yield from (s for s in read_conllu(_treebank(corpora, "GUM", part)) if genre(s) in OPEN_GENRES)


def _treebank(corpora: Path, name: str, part: str) -> Path:
    return corpora / name / f"{part}.conllu.gz"


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield number, line.rstrip("\r\n")
    except (gzip.BadGzipFile, EOFError, UnicodeDecodeError) as error:
        raise SourceFormatError(f"{path}: not a gzipped text in UTF-8") from error


def _row(line: str, locator: str) -> list[str]:
    cells = line.split("\t")
    if len(cells) != 10 or (cells[0].isdecimal() and not cells[6].isdecimal()):
        raise SourceFormatError(f"{locator}: not a CoNLL-U line of ten columns")
    return cells


def _sentence(document: str, rows: list[list[str]]) -> Iterator[Sentence]:
    """One sentence of CoNLL-U rows, or none. A range ("cannot") only tells of the space after its words."""
    spaces = dict[int, bool]()
    words = list[Word]()
    for number, form, _, upos, xpos, feats, head, deprel, _, misc in rows:
        space_after = "SpaceAfter=No" not in misc
        if "-" in number:
            first, last = map(int, number.split("-"))
            spaces |= dict.fromkeys(range(first, last), False) | {last: space_after}
        elif "." not in number:  # a number with a dot is a word that the text leaves out
            space = spaces.get(int(number), space_after)
            feats = "" if feats == "_" else feats
            words.append(Word(form.replace(" ", "_"), upos, xpos, feats, int(head), deprel, space))
    if words:
        words[-1] = replace(words[-1], space_after=True)
        yield Sentence(document, tuple(words))


def _curly(word: Word) -> str:
    if word.form == '"':
        return "“" if word.xpos == "``" else "”"
    if word.form == "'" and word.xpos == "``":
        return "\u2018"
    return word.form.replace("'", "\u2019")
