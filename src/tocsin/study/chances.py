"""How likely chance does as much: counts of two times compared, and many comparisons at once.

Two counts with exposures are compared through their sum: without a change the later one is a binomial part of it
(Przyborowski and Wilenski 1940). Counts that scatter more than Poisson's are negative binomial, as in the detection of
outbreaks (Noufaily et al. 2013, Statistics in Medicine 32:1206, after Farrington et al. 1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, log1p

# Jeffreys' prior for a rate: half an event (Brown, Cai and DasGupta 2001 on its interval).
JEFFREYS = 0.5
_TINY = 1e-300
_STEPS, _ENOUGH, _HALVINGS = 300, 1e-13, 60


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), ``x`` in [0, 1], ``a`` and ``b`` positive.

    Source: the continued fraction of DLMF 8.17.22, by Lentz's method.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only on this side
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return found


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """Return the ``x`` with I_x(a, b) = p, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_share(middle, a, b) < p else (low, middle)
    return (low + high) / 2


def chance_of_rise(now: float, before: float, exposure: float, dispersion: float = 1.0) -> float:
    """Return how likely, without a change, the later count is ``now`` or more.

    The later count is predicted from the earlier one as a negative binomial whose variance is that of the counts and
    that of the rate, which is itself known only from ``before`` events. Without dispersion it is the comparison of two
    Poisson counts through their sum.

    Args:
        now: events of the later time.
        before: events of the earlier time.
        exposure: exposure of the later time as a part of the earlier one's (one week after ten: 0.1).
        dispersion: variance over mean of the counts, 1 or more.
    """
    if now <= 0:
        return 1.0
    scatter = dispersion * (1 + exposure)
    return beta_share(1 - 1 / scatter, now, (before + JEFFREYS) * exposure / (scatter - 1))


def ratio_interval(
    now: float, before: float, exposure: float, dispersion: float = 1.0, level: float = 0.95
) -> tuple[float, float | None]:
    """Return between which two numbers the ratio of the rates lies; ``None`` above: without bound.

    Args:
        now: events of the later time.
        before: events of the earlier time.
        exposure: as in ``chance_of_rise``.
        dispersion: variance over mean of the counts, 1 or more.
        level: how often such intervals hold the ratio.
    """
    a, b, tail = now / dispersion + JEFFREYS, before / dispersion + JEFFREYS, (1 - level) / 2
    low, high = beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b)
    return (
        0.0 if now <= 0 else low / (1 - low) / exposure,
        None if before <= 0 or high >= 1 else high / (1 - high) / exposure,
    )


def allowing_for_many(chances: Sequence[float]) -> list[float]:
    """Return for each chance the share of false alarms among those that are at most as likely (in the same order).

    Source: Benjamini and Hochberg 1995; holds for series that rise together (Benjamini and Yekutieli 2001), as those
    of a province and its country do.
    """
    order = sorted(range(len(chances)), key=lambda i: chances[i], reverse=True)
    found, least = [1.0] * len(chances), 1.0
    for rank, i in zip(range(len(chances), 0, -1), order, strict=True):
        least = min(least, chances[i] * len(chances) / rank)
        found[i] = least
    return found
