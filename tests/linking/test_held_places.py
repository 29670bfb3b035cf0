"""Names that are places since somebody holds them."""

from dataclasses import replace

import pytest
from compact import linked

from tocsin.base.model import Actor, ActorLink, Precision
from tocsin.base.senses import Hold
from tocsin.linking.held_places import link_held

TEXT = "Rebels of the M23 drove into Congo. Zankurabi told of joy, and Mr Zankurabi too."


def read(text, tools):
    """Return the reading of a text with Congo as its only place."""
    reading = linked(text, tools)
    return replace(reading, places=tuple(p for p in reading.places if text[p.start : p.end] == "Congo"))


@pytest.fixture(scope="module")
def reading(tools):
    return read(TEXT, tools)


def held(reading, share):
    at = next(t.i for t in reading.parse.tokens if t.text == "Zankurabi")
    return replace(reading, holds={at: Hold({"taken": share}, {})})


def test_a_name_that_somebody_holds_is_a_town_of_the_land(reading, tools):
    (link,) = [p for p in link_held(held(reading, 0.8), tools.gazetteer).places if p not in reading.places]
    assert TEXT[link.start : link.end] == "Zankurabi"
    assert (link.place.country, link.place.precision, link.place.geonameid) == ("COD", Precision.TOWN, None)


def test_a_name_of_which_little_is_seen_stays_a_name(reading, tools):
    assert link_held(held(reading, 0.4), tools.gazetteer).places == reading.places


def test_what_is_a_place_already_is_not_linked_again(reading, tools):
    at = next(t.i for t in reading.parse.tokens if t.text == "Congo")
    known = replace(reading, holds={at: Hold({"held": 0.9}, {})})
    assert link_held(known, tools.gazetteer).places == reading.places


def names(reading, word, tools):
    at = next(t.i for t in reading.parse.tokens if t.text == word)
    found = link_held(replace(reading, holds={at: Hold({"held": 0.9}, {})}), tools.gazetteer).places
    return [reading.document.text[p.start : p.end] for p in found if p not in reading.places]


def test_who_is_in_the_register_is_no_place(tools):
    reading = read("In Congo the Wazalendo sit in Zankurabi, and Wazalendo is their name.", tools)
    assert names(reading, "Zankurabi", tools) == ["Zankurabi"]
    assert names(reading, "Wazalendo", tools) == []


def test_what_has_an_article_is_no_town(tools):
    assert names(read("Rebels of the M23 drove into Congo and took Zankurabi.", tools), "Zankurabi", tools) == [
        "Zankurabi"
    ]
    assert names(read("Rebels of the M23 drove into Congo and took the Zankurabi.", tools), "Zankurabi", tools) == []


def test_a_held_name_is_no_actor_and_nothing_stands_for_it(reading, tools):
    tokens = {t.text: t for t in reading.parse.tokens}
    somebody = Actor(None, "Zankurabi", "COD", "BUS")
    links = [
        ActorLink(t.start, t.end, t.i, t.i + 1, t.i, somebody, basis, "")
        for t, basis in (
            (next(t for t in reading.parse.tokens if t.text == "Zankurabi"), "named"),
            (tokens["too"], "coreferent"),
        )
    ]
    found = link_held(held(replace(reading, actors=(*reading.actors, *links)), 0.8), tools.gazetteer)
    assert somebody not in [a.actor for a in found.actors]
    assert "Rebels" in [a.actor.name for a in found.actors]
