"""What a map of incidents has to show: points, areas, the ground under them, and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.base.areas import Box, Drawn, by_place, drawn, is_point, meets, quads_of
from tocsin.base.boundaries import DE_FACTO, MISSING, Boundaries, Outline
from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace
from tocsin.base.rings import Line

_PROVINCES_UP_TO = 30.0  # degrees of a map on which provinces are told apart
_LEAST = 1.2  # degrees of the smallest map, so that one point has its surroundings
_AROUND = 0.18  # of the map's extent left free around what happened

Quads = tuple[int, int, int, int]
Told = tuple[EventPlace, list[Incident]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents at one point: how many, by class, and what the place is called; ``more`` places lie too near to be told apart."""

    name: str
    lat: float
    lon: float
    count: int
    quads: Quads
    more: int = 0


@dataclass(frozen=True, slots=True)
class Shade:
    """Incidents told for an area only: the outline that stands for it, and the places that it stands for."""

    name: str
    outline: Outline
    is_province: bool
    count: int
    quads: Quads
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the incidents: countries, provinces, and the frontiers and coasts of those with provinces."""

    countries: tuple[Outline, ...] = ()
    provinces: tuple[Outline, ...] = ()
    edges: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """All of a map: ``box`` is south, west, north, east; ``undrawn`` and ``unplaced`` count incidents that are not on it."""

    box: Box
    ground: Ground
    spots: tuple[Spot, ...]
    shades: tuple[Shade, ...]
    undrawn: int
    unplaced: int
    note: str


def scene_of(incidents: Iterable[Incident], boundaries: Boundaries | None) -> Scene | None:
    """Return the map of some incidents; ``None`` where none of them has a place that can be drawn.

    Args:
        incidents: what happened.
        boundaries: the outlines; without them only points are drawn, and the note says why.
    """
    found = list(incidents)
    told = by_place(found)
    spots = tuple(
        Spot(place.name, place.lat, place.lon, len(group), quads_of(group))
        for place, group in told
        if is_point(place) and place.lat is not None and place.lon is not None
    )
    shades, undrawn = _shades([(place, group) for place, group in told if not is_point(place)], boundaries)
    if not spots and not shades:
        return None
    box = _box(spots, shades)
    return Scene(
        box=box,
        ground=_ground(boundaries, box) if boundaries else Ground(),
        spots=spots,
        shades=shades,
        undrawn=undrawn,
        unplaced=sum(i.place is None for i in found),
        note=DE_FACTO if boundaries else MISSING,
    )


def told_of(scene: Scene) -> str:
    """Return in words what a map shows and what it cannot."""
    at = ", ".join(f"{s.name} {s.count}" for s in scene.spots[:5])
    areas = ", ".join(f"{s.name} {s.count}" for s in scene.shades[:5])
    parts = (f"Incidents at points: {at}." if at else "", f"Told for an area only: {areas}." if areas else "")
    return " ".join(p for p in (*parts, missing(scene)) if p)


def missing(scene: Scene) -> str:
    """Return in words which incidents are not on the map, and why; empty where all are."""
    parts = []
    if scene.unplaced:
        parts.append(f"{scene.unplaced:,} incident{'s name' if scene.unplaced > 1 else ' names'} no place.")
    if scene.undrawn:
        verb = "incidents are at places" if scene.undrawn > 1 else "incident is at a place"
        parts.append(f"{scene.undrawn:,} {verb} of which there is no outline.")
    return " ".join(parts)


def _shades(areas: Iterable[Told], boundaries: Boundaries | None) -> tuple[tuple[Shade, ...], int]:
    """Return the areas by the outline that stands for them, and how many incidents none stands for."""
    by_outline: dict[Outline, list[tuple[Told, Drawn]]] = {}
    undrawn = 0
    for place, group in areas:
        shape = drawn(place.country, place.admin1, place.precision, boundaries=boundaries) if boundaries else None
        if shape is None:
            undrawn += len(group)
        else:
            by_outline.setdefault(shape.outline, []).append(((place, group), shape))
    found = [_shade(outline, members) for outline, members in by_outline.items()]
    # A province lies on its country, not under it.
    return tuple(sorted(found, key=lambda s: (s.is_province, -s.count))), undrawn


def _shade(outline: Outline, members: Sequence[tuple[Told, Drawn]]) -> Shade:
    own = next((place.name for (place, _), shape in members if shape.why is None), None)
    (first, _), shape = members[0]
    name = own or (first.admin1 if shape.is_province else None) or outline.name
    every = [incident for (_, group), _ in members for incident in group]
    places = tuple(place.name for (place, _), _ in members)
    return Shade(name, outline, shape.is_province, len(every), quads_of(every), places)


def _box(spots: Sequence[Spot], shades: Sequence[Shade]) -> Box:
    """Return the box of the points and provinces with room around; countries count only where there is nothing finer."""
    fine = [s.outline.box for s in shades if s.is_province]
    boxes = [*((s.lat, s.lon, s.lat, s.lon) for s in spots), *fine] or [s.outline.box for s in shades]
    south, west = min(b[0] for b in boxes), min(b[1] for b in boxes)
    north, east = max(b[2] for b in boxes), max(b[3] for b in boxes)
    tall, wide = max(north - south, _LEAST), max(east - west, _LEAST)
    more = max(tall, wide) * _AROUND
    lat, lon = (south + north) / 2, (west + east) / 2
    return lat - tall / 2 - more, lon - wide / 2 - more, lat + tall / 2 + more, lon + wide / 2 + more


def _ground(boundaries: Boundaries, box: Box) -> Ground:
    countries = tuple(s for s in boundaries.countries().shapes if meets(s.box, box))
    if box[3] - box[1] > _PROVINCES_UP_TO:
        return Ground(countries)
    near = [boundaries.provinces(c.iso3) for c in countries if c.iso3 and _reaches(c, box)]
    provinces = tuple(s for found in near for s in found.shapes if meets(s.box, box))
    return Ground(countries, provinces, tuple(line for found in near for line in found.edges if _passes(line, box)))


def _reaches(country: Outline, box: Box) -> bool:
    """Tell whether a part of a country lies in a box: far islands stretch the box of the whole."""
    return any(_passes(polygon[0], box) for polygon in country.polygons)


def _passes(line: Line, box: Box) -> bool:
    lons, lats = [x for x, _ in line], [y for _, y in line]
    return meets((min(lats), min(lons), max(lats), max(lons)), box)
