"""Place names in sentences, and which places they are. The places are real: the gazetteer knows no others."""

import json

import pytest

from timeline.extract.text.coder import default_coder
from timeline.extract.text.locations.places import resolve_place
from timeline.extract.text.locations.toponyms import place_names
from timeline.model import GeoPrecision, Place, Report, Segment, SegmentKind, Span
from timeline.score.places import kilometres, load_documents, places_in, point_of, score_places


def readers(text):
    segment = Segment(SegmentKind.BODY, Span(0, len(text)))
    return default_coder().readers(Report("r", "r.txt", "txt", "", text, (segment,)))


def resolved(text, *in_play):
    """Return name, country and rule of every name of a text."""
    lexicon = default_coder().lexicon
    found = {}
    for reader in readers(text):
        for name in place_names(reader):
            place, rule = resolve_place(name, in_play, lexicon)
            found[name.name] = (place.name if place else None, place.country if place else None, rule)
    return found


def place_of(text):
    """Return the place of the first event that the coder reads out of a text."""
    segment = Segment(SegmentKind.BODY, Span(0, len(text)))
    report = Report("r", "r.txt", "txt", "", text, (segment,), published="2025-06-02", language="en")
    return default_coder().code(report).events[0].place


def test_a_water_goes_before_a_town_of_the_same_words():
    assert ("Red Sea", None, "place.water") == resolved("Gunmen seized a ship in the Red Sea.")["Red Sea"]


def test_a_province_needs_its_noun_and_a_bare_name_is_the_town():
    assert "place.admin1" == resolved("Shells fell in Sumy region.", "UKR")["Sumy"][2]
    assert "place.settlement" == resolved("Shells fell in Sumy.", "UKR")["Sumy"][2]


def test_an_area_needs_no_noun():
    assert ("Darfur", "SDN", "place.region") == resolved("Fighters burned villages in Darfur.")["Darfur"]


def test_the_province_named_beside_a_village_tells_it_from_its_namesakes():
    kursk = resolved("A drone hit the village of Ivanovka in Kursk region.", "UKR", "RUS")["Ivanovka"]

    assert kursk[1] in (None, "RUS")


def test_the_country_named_beside_a_town_tells_it_from_a_larger_one():
    assert "USA" == resolved("They met in Paris, Texas.")["Paris"][1]
    assert "FRA" == resolved("They met in Paris.")["Paris"][1]


def test_an_adjective_of_the_country_counts_as_much():
    assert "PAK" == resolved("A bomb went off in the Pakistani city of Hyderabad.")["Hyderabad"][1]


def test_the_countries_in_play_decide_between_namesakes():
    assert "LBY" == resolved("Shells fell on Tripoli.", "LBY")["Tripoli"][1]
    assert "LBN" == resolved("Shells fell on Tripoli.", "LBN")["Tripoli"][1]


def test_namesakes_that_nothing_tells_apart_stay_unknown():
    assert (None, None, "place.ambiguous") == resolved("A shell hit Ivanivka.", "UKR")["Ivanivka"]


def test_a_district_without_an_entry_is_the_town_that_it_lies_in():
    found = resolved("A missile hit Kyiv's Solomianskyi district.", "UKR")

    assert ("Kyiv", "UKR", "place.district-of") == found["Solomianskyi"]


def test_a_district_in_a_province_keeps_its_name_and_gets_no_coordinates():
    text = "A bridge in the Vygonichsky district of Bryansk region was blown up."
    name = next(name for reader in readers(text) for name in place_names(reader))
    place, _ = resolve_place(name, ["RUS"], default_coder().lexicon)

    assert place is not None
    assert ("Vygonichsky district", "RUS", None, None) == (
        place.name,
        place.country,
        place.latitude,
        place.longitude,
    )


def test_near_makes_the_place_less_exact():
    (name,) = [n for r in readers("A mine went off near Kirkuk.") for n in place_names(r)]
    place, _ = resolve_place(name, ["IRQ"], default_coder().lexicon)

    assert place is not None
    assert GeoPrecision.NEAR is place.geo_precision


@pytest.mark.parametrize(
    "text", ["Dr Hamilton arrived on Monday.", "Florence said that she was well.", "The FARC met."]
)
def test_persons_days_and_abbreviations_are_no_places(text):
    assert not [found for found in resolved(text).values() if found[2] != "place.unknown"]


def test_an_event_happens_where_its_words_say_and_not_where_the_ministry_sits():
    place = place_of("A missile strike on Odesa killed two people, the Defence Ministry in Moscow said.")

    assert place is not None
    assert "Odesa" == place.name


