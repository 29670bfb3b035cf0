"""Bands: ACLED's words at their bounds."""

import pytest

from tocsin.base.surges import Band
from tocsin.study.bands import band_of, nearer_to_none


@pytest.mark.parametrize(
    ("ratio", "band"),
    [
        (None, Band.LARGE_INCREASE), (1.26, Band.LARGE_INCREASE), (1.25, Band.MODERATE_INCREASE),
        (1.11, Band.MODERATE_INCREASE), (1.10, Band.LIMITED_CHANGE), (0.75, Band.LIMITED_CHANGE),
        (0.74, Band.LARGE_DECREASE), (0.0, Band.LARGE_DECREASE),
    ],
)  # fmt: skip
def test_a_ratio_has_its_band(ratio, band) -> None:
    assert band_of(ratio, before=10, now=20) is band


@pytest.mark.parametrize(
    ("before", "now", "band"), [(2, 5, Band.LOW_BASE), (2, 6, Band.LARGE_INCREASE), (2.1, 5, Band.LARGE_INCREASE)]
)
def test_a_low_base_is_limited_change_whatever_the_ratio(before, now, band) -> None:
    assert band_of(9.0, before=before, now=now) is band


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [(2, 3, 2), (0.5, 0.2, 0.5), (2, 0.5, 1), (None, 3, 3), (None, 0.5, 1), (None, None, None), (1, 4, 1)],
)
def test_of_two_ratios_the_nearer_to_no_change_counts(one, other, found) -> None:
    assert nearer_to_none(one, other) == nearer_to_none(other, one) == found
