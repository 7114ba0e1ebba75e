"""Bytes to reports: what is refused and with which line, dates, names, datelines, the parts of a page."""

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from timeline.errors import SourceFormatError
from timeline.model import IssueLevel, SegmentKind
from timeline.read import read
from timeline.read.credits import Credits
from timeline.read.dateline import dateline_of
from timeline.read.dates import iso_date
from timeline.read.decode import MAX_BYTES, MAX_LINE
from timeline.read.names import person_names

STORY = "Kestria freed two pilots on Tuesday, the ministry said."
FRONT = "---\ntitle: Kestria frees two pilots\n{}\n---\n" + STORY


def parts(report, kind):
    return [report.text[s.span.start : s.span.end] for s in report.segments if s.kind is kind]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "a.txt: empty file"),
        (b" \n\xef\xbb\xbf\n\t", "a.txt: empty file"),
        (b"one\ntwo caf\xe9 three", "a.txt:2: byte 11 is not UTF-8 text; save the file as UTF-8"),
        (b"one\rtwo\r\nthree \xff", "a.txt:3: byte 15 is not UTF-8 text; save the file as UTF-8"),
        (STORY.encode("utf-16-le"), "a.txt: UTF-16 without a byte-order mark; save the file as UTF-8"),
        (STORY.encode("utf-16-be"), "a.txt: UTF-16 without a byte-order mark; save the file as UTF-8"),
        (b"\xff\xfeK", "a.txt: byte 2 is not UTF-16 text; save the file as UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt: not text, but a PDF file"),
        (b"PK\x03\x04rest", "a.txt: not text, but a ZIP or office file"),
        (b"\x7fELF\x02\x01\x00\x00\x00text", "a.txt: not text (it holds zero bytes)"),
        (b"good line\nbad \x1b[31m line", "a.txt:2: not text (control character '\\x1b')"),
        (b"x" * (MAX_LINE + 1), "a.txt:1: line of 100,001 characters, at most 100,000"),
        (b"x\n" * (MAX_BYTES // 2) + b"x", "a.txt: 2,000,001 bytes, a report has at most 2,000,000"),
    ],
)
def test_what_is_no_text_is_refused_with_file_and_place(data, problem):
    with pytest.raises(SourceFormatError) as error:
        read(data, "a.txt")

    assert problem == str(error.value)
    assert problem.startswith(f"{error.value.locator}: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_in_unicode_is_read_with_newlines_of_one_kind(encoding):
    report = read(f"Title\r\n\r\n{STORY}\r{STORY[:-1]} again.".encode(encoding), "a.txt")

    assert report.text == f"Title\n\n{STORY}\n{STORY[:-1]} again."


@pytest.mark.parametrize("path", ["a.pdf", "a", "a.md.bak", ".md/x"])
def test_an_ending_without_a_reader_is_refused(path):
    with pytest.raises(
        SourceFormatError, match=r"no reader for files ending in .* \(known: .*.md, .*.txt.*\)"
    ):
        read(b"text", path)


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("---\ntitle: x\ntext", "a.md:1: front matter opens with --- and does not close"),
        ("---\ntitle: [x\n---\n", "a.md:3: front matter is not YAML: expected ',' or ']', but got"),
        ("---\n- x\n---\n", "a.md:2: front matter is not a list of keys and values"),
        ("---\ntitle: a\nurl: b\ntitle: c\n---\n", "a.md:4: front matter key 'title' stands there twice"),
        ("---\ntitle: {a: b}\n---\n", "a.md:2: front matter key 'title' takes a text or a list of texts"),
        ("---\ntitle: [a, b]\n---\n", "a.md:2: front matter key 'title' takes one value"),
        ("---\n[a, b]: c\n---\n", "a.md:2: front matter key is not a word"),
        ("---\nurl: x\npublished: 2025-02-30\n---\n", "a.md:3: published: 2025-02-30 is not a date"),
        ("---\nupdated: 2025-07-22 25:00\n---\n", "a.md:2: updated: 25:00 is not a time of day"),
        ("---\npublished: soon\n---\n", "a.md:2: published: 'soon' is not a date"),
        ("---\npublished: 07/08/2025\n---\n", "a.md:2: published: '07/08/2025' is not a date"),
        ("---\n" + "[" * 5000 + "\n---\n", "a.md:2: front matter is nested too deeply"),
        ("---\nurl: 'published:'\n'published': 2025-13-01\n---\n", "a.md:3: published: 2025-13-01 is not a date"),
    ],
)  # fmt: skip
def test_broken_front_matter_is_refused_with_its_line(front, problem):
    with pytest.raises(SourceFormatError) as error:
        read(front.encode(), "a.md")

    assert str(error.value).startswith(problem)


def test_a_bad_date_in_the_header_of_a_page_is_refused_with_its_line():
    with pytest.raises(SourceFormatError, match=r"^a\.txt:3: February 30, 2025 is not a date$"):
        read(f"Title\n\nPosted on February 30, 2025\n{STORY}".encode(), "a.txt")


