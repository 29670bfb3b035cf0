import re

import pytest
from made import CLAIMS, INCIDENTS, SEIZURE

from tocsin.base.errors import BadInput
from tocsin.web.dossier_parts import claim_lists, count_list, incident_list, sections
from tocsin.web.dossiers import actor_view, near, near_names, place_or_none, place_view
from tocsin.web.html import el
from tocsin.web.links import actor_url
from tocsin.web.missing import missing_words
from tocsin.web.pages import actor as actor_page
from tocsin.web.pages import place as place_page


def test_counts_lead_to_what_they_count_and_bars_are_shares_of_the_highest():
    made = str(count_list("With whom", [("Rwanda", 8), ("UN", 2)], actor_url))
    assert 'href="/actor/Rwanda"' in made
    assert re.findall(r"--share:([\d.]+)", made) == ["1.000", "0.250"]
    assert count_list("With whom", [], actor_url) is None


def test_claims_of_one_sentence_come_once_and_denials_apart():
    made = str(claim_lists(CLAIMS, {SEIZURE.id: SEIZURE}, "/claims?speaker=x", is_all=True))
    says, denies = made.split(">Denies (1)<")
    assert "Seizure of a town or area" in says
    assert "denied that any Rwandan soldier" in denies
    assert made.count("The Kivu Post itself") == 1
    assert "&amp;stance=denies" in made


def test_a_part_of_the_claims_is_not_counted_as_all():
    assert ">Denies, the latest<" in claim_lists(CLAIMS, {}, "/claims?speaker=x", is_all=False)


def test_incidents_beyond_twenty_are_folded_and_all_are_a_link_away():
    made = str(incident_list(INCIDENTS * 6, 900, {"actor": "M23"}))
    assert "4 more of the latest" in made
    assert 'href="/overview?actor=M23">All 900' in made


def test_sections_without_content_are_left_out():
    made = str(sections([("a", "First", el("p", "x")), ("b", "Second", None)]))
    assert "First" in made
    assert "Second" not in made


def test_near_names_have_the_word_or_are_spelled_alike():
    known = ["Rwanda", "Rwanda Defence Force", "Uganda", "M23"]
    assert near("rwanda", known)[:2] == ["Rwanda", "Rwanda Defence Force"]
    assert "Rwanda" in near("Rawanda", known)
    assert near("zzz", known) == []


def test_missing_words_say_what_was_asked_and_escape_it():
    made = str(missing_words("actor", "<x>", "2025-01-01", [el("a", "M23", href="/actor/M23")]))
    assert "&lt;x&gt;" in made
    assert "as it was known on 2025-01-01" in made
    assert 'href="/search?words=%3Cx%3E"' in made


def test_actor_view_is_what_the_record_says(asked):
    view, told = actor_view(asked, "M23"), asked.actor("M23")
    assert view is not None
    assert view.is_whole
    assert view.total == len(told.incidents)
    assert dict(view.dossier.done) == dict(told.done)
    assert dict(view.dossier.suffered) == dict(told.suffered)
    assert view.dossier.standing == told.standing
    assert set(view.dossier.claims) == set(told.claims)
    assert "March 23 Movement" in actor_page.head(view.dossier, view, "M23") + actor_page.body(view, "M23")


def test_a_large_dossier_reads_the_latest_and_counts_all(asked, monkeypatch):
    monkeypatch.setattr("tocsin.web.dossiers.MOST", 2)
    view = actor_view(asked, "M23")
    assert view is not None
    assert len(view.dossier.incidents) == 2
    assert view.total > 2
    assert view.dossier.incidents[0].id == asked.actor("M23").incidents[0].id
    assert f"latest 2 of {view.total}" in actor_page.body(view, "M23")


def test_place_view_is_what_the_record_says(asked):
    view, told = place_view(asked, "Goma"), asked.place("Goma")
    assert view is not None
    assert view.total == len(told.incidents)
    assert view.dossier.standing == told.standing
    assert "Goma" in place_page.head(view, "Goma") + place_page.body(view, "Goma")


def test_what_the_record_lacks_has_no_dossier(asked):
    assert actor_view(asked, "Nobody At All") is None
    assert place_or_none(asked, "Zzyzzyx") is None
    with pytest.raises(BadInput):
        place_view(asked, "Zzyzzyx")
    assert "Goma" in near_names(asked, "place", "Gomma")
