"""A site that asks for a token: nothing is seen without one, and one gives what it is for."""

import re

from playwright.sync_api import expect

from tocsin.web.access import COOKIE


def test_a_token_opens_the_page_that_was_asked_for(stranger, guarded):
    page = stranger.page
    for path in ("/overview.json", "/api/v1/incidents", "/map/clusters.geojson?zoom=3"):
        assert page.request.get(guarded.address + path, max_redirects=0).status in (401, 303), path

    stranger.page.goto(f"{guarded.address}/claims?stance=denies")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fclaims%3Fstance%3Ddenies$"))
    page.get_by_label("Token").fill("anvi")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("This token gives no right here")
    assert stranger.faults.pop().startswith("Failed to load resource")  # the answer is a 403, as it should be

    page.get_by_label("Token").fill("lantern")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/claims\?stance=denies$"))
    stranger.settle()
    expect(page.locator(".matter").first).to_be_visible()
    page.locator("#f-stance").select_option("affirms")  # the pages' own connection has the right too
    page.wait_for_url(re.compile("stance=affirms"))
    expect(page.locator(".in-force")).to_contain_text("affirms")
    cookie = next(c for c in page.context.cookies() if c["name"] == COOKIE)
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert "lantern" not in cookie["value"]


def test_a_token_can_be_given_on_a_phone_and_by_ear(stranger):
    stranger.page.set_viewport_size({"width": 360, "height": 740})
    stranger.go("/overview")
    assert not stranger.is_wider_than_screen()
    assert stranger.grave_faults() == []
    stranger.page.emulate_media(color_scheme="dark")
    stranger.page.reload()
    assert stranger.grave_faults() == []


def test_a_link_to_elsewhere_is_not_followed_after_the_token(stranger, guarded):
    stranger.page.goto(f"{guarded.address}/login?next=//evil.example/")
    stranger.page.get_by_label("Token").fill("lantern")
    stranger.page.keyboard.press("Enter")
    stranger.page.wait_for_url(f"{guarded.address}/overview")
