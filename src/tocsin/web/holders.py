"""Who holds what, as a map: every town that is told to be held as a pin with the letter and colour of its holder's side.

All holds of all days are in it, each with its window; the page shows those of the day. Nothing is drawn as a point that
is coarser than a district, and no point is moved: what shares coordinates shares a pin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from string import ascii_uppercase

from markupsafe import Markup

from tocsin.base.areas import inside
from tocsin.base.boundaries import Boundaries, Outline, Outlines
from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.model import EventPlace
from tocsin.base.relations import RelationKind
from tocsin.base.rings import Line
from tocsin.study.sides import Key, actor_key
from tocsin.web.html import el
from tocsin.web.incident_words import joined
from tocsin.web.relations import is_shown, relation_id, window

WIDTH = 900.0
_ROOM = 0.12  # of the extent, left free around the pins
_LEAST = 0.35  # degrees shown at least, so that one town is not all of the map
_SLIM, _WIDE = 0.5, 0.68  # height of the map as a part of its width
_COLOURS = 8  # that can be told apart; further holders share grey and have only their letter
_PIN, _LETTER, _LINE = 13.0, 7.2, 18.0  # sizes in units of the map, as the style sheet has them at its full width


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that a map shows, and how degrees become its units (plate carrée at the middle's scale)."""

    south: float
    west: float
    north: float
    east: float

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


def is_point(r: Relation) -> bool:
    """Tell whether a relation is the hold of a place that can be drawn as a point."""
    p = r.place
    return (
        r.kind is RelationKind.CONTROLS
        and p is not None
        and p.lat is not None
        and p.lon is not None
        and p.precision in LOCAL
    )


def letters(relations: Iterable[Relation]) -> dict[Key, tuple[str, str]]:
    """Return the letter and the names of each side, who holds most first: A, B … Z, AA …; they stay the same on every day.

    A state and its armed forces are one side, a wing and its group too, by what ``study.sides`` knows of them.
    """
    sides: dict[Key, Counter[str]] = {}
    for r in relations:
        if r.kind is RelationKind.CONTROLS:
            sides.setdefault(_side(r), Counter())[r.subject.name] += 1
    ranked = sorted(sides, key=lambda side: (-sides[side].total(), side))
    return {side: (_letter(n), joined(name for name, _ in sides[side].most_common())) for n, side in enumerate(ranked)}


def _side(r: Relation) -> Key:
    return actor_key(r.subject, as_state=True)


