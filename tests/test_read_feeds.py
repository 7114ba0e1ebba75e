"""Feeds and lines of reports: each entry or line is a report, the same one wherever it comes again."""

import json
from io import BytesIO
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st
from ingest_sample import ask, rows_of

from timeline.cli import cli
from timeline.errors import SourceFormatError
from timeline.ingest import ingest
from timeline.model import IssueLevel, Report
from timeline.read import read, received
from timeline.store.check import check

TEXT = (
    "The army shelled the village of Sorrel on Tuesday, killing four people, the mayor said in a statement."
)


def item(number, title="Army shells Sorrel", text=TEXT):
    return (
        f"<item><title>{title}</title><link>https://courier.example/{number}</link><description>{text}</description>"
        "<pubDate>Tue, 22 Jul 2031 14:05:00 +0300</pubDate></item>"
    )


def rss(*items, title="The Wrenport Courier"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def found_in(text, path="a.xml"):
    data = text if isinstance(text, bytes) else text.encode()
    return list(received(BytesIO(data), len(data), path))


def put(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "a.xml: empty file"),
        (
            "<!DOCTYPE html><html><body>Not found</body></html>",
            "a.xml: not a feed, but a web page; name the file .html",
        ),
        ("<html><body><br>Not found</body>", "a.xml: not a feed, but a web page; name the file .html"),
        ("words", "a.xml:1: not sound XML: syntax error"),
        ("<nitf><body>", "a.xml:1: not sound XML: "),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>',
            "a.xml: XML that declares entities of its own, not read",
        ),
    ],
)
def test_what_is_no_feed_is_refused_with_one_line(data, problem):
    with pytest.raises(SourceFormatError) as error:
        found_in(data)

    assert str(error.value).startswith(problem)


def test_an_entity_bomb_and_a_file_from_outside_are_not_read(tmp_path):
    names = [f"e{n}" for n in range(12)]
    lines = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "x">{lines}]><rss version="2.0"><channel><title>&e11;</title></channel></rss>'
    outside = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><nitf><body>&x;</body></nitf>'
    (tmp_path / "secret").write_text("secret")
    folder = put(tmp_path / "in", bomb__xml=bomb, outside__xml=outside, good__rss=rss(item(1)))
    summary = ingest([folder], tmp_path / "t.db")

    assert (1, 2) == (summary.reports, summary.skipped)
    assert all(
        message.endswith("XML that declares entities of its own, not read") for _, message in summary.problems
    )
    assert b"secret\n" not in (tmp_path / "t.db").read_bytes()


def test_other_xml_is_passed_over_with_a_warning(tmp_path):
    folder = put(tmp_path / "in", sitemap__xml="<urlset><url/></urlset>", good__rss=rss(item(1)))
    summary = ingest([folder], tmp_path / "t.db")

    assert (1, 0) == (summary.reports, summary.skipped)
    [(level, message)] = summary.problems
    assert (IssueLevel.WARNING, True) == (level, "neither a feed nor of a news agency (<urlset>)" in message)


def test_a_feed_that_is_cut_off_gives_what_stands_before(tmp_path):
    text = rss(item(1), item(2))
    found = found_in(text[: text.rindex("<pubDate>")])

    assert 2 == sum(isinstance(one, Report) for one in found)
    assert "read as far as it goes" in found[-1].message


def test_an_entry_that_comes_again_is_one_report_of_the_first_place(tmp_path):
    folder = put(tmp_path / "in", b__xml=rss(item(1), item(2)), a__xml=rss(item(3), item(2)))
    db = tmp_path / "t.db"
    ingest([folder], db)
    assert ["a.xml#1", "a.xml#2", "b.xml#1"] == [
        path for (path,) in ask(db, "select path from reports order by 1")
    ]
    assert [("#1",), ("#1",), ("#2",), ("#2",)] == ask(db, "select part from input_reports order by 1")

    (folder / "a.xml").unlink()
    ingest([folder], db)
    ingest([folder], tmp_path / "fresh.db")
    assert ["b.xml#1", "b.xml#2"] == [path for (path,) in ask(db, "select path from reports order by 1")]
    assert rows_of(db) == rows_of(tmp_path / "fresh.db")
    assert check(db) == []


