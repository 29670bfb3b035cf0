"""What a map draws, as GeoJSON: outlines, names, clusters of incidents, and areas for places coarser than a town.

A point is drawn where the record has a point; what is told only for a district, a province or a country is drawn as an
area, and where no outline is that area's own, its label says which wider one stands for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asinh, pi, radians, tan
from typing import Any

from tocsin.base.boundaries import Boundaries, Line, Outline, Outlines
from tocsin.base.model import Precision
from tocsin.indexing import Area, AreaCount, Cluster
from tocsin.naming import Sign

Feature = dict[str, Any]
# From this zoom on provinces are drawn; below, what is told for one is counted with its country.
PROVINCES_FROM = 5
# Below this zoom the world's coarse outlines do.
FINE_FROM = 4
# Pixels of a label: a letter, a line, and the letters after which the name is broken.
_LETTER, _LINE, _BREAK = 6.5, 16, 16
_MOST_LABELS = 70
# Least rank (people; a capital's times ten) of a label, by kind and zoom: measured by eye on Africa and Europe.
_COUNTRY_RANK = {1: 80e6, 2: 30e6, 3: 8e6, 4: 1e6, 5: 0, 6: 0}
_TOWN_RANK = {4: 30e6, 5: 4e6, 6: 800e3, 7: 200e3, 8: 60e3}
_ROUGH = {Precision.SITE: "a site", Precision.DISTRICT: "a district", Precision.FEATURE: "a region or water"}


@dataclass(frozen=True, slots=True)
class View:
    """What part of the world a map shows: south, west, north, east in degrees (``None``: all), and its zoom."""

    area: Area | None
    zoom: float


def collection(features: Iterable[Feature], **more: object) -> Feature:
    """Return features as a GeoJSON FeatureCollection; ``more`` are members of our own."""
    return {"type": "FeatureCollection", **more, "features": list(features)}


def feature(geometry: Mapping[str, Any] | None, **properties: object) -> Feature:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lat: float, lon: float) -> Feature:
    """Return a GeoJSON point."""
    return {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}


def outlines_of(found: Outlines, kind: str) -> Feature:
    """Return outlines as polygons, and as one more feature the lines where they meet nothing of their own."""
    shapes = [feature(_multipolygon(s), kind=kind, iso3=s.iso3, name=s.name) for s in found.shapes]
    edge = feature({"type": "MultiLineString", "coordinates": found.edges}, kind="edge")
    return collection([*shapes, edge] if kind == "province" and shapes else shapes)


def _multipolygon(shape: Outline) -> Feature:
    return {"type": "MultiPolygon", "coordinates": shape.polygons}


def clusters_of(found: Iterable[Cluster]) -> Feature:
    """Return clusters as points, the largest first."""
    return collection(feature(point(c.lat, c.lon), kind="cluster", **_cluster(c)) for c in found)


def _cluster(c: Cluster) -> dict[str, object]:
    south, west, north, east = c.bounds
    return {
        "count": c.count, "quads": c.quads, "ids": c.ids, "place": c.place, "places": c.places, "geonameid": c.geonameid,
        "country": c.country, "precision": c.precision, "bounds": [west, south, east, north],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The outline that stands for a place; ``why`` where it is wider than the place."""

    outline: Outline
    is_province: bool
    why: str | None


def areas_of(found: Sequence[AreaCount], boundaries: Boundaries | None, view: View) -> Feature:
    """Return the areas that have incidents, one feature for each outline, with the places that it stands for.

    ``undrawn`` are the places that no outline stands for, with how many incidents each has.
    """
    by_outline: dict[int, tuple[_Drawn, list[tuple[AreaCount, str | None]]]] = {}
    undrawn: list[AreaCount] = []
    for area in found:
        drawn = _drawn(area, boundaries, view.zoom) if boundaries else None
        if drawn is None:
            undrawn.append(area)
        else:
            by_outline.setdefault(id(drawn.outline), (drawn, []))[1].append((area, drawn.why))
    features = [_area(drawn, members) for drawn, members in by_outline.values() if _meets(drawn.outline, view.area)]
    missing = [{"place": a.place, "country": a.country, "count": a.count} for a in undrawn]
    return collection(sorted(features, key=lambda f: -f["properties"]["count"]), undrawn=missing)


def _drawn(area: AreaCount, boundaries: Boundaries, zoom: float) -> _Drawn | None:
    """Return which outline stands for a place at a zoom: its province's or country's."""
    country = boundaries.country(area.country) if area.country else None
    if country is None or area.country is None:
        return None
    if area.admin1 is not None and zoom >= PROVINCES_FROM:
        province = boundaries.province(area.country, area.admin1)
        if province is not None:
            rough = (
                None if area.precision == Precision.PROVINCE else _ROUGH.get(Precision(area.precision or "district"))
            )
            return _Drawn(province, True, f"{rough} in it" if rough else None)
        return _Drawn(
            country, False, f"in {area.admin1}, of which there is no outline, so that the country stands for it"
        )
    if area.precision == Precision.COUNTRY:
        return _Drawn(_coarse(area.country, country, boundaries, zoom), False, None)
    rough = "a province" if area.precision == Precision.PROVINCE else _ROUGH.get(Precision(area.precision or "feature"))
    return _Drawn(_coarse(area.country, country, boundaries, zoom), False, f"{rough or 'a place'} in it")


