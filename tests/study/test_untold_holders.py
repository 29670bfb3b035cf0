"""Who had a place before it was taken, and who has it after a base fell, where nobody says it."""

import pytest
from made_standing import ARMY, M23, RWANDAN_ARMY, step

from tocsin.base.incidents import Effect
from tocsin.base.model import Extent
from tocsin.study.sides import OTHER_SIDE
from tocsin.study.untold_holders import is_again, lost_by, won_by


def taken(who, words):
    return step("controls", "opens", who, "01-27", at="Goma", evidence=Extent(0, len(words), words))


@pytest.mark.parametrize("who", [M23, RWANDAN_ARMY])
def test_rebels_and_foreign_armies_take_a_place_from_its_state(who):
    (lost,) = lost_by(taken(who, "They took Goma."))
    assert (lost.subject.id, lost.effect, lost.place.name) == ("country:COD", Effect.CLOSES, "Goma")
    assert lost.reason.endswith("its state's until then")


def test_an_army_retakes_its_own_place_from_the_other_side():
    (lost,) = lost_by(taken(ARMY, "The army recaptured Goma."))
    assert (lost.subject.name, lost.effect) == (OTHER_SIDE, Effect.CLOSES)
    assert lost_by(taken(ARMY, "The army entered Goma.")) == ()


def test_where_a_rebel_base_fell_its_state_has_the_place():
    fell = step("controls", "closes", M23, "01-27", at="Goma", reason="told in passing: controls:base fell")
    (won,) = won_by(fell)
    assert (won.subject.id, won.effect) == ("country:COD", Effect.OPENS)
    assert won_by(step("controls", "closes", M23, "01-27", at="Goma")) == ()
    assert won_by(step("controls", "closes", ARMY, "01-27", at="Goma", reason=fell.reason)) == ()


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("Troops re-captured Goma.", True),
        ("Troops retook Goma.", True),
        ("It won Goma back.", True),
        ("They took Goma.", False),
    ],
)
def test_is_again(words, again):
    assert is_again(taken(ARMY, words)) is again
