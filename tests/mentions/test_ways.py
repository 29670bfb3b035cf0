"""The ways from a trigger to the places of its sentence."""

from dataclasses import replace
from datetime import date

from compact import read_of
from hand_made import at, link_of, parse_of, place_of, scene_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.base.model import Actor
from tocsin.base.trees import ancestors
from tocsin.mentions.draft import Draft
from tocsin.mentions.lexicon import Entry, Frame
from tocsin.mentions.ways import is_told, path, ways_to

PUBLISHED = date(2025, 2, 22)
ENTRY = Entry("ASSAULT", "attack", "VERB", (), None, Frame("act", (), (), (), ""), None, "attack")
PARSE = parse_of([
    ("Rebels", "NNS", "nsubj", 1), ("attacked", "VBD", "ROOT", 1), ("mayor", "NN", "dobj", 1), ("of", "IN", "prep", 2),
    ("Goma", "NNP", "pobj", 3), ("in", "IN", "prep", 1), ("Beni", "NNP", "pobj", 5),
])  # fmt: skip
GOMA, BENI = place_of(PARSE, "Goma", "COD"), place_of(PARSE, "Beni", "COD")


def ways(*places):
    mayor = link_of(PARSE, "mayor", Actor(None, "the mayor", "COD", "GOV"), "typed")
    found = ways_to(scene_of(PARSE, [mayor], places), Draft(1, 1, 2, ENTRY, {}, frozenset()), {})
    return {w.link.place.name: w for w in found}


def test_a_place_under_the_trigger_is_nearer_than_a_participants_town():
    found = ways(GOMA, BENI)
    assert found["Beni"].points < found["Goma"].points
    assert (found["Beni"].steps, found["Goma"].steps) == ("in", "dobj of")


def test_a_dateline_and_a_name_of_no_place_have_no_way():
    assert not is_told(replace(GOMA, place=None))
    assert ways(replace(GOMA, reason="dateline: GOMA"), BENI).keys() == {"Beni"}


def test_path_goes_up_and_down():
    assert path(PARSE, at(PARSE, "Beni"), at(PARSE, "Goma")) == ([6, 5], [2, 3, 4])
    assert path(PARSE, at(PARSE, "attacked"), at(PARSE, "Beni")) == ([], [5, 6])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_path_leads_from_start_to_end(tools, data):
    parse = read_of("Troops shelled a camp near Goma after rebels attacked Sake.", tools, published=PUBLISHED).parse
    tokens = st.integers(0, len(parse.tokens) - 1)
    start, end = data.draw(tokens), data.draw(tokens)
    up, down = path(parse, start, end)
    assert up == [start, *ancestors(parse, start)][: len(up)]
    assert not set(up) & set(down)
    assert down[-1:] == [end] or end in (start, *ancestors(parse, start))
