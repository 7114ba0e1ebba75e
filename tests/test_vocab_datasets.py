"""The vocabularies of the datasets: whole, without doubles, in our own terms, and true where we are sure."""

import csv
from importlib.resources import files

import pytest

from timeline.errors import TimelineError
from timeline.model import ActorKind, EventType
from timeline.vocab.acled_inter import inter_of, read_inter
from timeline.vocab.actors import load_countries
from timeline.vocab.cameo_actors import CameoActor, CameoKind, cameo_actors, cameo_part, read_cameo_actors
from timeline.vocab.codebook import words
from timeline.vocab.country_codes import (
    country_codes,
    country_names,
    fips_to_alpha3,
    iso_numeric_to_alpha3,
    known_code,
    name_to_alpha3,
    read_country_codes,
    read_country_names,
)
from timeline.vocab.crosswalk import acled, cameo
from timeline.vocab.crosswalk_datasets import (
    plover_name,
    plover_names,
    read_plover_names,
    read_ucdp,
    read_viina,
    ucdp,
    viina,
)
from timeline.vocab.dataset_codes import codes, listed_word, read_codes, source_scales, word_of
from timeline.vocab.dataset_columns import Fate, columns, current, folded, is_target, names, read_columns
from timeline.vocab.datasets import dataset_of, datasets, read_datasets
from timeline.vocab.sectors import read_sectors, sector_of_list, sector_word, sector_words, unknown_sectors

COUNTRY, ROLE, GROUP, INTERNATIONAL = (
    CameoKind(kind) for kind in ("country", "role", "group", "international")
)
FORMATS = sorted(each for dataset in datasets().values() for each in dataset.formats)
FILES = [
    "acled_inter.csv", "cameo_actors.csv", "country_codes.csv", "country_names.csv", "dataset_codes.csv",
    "dataset_columns.csv", "plover_versions.csv", "sectors.csv", "ucdp_countries.csv", "ucdp_crosswalk.csv",
    "viina_crosswalk.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_as_many_cells_in_every_row_and_no_outer_blanks(name):
    rows = list(csv.reader((files("timeline.vocab") / name).read_text(encoding="utf-8").splitlines()))

    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell != cell.strip()] == []


# --- the datasets and their terms


def test_rows_of_acled_are_never_passed_on_and_unread_terms_are_not_taken_for_leave():
    assert datasets()["acled"].redistributable is False
    assert datasets()["polecat"].redistributable is None
    assert {key for key, each in datasets().items() if each.redistributable} == {"ucdp_ged", "gdelt", "viina"}


def test_what_a_program_coded_is_marked():
    coded = {key for key, each in datasets().items() if each.machine_coded}

    assert coded == {"gdelt", "viina", "polecat", "ngec", "icews"}


def test_a_dataset_that_may_be_passed_on_says_how_and_by_whom():
    for each in datasets().values():
        assert each.citation
        assert each.notice
        assert each.url.startswith("https://")
        assert each.licence or each.redistributable is None


def test_share_alike_stands_in_the_sentence_that_goes_with_every_export():
    assert "same licence" in datasets()["viina"].notice
    assert "CC BY 4.0" in datasets()["ucdp_ged"].notice


def test_a_format_belongs_to_one_dataset_and_a_text_to_none():
    assert dataset_of("gdelt_mentions") is datasets()["gdelt"]
    assert dataset_of("text") is None


# --- columns


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_has_columns_with_a_key_and_a_day(format_name):
    targets = {target for each in columns(format_name).values() for target in each.targets}

    assert {"events.dataset_event_id", "claims.event_id", "citations.event_id"} & targets
    assert "citations.event_id" in targets or {"events.date_start", "reports.published_at"} & targets


@pytest.mark.parametrize(
    ("format_name", "number"),
    [
        ("ucdp_ged", 49), ("gdelt_events", 61), ("gdelt_events_v1", 58), ("gdelt_mentions", 16),
        ("viina_event_info", 23), ("viina_event_1pd", 44), ("polecat", 40), ("icews", 20),
    ],
)  # fmt: skip
def test_the_newest_release_has_as_many_columns_as_it_should(format_name, number):
    assert len(current(format_name)) == number


