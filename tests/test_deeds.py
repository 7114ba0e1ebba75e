"""Deeds that a report tells, sums up, or only names: what becomes of each. The countries are real, the news is not."""

import pytest

from timeline.extract.text.coder import extract
from timeline.model import Event, Role
from timeline.read import read


def events(text: str) -> tuple[Event, ...]:
    page = f"---\ntitle: News of the day\npublished: 2031-05-08\nlanguage: en\n---\n{text}\n"
    return extract(read(page.encode(), "news.md")).events


def told(text: str) -> list[tuple[str, str | None]]:
    return [(event.event_type.value, event.event_mode) for event in events(text)]


def titles(text: str) -> list[str]:
    return [event.title for event in events(text)]


def parties(event: Event, role: Role) -> set[str]:
    return {item.country or item.name_as_written for item in event.participants if item.role is role}


@pytest.mark.parametrize(
    "text",
    [
        "No date has been set for releasing the hostages, the Red Cross said.",
        "The army and the rebels have named no day for handing over the prisoners.",
        "A quarrel over lists has kept the prisoner exchange from starting, Armenia said.",
        "Nothing was said about any guerrillas being freed in return.",
        "The violations include 40 cases of shelling, Sudan's army said.",
        "In a post, the minister put the number of attacks on Malian positions at 86.",
        "Chad will take in 23 Sudanese who have been badly wounded.",
        "The press was shut out of the meeting hall.",
        "The wounded were given medical care at a hospital in Goma.",
    ],
)
def test_what_is_only_named_is_no_deed(text):
    assert not {"RETREAT", "ASSAULT", "COERCE", "AID"} & {kind for kind, _ in told(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks in Doha produced neither a truce nor a date for elections.", [("CONSULT", None)]),
        ("The army met the M23 rebels in Luanda. The meeting brought no truce and no prisoner exchange.",
         [("CONSULT", None)]),
        ("Azerbaijan sent 15 Armenian soldiers home on Tuesday.", [("RETREAT", "release")]),
        ("Niger sent 400 soldiers to the border on Tuesday.", [("MOBILIZE", "troops")]),
        ("Mali let 40 prisoners go on Tuesday.", [("RETREAT", "release")]),
        ("Kenya recovered 12 of its dead on Tuesday.", [("RETREAT", "release")]),
        ("Egypt gave Sudan medical assistance on Tuesday.", [("AID", None)]),
    ],
)  # fmt: skip
def test_what_is_told_around_it_is_coded(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Since January 2030, 450 captives have been freed by Boko Haram, the governor said.",
         "In all since January 2030: Boko Haram released 450 captives"),
        ("Israel has returned 120 bodies to Egypt to date, the army said, and Egypt about 20.",
         "In all so far: exchange of remains of the dead between Israel and Egypt: 120 to Egypt, 20 to Israel"),
        ("Between April 3 and April 9 Rwanda returned 40 bodies to Uganda.",
         "In all from 3 to 9 April 2031: Rwanda returned 40 bodies to Uganda"),
        ("On Tuesday Rwanda returned 40 bodies to Uganda.", "Rwanda returned 40 bodies to Uganda"),
        ("Rwanda freed 60 Ugandans in April.", "Rwanda released 60 people to Uganda"),
    ],
)  # fmt: skip
def test_a_sum_says_so_in_its_title(text, title):
    assert titles(text)[0] == title


def test_the_day_on_which_a_count_was_given_is_not_its_day():
    event = events("So far Nigeria has freed 60 hostages, its president said on Tuesday.")[0]

    assert event.date.start is None


def test_a_sum_and_one_of_its_deeds_are_two_events():
    text = (
        "Sudan returned 200 bodies to Chad on Tuesday. "
        "In all, 1,900 bodies have been returned to Chad between April 3 and May 6."
    )

    assert [event.quantities[0].best for event in events(text)] == [200, 1900]


def test_days_joined_by_a_comma_are_two_days():
    found = events(
        "Azerbaijan returned 10 captives to Armenia on Monday, and on Thursday Armenia handed over five."
    )

    assert [event.date.start.isoformat() for event in found] == ["2031-05-05", "2031-05-08"]
    assert [parties(event, Role.ACTOR) for event in found] == [{"AZE"}, {"ARM"}]


def test_the_deed_of_another_day_takes_nothing_from_the_news():
    text = (
        "Uganda announced on Tuesday that Rwanda had returned to it the bodies of 90 Ugandan soldiers. "
        "On March 28, too, Uganda recovered 90 of its dead. Kigali received 43 bodies on that occasion."
    )
    news, before = events(text)

    assert parties(news, Role.RECIPIENT) == {"UGA"}
    assert {(q.side, q.best) for q in news.quantities} == {("UGA", 90)}
    assert {(q.side, q.best) for q in before.quantities} == {("UGA", 90), ("RWA", 43)}


