"""Whom pronouns stand for."""

import pytest
from coreferents import coreferent, names_of
from hand_made import at, link_of, parse_of

from tocsin.base.model import Actor
from tocsin.linking.antecedents import candidate_of
from tocsin.linking.pronouns import of_pronoun

WEATHER = pytest.mark.xfail(reason="verbs of weather are not known")
RWANDA, M23 = Actor("country:RWA", "Rwanda", "RWA", "GOV"), Actor("group:m23", "M23", "COD", "REB")
KAGAME, REUTERS = Actor("person:k", "Kagame", "RWA", "GOV"), Actor("body:reuters", "Reuters", "NGO", "MED")


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Paul Kagame spoke in Kigali. He blamed Congo.", "He", ["Paul Kagame"]),
        ("Angela Merkel left Berlin. She will meet Macron.", "She", ["Angela Merkel"]),
        ("Iran is under pressure. It fired a missile.", "It", ["Iran"]),
        ("Rwanda denied that it sent troops.", "it", ["Rwanda"]),
        ("The town was shelled. Police may arrest him.", "him", []),
        pytest.param(
            *("Emmanuel Macron met Olaf Scholz. They signed a treaty.", "They", ["Emmanuel Macron", "Olaf Scholz"]),
            marks=pytest.mark.xfail(reason="two persons that are not coordinated make no plural"),
        ),
        ("Russia attacked Kharkiv with its drones.", "its", ["Russia"]),
    ],
)
def test_pronouns_stand_for_actors_named_before(text, words, names, tools):
    assert names_of(words, text, tools) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sudan is at war. It rained in Khartoum.", marks=WEATHER),
        pytest.param(
            "Congo is poor. It is feared that the war will spread.",
            marks=pytest.mark.xfail(reason="only under be, seem and appear is it taken for empty"),
        ),
        "Iran is under pressure. It seems that talks will fail.",
    ],
)
def test_it_that_stands_for_nothing_is_no_actor(text, tools):
    assert [w for w, _ in coreferent(text, tools) if w == "It"] == []


def test_a_pronoun_without_a_person_before_it_is_not_linked(tools):
    assert coreferent("He attacked the village.", tools) == []


def stands_for(parse, word, *links):
    return [a.actor for a in of_pronoun(parse, at(parse, word), [candidate_of(parse, link) for link in links])]


# "Kagame praised Rwanda. <pronoun> fired."
TWO = ([("Kagame", "NNP", "nsubj", 1), ("praised", "VBD", "ROOT", 1), ("Rwanda", "NNP", "dobj", 1)],)


@pytest.mark.parametrize(("pronoun", "whom"), [("he", [KAGAME]), ("it", [RWANDA]), ("they", [])])
def test_a_pronoun_agrees_with_whom_it_stands_for(pronoun, whom):
    parse = parse_of(*TWO, [(pronoun, "PRP", "nsubj", 1), ("fired", "VBD", "ROOT", 1)])
    assert stands_for(parse, pronoun, link_of(parse, "Kagame", KAGAME), link_of(parse, "Rwanda", RWANDA)) == whom


def test_an_object_is_not_its_own_subject():
    parse = parse_of([("Rwanda", "NNP", "nsubj", 1), ("attacked", "VBD", "ROOT", 1), ("it", "PRP", "dobj", 1)])
    assert stands_for(parse, "it", link_of(parse, "Rwanda", RWANDA)) == []


def test_an_agency_that_tells_the_story_is_not_meant():
    told = [("Reuters", "NNP", "nsubj", 1), ("saw", "VBD", "ROOT", 1), ("M23", "NNP", "dobj", 1)]
    parse = parse_of(told, [("it", "PRP", "nsubj", 1), ("fled", "VBD", "ROOT", 1)])
    assert stands_for(parse, "it", link_of(parse, "Reuters", REUTERS), link_of(parse, "M23", M23)) == [M23]


def test_a_pronoun_looks_three_sentences_back():
    rain = [("rain", "NN", "nsubj", 1), ("fell", "VBD", "ROOT", 1)]
    named, last = (
        [("Rwanda", "NNP", "nsubj", 1), ("spoke", "VBD", "ROOT", 1)],
        [("it", "PRP", "nsubj", 1), ("left", "VBD", "ROOT", 1)],
    )
    for between, whom in ((2, [RWANDA]), (3, [])):
        parse = parse_of(named, *[rain] * between, last)
        assert stands_for(parse, "it", link_of(parse, "Rwanda", RWANDA)) == whom
