"""What a map of some incidents draws that are at hand already: those of one page, of an actor, of a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from tocsin.base.boundaries import open_boundaries
from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace, Precision
from tocsin.indexing import Area, AreaCount, Cluster
from tocsin.web.map_layers import PROVINCES_FROM, Feature, View, areas_of, clusters_of

_POINTS = frozenset({Precision.SITE, Precision.TOWN})
_NAMED = 5
# Degrees around a single point, so that the map shows where in its province it lies.
_AROUND = 1.5


class Still(TypedDict):
    """Clusters and areas as GeoJSON, with the view that holds them."""

    clusters: Feature
    areas: Feature
    bounds: Area | None


def still_of(incidents: Iterable[Incident]) -> Still:
    """Return the places of incidents: a point each for towns and sites, areas for what is coarser."""
    found = list(incidents)
    by_place: dict[tuple[object, ...], list[Incident]] = {}
    for incident in found:
        if (place := incident.place) is not None:
            key = (place.geonameid, place.name, place.country, place.admin1, place.precision)
            by_place.setdefault(key, []).append(incident)
    points, areas = [], []
    for group in by_place.values():
        at = group[0].place
        if at is None:
            continue
        if at.precision in _POINTS and at.lat is not None and at.lon is not None:
            points.append(_point(at, at.lat, at.lon, group))
        else:
            areas.append(_area(at, group))
    clusters = clusters_of(sorted(points, key=lambda c: -c.count))
    shaded = areas_of(areas, open_boundaries(), View(None, PROVINCES_FROM))
    unplaced = sum(i.place is None for i in found)
    return Still(
        clusters={**clusters, "total": len(found), "unplaced": unplaced}, areas=shaded, bounds=_bounds(points, shaded)
    )


def _point(at: EventPlace, lat: float, lon: float, group: list[Incident]) -> Cluster:
    return Cluster(
        lat=lat, lon=lon, count=len(group), quads=_quads(group), ids=tuple(i.id for i in group[-_NAMED:][::-1]),
        place=at.name, geonameid=at.geonameid, precision=at.precision, bounds=(lat, lon, lat, lon), places=1,
        country=at.country,
    )  # fmt: skip


def _area(at: EventPlace, group: list[Incident]) -> AreaCount:
    return AreaCount(
        at.country, at.admin1, at.name, at.geonameid, at.precision, len(group), _quads(group), at.lat, at.lon
    )


def _quads(group: list[Incident]) -> tuple[int, int, int, int]:
    counts = Counter(i.quad for i in group)
    return counts[1], counts[2], counts[3], counts[4]


def _bounds(points: list[Cluster], shaded: Feature) -> Area | None:
    """Return the box of the points, or of the areas where there are none."""
    if points:
        lats, lons = [c.lat for c in points], [c.lon for c in points]
        more = _AROUND if max(lats) - min(lats) < _AROUND and max(lons) - min(lons) < _AROUND else 0.0
        return min(lats) - more, min(lons) - more, max(lats) + more, max(lons) + more
    rings = [p[0] for f in shaded["features"] for p in f["geometry"]["coordinates"]]
    corners = [xy for ring in rings for xy in ring]
    if not corners:
        return None
    lons, lats = [x for x, _ in corners], [y for _, y in corners]
    return min(lats), min(lons), max(lats), max(lons)
