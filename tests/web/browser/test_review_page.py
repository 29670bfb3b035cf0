"""Review as its readers use it: keys decide, every decision is in the record, and every one can be undone."""

import re

import pytest
from playwright.sync_api import expect

from tocsin.record import open_record


def decided(guarded):
    """Return the decisions in force in the store, those that the fixture made left out."""
    with open_record(guarded.store, create=False) as record:
        return record.judgements()[1:]


def asked(page):
    """Return the ids of the incidents that the question is of."""
    return page.locator("article.side h3 a").evaluate_all("found => found.map((a) => a.pathname.split('/').pop())")


@pytest.fixture
def queue(writer):
    """Give the queue of pairs of one who has written a name."""
    page = writer.go("/review")
    page.locator("article.side").nth(1).wait_for()
    page.locator("#by").fill("amina")
    page.keyboard.press("Tab")
    return page


@pytest.mark.parametrize(("key", "verdict"), [("s", "same"), ("d", "different"), ("u", "unsure")])
def test_a_key_decides_and_z_undoes(queue, guarded, key, verdict):
    page, pair = queue, asked(queue)
    count = page.get_by_text(re.compile(r"Question 1 of \d+"))
    before = int(re.search(r"of (\d+)", count.inner_text())[1])
    page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text(f"Decided: {verdict}. z undoes it.")
    (made,) = decided(guarded)
    assert (made.verdict, made.by) == (verdict, "amina")
    with open_record(guarded.store, create=False) as record:
        shown = {record.show(i).id for i in pair}
        assert len(shown) == (1 if verdict == "same" else 2)
    assert asked(page) != pair
    assert int(re.search(r"of (\d+)", page.get_by_role("status").inner_text())[1]) < before

    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text(f"Undone: {verdict}.")
    assert decided(guarded) == []
    assert asked(page) == pair
    expect(page.get_by_role("status")).to_contain_text(f"of {before}")


def test_keys_do_nothing_while_one_writes(queue, guarded):
    page, pair = queue, asked(queue)
    page.locator("#by").focus()
    page.keyboard.type("sduj")
    expect(page.locator("#by")).to_have_value("aminasduj")
    page.keyboard.press("Tab")
    page.keyboard.press("j")  # after it, whatever the keys before had begun is done
    expect(page.get_by_role("status")).to_contain_text("Question 2 of")
    assert decided(guarded) == []
    page.keyboard.press("k")
    expect(page.get_by_role("status")).to_contain_text("Question 1 of")
    assert asked(page) == pair


def test_without_a_name_nothing_is_decided(writer, guarded):
    page = writer.go("/review")
    page.locator("article.side").nth(1).wait_for()
    page.locator("#by").fill("")
    page.keyboard.press("Tab")
    page.keyboard.press("s")
    expect(page.get_by_role("alert")).to_contain_text("Write your name first")
    expect(page.locator("#by")).to_be_focused()
    assert decided(guarded) == []


def test_a_field_is_set_and_the_list_of_decisions_undoes_it(queue, guarded):
    page, pair = queue, asked(queue)
    page.keyboard.press("2")
    expect(page.locator("article.side.is-chosen")).to_have_count(1)
    page.keyboard.press("e")
    form = page.locator("#edit")
    form.get_by_role("combobox").select_option("end")
    form.locator("#edit-value").fill("2025-01-31")
    form.get_by_label("Why").fill("as the hospital says")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Set: end. z undoes it.")
    (made,) = decided(guarded)
    assert (made.field, made.value, made.why) == ("end", "2025-01-31", "as the hospital says")
    with open_record(guarded.store, create=False) as record:
        assert record.show(pair[1]).end.isoformat() == "2025-01-31"

    page.get_by_role("link", name="Decisions made").click()
    row = page.get_by_role("row").filter(has_text="as the hospital says")
    expect(row).to_contain_text("end = 2025-01-31")
    row.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    expect(row).to_have_count(0)
    assert decided(guarded) == []


def test_who_may_only_read_decides_nothing(reader, guarded):
    page = reader.go("/review")
    pair = page.locator("article.side")
    pair.nth(1).wait_for()
    expect(page.locator(".notice")).to_contain_text("Deciding needs the write token")
    expect(page.locator("#by")).to_have_count(0)
    expect(page.get_by_role("button", name="Same")).to_be_disabled()
    page.keyboard.press("s")
    page.evaluate("tocsinEmit('act', { key: 's' })")  # as one who does not keep to the buttons
    expect(page.get_by_role("alert")).to_contain_text("Nothing can be decided here")
    assert decided(guarded) == []
    page.get_by_role("link", name="Give the token").click()
    page.wait_for_url(re.compile(r"/login\?next=%2Freview"))
