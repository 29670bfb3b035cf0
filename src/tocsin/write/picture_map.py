"""Incidents on a map as a picture: circles at towns and sites, shaded areas for what is told no finer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import hypot, log10, pi
from xml.sax.saxutils import escape

from tocsin.base.areas import inside, meets
from tocsin.base.boundaries import Outline
from tocsin.base.rings import Line, holds
from tocsin.write import picture_parts as parts
from tocsin.write.picture_canvas import TOP, Canvas
from tocsin.write.picture_parts import BORDER, INK, LAND, MUTED, PAPER, WATER, tag, words
from tocsin.write.picture_scene import Ground, Scene, Shade, Spot, missing, scene_of, told_of

__all__ = ["Scene", "map_svg", "scene_of", "told_of"]

_BELOW = 40.0  # pixels under the drawing, for what it cannot show
_AREA = "tocsin-area"
# Where the count of an area is tried: steps right and down from its first place, the nearest first.
_TRIED = sorted(((right, down) for right in range(-3, 4) for down in range(-5, 6)), key=lambda step: hypot(*step))
# Circles nearer than this share of their radii hide each other.
_NEAR = 0.85


def map_svg(scene: Scene, *, title: str, width: float = 720) -> str:
    """Return a map as an SVG picture, which carries what it cannot show in words below."""
    canvas = Canvas(scene.box, width)
    spots = apart(scene.spots, canvas)
    for spot in spots:
        (x, y), r = canvas.at(spot.lat, spot.lon), _radius(spot.count)
        canvas.taken.append((y - r, x - r, y + r, x + r))
    names = [_name(s, canvas) for s in spots]
    shades = [s for s in scene.shades if meets(s.outline.box, canvas.box)]
    counts = [_count(s, canvas) for s in sorted(shades, key=lambda s: -s.count)]
    below = TOP + canvas.height
    more = ((f"url(#{_AREA})", "told for an area"),) if shades else ()
    return parts.picture(
        tag("defs", *_patterns(shades), _clip(canvas)),
        words(title, 16, 22, font_size=15, font_weight=650, fill=INK),
        parts.legend(16, 44, more=more),
        tag(
            "g", *_ground(scene.ground, canvas), *(_area(s, canvas) for s in shades), *_countries(scene.ground, canvas),
            *counts, *map(_ring, spots, [canvas] * len(spots)), *names, clip_path="url(#tocsin-frame)",
        ),
        tag("rect", x=0.5, y=TOP, width=width - 1, height=canvas.height, fill="none", stroke=BORDER),
        words(scene.note, 16, below + 18, font_size=11, fill=MUTED),
        words(missing(scene), 16, below + 33, font_size=11, fill=MUTED),
        title=title, told=told_of(scene), width=width, height=below + _BELOW,
    )  # fmt: skip


def apart(spots: Sequence[Spot], canvas: Canvas) -> list[Spot]:
    """Return spots that do not hide each other: one too near to a larger one is counted there."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (-s.count, s.name)):
        x, y = canvas.at(spot.lat, spot.lon)
        for n, other in enumerate(kept):
            a, b = canvas.at(other.lat, other.lon)
            if hypot(a - x, b - y) < _NEAR * (_radius(spot.count) + _radius(other.count)):
                quads = tuple(p + q for p, q in zip(other.quads, spot.quads, strict=True))
                kept[n] = replace(
                    other,
                    count=other.count + spot.count,
                    quads=(quads[0], quads[1], quads[2], quads[3]),
                    more=other.more + 1,
                )
                break
        else:
            kept.append(spot)
    return kept


def _clip(canvas: Canvas) -> str:
    return tag("clipPath", tag("rect", x=0, y=TOP, width=canvas.width, height=canvas.height), id="tocsin-frame")


def _patterns(shades: Sequence[Shade]) -> list[str]:
    colours = dict.fromkeys((parts.NO_CLASS, *(_colour(s) for s in shades)))
    return [parts.hatch(_pattern(c), c) for c in colours] + [parts.hatch(_AREA, MUTED)]


def _colour(shade: Shade) -> str:
    """Return the colour of an area; a country is too wide a field for one to be read as more than it is."""
    return parts.ruling(shade.quads) if shade.is_province else parts.NO_CLASS


def _pattern(colour: str) -> str:
    return f"tocsin-{colour.removeprefix('#')}"


def _ground(ground: Ground, canvas: Canvas) -> list[str]:
    back = tag("rect", x=0, y=TOP, width=canvas.width, height=canvas.height, fill=WATER if ground.countries else LAND)
    if not ground.countries:
        return [back, *_lattice(canvas)]
    land = {"fill": LAND, "fill_rule": "evenodd", "stroke": LAND if ground.edges else BORDER, "stroke_width": 0.8}
    inner = {"fill": "none", "stroke": BORDER, "stroke_width": 0.7, "stroke_dasharray": "3 2"}
    return [
        back,
        *(tag("path", d=canvas.path(_rings(s)), **land) for s in ground.countries),
        *(tag("path", d=canvas.path(_rings(s)), **inner) for s in ground.provinces),
        tag("path", d=canvas.path(ground.edges, closed=False), fill="none", stroke=BORDER, stroke_width=1.6),
    ]


