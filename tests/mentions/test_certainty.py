"""How sure mentions are, in items and in whole reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.mentions.certainty import certainty

SHARES = st.floats(min_value=0.0, max_value=1.0)


@given(SHARES)
def test_an_item_is_as_sure_as_its_words(share):
    assert certainty(share, 3) == share


@given(SHARES)
def test_a_whole_report_is_less_sure(share):
    assert certainty(share, 20) < max(share, 0.4)  # what is less sure is no mention


@given(SHARES, SHARES)
def test_the_order_of_mentions_stays(one, other):
    low, high = sorted((one, other))
    assert certainty(low, 20) <= certainty(high, 20)


@pytest.mark.parametrize(("sentences", "sure"), [(6, 0.9), (7, 0.8)])
def test_from_where_a_text_is_a_report(sentences, sure):
    assert certainty(0.9, sentences) == pytest.approx(sure, abs=0.05)
