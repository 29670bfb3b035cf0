"""Same telling: what speaks for two drafts being of one happening, and what forbids it."""

from datetime import date

import pytest
from compact import read_of

from tocsin.base.logistic import fitted
from tocsin.base.model import Count
from tocsin.mentions.fits import how_same, tolls_fit


def told(text, tools, kind):
    return [m for m in read_of(text, tools, published=date(2025, 2, 22)).mentions if m.type == kind]


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [("x", "x", "same"), ("x", "y", "other"), ("x", None, "one missing"), (None, None, "both missing")],
)
def test_how_same_names_what_is_missing(a, b, how):
    assert how_same(a, b) == how


def test_tolls_fit_where_their_ranges_meet():
    assert tolls_fit(Count(10, 10, None), Count(12, 12, 12))
    assert not tolls_fit(Count(10, 10, 10), Count(12, 12, 12))


def test_what_is_asked_for_is_no_telling_of_what_took_place(tools):
    found = told(
        "Kenya and Sudan held talks in Nairobi. The United States called for talks in Nairobi.", tools, "CONSULT"
    )
    assert len(found) == 2


def test_the_taking_of_a_town_is_no_telling_of_other_fighting(tools):
    found = told("M23 rebels captured Bunia. M23 rebels attacked soldiers in Bunia.", tools, "ASSAULT")
    assert len(found) == 2


def test_two_tolls_are_two_happenings(tools):
    found = told("An attack killed 12 people in Bunia. An attack killed 40 people in Bunia.", tools, "ASSAULT")
    assert len(found) == 2


def test_every_weight_is_of_a_feature_with_a_finite_number():
    weights = fitted("tellings")
    assert weights["bias"] < 0
    assert all(abs(w) < 5 for w in weights.values())