def test_what_front_matter_does_not_state_stays_missing():
    report = read(FRONT.format("publisher:\nauthor: []\nupdated: ''").encode(), "a.md")

    assert (None, None, None, None) == (report.publisher, report.published, report.updated, report.language)
    assert report.byline == ()


def test_front_matter_is_not_interpreted_as_yaml_types():
    report = read(FRONT.format("publisher: no\nagency: 2025-07-22").encode(), "a.md")

    assert ("no", "2025-07-22") == (report.publisher, report.agency)


def test_an_unknown_key_and_a_language_that_is_no_code_are_pointed_out():
    report = read(FRONT.format("section: World\nlanguage: English").encode(), "sub/a.md")

    assert report.language is None
    assert [(IssueLevel.WARNING, "sub/a.md:3"), (IssueLevel.WARNING, "sub/a.md:4")] == [
        (issue.level, issue.locator) for issue in report.issues
    ]


def test_a_file_without_a_story_is_pointed_out():
    report = read(b"---\ntitle: x\n---\n", "a.md")

    assert ["a.md: no part of it reads as a story"] == [issue.message for issue in report.issues]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-07-22", "2025-07-22"),
        ("2025/7/2", "2025-07-02"),
        ("July 22, 2025", "2025-07-22"),
        ("JULY 22nd 2025", "2025-07-22"),
        ("Jul. 22, 2025", "2025-07-22"),
        ("22 July 2025", "2025-07-22"),
        ("22nd of July 2025", "2025-07-22"),
        ("22-Jul-2025", "2025-07-22"),
        ("Tuesday, July 22, 2025", "2025-07-22"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("22.07.2025", "2025-07-22"),
        ("22/07/2025", "2025-07-22"),
        ("07/22/2025", "2025-07-22"),
        ("22 Jul 2025, 14:05", "2025-07-22T14:05:00"),
        ("22 July 2025 at 2.05 p.m.", "2025-07-22T14:05:00"),
        ("July 22, 2025 12:15 AM UTC", "2025-07-22T00:15:00Z"),
        ("July 22, 2025 14:05 GMT+3", "2025-07-22T14:05:00+03:00"),
        ("2025-07-22T14:05:33.123Z", "2025-07-22T14:05:33Z"),
        ("2025-07-22T14:05:00+05:30", "2025-07-22T14:05:00+05:30"),
        ("2025-07-22 14:05:00 +0300", "2025-07-22T14:05:00+03:00"),
        ("Tue, 22 Jul 2025 14:05:00 +0300", "2025-07-22T14:05:00+03:00"),
        ("14:05 22.07.2025", "2025-07-22T14:05:00"),
        ("5:40 PM EDT, Mon July 21, 2025", "2025-07-21"),
        ("Tuesday 22 July 2025 14.05 BST", "2025-07-22"),
        ("07/08/2025", None),
        ("July 2025", None),
        ("2025", None),
        ("20250722", None),
        ("yesterday", None),
        ("2025-07-22 or so", None),
        ("192.168.2025.1", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_written_or_not_at_all(written, expected):
    assert expected == iso_date(written)


@pytest.mark.parametrize(
    "written", ["2025-02-30", "31 June 2025", "0000-01-01", "2025-07-22 24:00", "July 1, 2025 13:00 PM"]
)
def test_a_day_or_an_hour_that_does_not_exist_is_an_error(written):
    with pytest.raises(ValueError, match=r"is not a (date|time of day)"):
        iso_date(written)


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("(Reuters) -Two", None, "Reuters"),
        ("KYIV, July 22 (Reuters) - Two", "Kyiv", "Reuters"),
        ("KYIV, Ukraine (AP) — Two", "Kyiv, Ukraine", "AP"),
        ("MOSCOW, July 22. /TASS/. Two", "Moscow", "TASS"),
        ("July 22 (UPI) -- Two", None, "UPI"),
        ("MOSCOW. July 22 (Interfax) - Two", "Moscow", "Interfax"),
        ("Kyiv. July 22. INTERFAX - Two", "Kyiv", "INTERFAX"),
        ("Wrenport, Kestria CNN  — Two", "Wrenport, Kestria", "CNN"),
        ("NEW DELHI [India], July 22 (ANI): Two", "New Delhi", "ANI"),
        ("WASHINGTON (AP) _ Two", "Washington", "AP"),
        ("PORT-AU-PRINCE, Haiti (AP) — Two", "Port-au-Prince, Haiti", "AP"),
        ("KYIV/MOSCOW, July 22 (Reuters) - Two", "Kyiv/Moscow", "Reuters"),
        ("İSTANBUL (AA) - Two", "İstanbul", "AA"),
        ("BERLIN (dpa) - Two", "Berlin", "dpa"),
        ("GENEVA (22 July 2025) – Two", "Geneva", None),
        ("ISLAMABAD: Two", "Islamabad", None),
        ("WREN PORT, Kestria — Two", "Wren Port, Kestria", None),
    ],
)
def test_a_dateline_gives_place_and_agency(line, place, agency):
    found = dateline_of(line, 0, len(line))

    assert (place, agency, "Two") == (found.place, found.agency, line[found.end :])