def test_the_same_entry_twice_in_a_feed_is_taken_once_and_told(tmp_path):
    folder = put(tmp_path / "in", a__xml=rss(item(1), item(1)))
    ingest([folder], tmp_path / "t.db")

    assert [(1, 0)] == ask(tmp_path / "t.db", "select reports, skipped from inputs")
    assert [("info", "a.xml: 1 reports are the same as an earlier one, taken once")] == ask(
        tmp_path / "t.db", "select level, message from issues where code = 'doubled'"
    )


def test_files_of_several_reports_give_the_same_bytes_in_any_order(tmp_path):
    texts = {"a__xml": rss(item(1), item(2)), "b__rss": rss(item(2), item(3)), "c__jsonl": lines(1, 2)}
    for name, order in (("one", list(texts)), ("two", list(texts)[::-1])):
        for file in order:
            put(tmp_path / name, **{file: texts[file]})
            ingest([tmp_path / name], tmp_path / f"{name}.grown")
        ingest([tmp_path / name], tmp_path / f"{name}.db", rebuild=True)

    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    assert rows_of(tmp_path / "one.db") == rows_of(tmp_path / "one.grown") == rows_of(tmp_path / "two.grown")


def test_the_publisher_is_the_listed_house_in_the_title_of_a_feed():
    [one] = found_in(rss(item(1), title="Reuters - World"))

    assert "Reuters" == one.publisher


def test_an_entry_without_a_date_has_none():
    [one] = found_in(rss("<item><title>x</title><description>The army left on Tuesday.</description></item>"))

    assert (None, None) == (one.published, one.updated)


def lines(*numbers):
    return "".join(
        json.dumps({"title": f"Report {n}", "text": TEXT, "published": "2031-07-22"}) + "\n" for n in numbers
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"title": "x"}', "no 'text' in it"),
        ("[1]", "no JSON object"),
        ("{", "no JSON object"),
        ('{"text": 3}', "no 'text' in it"),
        ('{"text": ""}', "no text in it"),
        (
            '{"text": "x", "published": "2031-02-30"}',
            "published: '2031-02-30' is not a date that can be read",
        ),
        ('{"text": "x", "url": 3}', "'url' is no text"),
        ('{"text": "x", "author": {"name": "y"}}', "'author' is no text and no list of texts"),
        ('{"text": "a\\u0000b"}', "holds a character that is none"),
    ],
)
def test_a_line_that_is_no_report_is_told_with_its_number_and_the_others_are_read(line, problem):
    one, issue, other = found_in(lines(1) + line + "\n" + lines(2), "a.jsonl")

    assert ("Report 1", "a.jsonl#3") == (one.title, other.path)
    assert (IssueLevel.ERROR, f"a.jsonl:2: {problem}") == (issue.level, issue.message)


def test_lines_that_are_no_reports_at_all_are_passed_over():
    [issue] = found_in('{"id": 1}\n{"id": 2}\n', "a.jsonl")

    assert (IssueLevel.ERROR, "a.jsonl: no dataset, and no lines of reports with a 'text'") == (
        issue.level,
        issue.message,
    )


def test_a_key_that_is_not_known_is_told_once():
    found = found_in('{"text": "The army left.", "score": 1}\n' * 3, "a.jsonl")

    assert ["a.jsonl: key 'score' is not known, left out (3 lines)"] == [one.message for one in found[3:]]


def test_the_coder_prints_one_object_for_each_report_of_a_file(tmp_path):
    file = tmp_path / "a.xml"
    file.write_text(rss(item(1), "<item/>", item(2)))
    done = CliRunner().invoke(cli, ["code", str(file)])

    assert [f"{file}#1", f"{file}#3"] == [json.loads(line)["path"] for line in done.stdout.splitlines()]
    assert f"warning: {file}#2: entry without title and text\n" == done.stderr
    assert done.exit_code == 0


def test_a_file_of_several_reports_is_not_one():
    with pytest.raises(SourceFormatError, match=r"a\.jsonl: 2 reports in it, one expected"):
        read(lines(1, 2).encode(), "a.jsonl")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(["a.xml", "a.jsonl", "a.eml", "a.mhtml", "a.zip", "a.warc", "a.warc.gz"]),
)
def test_any_bytes_are_reports_or_clear_lines(data, path):
    try:
        found = found_in(data, path)
    except SourceFormatError as error:
        said = [str(error)]
    else:
        said = [one.message for one in found if not isinstance(one, Report)]
    assert all(line.startswith(path) and "\n" not in line for line in said)
