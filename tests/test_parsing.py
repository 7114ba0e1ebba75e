"""Reports are parsed together to save time, and that changes nothing of what is read out of them."""

from pathlib import Path

import pytest

from timeline.coding import coded_story, report_of, stories_of
from timeline.extract.text.coder import default_coder
from timeline.extract.text.grammar.parsing import parse_all
from timeline.read.front_matter import composed, quickly_composed

FILES = sorted((Path(__file__).parent / "gold/world").glob("*.md"))[:12]


def reports():
    return [report_of(file.read_bytes(), file.name) for file in FILES]


def test_reports_coded_together_say_what_each_says_alone():
    together = list(stories_of(reports()))

    assert together == [coded_story(file.read_bytes(), file.name) for file in FILES]
    assert sum(len(story.events) for story in together) > len(FILES)


@pytest.mark.parametrize("size", [1, 5, 12])
def test_a_sentence_is_parsed_alike_to_the_last_bit_whatever_lies_beside_it(size):
    nlp = default_coder().nlp
    alone = [(doc.text, doc.tensor.tobytes(), doc.to_json()) for one in parsed(nlp, 1) for doc in one]
    beside = [(doc.text, doc.tensor.tobytes(), doc.to_json()) for one in parsed(nlp, size) for doc in one]

    assert alone == beside


def parsed(nlp, size):
    """The sentences of the reports, last report first, ``size`` reports at a time, in the order of the reports."""
    backwards = reports()[::-1]
    parts = [backwards[start : start + size] for start in range(0, len(backwards), size)]
    found = [one for part in parts for one in parse_all(nlp, part)]
    return [[doc for _, _, doc in one.story] for one in found[::-1]]


def test_a_report_in_another_language_takes_no_sentence_of_the_next_one():
    first, second, *_ = reports()
    alone = list(stories_of([first, second]))
    text = b"Les forces de Kestria ont bombard\xc3\xa9 la ville de Marun dans la nuit de lundi \xc3\xa0 mardi, dit-on."
    foreign = report_of(text, "fr.txt")

    assert alone == [story for story in stories_of([first, foreign, second]) if story.report.path != "fr.txt"]


@pytest.mark.parametrize(
    "written", ["title: x\nauthor: [a, 'b, c']", "a: [x", "a: b\x85c", "- x", "title: a: b"]
)
def test_the_quick_loader_reads_front_matter_as_the_other_or_leaves_it(written):
    quick = quickly_composed(written)

    assert quick is None or repr(plain(quick)) == repr(plain(composed(written, "a.md", 1)))


def plain(node):
    """The values of a node with the lines where they stand."""
    if isinstance(node.value, str):
        return node.value, node.start_mark.line
    return [[plain(part) for part in (item if isinstance(item, tuple) else (item,))] for item in node.value]
