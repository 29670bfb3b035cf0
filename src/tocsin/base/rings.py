"""Rings and lines of a map in longitude and latitude: arcs in whole steps, the date line, borders joined to outlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]  # longitude, latitude in degrees
Line = tuple[Point, ...]
Polygon = tuple[Line, ...]  # an outer ring, then holes


def degrees(steps: Sequence[int], scale: float) -> Line:
    """Return an arc given as whole steps of ``scale`` degrees, x and y in turn, each from the last."""
    digits = max(0, len(f"{scale:f}".rstrip("0").partition(".")[2]))
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((round(x * scale, digits), round(y * scale, digits)))
    return tuple(points)


def polygons_of(given: Iterable[list[list[int]]], arcs: Sequence[Line]) -> tuple[Polygon, ...]:
    """Return polygons with rings of points; one that thinning left without extent is left out."""
    found = []
    for polygon in given:
        rings = tuple(r for r in (_ring(ring, arcs) for ring in polygon) if len(r) >= 4)
        if rings:
            found += [(part, *(rings[1:] if n == 0 else ())) for n, part in enumerate(cut(rings[0]))]
    return tuple(found)


def cut(ring: Line) -> list[Line]:
    """Return a ring that crosses the date line as its parts on either side: world-atlas leaves them in one."""
    if all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(ring)):
        return [ring]
    points, turn, last = [], 0.0, ring[0][0]
    for x, y in ring:
        turn += 360 if x - last < -180 else -360 if x - last > 180 else 0
        points.append((x + turn, y))
        last = x
    if turn:  # all the way round: Antarctica, which the pole closes
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    parts = [_band(points, shift) for shift in (0.0, -360.0, 360.0)]
    return [p for p in parts if len(p) >= 4]


def _band(points: Iterable[Point], shift: float) -> Line:
    """Return the part of a ring between the longitudes -180 and 180, once it is shifted.

    Source: Sutherland and Hodgman 1974.
    """
    left = [(x + shift, y) for x, y in points]
    for edge, sign in ((-180.0, 1), (180.0, -1)):
        kept: list[Point] = []
        for (ax, ay), (bx, by) in pairwise([*left, *left[:1]]):
            is_in, will_be = (ax - edge) * sign >= 0, (bx - edge) * sign >= 0
            if is_in:
                kept.append((ax, ay))
            if is_in != will_be:
                kept.append((edge, round(ay + (by - ay) * (edge - ax) / (bx - ax), 3)))
        left = kept
    return (*left, left[0]) if left else ()


def box_of(polygons: Iterable[Polygon]) -> tuple[float, float, float, float]:
    """Return south, west, north, east of polygons."""
    points = [p for polygon in polygons for p in polygon[0]]
    lons, lats = [x for x, _ in points], [y for _, y in points]
    return min(lats), min(lons), max(lats), max(lons)


def _ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def joined(lines: Iterable[Line]) -> tuple[Polygon, ...]:
    """Return the polygons that border lines make, joined end to end; none where some line has no end to go on from."""
    left: dict[Point, list[Line]] = {}
    for line in lines:
        left.setdefault(line[0], []).append(line)
        left.setdefault(line[-1], []).append(line[::-1])
    rings = []
    while left:
        start = next(iter(left))
        points: list[Point] = [start]
        while len(points) == 1 or points[-1] != start:
            here = left.get(points[-1])
            if not here:
                return ()
            line = here[0]
            _take(left, points[-1], line)
            _take(left, line[-1], line[::-1])
            points += line[1:]
        if len(points) >= 4:
            rings.append(tuple(points))
    return _nested(rings)


def _take(left: dict[Point, list[Line]], end: Point, line: Line) -> None:
    left[end].remove(line)
    if not left[end]:
        del left[end]


def _nested(rings: list[Line]) -> tuple[Polygon, ...]:
    """Return rings as polygons: one that lies in a larger one is a hole of it."""
    outer: list[list[Line]] = []
    for ring in sorted(rings, key=extent, reverse=True):
        around = next((polygon for polygon in outer if holds(polygon[0], ring[0])), None)
        if around is None:
            outer.append([ring])
        else:
            around.append(ring)
    return tuple(tuple(polygon) for polygon in outer)


def extent(ring: Line) -> float:
    """Return twice the area of a ring in square degrees."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)))


def crossings(ring: Line, lat: float) -> list[float]:
    """Return the longitudes at which a ring crosses a latitude, from west to east; inside is between the 1st and 2nd ..."""
    found = [
        ax + (lat - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in pairwise(ring) if (ay <= lat) != (by <= lat)
    ]
    return sorted(found)


def holds(ring: Line, point: Point) -> bool:
    """Tell whether a point lies in a ring."""
    return sum(x < point[0] for x in crossings(ring, point[1])) % 2 == 1
