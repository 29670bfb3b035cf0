"""Windows: whole sentences, each judged once, with what went before as context."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import Parse, Sentence
from tocsin.language.windows import CONTEXT_CHARS, CORE_CHARS, windows


def parse_of(lengths):
    """Return a parse of sentences of the given lengths, a space between them."""
    sentences, at = [], 0
    for n, length in enumerate(lengths):
        sentences.append(Sentence(n, n + 1, at, at + length, 0, n))
        at += length + 1
    return Parse((), tuple(sentences), (), (), "test")


@given(st.lists(st.integers(1, 900), max_size=30))
def test_cores_cover_every_sentence_once(lengths):
    parse = parse_of(lengths)
    found = list(windows(parse))
    cores = [s.start for w in found for s in parse.sentences if w.core <= s.start and s.end <= w.end]
    assert cores == [s.start for s in parse.sentences]


@given(st.lists(st.integers(1, 900), min_size=1, max_size=30))
def test_a_window_is_short_unless_a_sentence_is_long(lengths):
    parse = parse_of(lengths)
    for w in windows(parse):
        inside = [s for s in parse.sentences if w.core <= s.start and s.end <= w.end]
        assert w.core - w.start <= CONTEXT_CHARS
        assert len(inside) == 1 or w.end - w.core <= CORE_CHARS


def test_no_sentence_no_window():
    assert list(windows(parse_of([]))) == []
