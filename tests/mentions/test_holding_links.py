"""Links as forces that take, hold and lose places."""

import pytest
from hand_made import link_of, parse_of, place_of, scene_of

from tocsin.base.model import Actor
from tocsin.mentions.holding_links import as_force, is_own

M23, WAZALENDO = Actor("group:m23", "M23", "COD", "REB"), Actor("group:wazalendo", "Wazalendo", "COD", "PRM")
CONGO, RWANDA = Actor("country:COD", "DR Congo", "COD", "GOV"), Actor("country:RWA", "Rwanda", "RWA", "GOV")


def parse_with(noun, *before, tag="NN", lemma=None):
    """Return a parse of "M23 left Goma. <before> <noun> came"."""
    told = [("M23", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1), ("Goma", "NNP", "dobj", 1)]
    n = len(before)
    own = [(w, "PRP$", "poss", n) for w in before]
    return parse_of(told, [*own, (noun, tag, "nsubj", n + 1, lemma or noun), ("came", "VBD", "ROOT", n + 1)])


def meant(noun, actor, basis, *before, **more):
    """Return whom a phrase means as a force, ``None`` for no force."""
    parse = parse_with(noun, *before, **more)
    link = link_of(parse, noun, actor, basis, first=before[0] if before else None)
    scene = scene_of(parse, [link_of(parse, "M23", M23), link], [place_of(parse, "Goma", "COD")])
    found = as_force(scene, link)
    return None if found is None else found.actor


@pytest.mark.parametrize(
    ("noun", "sector", "is_force"),
    [
        ("police", "COP", True),
        ("gendarmerie", "COP", True),
        ("officer", "COP", False),
        ("government", "GOV", True),
        ("ministry", "GOV", False),  # an office holds no town
        ("farmer", "CVL", False),
    ],
)
def test_which_nouns_are_of_forces(noun, sector, is_force):
    actor = Actor(None, f"the {noun}", "COD", sector)
    assert meant(noun, actor, "typed") == (actor if is_force else None)


def test_a_leader_stands_for_the_group_that_he_leads():
    makenga = Actor("person:sultani-makenga", "Sultani Makenga", "COD", "REB")
    assert meant("Makenga", makenga, "named", tag="NNP").id == "group:m23"
    assert meant("Doe", Actor("person:nobody", "Doe", "COD", "REB"), "named", tag="NNP") is None


def test_the_terrorists_are_the_rebels_and_no_militia_of_the_state():
    assert meant("terrorists", WAZALENDO, "coreferent", tag="NNS", lemma="terrorist") == M23
    assert meant("fighters", WAZALENDO, "coreferent", tag="NNS", lemma="fighter") == WAZALENDO


def test_a_country_that_stands_for_a_state_is_ground():
    assert meant("country", RWANDA, "coreferent") is None
    assert meant("army", CONGO, "coreferent") == CONGO


def test_the_state_is_the_one_that_the_story_is_about():
    assert meant("state", RWANDA, "coreferent") == Actor(None, "the government", "COD", "GOV")


def test_a_towns_own_people_in_arms_are_its_own():
    assert meant("vigilantes", M23, "coreferent", "its", tag="NNS", lemma="vigilante") == Actor(
        None, "vigilantes", "COD", "PRM"
    )
    parse = parse_with("vigilantes", tag="NNS", lemma="vigilante")
    assert not is_own(scene_of(parse), link_of(parse, "vigilantes", M23, "typed"))
