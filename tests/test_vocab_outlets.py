"""Who publishes is found by name, by alias and by address, and a wrong row is refused with its line."""

from collections import Counter

import pytest

from timeline.errors import TimelineError
from timeline.model import SourceKind
from timeline.vocab.codebook import rows
from timeline.vocab.outlets import index_of, load_outlets, outlet_named, outlet_of_domain, outlet_with_id

ROW = {
    "id": "daily-example",
    "name": "The Daily Example",
    "kind": "outlet",
    "country": "GBR",
    "domains": "example.org|example.net",
    "aliases": "Example|Example Online",
    "licence": "",
    "redistributable": "",
}
OTHER = ROW | {"id": "other", "name": "Other", "domains": "other.example", "aliases": ""}


def found(outlet):
    return outlet and outlet.id


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("Reuters", "reuters"),
        ("AP", "ap"),
        ("afp", "afp"),
        ("ITAR-TASS", "tass"),
        ("TASS (Russian)", "tass"),
        ("RIA", "ria-novosti"),
        ("Anadolu", "anadolu"),
        ("TT", "tt"),
        ("APP", "app"),
        ("KUNA", "kuna"),
        ("agencies", "agencies"),
        ("Kyiv Independent", "kyiv-independent"),
        ("The Kyiv Independent", "kyiv-independent"),
        ("THE GUARDIAN", "guardian"),
        ("Global Banking & Finance Review®", "global-banking-and-finance-review"),
        ("Global Banking and Finance Review™", "global-banking-and-finance-review"),
        ("RFE/RL", "rferl"),
        ("People’s Daily Online", "peoples-daily-online"),
        ("Turkiye Today", "turkiye-today"),
        ("Evrim Agaci", "evrim-agaci"),
        ("News-Pravda (Turkey edition)", "news-pravda"),
        ("El País", "el-pais"),
        ("El País (Costa Rica)", "el-pais-costa-rica"),
        ("The Citizen (South Africa)", "citizen-south-africa"),
        ("РИА Новости", "ria-novosti"),
        ("  UCDP   GED ", "ucdp-ged"),
    ],
)
def test_a_name_or_alias_finds_its_outlet(name, outlet_id):
    assert outlet_id == found(outlet_named(name))


@pytest.mark.parametrize(
    ("credit", "outlet_id"),
    [
        ("AP (cited)", "ap"),
        ("Al Jazeera (copied); Reuters (cited)", "al-jazeera"),
        ("Reuters (via The Telegraph)", "reuters"),
        ("Reuters/BTA", "reuters"),
        ("IANS; Xinhua", "ians"),
    ],
)
def test_the_first_name_of_a_credit_counts(credit, outlet_id):
    assert outlet_id == found(outlet_named(credit))


@pytest.mark.parametrize(
    "name", ["", "The", "The Citizen", "The Times (Nowhere)", "Our desk/Reuters", "https://a.example/reuters"]
)
def test_a_name_that_is_not_listed_finds_nothing(name):
    assert None is outlet_named(name)


@pytest.mark.parametrize(
    ("address", "outlet_id"),
    [
        ("kyivindependent.com", "kyiv-independent"),
        ("https://www.globalbankingandfinance.com/a-b-c", "global-banking-and-finance-review"),
        ("https://en.interfax.com.ua/news/1.html?x=https://tass.com", "interfax-ukraine"),
        ("HTTPS://TASS.COM:443/politics", "tass"),
        ("tass.ru/politika/1", "tass"),
        ("https://japannews.yomiuri.co.jp/world/", "japan-news"),
        ("https://www.yomiuri.co.jp/", "yomiuri-shimbun"),
        ("https://news.un.org/en/story", "un-news"),
        ("https://www.gov.uk/government/news", "uk-government"),
        ("https://www.leeds.gov.uk/", None),
        ("https://notreuters.com/", None),
        ("https://com/", None),
        ("https://[broken/", None),
        ("", None),
    ],
)
def test_an_address_finds_the_most_specific_site(address, outlet_id):
    assert outlet_id == found(outlet_of_domain(address))


def test_an_id_finds_its_outlet():
    outlet = outlet_with_id("president-of-ukraine")

    assert outlet is not None
    assert (
        outlet.kind,
        outlet.country,
        outlet.licence,
        outlet.redistributable,
    ) == (SourceKind.OFFICIAL, "UKR", "CC-BY-4.0", True)
    assert None is outlet_with_id("no-such-id")


def test_the_list_is_long_enough_and_sorted_by_id():
    kinds = Counter(outlet.kind for outlet in load_outlets())
    ids = [outlet.id for outlet in load_outlets()]

    assert kinds[SourceKind.OUTLET] >= 280
    assert kinds[SourceKind.AGENCY] >= 60
    assert min(kinds[SourceKind.OFFICIAL], kinds[SourceKind.DATASET]) >= 6
    assert sorted(ids) == ids
    assert len(rows("outlets.csv")) == len(ids)


def test_whether_text_may_be_passed_on_is_said_only_with_a_licence():
    assert [
        outlet.id for outlet in load_outlets() if outlet.redistributable is not None and not outlet.licence
    ] == []


def test_a_row_becomes_an_outlet():
    (outlet,) = index_of([ROW]).by_id.values()

    assert (
        outlet.name,
        outlet.domains,
        outlet.aliases,
        outlet.licence,
        outlet.redistributable,
    ) == (
        "The Daily Example",
        ("example.org", "example.net"),
        ("Example", "Example Online"),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (OTHER | {"id": "daily-example"}, "'daily-example' of daily-example stands there already"),
        (
            OTHER | {"name": "DAILY EXAMPLE"},
            "'daily example' of other stands there already, for daily-example",
        ),
        (OTHER | {"aliases": "Someone|Example™"}, "'example' of other stands there already"),
        (OTHER | {"domains": "example.net"}, "'example.net' of other stands there already"),
        (OTHER | {"kind": "unknown"}, "kind 'unknown' is not one of agency, dataset, official, outlet"),
        (OTHER | {"kind": "paper"}, "kind 'paper' is not one of"),
        (OTHER | {"name": ""}, "no name"),
        (OTHER | {"id": "An Id"}, "'An Id' is no id"),
        (OTHER | {"country": "UK"}, "'UK' is no ISO 3166-1 alpha-3 country"),
        (OTHER | {"domains": "https://other.example/"}, "'https://other.example/' is no bare domain"),
        (OTHER | {"redistributable": "yes"}, "redistributable 'yes' is not 0, 1 or empty"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(second, message):
    with pytest.raises(TimelineError) as refusal:
        index_of([ROW, second])

    assert str(refusal.value).startswith(f"outlets.csv:3: {message}")
