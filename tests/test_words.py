"""What is said, agreed and refused: by whom and to whom, and what was never said at all."""

import pytest

from timeline.coding import coded_story


def events(text, title="A headline"):
    return coded_story(f"{title}\n\n{text}\n".encode(), "p.txt", "2031-07-22").events


def parties(event, role):
    return {
        p.actor.name if p.actor else p.country or p.name_as_written
        for p in event.participants
        if p.role == role
    }


def of_type(found, event_type):
    return [event for event in found if event.event_type == event_type]


def test_a_mediator_named_oftener_than_a_side_is_none():
    found = events(
        "Qatar announced on Monday that Qatari envoys had carried proposals between Sudan and Chad. "
        "Qatar, said Qatar's foreign minister, will host the next meeting. "
        "The two sides agreed on a truce on Sunday."
    )
    agreed = of_type(found, "AGREE")[-1]
    assert parties(agreed, "actor") == {"Sudan", "Chad"}


def test_a_country_against_which_the_war_is_fought_is_a_side():
    found = events(
        "Rwandan President Paul Kagame spoke on the phone with US President Donald Trump on Monday. "
        "Rwanda lost a town in the war with Burundi, the Rwandan army said. "
        "Prisoners would change hands on Friday, the US State Department said."
    )
    planned = next(event for event in found if event.status == "planned")
    assert parties(planned, "actor") == {"Rwanda", "Burundi"}


def test_he_is_the_subject_of_the_verb_above_and_not_who_was_named_last():
    found = events(
        "Azerbaijani President Ilham Aliyev told Nikol Pashinyan in Brussels on Monday that he was prepared "
        "to sign a treaty with Armenia."
    )
    ready = of_type(found, "AGREE")[0]
    assert parties(ready, "actor") == {"Ilham Aliyev"}


def test_he_of_the_next_sentence_is_of_whom_the_last_one_told():
    found = events(
        "Colombian President Gustavo Petro spoke about Nicolas Maduro on Monday. "
        "He called for a ceasefire with Venezuela."
    )
    asked = of_type(found, "REQUEST")[0]
    assert parties(asked, "actor") == {"Gustavo Petro"}


def test_his_country_is_that_of_the_speaker():
    found = events(
        "US President Donald Trump spoke on Sunday. Recep Tayyip Erdogan, the Turkish president, declared on Monday "
        "that his country stood ready to host the two sides."
    )
    assert "Donald Trump" not in {
        name for event in of_type(found, "AGREE") for name in parties(event, "actor")
    }


def test_a_demand_is_not_addressed_to_the_country_of_a_town():
    (asked,) = of_type(
        events(
            "Ethiopia and Eritrea quarrelled. On Monday Ethiopia suggested talks with Eritrea in the Kenyan city."
        ),
        "REQUEST",
    )
    assert parties(asked, "recipient") == {"Eritrea"}


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Lebanon reached no agreement in Cairo on Sunday.",
        "No meeting between Iran and Israel had ever been arranged, officials said.",
        "Israel and Lebanon sealed neither a deal nor a truce on Sunday.",
    ],
)
def test_what_was_not_agreed_is_no_agreement(text):
    assert {event.event_type for event in events(text)} & {"AGREE", "RETREAT"} == set()


def test_a_meeting_that_makes_no_sense_is_refused_and_not_held():
    found = events(
        "Holding further meetings with Iran made no sense, Israeli President Isaac Herzog said on Monday."
    )
    assert [(event.event_type, event.event_mode) for event in found] == [("REJECT", "meet")]


def test_talk_of_something_is_no_talks():
    (denial,) = events("Pakistan on Monday rejected India's talk of a postponement.")
    assert (denial.event_type, denial.event_mode) == ("REJECT", None)
    assert denial.title == "Pakistan contradicted India"


def test_what_was_also_agreed_is_a_second_agreement():
    found = events(
        "Armenia and Azerbaijan agreed on Monday to swap prisoners. The two sides also agreed to open the border."
    )
    assert len(of_type(found, "AGREE")) == 2


def test_what_two_offer_is_two_events():
    found = events(
        "Kenyan President William Ruto said on Monday that he was ready to host the talks. "
        "Qatar's prime minister said on Monday that his country was ready to host the talks."
    )
    assert len(of_type(found, "AGREE")) == 2


def test_what_was_called_off_or_denied_says_so_in_its_title():
    (held,) = events("Iran and Israel did not meet in Geneva on Monday, Oman said.")
    assert held.title == "Denied: talks between Iran and Israel in Geneva"


