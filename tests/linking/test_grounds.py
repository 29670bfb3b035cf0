"""Grounds: a state's own air, water and land as a place."""

import pytest
from compact import linked

from tocsin.linking.grounds import REASON


def grounds_of(text, tools):
    reading = linked(text, tools)
    return [(text[p.start : p.end], p.place.country) for p in reading.places if p.reason == REASON]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Russian jet was shot down in Turkish airspace.", [("Turkish airspace", "TUR")]),
        ("Sailors drifted into Iranian waters.", [("Iranian waters", "IRN")]),
        ("Rwandan troops fought on Congolese soil.", [("Congolese soil", "COD")]),
        ("The jet violated Turkish airspace.", []),
        ("Turkish officers met in Ankara.", []),
        ("Troops fought in hostile territory.", []),
    ],
)
def test_a_states_ground_behind_a_word_of_place_is_a_place(text, found, tools):
    assert grounds_of(text, tools) == found


def test_the_adjective_of_a_ground_is_no_party(tools):
    reading = linked("A Russian jet was shot down in Turkish airspace.", tools)
    assert not [a for a in reading.actors if a.actor.id == "country:TUR"]
    kept = linked("The jet violated Turkish airspace.", tools)
    assert [a for a in kept.actors if a.actor.id == "country:TUR"]
