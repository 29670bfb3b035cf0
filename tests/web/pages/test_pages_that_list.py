"""What the screens that list show of a state: overview, claims, search, review."""

import re
from datetime import UTC, datetime

import pytest

from tocsin.base.found import Found
from tocsin.web.map import Chosen
from tocsin.web.pages import claims, overview, review, search
from tocsin.web.site import Settings, Site


@pytest.fixture(scope="module")
def site(asked):
    return Site(asked, Settings(), lambda: datetime(2025, 5, 1, tzinfo=UTC))


def test_the_overview_lists_the_latest_first_page_by_page(site):
    first = overview.look(site, {})
    assert len(first.incidents) == min(overview.PAGE, first.rows.total)
    assert [i.start for i in first.incidents] == sorted((i.start for i in first.incidents), reverse=True)
    second = overview.look(site, {"after": first.next})
    assert not {i.id for i in first.incidents} & {i.id for i in second.incidents}
    assert "Back to the latest" in overview.listed(second, first.next)


def test_the_overview_filters_and_keeps_the_days_around_on_the_timeline(site):
    whole = overview.look(site, {})
    some = overview.look(site, {"type": "ASSAULT", "since": "2025-01-27", "until": "2025-02-01"})
    assert 0 < some.rows.total < whole.rows.total
    assert {i.type for i in some.incidents} == {"ASSAULT"}
    assert (some.timeline[0].start, some.timeline[-1].end) == (whole.timeline[0].start, whole.timeline[-1].end)


def test_the_overview_says_what_is_wrong_and_goes_on(site):
    view = overview.look(site, {"place": "Xyzzy", "type": "ASSAULT", "after": "nonsense"})
    assert len(view.errors) == 2
    assert {i.type for i in view.incidents} == {"ASSAULT"}


def test_the_overview_says_what_to_do_where_nothing_fits(site):
    view = overview.look(site, {"words": "zzzunheardof"})
    assert "Take one away" in overview.listed(view)
    assert overview.older_link(view, view.next) == ""


def test_counts_are_told_by_status(site):
    view = overview.look(site, {})
    html = overview.counts(view)
    assert f"{view.rows.total:,} incidents" in html
    assert "reported" in html
    assert "without a place" in html


def test_facets_of_places_ask_for_the_place(site):
    html = overview.side(overview.look(site, {}))
    assert 'href="/overview?place=Goma"' in html
    assert 'href="/overview?min_origins=2"' in html


def test_no_two_facets_share_an_id(site):
    ids = re.findall(r'id="(facet-[^"]+)"', overview.side(overview.look(site, {})))
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_the_facet_of_origins_counts_what_a_click_on_it_finds(site):
    counts = dict(overview.at_least(overview.look(site, {}).rows.facets(("origins",), most=40)["origins"]))
    assert counts["2"] == overview.look(site, {"min_origins": "2"}).rows.total
    assert "1" not in counts


def test_a_place_that_is_chosen_shows_its_incidents_and_leads_to_them_alone(site):
    view = overview.look(site, {"place": "Goma"})
    chosen = Chosen("cluster", (view.incidents[0].id,), "Goma", 216281, "COD", "North Kivu", "town", 7, -1.7, 29.2)
    html = overview.panel(chosen, view.incidents[:1], {"type": "ASSAULT"})
    assert "Goma: 7 incidents" in html
    assert "and 6 more" in html
    assert 'href="/overview?type=ASSAULT&amp;place=Goma"' in html


def test_an_area_that_is_chosen_says_that_nothing_finer_is_told():
    html = overview.panel(Chosen("province", (), "North Kivu", None, "COD", "North Kivu", None, 16, None, None), [], {})
    assert "North Kivu: 16 incidents told only for the whole of it" in html
    assert "more" not in html
    assert 'href="/overview?place=North+Kivu"' in html


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


def test_lists_of_the_review_are_addresses():
    html = review.tabs("singles")
    assert 'href="/review?list=pairs"' in html
    assert html.count('aria-current="page"') == 1


def test_who_may_not_decide_is_told_why_and_what_to_do(asked):
    def told(**settings):
        return review.read_only(Site(asked, Settings(**settings), lambda: datetime(2025, 5, 1, tzinfo=UTC)))

    assert 'href="/login?next=%2Freview"' in told(host="0.0.0.0", write_token="s3cret")
    assert "--write-token" in told(host="0.0.0.0")


def test_decisions_are_shown_with_the_incidents_that_they_are_on_now(record):
    left, right, *_ = next(iter(record.doubts(limit=1)))
    record.judge("different", left.id, right.id, by="amina")
    ((made, on),) = review.known(record, record.judgements())
    assert made.by == "amina"
    assert {i.id for i in on} == {left.id, right.id}
