"""Walking a parse: a hand-made tree of "troops of Mali and rebels who fled killed two men"."""

from dataclasses import replace

import pytest

from tocsin.base.model import Parse, Token
from tocsin.base.trees import ancestors, children, conjuncts, extent, first_conjunct, phrase, subtree, upmost

WORDS = [  # word, dep, head
    ("troops", "nsubj", 8), ("of", "prep", 0), ("Mali", "pobj", 1), ("and", "cc", 0), ("rebels", "conj", 0),
    ("who", "nsubj", 6), ("fled", "relcl", 4), (",", "punct", 8), ("killed", "ROOT", 8), ("two", "nummod", 10),
    ("men", "dobj", 8),
]  # fmt: skip
TEXT = " ".join(w for w, _, _ in WORDS)


@pytest.fixture
def parse():
    tokens, at = [], 0
    for i, (word, dep, head) in enumerate(WORDS):
        tokens.append(Token(i, at, at + len(word), word, word.lower(), "X", "X", dep, head, 0))
        at += len(word) + 1
    below = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    return Parse(tuple(tokens), (), (), below, "hand")


def words(parse, numbers):
    return [parse.tokens[n].text for n in numbers]


def test_children_all_and_by_dep(parse):
    assert words(parse, children(parse, 8)) == ["troops", ",", "men"]
    assert words(parse, children(parse, 8, "dobj")) == ["men"]
    assert children(parse, 8, "agent") == []


def test_subtree_is_in_text_order(parse):
    assert words(parse, subtree(parse, 0)) == ["troops", "of", "Mali", "and", "rebels", "who", "fled"]


def test_ancestors_are_nearest_first_and_end_at_the_root(parse):
    assert words(parse, ancestors(parse, 5)) == ["fled", "rebels", "troops", "killed"]
    assert list(ancestors(parse, 8)) == []


def test_conjuncts_from_the_first(parse):
    assert words(parse, conjuncts(parse, 0)) == ["troops", "rebels"]


def test_first_conjunct_from_any(parse):
    assert first_conjunct(parse, 4) == 0
    assert first_conjunct(parse, 10) == 10


def test_upmost_goes_over_the_given_dependencies_only(parse):
    assert upmost(parse, 6, "relcl", "conj") == 0
    assert upmost(parse, 6, "conj") == 6


def test_upmost_ends_at_a_word_that_is_its_own_head(parse):
    tokens = tuple(replace(t, dep="conj") if t.i == 8 else t for t in parse.tokens)
    assert upmost(replace(parse, tokens=tokens), 8, "conj", "appos") == 8


def test_phrase_leaves_out_conjuncts_and_relative_clauses(parse):
    assert phrase(parse, 0) == (0, 3)
    assert phrase(parse, 0, prepositions=False) == (0, 1)
    assert phrase(parse, 4) == (4, 5)
    assert phrase(parse, 10) == (9, 11)


def test_extent_is_the_text_of_the_tokens(parse):
    found = extent(parse, 9, 11, TEXT)
    assert found.text == "two men"
    assert TEXT[found.start : found.end] == "two men"