def test_what_is_done_on_both_sides_is_an_exchange():
    text = "Armenia met Azerbaijan in Sochi. On Tuesday 20 people were freed on both sides."
    event = next(event for event in events(text) if event.event_type == "RETREAT")

    assert event.title == "Exchange of 20 prisoners each between Armenia and Azerbaijan"


def test_who_mediates_is_none_of_the_two_sides():
    text = (
        "Qatar mediated on Tuesday between Armenia and Azerbaijan. Qatar's minister thanked Qatar's envoys.\n\n"
        "A total of 690 captives have been exchanged since 2029 through the efforts of Qatar."
    )
    event = next(event for event in events(text) if event.event_type == "RETREAT")

    assert parties(event, Role.ACTOR) == {"ARM", "AZE"}


def test_who_a_war_is_with_is_a_side_though_another_is_named_more():
    text = (
        "Rwanda's president called Donald Trump on Tuesday about the war with Uganda. Rwanda said that it was content. "
        "US officials welcomed it. The prisoners changed hands on Tuesday, with 17 going each way."
    )
    event = next(event for event in events(text) if event.event_type == "RETREAT")

    assert parties(event, Role.ACTOR) == {"RWA", "UGA"}


def test_an_attack_told_from_both_ends_is_one():
    text = (
        "Addis Ababa came under attack from the air on Tuesday. "
        "Overnight into Tuesday Eritrea bombarded targets in Addis Ababa."
    )

    assert len([event for event in events(text) if event.event_type == "ASSAULT"]) == 1


def test_the_same_strike_is_no_new_one():
    text = (
        "A drone strike by Sudan on a market in Chad killed 20 people on Monday. "
        "The figures are of people hit in the same overnight strike on the market."
    )

    assert len([event for event in events(text) if event.event_type == "ASSAULT"]) == 1


def test_an_age_counts_nobody():
    event = events("Rwanda returned the bodies of 12 soldiers to Uganda. They are soldiers under 25.")[0]

    assert [q.best for q in event.quantities] == [12]


def test_bases_of_a_country_are_its_own():
    event = events("Pakistani drones attacked Indian air bases on Tuesday.")[0]

    assert (parties(event, Role.ACTOR), parties(event, Role.RECIPIENT)) == ({"PAK"}, {"IND"})


def test_a_sum_in_which_nobody_is_named_is_of_both_sides():
    text = (
        "Armenia and Azerbaijan exchanged captives on Tuesday. "
        "In all, 690 captives have come home from captivity since March."
    )
    total = events(text)[1]

    assert total.title == "In all since March 2031: exchange of 690 prisoners between Armenia and Azerbaijan"


def test_several_exchanges_are_told_as_several():
    text = "Armenia met Azerbaijan in Sochi. Three exchanges of prisoners have taken place so far."

    assert "Exchanges of prisoners between Armenia and Azerbaijan" in titles(text)


def test_whose_drones_are_shot_down_over_a_country_has_attacked_it():
    event = events("Iran's army said that 110 Israeli drones had been downed over Iran on Tuesday.")[0]

    assert (parties(event, Role.ACTOR), parties(event, Role.RECIPIENT)) == ({"ISR"}, {"IRN"})
    assert [(q.kind.value, q.side) for q in event.quantities] == [("shot_down", "ISR")]


def test_the_rest_of_the_attacks_are_no_new_ones():
    text = (
        "Drones struck airfields in Mali on Tuesday. "
        "Hangars burned in Gao, the army said, while the other three attacks were beaten off."
    )

    assert told(text) == [("ASSAULT", "drone")]


def test_who_was_sent_back_was_released():
    text = "Azerbaijan released 84 Armenians on Tuesday. All 84 people who were sent back are soldiers, Baku said."

    assert told(text) == [("RETREAT", "release")]


def test_its_forces_are_those_of_the_country_named():
    event = events(
        "Sudan's army said on Tuesday that its forces had carried out a strike on a camp in Darfur."
    )[0]

    assert event.title == "Attack by forces of Sudan in Darfur"


