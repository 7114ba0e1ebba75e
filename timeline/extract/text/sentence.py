"""One parsed sentence as plain lists, so that rules read words and not a parser's objects."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extract.text.lemmas import lemma_of
from timeline.model import Span

SUBJECT = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence with tags, Universal Dependencies and places in the report's text.

    ``heads[i]`` is ``i`` for the root. ``starts`` and ``ends`` are offsets into the report's text.
    """

    number: int
    paragraph: int
    span: Span
    words: list[str]
    lower: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    lemmas: list[str]
    starts: list[int]
    ends: list[int]
    children: list[list[int]]
    is_title: bool = False

    def __len__(self) -> int:
        return len(self.words)

    def kids(self, head: int, *deps: str) -> list[int]:
        """Return the children of ``head`` with one of the relations (all children without any)."""
        return [kid for kid in self.children[head] if not deps or self.deps[kid] in deps]

    def subtree(self, head: int) -> list[int]:
        """Return the tokens below and including ``head`` in the order of the sentence."""
        found, queue = [], [head]
        while queue:
            token = queue.pop()
            found.append(token)
            queue.extend(self.children[token])
        return sorted(found)

    def ancestors(self, token: int) -> list[int]:
        """Return the chain of heads from ``token`` (exclusive) up to the root."""
        chain: list[int] = []
        while self.heads[token] != token and len(chain) < len(self.words):
            token = self.heads[token]
            chain.append(token)
        return chain

    def preposition(self, token: int) -> str | None:
        """Return the lower-case preposition that introduces a noun, ``by`` for an agent, else ``None``."""
        cases = self.kids(token, "case")
        return self.lower[cases[0]] if cases else None

    def chars(self, first: int, last: int) -> Span:
        """Return the span from token ``first`` to token ``last`` (inclusive) in the report's text."""
        return Span(self.starts[first], self.ends[last])


def dep_of(token: Token) -> str:
    """Return the relation of a token; only a form of "be" or "get" makes a passive ("Kestria today handed over")."""
    if token.dep_ == "aux:pass" and token.pos_ not in ("AUX", "VERB"):
        return "obl:unmarked"
    return str(token.dep_)


def from_doc(doc: Doc, number: int, paragraph: int, span: Span, is_title: bool = False) -> Sentence:
    """Return the plain view of a parsed sentence that stands at ``span`` in its report."""
    tokens = list(doc)  # each way through a Doc makes its tokens anew
    words = [token.text for token in tokens]
    lower = [word.lower().replace("’", "'") for word in words]
    pos = [token.pos_ for token in tokens]
    heads = [token.head.i for token in tokens]
    starts = [span.start + token.idx for token in tokens]
    children: list[list[int]] = [[] for _ in words]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    return Sentence(
        number=number,
        paragraph=paragraph,
        span=span,
        words=words,
        lower=lower,
        tags=[token.tag_ for token in tokens],
        pos=pos,
        deps=[dep_of(token) for token in tokens],
        heads=heads,
        lemmas=[lemma_of(word, tag) for word, tag in zip(lower, pos, strict=True)],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        children=children,
        is_title=is_title,
    )
