"""ICEWS: rows read by their header, codes with the zero that spreadsheets took away, places as fine as stated."""

import pytest

from timeline.errors import RecordError
from timeline.extract.icews import extract
from timeline.formats import recognised
from timeline.model import Record
from timeline.read.icews import read
from timeline.vocab.dataset_columns import current

ROW = {
    "Event ID": "5", "Event Date": "2031-03-04", "Source Name": "Kelm Army", "Source Sectors": "Military,Government",
    "Source Country": "France", "Event Text": "Use conventional force", "CAMEO Code": "190", "Intensity": "-10.0",
    "Target Name": "Talmark Rebels", "Target Sectors": "Rebel", "Target Country": "Ivory Coast", "Story ID": "700",
    "Sentence Number": "2", "Publisher": "The Kelm Gazette", "City": "Wrenport", "District": "Lower Talmark",
    "Province": "Talmark", "Country": "France", "Latitude": "48.25", "Longitude": "-1.5",
}  # fmt: skip


def extracted(**changed):
    """The event of a row that is as most but for some cells, named with underscores, and its issues."""
    row = {**ROW, **{name.replace("_", " "): cell for name, cell in changed.items()}}
    found = extract(Record(2, b"", row))
    return found.events[0], [issue.message for issue in found.issues]


def written(header, *rows):
    return "".join("\t".join(cells) + "\n" for cells in (header, *rows)).encode()


def test_a_file_is_read_by_its_header_with_new_names_and_in_any_order():
    header = list(reversed(current("icews")))
    cells = [ROW[name] for name in header]
    newer = [
        {"Source Name": "Actor Name", "Target Name": "Recipient Name"}.get(name, name) for name in header
    ]
    text = written(newer, cells, cells[:-1])

    assert recognised(text).name == "icews"
    first, second = read(text, text.splitlines(keepends=True))
    assert first.fields == ROW
    assert second.message == "19 cells, 20 expected"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("042", "042"), ("42", "042"), ("10", "010"), ("20", "020"), ("841", "0841"), ("0841", "0841"),
        ("190", "190"), ("112", "112"), ("1831", "1831"), ("---", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_gets_its_zero_back(cell, expected):
    found, issues = extracted(CAMEO_Code=cell)

    assert (expected, []) == (found.cameo_code, issues)
    assert (found.event_type is None) == (expected in {None, "010"})


@pytest.mark.parametrize(
    ("empty", "expected"),
    [
        ((), ("Wrenport", "near")),
        (("City",), ("Lower Talmark", "admin2")),
        (("City", "District"), ("Talmark", "admin1")),
        (("City", "District", "Province"), ("France", "country")),
    ],
)
def test_a_place_is_as_fine_as_what_is_stated(empty, expected):
    place = extracted(**dict.fromkeys(empty, ""))[0].place

    assert (*expected, "FRA") == (place.name, place.geo_precision, place.country)


def test_actors_are_named_as_written_with_country_and_sector():
    found, issues = extracted(Source_Name="France", Source_Sectors="")

    assert [(part.name_as_written, part.country, part.sector) for part in found.participants] == [
        ("France", "FRA", "GOV"),
        ("Talmark Rebels", "CIV", "REB"),
    ]
    assert found.participants[0].actor.id == "france"
    assert (found.status, found.shown, issues) == ("claimed", False, [])


def test_what_is_in_no_list_is_noted_and_stays_unknown():
    found, issues = extracted(CAMEO_Code="777", Source_Sectors="Wizards", Country="Atlantis")

    assert (found.event_type, found.participants[0].sector, found.place.country) == (None, None, None)
    assert [message.split(" is ")[0] for message in issues] == [
        "CAMEO Code '777'", "Source Sectors 'Wizards'", "Country 'Atlantis'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed", [{"Event_ID": ""}, {"Event_Date": "4 March"}, {"Latitude": "95"}, {"Longitude": ""}]
)
def test_a_row_that_is_none_says_so(changed):
    with pytest.raises(RecordError):
        extracted(**changed)