def test_columns_stand_where_files_without_a_header_have_them():
    events, old = current("gdelt_events"), current("gdelt_events_v1")

    assert [events[n] for n in (0, 26, 34, 51, 53, 60)] == [
        "GLOBALEVENTID", "EventCode", "AvgTone", "ActionGeo_Type", "ActionGeo_CountryCode", "SOURCEURL",
    ]  # fmt: skip
    assert (old[49], old[57]) == ("ActionGeo_Type", "SOURCEURL")
    assert [name for name in old if name not in events] == []


def test_best_comes_before_high_and_low_in_ucdp():
    assert current("ucdp_ged")[-5:] == ("best", "high", "low", "gwnoa", "gwnob")


def test_a_header_is_known_whatever_its_case_and_by_its_old_name():
    assert names("ucdp_ged")[folded("best_est")] == names("ucdp_ged")["best"]
    assert names("acled")[folded("EVENT_ID_CNTY")] == "event_id_cnty"
    assert names("acled")[folded("ALLY_ACTOR_1")] == "assoc_actor_1"
    assert names("polecat")[folded("event intensity")] == "Intensity"
    assert names("viina_event_labels")[folded("t_uav_pred")] == "t_uav"
    assert "weather" not in names("ucdp_ged")


def test_columns_that_acled_dropped_are_accepted():
    dropped = {each.column for each in columns("acled").values() if each.fate is Fate.RETIRED}

    assert {"data_id", "event_id_no_cnty", "iso3"} <= dropped
    assert columns("acled")["population_5km"].fate is Fate.KEPT


@pytest.mark.parametrize(
    "target", ["events.country", "participants.side_a:country", "quantities.killed:side_b"]
)
def test_a_target_is_a_column_a_participant_or_a_number(target):
    assert is_target(target)


@pytest.mark.parametrize(
    "target", ["events.weather", "participants.driver", "quantities.killed:left", "moods"]
)
def test_what_is_nothing_of_ours_is_no_target(target):
    assert not is_target(target)


# --- countries


@pytest.mark.parametrize(
    ("code", "alpha3"),
    [
        ("UK", "GBR"), ("GM", "DEU"), ("RS", "RUS"), ("UP", "UKR"), ("IZ", "IRQ"), ("CH", "CHN"), ("SF", "ZAF"),
        ("NI", "NGA"), ("NG", "NER"), ("CG", "COD"), ("CF", "COG"), ("GZ", "PSE"), ("WE", "PSE"), ("KV", "XKX"),
        ("OD", "SSD"), ("BM", "MMR"), ("OS", None), ("GB", "GAB"), ("ZZ", None),
    ],
)  # fmt: skip
def test_fips_is_not_iso(code, alpha3):
    assert fips_to_alpha3(code) == alpha3


@pytest.mark.parametrize(
    ("number", "alpha3"),
    [
        ("652", "SYR"), ("490", "COD"), ("484", "COG"), ("678", "YEM"), ("365", "RUS"), ("260", "DEU"),
        ("437", "CIV"), ("626", "SSD"), ("340", "SRB"), ("315", None), ("475", "NGA"),
    ],
)  # fmt: skip
def test_gleditsch_ward_numbers_are_known(number, alpha3):
    assert known_code("gw", number).alpha3 == alpha3


def test_the_correlates_of_war_differ_where_they_differ():
    assert [known_code("cow", number).alpha3 for number in ("255", "679", "345")] == ["DEU", "YEM", "SRB"]
    assert known_code("gw", "255") is None


def test_an_iso_number_is_known_with_and_without_zeros():
    assert iso_numeric_to_alpha3("4") == iso_numeric_to_alpha3("004") == "AFG"
    assert iso_numeric_to_alpha3("231") == "ETH"


def test_every_country_has_an_iso_number_and_nearly_every_one_a_fips_code():
    numbered = {each.alpha3 for each in country_codes().values() if each.scheme == "iso_numeric"}
    fips = {each.alpha3 for each in country_codes().values() if each.scheme == "fips"}

    assert set(load_countries()) - numbered == set()
    assert set(load_countries()) - fips == {"ALA", "BES"}


