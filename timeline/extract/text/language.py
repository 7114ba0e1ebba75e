"""The language of a report: stated, else recognised."""

import re

from timeline.model import Report, SegmentKind

FUNCTION_WORDS = frozenset(
    "the of and to in a that is was were for on with by at from has have had said be as".split()
)
ENGLISH_SHARE = 0.2  # of the words; other languages in Latin script stay below 0.08
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 40  # letters; shorter texts are not guessed


def language_of(report: Report) -> str | None:
    """Return the ISO 639-1 code of the story's language, ``None`` where there is too little of it.

    English, which is nearly all there is, is known by its function words; the rest is told by py3langid,
    whose data take a second to load.
    """
    text = " ".join(
        report.text[part.span.start : part.span.end]
        for part in report.segments
        if part.kind in (SegmentKind.TITLE, SegmentKind.SUMMARY, SegmentKind.BODY)
    )
    words = [word.lower() for word in WORD.findall(text)]
    if sum(map(len, words)) < ENOUGH:
        return "en" if words and any(word in FUNCTION_WORDS for word in words) else None
    if sum(word in FUNCTION_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    import py3langid

    return str(py3langid.classify(text)[0])
