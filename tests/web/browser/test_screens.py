"""Every screen in a real browser: it opens, fits a phone, keeps nobody out, and asks no other machine."""

import pytest
from visiting import PHONE, WIDE, visiting

SCREENS = ("overview", "claims", "standing", "surges", "search", "review", "actor", "place", "incident", "document")
# Light or dark changes colours alone, and they are the same on a phone.
COLOURS = {"runOnly": ["color-contrast"]}
ALL_ELSE = {"rules": {"color-contrast": {"enabled": False}}}


@pytest.fixture(scope="module", params=SCREENS)
def there(request, shared, address, paths):
    """Give a visit to each screen, for all that is looked at there."""
    with visiting(shared, address) as found:
        found.go(paths[request.param])
        yield found


def test_screen_keeps_nobody_out(there):
    assert there.page.locator("main h1").count() == 1
    assert there.grave_faults() == []


def test_screen_has_colours_that_can_be_read_in_the_dark(there):
    there.page.emulate_media(color_scheme="dark")
    there.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert there.grave_faults(**COLOURS) == []


def test_screen_fits_a_phone(there):
    there.page.set_viewport_size(PHONE)
    there.settle()
    assert not there.is_wider_than_screen()
    assert there.grave_faults(**ALL_ELSE) == []
    there.page.set_viewport_size(WIDE)


def test_what_a_screen_offers_as_data_is_there(there):
    links = [link.get_attribute("href") for link in there.page.locator(".data-links a").all()]
    assert len(links) >= 2
    for href in links:
        answer = there.page.request.get(there.address + href)
        assert answer.ok, (href, answer.status, answer.text()[:300])


def test_screen_is_reached_by_keyboard(there):
    page = there.page
    # Tab goes on from what has the focus or is named in the address: from the top, then.
    page.evaluate("location.hash = ''; document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_dark_is_kept(visit, paths):
    page = visit(paths["claims"]).page
    page.click("#theme")
    page.reload()
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.evaluate("localStorage.removeItem('theme')")
