"""Where degrees lie in the picture of a map, and which parts of the picture are written on already."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians

from tocsin.base.areas import Box, overlaps
from tocsin.base.rings import Line

TOP = 58.0  # pixels over the drawing, for title and legend
_TALL, _FLAT = 0.8, 0.5  # height to width of the drawing


class Canvas:
    """Where degrees lie in the picture: a plain chart, true in its middle. ``taken`` are the boxes of what is written."""

    def __init__(self, box: Box, width: float) -> None:
        south, west, north, east = box
        self._squeeze = max(0.2, cos(radians((south + north) / 2)))
        across = (east - west) * self._squeeze
        self.width, self.height = width, width * min(_TALL, max(_FLAT, (north - south) / across))
        # Where the box is too tall or too flat for the picture, more of the world is shown beside it.
        self._scale = min(width / across, self.height / (north - south))
        self._lat, self._lon = (south + north) / 2, (west + east) / 2
        tall, wide = self.height / self._scale / 2, width / self._scale / self._squeeze / 2
        self.box: Box = (self._lat - tall, self._lon - wide, self._lat + tall, self._lon + wide)
        self.taken: list[Box] = []

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return x and y in pixels."""
        x = self.width / 2 + (lon - self._lon) * self._squeeze * self._scale
        return x, TOP + self.height / 2 - (lat - self._lat) * self._scale

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point of the picture."""
        lat = self._lat - (y - TOP - self.height / 2) / self._scale
        return self._lon + (x - self.width / 2) / self._scale / self._squeeze, lat

    def path(self, lines: Iterable[Line], *, closed: bool = True) -> str:
        """Return lines as the ``d`` of a path, to half a pixel; the same point twice is once."""
        found = []
        for line in lines:
            points = list(dict.fromkeys(f"{round(2 * x) / 2:g} {round(2 * y) / 2:g}" for x, y in map(self._near, line)))
            if len(points) > 1:
                found.append(f"M{'L'.join(points)}{'Z' if closed else ''}")
        return "".join(found)

    def _near(self, point: tuple[float, float]) -> tuple[float, float]:
        x, y = self.at(point[1], point[0])
        # Far outside the picture a point may lie anywhere outside.
        return min(max(x, -4 * self.width), 5 * self.width), min(max(y, -4 * self.width), 5 * self.width)

    def put(self, box: Box) -> bool:
        """Take a box of the picture (top, left, bottom, right) if it is inside and free."""
        is_in = box[0] > TOP + 2 and box[2] < TOP + self.height - 2 and box[1] > 2 and box[3] < self.width - 2
        if not is_in or any(overlaps(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True
