"""Rows out of JSON documents: one a line whatever the layout, a part in memory at a time, faults told."""

import io
import json
import random
import tracemalloc

import pytest

from timeline.datasets import tables
from timeline.model import Fault
from timeline.read.documents import CHUNK, MOST, is_document, rows_of
from timeline.read.objects import columns_in, objects
from timeline.vocab.dataset_columns import current

ROWS = [
    {"id": n, "text": 'a "quoted" {brace} [bracket]\n', "more": {"data": [1, 2, {"x": None}]}}
    for n in range(3)
]


def rows_in(text):
    return list(rows_of(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"status": 200, "data": ROWS, "more": [1]}),
        json.dumps({"TotalCount": 3, "Result": ROWS}, indent=3),
        json.dumps(ROWS),
        "\ufeff \n" + json.dumps({"Result": ROWS}, indent="\t"),
        "\r\n".join(json.dumps({"data": [row], "next": None}) for row in ROWS),
        json.dumps({"data": ROWS[:2]})
        + json.dumps({"note": "no rows here"})
        + json.dumps({"data": ROWS[2:]}),
    ],
)
def test_rows_are_the_same_however_they_are_written(text):
    assert [json.loads(row) for row in rows_in(text)] == ROWS
    assert all(row.count(b"\n") == 1 for row in rows_in(text))
    assert is_document(text.encode())


def test_lines_of_objects_are_no_document():
    assert not is_document(b'{"id": 1, "more": {"data": [{}]}}\n{"id": 2}\n')
    assert not is_document(b"[see the report] of prose")
    assert not is_document(b"")


@pytest.mark.parametrize("cut", [1, 5, 40, 90])
def test_what_is_cut_off_gives_the_rows_before(cut):
    *good, last = rows_in(json.dumps({"data": ROWS})[:-cut])

    assert [json.loads(row) for row in good] == ROWS[: len(good)]
    assert last == Fault(len(good) + 1, b"", "JSON that is damaged or cut off, not read on")


def test_a_row_that_never_ends_is_not_swallowed_whole():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size):
            self.given += size
            return b'{"data": ["' if self.given == size else b"a" * size

    data = Endless()

    assert list(rows_of(data)) == [Fault(1, b"", "JSON that grows beyond all measure, not read on")]
    assert data.given < 4 * MOST


def test_memory_is_flat():
    def peak(count):
        text = b'{"data": [' + b", ".join([b'{"text": "%s"}' % (b"x" * 1000)] * count) + b"]}"
        tracemalloc.start()
        assert sum(1 for _ in rows_of(io.BytesIO(text))) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(4000) < peak(400) + 4 * CHUNK


def test_bytes_that_are_not_utf_8_come_back_as_they_were():
    row = '{"name": "Écho"}'.encode("latin-1")

    assert list(rows_of(io.BytesIO(b"[" + row + b"]"))) == [row + b"\n"]


def test_mangled_documents_end_in_rows_or_a_fault():
    chance = random.Random(7)
    text = json.dumps({"status": 1, "data": ROWS}).encode()
    for _ in range(500):
        data = bytearray(text)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = list(rows_of(io.BytesIO(bytes(data))))
        assert all(isinstance(row, bytes) for row in found[:-1])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{", "no JSON object"),
        (b"[1]", "no JSON object"),
        (b'{"id": "\\ud800"}', "holds a character that is none"),
        (b'{"id": "\\u0000"}', "holds a character that is none"),
        (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "JSON that is nested too deeply"),
    ],
)
def test_a_line_that_is_no_object_says_so(line, expected):
    found = list(
        objects([b'{"id": 1}\n', line + b"\n", b'{"id": "\\ud83d\\ude00"}\n'], "plover", frozenset({"id"}))
    )

    assert [getattr(one, "message", None) for one in found] == [None, expected, None]
    assert found[2].fields == {"id": "😀"}


def test_members_are_cells_by_their_newest_names():
    assert columns_in(b'{"EVENT_ID_CNTY": 1, "time_preci": 1, "new": 2}\n', "acled") == [
        "event_id_cnty", "time_precision", "new",
    ]  # fmt: skip
    [row] = objects(
        [b'{"ID": 7, "a": null, "b": true, "c": [1, {"d": "e"}], "f": 0.5}'], "plover", frozenset({"id", "x"})
    )

    assert row.fields == {"id": "7", "x": "", "a": "", "b": "true", "c": '[1, {"d": "e"}]', "f": "0.5"}


def test_answers_of_ucdps_api_are_its_events(tmp_path):
    row = dict.fromkeys(current("ucdp_ged"), "") | {
        "id": 900001, "type_of_violence": 2, "side_a": "Invented A", "side_b": "Invented B", "where_prec": 1,
        "where_coordinates": "Invented Wells", "latitude": 2.5, "longitude": 42.25, "country": "Somalia",
        "date_prec": 1, "date_start": "2020-01-02T00:00:00", "date_end": "2020-01-02T00:00:00", "deaths_a": 1,
        "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0, "best": 1, "high": 1, "low": 1, "gwnob": None,
    }  # fmt: skip
    pages = [
        {"TotalCount": 2, "NextPageUrl": "", "Result": [row | {"id": number}]} for number in (900001, 900002)
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    [table] = tables(path, "pages.jsonl", "0" * 64)
    events = [event for one in table.rows for event in one.extraction.events]

    assert table.report.format == "ucdp_ged"
    assert [event.id for event in events] == ["ucdp_ged-900001", "ucdp_ged-900002"]
    assert (events[0].place.latitude, events[0].date.start.isoformat()) == (2.5, "2020-01-02")
