"""Whom definite phrases stand for: "the group", "the country"."""

import pytest
from coreferents import names_of
from hand_made import link_of, parse_of

from tocsin.base.model import Actor
from tocsin.linking.antecedents import candidate_of
from tocsin.linking.definites import of_definite

M23, G9 = Actor("group:m23", "M23", "COD", "REB"), Actor("group:g9", "G9", "HTI", "CRM")
STATE, HAMAS = Actor("group:is", "IS", "IMG", "REB"), Actor("group:hamas", "Hamas", "PSE", "REB")
UN = Actor("body:un", "UN", "IGO", "IGO")


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("The M23 took Goma. The group also took Bukavu.", "The group", ["March 23 Movement"]),
        ("Hamas freed three hostages. The movement wants talks.", "The movement", ["Hamas"]),
        ("Al-Shabaab attacked a base. The militants killed ten soldiers.", "The militants", ["al-Shabab"]),
        ("Ethiopia closed its border. The country is at war.", "The country", ["Ethiopia"]),
        ("The army has left. Fano took Merawi. The army lost.", "The army", []),
        ("The United Nations condemned the war. The group seized Kidal.", "The group", []),
    ],
)
def test_definite_phrases_stand_for_actors_named_before(text, words, names, tools):
    assert names_of(words, text, tools) == sorted(names)


def stands_for(noun, tag, sector, *actors, det="the"):
    """Return whom "the <noun>" stands for where some actors were named before, the last one last."""
    named = [[(a.name, "NNP", "nsubj", 1), ("spoke", "VBD", "ROOT", 1)] for a in actors]
    word = noun if tag == "NN" else f"{noun}s"
    parse = parse_of(*named, [(det, "DT", "det", 1), (word, tag, "nsubj", 2, noun), ("left", "VBD", "ROOT", 2)])
    phrase = link_of(parse, word, Actor(None, f"the {word}", None, sector), "typed", first=det)
    seen = [candidate_of(parse, link_of(parse, a.name, a)) for a in actors]
    return [a.actor for a in of_definite(parse, phrase, seen)]


def test_the_last_that_fits_is_meant():
    assert stands_for("group", "NN", "REB", HAMAS, M23) == [M23]
    assert stands_for("group", "NN", "REB", M23, HAMAS) == [HAMAS]


def test_a_gang_is_of_criminals():
    assert stands_for("gang", "NN", "CRM", G9, M23) == [G9]


def test_who_fights_everywhere_is_called_militants_and_not_rebels():
    assert stands_for("rebel", "NNS", "REB", M23, STATE) == [M23]
    assert stands_for("militant", "NNS", "REB", M23, STATE) == [STATE]


def test_nobody_calls_the_united_nations_a_group():
    assert stands_for("group", "NN", None, UN) == []


def test_a_phrase_without_an_article_stands_for_nobody():
    assert stands_for("group", "NN", "REB", M23, det="a") == []
