"""The shape ``geojson``: a FeatureCollection of RFC 7946, one feature an incident.

Only a site or a town becomes a point. A place that is larger has its area, where boundaries are known, or no geometry
at all: a province's middle is no place where anything happened.

Source: RFC 7946 (positions are longitude, latitude; WGS 84; no ``crs``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from tocsin.base.areas import drawn
from tocsin.base.boundaries import Boundaries, Outline
from tocsin.base.geo import POINTS
from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace
from tocsin.base.plain import plain
from tocsin.base.rings import Line
from tocsin.write.column import Column as Ours
from tocsin.write.kept_cells import headline
from tocsin.write.native_columns import rounded
from tocsin.write.native_incidents import INCIDENTS
from tocsin.write.shape import Column, Page, Part, Shape

Geometry: TypeAlias = Mapping[str, Any]
# Gives the area of a place as a Polygon or MultiPolygon, None where no boundary is known.
Areas: TypeAlias = Callable[[EventPlace], Geometry | None]
_ADDED = (
    Column("headline", "The incident in one line, made from its fields."),
    Column("geometry_is", "What the geometry is: point, area, or none, with the reason."),
)
NO_PLACE = "none: no source says where"
NO_COORDINATES = "none: the gazetteer has no coordinates for it"
TOO_COARSE = "none: the place is larger than a town, and a point would be invented"
POINT, AREA = "point", "area"
# Of an outline, which is drawn for maps of a country: some hundred metres.
_DECIMALS = 3


def areas_of(boundaries: Boundaries) -> Areas:
    """Return what gives the outline of a country or province; what is smaller, or lacks one, has none."""

    @lru_cache(maxsize=1024)
    def geometry(outline: Outline) -> Geometry:
        polygons = [[_wound(ring, is_outer=n == 0) for n, ring in enumerate(polygon)] for polygon in outline.polygons]
        return {"type": "MultiPolygon", "coordinates": polygons}

    def area(place: EventPlace) -> Geometry | None:
        found = drawn(place.country, place.admin1, place.precision, boundaries=boundaries)
        # An outline that is wider than the place would say more than is told.
        return geometry(found.outline) if found is not None and found.why is None else None

    return area


def _wound(ring: Line, *, is_outer: bool) -> list[list[float]]:
    """Return a closed ring by the right-hand rule: outer rings run against the clock, holes with it."""
    points = [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in ring]
    points += [] if points[0] == points[-1] else [points[0]]
    turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return points if (turn > 0) == is_outer else points[::-1]


def _no_area(_: EventPlace) -> Geometry | None:
    return None


def geojson_shape(areas: Areas = _no_area) -> Shape:
    """Return the shape of a GeoJSON file; ``areas`` gives boundaries where there are any."""

    def write(pages: Iterable[Page], path: Path) -> tuple[Part, ...]:
        return (Part(path, write_geojson((i for p in pages for i in p.incidents), path, areas=areas), _columns()),)

    return Shape(
        name="geojson",
        version="RFC 7946",
        suffix=".geojson",
        form="one FeatureCollection, one feature an incident; properties are those of the native table incidents",
        columns=_columns(),
        losses=(
            "Tellings and claims are left out, but for who denies it; ids lead to them.",
            "An incident whose place is larger than a town has no point.",
            "An incident without a place has no geometry.",
        ),
        write=write,
    )


def _properties() -> tuple[Ours, ...]:
    return tuple(c for c in INCIDENTS.all_columns() if c.name not in ("id", "lat", "lon", "lat_status"))


def _columns() -> tuple[Column, ...]:
    return (*(Column(c.name, c.meaning) for c in _properties()), *_ADDED)


def write_geojson(incidents: Iterable[Incident], path: Path, *, areas: Areas = _no_area) -> int:
    """Write incidents as one FeatureCollection, a feature a line, and return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for count, incident in enumerate(incidents, start=1):
            out.write(",\n" if count > 1 else "\n")
            out.write(json.dumps(feature(incident, areas=areas), ensure_ascii=False, allow_nan=False))
        out.write("\n]}\n")
    return count


def feature(incident: Incident, *, areas: Areas = _no_area) -> dict[str, Any]:
    """Return an incident as a feature; its id is the feature's."""
    geometry, what = geometry_of(incident.place, areas=areas)
    properties = {c.name: plain(c.value(incident)) for c in _properties()}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {**properties, "headline": headline(incident, width=80), "geometry_is": what},
    }


def geometry_of(place: EventPlace | None, *, areas: Areas = _no_area) -> tuple[Geometry | None, str]:
    """Return the geometry of a place, and what it is or why there is none."""
    if place is None:
        return None, NO_PLACE
    if place.precision not in POINTS:
        area = areas(place)
        return (area, AREA) if area is not None else (None, TOO_COARSE)
    if place.lat is None or place.lon is None:
        return None, NO_COORDINATES
    position = [rounded(place.lon, place.precision), rounded(place.lat, place.precision)]
    return {"type": "Point", "coordinates": position}, POINT
