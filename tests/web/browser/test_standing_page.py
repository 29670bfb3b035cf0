"""How things stand, as readers use it: the slider changes the day, who holds what, the address and the data."""

import re

import pytest
from playwright.sync_api import expect

DAY = re.compile(r"as_of=(\d{4}-\d\d-\d\d)")


def held(page, place, holder):
    """Return the row of the table on who holds what."""
    rows = page.locator("#kind-controls tbody[data-relation]").filter(has=page.get_by_role("rowheader", name=place))
    return rows.filter(has=page.get_by_role("link", name=holder, exact=True)).first


def test_the_slider_changes_the_day_and_who_holds_goma(visit):
    there = visit("/standing?as_of=2025-01-25")
    page = there.page
    army = held(page, re.compile("^Goma, "), "Democratic Republic of the Congo")
    rebels = held(page, re.compile("^Goma, "), "March 23 Movement")
    expect(army).to_be_visible()
    expect(rebels).to_be_hidden()
    expect(page.locator("#day-words")).to_have_text("25 January 2025")

    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        if DAY.search(page.url)[1] >= "2025-01-27":
            break
    assert DAY.search(page.url)[1] == "2025-01-27"
    expect(army).to_be_hidden()
    expect(rebels).to_be_visible()
    expect(page.locator("#day-words")).to_have_text("27 January 2025")
    expect(slider).to_have_attribute("aria-valuetext", "27 January 2025")
    expect(page.locator("#any-day")).to_have_value("2025-01-27")
    count = page.locator("#kind-controls tbody[data-relation]:visible").count()
    expect(page.locator("#day-says")).to_contain_text(f"who holds what: {count}")
    expect(page.locator("[data-count=controls]")).to_have_text(f"({count})")
    expect(page.locator(f".pin [data-leads={rebels.get_attribute('id')}]")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(army).to_be_visible()
    expect(rebels).to_be_hidden()

    for link in page.locator(".data-links a").all():
        assert DAY.search(link.get_attribute("href"))[1] == DAY.search(page.url)[1]


def test_any_day_can_be_written(visit):
    page = visit("/standing").page
    page.locator("#any-day").fill("2025-01-26")
    page.locator("#any-day").press("Tab")
    expect(page).to_have_url(DAY)
    assert DAY.search(page.url)[1] == "2025-01-26"
    expect(held(page, re.compile("^Goma, "), "March 23 Movement")).to_be_hidden()
    page.reload()
    expect(page.locator("#day-words")).to_have_text("26 January 2025")


@pytest.mark.parametrize("drawn", [".edge", ".pin"])
def test_what_is_drawn_leads_to_its_evidence(visit, drawn):
    page = visit("/standing").page
    mark = page.locator(f"{drawn}:visible").first
    row = mark.get_attribute("href")
    assert row.startswith("#rel-")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{row} details")).to_have_attribute("open", "")
    expect(page.locator(row)).to_be_focused()
    assert page.url.endswith(row)
    source = page.locator(f"{row} details blockquote a").first
    words = page.locator(f"{row} details blockquote").first.inner_text()
    source.click()
    page.wait_for_url(re.compile("/document/"))
    assert words.strip("“”")[:30] in page.locator(".lit-text").inner_text()


def test_evidence_stands_on_both_sides(visit):
    page = visit("/standing?kind=controls").page
    row = held(page, re.compile("^Goma, "), "March 23 Movement")
    row.get_by_text(re.compile(r"Evidence: \d+ for, \d+ against")).click()
    expect(row.get_by_text("against, or ending it")).to_be_visible()
    expect(row).to_contain_text("denied that Goma had fallen")


def test_filters_leave_one_kind_and_one_actor(visit):
    page = visit("/standing").page
    form = page.get_by_role("search")
    form.get_by_role("combobox").select_option("backs")
    form.get_by_label("Actor").fill("Rwanda")
    form.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("kind=backs"))
    assert page.locator("[data-kind]").evaluate_all("found => found.map((e) => e.dataset.kind)") == ["backs"]
    for row in page.locator("#kind-backs tbody[data-relation]").all():
        expect(row).to_contain_text("Rwanda")


def test_a_day_that_is_none_is_told(visit):
    there = visit("/standing?kind=backs")
    answer = there.page.request.get(f"{there.address}/standing?as_of=2025-02-30")
    assert answer.status == 400
    assert "2025-02-30" in answer.text()