@pytest.mark.parametrize(
    "line",
    [
        "On Tuesday, July 22 – two soldiers",
        "The soldiers (two) - were freed",
        "Ivo Benn (Party) - a minister",
        "Wrenport — the capital — was quiet",
        "BREAKING: two soldiers freed",
        "(Adds quote) - Two soldiers",
        "(Corrects spelling) - Two soldiers",
        "U.N. — the body",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line):
    assert dateline_of(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Mara Holt", ["Mara Holt"]),
        ("Mara Holt and Ivo Benn", ["Mara Holt", "Ivo Benn"]),
        (
            "Mara Holt in Wrenport, Ivo Benn in Talmark and Lena Sorrel",
            ["Mara Holt", "Ivo Benn", "Lena Sorrel"],
        ),
        ("Mara Holt, Reuters", ["Mara Holt"]),
        ("Mara Holt, chief correspondent", ["Mara Holt"]),
        ("MARA HOLT and IVO BENN", ["MARA HOLT", "IVO BENN"]),
        ("Ana van der Reed & Omar al Sorrel", ["Ana van der Reed", "Omar al Sorrel"]),
        ("Reuters", []),
        ("our correspondent", []),
        ("Wrenport newsroom", []),
        ("Staff Writer", []),
    ],
)
def test_people_are_told_from_agencies_places_and_jobs(written, names):
    assert names == person_names(written)


def test_credits_tell_who_reported_and_who_edited():
    credits = Credits()

    assert credits.take(
        "Reporting and writing by Mara Holt; Additional reporting by Ivo Benn. Editing by Odo Finch"
    )
    assert (["Mara Holt", "Ivo Benn"], ["Odo Finch"]) == (credits.authors, credits.editors)


def test_a_sentence_that_opens_like_a_credit_is_none():
    line = "Reporting by local newspapers over the past three months showed that the army had shelled the valley twice."

    assert not Credits().take(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Tuesday night the army had left the valley.",
        "Published reports said on July 22, 2025 that the army had left.",
        "Posted on a hill above the town, the guns fired on July 22, 2025 and again a day later.",
        "Video posted by the army, and seen by reporters, showed two men on a bridge.",
        "More from the valley were brought to the hospital in Wrenport on Tuesday.",
        "Source of the fire was a shell, the mayor of Wrenport said on Tuesday.",
    ],
)
def test_a_sentence_that_opens_like_a_header_is_story(sentence):
    report = read(f"Title of the page\n\n{STORY}\n{sentence}\nNobody was hurt, he said.".encode(), "a.txt")

    assert sentence in parts(report, SegmentKind.BODY)


def test_a_sentence_alone_is_story_and_no_headline():
    report = read(STORY.encode(), "a.txt")

    assert (None, [STORY]) == (report.title, parts(report, SegmentKind.BODY))


def test_a_line_without_a_full_stop_is_the_story_where_there_is_no_other():
    report = read(b"Two pilots freed\nThe two men crossed the bridge on foot\n", "a.txt")

    assert ["The two men crossed the bridge on foot"] == parts(report, SegmentKind.BODY)


def test_a_short_sentence_whose_words_were_all_used_before_is_kept():
    story = f"{STORY}\nTwo pilots said the ministry freed Kestria.\n"
    report = read(f"Title\n\n{story}".encode(), "a.txt")

    assert len(parts(report, SegmentKind.BODY)) == 2


def test_the_same_bytes_under_one_name_have_one_id_anywhere():
    ids = {read(STORY.encode(), path).id for path in ("a/My Report.txt", "b/my report.txt", "my-report.txt")}

    assert len(ids) == 1
    assert ids.pop().startswith("my-report-")


LINES = st.sampled_from([
    STORY, "Title", "By Mara Holt", f"(Reuters) - {STORY}", "KYIV, July 22 (AP) — Two men fled, he said.", "- a point",
    "Posted on July 22, 2025", "3 min read", "Summary", "(Reporting by Mara Holt)", "Related", "# Head", "> quote.", "",
    "\u00a0x ", "Source: Reuters", "…", "https://news.example/1", "Two men. (Editing by Odo Finch)", "by", "©", "(",
    "/TASS/.", "WRENPORT",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=12), st.sampled_from(["a.txt", "a.md"]))
def test_the_parts_of_any_page_lie_in_order_and_apart(lines, path):
    try:
        report = read("\n".join(lines).encode("utf-8", "replace"), path)
    except SourceFormatError:
        return
    spans = [part.span for part in report.segments]

    assert all(span.start < span.end <= len(report.text) for span in spans)
    assert all(above.end <= below.start for above, below in pairwise(spans))
