"""Outlines of countries and provinces: Natural Earth's de-facto ones, which say nothing on claims.

They are compiled by ``make boundaries`` from two npm packages and are not part of the repository;
where the file is missing, maps are drawn without them and say so.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from tocsin.base.errors import BadInput
from tocsin.base.names import pieces
from tocsin.base.tables import data_folder, table

Detail = Literal["110m", "50m"]
Line = tuple[tuple[float, float], ...]  # points as longitude, latitude in degrees
FILE = "boundaries.zip"
FORMAT = 1  # of boundaries/compile.py
MISSING = "Boundaries are not installed, so that the map has none; run make boundaries, then start again."
DE_FACTO = (
    "Boundaries are those of Natural Earth, drawn as they are on the ground; they say nothing on who claims what."
)
# Words for a unit, which one source writes and the other leaves out.
_UNIT_WORDS = (
    "province provincia provincial region oblast oblasti governorate state estado county district department departement"
    " departamento prefecture municipality territory wilaya muhafazat autonomous city capital republic krai kray okrug"
    " special administrative council of de du del do da the la le al ad an ar as ash at az and"
)
_UNITS = frozenset(_UNIT_WORDS.split())
_SAME = {
    "northern": "north", "nord": "north", "norte": "north", "southern": "south", "sud": "south", "sur": "south",
    "eastern": "east", "est": "east", "western": "west", "ouest": "west", "oeste": "west", "centre": "central",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The outline of a country or province: polygons of rings, the first the outer one, others holes.

    ``iso3`` is ``None`` for a part of the world that has no ISO code of its own; ``box`` is south, west, north, east in
    degrees, all the way round for one that lies on both sides of the date line. Each outline is equal to itself only.
    """

    iso3: str | None
    name: str
    polygons: tuple[tuple[Line, ...], ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Shapes that share borders, and the lines that are the border of one of them only: the coast and the frontier."""

    shapes: tuple[Outline, ...]
    edges: tuple[Line, ...]


NO_OUTLINES = Outlines((), ())


class Boundaries:
    """The compiled outlines, each file of them read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        """Open the compiled file.

        Raises:
            BadInput: the file is none of ours, or of another version.
        """
        try:
            self._zip = zipfile.ZipFile(path)
            about = json.loads(self._zip.read("about.json"))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BadInput(f"{path} holds no boundaries ({error}); run make boundaries to make it anew.") from error
        if about.get("format") != FORMAT:
            raise BadInput(f"{path} was made by another version; run make boundaries to make it anew.")
        self.packages: Mapping[str, str] = about["packages"]
        self._has = frozenset(self._zip.namelist())
        # All of it takes some 40 MB; a map comes back to the same countries.
        self._read = lru_cache(maxsize=None)(self._read_file)
        self.province = lru_cache(maxsize=None)(self._province)  # by the name that the gazetteer gives it

    @property
    def version(self) -> str:
        """Return the packages with their versions, as one word."""
        return "_".join(f"{name}-{version}" for name, version in sorted(self.packages.items()))

    def countries(self, detail: Detail = "50m") -> Outlines:
        """Return all countries, for a map of the world (``110m``) or of a region (``50m``)."""
        return self._read(f"countries-{detail}.json")

    def provinces(self, iso3: str) -> Outlines:
        """Return the provinces of a country; none where the packages have none."""
        return self._read(f"admin1/{iso3}.json")

    def country(self, iso3: str) -> Outline | None:
        """Return the outline of a country."""
        return self._countries.get(iso3)

    def _province(self, iso3: str, admin1: str) -> Outline | None:
        """Return the outline of a province by the name that the gazetteer gives it.

        ``None`` where there is none, also where the packages' division is an older one: a shape is never guessed.
        """
        found = self.provinces(iso3).shapes
        given = _told().get((iso3, admin1))
        wanted = admin1 if given is None else given
        exact = [s for s in found if s.name == wanted]
        if exact or given is not None:
            return exact[0] if len(exact) == 1 else None
        key = folded(wanted)
        alike = [s for s in found if s.name and folded(s.name) == key]
        return alike[0] if len(alike) == 1 else None

    @cached_property
    def _countries(self) -> dict[str, Outline]:
        return {s.iso3: s for s in self.countries().shapes if s.iso3}

    def _read_file(self, name: str) -> Outlines:
        return _outlines(json.loads(self._zip.read(name)), name) if name in self._has else NO_OUTLINES


def boundaries_path() -> Path:
    """Return where the compiled file belongs."""
    return Path(str(data_folder().joinpath(FILE)))


@lru_cache(maxsize=1)
def open_boundaries() -> Boundaries | None:
    """Return the compiled outlines; ``None`` where they were not made (``MISSING`` says what to do)."""
    path = boundaries_path()
    return Boundaries(path) if path.is_file() else None


def folded(name: str) -> str:
    """Return a province's name without accents, words for a unit, and one way to write a quarter of the sky."""
    words = [w.casefold() for w in pieces(name)]
    kept = [_SAME.get(w, w) for w in words if w not in _UNITS] or words
    return " ".join(sorted(kept))


@lru_cache(maxsize=1)
def _told() -> dict[tuple[str, str], str]:
    """Return what the table says: names of provinces to names of outlines, empty where no outline is that province's."""
    rows = table("places/outlines.tsv", columns=("iso3", "admin1", "outline"))
    return {(r["iso3"], r["admin1"]): r["outline"] for r in rows}


def _outlines(content: Mapping[str, Any], name: str) -> Outlines:
    arcs = [_degrees(a, content["scale"]) for a in content["arcs"]]
    is_country = not name.startswith("admin1/")
    iso3 = name.removeprefix("admin1/").removesuffix(".json")
    shapes = [
        Outline(s["iso3"] if is_country else iso3, s["name"], polygons, _box(polygons))
        for s in content["shapes"]
        if (polygons := _polygons(s["polygons"], arcs))
    ]
    used = Counter(
        a if a >= 0 else ~a for s in content["shapes"] for polygon in s["polygons"] for r in polygon for a in r
    )
    return Outlines(tuple(shapes), tuple(arcs[a] for a, times in used.items() if times == 1 and len(arcs[a]) > 1))


def _degrees(steps: list[int], scale: float) -> Line:
    digits = max(0, len(f"{scale:f}".rstrip("0").partition(".")[2]))
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((round(x * scale, digits), round(y * scale, digits)))
    return tuple(points)


def _polygons(given: Iterable[list[list[int]]], arcs: list[Line]) -> tuple[tuple[Line, ...], ...]:
    """Return polygons with rings of points; one that thinning left without extent is left out."""
    found = []
    for polygon in given:
        rings = tuple(r for r in (_ring(ring, arcs) for ring in polygon) if len(r) >= 4)
        if rings:
            found += [(part, *(rings[1:] if n == 0 else ())) for n, part in enumerate(_cut(rings[0]))]
    return tuple(found)


def _cut(ring: Line) -> list[Line]:
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


def _band(points: Iterable[tuple[float, float]], shift: float) -> Line:
    """Return the part of a ring between the longitudes -180 and 180, once it is shifted.

    Source: Sutherland and Hodgman 1974.
    """
    left = [(x + shift, y) for x, y in points]
    for edge, sign in ((-180.0, 1), (180.0, -1)):
        kept: list[tuple[float, float]] = []
        for (ax, ay), (bx, by) in pairwise([*left, *left[:1]]):
            is_in, will_be = (ax - edge) * sign >= 0, (bx - edge) * sign >= 0
            if is_in:
                kept.append((ax, ay))
            if is_in != will_be:
                kept.append((edge, round(ay + (by - ay) * (edge - ax) / (bx - ax), 3)))
        left = kept
    return (*left, left[0]) if left else ()


def _box(polygons: Iterable[tuple[Line, ...]]) -> tuple[float, float, float, float]:
    points = [p for polygon in polygons for p in polygon[0]]
    lons, lats = [x for x, _ in points], [y for _, y in points]
    return min(lats), min(lons), max(lats), max(lons)


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)
