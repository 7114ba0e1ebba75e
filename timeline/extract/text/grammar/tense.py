"""The tense in which the words of a report tell of an event."""

from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence


def tense_of(sent: Sentence, draft: Draft) -> str:
    """Return "past", "had", "has", "present" or "none" for the finite verb that tells of a draft."""
    for token in [draft.decision.anchor, draft.hit.token, *sent.ancestors(draft.hit.token)]:
        if sent.pos[token] not in ("VERB", "AUX"):
            continue
        aux = [sent.lower[kid] for kid in sent.kids(token, "aux", "aux:pass", "cop")]
        if "had" in aux:
            return "had"
        if "has" in aux or "have" in aux or "'s" in aux:
            return "has"
        bare = (
            sent.tags[token] == "VBN" and not aux and sent.kids(token, *SUBJECT)
        )  # a past taken for a participle
        if sent.tags[token] == "VBD" or bare or any(word in ("was", "were", "did") for word in aux):
            return "past"
        if sent.tags[token] in ("VBZ", "VBP") or aux:
            return "present"
    return "none"
