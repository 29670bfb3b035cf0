import itertools
import re
from dataclasses import replace
from datetime import date
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import (
    Document,
    EventMention,
    EventPlace,
    EventTime,
    Extent,
    Participant,
    Precision,
    Region,
    RegionKind,
    Status,
    TimeBasis,
)
from tocsin.web.lit import Light, lights_of, lit_text, segments

TEXT = "Menu Home\nGoma falls\nOn Monday 🛑 M23 rebels seized Goma & its airport.\nRead more <here>\n"


def extent(words):
    start = TEXT.index(words)
    return Extent(start, start + len(words), words)


def region(words, kind, reason=""):
    e = extent(words)
    return Region(e.start, e.end, kind, reason)


SENTENCE = extent("On Monday 🛑 M23 rebels seized Goma & its airport.")
REBELS, TRIGGER, GOMA = (
    extent("M23 rebels"),
    extent("seized"),
    Extent(*(TEXT.rindex("Goma"), TEXT.rindex("Goma") + 4), "Goma"),
)
M = EventMention(
    "m_1", "d_1", "ASSAULT", "territory", (), None, 4, -9.0, Status.ASSERTED, TRIGGER, SENTENCE,
    (Participant(REBELS.text, REBELS.start, REBELS.end, "group:m23", "March 23 Movement", "COD", "REB"),), (),
    EventPlace("Goma", GOMA.start, GOMA.end, "Goma", 1, "COD", "North Kivu", -1.6, 29.2, Precision.TOWN),
    EventTime("On Monday", date(2025, 1, 27), date(2025, 1, 28), "day", TimeBasis.RELATIVE), (), (), None, (), 0.9, ("x",),
)  # fmt: skip
D = Document(
    "d_1", TEXT, language="en",
    regions=(
        region("Menu Home", RegionKind.FURNITURE, "outside the story"), region("Goma falls", RegionKind.HEAD, "title"),
        region(SENTENCE.text, RegionKind.BODY), region("Read more <here>", RegionKind.TEASER, "link to another story"),
    ),
)  # fmt: skip


def plain(markup):
    """Return the text that a browser shows, without what is marked as not of the text."""
    bare = re.sub(r"<summary data-not-text>.*?</summary>", "", str(markup))
    return unescape(re.sub(r"<[^>]*>", "", bare))


def test_lit_text_is_the_documents_to_the_letter():
    assert plain(lit_text(D, lights_of(D, [M], []))) == TEXT


def test_lit_text_of_a_document_without_regions_is_whole():
    assert plain(lit_text(replace(D, regions=()), [])) == TEXT


def test_a_trigger_leads_to_its_card_and_lies_in_its_sentence():
    made = lit_text(D, lights_of(D, [M], []))
    link = re.search(r'<a class="([^"]*)"[^>]*href="#card-m_1">seized</a>', made) or re.search(
        r'<a href="#card-m_1" class="([^"]*)"[^>]*>seized</a>', made
    )
    assert link
    assert {"on-trigger", "on-evidence"} <= set(link.group(1).split())


def test_a_mention_is_anchored_once():
    assert str(lit_text(D, lights_of(D, [M, M], []))).count('id="m_1"') == 1


def test_offsets_are_code_points_behind_a_wide_sign():
    lights = lights_of(D, [M], [])
    assert {(x.layer, TEXT[x.start : x.end]) for x in lights} == {
        ("evidence", SENTENCE.text), ("trigger", "seized"), ("actor", "M23 rebels"), ("place", "Goma"), ("time", "On Monday"),
    }  # fmt: skip


def test_furniture_is_folded_with_its_reason():
    made = str(lit_text(D, []))
    assert made.count('<details class="furniture">') == 2
    assert "Not read: outside the story (2 words)" in made
    assert "Not read: link to another story (3 words)" in made


def test_lights_beyond_the_text_are_left_out():
    far = replace(M, evidence=Extent(9000, 9010, "x"), trigger=Extent(9000, 9001, "x"))
    assert {x.layer for x in lights_of(D, [far], [])} == {"actor", "place", "time"}


LIGHTS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("ab")), max_size=12)


@given(LIGHTS)
def test_segments_cover_the_stretch_and_know_all_that_is_over_them(spans):
    lights = [Light(a, a + n, layer, f"m_{i}", "") for i, (a, n, layer) in enumerate(spans)]
    found = segments(5, 25, lights)
    assert found[0].start == 5
    assert found[-1].end == 25
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    for s in found:
        assert set(s.lights) == {x for x in lights if x.start < s.end and x.end > s.start}
        assert all(x.start <= s.start and s.end <= x.end for x in s.lights)