def _letter(n: int) -> str:
    return ascii_uppercase[n % 26] if n < 26 else ascii_uppercase[n // 26 - 1] + ascii_uppercase[n % 26]


def colour(letter: str) -> str:
    """Return the class of the colour of a holder's letter."""
    n = ascii_uppercase.index(letter) if len(letter) == 1 else _COLOURS
    return f"holder-{n}" if n < _COLOURS else "holder-other"


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """Return the part of the world around points (lat, lon), with some room, neither too slim nor too wide."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    squeeze = max(0.1, cos(radians((south + north) / 2)))
    high, wide = max(_LEAST, (north - south) * (1 + 2 * _ROOM)), max(_LEAST, (east - west) * (1 + 2 * _ROOM) * squeeze)
    high, wide = max(high, wide * _SLIM), max(wide, high / _WIDE)
    lat, lon = (south + north) / 2, (west + east) / 2
    return Frame(lat - high / 2, lon - wide / squeeze / 2, lat + high / 2, lon + wide / squeeze / 2)


def hold_map(relations: Sequence[Relation], day: date | None, found: Boundaries | None) -> Markup:
    """Return the map with its pins and the outlines of countries and provinces, where they are installed."""
    pins: dict[tuple[float, float], list[Relation]] = {}
    for r in relations:
        if is_point(r) and r.place is not None:
            pins.setdefault((r.place.lat or 0.0, r.place.lon or 0.0), []).append(r)
    if not pins:
        return el("p", "No town is told to be held by anybody.", class_="empty")
    frame, known = frame_of(list(pins)), letters(relations)
    spots = {spot: frame.at(*spot) for spot in pins}
    names = {spot: _name(holds) for spot, holds in pins.items()}
    labels = place_labels({spot: (spots[spot], names[spot]) for spot in pins}, frame)
    drawn = [_pin(spots[s], frame, names[s], labels[s], holds, known, day) for s, holds in pins.items()]
    ground = _ground(frame, found, [r.place for holds in pins.values() for r in holds if r.place])
    box = el("div", ground, drawn, class_="hold-map", style=f"aspect-ratio:{WIDTH:g}/{frame.height:.0f}")
    return el("div", box, class_="scroll-x", role="region", aria_label="Map of who holds what", tabindex="0")


def _name(holds: Sequence[Relation]) -> str:
    return " / ".join(dict.fromkeys(r.place.name for r in holds if r.place))


def _pin(
    spot: tuple[float, float], frame: Frame, name: str, label: Label, holds: Sequence[Relation],
    known: Mapping[Key, tuple[str, str]], day: date | None,
) -> Markup:  # fmt: skip
    marks = [_mark(r, known, day) for r in holds]
    side = f"label-{label.side}" if label.side else "label-none"
    shown = next((r for r in holds if is_shown(r, day)), None)
    return el(
        "a", el("span", marks, class_="pin-marks"), el("span", name, class_=f"pin-name {side}"),
        href=f"#{relation_id(shown or holds[0])}", hidden=shown is None, class_="pin", data_pin=True, title=name,
        style=f"left:{spot[0] / WIDTH * 100:.2f}%;top:{spot[1] / frame.height * 100:.2f}%",
    )  # fmt: skip


def _mark(r: Relation, known: Mapping[Key, tuple[str, str]], day: date | None) -> Markup:
    letter, _ = known[_side(r)]
    begin, end = window(r)
    doubt = r.status.value if r.status in (RelationStatus.DISPUTED, RelationStatus.SUPPOSED) else ""
    words = f" {r.subject.name}, {doubt}; " if doubt else f" {r.subject.name}; "
    return el(
        "span", letter, el("span", words, class_="hidden"),
        class_=f"holder {colour(letter)}{f' is-{doubt}' if doubt else ''}", data_from=begin, data_until=end,
        data_leads=relation_id(r), data_holder=letter, hidden=not is_shown(r, day),
    )  # fmt: skip


def place_labels(
    pins: Mapping[tuple[float, float], tuple[tuple[float, float], str]], frame: Frame
) -> dict[tuple[float, float], Label]:
    """Return where each name stands: right, left, above or below its pin, the first side that is free; else nowhere."""
    taken = [(x - _PIN, y - _PIN, x + _PIN, y + _PIN) for (x, y), _ in pins.values()]
    found: dict[tuple[float, float], Label] = {}
    for spot, ((x, y), name) in sorted(pins.items(), key=lambda kv: (len(kv[1][1]), kv[0])):
        wide, own = len(name) * _LETTER, (x - _PIN, y - _PIN, x + _PIN, y + _PIN)
        sides = {
            "right": (x + _PIN, y - _LINE / 2, x + _PIN + wide, y + _LINE / 2),
            "left": (x - _PIN - wide, y - _LINE / 2, x - _PIN, y + _LINE / 2),
            "below": (x - wide / 2, y + _PIN, x + wide / 2, y + _PIN + _LINE),
            "above": (x - wide / 2, y - _PIN - _LINE, x + wide / 2, y - _PIN),
        }
        free = (s for s, b in sides.items() if _fits(b, frame) and not any(_meet(b, t) for t in taken if t != own))
        side = next(free, None)
        found[spot] = Label(side, sides[side] if side else own)
        if side:
            taken.append(sides[side])
    return found


def _fits(box: tuple[float, float, float, float], frame: Frame) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= frame.height


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def hold_legend(relations: Iterable[Relation], day: date | None) -> Markup:
    """Return the letters and colours of the sides with how many points each holds on the day."""
    points = [r for r in relations if is_point(r)]
    held = Counter(_side(r) for r in points if is_shown(r, day))
    known = {side: v for side, v in letters(relations).items() if side in set(map(_side, points))}
    items = [
        el("li", el("span", letter, class_=f"holder {colour(letter)}", aria_hidden="true"), f" {letter}: {name} ",
           el("span", f"({held[side]})", class_="muted", data_held=letter), data_legend=letter, hidden=not held[side])
        for side, (letter, name) in known.items()
    ]  # fmt: skip
    notes = [
        el("li", el("span", "?", class_="holder is-disputed", aria_hidden="true"), " broken edge: disputed"),
        el("li", el("span", "?", class_="holder is-supposed", aria_hidden="true"), " hollow: supposed, told by nobody"),
    ]
    return el("ul", items, notes, class_="legend hold-legend")


def _ground(frame: Frame, found: Boundaries | None, places: Iterable[EventPlace]) -> Markup:
    """Return land and borders under the pins, with the names of the provinces that pins lie in, as the record has them."""
    parts: list[Markup] = []
    if found is not None:
        provinces = sorted({(p.country, p.admin1) for p in places if p.country and p.admin1})
        parts = [_paths(frame, found.countries(), "land")]
        parts += [_paths(frame, found.provinces(c), "province") for c in sorted({c for c, _ in provinces})]
        parts += [_land_name(frame, name, found.province(c, name)) for c, name in provinces]
    box = f"0 0 {WIDTH:g} {frame.height:.0f}"
    return el("svg", parts, viewBox=box, aria_hidden="true", preserveAspectRatio="none")


def _land_name(frame: Frame, name: str, shape: Outline | None) -> Markup:
    """Return the name of a province inside its outline, if that lies on the map."""
    if shape is None:
        return Markup()
    x, y = frame.at(*inside(shape))
    is_on = _PIN < x < WIDTH - _PIN and _LINE < y < frame.height - _LINE
    return el("text", name, x=f"{x:.0f}", y=f"{y:.0f}", text_anchor="middle", class_="land-name") if is_on else Markup()


def _paths(frame: Frame, outlines: Outlines, class_: str) -> Markup:
    rings = [
        ring
        for shape in outlines.shapes
        if _touches(shape.box, frame)
        for polygon in shape.polygons
        for ring in polygon
    ]
    return el("path", d="".join(_path(frame, ring) for ring in rings), class_=class_) if rings else Markup()


def _touches(box: tuple[float, float, float, float], f: Frame) -> bool:
    return box[0] <= f.north and f.south <= box[2] and box[1] <= f.east and f.west <= box[3]


def _path(frame: Frame, ring: Line) -> str:
    """Return a ring as a path in whole units, without points that fall on the one before, far ones drawn near the edge."""
    spots: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = frame.at(lat, lon)
        spot = round(min(max(x, -WIDTH), 2 * WIDTH)), round(min(max(y, -WIDTH), 2 * WIDTH))
        if not spots or spot != spots[-1]:
            spots.append(spot)
    return f"M{'L'.join(f'{x} {y}' for x, y in spots)}Z" if len(spots) > 2 else ""
