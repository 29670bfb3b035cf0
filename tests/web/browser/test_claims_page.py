"""The ledger as its readers use it: who affirms and who denies stand side by side, each with the words."""

import re

from playwright.sync_api import expect

from tocsin.web.pages.claims import PAGE


def test_affirmed_and_denied_stand_side_by_side(visit, fallen):
    page = visit("/claims").page
    page.locator("#f-stance").select_option("denies")
    page.wait_for_url(re.compile("stance=denies"))
    matter = page.locator(f'[aria-labelledby="m-{fallen.id}"]')
    sides = matter.locator("section").filter(has_text="That it happened").locator(".position")
    expect(sides).to_have_count(2)
    says, denies = sides.all()
    expect(says.locator("h4")).to_have_text("affirms")
    expect(says).to_contain_text("Continental Wire")
    expect(denies.locator("h4")).to_have_text("denies")
    expect(denies).to_contain_text("Patrick Muyaya")
    expect(says).not_to_contain_text("Patrick Muyaya")
    left, right = says.bounding_box(), denies.bounding_box()
    assert left["x"] + left["width"] < right["x"]
    assert abs(left["y"] - right["y"]) < 2

    words = denies.locator(".quote p").first.inner_text().strip("“”")
    denies.locator('.quote a[href^="/document/"]').first.click()
    page.wait_for_url(re.compile("/document/.*#m_"))
    assert words in page.locator(".lit-text").inner_text()


def test_every_matter_is_denied_where_that_is_asked(visit, small):
    page = visit("/claims?stance=denies").page
    asked = {c.incident for c in small.claims(stance="denies")}
    listed = page.locator(".matter").evaluate_all(
        "found => found.map((e) => e.getAttribute('aria-labelledby').slice(2))"
    )
    assert set(listed) == asked
    for matter in page.locator(".matter").all():
        expect(matter.locator(".stance-denies").first).to_be_visible()


def test_a_speaker_is_asked_for(visit, small):
    there = visit("/claims")
    page = there.page
    page.locator("#f-speaker").fill("Patrick Muyaya")
    page.keyboard.press("Enter")
    claims = list(small.claims(speaker="Patrick Muyaya"))
    expect(page.locator(".counts")).to_contain_text(f"{len(claims)} claim")
    expect(page.locator(".matter")).to_have_count(len({c.incident for c in claims}))
    for matter in page.locator(".matter").all():
        expect(matter).to_contain_text("Patrick Muyaya")
    answer = page.request.get(there.address + page.locator("[data-form=csv]").get_attribute("href"))
    assert len(answer.text().splitlines()) == len(claims) + 1
    page.go_back()
    expect(page.locator("#f-speaker")).to_have_value("")
    expect(page.locator(".counts")).to_contain_text(f"The latest {PAGE} claims")


def test_older_claims_come_below(visit):
    page = visit("/claims").page
    first = page.locator(".matter").count()
    page.get_by_role("link", name="Older").click()
    expect(page.locator(".matter").nth(first)).to_be_visible()
    listed = page.locator(".matter").evaluate_all("found => found.map((e) => e.getAttribute('aria-labelledby'))")
    assert len(listed) == len(set(listed))