WHERE = [
    ("Iran fired missiles at a US air base in Qatar on Monday.", "Qatar"),
    ("In 2019 Iran shot down a US drone over the Strait of Hormuz.", "Strait of Hormuz"),
    ("Gunmen killed a mayor in the Mexican state of Guerrero.", "Guerrero state"),
    ("Soldiers opened fire on protesters in Khartoum's twin city of Omdurman.", "Omdurman"),
    ("Prisoners were exchanged in Turkey's capital, Ankara.", "Ankara"),
    ("Soldiers killed 12 rebels in the Central African Republic.", "Central African Republic"),
    ("Delegates from Washington and Beijing held talks in Geneva.", "Geneva"),
    ("Gunmen attacked the Turkish consulate in Mosul on Monday.", "Mosul"),
    ("Rebels kidnapped two soldiers in the Colombian department of Arauca.", "Arauca"),
    ("Police shot a man dead in Cordoba, Argentina.", "Córdoba"),
]


@pytest.mark.parametrize(("text", "name"), WHERE)
def test_a_deed_is_where_the_news_says(text, name):
    place = place_of(text)

    assert place is not None
    assert name == place.name


def test_a_state_of_the_name_of_a_country_is_told_by_the_country_it_lies_in():
    (name,) = [
        n
        for r in readers("He lives in the US state of Georgia.")
        for n in place_names(r)
        if n.name == "Georgia"
    ]
    place, _ = resolve_place(name, ["USA"], default_coder().lexicon)

    assert place is not None
    assert ("USA", GeoPrecision.ADMIN1) == (place.country, place.geo_precision)


def test_a_capital_that_speaks_is_no_place():
    assert place_of("Moscow accused Kyiv of shelling a school.") is None


def test_a_country_as_a_place_has_no_coordinates():
    place = place_of("Thousands of people protested across Kenya on Monday.")

    assert place is not None
    assert ("Kenya", None, None, GeoPrecision.COUNTRY) == (
        place.name,
        place.latitude,
        place.longitude,
        place.geo_precision,
    )


def test_the_city_points_back_to_the_one_named_last():
    text = "Gunmen attacked Goma on Monday. Soldiers arrested nine people in the city on Tuesday."
    segment = Segment(SegmentKind.BODY, Span(0, len(text)))
    report = Report("r", "r.txt", "txt", "", text, (segment,), published="2025-06-04", language="en")

    assert ["Goma", "Goma"] == [
        event.place.name for event in default_coder().code(report).events if event.place
    ]


def test_all_places_of_a_text_are_read_with_their_words():
    text = "Flu spread from Nairobi to Kisumu in Kenya."
    found = places_in(default_coder(), text)

    assert ["Nairobi", "Kisumu", "Kenya"] == [text[span.start : span.end] for span, _ in found]
    assert {"KEN"} == {place.country for _, place in found if place}


def test_a_country_has_a_point_for_scoring_alone():
    kenya = Place("Kenya", "KEN", None, None, None, GeoPrecision.COUNTRY, feature="country")
    point = point_of(kenya, default_coder().lexicon)

    assert point is not None
    assert kilometres(point, (1.0, 38.0)) < 1


def test_distances_follow_the_great_circle():
    assert 340 < kilometres((51.5, -0.13), (48.86, 2.35)) < 348


def test_the_score_counts_found_and_near_names(tmp_path):
    toponym = {"text": "Kisumu", "start": 15, "end": 21, "lat": -0.1, "lon": 34.75}
    wrong = {"text": "Nowhere", "start": 0, "end": 3, "lat": 0, "lon": 0}
    path = tmp_path / "set.jsonl"
    path.write_text(
        json.dumps({"text": "Flu was seen in Kisumu.", "toponyms": [toponym, wrong]}), encoding="utf-8"
    )

    tally = score_places(default_coder(), load_documents(path))

    assert (2, 1, 1, 1) == (tally.expected, tally.found, tally.right, tally.read)
    assert tally.line().endswith("end to end 0.500")


def test_the_noun_of_a_longer_name_is_no_town():
    battle = "British troops attacked the rebels at the Battle of Saratoga in 1777."
    assert place_of(battle).name.startswith("Saratoga")
    assert "Battle" not in resolved(battle)
    assert "Minor" not in resolved("The king attacked rebels in Asia Minor.")


def test_a_word_that_the_report_writes_small_elsewhere_is_no_small_town():
    front = "Greek troops fought their way to the front. They attacked Turkish rebels on the Front on Sunday."
    assert place_of(front) is None


def test_the_last_name_of_a_person_of_the_report_is_no_small_town():
    assert place_of("Rebels attacked Lodwar in Kenya on Sunday.").name == "Lodwar"
    assert place_of("Rebels attacked Lodwar in Kenya on Sunday, minister John Lodwar said.").name == "Kenya"


def test_the_name_of_an_armed_group_is_no_town_that_bears_it_in_some_language():
    assert place_of("Hamas leader Ismail Haniyeh was killed in Tehran on Wednesday.").name == "Tehran"
    assert place_of("Taliban fighters attacked a base near Tehran on Monday.").name == "Tehran"
