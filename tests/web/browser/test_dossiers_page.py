"""Dossiers as readers use them: all on an actor or a place, each part leading to what it counts."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("path", "wanted"), [("/actor/M23", {"actor": "M23"}), ("/place/Goma", {"place": "Goma"})])
def test_all_incidents_are_one_click_away(visit, small, path, wanted):
    page = visit(path).page
    total = small.index.rows(wanted).total
    page.get_by_role("link", name=f"All {total} on the overview").click()
    expect(page.locator(".counts strong")).to_have_text(f"{total} incidents")


def test_what_an_actor_did_leads_to_those_incidents(visit, small):
    page = visit("/actor/M23").page
    did = page.locator("section.card").filter(has=page.get_by_role("heading", name="It did", exact=True))
    first = did.locator("li").first
    count = int(first.locator(".num").inner_text())
    first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/overview\?actor=M23&type="))
    shown = int(page.locator(".counts strong").inner_text().split()[0])
    assert shown >= count  # what was done to it counts there too
    with_whom = small.index.rows({"actor": "M23", "type": page.url.rpartition("=")[2]})
    assert shown == with_whom.total


def test_an_actor_says_and_denies(visit, small):
    page = visit("/actor/M23").page
    denies = page.locator("section").filter(has=page.get_by_role("heading", name=re.compile(r"^Denies")))
    claim = next(c for c in small.claims(speaker="M23", stance="denies"))
    expect(denies.last).to_contain_text(claim.evidence.text[:40])
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="How it stands").click()
    expect(page.get_by_role("heading", name="How it stands")).to_be_in_viewport()
    expect(page.locator("#kind-controls")).to_contain_text("Goma airport")


def test_a_place_leads_to_who_was_there(visit):
    page = visit("/place/Goma").page
    who = page.locator("section.card").filter(has=page.get_by_role("heading", name="Who was there", exact=True))
    name = who.get_by_role("link").first
    words = name.inner_text()
    name.click()
    expect(page.locator("h1")).to_have_text(words)


def test_the_trend_is_also_a_table(visit, small):
    page = visit("/actor/M23").page
    page.get_by_text("As a table").click()
    table = page.locator("#trend ~ * table, [aria-labelledby=trend] table").first
    expect(table).to_be_visible()
    expect(table.get_by_role("row").nth(1)).to_contain_text("2024-12-30")


@pytest.mark.parametrize(("path", "near"), [("/actor/March 23 Movment", "March 23 Movement"), ("/place/Gomma", "Goma")])
def test_a_name_that_is_not_there_leads_to_one_that_is(shared, address, path, near):
    answer = shared.request.get(address + path)
    assert answer.status == 404
    assert "Perhaps one of these is meant" in answer.text()
    assert near in answer.text()
