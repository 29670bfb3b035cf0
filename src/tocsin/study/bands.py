"""How much something changed: the ratio to its baseline in the words that users of ACLED know.

More than +25 % is a large increase, +10 to +25 % a moderate one, -25 to +10 % limited change, below -25 % a large
decrease; a low base (at most 2 a week before and at most 5 now) is limited change whatever the ratio.

Source: the change bands of ACLED's trackers.
"""

from __future__ import annotations

from tocsin.base.surges import Band

LARGE, MODERATE, DECREASE = 1.25, 1.10, 0.75
# At most so many a week before and so many now are too few for a percentage.
LOW_BEFORE, LOW_NOW = 2.0, 5


def band_of(ratio: float | None, *, before: float, now: float) -> Band:
    """Return the band of a change.

    Args:
        ratio: the week over its baseline; ``None``: nothing before, or no data.
        before: the mean of a week of the baseline.
        now: the count of the week.
    """
    if is_low_base(before, now):
        return Band.LOW_BASE
    if ratio is None or ratio > LARGE:
        return Band.LARGE_INCREASE
    if ratio > MODERATE:
        return Band.MODERATE_INCREASE
    return Band.LIMITED_CHANGE if ratio >= DECREASE else Band.LARGE_DECREASE


def is_low_base(before: float, now: float) -> bool:
    """Tell whether there is too little for a percentage."""
    return before <= LOW_BEFORE and now <= LOW_NOW


def nearer_to_none(one: float | None, other: float | None) -> float | None:
    """Return of two ratios the one that tells less of a change, 1 where they point apart; ``None`` is without bound."""
    if one is None or other is None:
        rest = other if one is None else one
        return rest if rest is None or rest > 1 else 1.0
    if one > 1 and other > 1:
        return min(one, other)
    return max(one, other) if one < 1 and other < 1 else 1.0
