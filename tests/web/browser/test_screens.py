"""Every screen in a real browser: it opens, fits a phone, keeps nobody out, and asks no other machine."""

import pytest
from visiting import PHONE, WIDE

SCREENS = ("overview", "claims", "standing", "surges", "search", "review", "actor", "place", "incident", "document")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_keeps_nobody_out(visit, paths, screen, scheme):
    there = visit(paths[screen], scheme=scheme)
    assert there.page.locator("main h1").count() == 1
    assert there.grave_faults() == []


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_fits_a_phone(visit, paths, screen):
    there = visit(paths[screen], viewport=PHONE)
    assert not there.is_wider_than_screen()
    assert there.grave_faults() == []


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_is_reached_by_keyboard(visit, paths, screen):
    page = visit(paths[screen], viewport=WIDE).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("screen", SCREENS)
def test_what_a_screen_offers_as_data_is_there(visit, paths, screen):
    page = visit(paths[screen]).page
    links = page.locator(".data-links a")
    assert links.count() >= 2
    for href in [links.nth(n).get_attribute("href") for n in range(links.count())]:
        answer = page.request.get(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + href)
        assert answer.ok, (href, answer.status, answer.text()[:300])


def test_dark_is_kept(visit, paths):
    page = visit(paths["overview"]).page
    page.click("#theme")
    page.reload()
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
