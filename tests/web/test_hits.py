"""Hits of a search: facets, and the words found marked."""

from datetime import date

from made import BACKING, COPY, DOCUMENT, SEIZURE

from tocsin.base.found import Found
from tocsin.web.hits import Hit, facets_of, hit, hits, narrowed, snippet


def found(kind, id_, day=date(2025, 1, 28), words="the **Goma** road"):
    return Found(kind, id_, "a title", day, words)


HITS = (
    Hit(found("incident", SEIZURE.id), SEIZURE),
    Hit(found("incident", BACKING.id, date(2025, 2, 3)), BACKING),
    Hit(found("document", DOCUMENT.id), document=DOCUMENT),
    Hit(found("document", COPY.id, None), document=COPY),
)


def test_words_found_are_marked_and_all_else_is_escaped():
    assert snippet("a <b> **Goma**\nroad") == 'a &lt;b&gt; <mark class="mark">Goma</mark> · road'


def test_hits_are_narrowed_by_each_facet():
    assert narrowed(HITS, {"kind": "document"}) == list(HITS[2:])
    assert narrowed(HITS, {"type": "AID"}) == [HITS[1]]
    assert narrowed(HITS, {"month": "2025-01", "kind": "incident"}) == [HITS[0]]
    assert narrowed(HITS, {"outlet": "Morning Echo", "words": "x"}) == [HITS[3]]


def test_a_facet_counts_what_the_other_facets_leave():
    counts = {f.name: dict(f.values) for f in facets_of(HITS, {"kind": "document"})}
    assert counts["kind"] == {"document": 2, "incident": 2}
    assert counts["type"] == {}
    assert counts["outlet"] == {"The Kivu Post": 1, "Morning Echo": 1}


def test_months_come_latest_first():
    months = next(f for f in facets_of(HITS, {}) if f.name == "month")
    assert [m for m, _ in months.values] == ["2025-02", "2025-01"]


def test_a_document_says_outlet_day_and_whose_copy_it_is():
    html = hit(HITS[3])
    assert 'href="/document/d_000000000003"' in html
    assert "no day" in html
    assert 'a copy of <a href="/document/d_000000000002">' in html


def test_an_incident_says_what_happened_in_words():
    html = hit(HITS[0])
    assert "Seizure of a town or area: March 23 Movement" in html
    assert 'href="/incident/i_0123456789ab"' in html


def test_hits_keep_their_order():
    html = hits(HITS[:2])
    assert html.index(SEIZURE.id) < html.index(BACKING.id)
