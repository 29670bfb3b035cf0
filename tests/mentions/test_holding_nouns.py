"""Forces of words that linking has nothing for."""

import pytest
from hand_made import at, parse_of, place_of, scene_of

from tocsin.mentions.holding_nouns import noun_party, party_before_held, unlinked


def scene_with(*words, country="COD"):
    """Return the scene of "Goma fell." and a sentence."""
    parse = parse_of([("Goma", "NNP", "nsubj", 1), ("fell", "VBD", "ROOT", 1)], list(words))
    return scene_of(parse, places=[place_of(parse, "Goma", country)])


@pytest.mark.parametrize(
    ("noun", "tag", "dep", "lemma", "sector"),
    [
        ("mutineers", "NNS", "nsubj", "mutineer", "REB"),
        ("mutineer", "NN", "nsubj", "mutineer", None),  # one alone is no force
        ("junta", "NN", "nsubj", "junta", "MIL"),
        ("junta", "NN", "compound", "junta", None),  # tells of another noun
        ("EPLF", "NNP", "nsubj", "eplf", "REB"),  # an acronym with "the"
        ("farmers", "NNS", "nsubj", "farmer", None),
    ],
)
def test_unlinked(noun, tag, dep, lemma, sector):
    scene = scene_with(("the", "DT", "det", 1), (noun, tag, dep, 2, lemma), ("came", "VBD", "ROOT", 2))
    found = unlinked(scene, at(scene.parse, noun))
    assert (found and (found.actor.sector, found.actor.country)) == (sector and (sector, "COD"))


@pytest.mark.parametrize(
    ("word", "held", "country", "wanted"),
    [
        ("rebel", "held", "COD", (None, "REB")),
        ("M23", "held", "COD", ("group:m23", "REB")),
        ("Kurdish", "held", "SYR", ("group:sdf", "REB")),
        ("Kurdish", "born", "SYR", None),
        ("lake", "held", "COD", None),
    ],
)
def test_party_before_held(word, held, country, wanted):
    scene = scene_with(
        (word, "NN", "npadvmod", 2, word), ("-", "HYPH", "punct", 2), (held, "VBN", "amod", 3), ("land", "NN", "ROOT", 3),
        country=country,
    )  # fmt: skip
    found = party_before_held(scene, at(scene.parse, word))
    assert (found and (found.actor.id, found.actor.sector)) == wanted


def test_the_state_stands_for_its_government():
    scene = scene_with(("the", "DT", "det", 1), ("state", "NN", "nsubj", 2), ("came", "VBD", "ROOT", 2))
    actor = noun_party(scene, at(scene.parse, "state")).actor
    assert (actor.name, actor.country, actor.sector) == ("the government", "COD", "GOV")
    scene = scene_with(("a", "DT", "det", 1), ("state", "NN", "nsubj", 2), ("came", "VBD", "ROOT", 2))
    assert noun_party(scene, at(scene.parse, "state")) is None
