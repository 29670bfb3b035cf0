"""What the overview shows of a state, and its parts as HTML."""

import re
from datetime import UTC, datetime

import pytest

from tocsin.web import overview_parts as parts
from tocsin.web.map import Chosen
from tocsin.web.overviews import PAGE, look
from tocsin.web.site import Settings, Site


@pytest.fixture(scope="module")
def site(asked):
    return Site(asked, Settings(), lambda: datetime(2025, 5, 1, tzinfo=UTC))


def test_the_overview_lists_the_latest_first_page_by_page(site):
    first = look(site, {})
    assert len(first.incidents) == min(PAGE, first.rows.total)
    assert [i.start for i in first.incidents] == sorted((i.start for i in first.incidents), reverse=True)
    second = look(site, {"after": first.next})
    assert not {i.id for i in first.incidents} & {i.id for i in second.incidents}
    assert "Back to the latest" in parts.listed(second, first.next)


def test_the_overview_filters_and_keeps_the_days_around_on_the_timeline(site):
    whole = look(site, {})
    some = look(site, {"type": "ASSAULT", "since": "2025-01-27", "until": "2025-02-01"})
    assert 0 < some.rows.total < whole.rows.total
    assert {i.type for i in some.incidents} == {"ASSAULT"}
    assert (some.timeline[0].start, some.timeline[-1].end) == (whole.timeline[0].start, whole.timeline[-1].end)


def test_the_overview_says_what_is_wrong_and_goes_on(site):
    view = look(site, {"place": "Xyzzy", "type": "ASSAULT", "after": "nonsense"})
    assert len(view.errors) == 2
    assert {i.type for i in view.incidents} == {"ASSAULT"}


def test_the_overview_says_what_to_do_where_nothing_fits(site):
    view = look(site, {"words": "zzzunheardof"})
    assert "Take one away" in parts.listed(view)
    assert parts.older_link(view, view.next) == ""


def test_counts_are_told_by_status(site):
    view = look(site, {})
    html = parts.counts(view)
    assert f"{view.rows.total:,} incidents" in html
    assert "reported" in html
    assert "without a place" in html


def test_facets_of_places_ask_for_the_place(site):
    html = parts.side(look(site, {}))
    assert 'href="/overview?place=Goma"' in html
    assert 'href="/overview?min_origins=2"' in html


def test_no_two_facets_share_an_id(site):
    ids = re.findall(r'id="(facet-[^"]+)"', parts.side(look(site, {})))
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_the_facet_of_origins_counts_what_a_click_on_it_finds(site):
    counts = dict(parts.at_least(look(site, {}).rows.facets(("origins",), most=40)["origins"]))
    assert counts["2"] == look(site, {"min_origins": "2"}).rows.total
    assert "1" not in counts


def test_a_place_that_is_chosen_shows_its_incidents_and_leads_to_them_alone(site):
    view = look(site, {"place": "Goma"})
    chosen = Chosen("cluster", (view.incidents[0].id,), "Goma", 216281, "COD", "North Kivu", "town", 7, -1.7, 29.2)
    html = parts.panel(chosen, view.incidents[:1], {"type": "ASSAULT"})
    assert "Goma: 7 incidents" in html
    assert "and 6 more" in html
    assert 'href="/overview?type=ASSAULT&amp;place=Goma"' in html


def test_an_area_that_is_chosen_says_that_nothing_finer_is_told():
    html = parts.panel(Chosen("province", (), "North Kivu", None, "COD", "North Kivu", None, 16, None, None), [], {})
    assert "North Kivu: 16 incidents told only for the whole of it" in html
    assert "more" not in html
    assert 'href="/overview?place=North+Kivu"' in html