def days(event):
    return str(event.date.start), str(event.date.end)


@pytest.mark.parametrize(
    "text",
    [
        "Iran and Israel met in Geneva on Monday. The meeting produced an understanding on inspections.",
        "Iran and Israel met in Geneva on Monday. They met for an hour. It was there that they agreed to a truce.",
        "The talks between Iran and Israel in Geneva ended on Monday after an hour, producing an accord on prisoners.",
        "Iran and Israel met in Geneva on Monday. All prisoners will be exchanged under a deal struck at the meeting.",
    ],
)
def test_what_talks_brought_has_their_day(text):
    agreed = of_type(events(text), "AGREE")
    assert [(event.status, days(event)) for event in agreed] == [("occurred", ("2031-07-21", "2031-07-21"))]


def test_what_is_done_under_a_deal_on_a_day_of_its_own_stays_planned():
    found = events(
        "Iran and Israel will exchange prisoners on Friday under a deal reached in Doha, Qatar said on Monday."
    )
    assert "planned" in {event.status for event in found}


def test_hours_after_talks_leave_their_day_to_whoever_names_it():
    found = events(
        "The convoy was hit only hours after envoys of Sudan and Chad had held talks in Jeddah. "
        "Monday's meeting between Sudan and Chad was over after an hour."
    )
    talks = of_type(found, "CONSULT")
    assert [days(event) for event in talks] == [("2031-07-21", "2031-07-21")]


def test_words_have_the_day_on_which_they_were_made():
    found = events("Armenia accused Azerbaijan of new demands, in remarks that its minister made on Friday.")
    assert days(of_type(found, "ACCUSE")[0]) == ("2031-07-18", "2031-07-18")


def test_both_who_met_are_named_wherever_they_stand():
    for text in (
        "US President Donald Trump had a phone call with Ali Khamenei on Monday and wrote that he was pleased.",
        "US President Donald Trump wrote that he had spoken on the phone with Ali Khamenei on Monday.",
        "US President Donald Trump ordered a halt on Monday, following a phone call with Ali Khamenei.",
    ):
        call = of_type(events(text), "CONSULT")[0]
        assert parties(call, "actor") == {"Donald Trump", "Ali Khamenei"}, text


def test_it_is_the_meeting_and_not_a_country():
    found = events("The meeting between Chad and Sudan lasted an hour. It produced an accord.")
    assert parties(of_type(found, "AGREE")[0], "actor") == {"Chad", "Sudan"}


@pytest.mark.parametrize(
    "text",
    [
        "The two accounts of Iran and Israel agree on the place.",
        "The bodies of the dead were ready, Hamas said.",
        "The terms, the Sudanese minister said, would have to be agreed first.",
        "Iranian President Masoud Pezeshkian spoke at a meeting with news agencies on Monday.",
        "The timetable ruled out a meeting of Iran and Israel on Monday.",
        "Steve Witkoff, who leads the American negotiating team, arrived.",
    ],
)
def test_words_of_talks_by_which_nobody_talks_are_no_event(text):
    assert {event.event_type for event in events(text)} & {"AGREE", "CONSULT", "REJECT"} == set()


def test_a_meeting_that_was_set_for_a_day_is_planned_for_it():
    (event,) = events("The meeting between Iran and Israel has been set for July 25, Oman said on Monday.")
    assert (event.event_type, event.status, days(event)) == ("AGREE", "planned", ("2031-07-25", "2031-07-25"))
    assert event.title == "Planned: talks between Iran and Israel"


def test_talks_put_on_hold_are_broken_off_and_not_held():
    (event,) = events("Iran on Friday declared the nuclear negotiations with Oman to be on hold.")
    assert (event.event_type, event.event_mode) == ("SANCTION", "discontinue")
    assert (parties(event, "actor"), parties(event, "recipient")) == ({"Iran"}, {"Oman"})


def test_two_who_will_not_meet_refuse_nothing():
    (event,) = events("Envoys of Rwanda and Congo will not hold talks in Doha today, a diplomat said.")
    assert (event.event_type, event.status) == ("CONSULT", "denied")


def test_a_halt_ordered_to_ones_own_troops_is_a_concession_and_no_demand():
    (event,) = events(
        "Azerbaijani President Ilham Aliyev on Monday instructed his troops to stop all military action."
    )
    assert event.event_type == "CONCEDE"
    assert parties(event, "actor") == {"Ilham Aliyev"}


