"""The trigger vocabulary as the rules look it up in a sentence: rows at a word, classes of a noun, effects."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from timeline.extract.text.grammar.sentence import Sentence
from timeline.vocab.triggers import (
    LightVerb,
    Modal,
    Trigger,
    classes,
    head_of,
    light_verbs,
    modals,
    triggers_by_head,
)

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
MODAL_POS = {
    "VERB": "verb", "AUX": "aux", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv", "PART": "adv",
    "SCONJ": "conj", "CCONJ": "conj", "DET": "det", "ADP": "prep",
}  # fmt: skip
SHORT = {"'ll": "will", "wo": "will", "n't": "not", "ca": "can", "'d": "would", "sha": "shall"}
LINKS = frozenset(("with", "of", "by", "for", "against", "from", "in", "on"))
THIN = frozenset(("be", "to", "a", "an", "the", "of", "in", "for", "have"))

# a row with its forms and the place of the word that governs each of them
Start = tuple[Trigger, tuple[tuple[tuple[str, ...], int], ...]]


@dataclass(frozen=True)
class Words:
    """Trigger rows by part of speech and first word, noun classes by head noun, effects and phrases by word."""

    rows: dict[tuple[str, str], tuple[Trigger, ...]]
    classes: dict[str, list[tuple[tuple[str, ...], int, str]]]
    effects: dict[tuple[str, str], str]
    phrases: dict[str, list[Modal]]
    light: dict[str, LightVerb]
    strengths: dict[str, str]

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words with which a form of any row begins."""
        return frozenset(first for _, first in self.rows)

    @cached_property
    def starting(self) -> dict[tuple[str, str], tuple[Start, ...]]:
        """The rows as in ``rows``, each with those of its forms that begin with the word and their heads."""
        return {
            (pos, first): tuple(
                (row, tuple((form, governing(form, pos)) for form in row.forms if form[0] == first))
                for row in found
            )
            for (pos, first), found in self.rows.items()
        }

    def classes_at(self, sent: Sentence, token: int) -> set[str]:
        """Return the classes of a noun, alone and together with its neighbours ("prisoner of war")."""
        return {
            name
            for form in {sent.lemmas[token], sent.lower[token]}
            for words, head, name in self.classes.get(form, ())
            if stands(sent, token - head, words)
        }

    def effect_at(self, sent: Sentence, token: int) -> str | None:
        """Return the effect of a word on the event words that it governs."""
        pos = MODAL_POS.get(sent.pos[token])
        if pos is None:
            return None
        known = self.effects
        lemma = SHORT.get(sent.lower[token], sent.lemmas[token])
        if sent.tags[token] == "MD":  # "could" is no form of "can" here
            lemma = SHORT.get(sent.lower[token], sent.lower[token])
        found = known.get((lemma, pos)) or known.get((sent.lower[token], pos))
        return found or (known.get((lemma, "verb")) if pos == "aux" else None)

    def strength_at(self, sent: Sentence, token: int) -> str | None:
        """Return how far a report verb vouches for what it reports: claim, neutral, confirm."""
        return self.strengths.get(sent.lemmas[token])

    def phrase_effects(self, sent: Sentence) -> dict[int, str]:
        """Return the effects of phrases of several words ("be due to") by the tokens that carry them."""
        found: dict[int, str] = {}
        for token, lemma in enumerate(sent.lemmas):
            for modal in self.phrases.get(lemma, ()):
                if stands(sent, token, modal.words):
                    for place in range(token, token + len(modal.words)):
                        if sent.lemmas[place] not in THIN:
                            found[place] = modal.effect
        return found


def governing(form: tuple[str, ...], pos: str) -> int:
    """Return which word of a form governs the rest: its head, but of "be ready" the adjective."""
    if form[0] != "be" or len(form) == 1:
        return head_of(form, pos)
    return 1 if len(form) > 2 and form[-1] in LINKS else len(form) - 1  # "be charged with"


def stands(sent: Sentence, first: int, words: tuple[str, ...]) -> bool:
    """Tell whether the words stand at ``first``, each as lemma or as written."""
    lemmas, lower = sent.lemmas, sent.lower
    if first < 0 or first + len(words) > len(lemmas):
        return False
    for place, word in enumerate(words, first):  # noqa: SIM110 - a generator takes twice the time
        if word != lemmas[place] and word != lower[place]:
            return False
    return True


@cache
def load_words() -> Words:
    """Return the vocabulary, read once a process. Raise TimelineError where a row is wrong."""
    nouns: dict[str, list[tuple[tuple[str, ...], int, str]]] = defaultdict(list)
    for name, members in classes().items():
        for member in sorted(members):
            words = tuple(member.replace("-", " - ").split())
            head = head_of(words, "noun")
            nouns[words[head]].append((words, head, name))
    phrases: dict[str, list[Modal]] = defaultdict(list)
    for modal in modals():
        if len(modal.words) > 1:
            phrases[modal.words[0]].append(modal)
    effects = {(modal.words[0], modal.pos): modal.effect for modal in modals() if len(modal.words) == 1}
    light = {words[0]: verb for words, verb in light_verbs().items() if words[0] != "be"}
    light |= {words[0]: verb for words, verb in light_verbs().items() if len(words) == 1}
    strengths = {
        modal.words[0]: modal.strength for modal in modals() if modal.strength and len(modal.words) == 1
    }
    return Words(triggers_by_head(), dict(nouns), effects, dict(phrases), light, strengths)
