"""Who backs and sanctions whom, as a drawing: three columns of names and a curve for each relation; a layout without chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import copysign

from markupsafe import Markup

from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.web.html import el, join
from tocsin.web.plain_words import RELATIONS
from tocsin.web.relations import is_shown, relation_id, window

DRAWN = (RelationKind.BACKS, RelationKind.SANCTIONS)
WIDTH, ROW, BOX = 900.0, 46.0, (230.0, 30.0)
_LETTERS = 30  # of a name, as many as fit its box
_PASSES = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the drawing: its key, its words, and the middle of its box."""

    key: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the names stand, and how high the drawing is."""

    nodes: Mapping[str, Node]
    height: float


def key_of(actor: Actor) -> str:
    """Return what stands for an actor in the drawing."""
    return actor.id or actor.name.casefold()


def layout(relations: Sequence[Relation]) -> Layout:
    """Return where the sides of relations stand: who only acts left, who only is acted on right, who does both between.

    Inside a column, names stand near those they are tied to (barycentres, a few passes), so that few curves cross.
    """
    pairs = [(key_of(r.subject), key_of(r.object)) for r in relations if r.object]
    names = {key_of(a): a.name for r in relations if r.object for a in (r.subject, r.object)}
    givers, takers = {a for a, _ in pairs}, {b for _, b in pairs}
    columns = [
        sorted(n for n in names if n not in takers),
        sorted(n for n in names if n in givers and n in takers),
        sorted(n for n in names if n not in givers),
    ]
    tied: dict[str, list[str]] = {n: [] for n in names}
    for a, b in pairs:
        tied[a].append(b)
        tied[b].append(a)
    for _ in range(_PASSES):
        place = {n: (i + 0.5) / len(c) for c in columns for i, n in enumerate(c)}
        columns = [sorted(c, key=lambda n: (sum(place[o] for o in tied[n]) / len(tied[n]), n)) for c in columns]
    return _placed([c for c in columns if c], names)


def _placed(columns: Sequence[Sequence[str]], names: Mapping[str, str]) -> Layout:
    height = ROW * max((len(c) for c in columns), default=1) + 10
    half = BOX[0] / 2 + 4
    gaps = max(1, len(columns) - 1)
    nodes = {
        n: Node(n, names[n], half + k * (WIDTH - 2 * half) / gaps, (i + 0.5) * height / len(c))
        for k, c in enumerate(columns)
        for i, n in enumerate(c)
    }
    return Layout(nodes, height)


def network(relations: Iterable[Relation], day: date | None) -> Markup:
    """Return the drawing of who backs (whole lines) and sanctions (broken lines) whom; every curve leads to its evidence."""
    drawn = [r for r in relations if r.kind in DRAWN and r.object is not None]
    if not drawn:
        return el("p", "Nobody is told to back or sanction another.", class_="empty")
    laid = layout(drawn)
    edges = [_edge(laid, r, n, day) for n, r in enumerate(drawn)]
    live = {key_of(a) for r in drawn if is_shown(r, day) for a in (r.subject, r.object) if a}
    nodes = [_node(n, hidden=n.key not in live) for n in laid.nodes.values()]
    svg = el(
        "svg", _arrows(), edges, nodes,
        viewBox=f"0 0 {WIDTH:g} {laid.height:g}", role="group", aria_label="Who backs and sanctions whom", class_="network",
    )  # fmt: skip
    return el("div", svg, class_="scroll-x", role="region", aria_label="Network of backing and sanctions", tabindex="0")


def _arrows() -> Markup:
    tips = [
        el("marker", el("path", d="M0 0L8 4L0 8z"), id=f"tip-{k.value}", viewBox="0 0 8 8", refX="7", refY="4",
           markerWidth="7", markerHeight="7", orient="auto-start-reverse", class_=f"tip-{k.value}")
        for k in DRAWN
    ]  # fmt: skip
    return el("defs", tips)


def _node(n: Node, *, hidden: bool) -> Markup:
    w, h = BOX
    words = n.name if len(n.name) <= _LETTERS else n.name[: _LETTERS - 1].rstrip() + "…"
    box = el("rect", x=f"{n.x - w / 2:.1f}", y=f"{n.y - h / 2:.1f}", width=f"{w:g}", height=f"{h:g}", rx="6")
    text = el("text", words, x=f"{n.x:.1f}", y=f"{n.y + 4.5:.1f}", text_anchor="middle")
    return el("g", el("title", n.name), box, text, class_="node", data_node=n.key, hidden=hidden)


def _edge(laid: Layout, r: Relation, number: int, day: date | None) -> Markup:
    a, b = laid.nodes[key_of(r.subject)], laid.nodes[key_of(r.object or r.subject)]
    begin, end = window(r)
    disputed = r.status is RelationStatus.DISPUTED
    words = f"{r.subject.name} {RELATIONS[r.kind]} {b.name}, {r.status.value}: show the evidence"
    x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
    path, mark = curve(a, b, number), None
    if disputed:
        bend = _bend(a, b, number) if a.x == b.x else 0.0
        x += bend * 0.75 + copysign(BOX[0] / 2, bend) if bend else 0.0
        mark = el("text", "?", x=f"{x:.1f}", y=f"{y + 5:.1f}", text_anchor="middle", class_="doubt")
    attributes = {
        "data_from": begin,
        "data_until": end,
        "data_a": a.key,
        "data_b": b.key,
        "hidden": not is_shown(r, day),
    }
    line = el("path", d=path, marker_end=f"url(#tip-{r.kind.value})", class_="line")
    wide = el("path", d=path, class_="touch")  # easier to hit than the line itself
    return el("a", el("title", words), wide, line, mark, href=f"#{relation_id(r)}", aria_label=words,
              class_=f"edge edge-{r.kind.value}", **attributes)  # fmt: skip


def curve(a: Node, b: Node, number: int) -> str:
    """Return the path from one box to another: across columns an S, inside one a bow at its side."""
    half = BOX[0] / 2
    if a.x == b.x:
        bend = _bend(a, b, number)
        side = a.x + (half if bend > 0 else -half)
        out = side + bend
        return f"M{side:.1f} {a.y:.1f}C{out:.1f} {a.y:.1f} {out:.1f} {b.y:.1f} {side:.1f} {b.y:.1f}"
    way = 1 if b.x > a.x else -1
    first, last = a.x + way * half, b.x - way * half
    mid = (first + last) / 2
    return f"M{first:.1f} {a.y:.1f}C{mid:.1f} {a.y:.1f} {mid:.1f} {b.y:.1f} {last:.1f} {b.y:.1f}"


def _bend(a: Node, b: Node, number: int) -> float:
    """Return how far a bow inside one column swings out; there and back again on different sides."""
    room = 30 + 14 * (number % 3)
    return room if (a.y, a.key) <= (b.y, b.key) else -room


def network_legend() -> Markup:
    """Return what the lines of the drawing mean."""
    samples = [
        el("span", el("span", class_=f"line-sample line-{k.value}", aria_hidden="true"), f" {RELATIONS[k]}")
        for k in DRAWN
    ]
    return el(
        "p",
        join(samples, " "),
        el("span", "? disputed"),
        el("span", "Choose a line to read its evidence."),
        class_="legend",
    )
