"""Pieces of pages: links, items, quotations."""

from dataclasses import replace

from made import CLAIMS, GOMA, RWANDA, SEIZED, SEIZURE, UNKNOWN, extent, member

from tocsin.base.model import Extent
from tocsin.web.pieces import (
    actor_link,
    incident_item,
    marked,
    place_link,
    quad,
    quote,
    sentence_url,
    source_of,
    voice_link,
)


def test_an_item_says_day_status_and_who_tells_it():
    made = incident_item(SEIZURE)
    assert '<time datetime="2025-01-27" class="meta">27 January 2025</time>' in made
    assert "4 origins, 12 documents" in made
    assert "status-disputed" in made


def test_an_item_of_an_incident_without_days_says_so():
    assert "no day" in incident_item(replace(UNKNOWN, first_reported=None))


def test_a_class_is_said_and_not_only_coloured():
    assert "material conflict: </span>" in quad(4)
    assert "neither conflict nor cooperation" in quad(None)


def test_actor_link_of_an_unlisted_actor_goes_by_its_name_escaped():
    link = actor_link(replace(RWANDA, id=None, name='<b>"x"</b>'))
    assert "<b>" not in link
    assert 'href="/actor/%3Cb%3E%22x%22%3C%2Fb%3E"' in link


def test_place_link_does_not_repeat_a_name():
    assert place_link(replace(GOMA, name="COD", admin1=None)).count("COD") == 2  # the address and the words


def test_who_says_it_is_the_speaker_or_the_text_itself():
    assert [str(voice_link(c, coded=False)) for c in CLAIMS[:1]] == ["The Kivu Post itself"]
    denial = next(c for c in CLAIMS if c.speaker and c.speaker.name == "Rwanda")
    assert 'href="/actor/country%3ARWA"' in voice_link(denial)


def test_a_document_without_outlet_goes_by_its_file():
    assert source_of(member(1, outlet=None, file="pages/2025/story.html", url="https://example.org/a")) == "story.html"


def test_quote_marks_the_trigger_and_leads_to_the_sentence():
    made = quote(extent(SEIZED), extent(SEIZED, "seized"), sentence_url(extent(SEIZED), "d_1", "m_1"))
    assert "<mark>seized</mark>" in made
    assert 'href="/document/d_1#m_1"' in made
    assert "in the text" in made


def test_a_quote_with_a_source_names_it_under_the_words():
    made = quote(extent(SEIZED), None, "/document/d_1", source="The Kivu Post")
    assert '<footer class="meta"><a href="/document/d_1" class="source">The Kivu Post</a></footer>' in made
    assert "in the text" not in made


def test_a_sentence_without_a_mention_is_found_by_its_offsets():
    assert sentence_url(extent(SEIZED), "d_1", None).startswith("/document/d_1#at-100-")


def test_long_words_are_cut_around_the_trigger_at_whole_words_unless_the_whole_is_wanted():
    words = "before " * 60 + "seized the town " + "after " * 60
    at = words.index("seized")
    sides = Extent(1000, 1000 + len(words), words), Extent(1000 + at, 1000 + at + 6, "seized")
    html = marked(*sides)
    assert html.startswith("“… before")
    assert html.endswith("after …”")
    assert "<mark>seized</mark>" in html
    assert marked(*sides, whole=True).count("before") == 60


def test_a_trigger_outside_the_quote_marks_nothing():
    assert "<mark>" not in marked(extent(SEIZED), Extent(0, 4, "Goma"))
