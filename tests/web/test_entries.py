"""An entry of the feed: what happened, how firmly, and the sentence with its source."""

from dataclasses import replace

from made import BACKING, CLAIMS, DENIED, SEIZURE, UNKNOWN, claim, extent, member

from tocsin.base.model import Stance
from tocsin.web.entries import best, denied, entry, feed, time_of, where


def test_an_entry_leads_to_its_incident_and_to_the_sentence_in_its_document():
    html = entry(SEIZURE)
    assert 'href="/incident/i_0123456789ab"' in html
    assert 'href="/document/d_000000000001#m_000000000001"' in html
    assert "<mark>seized</mark>" in html


def test_an_entry_says_status_toll_origins_and_who_denies():
    html = entry(SEIZURE)
    assert "status-disputed" in html
    assert "killed at least 773, best 2,900" in html
    assert "4 origins, 12 documents" in html
    assert 'denied by <a href="/document/d_000000000003#m_a">Rwanda</a>' in html


def test_only_what_is_not_asserted_is_marked_as_told():
    assert "told-" not in entry(SEIZURE)
    assert "told-alleged" in entry(BACKING)


def test_an_entry_says_where_it_is_for_the_map_and_which_class_it_is_of():
    html = entry(SEIZURE)
    assert 'data-lat="-1.67409"' in html
    assert "quad-edge-4" in html
    assert "material conflict" in html


def test_an_entry_of_nearly_nothing_still_stands():
    html = entry(UNKNOWN)
    assert "no place told" in html
    assert "data-lat" not in html
    assert "blockquote" not in html


def test_time_and_place_say_what_is_not_known():
    assert time_of(UNKNOWN) == "<span>no day told</span>"
    assert where(UNKNOWN) is None
    assert str(where(BACKING)).endswith(" (region or water)")


def test_what_a_page_says_is_escaped():
    evil = member(1, words="<script>alert(1)</script> seized", outlet="<b>Post</b>")
    html = entry(replace(SEIZURE, mentions=(evil,), actors=(replace(SEIZURE.actors[0], name="<i>M23</i>"),)))
    assert "<script>" not in html
    assert "<b>Post" not in html
    assert "<i>M23" not in html


def test_the_best_sentence_names_what_the_incident_is_about_and_is_no_copy():
    vague = member(1, words="They seized it, people who had fled said on Monday.")
    telling = member(2)
    copy = member(3, is_copy=True)
    assert best(replace(SEIZURE, mentions=(vague, copy, telling))) == [telling]


def test_a_denial_that_was_replaced_is_none():
    gone = claim(1, stance=Stance.DENIES, evidence=extent(DENIED), superseded_by="c_2")
    assert denied([gone]) is None
    assert denied(CLAIMS) is not None


def test_more_than_two_deniers_are_counted():
    found = [claim(n, stance=Stance.DENIES, origin=f"outlet {n}") for n in range(4)]
    assert "and 2 more" in denied(found)


def test_a_feed_is_an_ordered_list():
    html = feed([SEIZURE, BACKING])
    assert html.count("<li><article") == 2
    assert html.startswith("<ol")