def test_to_suggest_that_two_meet_is_a_request():
    (event,) = of_type(events("Sudan on Monday suggested that Sudan and Chad meet in Jeddah."), "REQUEST")
    assert (event.event_mode, days(event)) == ("meet", ("2031-07-21", "2031-07-21"))


def test_who_is_received_visits_who_receives():
    (event,) = events(
        "Turkish Foreign Minister Hakan Fidan is scheduled to receive Abbas Araghchi in Ankara on Friday."
    )
    assert event.title == "Planned: visit by Abbas Araghchi to Hakan Fidan in Ankara"


def test_who_takes_part_is_not_asked():
    found = events(
        "Sudan and Chad met in Jeddah on Monday. Sudan proposed a meeting of the leaders to Chad, with US President "
        "Donald Trump taking part."
    )
    assert parties(of_type(found, "REQUEST")[0], "recipient") == {"Chad"}


def test_the_day_of_which_something_was_said_is_not_that_of_the_words():
    found = events(
        "Thursday was the day that Iranian President Masoud Pezeshkian had suggested for talks, in an offer he made to "
        "Oman on July 11."
    )
    assert days(of_type(found, "REQUEST")[0]) == ("2031-07-11", "2031-07-11")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hamas on Monday called on Israel for a truce.", "Hamas asked Israel for a ceasefire"),
        ("Israel on Monday rejected a truce with Hamas.", "Israel said no to Hamas on ceasefire"),
        (
            "Congo on Monday accused Rwanda of shelling Goma.",
            "Democratic Republic of the Congo accused Rwanda of",
        ),
        ("Qatar mediated between Israel and Hamas on Monday.", "Qatar mediated between Israel and Hamas"),
    ],
)
def test_a_title_says_what_is_said(text, title):
    assert events(text)[0].title.startswith(title)


def test_an_office_is_the_person_who_holds_it():
    (charge,) = events("Armenia's defence minister, Suren Papikyan, accused Azerbaijan on Monday.")
    assert parties(charge, "actor") == {"Suren Papikyan"}
    found = events(
        "Vladimir Putin stays away. The Russian leader will not travel to Istanbul, the Kremlin said on Monday."
    )
    assert parties(of_type(found, "REJECT")[0], "actor") == {"Vladimir Putin"}


def test_three_delegations_are_three():
    (talks,) = events("Ethiopian, Egyptian and Sudanese delegations met in Cairo on Monday.")
    assert parties(talks, "actor") == {"Ethiopia", "Egypt", "Sudan"}


def test_those_who_phone_each_other_are_two():
    (call,) = events(
        "US President Donald Trump and Russian President Vladimir Putin phoned each other on Monday."
    )
    assert parties(call, "actor") == {"Donald Trump", "Vladimir Putin"}


def speakers(event):
    return {
        claim.claimant.actor.name if claim.claimant.actor else claim.claimant.name_as_written
        for claim in event.claims
        if claim.claimant
    }


def test_who_speaks_for_another_is_the_speaker():
    (refusal,) = events(
        "Vladimir Putin will not travel to Oslo, the Kremlin confirmed on Monday through its spokesman Dmitry Peskov."
    )
    assert speakers(refusal) == {"Dmitry Peskov"}


def test_what_a_report_takes_for_granted_nobody_claims():
    found = events(
        "Norway suspended its flights on Monday after Icelandic troops had attacked Bergen, Minister Ana Vell said."
    )
    (attack,) = of_type(found, "ASSAULT")
    assert (attack.status, speakers(attack)) == ("occurred", set())


def test_what_somebody_suggests_says_nothing_of_what_was_told_before():
    found = events(
        "Iran and Oman are due to meet in Muscat on Friday, the Omani foreign ministry said. "
        "Friday was the day that Iranian President Masoud Pezeshkian had suggested for direct talks."
    )
    planned = next(event for event in found if event.status == "planned")
    assert "Masoud Pezeshkian" not in speakers(planned)


def test_in_a_video_who_urges_is_the_speaker():
    (demand,) = events(
        "Alexander Lukashenko visited a factory. In a video from Lithuania his challenger, Sviatlana Tsikhanouskaya, "
        "urged the army on Monday to change sides."
    )[-1:]
    assert "Alexander Lukashenko" not in speakers(demand)


def test_who_expects_an_exchange_is_no_side_of_it():
    found = events(
        "Sudan and Chad swapped 20 prisoners on Monday. President Abdel Fattah al-Burhan expects prisoners to be "
        "traded again on Friday."
    )
    planned = next(event for event in found if event.status == "planned")
    assert parties(planned, "actor") == {"Sudan", "Chad"}
