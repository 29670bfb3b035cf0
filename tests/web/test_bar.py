"""The filter bar: a form that works as it stands, what is in force, facets, and what is wrong with a filter."""

import pytest

from tocsin.web.facets import Facet, facets
from tocsin.web.filters import bar, chips, control, error_box, in_force, sound, suggestions, without
from tocsin.web.query import NAMES


@pytest.mark.parametrize("name", [n for n in NAMES if n != "limit"])
def test_every_filter_has_a_labelled_control(name):
    html = bar("/overview", {}, (name,))
    assert '<label class="field' in html
    assert f'for="f-{name}"' in html
    assert f'id="f-{name}" name="{name}"' in html
    assert control(name).label in html


def test_the_bar_shows_the_state_and_is_a_form_of_its_page():
    html = bar("/claims", {"place": 'G"oma', "type": "ASSAULT"}, ("place", "type"))
    assert 'action="/claims"' in html
    assert 'value="G&#34;oma"' in html
    assert '<option value="ASSAULT" selected>' in html


def test_filters_behind_more_are_open_if_one_is_set():
    assert "<details open" not in bar("/overview", {}, ("place",), ("mode",))
    assert "<details open" in bar("/overview", {"mode": "drone"}, ("place",), ("mode",))


def test_what_the_bar_has_no_control_for_stays_but_the_place_in_the_list_does_not():
    html = bar("/overview", {"speaker": "UN", "after": "2025-01-01 i_1"}, ("place",))
    assert '<input type="hidden" name="speaker" value="UN"' in html
    assert "after" not in html


def test_each_filter_in_force_can_be_taken_away():
    html = in_force("/overview", {"place": "Goma", "type": "ASSAULT", "after": "x"})
    assert 'href="/overview?type=ASSAULT"' in html
    assert 'href="/overview?place=Goma"' in html
    assert "attack or fighting" in html
    assert "that it happened" in in_force("/claims", {"field": "act"})
    assert in_force("/overview", {}) == ""


def test_chips_are_of_the_parameters_that_have_a_label():
    html = chips("/search", {"words": "goma", "kind": "document"}, {"kind": "Found in"})
    assert html.count("<li>") == 1
    assert 'href="/search?words=goma"' in html


def test_a_facet_asks_for_its_value_and_takes_it_back():
    given = [Facet("type", "What", (("ASSAULT", 40), ("AID", 10)))]
    html = facets("/overview", {"type": "AID", "place": "Goma"}, given)
    assert 'href="/overview?type=ASSAULT&amp;place=Goma"' in html
    assert 'href="/overview?place=Goma"' in html
    assert html.count('aria-current="true"') == 1


def test_no_values_no_facets():
    assert facets("/overview", {}, [Facet("type", "What", ())]) == ""


def test_another_filter_begins_at_the_top_of_the_list():
    assert without({"place": "Goma", "after": "x", "limit": "5", "type": "AID"}, "type") == {"place": "Goma"}


def test_suggestions_are_escaped():
    assert "<b>" not in suggestions(["<b>"], ["<b>"])


def test_a_wrong_filter_is_said_and_leaves_the_rest(asked):
    found = sound(asked, {"place": "Xyzzy", "type": "ASSAULT", "min_score": "abc", "since": "", "page": "2"})
    assert found.wanted == {"type": "ASSAULT"}
    assert len(found.errors) == 2
    assert "no place is called 'Xyzzy'" in found.errors[0]
    assert "min_score='abc'" in found.errors[1]


def test_an_error_is_read_out_and_escaped():
    html = error_box(["place='<x>' is none.", "no place"])
    assert 'role="alert"' in html
    assert "<p>place=" in html
    assert "<p>No place" in html
    assert "<x>" not in html
    assert error_box([]) == ""
