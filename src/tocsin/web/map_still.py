"""What a map of some incidents draws that are at hand already: those of one page, of an actor, of a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from tocsin.base.areas import by_place, is_point, quads_of
from tocsin.base.boundaries import open_boundaries
from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace
from tocsin.indexing import Area, AreaCount, Cluster
from tocsin.web.map_layers import PROVINCES_FROM, Feature, View, areas_of, clusters_of

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
    points, areas = [], []
    for at, group in by_place(found):
        if is_point(at) and at.lat is not None and at.lon is not None:
            points.append(_point(at, at.lat, at.lon, group))
        else:
            areas.append(_area(at, group))
    clusters = clusters_of(points)
    shaded = areas_of(areas, open_boundaries(), View(None, PROVINCES_FROM))
    unplaced = sum(i.place is None for i in found)
    return Still(
        clusters={**clusters, "total": len(found), "unplaced": unplaced}, areas=shaded, bounds=_bounds(points, shaded)
    )


def _point(at: EventPlace, lat: float, lon: float, group: list[Incident]) -> Cluster:
    return Cluster(
        lat=lat, lon=lon, count=len(group), quads=quads_of(group), ids=tuple(i.id for i in group[-_NAMED:][::-1]),
        place=at.name, geonameid=at.geonameid, precision=at.precision, bounds=(lat, lon, lat, lon), places=1,
        country=at.country,
    )  # fmt: skip


def _area(at: EventPlace, group: list[Incident]) -> AreaCount:
    return AreaCount(
        at.country, at.admin1, at.name, at.geonameid, at.precision, len(group), quads_of(group), at.lat, at.lon
    )


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
