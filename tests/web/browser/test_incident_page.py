"""An incident as its readers use it: every value one click from its sentence, who denies it, and how it came to be so."""

import re

from playwright.sync_api import expect


def test_a_quote_leads_to_its_sentence(visit, fallen):
    page = visit(f"/incident/{fallen.id}").page
    quote = page.locator("#tellings ~ * .tellings .quote").first
    word = quote.locator("mark").inner_text()
    quote.locator('a[href^="/document/"]').click()
    lit = page.locator(".lit.own.on-trigger.chosen").filter(has_text=re.compile(f"^{re.escape(word)}$"))
    expect(lit.first).to_be_in_viewport()  # what is told again elsewhere in the document is lit too


def test_who_denies_it_stands_beside_who_says_so(visit, fallen):
    page = visit(f"/incident/{fallen.id}").page
    happened = page.get_by_role("table", name=re.compile("^That it happened"))
    says, denies = happened.get_by_role("row").nth(1).get_by_role("cell").all()
    expect(says).to_contain_text("Continental Wire itself")
    expect(denies).to_contain_text("Patrick Muyaya")
    expect(denies).not_to_contain_text("United Nations")
    left, right = says.bounding_box(), denies.bounding_box()
    assert left["x"] + left["width"] <= right["x"] + 1
    assert abs(left["y"] - right["y"]) < 2
    words = denies.locator("blockquote").first
    expect(words).to_be_hidden()
    denies.get_by_text("words").first.click()
    expect(words).to_contain_text("denied that Goma had fallen")


def test_a_toll_has_who_says_it(visit, small):
    told, claim = next(
        (i, c)
        for i in small.incidents()
        for c in i.claims
        if c.field == "killed" and c.count and c.count.low and c.speaker and c.speaker.id
    )
    page = visit(f"/incident/{told.id}").page
    killed = page.get_by_role("table", name=re.compile("^Killed"))
    said = killed.get_by_role("row").filter(has_text=claim.speaker.name)
    link = said.get_by_role("link", name=re.compile(f"{claim.count.low}|{claim.count.low:,}")).first
    expect(link).to_have_attribute("href", f"/document/{claim.document}#{claim.mention}")


def test_the_history_leads_to_what_was_known_then(visit, fallen):
    page = visit(f"/incident/{fallen.id}").page
    history = page.locator("ol.history > li")
    expect(history.first).to_contain_text("Revision 1 (added)")
    history.first.get_by_role("link", name="as it was known then").click()
    expect(page.locator(".notice")).to_contain_text("As it was known on 2025-05-01")
    page.get_by_role("link", name="As it is known now").click()
    page.wait_for_url(re.compile(f"/incident/{fallen.id}$"))


def test_the_links_on_the_page_scroll_to_its_parts(visit, fallen):
    page = visit(f"/incident/{fallen.id}").page
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Claims side by side").click()
    expect(page.get_by_role("heading", name="Claims side by side")).to_be_in_viewport()


def test_an_address_that_was_merged_away_leads_on(writer, guarded):
    page = writer.go(f"/incident/{guarded.gone}")
    notice = page.locator(".notice").first
    expect(notice).to_contain_text(f"{guarded.gone} was merged into this one")
    expect(page.locator("#judgements + *")).to_contain_text("the same as")
    expect(page.locator("ol.history > li").first).to_contain_text("amina")
    notice.get_by_role("link", name="its own address").click()
    page.wait_for_url(f"**/incident/{guarded.kept}")
