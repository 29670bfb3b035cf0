"""A strict check of GeoJSON against RFC 7946, as far as our files use it."""

import math
from itertools import pairwise

TYPES = {"Point", "Polygon", "MultiPolygon"}


def faults(found):
    """Return in words what breaks RFC 7946 in a FeatureCollection; nothing for a good one."""
    if found.get("type") != "FeatureCollection" or not isinstance(found.get("features"), list):
        return ["no FeatureCollection with a list of features"]
    wrong = [f"member {n!r} of the collection" for n in found.keys() - {"type", "features", "bbox"}]
    ids = [f.get("id") for f in found["features"]]
    wrong += ["an id comes twice"] if len(set(ids)) < len(ids) else []
    for feature in found["features"]:
        wrong += [f"{feature.get('id')}: {fault}" for fault in _feature(feature)]
    return wrong


def _feature(feature):
    if feature.get("type") != "Feature":
        yield "no Feature"
    if not {"geometry", "properties"} <= feature.keys():
        yield "geometry and properties are both demanded, null where there is none"
    if {"coordinates", "features", "geometries", "crs"} & feature.keys():
        yield "a member of another kind of object"
    if not isinstance(feature.get("id"), str | int | float):
        yield "the id is neither text nor number"
    if not isinstance(feature.get("properties"), dict | None):
        yield "properties are neither an object nor null"
    if feature.get("geometry") is not None:
        yield from _geometry(feature["geometry"])


def _geometry(geometry):
    kind, at = geometry.get("type"), geometry.get("coordinates")
    if kind not in TYPES:
        yield f"geometry {kind!r}"
    elif kind == "Point":
        yield from _position(at)
    else:
        for polygon in [at] if kind == "Polygon" else at:
            for n, ring in enumerate(polygon):
                yield from _ring(ring, is_outer=n == 0)


def _ring(ring, *, is_outer):
    if len(ring) < 4 or ring[0] != ring[-1]:
        yield "a ring of fewer than four positions, or not closed"
    for position in ring:
        yield from _position(position)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    if (area > 0) != is_outer:
        yield "a ring that breaks the right-hand rule"


def _position(at):
    if not (isinstance(at, list) and len(at) in (2, 3) and all(isinstance(x, int | float) for x in at)):
        yield f"position {at!r}"
    elif not all(map(math.isfinite, at)) or abs(at[0]) > 180 or abs(at[1]) > 90:
        yield f"position {at!r} is off the globe: longitude comes first"
