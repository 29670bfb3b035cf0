"""What of a map stands for a place: a point for a town or site, the outline of its province or country for what is coarser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.boundaries import Boundaries, Outline
from tocsin.base.geo import POINTS
from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace, Precision
from tocsin.base.rings import crossings, extent

Box = tuple[float, float, float, float]  # south, west, north, east in degrees
_KINDS = {
    Precision.SITE: "a site", Precision.TOWN: "a town", Precision.DISTRICT: "a district",
    Precision.PROVINCE: "a province", Precision.FEATURE: "a region or water",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outline that stands for a place; ``why`` says so where it is wider than the place."""

    outline: Outline
    is_province: bool
    why: str | None


def drawn(
    country: str | None,
    admin1: str | None,
    precision: str | None,
    *,
    boundaries: Boundaries,
    with_provinces: bool = True,
) -> Drawn | None:
    """Return the outline that stands for a place coarser than a town; ``None`` where there is none.

    A place in a province that has no outline of its own is drawn as its country, never as a shape that is like it.

    Args:
        country: ISO alpha-3.
        admin1: its province, as the gazetteer names it.
        precision: what its coordinates would stand for.
        boundaries: the outlines.
        with_provinces: false where a map is too small for provinces: then countries stand for them.
    """
    wide = (boundaries.near if with_provinces else boundaries.country)(country) if country else None
    if wide is None or country is None:
        return None
    kind = _KINDS.get(Precision(precision)) if precision else "a place"
    if admin1 is None or not with_provinces:
        return Drawn(wide, False, f"{kind} in it" if kind else None)
    province = boundaries.province(country, admin1)
    if province is None:
        return Drawn(wide, False, f"in {admin1}, of which there is no outline, so that the country stands for it")
    return Drawn(province, True, None if precision == Precision.PROVINCE else f"{kind} in it")


def is_point(place: EventPlace) -> bool:
    """Tell whether a place is a point on a map and not an area."""
    return place.precision in POINTS and place.lat is not None and place.lon is not None


def by_place(incidents: Iterable[Incident]) -> list[tuple[EventPlace, list[Incident]]]:
    """Return incidents by their place, the place with most of them first; those without a place are left out."""
    found: dict[tuple[object, ...], tuple[EventPlace, list[Incident]]] = {}
    for incident in incidents:
        if (place := incident.place) is not None:
            key = (place.geonameid, place.name, place.country, place.admin1, place.precision)
            found.setdefault(key, (place, []))[1].append(incident)
    return sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].name))


def quads_of(incidents: Iterable[Incident]) -> tuple[int, int, int, int]:
    """Return how many incidents are of each of PLOVER's classes 1 to 4."""
    counts = [0, 0, 0, 0, 0]
    for incident in incidents:
        counts[incident.quad or 0] += 1
    return counts[1], counts[2], counts[3], counts[4]


def meets(box: Box, other: Box | None) -> bool:
    """Tell whether two boxes have a part in common; ``None`` is the world."""
    if other is None:
        return True
    south, west, north, east = other
    return box[0] <= north and box[2] >= south and box[1] <= east and box[3] >= west


def overlaps(box: Box, other: Box) -> bool:
    """Tell whether two boxes, in whatever units, share more than an edge."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


@lru_cache(maxsize=4096)
def inside(outline: Outline) -> tuple[float, float]:
    """Return latitude and longitude of a point well inside an outline's largest part: where its label goes.

    It is the middle of the longest stretch inside on one of nine lines across.
    """
    ring = max((polygon[0] for polygon in outline.polygons), key=extent)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, (south + north) / 2, ring[0][0])
    for n in range(1, 10):
        lat = south + (north - south) * n / 10
        # A stretch near the middle reads better than a slightly longer one at the edge.
        weight = 1 - abs(n - 5) / 10
        edges = crossings(ring, lat)
        for west, east in zip(edges[::2], edges[1::2], strict=False):
            best = max(best, ((east - west) * weight, lat, (west + east) / 2))
    return best[1], best[2]
