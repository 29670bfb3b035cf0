"""What a map draws, as GeoJSON: outlines, names, clusters of incidents, and areas for places coarser than a town.

A point is drawn where the record has a point; what is told only for a district, a province or a country is drawn as an
area, and where no outline is that area's own, its label says which wider one stands for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import asinh, pi, radians, tan
from typing import Any

from tocsin.base.areas import Drawn, drawn, inside, meets, overlaps
from tocsin.base.boundaries import Boundaries, Outline, Outlines
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
_NAMED_PLACES = 6  # of an area, the ones with most incidents
# Least rank (people; a capital's times ten) of a label, by kind and zoom: measured by eye on Africa and Europe.
_COUNTRY_RANK = {1: 80e6, 2: 30e6, 3: 8e6, 4: 1e6, 5: 0, 6: 0}
_TOWN_RANK = {4: 30e6, 5: 4e6, 6: 800e3, 7: 200e3, 8: 60e3}


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


class Kept(dict[str, Any]):
    """A geometry that is written once: a map asks for the same outlines at every move."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__(content)
        self.written = _line(content)


@lru_cache(maxsize=8192)
def _multipolygon(shape: Outline) -> Kept:
    return Kept({"type": "MultiPolygon", "coordinates": shape.polygons})


def clusters_of(found: Iterable[Cluster]) -> Feature:
    """Return clusters as points, the largest first."""
    return collection(feature(point(c.lat, c.lon), kind="cluster", **_cluster(c)) for c in found)


def _cluster(c: Cluster) -> dict[str, object]:
    south, west, north, east = c.bounds
    return {
        "count": c.count, "quads": c.quads, "ids": c.ids, "place": c.place, "places": c.places, "geonameid": c.geonameid,
        "country": c.country, "precision": c.precision, "bounds": [west, south, east, north],
    }  # fmt: skip


def areas_of(found: Sequence[AreaCount], boundaries: Boundaries | None, view: View) -> Feature:
    """Return the areas that have incidents, one feature for each outline, with the places that it stands for.

    ``undrawn`` are the places that no outline stands for, with how many incidents each has.
    """
    by_outline: dict[Outline, tuple[Drawn, list[tuple[AreaCount, str | None]]]] = {}
    undrawn: list[AreaCount] = []
    for area in found:
        country = boundaries.country(area.country) if boundaries and area.country else None
        if country is not None and not meets(country.box, view.area):
            continue
        shape = _shape(area, boundaries, view.zoom) if boundaries else None
        if shape is None:
            undrawn.append(area)
        else:
            by_outline.setdefault(shape.outline, (shape, []))[1].append((area, shape.why))
    features = [_area(shape, members) for shape, members in by_outline.values() if meets(shape.outline.box, view.area)]
    missing = [{"place": a.place, "country": a.country, "count": a.count} for a in undrawn]
    return collection(sorted(features, key=lambda f: -f["properties"]["count"]), undrawn=missing)


def _shape(area: AreaCount, boundaries: Boundaries, zoom: float) -> Drawn | None:
    """Return which outline stands for a place at a zoom; the world is drawn with coarser ones."""
    found = drawn(
        area.country, area.admin1, area.precision, boundaries=boundaries, with_provinces=zoom >= PROVINCES_FROM
    )
    if found is None or found.is_province or area.country is None:
        return found
    return replace(found, outline=_coarse(area.country, found.outline, boundaries, zoom))


def _coarse(iso3: str, country: Outline, boundaries: Boundaries, zoom: float) -> Outline:
    return _coarse_ones(boundaries).get(iso3, country) if zoom < FINE_FROM else country


@lru_cache(maxsize=2)
def _coarse_ones(boundaries: Boundaries) -> dict[str, Outline]:
    return {s.iso3: s for s in boundaries.countries("110m").shapes if s.iso3}


def _area(shape: Drawn, members: list[tuple[AreaCount, str | None]]) -> Feature:
    outline, is_province = shape.outline, shape.is_province
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
        places=[
            {"place": a.place, "count": a.count, "precision": a.precision, "why": why}
            for a, why in members[:_NAMED_PLACES]
        ],
        more=max(0, len(members) - _NAMED_PLACES),
    )


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
        if not any(overlaps(box, other) for other in taken):
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


def as_bytes(content: Feature) -> bytes:
    """Return a FeatureCollection, or any other content, as bytes without spaces."""
    if "features" not in content:
        return _line(content).encode()
    rest = {k: v for k, v in content.items() if k != "features"}
    features = ",".join(_written(f) for f in content["features"])
    return f'{_line(rest)[:-1]},"features":[{features}]}}'.encode()


def _written(one: Feature) -> str:
    geometry = one["geometry"]
    shape = geometry.written if isinstance(geometry, Kept) else _line(geometry)
    return f'{{"type":"Feature","properties":{_line(one["properties"])},"geometry":{shape}}}'


def _line(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
