"""The index of settlements: written once, looked up by any spelling."""

import subprocess
import sys
from pathlib import Path

import pytest

from timeline.extract.text.locations.gazetteer import ensure_index, fold, settlements, write_index


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Ḩasakah", "al Hasakah"),
        ("Kharkiv'", "Kharkiv"),
        ("Mocímboa da Praia", "Mocimboa da Praia"),
        ("Şanlıurfa", "Sanliurfa"),
        ("Port-au-Prince", "port au prince"),
        ("St. Louis", "St Louis"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_the_largest_settlement_of_a_name_comes_first():
    found = settlements("Geneva")

    assert "CH" == found[0].country
    assert sorted((place.population for place in found), reverse=True) == [p.population for p in found]


def test_a_former_name_leads_to_the_settlement_of_today():
    assert "Kyiv" == settlements("Kiev")[0].name


def test_a_name_that_nobody_lives_at_has_no_settlement():
    assert () == settlements("Kestrelmere")


LINES = [b"b\trow", b"a\trow", b"a\trow"]


def test_the_index_is_sorted_and_leaves_no_half_file(tmp_path):
    target = write_index(tmp_path / "deep" / "names.tsv", LINES)

    assert b"a\trow\nb\trow\n" == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_reader_is_not_disturbed_by_a_second_builder(tmp_path):
    first = write_index(tmp_path / "names.tsv", LINES)
    with first.open("rb") as file:
        write_index(tmp_path / "names.tsv", [b"c\trow"])

        assert b"a\trow\nb\trow\n" == file.read()


def test_a_builder_that_fails_leaves_nothing_behind(tmp_path):
    def broken():
        yield b"a\trow"
        raise ValueError("the data is wrong")

    with pytest.raises(ValueError, match="wrong"):
        write_index(tmp_path / "names.tsv", broken())

    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_gives_way_to_the_next(tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("")

    found = ensure_index((occupied / "below", tmp_path / "spare"), "names.tsv", lambda: LINES)

    assert tmp_path / "spare" / "names.tsv" == found


def test_an_index_that_is_there_is_not_written_again(tmp_path):
    known = write_index(tmp_path / "two" / "names.tsv", LINES)

    assert known == ensure_index((tmp_path / "one", tmp_path / "two"), "names.tsv", lambda: [])


def test_the_module_builds_the_index_and_prints_where_it_lies():
    done = subprocess.run(
        [sys.executable, "-m", "timeline.extract.text.locations.gazetteer"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert Path(done.stdout.strip()).exists()
