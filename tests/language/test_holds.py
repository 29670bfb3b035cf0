"""The branch of the reader that sees who holds which place."""

import pytest
from compact import linked

from tocsin.language.reader import understand


@pytest.fixture(scope="module")
def holds(tools):
    """Return a function from a text to what is told of who holds the places that its words name."""

    def of(text):
        reading = understand(linked(text, tools), tools.reader)
        words = {t.i: t.text for t in reading.parse.tokens}
        return {words[i]: (hold, words) for i, hold in reading.holds.items()}

    return of


def test_a_taking_is_seen_with_who_took_it(holds):
    hold, words = holds("M23 rebels captured the town of Sake on Friday, and soldiers fled towards Goma.")["Sake"]
    assert max(hold.kinds, key=hold.kinds.get) == "taken"
    assert max(hold.sides, key=lambda i: hold.sides[i][0]) in {i for i, w in words.items() if w in ("M23", "rebels")}


def test_shares_are_shares(holds):
    found = holds("The army still holds Bor and Malakal, but rebels took Nasir and lost Ulang. Soldiers left Renk.")
    assert found
    for hold, words in found.values():
        assert all(0 <= s <= 1 for s in hold.kinds.values())
        assert 0 < hold.share <= 1.0001
        assert all(0 <= s <= 1 for pair in hold.sides.values() for s in pair)
        assert set(hold.sides) <= set(words)


def test_a_document_without_anybody_in_arms_is_not_asked(holds):
    assert holds("A bakery has opened in Lyon. It held a party in the town hall and took on ten people.") == {}
