"""How things stand on the day of a slider: who holds what, who backs and sanctions whom, and all else that is told to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui
from starlette.responses import Response

from tocsin.asking import day as day_of
from tocsin.base.boundaries import DE_FACTO, MISSING, open_boundaries
from tocsin.base.dates import full_day
from tocsin.base.incidents import Relation
from tocsin.base.relations import RelationKind
from tocsin.record import Record
from tocsin.web.dossier_parts import Counts, count_list
from tocsin.web.holders import hold_legend, hold_map, is_point
from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.missing import WAIT, wrong
from tocsin.web.network import network, network_legend
from tocsin.web.relations import KINDS, is_shown, known_days, relation_tables
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.standings import told_of
from tocsin.write.kept_cells import numbered

_SCRIPT = '<script src="/static/standing.js" defer></script>'
# Relations laid out on one page; a page of more would be slow, and nobody reads it whole.
MOST = 700


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/standing", response_timeout=WAIT)
    async def standing(request: Request) -> Response | None:
        asked = {k: v for k in ("as_of", "place", "actor", "kind") if (v := request.query_params.get(k, "").strip())}
        with wrong(site, request) as failed:
            on = day_of(asked.get("as_of"), "as_of")
            page = await run.io_bound(_page, site.record, asked, on)
        if failed:
            return failed[0]
        ui.add_head_html(_SCRIPT)
        lede = "What is told to hold on a day, from all documents, with the evidence for and against each."
        with screen(site, title="Standing", here="/standing", query=asked, lede=lede):
            ui.html(page or "", sanitize=False)
        return None


def _page(record: Record, asked: dict[str, str], on: date | None) -> Markup:
    told = told_of(record, asked)
    if not told.has_too_many:
        return body(told.relations, asked, on)
    near = record.index.rows({}).facets(("place", "actor"), most=12)
    return form(asked) + too_many(near["place"], near["actor"], asked)


def too_many(places: Counts, actors: Counts, asked: dict[str, str]) -> Markup:
    """Return that more is told than one page can work out, and where to begin."""
    words = "More is told than one page can work out: choose a place, an actor or a kind, or several."
    kept = {k: v for k, v in asked.items() if k in ("as_of", "kind")}
    lists = [
        count_list("Places told of most", places, lambda n: view_url("/standing", {**kept, "place": n})),
        count_list("Actors told of most", actors, lambda n: view_url("/standing", {**kept, "actor": n})),
    ]
    return el("p", words, class_="notice") + el("div", lists, class_="grid-2")


def body(found: Sequence[Relation], asked: dict[str, str], on: date | None) -> Markup:
    """Return the page under its heading: all relations ever told, those that hold on the day shown.

    Args:
        found: all relations of the record that fit the filters, past ones too.
        asked: the filters, as parameters.
        on: the day; ``None``: the last one that the relations know.
    """
    days = known_days(found)
    if not days:
        return form(asked) + el("p", "Nothing is told to stand, with these filters.", class_="empty")
    day = on or days[-1]
    shown, left = _most(found, day)
    note = f"{numbered(left, 'relation')} that ended longest ago are left out; narrow the view by place, actor or kind."
    parts = [
        form({**asked, "as_of": day.isoformat()}),
        slider(days, day, shown),
        el("p", note, class_="notice") if left else None,
        _map(shown, day) if _has(shown, RelationKind.CONTROLS) else None,
        _network(shown, day) if _has(shown, RelationKind.BACKS, RelationKind.SANCTIONS) else None,
        relation_tables(shown, day),
    ]
    return el("div", parts, id="standing")


def _most(found: Sequence[Relation], day: date) -> tuple[list[Relation], int]:
    """Return the relations to lay out and how many are left out: of too many, those that hold on the day stay."""
    ordered = sorted(found, key=lambda r: (is_shown(r, day), r.until_latest or date.max), reverse=True)
    return ordered[:MOST], max(0, len(found) - MOST)


def _has(found: Sequence[Relation], *kinds: RelationKind) -> bool:
    return any(r.kind in kinds for r in found)


def _map(found: Sequence[Relation], day: date) -> Markup:
    outlines = open_boundaries()
    coarse = [r for r in found if r.kind is RelationKind.CONTROLS and not is_point(r)]
    note = f"{numbered(len(coarse), 'hold')} of provinces, countries or places without coordinates: in the table only."
    credit = DE_FACTO if outlines else MISSING
    words = el("p", f"{note} " if coarse else None, credit, class_="meta")
    parts = [el("h2", "Towns by who holds them"), hold_legend(found, day), hold_map(found, day, outlines), words]
    return el("section", parts, class_="card")


def _network(found: Sequence[Relation], day: date) -> Markup:
    parts = [el("h2", "Backing and sanctions"), network_legend(), network(found, day)]
    return el("section", parts, class_="card")


def form(asked: dict[str, str]) -> Markup:
    """Return the filters: place, actor and kind."""
    kinds = [el("option", "all kinds", value="")]
    kinds += [el("option", w.title, value=k.value, selected=asked.get("kind") == k.value) for k, w in KINDS.items()]
    fields = [
        el("label", "Place", el("input", type="text", name="place", value=asked.get("place", "")), class_="field"),
        el("label", "Actor", el("input", type="text", name="actor", value=asked.get("actor", "")), class_="field"),
        el("label", "Kind", el("select", kinds, name="kind"), class_="field"),
        el("input", type="hidden", name="as_of", value=asked.get("as_of", "")),
        el("button", "Show", type="submit", class_="button"),
        el("a", "All", href="/standing", class_="button plain"),
    ]
    return el(
        "form", fields, action="/standing", method="get", class_="standing-form", role="search", aria_label="Filters"
    )


def slider(days: Sequence[date], day: date, found: Sequence[Relation]) -> Markup:
    """Return the slider over the days that the record knows, with the day in words and what holds on it."""
    at = max((n for n, d in enumerate(days) if d <= day), default=0)
    words = full_day(day)
    range_ = el(
        "input", type="range", id="day", min="0", max=str(len(days) - 1), step="1", value=str(at),
        aria_valuetext=words, data_days=" ".join(d.isoformat() for d in days),
    )  # fmt: skip
    steps = [
        el(
            "button",
            "‹",
            type="button",
            class_="button plain",
            data_step="-1",
            aria_label="To the day of the change before",
        ),
        el(
            "button",
            "›",
            type="button",
            class_="button plain",
            data_step="1",
            aria_label="To the day of the next change",
        ),
        el("button", "Play", type="button", class_="button plain", data_play=True, aria_pressed="false"),
        el("label", "Any day ", el("input", type="date", id="any-day", value=day.isoformat()), class_="field any-day"),
    ]
    label = el("label", "How things stand on ", el("strong", words, id="day-words"), for_="day", class_="day-label")
    ends = el(
        "p", el("span", days[0].isoformat()), el("span", days[-1].isoformat()), class_="day-ends", aria_hidden="true"
    )
    says = el("p", summary(found, day), id="day-says", role="status", class_="meta")
    return el("section", label, range_, ends, el("div", steps, class_="day-steps"), says, class_="day-slider card",
              aria_label="Day")  # fmt: skip


def summary(found: Sequence[Relation], day: date) -> str:
    """Return how many relations of each kind hold on a day, in words."""
    held = Counter(r.kind for r in found if is_shown(r, day))
    return "; ".join(f"{w.title.lower()}: {held[k]}" for k, w in KINDS.items() if held[k]) or "nothing is told to hold"
