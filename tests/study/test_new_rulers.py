"""Who has the towns of a state whose capital rebels of its land have taken."""

from datetime import date

import pytest
from made_standing import ADF, ARMY, CONGO, M23, RWANDAN_ARMY, step

from tocsin.base.incidents import RelationStatus
from tocsin.base.model import Actor
from tocsin.study.standing import relations, standing

BEFORE = step("controls", "holds", ARMY, "01-10", at="Sake")
FALL = step("controls", "opens", M23, "02-10", at="Kinshasa")
FDLR = Actor("group:fdlr", "FDLR", "RWA", "REB")
GANG = Actor("group:kuluna", "Kuluna", "COD", "CRM")


def holders(steps, when, at="Sake"):
    found = standing(steps, as_of=date.fromisoformat(f"2025-{when}"))
    return {(r.subject.name, r.status is RelationStatus.SUPPOSED) for r in found if r.place and r.place.name == at}


def test_towns_of_a_fallen_state_are_supposed_its_new_rulers():
    assert holders([BEFORE, FALL], "02-01") == {(ARMY.name, False)}
    assert holders([BEFORE, FALL], "02-11") == {(M23.name, True)}


def test_a_town_that_the_state_is_told_to_hold_since_stays_its_own():
    since = step("controls", "holds", ARMY, "02-20", at="Sake")
    assert holders([BEFORE, FALL, since], "02-21") == {(ARMY.name, False)}


def test_a_state_that_has_its_capital_again_has_not_fallen():
    again = step("controls", "opens", ARMY, "02-12", at="Kinshasa")
    assert holders([BEFORE, FALL, again], "02-15") == {(ARMY.name, False)}


@pytest.mark.parametrize("taker", [RWANDAN_ARMY, FDLR, GANG])
def test_armies_and_rebels_from_abroad_and_gangs_are_no_new_rulers(taker):
    taken = step("controls", "opens", taker, "02-10", at="Kinshasa")
    assert holders([BEFORE, taken], "02-11") == {(ARMY.name, False)}


def test_a_state_that_goes_on_elsewhere_has_not_fallen():
    elsewhere = [step("controls", "holds", ARMY, "02-20", at=town) for town in ("Beni", "Kisangani")]
    assert holders([BEFORE, FALL, *elsewhere], "02-21") == {(ARMY.name, False)}
    more = [step("controls", "holds", M23, "02-20", at=town) for town in ("Goma", "Bukavu", "Uvira")]
    assert holders([BEFORE, FALL, *elsewhere, *more], "02-21") == {(M23.name, True)}


def test_what_is_the_states_since_the_fall_stays_so():
    had = step("controls", "opens", ADF, "02-01", at="Sake")
    lost = step("controls", "closes", ADF, "02-20", at="Sake")  # its state's from then
    assert holders([FALL, had, lost], "02-21") == {(CONGO.name, True)}


def test_the_end_of_the_states_hold_has_the_fall_as_evidence():
    (ended,) = [r for r in relations([BEFORE, FALL]) if r.subject == ARMY]
    assert [s.reason.endswith("the capital fell") for s in ended.evidence_against] == [True]


def test_a_town_that_somebody_else_took_is_his():
    taken = step("controls", "opens", RWANDAN_ARMY, "02-01", at="Sake")
    assert holders([BEFORE, taken, FALL], "02-11") == {(RWANDAN_ARMY.name, False)}
