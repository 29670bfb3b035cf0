"""Who stands on the sides of a word that tells how two things stand."""

import pytest
from hand_made import at, link_of, parse_of, scene_of

from tocsin.base.model import Actor
from tocsin.mentions.standing_parties import owner_of, speaker_over, who, word_party

ARMY = Actor("agency:cod-armed-forces", "the army", "COD", "MIL")
M23 = Actor("group:m23", "M23", "COD", "REB")
MINISTER = Actor("person:m", "the minister", "COD", "GOV")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("M23", ("group:m23", "REB", "named")),
        ("Rwandan", ("country:RWA", "GOV", "named")),
        ("rebel", (None, "REB", "typed")),
        ("army", (None, "MIL", "typed")),
        ("farmer", None),
    ],
)
def test_word_party(word, wanted):
    parse = parse_of([(word, "NN", "ROOT", 0, word)])
    found = word_party(scene_of(parse), 0)
    assert (found and (found.actor.id, found.actor.sector, found.basis)) == wanted


def test_no_word_names_no_party():
    assert word_party(scene_of(parse_of([("M23", "NNP", "ROOT", 0)])), -1) is None


# "army said it left"
SAID = parse_of([
    ("army", "NN", "nsubj", 1), ("said", "VBD", "ROOT", 1, "say"), ("it", "PRP", "nsubj", 3), ("left", "VBD", "ccomp", 1),
])  # fmt: skip


@pytest.mark.parametrize(("actor", "speaks"), [(ARMY, True), (MINISTER, False)])
def test_a_force_that_says_it_is_the_speaker(actor, speaks):
    link = link_of(SAID, "army", actor)
    assert speaker_over(scene_of(SAID, [link]), at(SAID, "it")) == ([link] if speaks else [])


def test_it_is_who_says_so():
    link = link_of(SAID, "army", ARMY)
    assert who(scene_of(SAID, [link]), (at(SAID, "it"),)) == [link]


@pytest.mark.parametrize(("noun", "whose"), [("fighters", "M23"), ("soldiers", "army")])
def test_a_group_has_fighters_and_a_state_has_soldiers(noun, whose):
    told = [("M23", "NNP", "nsubj", 1), ("hit", "VBD", "ROOT", 1), ("army", "NN", "dobj", 1)]
    own = [("its", "PRP$", "poss", 1), (noun, "NNS", "nsubj", 2, noun[:-1]), ("fled", "VBD", "ROOT", 2)]
    parse = parse_of(told, own)
    links = {"M23": link_of(parse, "M23", M23), "army": link_of(parse, "army", ARMY)}
    assert who(scene_of(parse, links.values()), (at(parse, noun),)) == [links[whose]]


def test_whose_hands_they_are_is_who_was_told_of_last():
    parse = parse_of(
        [("M23", "NNP", "nsubj", 1), ("came", "VBD", "ROOT", 1)],
        [("Goma", "NNP", "nsubj", 1), ("fell", "VBD", "ROOT", 1), ("its", "PRP$", "dep", 1)],
    )
    link = link_of(parse, "M23", M23)
    assert owner_of(scene_of(parse, [link]), at(parse, "its")) == [link]
