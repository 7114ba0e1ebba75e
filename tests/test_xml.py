"""Newswire XML: NITF and NewsML-G2, with what an agency withdraws, and what is no story."""

import pytest
from test_read_feeds import found_in

from timeline.errors import SourceFormatError
from timeline.model import IssueLevel, Report
from timeline.read.nitf import extended

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
STORY = "<p>The army shelled the village of Sorrel on Tuesday, the mayor said.</p>"


def nitf(head="", body=STORY):
    return f"<nitf><head>{head}</head><body><body.content>{body}</body.content></body></nitf>"


def news_item(number=1, meta="", content="", body=STORY):
    inline = f'<contentSet><inlineXML contenttype="application/nitf+xml">{nitf(body=body)}</inlineXML></contentSet>'
    return (
        f'<newsItem {NAMESPACE} guid="urn:{number}"><itemMeta>{meta}</itemMeta>'
        f"<contentMeta><headline>Story {number}</headline>{content}</contentMeta>{inline}</newsItem>"
    )


def message(*items):
    return f"<newsMessage {NAMESPACE}><itemSet>{''.join(items)}</itemSet></newsMessage>"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20310722", "2031-07-22"),
        ("20310722T114000Z", "2031-07-22T11:40:00Z"),
        ("20310722T1140+0300", "2031-07-22T11:40:00+0300"),
        ("July 22, 2031", "July 22, 2031"),
    ],
)
def test_dates_without_hyphens_are_written_with_them(written, expected):
    assert expected == extended(written)


def test_a_story_inside_an_item_is_read_with_what_the_item_says_of_it():
    [one] = found_in(
        news_item(content="<by>By Mara Holt</by>", meta="<firstCreated>2031-07-22T11:40:00Z</firstCreated>")
    )

    assert ("Story 1", ("Mara Holt",), "2031-07-22T11:40:00Z") == (one.title, one.byline, one.published)
    assert one.path == "a.xml"


def test_each_item_of_a_message_is_a_report_and_a_withdrawn_one_is_told():
    gone = news_item(2, meta='<pubStatus qcode="stat:canceled"/>')
    one, issue, other = found_in(message(news_item(1), gone, news_item(3)))

    assert (["a.xml#1", "a.xml#3"], ["Story 1", "Story 3"]) == (
        [one.path, other.path],
        [one.title, other.title],
    )
    assert (IssueLevel.WARNING, "a.xml#2: withdrawn by its agency (stat:canceled)") == (
        issue.level,
        issue.message,
    )


def test_an_item_is_the_same_report_in_whatever_message_it_comes():
    one, _ = found_in(message(news_item(1), news_item(2)))
    _, again = found_in(message(news_item(3), news_item(1)), "b.xml")

    assert one.id == again.id


def test_the_namespace_and_its_prefix_do_not_matter():
    text = news_item(1).replace("<", "<n:").replace("<n:/", "</n:").replace("xmlns=", "xmlns:n=")

    assert ["Story 1"] == [one.title for one in found_in(text)]


def test_a_picture_without_a_story_has_no_body():
    [one] = found_in(
        nitf("<title>Bridge</title>", "<media><media-caption>The bridge.</media-caption></media>")
    )

    assert isinstance(one, Report)
    assert "The bridge" not in one.text
    assert any("no part of it reads as a story" in issue.message for issue in one.issues)


def test_a_file_that_ends_too_early_is_refused_with_its_line():
    with pytest.raises(SourceFormatError, match=r"^a\.xml:\d+: not sound XML: "):
        found_in(nitf()[:-20])
