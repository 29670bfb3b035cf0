"""Land and borders under the pins of a map, as far as outlines are installed."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tocsin.base.areas import inside, meets
from tocsin.base.boundaries import Boundaries, Outline, Outlines
from tocsin.base.model import EventPlace
from tocsin.base.rings import Line
from tocsin.web.extent import LINE, PIN, WIDTH, Extent
from tocsin.web.html import el


def ground(extent: Extent, found: Boundaries | None, places: Iterable[EventPlace]) -> Markup:
    """Return land and borders under the pins, with the names of the provinces that pins lie in, as the record has them."""
    parts: list[Markup] = []
    if found is not None:
        provinces = sorted({(p.country, p.admin1) for p in places if p.country and p.admin1})
        parts = [_paths(extent, found.countries(), "land")]
        parts += [_paths(extent, found.provinces(c), "province") for c in sorted({c for c, _ in provinces})]
        parts += [_land_name(extent, name, found.province(c, name)) for c, name in provinces]
    box = f"0 0 {WIDTH:g} {extent.height:.0f}"
    return el("svg", parts, viewBox=box, aria_hidden="true", preserveAspectRatio="none")


def _land_name(extent: Extent, name: str, shape: Outline | None) -> Markup:
    """Return the name of a province inside its outline, if that lies on the map."""
    if shape is None:
        return Markup()
    x, y = extent.at(*inside(shape))
    is_on = PIN < x < WIDTH - PIN and LINE < y < extent.height - LINE
    return el("text", name, x=f"{x:.0f}", y=f"{y:.0f}", text_anchor="middle", class_="land-name") if is_on else Markup()


def _paths(extent: Extent, outlines: Outlines, class_: str) -> Markup:
    rings = [
        ring
        for shape in outlines.shapes
        if meets(shape.box, extent.box)
        for polygon in shape.polygons
        for ring in polygon
    ]
    return el("path", d="".join(_path(extent, ring) for ring in rings), class_=class_) if rings else Markup()


def _path(extent: Extent, ring: Line) -> str:
    """Return a ring as a path in whole units, without points that fall on the one before, far ones drawn near the edge."""
    spots: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = extent.at(lat, lon)
        spot = round(min(max(x, -WIDTH), 2 * WIDTH)), round(min(max(y, -WIDTH), 2 * WIDTH))
        if not spots or spot != spots[-1]:
            spots.append(spot)
    return f"M{'L'.join(f'{x} {y}' for x, y in spots)}Z" if len(spots) > 2 else ""
