"""Mails: text or HTML, sender, date, list; what is attached is told and not read."""

import pytest

from timeline.errors import SourceFormatError
from timeline.model import SegmentKind
from timeline.read import read

STORY = "The army shelled the village of Sorrel on Tuesday, killing four people, the mayor said."


def mail(body=STORY, **headers):
    stated = {
        "From": "Mara Holt <mara@courier.example>",
        "Subject": "Sorrel",
        "Date": "Tue, 22 Jul 2031 14:05:00 +0300",
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in (stated | headers).items() if value]
    return "\r\n".join([*lines, "", body]).encode()


def body(report):
    return [report.text[s.span.start : s.span.end] for s in report.segments if s.kind is SegmentKind.BODY]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "a.eml: empty file"),
        (b"just words", "a.eml: not a mail: no header at its top"),
        (b"X-Thing: 1\r\n\r\nwords", "a.eml: not a mail: neither sender nor date nor subject"),
        (mail(Content_Type="image/png"), "a.eml: a mail without a text"),
        (mail("", Subject=""), "a.eml: no text in it"),
        (b"Content-Type: message/rfc822\r\n\r\n" * 5000, "a.eml: a mail of mails in mails, not read"),
    ],
)
def test_what_is_no_mail_with_a_text_is_refused(data, problem):
    with pytest.raises(SourceFormatError) as error:
        read(data, "a.eml")

    assert problem == str(error.value)


def test_the_text_goes_before_the_html_and_other_parts_are_told():
    text = (
        "--b\r\nContent-Type: text/plain\r\n\r\n"
        + STORY
        + "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Other.</p>\r\n"
        "--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=x.zip\r\n\r\nUEsDBA\r\n"
        "--b--\r\n"
    )
    report = read(mail(text, Content_Type="multipart/mixed; boundary=b", MIME_Version="1.0"), "a.eml")

    assert [STORY] == body(report)
    assert any(
        "attachments are not read: " in issue.message and "x.zip" in issue.message for issue in report.issues
    )


def test_what_is_quoted_from_another_mail_and_a_signature_are_no_story():
    report = read(
        mail(f"{STORY}\r\n\r\n> Nine were killed in Talmark on Monday, he said.\r\n-- \r\nMara told this."),
        "a.eml",
    )

    assert [STORY] == body(report)
    assert "Mara told this" not in report.text


@pytest.mark.parametrize(
    ("sender", "listed", "publisher", "agency", "byline"),
    [
        ("Mara Holt <m@x.example>", "", None, None, ("Mara Holt",)),
        ("Reuters Alerts <a@x.example>", "", "Reuters", "Reuters", ()),
        (
            "Ministry of Defence Press Service <p@mod.example>",
            "",
            "Ministry of Defence Press Service",
            None,
            (),
        ),
        (
            "Mara Holt <m@x.example>",
            '"Wrenport Reports" <r.list.example>',
            "Wrenport Reports",
            None,
            ("Mara Holt",),
        ),
    ],
)
def test_a_sender_is_a_person_or_a_house(sender, listed, publisher, agency, byline):
    report = read(mail(From=sender, List_Id=listed), "a.eml")

    assert (publisher, agency, byline) == (report.publisher, report.agency, report.byline)


def test_a_text_in_another_encoding_than_stated_is_read_and_told():
    report = read(mail(Content_Type="text/plain; charset=no-such-thing") + " Café".encode(), "a.eml")

    assert report.text.endswith("Café")
    assert any("is not no-such-thing, as the mail says" in issue.message for issue in report.issues)


def test_a_date_that_is_none_is_pointed_out():
    report = read(mail(Date="one of these days"), "a.eml")

    assert None is report.published
    assert any("is not a date that can be read" in issue.message for issue in report.issues)
