"""Distances between points and the meaning of precision codes. Degrees in WGS 84, kilometres out."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, hypot, radians, sin, sqrt

from tocsin.base.model import Precision

EARTH_RADIUS_KM = 6371.0
_ORDER = (
    Precision.SITE,
    Precision.TOWN,
    Precision.DISTRICT,
    Precision.PROVINCE,
    Precision.FEATURE,
    Precision.COUNTRY,
)
_KM_PER_DEGREE = 111.2
# What is a point on a map; coordinates of a coarser place stand for an area.
POINTS = frozenset({Precision.SITE, Precision.TOWN})
# What is taken, held and left as a whole.
LOCAL = frozenset({Precision.SITE, Precision.TOWN, Precision.DISTRICT})


def km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance of two points in kilometres (haversine; error below 0.6 %)."""
    a, b = radians(lat_a), radians(lat_b)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def rough_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the distance on a flattened map: cheap, within a few per cent below 1,000 km."""
    across = (lon_b - lon_a + 540) % 360 - 180
    return _KM_PER_DEGREE * hypot(lat_b - lat_a, across * cos(radians((lat_a + lat_b) / 2)))


def displaced(lat: float, lon: float, part: tuple[int, int], distance: float) -> tuple[float, float]:
    """Return the point (lat, lon) at a distance in kilometres from another, in a direction: (1, -1) is north-west.

    ``part`` is how far north and how far east, -1, 0 or 1; without a direction the point stays. On a flattened map, as
    ``rough_km``.
    """
    length = hypot(*part)
    if not length or not distance:
        return lat, lon
    north, east = (distance * p / length / _KM_PER_DEGREE for p in part)
    return round(lat + north, 4), round((lon + east / max(cos(radians(lat)), 0.01) + 540) % 360 - 180, 4)


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the mean (lat, lon) of points, right across the date line; ``None`` without points."""
    known = list(points)
    if not known:
        return None
    first = known[0][1]
    lon = first + sum((p[1] - first + 540) % 360 - 180 for p in known) / len(known)
    return sum(p[0] for p in known) / len(known), (lon + 540) % 360 - 180


def finer(a: Precision, b: Precision) -> bool:
    """Return whether ``a`` stands for a smaller extent than ``b`` (a site is finer than a country)."""
    return _ORDER.index(a) < _ORDER.index(b)
