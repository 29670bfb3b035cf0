"""Surges as readers use them: what rose where, why that is said, what happened then, and what was read at all."""

import re
from urllib.parse import urlencode

import pytest
from made_surges import crisis
from playwright.sync_api import expect
from visiting import serving, visiting

from tocsin.record import open_record


@pytest.fixture(scope="module")
def rising(tmp_path_factory):
    """Give the address of a made record with a jump of attacks around Goma, served, and the record itself."""
    own = tmp_path_factory.mktemp("rising") / "tocsin.db"
    with open_record(own) as record:
        crisis(record.store)
        with serving(own) as found:
            yield found, record


def test_what_rose_is_told_with_why_and_leads_to_what_happened(shared, rising):
    address, record = rising
    with visiting(shared, address) as there:
        page = there.go("/surges")
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile("^North Kivu"))).first
        expect(row).to_contain_text("conflict")
        expect(row.locator("time").first).to_have_attribute("datetime", "2025-01-20")
        expect(row.locator(".surge-why p").first).not_to_be_empty()
        assert row.get_by_role("img").count() == 2  # incidents, and documents beside them

        row.get_by_role("link", name=re.compile("what happened there then")).click()
        there.settle()
        asked = {"place": "North Kivu", "since": "2025-01-20", "until": "2025-01-27", "told": "asserted"}
        assert page.url.endswith(f"/overview?{urlencode(asked)}")
        total = record.index.rows(asked).total
        assert total > 10
        expect(page.locator(".counts strong")).to_have_text(f"{total} incidents")


def test_a_place_is_asked_for_by_form(shared, rising):
    with visiting(shared, rising[0]) as there:
        page = there.go("/surges?as_of=2025-01-19")
        expect(page.locator(".empty")).to_contain_text("Nothing surged in these weeks")
        form = page.get_by_role("search")
        form.get_by_label("Up to the day").fill("2025-01-26")
        form.get_by_label("Place").fill("Goma")
        form.get_by_label("Weeks").fill("1")
        form.get_by_role("button", name="Show").click()
        page.wait_for_url(re.compile("place=Goma.*as_of=2025-01-26.*weeks=1"))
        expect(page.get_by_role("status")).to_contain_text("the week of 2025-01-20")
        trend = page.get_by_role("table", name="As they stand in the latest week")
        expect(trend).to_contain_text("North Kivu")  # what is told of Goma counts for its province
        expect(page.locator("[data-form=json]")).to_have_attribute("href", re.compile("place=Goma"))


def test_weeks_without_documents_are_gaps_and_no_calm(visit, small):
    page = visit("/surges").page
    read = page.get_by_role("table", name=re.compile("^Documents read by week and outlet"))
    week = read.get_by_role("columnheader").all_inner_texts()
    every = read.get_by_role("row").nth(1).locator("td").all_inner_texts()
    shown = dict(zip(week[1:], every, strict=True))
    assert shown["13 Jan"] == "gap"
    assert shown["20 Jan"] == "2"
    expect(page.locator(".surge-remarks")).to_contain_text("a gap, and no calm")
    outlet = read.get_by_role("row").filter(has_text="Continental Wire")
    expect(outlet.get_by_role("cell").nth(1)).to_contain_text("nothing read")


@pytest.mark.parametrize("asked", ["weeks=many", "as_of=2025-02-30", "place=Xyzzyville"])
def test_what_cannot_be_asked_is_told_and_the_form_stays(visit, asked):
    page = visit(f"/surges?{asked}").page
    expect(page.get_by_role("alert")).to_contain_text(asked.partition("=")[2])
    expect(page.get_by_role("search").get_by_role("button", name="Show")).to_be_visible()
