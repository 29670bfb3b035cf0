"""The overview as its readers use it: every filter changes feed, counts, map and address together, and can be undone."""

import re

import pytest
from playwright.sync_api import expect

from tocsin.web.overviews import PAGE


def shown(page):
    """Return the ids of the incidents in the feed, in order."""
    return page.locator(".overview-feed [data-incident]").evaluate_all("found => found.map((e) => e.dataset.incident)")


def expect_count(page, count):
    expect(page.locator(".counts strong")).to_have_text(f"{count} incident{'' if count == 1 else 's'}")


def at_points(rows):
    """Return how many incidents of a view the map shows at points."""
    return sum(c.count for c in rows.clusters(None, 12))


def test_typing_a_place_filters_all_and_back_undoes_it(visit, small):
    there = visit("/overview")
    page, every, goma = there.page, small.index.rows({}), small.index.rows({"place": "Goma"})
    on_map = page.locator(".overview-map [role=status]")
    expect_count(page, every.total)
    expect(on_map).to_contain_text("The map shows")
    before = on_map.inner_text()

    page.locator("#f-place").fill("Goma")
    page.keyboard.press("Enter")
    expect_count(page, goma.total)
    expect(page).to_have_url(re.compile(r"/overview\?place=Goma$"))
    expect(on_map).to_contain_text(f"shows {at_points(goma)} incidents")
    assert shown(page) == list(goma.ids(limit=PAGE).ids)
    drawn = sum(bucket.incidents for bucket in goma.timeline("day"))
    expect(page.locator(".tline-range")).to_contain_text(f": {drawn} incidents")

    for link in page.locator(".data-links a").all():
        assert link.get_attribute("href").endswith("?place=Goma")
    data = page.request.get(there.address + page.locator("[data-form=csv]").get_attribute("href")).text()
    assert len(data.splitlines()) == goma.total + 1

    page.go_back()
    expect_count(page, every.total)
    expect(page).to_have_url(re.compile(r"/overview$"))
    expect(page.locator("#f-place")).to_have_value("")
    expect(on_map).to_have_text(before)
    page.go_forward()
    expect_count(page, goma.total)
    expect(page.locator("#f-place")).to_have_value("Goma")


def test_a_filter_in_force_is_taken_away_by_itself(visit, small):
    page = visit("/overview?place=Goma&type=ASSAULT").page
    expect_count(page, small.index.rows({"place": "Goma", "type": "ASSAULT"}).total)
    page.get_by_role("link", name="Remove the filter Place: Goma").click()
    expect_count(page, small.index.rows({"type": "ASSAULT"}).total)
    expect(page).to_have_url(re.compile(r"/overview\?type=ASSAULT$"))
    page.get_by_role("link", name="Clear all").click()
    expect_count(page, small.index.rows({}).total)
    expect(page.locator("#f-type")).to_have_value("")


def test_a_day_that_is_none_is_told_and_the_rest_is_asked(visit, small):
    page = visit("/overview?since=2025-13-99&place=Goma").page
    expect(page.get_by_role("alert")).to_contain_text("2025-13-99")
    expect_count(page, small.index.rows({"place": "Goma"}).total)
    page.locator("#f-place").fill("Xyzzyville")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Xyzzyville")


def test_a_facet_narrows_and_widens_again(visit, small):
    page = visit("/overview").page
    attacks = page.locator("#facet-what-ASSAULT")
    assert attacks.locator(".facet-count").inner_text() == str(small.index.rows({"type": "ASSAULT"}).total)
    attacks.click()
    expect_count(page, small.index.rows({"type": "ASSAULT"}).total)
    expect(attacks).to_have_attribute("aria-current", "true")
    expect(attacks).to_be_focused()  # the list is made anew; a reader by keyboard stays where they were
    expect(page.locator("#f-type")).to_have_value("ASSAULT")
    attacks.click()
    expect_count(page, small.index.rows({}).total)


def test_days_are_brushed_by_keyboard(visit, small):
    page = visit("/overview").page
    first, last = page.get_by_role("slider", name="First day"), page.get_by_role("slider", name="Last day")
    first.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d$"))
    since = page.url.rpartition("=")[2]
    expect_count(page, small.index.rows({"since": since}).total)
    expect(page.locator("#f-since")).to_have_value(since)
    last.focus()
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(rf"since={since}&until=\d{{4}}-\d\d-\d\d$"))
    until = page.url.rpartition("=")[2]
    assert since < until
    expect_count(page, small.index.rows({"since": since, "until": until}).total)
    page.keyboard.press("Escape")
    expect_count(page, small.index.rows({}).total)
    assert "since" not in page.url


def test_older_ones_come_below_until_all_are_there(visit, small):
    page = visit("/overview").page
    every = list(small.index.rows({}).ids(limit=1000).ids)
    assert shown(page) == every[:PAGE]
    for seen in range(2 * PAGE, len(every) + PAGE, PAGE):
        page.get_by_role("link", name="Older").click()
        expect(page.locator(".overview-feed [data-incident]")).to_have_count(min(seen, len(every)))
    assert shown(page) == every
    expect(page.locator(".older")).to_have_text("These are all.")


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_mark_of_the_map_lists_what_happened_there(visit, small, way):
    page = visit("/overview?place=Bukavu").page
    mark = page.locator('.overview-map [data-mark^="c:"]').first
    expect(mark).to_have_attribute("aria-label", re.compile("^Bukavu: "))
    if way == "pointer":
        mark.click()
    else:
        mark.focus()
        page.keyboard.press("Enter")
    count = at_points(small.index.rows({"place": "Bukavu"}))
    panel = page.locator(".overview-where section").filter(has=page.get_by_role("heading", name="Bukavu: "))
    expect(panel.get_by_role("heading")).to_have_text(f"Bukavu: {count} incidents")
    listed = panel.locator("li a").evaluate_all("found => found.map((a) => a.pathname.split('/').pop())")
    assert listed
    assert set(listed) <= {i.id for i in small.incidents(place="Bukavu")}
    panel.get_by_role("link", name="Show only Bukavu").click()
    expect(page).to_have_url(re.compile("place=Bukavu"))


def test_an_entry_leads_to_its_incident_and_its_sentence(visit):
    page = visit("/overview?place=Goma").page
    entry = page.locator(".entry").first
    words = entry.locator(".quote mark").inner_text()
    entry.locator('.quote a[href^="/document/"]').click()
    page.wait_for_selector(".lit.chosen")
    assert words in page.locator(".lit.own.on-trigger").first.inner_text()
    page.go_back()
    page.locator(".entry-link").first.click()
    page.wait_for_url(re.compile("/incident/i_"))
