"""One parsed sentence as plain lists, so that rules read words and not a parser's objects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab

from timeline.extract.text.grammar.lemmas import lemma_of
from timeline.extract.text.grammar.misclauses import mend_clauses
from timeline.extract.text.grammar.misjoins import (
    hang_among,
    hang_called_home,
    join_names,
    join_nouns,
    part_speeches,
)
from timeline.extract.text.grammar.misnouns import raise_nouns
from timeline.extract.text.grammar.misreadings import Labels, mend
from timeline.extract.text.grammar.misroots import raise_verbs
from timeline.model import Span


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
        children = self.children[head]
        if not children or not deps:
            return children[:]  # a list of its own
        known = self.deps
        return [kid for kid in children if known[kid] in deps]

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
        for kid in self.children[token]:
            if self.deps[kid] == "case":
                return self.lower[kid]
        return None

    def chars(self, first: int, last: int) -> Span:
        """Return the span from token ``first`` to token ``last`` (inclusive) in the report's text."""
        return Span(self.starts[first], self.ends[last])


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the numbers of a parser's vocabulary, each looked up once."""

    strings: StringStore
    known: dict[int, str] = field(default_factory=dict)

    def of(self, numbers: Sequence[int]) -> list[str]:
        known = self.known
        for number in set(numbers).difference(known):
            known[number] = self.strings[number] if number else ""
        return [known[number] for number in numbers]


@lru_cache(maxsize=4)  # one parser in a process, a few in its tests
def names_of(vocab: Vocab) -> Names:
    return Names(vocab.strings)


def keep_tree(labels: Labels, heads: Sequence[int], deps: Sequence[str]) -> None:
    """Take back what was mended where two words have come to hang on each other."""
    for token, head in enumerate(heads):
        above = labels.heads[token]
        if above == head:
            continue
        for _ in heads:
            if above in (token, labels.heads[above]):
                break
            above = labels.heads[above]
        if above != labels.heads[above]:
            labels.heads[token], labels.deps[token] = head, deps[token]


def from_doc(doc: Doc, number: int, paragraph: int, span: Span, is_title: bool = False) -> Sentence:
    """Return the plain view of a parsed sentence that stands at ``span`` in its report."""
    # one array for all: asking every token for every label takes several times as long
    rows = doc.to_array(["HEAD", "ORTH", "TAG", "POS", "DEP", "IDX"]).T
    steps: list[int] = rows[0].astype("int64").tolist()  # from a token to its head, either way
    forms, tag_numbers, pos_numbers, dep_numbers, places = rows[1:].tolist()
    known = names_of(doc.vocab)
    words = known.of(forms)
    lower = [word.lower().replace("’", "'") for word in words]
    pos = known.of(pos_numbers)
    heads = [token + step for token, step in enumerate(steps)]
    tags = known.of(tag_numbers)
    deps = known.of(dep_numbers)
    for token, dep in enumerate(deps):
        # only a form of "be" or "get" makes a passive ("Kestria today handed over")
        if dep == "aux:pass" and pos[token] not in ("AUX", "VERB"):
            deps[token] = "obl:unmarked"
    lemmas = [lemma_of(word, tag) for word, tag in zip(lower, pos, strict=True)]
    labels = Labels(lower, tags, pos, deps, heads, lemmas)
    parsed = heads[:], deps[:]
    raise_nouns(labels)
    mend(labels)
    raise_verbs(labels)
    mend_clauses(labels)
    part_speeches(labels)
    join_names(labels)
    join_nouns(labels)
    hang_called_home(labels)
    hang_among(labels)
    keep_tree(labels, *parsed)
    starts = [span.start + place for place in places]
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
        tags=tags,
        pos=pos,
        deps=deps,
        heads=heads,
        lemmas=lemmas,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        children=children,
        is_title=is_title,
    )
