"""Train the project's own parser and write its weights, with where they come from.

Use: ``python -m timeline.extract.text.parser.train --corpora PATH --out PATH``
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

from timeline.errors import TimelineError
from timeline.extract.text.parser import corpus, load_parser, provenance
from timeline.extract.text.parser.evaluate import measure, table

_NAME = "timeline.extract.text.parser.train"
_WHAT = "Train the parser on treebanks and write its weights. Takes about an hour on one core."
CONFIG = Path(__file__).with_name("config.cfg")
VERSION = "1.0.0"
DESCRIPTION = "English tags, word features and Universal Dependencies of single sentences"
LICENCE = "CC BY-SA 4.0"


def train(corpora: Path, out: Path, max_steps: int | None = None) -> None:
    """Train on the treebanks in ``corpora`` and write the best step's weights to ``out``.

    The same corpora give the same weights on the same machine and library versions. Fewer ``max_steps`` than
    the configuration's are for trying things out. Raises ``TimelineError`` where a treebank is missing.
    """
    data = corpus.read(corpora)
    with TemporaryDirectory() as work:
        settings: dict[str, object] = {}
        if max_steps is not None:
            settings |= {"training.max_steps": max_steps, "training.eval_frequency": max_steps}
        for name, sentences in {"train": data.training, "dev": data.selection}.items():
            path = Path(work) / f"{name}.spacy"
            corpus.write_docs(sentences, path)
            settings[f"paths.{name}"] = str(path)
        untrained = init_nlp(load_config(CONFIG, overrides=settings))
        run_training(untrained, Path(work), stdout=sys.stdout, stderr=sys.stderr)
        publish(Path(work) / "model-best", out, corpora, data)


def publish(best: Path, out: Path, corpora: Path, data: corpus.Data) -> None:
    """Measure a trained pipeline and write it to ``out`` with its provenance, as the project ships it."""
    nlp = load_parser(str(best))
    figures = table({name: measure(nlp, sentences) for name, sentences in data.tests.items()})
    save(nlp, out)
    provenance.write(out, corpora, data, figures)
    print(figures)


def save(nlp: Language, out: Path) -> None:
    """Write what ``load_parser`` loaded so that ``spacy.load`` reads it, without the treebanks' words."""
    nlp.remove_pipe("timeline_one_sentence")
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # they name files of this machine
    nlp.meta.update(
        name="timeline_ud",
        version=VERSION,
        description=DESCRIPTION,
        license=LICENCE,
        spacy_version=">=3.8,<3.9",
        performance={},
    )
    nlp.to_disk(out)
    # The network hashes its words, so of all strings only the labels have to be known again.
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    (out / "vocab" / "strings.json").write_text(json.dumps(sorted(labels), indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = argparse.ArgumentParser(prog=f"python -m {_NAME}", description=_WHAT)
    options.add_argument(
        "--corpora", type=Path, required=True, help="folder with the treebanks EWT, GUM and PUD"
    )
    options.add_argument("--out", type=Path, required=True, help="folder to write the weights to")
    given = options.parse_args(arguments)
    try:
        train(given.corpora, given.out)
    except TimelineError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
