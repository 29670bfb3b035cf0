"""Search as its readers use it: words find incidents and documents, facets tell them apart."""

import re

from playwright.sync_api import expect


def of_kind(page, kind):
    """Return the section of the hits of a kind."""
    return page.locator(".kinds section").filter(has=page.get_by_role("heading", name=re.compile(f"^{kind} "), level=2))


def test_words_find_incidents_and_documents_and_facets_part_them(visit, small):
    there = visit("/search")
    page = there.page
    expect(page.locator(".empty")).to_contain_text("Write words into the box")
    page.locator("#f-words").fill("Goma")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("words=Goma"))
    found = small.search("Goma", limit=100)
    documents = [f for f in found if f.kind == "document"]
    expect(page.locator(".counts")).to_contain_text(
        f"{len(found) - len(documents)} incidents and {len(documents)} documents found"
    )
    expect(page.locator(".hit mark").first).to_have_text("Goma")

    page.locator("#facet-found-in-document").click()
    page.wait_for_url(re.compile("kind=document"))
    expect(page.locator(".hit")).to_have_count(len(documents))
    expect(of_kind(page, "Incidents")).to_have_count(0)

    outlet = page.locator('[id^="facet-outlet-"]').first
    name, count = outlet.locator(".facet-name").inner_text(), int(outlet.locator(".facet-count").inner_text())
    assert count == sum(small.show(f.id).outlet == name for f in documents)
    outlet.click()
    expect(page.locator(".hit")).to_have_count(count)
    for hit in page.locator(".hit").all():
        expect(hit).to_contain_text(name)

    page.get_by_role("link", name=f"Remove the filter Outlet: {name}").click()
    expect(page.locator(".hit")).to_have_count(len(documents))
    page.go_back()
    expect(page.locator(".hit")).to_have_count(count)


def test_a_hit_leads_to_what_was_found(visit):
    page = visit("/search?words=embassies").page
    title = of_kind(page, "Documents").locator("h3 a").first
    words = title.inner_text()
    title.click()
    page.wait_for_url(re.compile("/document/"))
    expect(page.locator("h1")).to_have_text(words)


def test_a_phrase_and_a_word_left_out(visit, small):
    page = visit("/search").page
    for words in ('"fall of Goma"', "Goma -embassies"):
        page.locator("#f-words").fill(words)
        page.keyboard.press("Enter")
        found = [f for f in small.search(words, limit=100) if f.kind == "document"]
        expect(page.locator(".counts")).to_contain_text(f" {len(found)} document")
    page.locator("#f-words").fill("zzzunheardof")
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_contain_text("Nothing has all of these words")
