"""Chances: the functions against known values, and false alarms at their level."""

from math import comb

import numpy as np
import pytest

from tocsin.study.chances import allowing_for_many, beta_quantile, beta_share, chance_of_rise, ratio_interval


@pytest.mark.parametrize(("n", "k", "p"), [(10, 3, 0.2), (40, 30, 0.5), (200, 5, 0.01), (3, 1, 0.9)])
def test_beta_share_is_the_tail_of_a_binomial(n, k, p) -> None:
    tail = sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))
    assert beta_share(p, k, n - k + 1) == pytest.approx(tail, rel=1e-10)


def test_beta_share_holds_for_parts_of_events_and_at_its_ends() -> None:
    assert beta_share(0.5, 0.5, 0.5) == pytest.approx(0.5)  # by symmetry
    assert (beta_share(0, 2, 3), beta_share(1, 2, 3)) == (0, 1)
    assert beta_share(0.3, 2.5, 7.1) == pytest.approx(1 - beta_share(0.7, 7.1, 2.5))


def test_a_quantile_undoes_a_share() -> None:
    assert beta_share(beta_quantile(0.025, 3.5, 20), 3.5, 20) == pytest.approx(0.025)


def test_no_events_are_no_rise() -> None:
    assert chance_of_rise(0, 0, 0.1) == 1
    assert chance_of_rise(0, 50, 0.1) == 1


def test_more_events_are_less_likely_and_scatter_makes_them_likelier() -> None:
    chances = [chance_of_rise(n, 24, 1 / 12) for n in range(12)]
    assert chances == sorted(chances, reverse=True)
    assert chance_of_rise(10, 24, 1 / 12, 3) > chance_of_rise(10, 24, 1 / 12)


def test_without_a_change_a_chance_of_one_in_twenty_comes_at_most_so_often() -> None:
    random = np.random.default_rng(3)
    draws = [(random.poisson(3), random.poisson(36)) for _ in range(4000)]
    assert 0.02 < np.mean([chance_of_rise(now, before, 1 / 12) <= 0.05 for now, before in draws]) <= 0.05


def test_an_interval_holds_the_ratio_as_often_as_it_says() -> None:
    random = np.random.default_rng(4)
    held = 0
    for _ in range(1000):
        low, high = ratio_interval(random.poisson(12), random.poisson(48), 1 / 12)  # the rate rose threefold
        held += low <= 3 <= (high or np.inf)
    assert 0.92 <= held / 1000 <= 0.98


def test_an_interval_has_no_bound_where_nothing_was_before_and_begins_at_none_where_nothing_is_now() -> None:
    assert ratio_interval(5, 0, 0.1)[1] is None
    assert ratio_interval(0, 5, 0.1)[0] == 0


def test_many_chances_are_allowed_for_as_benjamini_and_hochberg_do() -> None:
    given = [0.01, 0.04, 0.03, 0.005]
    assert allowing_for_many(given) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert allowing_for_many([]) == []
