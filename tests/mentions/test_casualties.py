"""Casualties: the dead and hurt belong to the happening that struck them."""

from datetime import date

import pytest
from compact import read_of

ONE = [
    ("Five people were killed in a shooting in Lagos.", "ASSAULT", 5),
    ("A shooting in Lagos killed five people.", "ASSAULT", 5),
    ("Five people died when a bomb exploded in Lagos.", "ASSAULT", 5),
    ("A bomb exploded in Lagos, killing five people.", "ASSAULT", 5),
    ("An attack in Lagos left five people dead.", "ASSAULT", 5),
    ("Gunmen killed five people in Lagos.", "ASSAULT", 5),
    ("Five people were killed by gunmen in Lagos.", "ASSAULT", 5),
    ("An earthquake in Peru killed five people.", "HAZARD", 5),
    ("Five people were killed in an earthquake in Peru.", "HAZARD", 5),
    ("Five people drowned when a boat capsized off Libya.", "HAZARD", 5),
    ("Floods in Peru have killed five people.", "HAZARD", 5),
]


@pytest.mark.parametrize(("text", "type_", "killed"), ONE, ids=[t for t, _, _ in ONE])
def test_a_happening_and_its_dead_are_one_mention(text, type_, killed, tools):
    mentions = read_of(text, tools, published=date(2025, 2, 22)).mentions
    assert [(m.type, dict(m.counts)["killed"].best) for m in mentions] == [(type_, killed)]


def test_victims_are_the_recipients_of_an_assault(tools):
    (mention,) = read_of("A bomb exploded in Lagos, killing five soldiers.", tools, published=None).mentions
    assert [(p.text, p.country, p.sector) for p in mention.recipients] == [("five soldiers", "NGA", "MIL")]


def test_a_hazard_has_no_recipients(tools):
    (mention,) = read_of("Floods in Peru have killed five people.", tools, published=None).mentions
    assert (mention.actors, mention.recipients) == ((), ())
