"""The places and forces that the items of a line stand for."""

import pytest
from hand_made import at, link_of, parse_of, place_of, scene_of

from tocsin.base.model import Actor, Precision
from tocsin.mentions.holding_items import DEICTIC, FORCE, PLACE, PRONOUN, Item
from tocsin.mentions.holding_referents import antecedent, forces_of, places_of

M23 = Actor("group:m23", "M23", "COD", "REB")
NAMED = [
    ("M23", "NNP", "nsubj", 1), ("took", "VBD", "ROOT", 1), ("Goma", "NNP", "dobj", 1), ("and", "CC", "cc", 2),
    ("Beni", "NNP", "conj", 2),
]  # fmt: skip


@pytest.mark.parametrize(("count", "towns"), [("both", ["Goma", "Beni"]), ("two", ["Goma", "Beni"]), ("three", [])])
def test_both_towns_are_those_named_last(count, towns):
    own = [(count, "CD", "nummod", 1), ("towns", "NNS", "nsubj", 2, "town"), ("fell", "VBD", "ROOT", 2)]
    parse = parse_of(NAMED, own)
    scene = scene_of(parse, places=[place_of(parse, "Goma", "COD"), place_of(parse, "Beni", "COD")])
    found = places_of(scene, [Item(DEICTIC, at(parse, "towns"))], 0)
    assert [p.place.name for p in found] == towns


def test_an_items_own_places_count_but_for_countries():
    parse = parse_of(NAMED)
    goma, beni = place_of(parse, "Goma", "COD"), place_of(parse, "Beni", "COD", Precision.COUNTRY)
    scene = scene_of(parse, places=[goma, beni])
    assert places_of(scene, [Item(PLACE, goma.token, (goma, beni))], 0) == [goma]


def test_it_is_the_place_before_it_in_the_line():
    parse = parse_of([*NAMED, ("it", "PRP", "dobj", 1)])
    goma, beni = place_of(parse, "Goma", "COD"), place_of(parse, "Beni", "COD")
    line = [Item(PLACE, goma.token, (goma,)), Item(PLACE, beni.token, (beni,)), Item(PRONOUN, at(parse, "it"))]
    assert places_of(scene_of(parse, places=[goma, beni]), line, 2) == [beni]


def test_a_relative_clause_is_about_the_noun_over_it():
    parse = parse_of([*NAMED, ("hold", "VBZ", "relcl", 2)])
    goma, beni = place_of(parse, "Goma", "COD"), place_of(parse, "Beni", "COD")
    scene = scene_of(parse, places=[goma, beni])
    assert antecedent(scene, at(parse, "hold"), [beni]) == [goma]
    assert antecedent(scene, at(parse, "took"), [beni]) == [beni]


def test_they_are_the_force_before_them_in_the_line():
    parse = parse_of([*NAMED, ("they", "PRP", "dep", 1)])
    m23 = link_of(parse, "M23", M23)
    line = [Item(FORCE, m23.token, forces=(m23,)), Item(PRONOUN, at(parse, "they"))]
    scene = scene_of(parse, [m23])
    assert forces_of(scene, line, 0, by_speaker=False) == [m23]
    assert forces_of(scene, line, 1, by_speaker=False) == [m23]
    assert forces_of(scene, line, 1, by_speaker=True) == []  # nobody says it of himself
