"""Who had a town before its state took it, and who has it since it was lost, where nobody tells."""

from datetime import date

import pytest
from made_standing import ADF, ARMY, CONGO, M23, RWANDAN_ARMY, WAZALENDO, place, step

from tocsin.base.incidents import IncidentStatus, RelationStatus
from tocsin.base.model import Extent, Precision
from tocsin.study.standing import relations, standing

TAKEN = step("controls", "opens", ARMY, "02-10", at="Sake")
LOST = step("controls", "closes", M23, "02-10", at="Sake")
ENEMY = step("controls", "holds", M23, "02-09", at="Goma")


def holders(steps, when, at="Sake"):
    found = standing(steps, as_of=date.fromisoformat(f"2025-{when}"))
    return {(r.subject.name, r.status is RelationStatus.SUPPOSED) for r in found if r.place and r.place.name == at}


def test_its_state_took_a_town_from_the_only_group_that_it_fights():
    assert holders([TAKEN, ENEMY], "01-20") == {(M23.name, True)}
    assert holders([TAKEN, ENEMY], "02-11") == {(ARMY.name, False)}


def test_nothing_is_supposed_where_several_groups_fight():
    other = step("controls", "holds", ADF, "02-09", at="Oicha")
    assert holders([TAKEN, ENEMY, other], "01-20") == set()


@pytest.mark.parametrize(
    "before",
    [
        step("controls", "holds", ADF, "01-30", at="Sake"),
        step("controls", "closes", ADF, "01-30", at="Sake"),
    ],
)
def test_what_is_told_of_earlier_days_counts(before):
    assert (M23.name, True) not in holders([TAKEN, ENEMY, before], "01-20")


def test_what_is_taken_back_had_been_its_states_nobody_says_until_when():
    again = step("controls", "opens", ARMY, "02-10", at="Sake", evidence=Extent(0, 20, "The army retook Sake"))
    assert holders([again, ENEMY], "01-20") == set()


def test_a_disputed_taking_lets_nothing_be_supposed():
    claimed = step("controls", "opens", ARMY, "02-10", at="Sake", status=IncidentStatus.DISPUTED)
    denied = step("controls", "denies", ARMY, "02-12", at="Sake")
    assert (M23.name, True) not in holders([claimed, denied, ENEMY], "01-20")


def test_foreign_troops_and_rebels_take_towns_from_others():
    for taker in (RWANDAN_ARMY, M23):
        taken = step("controls", "opens", taker, "02-10", at="Sake")
        assert holders([taken, ENEMY], "01-20") == set()


@pytest.mark.parametrize("day", ["02-09", "02-10", "03-01"])
def test_a_militia_is_not_the_enemy(day):
    allied = step("controls", "opens", WAZALENDO, day, at="Goma")
    assert holders([TAKEN, allied], "01-20") == set()


def test_who_takes_a_town_with_the_army_or_after_it_is_not_from_whom_it_was_taken():
    for day in ("02-10", "03-01"):
        also = step("controls", "opens", M23, day, at="Sake", source=TAKEN.source)
        assert (M23.name, True) not in holders([TAKEN, also], "01-20")


def test_a_province_is_held_in_parts():
    taken = step("controls", "opens", ARMY, "02-10", at=place("North Kivu", Precision.PROVINCE))
    assert holders([taken, ENEMY], "01-20", at="North Kivu") == set()


def test_what_a_group_has_lost_its_state_has_won():
    held = step("controls", "holds", M23, "01-20", at="Sake")
    assert holders([held, LOST], "02-20") == {(CONGO.name, True)}
    assert "its state's from then" in relations([held, LOST])[-1].evidence_for[0].reason
    assert holders([held, LOST, step("controls", "opens", ADF, "02-12", at="Sake")], "02-20") == {(ADF.name, False)}


def test_what_the_state_has_lost_its_only_enemy_has_won():
    held = step("controls", "holds", ARMY, "01-20", at="Sake")
    lost = step("controls", "closes", ARMY, "02-10", at="Sake")
    assert holders([held, lost, ENEMY], "02-20") == {(M23.name, True)}
    assert holders([held, lost], "02-20") == set()


def test_what_is_supposed_keeps_the_words_that_it_follows_from():
    made = next(r for r in relations([TAKEN, ENEMY]) if r.status is RelationStatus.SUPPOSED)
    (only,) = made.evidence_for
    assert made.evidence_against == ()
    assert only.reason == "made; its enemy's until then"
    assert (made.from_latest, made.until_latest) == (None, date(2025, 2, 10))