def test_a_dissolved_state_is_marked_and_known_though_it_has_no_code():
    assert known_code("gw", "315").end == 1992
    assert known_code("gw", "345").note
    assert known_code("fips", "ZZ") is None


@pytest.mark.parametrize(
    ("name", "dataset", "alpha3"),
    [
        ("DR Congo (Zaire)", "ucdp_ged", "COD"), ("Congo", "ucdp_ged", "COG"), ("Congo", "", "COD"),
        ("Yemen (North Yemen)", "ucdp_ged", "YEM"), ("Kingdom of eSwatini (Swaziland)", "ucdp_ged", "SWZ"),
        ("Bosnia-Herzegovina", "ucdp_ged", "BIH"), ("Cambodia (Kampuchea)", "ucdp_ged", "KHM"),
        ("Ivory Coast", "acled", "CIV"), ("eSwatini", "acled", "SWZ"), ("Russian Federation", "icews", "RUS"),
        ("UKR", "polecat", "UKR"), ("reunion", "acled", "REU"), ("Republic of Congo", "acled", "COG"),
        ("Atlantis", "", None), ("", "", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_name_its_dataset_gives_it(name, dataset, alpha3):
    assert name_to_alpha3(name, dataset) == alpha3


def test_a_name_of_one_dataset_belongs_to_a_dataset_that_exists():
    assert {dataset for dataset, _ in country_names()} <= {"", *FORMATS}


# --- CAMEO actors


@pytest.mark.parametrize(
    ("codes", "alpha3", "nonstate", "sector"),
    [
        ([(COUNTRY, "USA")], "USA", None, None), ([(COUNTRY, "USA"), (ROLE, "GOV")], "USA", None, "GOV"),
        ([(COUNTRY, "USA"), (ROLE, "MED")], "USA", None, "JRN"),
        ([(COUNTRY, "SYR"), (ROLE, "INS")], "SYR", None, "REB"),
        ([(INTERNATIONAL, "IGO"), (INTERNATIONAL, "UNO")], None, "UNO", "GOV"), ([(COUNTRY, "ROM")], "ROU", None, None),
        ([(INTERNATIONAL, "NGO"), (ROLE, "HLH")], None, "NGO", "MED"), ([(COUNTRY, "TMP")], "TLS", None, None),
        ([(COUNTRY, "PSE"), (GROUP, "HMS")], "PSE", None, "REB"), ([(INTERNATIONAL, "MNC")], None, "MNC", "BUS"),
    ],
)  # fmt: skip
def test_an_actor_is_what_the_parts_of_its_code_say(codes, alpha3, nonstate, sector):
    actor = CameoActor(tuple(cameo_part(*code) for code in codes))

    assert (actor.alpha3, actor.nonstate, actor.sector) == (alpha3, nonstate, sector)


def test_a_part_that_nobody_knows_is_none():
    assert cameo_part(CameoKind.ETHNIC, "qqq") is None


def test_what_an_actor_is_follows_from_its_code_only_as_far_as_it_says():
    france = cameo_part(COUNTRY, "FRA")
    kinds = {role: CameoActor((france, cameo_part(ROLE, role))).kind for role in ("GOV", "MIL", "CVL")}

    assert CameoActor((france,)).kind is ActorKind.COUNTRY
    assert kinds == {"GOV": ActorKind.GOVERNMENT, "MIL": ActorKind.ARMED_GROUP, "CVL": ActorKind.PEOPLE}
    assert (
        CameoActor((cameo_part(INTERNATIONAL, "IGO"), cameo_part(INTERNATIONAL, "UNO"))).kind
        is ActorKind.BODY
    )
    assert CameoActor((cameo_part(CameoKind.REGION, "EUR"),)).kind is None


def test_peoples_are_written_small_and_all_else_large():
    for (kind, code), part in cameo_actors().items():
        assert code.islower() if kind is CameoKind.ETHNIC else code.isupper(), part


# --- short lists


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("acled_time_precision", "2", "week"), ("acled_geo_precision", "3", "admin1"),
        ("ucdp_where_prec", "5", "region"), ("ucdp_where_prec", "7", "water"), ("ucdp_date_prec", "2", "days"),
        ("ucdp_date_prec", "4", "month"), ("gdelt_geo_type", "1", "country"), ("gdelt_geo_type", "2", "admin1"),
        ("gdelt_geo_type", "4", "near"), ("viina_geo_precision", "STREET", "exact"), ("viina_lang", "ua", "uk"),
        ("viina_geo_precision", "adm1", "admin1"), ("quad_class", "4", "material_conflict"),
        ("plover_resolution", "1", "country"), ("plover_resolution", "5", "exact"), ("ucdp_where_prec", "9", None),
    ],
)  # fmt: skip
def test_a_code_has_our_word(name, value, word):
    assert word_of(name, value) == word


def test_an_unknown_list_of_codes_is_an_error():
    with pytest.raises(KeyError):
        codes("moods")


def test_types_of_acled_are_known_in_every_spelling():
    spelt = listed_word("acled_sub_event_type", "Excessive force against protestors")

    assert spelt == "Excessive force against protesters"
    assert listed_word("acled_sub_event_type", "air/drone strike") == "Air/drone strike"
    assert listed_word("acled_event_type", "Remote violence") == "Explosions/Remote violence"
    assert listed_word("acled_event_type", "Weather") is None


def test_contexts_of_older_tables_are_known():
    assert listed_word("context", "humanitarian") == "human_security"
    assert listed_word("context", "Territory") == "territory"


def test_every_old_spelling_leads_to_a_sub_type_of_acled():
    assert {code.word for code in codes("acled_sub_event_type").values()} <= {name for name, _ in acled()}


def test_source_scales_come_alone_or_in_pairs():
    assert source_scales("Local partner-National") == ("Local partner", "National")
    assert source_scales("New media") == ("New media",)
    assert source_scales("Cosmic") is None


@pytest.mark.parametrize("value", ["2", "Rebel group", "rebel groups", "Rebel Forces"])
def test_a_class_of_actors_is_known_by_number_and_by_every_word(value):
    assert (inter_of(value).number, inter_of(value).sector) == (2, "REB")


def test_what_state_forces_are_only_their_name_can_tell():
    assert inter_of("1").sector is None
    assert inter_of("") is None
    assert inter_of("9") is None


def test_a_sector_is_known_by_code_and_by_word():
    assert [sector_word(word).sector for word in ("MED", "Media", "Insurgents")] == ["MED", "JRN", "REB"]
    assert sector_word("Center Left").sector is None
    assert sector_word("Weather") is None


@pytest.mark.parametrize(
    ("cell", "sector"),
    [
        ("Government,Police", "COP"), ("Police,Government", "COP"), ("Dissident,Rebel", "REB"),
        ("Executive,Executive Office,Government", "GOV"), ("Social,General Population / Civilian / Social", "CVL"),
        ("Global,International Government Organization,Global Defense / Security IGOs", "MIL"),
        ("GOV; MIL", "GOV"), ("Parties,Center Left", "PTY"), ("", None), ("Weather", None),
    ],
)  # fmt: skip
def test_a_list_of_sectors_is_what_its_narrowest_word_says(cell, sector):
    assert sector_of_list(cell) == sector


def test_words_that_nobody_knows_are_named_and_shades_are_known():
    assert unknown_sectors("Center Left,Weather,Navy Mechanized (Ships, Tanks, Planes)") == ("Weather",)
    assert sector_words("Navy Mechanized (Ships, Tanks, Planes),Military") == (
        "Navy Mechanized (Ships, Tanks, Planes)", "Military",
    )  # fmt: skip


# --- crosswalks


def test_a_type_of_violence_is_an_assault_and_says_what_it_does_not_tell():
    assert [ucdp()[number].violence_type for number in "123"] == [
        "state_based",
        "non_state",
        "one_sided",
    ]
    for each in ucdp().values():
        assert (each.event_type, each.event_mode) == (EventType.ASSAULT, None)
        assert {"event_mode", "cameo_code", "acled_sub_event_type"} <= each.lossy
        assert cameo()[each.cameo_code].event_type is each.event_type


@pytest.mark.parametrize(
    ("name", "event_type", "event_mode"),
    [
        ("t_uav", "ASSAULT", "drone"), ("t_artillery", "ASSAULT", "heavy-weapons"),
        ("t_san", "SANCTION", "discontinue"),
        ("t_retreat", "RETREAT", "withdraw"), ("t_arrest", "COERCE", "arrest"), ("t_airalert", None, None),
    ],
)  # fmt: skip
def test_a_label_of_viina_is_an_act_or_a_flag(name, event_type, event_mode):
    label = viina()[name]

    assert (label.event_type, label.event_mode) == (event_type, event_mode)
    assert (label.flag is None) == (event_type is not None)


def test_every_label_among_the_columns_of_viina_has_a_row():
    labels = [name for name in columns("viina_event_labels") if name.startswith(("a_", "t_"))]

    assert [name for name in labels if name.removesuffix("_b") not in viina()] == []


def test_an_act_reaches_the_same_type_through_its_cameo_code_or_is_marked():
    unmarked = [
        each.label
        for each in viina().values()
        if each.cameo_code and not each.lossy & {"cameo_code", "event_type"}
        if cameo()[each.cameo_code].event_type is not each.event_type
    ]

    assert unmarked == []


@pytest.mark.parametrize(
    ("old", "event_type", "event_mode"),
    [
        (("DEMAND", ""), "REQUEST", None), (("INVESTIGATE", ""), "ACCUSE", "investigate"),
        (("DISAPPROVE", ""), "ACCUSE", "disapprove"), (("FIGHT", ""), "ASSAULT", None),
        (("PROTEST", "strike-hun"), "PROTEST", "hunger"), (("PROTEST", "demo-org"), "PROTEST", "demo"),
        (("ASSAULT", "assassinate"), "ASSAULT", "targeted"), (("ASSAULT", "drone"), "ASSAULT", "drone"),
        (("CRIME", ""), None, None), (("RETREAT", "release"), "RETREAT", "release"),
    ],
)  # fmt: skip
def test_an_old_name_of_plover_leads_to_the_new_one(old, event_type, event_mode):
    found = plover_name(*old)

    assert (found.event_type, found.event_mode) == (event_type, event_mode)


def test_all_types_of_the_readme_are_known_and_an_unknown_mode_is_lost_aloud():
    readme = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT INVESTIGATE DEMAND DISAPPROVE REJECT THREATEN \
        PROTEST MOBILIZE SANCTION COERCE ASSAULT FIGHT CRIME".split()
    )

    assert [name for name in readme if ("0.6", name, None) not in plover_names()] == []
    assert "event_mode" in plover_name("COERCE", "tickle").lossy
    assert plover_name("DANCE") is None


