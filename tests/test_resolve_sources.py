"""A publisher's name becomes a listed source, or one of unknown kind that is kept as written."""

import pytest

from timeline.model import Source, SourceKind
from timeline.resolve.sources import source_of


def test_a_listed_name_brings_all_that_is_known():
    expected = Source(
        id="reuters",
        name="Reuters",
        kind=SourceKind.AGENCY,
        country="GBR",
        url="https://reuters.com/",
        licence="all rights reserved",
        redistributable=False,
    )

    assert expected == source_of("Reuters")


@pytest.mark.parametrize(
    ("name", "source_id"),
    [
        ("The Kyiv Independent", "kyiv-independent"),
        ("Reuters/BTA", "reuters"),
        ("Reuters.com", "reuters"),
        ("www.kyivindependent.com", "kyiv-independent"),
        ("Kyiv-Independent", "kyiv-independent"),
    ],
)
def test_other_spellings_of_a_listed_name_are_the_same_source(name, source_id):
    source = source_of(name)

    assert source is not None
    assert source_id == source.id


def test_an_unknown_name_stays_as_written():
    expected = Source("goteborgs-nya-tidning", "Göteborgs Nya Tidning", SourceKind.UNKNOWN)

    assert expected == source_of("  Göteborgs Nya  Tidning ")


def test_a_slug_keeps_letters_that_have_no_accent_to_lose():
    source = source_of("Işık Łódź Søndag")

    assert source is not None
    assert source.id == "isik-lodz-sondag"


def test_the_slug_of_a_long_name_has_at_most_sixty_characters():
    source = source_of("A very long name " * 10)

    assert source is not None
    assert source.id == ("a-very-long-name-" * 10)[:60]


def test_names_in_other_scripts_do_not_fall_together():
    sources = [source_of("Новини 7"), source_of("Хроника 7"), source_of("Хроника")]

    assert len({source.id for source in sources if source}) == 3
    assert all(source and source.id.isascii() and len(source.id) <= 60 for source in sources)


def test_an_unknown_name_is_not_replaced_by_the_site_it_stood_on():
    source = source_of("Another Newsroom", "https://www.dawn.com/news/1")

    assert Source("another-newsroom", "Another Newsroom", SourceKind.UNKNOWN) == source


@pytest.mark.parametrize("name", [None, "", "  "])
def test_without_a_name_the_listed_site_counts(name):
    source = source_of(name, "https://www.dawn.com/news/1")

    assert source is not None
    assert (source.id, source.name, source.kind) == ("dawn", "Dawn", SourceKind.OUTLET)


@pytest.mark.parametrize("url", [None, "", "https://nowhere.example/1"])
def test_without_a_name_and_a_listed_site_there_is_no_source(url):
    assert None is source_of(None, url)


def test_what_is_not_known_of_a_listed_source_stays_unknown():
    source = source_of("POLECAT")

    assert Source("polecat", "POLECAT", SourceKind.DATASET, country="USA") == source