def _coarse(iso3: str, country: Outline, boundaries: Boundaries, zoom: float) -> Outline:
    return _coarse_ones(boundaries).get(iso3, country) if zoom < FINE_FROM else country


@lru_cache(maxsize=2)
def _coarse_ones(boundaries: Boundaries) -> dict[str, Outline]:
    return {s.iso3: s for s in boundaries.countries("110m").shapes if s.iso3}


def _area(drawn: _Drawn, members: list[tuple[AreaCount, str | None]]) -> Feature:
    outline, is_province = drawn.outline, drawn.is_province
    own = [a.place for a, why in members if why is None]
    lat, lon = inside(outline)
    quads = [sum(a.quads[n] for a, _ in members) for n in range(4)]
    return feature(
        _multipolygon(outline),
        kind="province" if is_province else "country",
        iso3=outline.iso3,
        name=own[0] if own else (next(a.admin1 for a, _ in members) if is_province else outline.name),
        admin1=members[0][0].admin1 if is_province else None,
        count=sum(a.count for a, _ in members),
        quads=quads,
        label_at=[round(lon, 3), round(lat, 3)],
        places=[{"place": a.place, "count": a.count, "precision": a.precision, "why": why} for a, why in members],
    )


@lru_cache(maxsize=4096)
def inside(outline: Outline) -> tuple[float, float]:
    """Return latitude and longitude of a point well inside an outline's largest part: where its label goes.

    It is the middle of the longest stretch inside on one of nine lines across.
    """
    ring = max((polygon[0] for polygon in outline.polygons), key=_extent)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, (south + north) / 2, ring[0][0])
    for n in range(1, 10):
        lat = south + (north - south) * n / 10
        # A stretch near the middle reads better than a slightly longer one at the edge.
        weight = 1 - abs(n - 5) / 10
        crossings = sorted(_crossings(ring, lat))
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, ((east - west) * weight, lat, (west + east) / 2))
    return best[1], best[2]


def _crossings(ring: Line, lat: float) -> Iterable[float]:
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay <= lat) != (by <= lat):
            yield ax + (lat - ay) / (by - ay) * (bx - ax)


def _extent(ring: Line) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)))


def _meets(outline: Outline, area: Area | None) -> bool:
    if area is None:
        return True
    south, west, north, east = area
    below, left, above, right = outline.box
    return below <= north and above >= south and left <= east and right >= west


SignGrid = dict[tuple[int, int], list[Sign]]
_SQUARE = 6  # degrees of the squares that names are looked up by


def sign_grid(signs: Iterable[Sign], level: int) -> SignGrid:
    """Return the names that a map of a whole zoom may show, by squares of the world, the most important first in each."""
    found: SignGrid = {}
    for sign in signs:
        place = sign.place
        if place.lat is not None and place.lon is not None and _shown(sign, level):
            found.setdefault((int(place.lat // _SQUARE), int(place.lon // _SQUARE)), []).append(sign)
    return found


def level_of(zoom: float) -> int:
    """Return the whole zoom whose names a map shows."""
    return int(min(max(zoom, 1), 12))


def labels_of(grid: SignGrid, view: View) -> Feature:
    """Return the names that have room on a map, the most important first; provinces only where they are drawn."""
    south, west, north, east = view.area or (-90.0, -180.0, 90.0, 180.0)
    rows, columns = (range(int(a // _SQUARE), int(b // _SQUARE) + 1) for a, b in ((south, north), (west, east)))
    near = sorted(
        (s for r in rows for c in columns for s in grid.get((r, c), ())), key=lambda s: (-s.rank, s.place.name)
    )
    taken: list[tuple[float, float, float, float]] = []
    found: list[Feature] = []
    for place, kind in ((s.place, _kind(s)) for s in near):
        if place.lat is None or place.lon is None or not (south <= place.lat <= north and west <= place.lon <= east):
            continue
        box = _box(place.name, place.lat, place.lon, view.zoom)
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            found.append(feature(point(place.lat, place.lon), kind=kind, name=place.name))
        if len(found) == _MOST_LABELS:
            break
    return collection(found)


def _shown(sign: Sign, level: int) -> bool:
    precision = sign.place.precision
    if precision is Precision.COUNTRY:
        return level in _COUNTRY_RANK and sign.rank >= _COUNTRY_RANK[level]
    if precision is Precision.PROVINCE:
        return 6 <= level <= 8
    return level > max(_TOWN_RANK) or (level in _TOWN_RANK and sign.rank >= _TOWN_RANK[level])


def _kind(sign: Sign) -> str:
    return "capital" if sign.is_capital else sign.place.precision.value


def _box(name: str, lat: float, lon: float, zoom: float) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a label in pixels of the whole world."""
    size = 256 * 2**zoom
    x, y = (lon / 360 + 0.5) * size, (0.5 - asinh(tan(radians(max(-85.0, min(85.0, lat))))) / (2 * pi)) * size
    width = min(len(name), _BREAK) * _LETTER + 8
    height = _LINE * (1 + len(name) // _BREAK)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def as_bytes(content: Feature) -> bytes:
    """Return GeoJSON as bytes, without spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