def _lattice(canvas: Canvas) -> list[str]:
    """Return lines of latitude and longitude: all that a map without outlines has to go by."""
    south, west, north, east = canvas.box
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 30, 60) if (east - west) / s <= 8)
    found = []
    for n in range(int(south // step) + 1, int(north // step) + 1):
        y = canvas.at(n * step, 0)[1]
        found.append(tag("line", x1=0, x2=canvas.width, y1=y, y2=y, stroke=BORDER, stroke_width=0.5))
        found.append(words(f"{abs(n * step):g}°{'S' if n < 0 else 'N'}", 4, y - 3, font_size=10, fill=MUTED))
    for n in range(int(west // step) + 1, int(east // step) + 1):
        x, bottom = canvas.at(0, n * step)[0], TOP + canvas.height
        found.append(tag("line", x1=x, x2=x, y1=TOP, y2=bottom, stroke=BORDER, stroke_width=0.5))
        found.append(words(f"{abs(n * step):g}°{'W' if n < 0 else 'E'}", x + 3, bottom - 5, font_size=10, fill=MUTED))
    return found


def _rings(shape: Outline) -> Iterable[Line]:
    return (ring for polygon in shape.polygons for ring in polygon)


def _area(shade: Shade, canvas: Canvas) -> str:
    colour = _colour(shade)
    told = f"{shade.name}: {shade.count:,} told for the area only ({', '.join(shade.places)})"
    return tag(
        "path", tag("title", escape(told)), d=canvas.path(_rings(shade.outline)), fill=f"url(#{_pattern(colour)})",
        fill_rule="evenodd", stroke=colour, stroke_width=1.2, stroke_opacity=0.7,
    )  # fmt: skip


def _radius(count: int) -> float:
    return 5.0 if count == 1 else 8 + 6 * log10(count)


def _ring(spot: Spot, canvas: Canvas) -> str:
    """Return a circle with the shares of the classes around and the count in it."""
    (x, y), r = canvas.at(spot.lat, spot.lon), _radius(spot.count)
    wide = r if spot.count == 1 else max(3.0, r * 0.32)
    around = 2 * pi * (r - wide / 2)
    arcs, start = [], 0.0
    shares = zip((*spot.quads, spot.count - sum(spot.quads)), (*parts.COLOURS, parts.NO_CLASS), strict=True)
    for count, colour in ((c, k) for c, k in shares if c > 0):
        length = around * count / spot.count
        arcs.append(
            tag(
                "circle", cx=x, cy=y, r=r - wide / 2, fill="none", stroke=colour, stroke_width=wide,
                stroke_dasharray=f"{length:.2f} {around:.2f}", stroke_dashoffset=f"{-start:.2f}",
                transform=f"rotate(-90 {x:.1f} {y:.1f})",
            )
        )  # fmt: skip
        start += length
    told = ", ".join(f"{n} {name}" for n, name in zip(spot.quads, parts.CLASSES, strict=True) if n)
    if spot.count > 1:
        arcs.append(words(f"{spot.count:,}", x, y + 4, text_anchor="middle", font_size=11, font_weight=700, fill=INK))
    title = tag("title", escape(f"{_called(spot)}: {spot.count}{f' ({told})' if told else ''}"))
    return tag("g", title, tag("circle", cx=x, cy=y, r=r + 1.2, fill=PAPER), *arcs)


def _called(spot: Spot) -> str:
    return f"{spot.name} +{spot.more}" if spot.more else spot.name


def _name(spot: Spot, canvas: Canvas) -> str:
    """Return a point's name beside it, where there is room."""
    (x, y), r, name = canvas.at(spot.lat, spot.lon), _radius(spot.count), _called(spot)
    wide = len(name) * 6.6
    for dx, dy, anchor, back in (
        (r + 4, 4.0, "start", 0.0), (-r - 4, 4.0, "end", 1.0), (0.0, r + 13, "middle", 0.5), (0.0, -r - 5, "middle", 0.5),
    ):  # fmt: skip
        left = x + dx - back * wide
        if canvas.put((y + dy - 10, left, y + dy + 3, left + wide)):
            return _written(name, x + dx, y + dy, font_size=12, font_weight=600, fill=INK, text_anchor=anchor)
    return ""


def _count(shade: Shade, canvas: Canvas) -> str:
    """Return the name and count of an area, or its count alone where there is less room; it may stand anywhere inside."""
    x, y = canvas.at(*inside(shade.outline))
    for text in (f"{shade.name} {shade.count:,}", f"{shade.count:,}"):
        half = 6 + 3.2 * len(text)
        for dx, dy in ((right * half, down * 14) for right, down in _TRIED):
            left, top = x + dx - half, y + dy - 9
            is_in = any(holds(polygon[0], canvas.place(x + dx, y + dy)) for polygon in shade.outline.polygons)
            if is_in and canvas.put((top, left, top + 18, left + 2 * half)):
                frame_of = {"fill": PAPER, "stroke": _colour(shade), "stroke_dasharray": "3 2", "rx": 4}
                label = {"text_anchor": "middle", "font_size": 11, "font_weight": 650, "fill": INK}
                return tag("rect", x=left, y=top, width=2 * half, height=18, **frame_of) + words(
                    text, x + dx, y + dy + 4, **label
                )
    return ""


def _countries(ground: Ground, canvas: Canvas) -> list[str]:
    """Return the names of countries that are wide enough for theirs, where there is room."""
    found = []
    for shape in ground.countries:
        (x, y), half = canvas.at(*inside(shape)), len(shape.name) * 3.9
        left, right = canvas.at(0, shape.box[1])[0], canvas.at(0, shape.box[3])[0]
        if right - left > half and canvas.put((y - 9, x - half, y + 4, x + half)):
            found.append(
                _written(shape.name.upper(), x, y, font_size=10.5, fill=MUTED, text_anchor="middle", letter_spacing=0.6)
            )
    return found


def _written(text: str, x: float, y: float, **attributes: object) -> str:
    """Return a label with a halo, so that it can be read on lines."""
    halo = {
        "stroke": LAND,
        "stroke_width": 3,
        "stroke_opacity": 0.85,
        "paint_order": "stroke",
        "stroke_linejoin": "round",
    }
    return words(text, x, y, **attributes, **halo)
