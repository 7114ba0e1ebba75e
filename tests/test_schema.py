"""The database itself refuses rows that break a rule."""

import sqlite3
from contextlib import closing

import pytest
from store_sample import KNOWN, an_input

from timeline.store.migrate import migrate
from timeline.store.schema import metadata
from timeline.store.tidy import tidy
from timeline.store.write import save


@pytest.fixture
def conn(tmp_path):
    """A file with one report of one event, foreign keys on."""
    path = tmp_path / "t.db"
    migrate(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("begin")
        save(conn, [an_input("a.md", 2, killed=3)], KNOWN)
        tidy(conn)
        conn.execute("commit")
        conn.execute("pragma foreign_keys = 1")
        yield conn


NUMBER = "insert into event_quantities select id, 0, {} from events"
VERSION = "insert into event_versions select id, 0, {}, '{{}}', '[]' from events"
JUDGED = """insert into judgements
select id, 0, 1, {}, null, 'x', '2031-01-01', 'y', null, 1 from inputs"""

BAD = {
    "events: unknown type": "update events set event_type = 'WAR'",
    "events: mode of another type": "update events set event_mode = 'visit'",
    "events: unknown class": "update events set quad_class = 'loud'",
    "events: CAMEO code with a letter": "update events set cameo_code = '08x'",
    "events: CAMEO code of five digits": "update events set cameo_code = '08411'",
    "events: unknown ACLED type": "update events set acled_event_type = 'Wars'",
    "events: unknown ACLED sub-type": "update events set acled_sub_event_type = 'Wars'",
    "events: unknown type of violence": "update events set violence_type = 'big'",
    "events: contexts that are no array": "update events set contexts = 'military'",
    "events: unknown status": "update events set status = 'likely'",
    "events: unknown date precision": "update events set date_precision = 'about'",
    "events: day without form": "update events set date_start = '4.3.2031'",
    "events: ends before it starts": "update events set date_end = '2031-03-03'",
    "events: unknown day that is stated": "update events set date_precision = 'unknown'",
    "events: day that is not stated": "update events set date_start = null, date_end = null",
    "events: unknown place precision": "update events set geo_precision = 'roughly'",
    "events: point of an unknown place": "update events set geo_precision = 'unknown'",
    "events: latitude over the pole": "update events set latitude = 90.5",
    "events: longitude round the world": "update events set longitude = -180.5",
    "events: half a point": "update events set longitude = null",
    "events: country in two letters": "update events set country = 'BO'",
    "events: low above best": "update events set fatalities_low = 5, fatalities_best = 4",
    "events: best above high": "update events set fatalities_best = 6, fatalities_high = 5",
    "events: low above high, best not stated": "update events set fatalities_low = 6, fatalities_high = 5",
    "events: fewer than none killed": "update events set fatalities_low = -1",
    "events: more sources than reports": "update events set independent_sources = 2",
    "events: place that is not there": "update events set place_id = 'nowhere'",
    "events: text for a number": "update events set fatalities_low = 'many'",
    "events: no title": "update events set title = null",
    "participants: unknown role": "update participants set role = 'bystander'",
    "participants: unknown kind": "update participants set kind = 'ghost'",
    "participants: unknown sector": "update participants set sector = 'XXX'",
    "participants: counts out of order": "update participants set count_low = 3, count_high = 2",
    "participants: actor that is not there": "update participants set actor_id = 'nobody'",
    "claims: words that are not in the report": "update claims set quote = upper(quote)",
    "claims: quote longer than its span": "update claims set quote = quote || '.'",
    "claims: span backwards": "update claims set span_start = span_end, span_end = span_start",
    "claims: span outside the text": "update claims set span_start = 9000, span_end = 9000 + length(quote)",
    "claims: half a span": "update claims set span_end = null",
    "claims: unknown status": "update claims set status = 'likely'",
    "claims: unknown date precision": "update claims set date_precision = 'about'",
    "claims: ends before it starts": "update claims set date_end = '2031-03-03'",
    "claims: report not there": "update claims set report_id = '', span_start = null, span_end = null",
    "evidence: span outside the text": "update evidence set span_end = 9000",
    "evidence: span backwards": "update evidence set span_start = span_end",
    "quantities: unknown kind": "update quantities set kind = 'sold'",
    "quantities: low above high": "update quantities set low = 5, best = null, high = 4",
    "actors: unknown kind": "update actors set kind = 'ghost'",
    "actors: unknown sector": "update actors set sector = 'XXX'",
    "actors: parent that is not there": "update actors set parent_id = 'nobody'",
    "places: half a point": "update places set latitude = null",
    "sources: unknown kind": "update sources set kind = 'rumour'",
    "sources: licence flag that is neither": "update sources set redistributable = 2",
    "reports: day without a precision": "update reports set published_precision = null",
    "reports: unknown precision": "update reports set published_precision = 'second'",
    "reports: path from the root": "update reports set path = '/a.md'",
    "reports: hash cut short": "update reports set sha256 = 'ab'",
    "reports: body behind the end": "update reports set body_end = 9000",
    "inputs: path from the root": "update inputs set path = '/a.md'",
    "inputs: the same file twice": "insert into inputs select 'x', path, sha256, null, 0, 0, 0 from inputs",
    "issues: unknown level": "update issues set level = 'shrug'",
    "issues: input that is not there": "update issues set input_id = 'none'",
    "event_links: an event and itself": "insert into event_links select id, id, 'follows', 'x', 1 from events",
    "event_links: event not there": "insert into event_links select id, 'x', 'follows', 'x', 1 from events",
    "event_links: unknown kind": "insert into event_links select id, 'none', 'near', 'x', 1 from events",
    "event_links: score beyond all": "insert into event_links select id, 'x', 'follows', 'x', 1001 from events",
    "events: known from some day": "update events set known_from = 'May'",
    "codings: of no event": "update codings set event_id = 'none'",
    "codings: of no report": "update codings set report_id = 'none'",
    "coding_keys: of no coding": "insert into coding_keys values ('k', 'none')",
    "matches: a pair the wrong way round": "insert into matches values ('b', 'a', 'rule', 'same', 1, '[]', null, null)",
    "matches: decided by nobody": "insert into matches values ('a', 'b', 'dice', 'same', 1, '[]', null, null)",
    "matches: unknown verdict": "insert into matches values ('a', 'b', 'rule', 'perhaps', 1, '[]', null, null)",
    "matches: score below none": "insert into matches values ('a', 'b', 'rule', 'same', -1, '[]', null, null)",
    "matches: reasons that are no list": "insert into matches values ('a', 'b', 'rule', 'same', 1, 'so', null, null)",
    "matches: unknown link": "insert into matches values ('a', 'b', 'rule', 'same', 1, '[]', 'near', 'a')",
    "matches: link from nowhere": "insert into matches values ('a', 'b', 'rule', 'same', 1, '[]', 'follows', null)",
    "matches: link from a third": "insert into matches values ('a', 'b', 'rule', 'same', 1, '[]', 'follows', 'c')",
    "text_bands: of no report": "insert into text_bands values ('1:a', 'none')",
    "same_texts: of no report": "insert into same_texts select 'a', id, 700 from reports",
    "same_texts: of itself": "insert into same_texts select id, id, 700 from reports",
    "same_texts: more than all": "insert into same_texts select '0', id, 1001 from reports",
    "chosen_from: of no event": "insert into chosen_from select 'none', 'title', id, 'clearest' from claims",
    "chosen_from: from no claim": "insert into chosen_from select id, 'title', 'none', 'clearest' from events",
    "chosen_from: unknown rule": "insert into chosen_from select event_id, 'title', id, 'dice' from claims",
    "event_versions: backwards": VERSION.format("'2031-01-02', '2031-01-01'"),
    "event_quantities: of no event": "insert into event_quantities values ('x', 0, 'killed', null, 1, 1, 1, '', 0)",
    "event_quantities: of ghosts": NUMBER.format("'ghosts', null, 1, 1, 1, '', 0"),
    "event_quantities: low above high": NUMBER.format("'killed', null, 2, null, 1, '', 0"),
    "event_quantities: half disputed": NUMBER.format("'killed', null, 1, 1, 1, '', 2"),
    "event_versions: of no event": "insert into event_versions values ('none', 0, null, null, '{}', '[]')",
    "event_versions: from May": VERSION.format("'May', null"),
    "judgements: of no file": JUDGED.format("'hide', 'e', null, null").replace("id, 0", "'none', 0"),
    "judgements: unknown kind": JUDGED.format("'like', 'e', null, null"),
    "judgements: the same as nothing": JUDGED.format("'same', 'e', null, null"),
    "judgements: no column to set": JUDGED.format("'set', 'e', null, null"),
    "stated_entities: of something else": "update stated_entities set entity = 'planet'",
    "events: flags that are no array": "update events set flags = 'far'",
    "events: lossy columns that are no array": "update events set lossy = 'cameo_code'",
    "events: shown or what": "update events set shown = 2",
    "citations: of no file": "insert into citations values ('none', 1, 0, 'e', null, null, null, null, null, null)",
    "record_blocks: of no file": "insert into record_blocks values ('none', 1, 2, x'00')",
    "record_blocks: lines backwards": "insert into record_blocks select id, 3, 2, x'00' from reports",
    "course_blocks: before the first": "insert into course_blocks values (-1, 'kind', 'u1', x'00')",
    "actor_aliases: of nobody": "insert into actor_aliases values ('nobody', 'x')",
    "input_reports: of no report": "update input_reports set report_id = 'none'",
}


@pytest.mark.parametrize("statement", BAD.values(), ids=BAD)
def test_the_database_refuses_a_bad_row(conn, statement):
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute(statement)


def test_every_table_has_a_row_that_is_refused():
    without_rules = {"codebook"}

    assert set(metadata.tables) - without_rules == {name.partition(":")[0] for name in BAD} | {"quantities"}


def test_what_is_not_stated_is_stored_as_nothing(conn):
    conn.execute("update events set fatalities_low = null, fatalities_best = null, fatalities_high = null")
    conn.execute("update quantities set low = null, best = null, high = null")

    assert conn.execute("select low, best, high from quantities limit 1").fetchall() == [(None, None, None)]


def test_every_table_is_strict(conn):
    tables = conn.execute("select name, sql from sqlite_master").fetchall()

    assert [
        name for name, sql in tables if name in metadata.tables and not sql.rstrip().endswith("STRICT")
    ] == []
