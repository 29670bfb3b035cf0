"""Ids: the same content, the same id, for ever."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.ids import content_id

parts = st.lists(st.one_of(st.text(), st.integers(), st.none()))


def test_content_id_never_changes():
    """Stores hold these ids: a change here breaks every link into them."""
    assert content_id("m", "doc", "ASSAULT", 7, None) == "m_813d9394dbcb"


def test_content_id_tells_parts_apart():
    assert content_id("m", "ab", "c") != content_id("m", "a", "bc")
    assert content_id("m", None) != content_id("m", "None")
    assert content_id("m", 1) != content_id("m", "1")


@given(parts)
def test_content_id_has_one_form(given_):
    assert re.fullmatch(r"m_[0-9a-f]{12}", content_id("m", *given_))


@given(parts, parts)
def test_content_id_is_the_same_only_for_the_same(a, b):
    assert (content_id("m", *a) == content_id("m", *b)) == (a == b)
