"""Fits: how the places, times and tolls of two tellings stand to each other."""

from __future__ import annotations

from tocsin.base.model import Count, PlaceLink, Precision, TimeLink

_WIDE = (Precision.COUNTRY, Precision.FEATURE)

# Two counts told as "at least" that differ by more are not one number: 12 and 700 of one battle's dead.
_TWICE = 2


def how_same(a: object | None, b: object | None) -> str:
    """Return how two values stand to each other: same, other, one missing, both missing."""
    if a is None and b is None:
        return "both missing"
    if a is None or b is None:
        return "one missing"
    return "same" if a == b else "other"


def times_fit(a: TimeLink | None, b: TimeLink | None) -> bool:
    """Tell whether two times may be one: either is unknown, or they overlap."""
    return time_fit(a, b) != "other"


def place_fit(a: PlaceLink | None, b: PlaceLink | None) -> str:
    """Return how two places stand to each other: same, inside, other, one missing, both missing."""
    x, y = (a.place if a else None), (b.place if b else None)
    if x is None or y is None:
        return how_same(x, y)
    if (x.geonameid is not None and x.geonameid == y.geonameid) or x.name == y.name:
        return "same"
    if x.country != y.country:
        return "other"
    wide = x.precision in _WIDE or y.precision in _WIDE
    return "inside" if wide or (Precision.PROVINCE in (x.precision, y.precision) and x.admin1 == y.admin1) else "other"


def time_fit(a: TimeLink | None, b: TimeLink | None) -> str:
    """Return how two times stand to each other: same, overlap, other, one missing, both missing."""
    x, y = (a.interval if a else None), (b.interval if b else None)
    if x is None or y is None:
        return how_same(x, y)
    if (x.start, x.end) == (y.start, y.end):
        return "same"
    before = x.end is not None and y.start is not None and x.end <= y.start
    after = y.end is not None and x.start is not None and y.end <= x.start
    return "other" if before or after else "overlap"


def tolls_fit(a: Count, b: Count) -> bool:
    """Tell whether two counts may be one number: their ranges meet, or neither "at least" is twice the other."""
    highs = [h for h in (a.high, b.high) if h is not None]
    low, high = sorted((a.low or 0, b.low or 0))
    return high <= min(highs) if highs else high <= _TWICE * low
