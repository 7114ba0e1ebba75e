"""Saved pages: what they state of themselves, their encoding, what stands in front of them, how large they may be."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings, strategies as st
from ingest_sample import ask

from timeline.errors import SourceFormatError, TimelineError
from timeline.ingest import ingest
from timeline.model import SegmentKind
from timeline.read import html, read
from timeline.read.charset import decode_page
from timeline.read.json_ld import article_in
from timeline.read.walls import wall_around
from timeline.score import pages
from timeline.vocab.walls import walls

STORY = (
    "The army shelled the village of Sorrel on Tuesday, killing four people, the mayor said in a statement."
)
MORE = "Nobody has claimed the attack so far, and the Defence Ministry did not answer questions about it."


def page(body=f"<p>{STORY}</p><p>{MORE}</p>", head="", title="Army shells Sorrel"):
    top = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
    return f"{top}<body><article>{body}</article></body></html>"


def taken(text, name="a.html"):
    return read(text.encode(), name)


def ld(**members):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **members})}</script>'


def og(**members):
    return "".join(f'<meta property="og:{name}" content="{value}">' for name, value in members.items())


def body(report):
    return [report.text[s.span.start : s.span.end] for s in report.segments if s.kind is SegmentKind.BODY]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "a.html: empty file"),
        (b" \n\xef\xbb\xbf", "a.html: not a web page: there is no tag in it"),
        (b"just words", "a.html: not a web page: there is no tag in it"),
        (b"%PDF-1.7 <p>", "a.html: not a web page, but a PDF file"),
        (b"\x1f\x8b\x08<p>", "a.html: not a web page, but a gzip file"),
        (b"<html>\0\0\0", "a.html: not a web page (it holds zero bytes)"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
         "a.html: not a web page, but <rss>; name the file .xml"),
        (b"<html><body></body></html>", "a.html: no article in it"),
        (b"<!-- only this --><p>", "a.html: no article in it"),
        (b'<meta charset="utf-8"><p>' + b"\xff\xfe" * 50,
         "a.html:1: byte 25 is not utf-8 text, as the page says it is"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused_with_file_and_place(data, problem):
    with pytest.raises(SourceFormatError) as error:
        read(data, "a.html")

    assert problem == str(error.value)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<html>" + b" " * html.MOST_BYTES, "40,000,006 bytes, a report has at most 40,000,000"),
        (b"<html>" + b"word " * 800_000, "4,000,006 characters, a web page has at most 4,000,000"),
        (b"<html>" + b"<p>x" * 50_000, "50,001 tags, a web page has at most 40,000"),
        (
            b"<html><p " + b" ".join(b"a%d=1" % number for number in range(3_000)) + b">x",
            "a tag with more than 2,000 attributes",
        ),
        (b"<html><body><p>" + b"word " * 30_000, "line of 149,999 characters, at most 100,000"),
    ],
)
def test_what_is_too_large_is_refused_before_it_costs_much(data, problem):
    with pytest.raises(SourceFormatError, match=problem):
        read(data, "a.html")


@pytest.mark.parametrize("piece", ["<li>all the same", "<div>"])
def test_a_page_of_as_many_tags_as_it_may_have_is_read_in_seconds(piece):
    text = "<html><body><table><ul>" + piece * (html.MOST_TAGS // piece.count("<") - 50) + f"<p>{STORY}</p>"
    started = time.process_time()
    with contextlib.suppress(SourceFormatError):
        taken(text)

    assert time.process_time() - started < 30


def test_a_page_of_200_megabytes_is_one_line_and_the_rest_is_ingested(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "large.html").open("wb") as file:
        file.write(b"<html>")
        file.truncate(200_000_000)
    (folder / "small.html").write_text(page())
    summary = ingest([folder], tmp_path / "t.db")

    assert (1, 1) == (summary.reports, summary.skipped)
    assert "large.html: 200,000,000 bytes, a report has at most 40,000,000" in summary.problems[0][1]


def test_the_pictures_in_a_page_do_not_count():
    picture = f'<img src="data:image/png;base64,{"A" * 6_000_000}">'

    assert [STORY, MORE] == body(taken(page(f"{picture}<p>{STORY}</p><p>{MORE}</p>")))


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8", ""), ("utf-8-sig", "windows-1251"), ("utf-16", ""), ("windows-1251", "windows-1251"),
        ("koi8-r", "KOI8-R"),
        ("utf-8", "no-such-thing"), ("windows-1251", ""),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_in_which_it_is_written(encoding, stated):
    words = (
        "Армия обстреляла село Соррел во вторник, погибли четыре человека, сообщил мэр города Тальмарк. " * 4
    )
    text = page(f"<p>{words}</p>", f'<meta charset="{stated}">' if stated else "")
    report = read(text.encode(encoding), "a.html")

    assert [words.strip()] == body(report)


def test_what_the_server_says_of_the_encoding_goes_before_what_the_page_says():
    text, issues = decode_page('<meta charset="utf-8"><p>é'.encode("latin-1"), "a", "iso-8859-1")

    assert (True, ()) == (text.endswith("é"), issues)


def test_a_few_broken_characters_are_told_and_left_out():
    data = (
        page(f"<p>{STORY}</p><p>{MORE}</p>" * 20, '<meta charset="utf-8">')
        .encode()
        .replace(b"village", b"vil\xfflage", 1)
    )
    report = read(data, "a.html")

    assert any("1 characters left out" in issue.message for issue in report.issues)
    assert [STORY] == body(report)[:1]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (ld(headline="From JSON-LD") + '<meta property="og:title" content="From OG">', "From JSON-LD"),
        ('<meta property="og:title" content="From OG">', "From OG"),
        ("", "Army shells Sorrel"),
        (og(title="Army | Talmark Herald", site_name="Talmark Herald"), "Army"),
        ('<meta property="og:title" content="Talks - and more talks">', "Talks - and more talks"),
        (og(title="Army - herald.example", url="https://www.herald.example/a"), "Army"),
        (ld(headline="Odd &#039;quotes&#039;\ud83d\ude00\\ud800"), "Odd 'quotes'😀\\ud800"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_name_of_the_site(head, title):
    assert title == taken(page(head=head)).title


@pytest.mark.parametrize(
    ("head", "byline", "agency"),
    [
        (
            ld(author=[{"@type": "Person", "name": "Mara Holt"}, {"name": "Ivo Benn"}]),
            ("Mara Holt", "Ivo Benn"),
            None,
        ),
        (ld(author={"@type": "Organization", "name": "Reuters"}), (), "Reuters"),
        (ld(author="Mara Holt and Ivo Benn"), ("Mara Holt", "Ivo Benn"), None),
        ('<meta name="author" content="By Mara Holt, Associated Press">', ("Mara Holt",), "Associated Press"),
        ('<meta name="author" content="https://courier.example/mara">', (), None),
        ('<meta name="author" content="admin">', ("admin",), None),
        (ld(author="Staff", sourceOrganization={"name": "AFP"}), (), "AFP"),
    ],
)
def test_people_are_told_from_agencies(head, byline, agency):
    report = taken(page(head=head))

    assert (byline if byline != ("admin",) else (), agency) == (report.byline, report.agency)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (ld(datePublished="2031-07-22T14:05:00+03:00"), "2031-07-22T14:05:00+03:00"),
        (ld(datePublished="2031-07-22T22:05:00Z")
         + '<meta property="article:published_time" content="2031-07-23T01:05:00+03:00">', "2031-07-23T01:05:00+03:00"),
        (ld(datePublished="2031-07-22T22:05:00Z")
         + '<meta property="article:published_time" content="2031-07-24T01:05:00+03:00">', "2031-07-22T22:05:00Z"),
        ('<meta itemprop="datePublished" content="July 22, 2031">', "2031-07-22"),
        ('<link rel="canonical" href="https://courier.example/2031/07/22/a">', "2031-07-22"),
        (ld(datePublished="soon"), None),
        ("", None),
    ],
)  # fmt: skip
def test_the_date_is_what_the_page_states_by_the_clock_of_the_place_or_nothing(head, published):
    assert published == taken(page(head=head)).published


def test_a_stated_date_that_is_none_is_pointed_out():
    report = taken(page(head=ld(datePublished="2031-02-30")))

    assert ["a.html: published: '2031-02-30' is not a date that can be read; left out"] == [
        i.message for i in report.issues
    ]


def test_the_date_that_readers_see_is_read_and_that_of_an_update_is_not():
    seen = taken(page(f'<div class="dateline-date">Posted on July 22, 2031</div><p>{STORY}</p><p>{MORE}</p>'))
    updated = taken(page(f'<div class="date">Updated July 22, 2031</div><p>{STORY}</p><p>{MORE}</p>'))

    assert ("2031-07-22", None) == (seen.published, updated.published)


def test_english_in_a_template_is_no_statement_about_the_language():
    pages = [
        taken(page().replace("<html>", f'<html lang="{code}">')).language
        for code in ("en-US", "uk-UA", "x y")
    ]

    assert [None, "uk", None] == pages


def test_broken_json_ld_is_passed_over():
    scripts = [
        "{",
        "[" * 100_000,
        "null",
        "<!-- {} -->",
        '{"@type": "NewsArticle", "headline": "Found", "author": [[[]]]};',
    ]

    assert "Found" == article_in(scripts).headline


CONSENT = (
    "We value your privacy",
    "We and our 842 partners store and/or access information on a device, such as cookies, and process personal data.",
    "With your permission we may use precise geolocation data. You may click to consent to the processing.",
    "You can change your preferences at any time by returning to this site and clicking the privacy button.",
)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (CONSENT, "cookie wall"),
        (("Subscribe to continue reading.", "Already a subscriber? Log in."), "paywall"),
        (("Verify you are human by completing the action below.", "Our site checks your browser."), "check for robots"),
        (("Wir verwenden Cookies und andere Technologien.",), "cookie wall"),
    ],
)  # fmt: skip
def test_a_wall_without_an_article_is_an_issue_and_no_report(lines, kind, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.html").write_text(
        page("".join(f"<p>{line}</p>" for line in lines), title="The Courier")
    )
    (tmp_path / "in/b.html").write_text(page())
    summary = ingest([tmp_path / "in"], tmp_path / "t.db")

    assert (1, 1) == (summary.reports, summary.skipped)
    assert [("error", "format", f"a.html: {kind} and no article")] == ask(
        tmp_path / "t.db", "select level, code, message from issues where locator = 'a.html'"
    )


@pytest.mark.parametrize(
    "story",
    [
        "A drone hit a bus stop in Sorrel this morning, the army said. Three people were hurt.",
        "The court in Wrenport fined a firm for storing personal data without consent, the judge said on Monday.",
        "Subscribers of a telephone company in Talmark were cut off for a day, at a cost of ten crowns per month.",
    ],
)
def test_a_short_notice_is_no_wall(story):
    assert wall_around("Notice", story) is None
    assert [story] == body(taken(page(f"<p>{story}</p>", title="Notice")))


def test_what_a_wall_says_below_a_story_is_no_part_of_it():
    report = taken(page(f"<p>{STORY}</p><p>{MORE}</p><p>To continue reading, subscribe now.</p>"))

    assert [STORY, MORE] == body(report)
    assert ["a.html: paywall; only what stands before it was read"] == [
        issue.message for issue in report.issues
    ]


def test_every_phrase_of_the_walls_marks_the_line_that_says_it():
    assert {"cookie wall", "paywall", "check for robots"} == set(walls())
    assert "paywall" == wall_around(None, "Already a subscriber? Sign in.").kind


def test_one_file_read_as_two_formats_is_two_reports():
    data = page().encode()

    assert len({read(data, name).id for name in ("a.html", "a.txt", "a.md")}) >= 2
    assert read(data, "x/a.html").id == read(data, "y/a.htm").id


def test_the_score_of_pages_compares_with_trafilatura(tmp_path):
    import gzip

    text = page(head=ld(headline="Army shells Sorrel", author="Mara Holt", datePublished="2031-07-22"))
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(text.encode()))
    expected = {
        "title": "Army shells Sorrel",
        "byline": "By Mara Holt",
        "publishedTime": "2031-07-22T10:00:00Z",
    }
    row = {"id": "a", "html": "a.html.gz", "expected": expected}
    (tmp_path / pages.LIST).write_text(json.dumps(row) + "\n")

    assert {"title": (1, 1), "byline": (1, 1), "date": (1, 1)} == {
        name: counts[:2] for name, counts in pages.score(tmp_path).items()
    }
    with pytest.raises(TimelineError, match="no readability_fixtures"):
        pages.score(tmp_path / "nowhere")


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", f"<p>{STORY}</p>", "<script>", "</script>", "<!--", "-->", "&#xD800;", "&amp;",
    "\x00", "<h1>x", "<table><tr><td>", "<title>", ld(headline="x", author=None), "<meta charset=utf-16>", "<br>",
    "<time datetime=2031-13-01>", "\ufffd",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=12))
def test_any_markup_is_a_report_or_one_clear_line(parts):
    try:
        report = read(("<html>" + "".join(parts)).encode("utf-8", "replace"), "a.html")
    except SourceFormatError as error:
        refused = str(error)
    else:
        refused = "a.html"
        assert report.text.encode()
        assert all(s.span.start < s.span.end <= len(report.text) for s in report.segments)
    assert refused.startswith("a.html")
    assert "\n" not in refused
