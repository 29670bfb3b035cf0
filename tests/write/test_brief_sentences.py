from dataclasses import replace
from datetime import date

import pytest
from made import BACKING, CLAIMS, CONGO, GOMA, M23, MARCH, RWANDA, SEIZURE, UN, UNKNOWN, claim

from tocsin.base.model import Actor, Count, Precision, Stance, Status, TimeBasis
from tocsin.base.tables import table
from tocsin.write.brief_sentences import BASE, WOULD, clause, denial, telling, tolls, voices

SAID = claim(20, speaker=UN, origin="body:un", told=Status.ALLEGED)
RAID = replace(SEIZURE, mode="firearms", claims=(SAID,), counts=())


def text(incident):
    return telling(incident).text


def test_asserted_incident_is_according_to_those_who_tell_it():
    assert (
        text(SEIZURE) == "The March 23 Movement took Goma on 27 January 2025, according to The Kivu Post and Lake Wire."
    )


def test_alleged_incident_is_said_to_be_alleged_and_by_whom():
    told = text(replace(RAID, told=Status.ALLEGED))
    assert told.startswith("The United Nations alleged that the March 23 Movement shot at ")


def test_allegation_without_a_speaker_is_one_all_the_same():
    assert text(BACKING).startswith("It is alleged that Rwanda gave material help to the March 23 Movement")


def test_denied_incident_is_led_in_by_who_denies_it():
    denied = claim(21, speaker=RWANDA, origin="country:RWA", stance=Stance.DENIES, told=Status.DENIED)
    told = replace(RAID, told=Status.DENIED, claims=(denied,))
    assert text(told).startswith("Rwanda denied that the March 23 Movement shot at ")
    assert denial(told) is None


def test_denial_of_what_is_told_has_its_own_sentence_and_day():
    assert denial(SEIZURE).text == "Rwanda denied it on 29 January 2025."
    assert denial(MARCH) is None


def test_correction_of_an_outlet_is_no_denial():
    taken_back = claim(22, stance=Stance.DENIES, said_on=date(2025, 1, 30))
    assert denial(replace(RAID, claims=(SAID, taken_back))).text == (
        "The Kivu Post reported that it was not so on 30 January 2025."
    )


def test_not_of_an_outlet_that_corrects_nothing_is_none():
    stray = claim(23, stance=Stance.DENIES, told=Status.NEGATED)
    assert denial(replace(RAID, claims=(SAID, stray))) is None


def test_speaker_who_affirms_and_denies_in_one_sentence_does_not_deny():
    slip = claim(24, speaker=UN, origin="body:un", stance=Stance.DENIES)
    assert denial(replace(RAID, claims=(SAID, slip))) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Status.REQUESTED, "The United Nations asked that the March 23 Movement shoot at"),
        (Status.THREATENED, "The United Nations threatened that the March 23 Movement would shoot at"),
        (Status.PLANNED, "It was planned or announced that the March 23 Movement would shoot at"),
        (Status.HYPOTHETICAL, "It was spoken of as possible that the March 23 Movement would shoot at"),
    ],
)
def test_what_did_not_happen_is_never_told_as_past(told, words):
    assert text(replace(RAID, told=told)).startswith(words)


def test_toll_is_a_range_and_each_speaker_has_its_number():
    (toll,) = tolls(SEIZURE)
    assert toll.text == (
        "Killed: 773 to at least 2,900 – the United Nations (5 February): at least 2,900; "
        "a hospital doctor (Lake Wire, 6 February): at least 2,900."
    )


def test_number_that_its_speaker_replaced_is_not_given_again():
    assert "773;" not in tolls(SEIZURE)[0].text
    first = replace(CLAIMS[3], superseded_by=None)
    again = replace(SEIZURE, claims=(first, *CLAIMS[4:]))
    assert "Democratic Republic of the Congo (30 January): 773" in tolls(again)[0].text


def test_one_number_is_not_said_twice():
    one = replace(SEIZURE, counts=(("killed", Count(2900, 2900, None)),))
    assert tolls(one)[0].text.startswith("Killed: at least 2,900, according to the United Nations (5 February) and ")


def test_sentence_is_about_its_incident_claims_and_documents():
    assert {SEIZURE.id, CLAIMS[0].id, CLAIMS[0].document} <= set(telling(SEIZURE).about)


def test_voices_of_one_outlet_stand_together():
    people = [Actor(None, name, "COD", "CVL") for name in ("a teacher", "two drivers", "The teacher")]
    claims = tuple(claim(30 + n, speaker=p) for n, p in enumerate(people))
    assert voices(replace(RAID, claims=claims), Stance.AFFIRMS).names == "a teacher and two drivers (The Kivu Post)"


def test_many_voices_are_counted():
    claims = tuple(claim(40 + n, origin=f"Outlet {n}") for n in range(6))
    assert voices(replace(RAID, claims=claims), Stance.AFFIRMS).names == "Outlet 0, Outlet 1, Outlet 2 and 3 more"


def test_sides_that_mean_nothing_by_themselves_are_left_out():
    its = Actor(None, "its soldiers", "COD", "MIL")
    assert clause(replace(SEIZURE, mode="firearms", actors=(its,), recipients=(CONGO,))) == (
        "the Democratic Republic of the Congo was shot or fired on in Goma"
    )


def test_town_is_no_party_to_what_happens_in_it():
    goma = Actor(None, "Goma", "COD", None)
    assert (
        clause(replace(SEIZURE, mode="aerial", recipients=(goma,)))
        == "the March 23 Movement attacked from the air in Goma"
    )


def test_who_fights_is_not_its_own_victim():
    assert clause(replace(SEIZURE, mode=None, recipients=(M23,))) == "the March 23 Movement attacked or fought in Goma"


def test_forms_of_the_verb():
    shot = replace(SEIZURE, mode="firearms", actors=(), recipients=(Actor(None, "three boys", "COD", "CVL"),))
    assert clause(shot) == "three boys were shot or fired on in Goma"
    assert clause(shot, verb=BASE) == "three boys be shot or fired on in Goma"
    assert clause(shot, verb=WOULD) == "three boys would be shot or fired on in Goma"


def test_unknown_time_and_place_are_not_told():
    assert text(UNKNOWN) == "There was a flood."


def test_day_of_the_report_is_told_as_one():
    known = replace(SEIZURE, time_basis=TimeBasis.PUBLISHED, claims=())
    assert text(known) == "The March 23 Movement took Goma (reported on 27 January 2025)."


def test_every_type_and_mode_has_a_clause_for_any_sides():
    for row in table("ontology.tsv", columns=("type", "mode")):
        for actors in ((), (M23,)):
            for recipients in ((), (RWANDA,)):
                some = replace(
                    SEIZURE, type=row["type"], mode=row["mode"] or None, actors=actors, recipients=recipients
                )
                for verb in ("past", BASE, WOULD):
                    told = clause(some, verb=verb)
                    assert not set("[]{}|/") & set(told), told


def test_place_has_the_preposition_of_its_kind():
    airport = replace(GOMA, name="Goma airport", precision=Precision.SITE)
    quarter = replace(GOMA, name="Himbi", precision=Precision.SITE)
    fired = replace(SEIZURE, mode="firearms", recipients=())
    assert clause(replace(fired, place=airport)).endswith("at Goma airport")
    assert clause(replace(fired, place=quarter)).endswith("in Himbi")
