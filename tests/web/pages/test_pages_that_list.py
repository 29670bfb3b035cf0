"""What the screens that list show of a state: claims, search."""

from datetime import UTC, datetime

import pytest

from tocsin.base.found import Found
from tocsin.web.pages import claims, search
from tocsin.web.site import Settings, Site


@pytest.fixture(scope="module")
def site(asked):
    return Site(asked, Settings(), lambda: datetime(2025, 5, 1, tzinfo=UTC))


def test_claims_come_with_the_others_on_the_same_matter(site):
    view = claims.look(site, {"stance": "denies", "field": "act"})
    assert view.claims
    assert all(c.stance == "denies" for c in view.claims)
    html = claims.body(view)
    assert "stance-affirms" in html
    assert "How many" not in html


def test_claims_are_paged_without_gap_or_repetition(site):
    seen, after = [], None
    for _ in range(1000):
        view = claims.look(site, {"field": "killed", **({"after": after} if after else {})})
        seen += [c.id for c in view.claims]
        after = view.next
        if after is None:
            break
    assert sorted(seen) == sorted(c.id for c in site.record.claims(field="killed"))


def test_claims_on_one_incident_have_an_address(site):
    id_ = site.record.claims(stance="denies")[0].incident
    view = claims.look(site, {"about": id_})
    assert {c.incident for c in view.claims} == {id_}
    wrong = claims.look(site, {"about": "i_nothing"})
    assert "i_nothing" in wrong.errors[0]


def test_claims_say_what_to_do_where_nobody_claims_anything(site):
    assert "Take one away" in claims.body(claims.look(site, {"words": "zzzunheardof"}))


def test_a_page_of_claims_tells_each_incident_once(site):
    view = claims.look(site, {})
    shown = frozenset(i.id for i in view.incidents)
    assert "<article" not in claims.listed(view, shown)


def test_a_search_finds_documents_and_incidents(site):
    view = search.look(site, {"words": "Goma"})
    html = search.body(view)
    assert "<h2>Incidents" in html
    assert "<h2>Documents" in html
    assert '<mark class="mark">Goma</mark>' in html


def test_a_facet_narrows_a_search(site):
    view = search.look(site, {"words": "Goma", "kind": "document"})
    html = search.body(view)
    assert "<h2>Incidents" not in html
    assert "0 incidents and" in search.count(view)


def test_a_search_shows_more_where_it_is_asked_for(site):
    view = search.look(site, {"words": "M23"})
    assert "More incidents" in search.body(view)
    longer = search.look(site, {"words": "M23", "limit": "1000"})
    assert "More incidents" not in search.body(longer)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "Write words into the box"),
        ({"words": "zzzunheardof"}, "Nothing has all of these words"),
        ({"words": "Goma", "outlet": "nobody"}, "Take something away"),
    ],
)
def test_a_search_without_hits_says_what_to_do(site, params, said):
    assert said in search.body(search.look(site, params))


def test_a_search_for_no_word_says_so(site):
    view = search.look(site, {"words": "-x"})
    assert "no word to look for" in view.errors[0]


def test_where_only_the_best_hits_are_looked_at_that_is_said():
    hits = tuple(search.Hit(Found("document", f"d_{n}", "t", None, "x")) for n in range(search.MOST))
    assert "The best 100 of each kind" in search.count(search.View({"words": "x"}, hits))
