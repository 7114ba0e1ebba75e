"""Feeds and pages are polled politely from a real server, and what comes is an archive that can be ingested."""

import re
import socket
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from ingest_sample import ask
from publisher import Answer, published

from timeline.cli import cli
from timeline.errors import TimelineError
from timeline.fetch import visit
from timeline.fetch.archive import name_of
from timeline.fetch.visit import LaterError, RefusedError, Rest, Visitor
from timeline.fetch.watch import held, targets_in, watch_once
from timeline.ingest import ingest
from timeline.store.check import check

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2031-07-22T14:05:00+03:00"></head><body><article><h1>{title}</h1>
<p>The army shelled the village of Sorrel on Tuesday, killing four people, the mayor said in a statement.</p>
</article></body></html>"""
NOW = datetime(2031, 7, 22, 12, 0, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site():
    with published() as site:
        site.answers["/a"] = Answer(PAGE.format(title="First").encode(), headers=HTML)
        site.answers["/b"] = Answer(PAGE.format(title="Second").encode(), headers=HTML)
        site.answers["/feed"] = feed(site, "a", "b")
        yield site


def feed(site, *names, stamp="Tue, 22 Jul 2031 14:05:00 +0300", **headers):
    items = "".join(
        f"<item><title>{name}</title><link>{site.url}/{name}</link><pubDate>{stamp}</pubDate></item>"
        for name in names
    )
    body = f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
    return Answer(body.encode(), headers={"Content-Type": "application/rss+xml", **headers})


class Watching:
    """A folder into which one watches, with what was said."""

    def __init__(self, folder):
        self.folder, self.said = folder, []

    def __call__(self, *targets, now=lambda: 1e9, most=50, **options):
        found = watch_once(
            targets, self.folder, lambda rest: Visitor(rest, True, 0, most, now),
            self.said.append, now=lambda: NOW, **options,
        )  # fmt: skip
        return found.new, found.unchanged, found.failed

    def files(self):
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*.*")
            if path.is_file() and path.name[0] != "."
        )


@pytest.fixture
def watch(tmp_path):
    return Watching(tmp_path / "archive")


def test_the_articles_behind_a_feed_become_reports_with_their_address_and_time(site, watch, tmp_path):
    assert (2, 0, 0) == watch(f"{site.url}/feed")
    db = tmp_path / "t.db"
    summary = ingest([watch.folder], db)

    assert (2, 0, []) == (summary.reports, summary.skipped, summary.problems)
    assert check(db) == []
    assert [
        (f"{site.url}/a", "First", "2031-07-22T12:00:00Z"),
        (f"{site.url}/b", "Second", "2031-07-22T12:00:00Z"),
    ] == ask(db, "select url, title, retrieved_at from reports order by url")


def test_what_was_taken_is_not_asked_for_again_until_it_changes(site, watch):
    watch(f"{site.url}/feed")
    assert (0, 0, 0) == watch(f"{site.url}/feed")
    assert len(site.times("/a")) == 1

    site.answers["/feed"] = feed(site, "a", stamp="Wed, 23 Jul 2031 14:05:00 +0300")
    site.answers["/a"] = Answer(PAGE.format(title="First, corrected").encode(), headers=HTML)
    assert (1, 0, 0) == watch(f"{site.url}/feed")
    assert len(watch.files()) == 3


def test_a_feed_is_asked_whether_it_has_changed(site, watch):
    def answer(asked):
        if asked.headers.get("If-None-Match") == '"1"':
            return Answer(b"", 304)
        return feed(site, "a", ETag='"1"')

    site.answers["/feed"] = answer
    assert [(1, 0, 0), (0, 1, 0)] == [watch(f"{site.url}/feed"), watch(f"{site.url}/feed")]


def test_a_page_that_is_named_is_kept_once_for_each_content(site, watch):
    assert [(1, 0, 0), (0, 0, 0)] == [watch(f"{site.url}/a"), watch(f"{site.url}/a")]


def test_the_feed_itself_can_be_kept_without_its_articles(site, watch, tmp_path):
    assert (1, 0, 0) == watch(f"{site.url}/feed", feeds_only=True)
    assert site.times("/a") == []
    assert ingest([watch.folder], tmp_path / "t.db").reports == 2


def test_robots_are_asked_first_and_obeyed(site, watch):
    site.answers["/robots.txt"] = Answer(b"User-agent: conflict-timeline\nDisallow: /b\n")

    assert (1, 0, 1) == watch(f"{site.url}/feed")
    assert site.times("/b") == []
    assert [f"{site.url}/b: its robots.txt forbids it"] == watch.said
    assert "/robots.txt" == site.asked[0].path
    assert {True} == {"conflict-timeline/" in asked.headers["User-Agent"] for asked in site.asked}


def test_a_busy_host_is_left_in_peace_for_as_long_as_it_asks(site, watch):
    site.answers["/feed"] = [Answer(b"", 429, headers={"Retry-After": "600"}), feed(site, "a")]
    assert (0, 0, 1) == watch(f"{site.url}/feed", now=lambda: 1000)
    assert (0, 0, 1) == watch(f"{site.url}/feed", now=lambda: 1599)
    assert len(site.times("/feed")) == 1
    assert (1, 0, 0) == watch(f"{site.url}/feed", now=lambda: 1601)
    assert "left in peace for another 1 seconds" in watch.said[1]


def test_a_host_that_goes_on_failing_is_left_in_peace_ever_longer(site):
    site.answers["/a"] = Answer(b"", 503)
    rest, waits = Rest(), []
    for _ in range(3):
        with Visitor(rest, True, 0, now=lambda: max(rest.until.values(), default=0.0)) as visits:
            before = visits.now()
            with pytest.raises(LaterError, match="answered with 503"):
                visits.visit(f"{site.url}/a")
            waits.append(max(rest.until.values()) - before)

    assert [60, 120, 240] == waits


def test_what_could_not_come_yet_comes_in_the_next_round(site, watch):
    site.answers["/feed"] = feed(site, "a", "b", ETag='"1"')

    assert (1, 0, 1) == watch(f"{site.url}/feed", most=2)
    assert "more than 2 pages of one host" in watch.said[0]
    assert (1, 0, 0) == watch(f"{site.url}/feed")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"", 404), "answered with 404"),
        (Answer(b"\x89PNG", headers={"Content-Type": "image/png"}), "neither a feed nor a page"),
        (
            Answer(b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', headers={"Content-Type": "text/xml"}),
            "declares entities",
        ),
        (
            Answer(b"", 302, headers={"Location": "ftp://courier.example/"}),
            "no address of a web page, refused",
        ),
        (Answer(b"", 302, headers={"Location": "/a2"}), "more than 5 redirects"),
        (Answer(b"", 302, headers={"Location": "javascript:alert(1)"}), "redirects to what is no address"),
        (Answer(b"", headers={"Content-Type": "application/rss+xml"}), "neither a feed nor a page"),
    ],
)
def test_what_will_not_come_is_one_line_and_stops_no_other(site, watch, answer, why):
    site.answers["/a2"] = answer

    assert (1, 0, 1) == watch(f"{site.url}/a2", f"{site.url}/b")
    assert len(watch.said) == 1
    assert why in watch.said[0]


def test_an_answer_that_does_not_end_is_given_up(site, watch, monkeypatch):
    monkeypatch.setattr(visit, "MOST_BYTES", 1000)
    site.answers["/a"] = Answer(b"x" * 5000, headers=HTML)

    assert (0, 0, 1) == watch(f"{site.url}/a")
    assert "more than 1,000 bytes, refused" in watch.said[0]


def test_an_answer_that_comes_in_drops_is_asked_for_again_later(site, watch, monkeypatch):
    monkeypatch.setattr(visit, "LONGEST_ANSWER", -1.0)

    assert (0, 0, 1) == watch(f"{site.url}/a")
    assert re.search(r"not all there after .* seconds; asked again after 60 seconds", watch.said[0])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]",
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]", "0.0.0.0",
        "224.0.0.1", "[::]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_in_whatever_form(host):
    with Visitor(Rest(), pause=0) as visits, pytest.raises((RefusedError, LaterError)) as error:
        visits.visit(f"http://{host}:9/latest/meta-data")

    assert any(why in str(error.value) for why in ("refused: a private", "no such host", "no address"))


def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    site.answers["/a"] = Answer(b"", 302, headers={"Location": "http://inside.example/secret"})
    visits = Visitor(Rest(), pause=0)
    port = int(site.url.rpartition(":")[2])
    where = {"open.example": "93.184.215.14", "inside.example": "127.0.0.1"}
    resolve = socket.getaddrinfo

    def names(host, *rest, **options):
        return (
            [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where[host], port))]
            if host in where
            else resolve(host, *rest, **options)
        )

    monkeypatch.setattr(socket, "getaddrinfo", names)
    target = visits.redirected(visit.address("http://open.example/a"), "http://inside.example/secret")
    with visits, pytest.raises(RefusedError, match=r"inside\.example/secret: refused: a private address"):
        visits.visit(str(target))
    assert site.asked == []


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(site, monkeypatch):
    port = int(site.url.rpartition(":")[2])
    asked = []

    def rebinding(host, *rest, **options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with Visitor(Rest(), True, 0) as visits:
        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        request = visits.request(visit.address(f"http://courier.example:{port}/a"), {})

    assert (["courier.example"], "127.0.0.1", f"courier.example:{port}") == (
        asked,
        request.url.host,
        request.headers["Host"],
    )
    assert request.extensions["sni_hostname"] == "courier.example"


def test_names_of_files_follow_from_address_and_content():
    one = name_of("https://courier.example/world/pilots.html?x=1", b"a", ".warc.gz")

    assert one.startswith("courier.example/world-pilots-")
    assert one == name_of("https://courier.example/world/pilots.html?x=1", b"a", ".warc.gz")
    assert len({one, name_of("https://courier.example/world/pilots.html?x=2", b"a", ".warc.gz"),
                name_of("https://courier.example/world/pilots.html?x=1", b"b", ".warc.gz")}) == 3  # fmt: skip
    assert "/.." not in name_of("https://courier.example/../../etc/passwd", b"", ".x")


def test_two_runs_do_not_write_into_one_folder(site, watch):
    with held(watch.folder), pytest.raises(TimelineError, match="another run is watching into it"):
        watch(f"{site.url}/feed")


def test_a_list_of_addresses_is_read_and_its_mistakes_named(tmp_path):
    listed = tmp_path / "feeds.txt"
    listed.write_text(
        "# wires\nhttps://a.example/rss  # daily\n\nhttps://b.example/\nhttps://a.example/rss\n"
    )
    assert ["https://a.example/rss", "https://b.example/"] == targets_in([str(listed)])

    listed.write_text("https://a.example/\nb.example\n")
    with pytest.raises(TimelineError, match=r"feeds.txt:2: 'b.example' is no address"):
        targets_in([str(listed)])


def test_the_command_tells_what_a_round_brought(site, tmp_path):
    arguments = ["watch", f"{site.url}/a", "--once", "--into", str(tmp_path / "in")]
    refused = CliRunner().invoke(cli, arguments)
    done = CliRunner().invoke(cli, [*arguments, "--allow-private"])

    assert (1, 0) == (refused.exit_code, done.exit_code)
    assert "refused: a private address" in refused.output
    assert done.output == f"1 new files in {tmp_path / 'in'}, 0 addresses unchanged, 0 failed\n"
    assert CliRunner().invoke(cli, [*arguments, "--every", "5s"]).exit_code == 2
