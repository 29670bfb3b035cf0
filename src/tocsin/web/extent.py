"""The part of the world that a map of pins shows, in units of its own: where a point lies, and where its name has room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from tocsin.base.areas import Box, overlaps

WIDTH = 900.0
_ROOM = 0.12  # of the extent, left free around the pins
_LEAST = 0.35  # degrees shown at least, so that one town is not all of the map
_SLIM, _WIDE = 0.5, 0.68  # height of the map as a part of its width
PIN, _LETTER, LINE = 13.0, 7.2, 18.0  # sizes in units of the map, as the style sheet has them at its full width


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the world that a map shows, and how degrees become its units (plate carrée at the middle's scale)."""

    south: float
    west: float
    north: float
    east: float

    @property
    def box(self) -> Box:
        """Return south, west, north and east."""
        return self.south, self.west, self.north, self.east

    @property
    def height(self) -> float:
        """Return the height in units; the width is ``WIDTH``."""
        return WIDTH * (self.north - self.south) / ((self.east - self.west) * self.squeeze)

    @property
    def squeeze(self) -> float:
        """Return how long a degree of longitude is, as a part of one of latitude."""
        return max(0.1, cos(radians((self.south + self.north) / 2)))

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return x and y of a point in units."""
        x = (lon - self.west) / (self.east - self.west) * WIDTH
        return x, (self.north - lat) / (self.north - self.south) * self.height


@dataclass(frozen=True, slots=True)
class Label:
    """Where the name of a pin stands: to which side of it, or nowhere, for want of room."""

    side: str | None
    box: tuple[float, float, float, float]


def extent_of(points: Sequence[tuple[float, float]]) -> Extent:
    """Return the part of the world around points (lat, lon), with some room, neither too slim nor too wide."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    squeeze = max(0.1, cos(radians((south + north) / 2)))
    high, wide = max(_LEAST, (north - south) * (1 + 2 * _ROOM)), max(_LEAST, (east - west) * (1 + 2 * _ROOM) * squeeze)
    high, wide = max(high, wide * _SLIM), max(wide, high / _WIDE)
    lat, lon = (south + north) / 2, (west + east) / 2
    return Extent(lat - high / 2, lon - wide / squeeze / 2, lat + high / 2, lon + wide / squeeze / 2)


def place_labels(
    pins: Mapping[tuple[float, float], tuple[tuple[float, float], str]], extent: Extent
) -> dict[tuple[float, float], Label]:
    """Return where each name stands: right, left, above or below its pin, the first side that is free; else nowhere."""
    taken = [(x - PIN, y - PIN, x + PIN, y + PIN) for (x, y), _ in pins.values()]
    found: dict[tuple[float, float], Label] = {}
    for spot, ((x, y), name) in sorted(pins.items(), key=lambda kv: (len(kv[1][1]), kv[0])):
        wide, own = len(name) * _LETTER, (x - PIN, y - PIN, x + PIN, y + PIN)
        sides = {
            "right": (x + PIN, y - LINE / 2, x + PIN + wide, y + LINE / 2),
            "left": (x - PIN - wide, y - LINE / 2, x - PIN, y + LINE / 2),
            "below": (x - wide / 2, y + PIN, x + wide / 2, y + PIN + LINE),
            "above": (x - wide / 2, y - PIN - LINE, x + wide / 2, y - PIN),
        }
        free = (s for s, b in sides.items() if _fits(b, extent) and not any(overlaps(b, t) for t in taken if t != own))
        side = next(free, None)
        found[spot] = Label(side, sides[side] if side else own)
        if side:
            taken.append(sides[side])
    return found


def _fits(box: tuple[float, float, float, float], extent: Extent) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= extent.height
