from dataclasses import replace
from datetime import date

import pytest
from made import BACKING, CLAIMS, MARCH, RWANDA, SEIZURE, UN, UNKNOWN, claim

from tocsin.base.model import Stance, Status, TimeBasis
from tocsin.write.brief_sentences import denial, telling

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


def test_sentence_is_about_its_incident_claims_and_documents():
    assert {SEIZURE.id, CLAIMS[0].id, CLAIMS[0].document} <= set(telling(SEIZURE).about)


def test_unknown_time_and_place_are_not_told():
    assert text(UNKNOWN) == "There was a flood."


def test_day_of_the_report_is_told_as_one():
    known = replace(SEIZURE, time_basis=TimeBasis.PUBLISHED, claims=())
    assert text(known) == "The March 23 Movement took Goma (reported on 27 January 2025)."
