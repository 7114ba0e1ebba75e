"""The crosswalks are whole, legal, marked where they lose something, and without the known faults."""

import pytest

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab import crosswalk
from timeline.vocab.codebook import words
from timeline.vocab.crosswalk import acled, cameo, plover

ROOT_TYPES = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
MATERIAL_YIELDING = ("084", "085", "086", "087", "0813", "0814")
EXCEPTIONS = {"175": "ASSAULT", "1712": "ASSAULT", "191": "COERCE", "192": "COERCE"}


def expected_type(code):
    if code.startswith("01"):
        return None
    if code.startswith("02"):
        return "REQUEST"
    if code.startswith("08"):
        return "RETREAT" if code.startswith(MATERIAL_YIELDING) else "CONCEDE"
    return EXCEPTIONS.get(code) or ROOT_TYPES[code[:2]]


def test_every_root_has_its_codes():
    assert {f"{n:02d}" for n in range(1, 21)} == {code[:2] for code in cameo()}
    assert len(cameo()) == 318


@pytest.mark.parametrize("root", [f"{n:02d}" for n in range(1, 21)])
def test_a_longer_code_never_stands_without_the_shorter_one(root):
    codes = {code for code in cameo() if code.startswith(root)}
    assert {root, root + "0"} <= codes
    assert all(code[:3] in codes for code in codes if len(code) == 4)


def test_every_cameo_code_reaches_the_type_of_its_root_or_is_marked_as_dropped():
    assert {code: expected_type(code) for code in cameo()} == {
        code: row.event_type and row.event_type.value for code, row in cameo().items()
    }
    assert all("event_type" in row.lossy for row in cameo().values() if row.event_type is None)


def test_what_leaves_the_type_of_its_root_is_marked_as_lossy():
    unmarked = [code for code in EXCEPTIONS if "event_type" not in cameo()[code].lossy]
    assert unmarked == []


def test_codes_are_text_so_that_042_is_not_42():
    assert "042" in cameo()
    assert "42" not in cameo()


def test_every_type_and_every_mode_has_a_cameo_code():
    types = {(EventType(value), None) for value in words("event_type")}
    modes = {(EventType(kind), mode) for kind, mode in (value.split(":") for value in words("event_mode"))}
    assert len(modes) == 67
    assert types | modes == set(plover())


def test_a_mode_comes_back_from_its_cameo_code_or_the_loss_is_marked():
    lost = [
        key
        for key, row in plover().items()
        if "cameo_code" not in row.lossy
        and (cameo()[row.cameo_code].event_type, cameo()[row.cameo_code].event_mode) != key
        and not cameo()[row.cameo_code].lossy & {"event_type", "event_mode"}
    ]
    assert lost == []


def test_modes_that_plover_does_not_have_are_gone():
    gone = {"return", "ease", "ban", "political", "assassinate", "massacre", "cleansing", "pro_autocracy"}
    used = {row.event_mode for row in [*cameo().values(), *acled().values()]}
    assert gone & used == set()
    assert not any(
        row.event_type is EventType.ASSAULT and row.event_mode == "seize" for row in cameo().values()
    )


def test_contexts_that_plover_does_not_have_are_gone_and_their_stand_ins_marked():
    assert {row.context for row in cameo().values() if row.context} <= set(words("context"))
    humanitarian = ["0233", "0333", "073", "0863", "1033", "1223", "1623"]
    assert all("context" in cameo()[code].lossy for code in humanitarian)


def test_air_strikes_are_aerial_and_embargoes_are_sanctions():
    assert cameo()["195"].event_mode == "aerial"
    assert (cameo()["163"].event_type, cameo()["163"].event_mode) == (EventType.SANCTION, "discontinue")


def test_a_prisoner_exchange_is_the_same_in_every_scheme():
    released = acled()["Agreement", "prisoners are exchanged, freed or sent home"]
    assert (
        released.cameo_code, released.event_type, released.event_mode
    ) == ("0841", EventType.RETREAT, "release")  # fmt: skip
    assert plover()[EventType.RETREAT, "release"].cameo_code == "0841"
    assert cameo()["0841"].acled_sub_event_type == "Agreement"


def test_a_declared_ceasefire_is_conceded_and_one_in_force_is_kept():
    assert acled()["Agreement", "a ceasefire is in force"].event_type is EventType.RETREAT
    assert acled()["Agreement", "a ceasefire is only declared"].event_type is EventType.CONCEDE
    assert "event_type" in cameo()["0871"].lossy


def test_every_acled_sub_type_has_a_row_that_holds_without_a_case():
    plain = {name for name, case in acled() if not case}
    assert set(words("acled_sub_event_type")) == plain
    assert set(words("acled_event_type")) == {row.acled_event_type for row in acled().values()}


def test_every_acled_sub_type_stands_under_one_type():
    homes = {(row.acled_sub_event_type, row.acled_event_type) for row in acled().values()}
    homes |= {
        (row.acled_sub_event_type, row.acled_event_type)
        for row in [*cameo().values(), *plover().values()]
        if row.acled_sub_event_type
    }
    assert len(homes) == len({name for name, _ in homes})


def test_a_type_of_violence_stands_only_where_there_is_violence():
    violent = {EventType.ASSAULT, EventType.PROTEST}
    assert all(row.event_type in violent for row in acled().values() if row.violence_types)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("event_type", "DEMAND", "crosswalk.csv:2: 'DEMAND' is not in the list event_type"),
        ("event_mode", "ban", "crosswalk.csv:2: 'COERCE:ban' is not in the list event_mode"),
        ("context", "humanitarian", "crosswalk.csv:2: 'humanitarian' is not in the list context"),
        ("lossy", "mood", "crosswalk.csv:2: no column mood to be lossy"),
        ("version", "0.9", "crosswalk.csv:2: version '0.9', 1.0 expected"),
        ("cameo_code", "17x", "crosswalk.csv:2: '17x' is no CAMEO code"),
    ],
)
def test_a_wrong_cell_is_refused_with_file_and_line(monkeypatch, column, value, message):
    columns = (
        "cameo_name",
        "context",
        "acled_event_type",
        "acled_sub_event_type",
        "violence_type",
        "lossy",
        "note",
    )
    row = dict.fromkeys(columns, "") | {
        "cameo_code": "170", "event_type": "COERCE", "event_mode": "", "version": "1.0", column: value,
    }  # fmt: skip
    monkeypatch.setattr(crosswalk, "rows", lambda name: (row,))

    with pytest.raises(TimelineError) as refused:
        cameo.__wrapped__()

    assert str(refused.value) == message