def test_who_says_that_people_were_arrested_has_arrested_them():
    event = events("Some of those involved have been detained, the Kenyan police said.")[0]

    assert parties(event, Role.ACTOR) == {"KEN"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Houthis hijacked a cargo ship on Tuesday and are holding its crew of 25.", {("captured", 25, None)}),
        ("Two Ugandan soldiers were captured in Rwanda. The pair were handed over to Uganda on Tuesday.",
         {("captured", 2, "UGA"), ("released", 2, "UGA")}),
        ("Israel said that it killed the Hamas commander Mohammed Deif in an air strike on Tuesday.",
         {("killed", 1, "PSE")}),
        ("Rockets hit Sudan on Tuesday. Four people died in Nyala. Three children lost their lives in Kosti.",
         {("killed", 4, "SDN"), ("killed", 3, "SDN")}),
        ("Demonstrators dressed in black filled the streets of Nairobi on Tuesday. "
         "Two million people took part, the organisers said. Police put the crowd at 338,000.",
         {("protesters", 2000000, "KEN"), ("protesters", 338000, "KEN")}),
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_deed(text, expected):
    found = {(q.kind.value, q.low, q.side) for event in events(text) for q in event.quantities}

    assert found == expected


def test_two_figures_of_one_transfer_make_a_range():
    text = (
        "Between April 3 and April 9 Rwanda returned 460 bodies to Uganda, the army in Kigali said. "
        "Uganda put the number of those that it got back at 457."
    )

    assert [(q.low, q.high, q.side) for event in events(text) for q in event.quantities] == [
        (457, 460, "UGA")
    ]


def test_who_acts_elsewhere_has_set_off_no_bomb():
    text = "Turkey airlifted wounded people out of Mogadishu on Tuesday, two days after a truck bomb exploded there."
    blast = next(event for event in events(text) if event.event_type == "ASSAULT")

    assert parties(blast, Role.ACTOR) == set()


def test_those_days_are_the_ones_told_last():
    text = (
        "Rwanda's president spoke of the transfer of the dead between April 3 and April 9. "
        "Rwanda gave Uganda 600 bodies in those days, he said."
    )
    event = next(event for event in events(text) if event.event_type == "RETREAT")

    assert (event.date.start.isoformat(), event.date.end.isoformat()) == ("2031-04-03", "2031-04-09")


def test_of_those_days_without_any_told_nothing_is_known():
    event = events("Rwanda returned 600 bodies to Uganda in those days.")[0]

    assert event.date.start is None


def test_none_of_several_places_in_a_row_is_the_place():
    event = events(
        "Mali's army said that drones had been sent against posts in Gao, Mopti and Segou on Tuesday."
    )[0]

    assert event.place is not None
    assert event.place.name == "Mali"


def test_what_was_blown_up_lay_in_the_country_in_which_the_report_plays():
    text = (
        "A railway bridge in Mali came down on Tuesday, the authorities said. Mali's railways halted all trains. "
        "Malian officials inspected the wreck. Mali's government met. "
        "The bridge had been blown up, the Malian army said."
    )
    event = next(event for event in events(text) if event.event_mode == "explosives")

    assert parties(event, Role.RECIPIENT) == {"MLI"}


def test_a_title_says_who_got_how_many_back():
    text = "Armenia and Azerbaijan met in Sochi. Armenia has returned 101 children to date, and Azerbaijan about 20."

    assert (
        "In all so far: release of people by Armenia and Azerbaijan: 101 to Azerbaijan, 20 to Armenia"
        in titles(text)
    )


@pytest.mark.parametrize(
    ("text", "mode", "actor", "recipient"),
    [
        ("India shot down 12 Pakistani drones over Jammu on Tuesday.", "drone", "PAK", "IND"),
        ("Ukraine's air force shot down 42 Russian drones on Tuesday.", "drone", "RUS", "UKR"),
        (
            "Russia's defence ministry said that 110 Ukrainian drones had been intercepted.",
            "drone",
            "UKR",
            "RUS",
        ),
        ("Iran shot down a US drone over the Strait of Hormuz on Tuesday.", None, "IRN", "USA"),
    ],
)
def test_drones_that_are_shot_down_were_sent_by_their_owner(text, mode, actor, recipient):
    event = events(text)[0]

    assert event.event_mode == mode
    assert (parties(event, Role.ACTOR), parties(event, Role.RECIPIENT)) == ({actor}, {recipient})


def test_the_group_is_the_one_that_fights():
    found = events(
        "The ELN freed three policemen on Tuesday, the Red Cross said. The group has already freed 12 hostages."
    )

    assert [event.participants[0].actor.name for event in found] == [
        "National Liberation Army (Colombia)"
    ] * 2


def test_bodies_go_back_to_the_side_whose_dead_they_are():
    text = (
        "Hamas handed over the bodies of four hostages on Tuesday. "
        "Israel had released 600 Palestinians in return by Wednesday morning."
    )

    assert titles(text)[0] == "Hamas returned 4 bodies to Israel"


def test_an_intercepted_missile_was_fired_at_who_intercepted_it():
    event = events("Israel intercepted three Iranian missiles over Haifa on Tuesday.")[0]

    assert event.title == "Iran fired on Israel in Haifa"


def test_who_gets_captives_is_not_who_is_freed():
    text = "The M23 handed 1,350 Congolese soldiers and police over to the government on Tuesday."

    assert titles(text) == ["March 23 Movement released 1,350 people to government"]


def test_an_armed_group_and_the_army_that_it_fights_did_not_do_the_same():
    text = (
        "Sudan's army said on Monday that it had killed 40 RSF fighters in El Obeid. "
        "In the past week the RSF has shelled the city daily."
    )

    assert [parties(event, Role.ACTOR) for event in events(text)] == [{"SDN"}, {"SDN"}]
    assert len({event.participants[0].name_as_written for event in events(text)}) == 2
