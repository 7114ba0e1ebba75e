"""The English parser: part-of-speech tags, word forms and Universal Dependencies of one sentence.

The default pipeline is this project's own; its weights lie in ``weights`` under a licence of their own. Any
installed spaCy pipeline with Universal Dependencies labels can take its place.
"""

import hashlib
from importlib.resources import as_file, files

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from timeline.errors import TimelineError

# Other label sets (spaCy's own English models have one) say "dobj" and "pobj".
_UNIVERSAL_LABELS = frozenset({"nsubj", "obj", "obl"})


def load_parser(name: str | None = None) -> Language:
    """The pipeline that parses one sentence per document, and never splits it.

    ``name`` is an installed spaCy pipeline or the path of one; ``None`` is the project's own. Raises
    ``TimelineError`` where there is none, or none that parses to Universal Dependencies.
    """
    called = "of this project" if name is None else repr(name)
    try:
        nlp = _load_own() if name is None else spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise TimelineError(f"parser {called} cannot be loaded: {reason}") from error
    if "parser" not in nlp.pipe_names:
        raise TimelineError(f"parser {called} has no component that parses")
    if not set(nlp.pipe_labels["parser"]) >= _UNIVERSAL_LABELS:
        raise TimelineError(f"parser {called} does not know the labels of Universal Dependencies")
    nlp.add_pipe("timeline_one_sentence", first=True)
    return nlp


def parser_id(nlp: Language) -> str:
    """Which pipeline this is, down to its weights: ``en_timeline_ud-1.0.0-`` and eight hexadecimal digits."""
    digest = hashlib.sha256()
    for name, component in nlp.pipeline:
        if hasattr(component, "to_bytes"):
            digest.update(name.encode())
            digest.update(component.to_bytes(exclude=["vocab"]))
    return f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}-{digest.hexdigest()[:8]}"


@Language.component("timeline_one_sentence")
def one_sentence(doc: Doc) -> Doc:
    """Mark the document as one sentence, so that the parser does not look for more."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _load_own() -> Language:
    with as_file(files(__name__) / "weights") as path:
        return spacy.load(path)