def test_a_mode_that_stays_is_one_of_plover():
    assert {
        f"{each.event_type}:{each.event_mode}" for each in plover_names().values() if each.event_mode
    } <= set(words("event_mode"))


# --- bad files


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_columns, "format,column,aliases,fate,target,meaning\nacled,id,,mapped,events.x,x\n", "nothing of ours"),
        (read_columns, "format,column,aliases,fate,target,meaning\nacled,id,,kept,events.id,x\n", "has a target"),
        (read_columns, "format,column,aliases,fate,target,meaning\nacled,id,,mapped,,x\n", "has no target"),
        (read_columns, "format,column,aliases,fate,target,meaning\nacled,id,,lost,,x\n", "no fate"),
        (read_columns, "format,column,aliases,fate,target,meaning\nchess,id,,kept,,x\n", "format of no dataset"),
        (read_columns, "format,column,aliases,fate,target,meaning\nacled,id,,kept,\n", "6 cells expected"),
        (read_country_codes, "scheme,code,alpha3,name,start,end,note\nfips,UK,QQQ,Q,,,\n", "QQQ is no ISO"),
        (read_country_codes, "scheme,code,alpha3,name,start,end,note\nfips,UK,,Q,,,\n", "neither a country nor"),
        (read_country_codes, "scheme,code,alpha3,name,start,end,note\nimf,UK,GBR,Q,,,\n", "no scheme"),
        (read_country_codes, "scheme,code,alpha3,name,start,end,note\ngw,2,USA,Q,long ago,,\n", "no year"),
        (read_country_names, "dataset,name,alpha3,note\n,Q,QQQ,\n", "QQQ is no ISO"),
        (read_cameo_actors, "kind,code,name,alpha3,sector,nonstate,note\nrole,GOVT,x,,GOV,,\n", "three letters"),
        (read_cameo_actors, "kind,code,name,alpha3,sector,nonstate,note\nrole,GOV,x,,KING,,\n", "the list sector"),
        (read_cameo_actors, "kind,code,name,alpha3,sector,nonstate,note\nmood,GOV,x,,GOV,,\n", "no kind of code"),
        (read_codes, "list,code,value,of,note\nx,1,somewhere,geo_precision,\n", "the list geo_precision"),
        (read_codes, "list,code,value,of,note\nx,1,,,\n", "neither a word nor a note"),
        (read_inter, "number,word,aliases,sector,kind,note\n11,x,,,,\n", "not one digit"),
        (read_inter, "number,word,aliases,sector,kind,note\n1,x,,KING,,\n", "the list sector"),
        (read_sectors, "word,sector,general,note\nx,KING,,\n", "the list sector"),
        (read_ucdp, "type_of_violence,violence_type,event_type,event_mode,context,cameo_code,acled_event_type,"
         "acled_sub_event_type,lossy,note,version\n1,state_based,ASSAULT,,,190,Battles,,,,1.0\n", "no home"),
        (read_viina, "label,event_type,event_mode,context,cameo_code,acled_event_type,acled_sub_event_type,country,"
         "flag,lossy,note,version\nt_x,ASSAULT,tickle,,,,,,,,,1.0\n", "the list event_mode"),
        (read_viina, "label,event_type,event_mode,context,cameo_code,acled_event_type,acled_sub_event_type,country,"
         "flag,lossy,note,version\nt_x,,,,,,,,,,,1.0\n", "either an act or a flag"),
        (read_plover_names, "plover_version,old_type,old_mode,event_type,event_mode,lossy,note,version\n"
         "0.6,X,,DANCE,,,,1.0\n", "the list event_type"),
        (read_plover_names, "plover_version,old_type,old_mode,event_type,event_mode,lossy,note,version\n"
         "0.6,X,,AID,,,,0.1\n", "1.0 expected"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_file_and_line(read, text, message):
    with pytest.raises(TimelineError, match=r"^file\.csv:2: ") as caught:
        read(text, "file.csv")

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("read", "row"),
    [
        (
            read_columns,
            "format,column,aliases,fate,target,meaning\nacled,id,ID no,kept,,x\nacled,id_no,,kept,,x\n",
        ),
        (read_country_codes, "scheme,code,alpha3,name,start,end,note\ngw,2,USA,Q,,,\ngw,2,USA,Q,,,\n"),
        (read_country_names, "dataset,name,alpha3,note\n,Réunion,REU,\n,reunion,REU,\n"),
        (read_cameo_actors, "kind,code,name,alpha3,sector,nonstate,note\nrole,GOV,x,,,,\nrole,GOV,x,,,,\n"),
        (read_codes, "list,code,value,of,note\nx,a,b,,\nx,A,b,,\n"),
        (read_inter, "number,word,aliases,sector,kind,note\n1,x,,,,\n2,y,X,,,\n"),
        (read_sectors, "word,sector,general,note\nMedia,JRN,,\nmedia,JRN,,\n"),
    ],
)
def test_nothing_stands_twice(read, row):
    with pytest.raises(TimelineError, match=r"^file\.csv:3: .*(a second time|stands twice)"):
        read(row, "file.csv")


TOML = """[a]
title = "A"
publisher = ""
url = ""
licence = ""
machine_coded = false
formats = ["a"]
citation = ""
notice = ""
note = ""
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TOML.replace("machine_coded = false\n", ""), "file.toml:1: a has no machine_coded"),
        (TOML + 'mood = "x"\n', "file.toml:1: a has an unknown key mood"),
        (TOML + 'redistributable = "no"\n', "redistributable of a is neither true nor false"),
        (TOML + TOML.replace("[a]", "[b]"), "format a in two datasets"),
        ("[a\n", "file.toml: "),
        ("a = 1\n", "a is no table"),
    ],
)
def test_a_wrong_dataset_is_refused(text, message):
    with pytest.raises(TimelineError) as caught:
        read_datasets(text, "file.toml")

    assert message in str(caught.value)
