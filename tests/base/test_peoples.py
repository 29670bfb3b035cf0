"""Whose side de facto states are on: their own."""

import pytest

from tocsin.base.model import Actor
from tocsin.base.peoples import state_apart
from tocsin.study.sides import is_state, same_side


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("country:abkhazia", "country:abkhazia"),
        ("agency:abkhazia-armed-forces", "country:abkhazia"),
        ("agency:geo-armed-forces", None),
        ("country:GEO", None),
        ("group:m23", None),
        (None, None),
    ],
)
def test_a_de_facto_state_and_its_organs(actor, state):
    assert state_apart(actor) == state


def test_the_forces_of_a_de_facto_state_are_not_those_of_the_state_it_left():
    own = Actor("agency:abkhazia-armed-forces", "Abkhazia: armed forces", "GEO", "MIL")
    abkhazia = Actor("country:abkhazia", "Abkhazia", "GEO", "GOV")
    georgia = Actor("agency:geo-armed-forces", "Georgia: armed forces", "GEO", "MIL")
    assert not is_state(own)
    assert same_side(own, abkhazia)
    assert not same_side(own, georgia)
