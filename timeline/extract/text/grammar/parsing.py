"""Reports to parsed sentences: those of several reports go through the parser together.

A sentence is parsed alike whatever lies beside it, and many at once take a third less time than a few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from timeline.extract.text.grammar.sentences import sentences
from timeline.model import Report, SegmentKind, Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """The sentences of a story with paragraph and place in the report, and the headline, if there is one."""

    headline: Doc | None
    story: list[tuple[int, Span, Doc]]


def parse_all(nlp: Language, reports: Sequence[Report]) -> Iterator[Parsed]:
    """Yield each report with its headline and its sentences parsed, in order."""
    spans = [spans_of(report) for report in reports]
    texts = [texts_of(report, places) for report, places in zip(reports, spans, strict=True)]
    docs = nlp.pipe(text for of_one in texts for text in of_one)
    for report, places, of_one in zip(reports, spans, texts, strict=True):
        parsed = list(islice(docs, len(of_one)))
        headline = parsed.pop(0) if report.title else None
        yield Parsed(
            headline, [(place, span, doc) for (place, span), doc in zip(places, parsed, strict=True)]
        )


def spans_of(report: Report) -> list[tuple[int, Span]]:
    """Return where the sentences of the story stand, each with the number of its paragraph."""
    return [
        (number, span)
        for number, segment in enumerate(report.segments)
        if segment.kind is SegmentKind.BODY
        for span in sentences(report.text, segment.span.start, segment.span.end)
    ]


def texts_of(report: Report, places: Sequence[tuple[int, Span]]) -> list[str]:
    """Return what is given to the parser: the headline and the sentences, each on one line."""
    story = [report.text[span.start : span.end].replace("\n", " ") for _, span in places]
    return [report.title, *story] if report.title else story
