"""Coding reports against the bare parser over the same sentences, both on one core."""

import time
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language

from timeline.bench.figure import Figure, figure, ratios
from timeline.bench.samples import numbered
from timeline.coding import TOGETHER, report_of, stories_of
from timeline.extract.text.coder import default_coder
from timeline.extract.text.grammar.parsing import spans_of, texts_of
from timeline.read import read

GOAL = 1.3
PARTS = 10


def code_against_parser(root: Path, count: int) -> Figure:
    """Return how many times as long ``count`` reports take to be read and coded as their sentences to be parsed.

    The two take turns, a tenth of the reports at a time, and processor time is counted: what else runs on the
    machine slows both alike.
    """
    reports = list(numbered(root, count))
    size = -(-count // PARTS)
    parts = [reports[start : start + size] for start in range(0, count, size)]
    texts = [[text for report in part for text in parsed_texts(*report)] for part in parts]
    seconds_to_code(reports[:1])  # what is loaded on first use belongs to the start
    coding, parsing = [], []
    for part, sentences in zip(parts, texts, strict=True):
        coding.append(seconds_to_code(part))
        parsing.append(seconds_to_parse(default_coder().nlp, sentences))
    note = f"{count} reports, {sum(map(len, texts))} sentences, {sum(coding) / count * 1000:.0f} ms a report"
    return figure("code / bare parser", ratios(coding, parsing), "×", GOAL, note)


def parsed_texts(name: str, data: bytes) -> list[str]:
    """Return what the coder gives to the parser of one report: its headline and its sentences."""
    report = read(data, name)
    return texts_of(report, spans_of(report))


def seconds_to_code(reports: Sequence[tuple[str, bytes]]) -> float:
    """Return the processor time that the whole way from bytes to events takes, as an ingest goes it."""
    started = time.process_time()
    for first in range(0, len(reports), TOGETHER):
        for _ in stories_of([report_of(data, name) for name, data in reports[first : first + TOGETHER]]):
            pass
    return time.process_time() - started


def seconds_to_parse(nlp: Language, sentences: Sequence[str]) -> float:
    """Return the processor time that the parser takes for all sentences at once, its best case."""
    started = time.process_time()
    for _ in nlp.pipe(sentences):
        pass
    return time.process_time() - started
