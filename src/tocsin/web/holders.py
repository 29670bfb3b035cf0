"""Who holds what, as a map: every town that is told to be held as a pin with the letter and colour of its holder's side.

All holds of all days are in it, each with its window; the page shows those of the day. Nothing is drawn as a point that
is coarser than a district, and no point is moved: what shares coordinates shares a pin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from string import ascii_uppercase

from markupsafe import Markup

from tocsin.base.boundaries import Boundaries
from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.relations import RelationKind
from tocsin.study.sides import Key, actor_key
from tocsin.web.extent import WIDTH, Extent, Label, extent_of, place_labels
from tocsin.web.ground import ground
from tocsin.web.html import el
from tocsin.web.incident_words import joined
from tocsin.web.relations import is_shown, relation_id, window

_COLOURS = 8  # that can be told apart; further holders share grey and have only their letter


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


def hold_map(relations: Sequence[Relation], day: date | None, found: Boundaries | None) -> Markup:
    """Return the map with its pins and the outlines of countries and provinces, where they are installed."""
    pins: dict[tuple[float, float], list[Relation]] = {}
    for r in relations:
        if is_point(r) and r.place is not None:
            pins.setdefault((r.place.lat or 0.0, r.place.lon or 0.0), []).append(r)
    if not pins:
        return el("p", "No town is told to be held by anybody.", class_="empty")
    extent, known = extent_of(list(pins)), letters(relations)
    spots = {spot: extent.at(*spot) for spot in pins}
    names = {spot: _name(holds) for spot, holds in pins.items()}
    labels = place_labels({spot: (spots[spot], names[spot]) for spot in pins}, extent)
    drawn = [_pin(spots[s], extent, names[s], labels[s], holds, known, day) for s, holds in pins.items()]
    land = ground(extent, found, [r.place for holds in pins.values() for r in holds if r.place])
    box = el("div", land, drawn, class_="hold-map", style=f"aspect-ratio:{WIDTH:g}/{extent.height:.0f}")
    return el("div", box, class_="scroll-x", role="region", aria_label="Map of who holds what", tabindex="0")


def _name(holds: Sequence[Relation]) -> str:
    return " / ".join(dict.fromkeys(r.place.name for r in holds if r.place))


def _pin(
    spot: tuple[float, float], extent: Extent, name: str, label: Label, holds: Sequence[Relation],
    known: Mapping[Key, tuple[str, str]], day: date | None,
) -> Markup:  # fmt: skip
    marks = [_mark(r, known, day) for r in holds]
    side = f"label-{label.side}" if label.side else "label-none"
    shown = next((r for r in holds if is_shown(r, day)), None)
    return el(
        "a", el("span", marks, class_="pin-marks"), el("span", name, class_=f"pin-name {side}"),
        href=f"#{relation_id(shown or holds[0])}", hidden=shown is None, class_="pin", data_pin=True, title=name,
        style=f"left:{spot[0] / WIDTH * 100:.2f}%;top:{spot[1] / extent.height * 100:.2f}%",
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
        el(
            "li",
            el("span", "?", class_="holder is-supposed", aria_hidden="true"),
            " hollow: supposed, in no set phrase",
        ),
    ]
    return el("ul", items, notes, class_="legend hold-legend")
