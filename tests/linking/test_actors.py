"""Named and unnamed actors, as text pairs in ``golden/link_actors.txt`` and single facts."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tocsin.base.model import Document, Place, PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.language.with_spacy import annotate, load_model
from tocsin.linking.actors import link_actors, link_names, main_country
from tocsin.linking.register import load_register

model = cache(load_model)


def parsed(text, published=None):
    return annotate([Reading(Document("d", text, published=published))], model())[0]


def linked(text, published=None):
    register = load_register()
    return link_actors(link_names(parsed(text, published), register), register)


def shown(reading, link):
    words = reading.document.text[link.start : link.end]
    actor = link.actor
    return f"{words} = {actor.id or '-'} {actor.country or '-'} {actor.sector or '-'} {link.basis}"


@pytest.mark.golden("link_actors.txt")
def test_link_actors_golden(given_, expected):
    day, _, text = given_.partition(" | ")
    reading = linked(text, date.fromisoformat(day))
    assert [shown(reading, k) for k in reading.actors] == expected


def test_link_names_leaves_a_reading_without_parse():
    reading = Reading(Document("d", "Kenya"))
    assert link_actors(link_names(reading, load_register()), load_register()) == reading


def test_links_hold_their_head_and_their_words():
    reading = linked("Kenyan police and U.S.-backed forces met M23 rebels and Rwanda's army in Chad.")
    for link in reading.actors:
        assert link.first <= link.token < link.last
        assert link.start == reading.parse.tokens[link.first].start
        assert link.end == reading.parse.tokens[link.last - 1].end


def test_each_head_has_one_link_unless_it_means_two_states():
    reading = linked("French police, a Hamas official and gunmen in Mali met the Red Cross and the Kenyan army.")
    heads = [link.token for link in reading.actors]
    assert len(heads) == len(set(heads))


def test_link_actors_takes_a_country_from_a_place():
    reading = link_names(parsed("The mayor of Goma spoke."), load_register())
    goma = reading.parse.tokens[3]
    place = Place("Goma", 216281, "COD", None, -1.68, 29.22, Precision.TOWN)
    link = PlaceLink(goma.start, goma.end, goma.i, goma.i + 1, goma.i, place, "test")
    reading = link_actors(Reading(reading.document, reading.parse, reading.actors, (link,)), load_register())
    assert [(k.actor.country, k.actor.sector) for k in reading.actors if k.token == 1] == [("COD", "GOV")]


def test_link_actors_drops_a_state_that_is_a_place_elsewhere():
    reading = link_names(parsed("He lives in Georgia."), load_register())
    token = reading.parse.tokens[3]
    place = Place("Georgia", 4197000, "USA", None, 32.7, -83.5, Precision.PROVINCE)
    link = PlaceLink(token.start, token.end, 3, 4, 3, place, "test")
    reading = link_actors(Reading(reading.document, reading.parse, reading.actors, (link,)), load_register())
    assert not [k for k in reading.actors if k.actor.country == "GEO"]


def test_an_unknown_country_says_why():
    (link,) = linked("Gunmen fled.").actors
    assert link.actor.country is None
    assert "no country" in link.reason


def test_main_country_is_open_when_two_are_level():
    register = load_register()
    assert main_country(link_names(parsed("Chad and Mali agreed."), register)) is None
    assert main_country(link_names(parsed("Chad and Mali agreed in Chad."), register)) == "TCD"
