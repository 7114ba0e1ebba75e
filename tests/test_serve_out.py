"""What leaves the timeline page as a file, over the real application and read back by programs of others."""

import asyncio
import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import feedparser
import pytest
import vobject
from datasette.app import Datasette
from out_sample import ARABIC, CYRILLIC, FORMULA, LONG, SCRIPT, everything, many
from serve_sample import build, get, ids

from timeline.export.csv_rows import FORMULA as GUARDED
from timeline.export.flat import COLUMNS
from timeline.serve.databases import build_id

PAGE = "/timeline/-/timeline"
FILES = f"{PAGE}/events"
ENDINGS = ("csv", "json", "geojson", "jsonl", "ics", "atom", "attribution.txt")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("out") / "timeline.db", everything())


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    return Datasette([str(build(tmp_path_factory.mktemp("crowd") / "timeline.db", many(20_001)))])


def table(page):
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8"), newline="")))


def entries(text):
    """The events of a calendar by their title, as another program reads them."""
    return {one.summary.value: one for one in vobject.readOne(text).vevent_list}


@pytest.mark.parametrize(
    ("ending", "content_type", "saved"),
    [
        ("csv", "text/csv; charset=utf-8", True),
        ("json", "application/json; charset=utf-8", False),
        ("geojson", "application/geo+json", True),
        ("jsonl", "application/x-ndjson", True),
        ("ics", "text/calendar; charset=utf-8", True),
        ("atom", "application/atom+xml; charset=utf-8", False),
        ("attribution.txt", "text/plain; charset=utf-8", False),
    ],
)
def test_a_file_says_what_it_is_and_of_which_build(served, path, ending, content_type, saved):
    page = get(served, f"{FILES}.{ending}")
    name = f'attachment; filename="timeline-{build_id(path)}.{ending}"'

    assert (200, content_type) == (page.status_code, page.headers["content-type"])
    assert name * saved == page.headers.get("content-disposition", "")
    assert "nosniff" == page.headers["x-content-type-options"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_sent_once_for_a_build(served, ending):
    first = get(served, f"{FILES}.{ending}")
    tag = first.headers["etag"]
    again = get(served, f"{FILES}.{ending}", headers={"if-none-match": f'W/"other", {tag}'})

    assert (304, b"", tag) == (again.status_code, again.content, again.headers["etag"])
    assert 200 == get(served, f"{FILES}.{ending}", headers={"if-none-match": '"other"'}).status_code
    assert first.content == get(served, f"{FILES}.{ending}").content


def test_another_build_has_another_tag_and_another_name(tmp_path):
    path = build(tmp_path / "timeline.db")
    own = Datasette([str(path)])
    before = get(own, f"{FILES}.csv")
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update events set title = 'Talks end' where title like '%hold talks'")
        conn.commit()
    after = get(own, f"{FILES}.csv", headers={"if-none-match": before.headers["etag"]})

    assert 200 == after.status_code
    assert "Talks end" in after.text
    assert before.headers["content-disposition"] != after.headers["content-disposition"]


def test_what_is_asked_for_without_its_content_has_none(served):
    page = asyncio.run(served.client.request("HEAD", f"{FILES}.csv"))

    assert (200, b"") == (page.status_code, page.content)
    assert page.headers["etag"]


@pytest.mark.parametrize(
    "query", ["", "status=planned", "q=mill", "sort=oldest", "from=2025-08-02&to=2025-08-31"]
)
def test_every_file_holds_the_events_of_the_page(served, query):
    listed = [row["id"] for row in table(get(served, f"{FILES}.csv?{query}"))]
    shown = re.findall(r'<h4><a href="[^"]*/event/([^"]+)"', get(served, f"{PAGE}?{query}").text)
    features = json.loads(get(served, f"{FILES}.geojson?{query}").content)["features"]
    records = [json.loads(line) for line in get(served, f"{FILES}.jsonl?{query}").text.splitlines()]
    page = get(served, f"{FILES}.json?{query}").json()
    days = vobject.readOne(get(served, f"{FILES}.ics?{query}").text)

    assert [re.sub(r"\W", "", one) for one in listed] == [re.sub(r"\W", "", one) for one in shown]
    assert listed == [one["id"] for one in features] == [one["id"] for one in records]
    assert listed == [one["id"] for one in page["rows"]]
    assert listed == [one.uid.value.partition("@")[0] for one in days.vevent_list]
    assert listed


@pytest.mark.parametrize(
    ("query", "status"), [("actor=nobody", 404), ("from=2025-13-01", 400), ("deaths=few", 400)]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_cannot_be_is_the_same_page_as_for_the_timeline(served, ending, query, status):
    page = get(served, f"{FILES}.{ending}?{query}")

    assert status == page.status_code
    assert "text/html" in page.headers["content-type"]
    assert page.text == get(served, f"{PAGE}?{query}").text


def test_who_may_not_see_the_database_gets_no_file_of_it(path):
    closed = Datasette([str(path)], metadata={"databases": {"timeline": {"allow": {"id": "editor"}}}})

    assert {403} == {get(closed, f"{FILES}.{ending}").status_code for ending in ENDINGS}


def test_no_text_in_the_table_can_be_run_by_a_spreadsheet_and_numbers_stay_numbers(served):
    found = table(get(served, f"{FILES}.csv"))
    texts = [cell for row in found for name, cell in row.items() if COLUMNS[name] in ("text", "texts")]
    titles = {row["title"] for row in found}

    assert [] == [cell for cell in texts if cell[:1] in tuple("=+-@\t\r\n")]
    assert {f"'{FORMULA}", "''=1+1", "'\tTab", ARABIC, CYRILLIC} <= titles
    assert "'@SUM(1+1)*cmd" in {row["sources"] for row in found}
    assert "-33.9" in {row["longitude"] for row in found}


def test_the_guard_of_a_cell_can_be_taken_away_again(served):
    undone = {
        row["title"][1:] if row["title"].startswith("'") and GUARDED.match(row["title"]) else row["title"]
        for row in table(get(served, f"{FILES}.csv"))
    }

    assert {FORMULA, "'=1+1", "\tTab"} <= undone


def test_a_table_of_many_rows_is_whole(crowd):
    page = get(crowd, f"{FILES}.csv")
    found = table(page)

    assert 20_001 == len({row["id"] for row in found}) == len(found)
    assert page.content.endswith(b"\n")
    order = [(row["date_start"], row["id"]) for row in found]
    assert order == sorted(order, reverse=True)


def test_many_events_come_whole_as_geojson_and_as_plover(crowd):
    assert 20_001 == len(get(crowd, f"{FILES}.geojson").json()["features"])
    # Every third has no type, and so no PLOVER record.
    assert 20_001 - 6_667 == len(get(crowd, f"{FILES}.jsonl").text.splitlines())
    assert "20001 events." in get(crowd, f"{FILES}.attribution.txt").text


async def broken_off(served, after):
    """Ask for the table as a server hands it on, and call ``after`` once a part of it has come."""
    sent, waiting = [], asyncio.Event()

    async def receive():
        await waiting.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if len(sent) == 2:
            after(waiting)
            await asyncio.sleep(0)

    await served.invoke_startup()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": f"{FILES}.csv", "raw_path": f"{FILES}.csv".encode(), "query_string": b"",
        "headers": [(b"host", b"localhost")], "server": ("localhost", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    await served.app()(scope, receive, send)
    return sent


def test_nobody_who_has_gone_is_written_for(crowd):
    sent = asyncio.run(broken_off(crowd, lambda waiting: waiting.set()))

    assert len(sent) < 10


def test_a_table_is_broken_off_rather_than_mixed_of_two_builds(tmp_path):
    path = build(tmp_path / "timeline.db", many(2_000))

    def write(_):
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("update events set title = 'Another build'")
            conn.commit()

    sent = asyncio.run(broken_off(Datasette([str(path)]), write))
    body = b"".join(one.get("body", b"") for one in sent)

    assert sent[-1]["more_body"]  # the end never came
    assert b"Another build" not in body


def test_json_comes_page_by_page_and_passes_over_nothing(served):
    address, found = f"{FILES}.json?size=3", []
    while address:
        page = get(served, address).json()
        found.append([row["id"] for row in page["rows"]])
        assert bool(page["next"]) == bool(page["next_url"])
        address = page["next_url"] and page["next_url"].removeprefix("http://localhost")

    assert [3, 3, 3, 3] == [len(one) for one in found]
    assert [row["id"] for row in table(get(served, f"{FILES}.csv"))] == [key for one in found for key in one]


def test_json_has_the_keys_of_the_table_and_of_the_csv_file(served, path):
    [row, *_] = get(served, f"{FILES}.json?status=planned").json()["rows"]

    columns = set(ids(path, "select name from pragma_table_info('events')"))
    assert columns - {"known_from"} | set(COLUMNS) <= set(
        row
    )  # when the file learnt of it is the file's own matter
    assert [ARABIC, "2025-09-01", "2025-09-30", "month", "planned", "admin1"] == [
        row[name] for name in ("title", "date_start", "date_end", "date_precision", "status", "geo_precision")
    ]
    assert row["page"].startswith("http://localhost/timeline/-/timeline/event/")


@pytest.mark.parametrize("size", ["0", "1001", "x", "-1", "1&size=2"])
def test_a_page_of_json_has_from_one_to_a_thousand_events(served, size):
    assert 400 == get(served, f"{FILES}.json?size={size}").status_code


def test_geojson_has_no_invented_point_and_keeps_the_precision(served):
    features = get(served, f"{FILES}.geojson").json()["features"]
    by_title = {one["properties"]["title"]: one for one in features}

    assert {"type": "Point", "coordinates": [29.0, 41.0]} == by_title["Kestrelia and Ospreya hold talks"][
        "geometry"
    ]
    assert by_title["Kestrelia and Ospreya agree on a list"]["geometry"] is None
    assert "admin1" == by_title[FORMULA]["properties"]["geo_precision"]
    assert [] == [one for one in features if {"status", "date_precision"} - set(one["properties"])]


def test_a_calendar_has_whole_days_with_the_end_outside(served):
    found = entries(get(served, f"{FILES}.ics").text)
    spans = {
        title: (one.dtstart.value, one.dtend.value - timedelta(days=1) if hasattr(one, "dtend") else None)
        for title, one in found.items()
    }

    assert (date(2025, 5, 6), date(2025, 5, 6)) == spans["Shelling of the mill in Wrenport"]
    assert (date(2025, 8, 4), date(2025, 8, 6)) == spans[f"CLAIMED: {CYRILLIC}"]
    assert (date(9999, 12, 31), None) == next(
        span for title, span in spans.items() if title.startswith("CANCELLED")
    )
    assert {False} == {hasattr(value, "hour") for span in spans.values() for value in span}


def test_a_calendar_takes_nothing_for_fact_and_nothing_for_exact(served):
    text = get(served, f"{FILES}.ics").text
    found = entries(text)
    planned = found["PLANNED: Kestrelia and Ospreya plan talks"]
    month = found[f"PLANNED: {ARABIC} (known to the month: September 2025)"]

    assert {"TENTATIVE"} == {
        planned.status.value,
        month.status.value,
        found[f"DENIED: {SCRIPT}"].status.value,
    }
    assert "CONFIRMED" == found["Shelling of the mill in Wrenport"].status.value
    assert (
        "CANCELLED" == next(one for title, one in found.items() if title.startswith("CANCELLED")).status.value
    )
    assert "known to the region" in month.location.value
    assert not hasattr(month, "geo")
    assert "Status: planned" in month.description.value
    assert "According to: Kestrel Defence Ministry" in text.replace("\r\n ", "")


def test_the_lines_of_a_calendar_are_folded_and_its_text_is_escaped(served):
    page = get(served, f"{FILES}.ics")
    lines = page.content.split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert b"\n" not in page.content.replace(b"\r\n", b"")
    assert " ".join(LONG.split()) in " ".join(
        one.summary.value for one in vobject.readOne(page.text).vevent_list
    )


def test_a_calendar_of_too_many_events_is_refused_with_a_way_out(crowd):
    page = get(crowd, f"{FILES}.ics")

    assert 400 == page.status_code
    assert "at most 1,000 events, these are 20,001" in page.text
    assert 200 == get(crowd, f"{FILES}.ics?from=2025-01-01&to=2025-01-01").status_code
    assert 400 == get(crowd, f"{FILES}.ics?lacks=date").status_code
    assert "of at most 1,000 events: choose a shorter time" in get(crowd, PAGE).text
    assert "events.ics" not in get(crowd, PAGE).text


def test_the_feed_begins_with_what_was_told_last(served):
    feed = feedparser.parse(get(served, f"{FILES}.atom").content)
    told = [entry.updated for entry in feed.entries]

    assert not feed.bozo
    assert sorted(told, reverse=True) == told
    assert "2025-08-11T04:30:00Z" == told[0] == feed.feed.updated


def test_what_another_report_corrects_comes_up_again(tmp_path):
    feed = feedparser.parse(get(Datasette([str(build(tmp_path / "timeline.db"))]), f"{FILES}.atom").content)

    # Told on 7 May, and again, with another figure, on 24 July.
    assert ["2025-07-24T00:00:00Z"] == [
        entry.updated for entry in feed.entries if entry.title == "Shelling of the mill in Wrenport"
    ]


def test_the_feed_is_escaped_says_the_status_and_leads_to_the_pages(served):
    page = get(served, f"{FILES}.atom?status=denied&status=planned")
    feed = feedparser.parse(page.content)
    titles = [entry.title for entry in feed.entries]

    assert "<script" not in page.text
    assert f"PLANNED: {ARABIC} (known to the month: September 2025)" in titles
    assert f"DENIED: {SCRIPT.replace('<', '&lt;').replace('>', '&gt;')}" in [
        title.replace("<", "&lt;").replace(">", "&gt;") for title in titles
    ]
    assert {200} == {
        get(served, entry.link.removeprefix("http://localhost")).status_code for entry in feed.entries
    }
    assert {"alternate", "self"} == {link.rel for link in feed.feed.links}


def test_the_names_in_a_feed_are_the_same_after_a_rebuild_and_at_another_port(served, tmp_path):
    again = Datasette([str(build(tmp_path / "timeline.db", everything()))])
    pages = [
        get(served, f"{FILES}.atom"),
        get(again, f"{FILES}.atom"),
        get(again, f"{FILES}.atom", headers={"host": "localhost:8001"}),
    ]
    names = [[entry.id for entry in feedparser.parse(page.content).entries] for page in pages]

    assert names[0] == names[1] == names[2]
    assert all(name.startswith("tag:localhost,2026:event/") for name in names[0])
    assert len(names[0]) == len(set(names[0]))


def test_a_host_that_is_none_gives_a_feed_all_the_same(served):
    page = get(served, f"{FILES}.atom", headers={"host": '"><script>.example'})

    assert not feedparser.parse(page.content).bozo
    assert "<script" not in page.text


def test_an_event_without_a_day_of_publication_is_not_in_the_feed_which_says_so(tmp_path):
    path = build(tmp_path / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update reports set published_at = null, published_precision = null")
        conn.commit()
    feed = feedparser.parse(get(Datasette([str(path)]), f"{FILES}.atom").content)

    assert (0, False) == (len(feed.entries), bool(feed.bozo))
    assert "no report states a day of publication" in feed.feed.subtitle


def restrict(path, like):
    """Make the report ``like`` a file of ACLED, whose rows must not leave."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update reports set format = 'acled' where id like ?", (like,))
        conn.execute(
            "update claims set line = 1, span_start = null, span_end = null, quote = null"
            " where report_id like ?",
            (like,),
        )
        conn.commit()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_the_terms_forbid_is_in_no_file_as_in_the_export(tmp_path, ending):
    path = build(tmp_path / "timeline.db", everything())
    restrict(path, "release%")
    page = get(Datasette([str(path)]), f"{FILES}.{ending}")

    assert 200 == page.status_code
    assert "hands over two soldiers" not in page.text
    assert ending == "attribution.txt" or "attack-" in page.text
