"""A document as its readers use it: the text is the document's, and text and list of what was read point at each other."""

import pytest
from playwright.sync_api import expect
from visiting import visiting

# The text without the headings of folds and without what was never in it.
TEXT = """() => {
  const copy = document.querySelector('.lit-text').cloneNode(true);
  copy.querySelectorAll('[data-not-text]').forEach((node) => node.remove());
  return copy.textContent;
}"""
ON_SCREEN = """(node) => {
  const box = node.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def told(small, fallen):
    """Return the document that first tells of the fall of Goma."""
    return small.show(fallen.mentions[0].document)


@pytest.fixture(scope="module")
def last(small, told):
    """Return the mention whose word stands last in the text: one has to scroll to it."""
    return max(small.mentions(told.id), key=lambda m: m.trigger.start)


def test_the_text_is_that_of_the_document(visit, told):
    page = visit(f"/document/{told.id}").page
    assert page.evaluate(TEXT) == told.text
    fold = page.locator("details.furniture").first
    expect(fold.locator("> div")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("> div")).to_be_visible()


def test_a_mention_in_the_address_is_marked_and_seen(visit, told, last):
    page = visit(f"/document/{told.id}#{last.id}").page
    word = page.locator(".lit.on-trigger.chosen.own").first
    expect(word).to_have_text(last.trigger.text)
    expect(page.locator(f"#card-{last.id}.chosen")).to_be_visible()
    assert word.evaluate(ON_SCREEN)
    assert page.locator(f"#card-{last.id}").evaluate(ON_SCREEN)
    lit = page.locator(".lit.chosen").all_inner_texts()
    assert last.evidence.text.split()[0] in lit[0]


def test_a_card_lights_the_text_and_the_text_its_card(visit, told, last):
    page = visit(f"/document/{told.id}").page
    assert page.locator(".chosen").count() == 0
    page.locator(f"#card-{last.id} h3 a").click()
    word = page.locator(f'.lit.on-trigger[data-of~="{last.id}"]').first
    expect(word).to_contain_class("chosen")
    assert word.evaluate(ON_SCREEN)
    assert page.url.endswith(f"#{last.id}")

    other = page.locator("a.lit.on-trigger:not(.chosen)").first
    card = other.get_attribute("href")
    other.click()
    expect(page.locator(f"{card}.chosen")).to_be_focused()
    expect(page.locator(f"#card-{last.id}")).not_to_contain_class("chosen")
    assert page.locator(card).evaluate(ON_SCREEN)

    page.go_back()
    expect(page.locator(f"#card-{last.id}")).to_contain_class("chosen")


@pytest.mark.parametrize(
    ("layer", "looks"),
    [
        ("trigger", "fontWeight"),
        ("evidence", "backgroundColor"),
        ("actor", "textDecorationLine"),
        ("place", "textDecorationLine"),
        ("speaker", "fontStyle"),
    ],
)
def test_a_layer_is_switched_off_and_on(layers, layer, looks):
    # What evidence and relations share is the ground, what the rest share a line below; no other layer slants words.
    lines = "actor recipient place time".replace(layer, "").split()
    others = {"speaker": (), "evidence": ("relation",)}.get(layer, lines)
    lit = layers.locator(f".lit.on-{layer}{''.join(f':not(.on-{o})' for o in others)}").first
    switch = layers.locator(f"[data-layer={layer}]")
    before = lit.evaluate("(node, name) => getComputedStyle(node)[name]", looks)
    switch.uncheck()
    assert lit.evaluate("(node, name) => getComputedStyle(node)[name]", looks) != before
    switch.check()
    assert lit.evaluate("(node, name) => getComputedStyle(node)[name]", looks) == before


@pytest.fixture(scope="module")
def layers(shared, address, told):
    """Give the page of the document, for all its switches."""
    with visiting(shared, address) as found:
        yield found.go(f"/document/{told.id}")


def test_a_card_says_why_and_leads_to_what_all_tell(visit, small, fallen, told):
    page = visit(f"/document/{told.id}#{fallen.mentions[0].mention}").page
    card = page.locator(f"#card-{fallen.mentions[0].mention}")
    why = card.get_by_text("Why it was read so")
    why.click()
    expect(card.locator("details li").first).to_be_visible()
    card.get_by_role("link", name="what all documents tell of it").click()
    page.wait_for_url(f"**/incident/{fallen.id}")


def test_a_copy_leads_to_its_original_and_back(visit, small):
    copy = next(d for d in small.documents() if d.copy_of)
    page = visit(f"/document/{copy.id}").page
    page.get_by_role("link", name=small.show(copy.copy_of).title).click()
    page.wait_for_url(f"**/document/{copy.copy_of}")
    expect(page.get_by_role("link", name=copy.title)).to_have_attribute("href", f"/document/{copy.id}")


def test_a_document_that_is_not_there_says_so(visit):
    there = visit("/overview")
    answer = there.page.request.get(f"{there.address}/document/d_nothing")
    assert answer.status == 404
    assert "The record has no document" in answer.text()
