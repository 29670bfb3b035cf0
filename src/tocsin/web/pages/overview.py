"""The overview: what happened, where and when, side by side."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from fastapi import Request
from markupsafe import Markup
from nicegui import ui

from tocsin.asking import Wanted, day
from tocsin.base.errors import TocsinError
from tocsin.base.incidents import Incident
from tocsin.indexing import Area
from tocsin.study.buckets import Bucket, Step
from tocsin.study.rows import Rows
from tocsin.web.entries import feed
from tocsin.web.filters import (
    Facet,
    Sound,
    bar,
    clear,
    error_box,
    facets,
    in_force,
    sound,
    suggestions,
    without,
)
from tocsin.web.html import el
from tocsin.web.incident_words import sentence
from tocsin.web.links import incident_url, view_url
from tocsin.web.live import PATIENCE, listen, put
from tocsin.web.map import Chosen, Map, view_of
from tocsin.web.pieces import quad
from tocsin.web.query import params_of
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.timeline import Range, Timeline, step_for
from tocsin.write.kept_cells import numbered

PATH = "/overview"
# Entries of the feed on one page.
PAGE = 30
SHOWN = ("words", "place", "actor", "since", "until", "type", "status")
MORE = ("mode", "told", "min_origins", "min_score", "as_of")
FACETS = {
    "type": "What", "status": "Status", "actor": "Who", "country": "Country", "admin1": "Province", "place": "Place",
    "told": "Told as", "mode": "How", "origins": "Origins, at least",
}  # fmt: skip
# Which parameter a click on a facet sets, where it is not of the facet's name.
_SETS = {"country": "place", "admin1": "place", "origins": "min_origins"}
# Values of a facet that are shown, and that the controls suggest.
_VALUES, _SUGGESTED = 8, 40


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of one state."""

    asked: Sound
    rows: Rows
    incidents: tuple[Incident, ...]
    next: str | None
    step: Step
    timeline: tuple[Bucket, ...]
    outside: int
    area: Area | None
    errors: tuple[str, ...]


def look(site: Site, params: Mapping[str, str]) -> View:
    """Return what the page shows of a state; what is wrong in it is left out, with a sentence."""
    record = site.record
    asked = sound(record, params)
    rows = record.index.rows(asked.wanted)
    errors = list(asked.errors)
    try:
        page = rows.ids(after=params.get("after") or None, limit=PAGE)
    except TocsinError as error:
        errors.append(str(error))
        page = rows.ids(limit=PAGE)
    found = record.get(page.ids, as_of=asked.wanted.get("as_of"))
    step, drawn, outside = _over_time(record.index.rows(cast(Wanted, _whole_time(asked.wanted))))
    return View(asked, rows, tuple(found), page.next, step, drawn, outside, view_of(rows), tuple(errors))


def _whole_time(wanted: Wanted) -> dict[str, object]:
    """Return a filter without days, so that the timeline shows what lies around those asked for."""
    return {k: v for k, v in wanted.items() if k not in ("since", "until")}


def _over_time(rows: Rows) -> tuple[Step, tuple[Bucket, ...], int]:
    """Return the step of the timeline, its buckets, and how many incidents lie outside."""
    months = rows.timeline("month")
    step: Step = step_for(months[0].start, months[-1].end) if months else "day"
    return step, months if step == "month" else rows.timeline(step), rows.outside(step)


def counts(view: View) -> Markup:
    """Return how many incidents there are, by status, and how many have no place."""
    by_status = view.rows.facets(("status",))["status"]
    parts = [f"{n:,} {status}" for status, n in by_status]
    unplaced = f"; {view.rows.unplaced:,} without a place" if view.rows.unplaced else ""
    return el(
        "p", el("strong", numbered(view.rows.total, "incident")), f": {', '.join(parts)}{unplaced}" if parts else ""
    )


def side(view: View) -> Markup:
    """Return the facets of a view."""
    found = view.rows.facets(tuple(FACETS), most=_SUGGESTED)
    found = {**found, "origins": at_least(found["origins"])}
    return facets(PATH, view.asked.params, [Facet(_SETS.get(n, n), FACETS[n], found[n][:_VALUES]) for n in FACETS])


def at_least(counts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return how many have so many or more, from two on, which is what a click on the facet asks for."""
    numbers = {int(value): n for value, n in counts}
    return tuple((str(k), sum(n for v, n in numbers.items() if v >= k)) for k in sorted(numbers) if k > 1)


def suggested(view: View) -> Markup:
    """Return the places and actors that the controls suggest."""
    found = view.rows.facets(tuple(FACETS), most=_SUGGESTED)
    places = [v for name in ("place", "admin1", "country") for v, _ in found[name]]
    return suggestions(dict.fromkeys(places), [a for a, _ in found["actor"]])


def listed(view: View, after: str | None = None) -> Markup:
    """Return the entries of a view; where there are none, what to do."""
    if view.incidents:
        top = el("p", el("a", "Back to the latest", href=view_url(PATH, without(view.asked.params)), data_live=True))
        return (top if after else Markup()) + feed(view.incidents)
    if not view.asked.params:
        return el("p", "The record is empty. Add pages with ", el("code", "tocsin add FOLDER"), class_="empty")
    return el("div", el("p", "Nothing fits all of these filters. Take one away, or ask for a longer time."), clear(PATH),
              class_="empty")  # fmt: skip


def older_link(view: View, cursor: str | None) -> Markup:
    """Return the link to the next page of the feed, or that this is its end."""
    if cursor is None:
        return el("p", "These are all.", class_="muted") if view.incidents else Markup()
    href = view_url(PATH, {**view.asked.params, "after": cursor})
    return el("a", "Older", href=href, class_="button plain", data_more=True, id="older")


def panel(chosen: Chosen, found: Sequence[Incident], params: Mapping[str, str]) -> Markup:
    """Return the latest incidents of a place that was chosen on the map, and the link that shows only these."""
    name = chosen.place or "This place"
    rest = chosen.count - len(found)
    as_whole = " told only for the whole of it" if chosen.kind != "cluster" else ""
    head = el("h2", f"{name}: {numbered(chosen.count, 'incident')}{as_whole}")
    shown = [el("li", quad(i.quad), el("a", sentence(i), href=incident_url(i.id))) for i in found]
    more = el("p", f"and {rest:,} more", class_="meta") if found and rest > 0 else None
    only = view_url(PATH, {**without(params), "place": chosen.place}) if chosen.place else None
    link = el("a", f"Show only {name}", href=only, class_="button plain", data_live=True) if only else None
    return el("section", head, el("ul", shown) if shown else None, more, link, class_="card chosen-here")


def days_of(wanted: Wanted) -> tuple[date | None, date | None]:
    """Return the first day asked for and the one after the last."""
    return day(wanted.get("since"), "since"), day(wanted.get("until"), "until")


def time_note(view: View) -> str:
    """Return what has to be known to read the timeline."""
    left = f"{numbered(view.outside, 'incident')} of other times, from which the record has no documents, not drawn."
    return f"Incidents by {view.step}; hatched where no document was read.{' ' + left if view.outside else ''}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view with its parts as HTML: made in the thread that looked, since it takes a while."""

    view: View
    parts: Mapping[str, Markup]


def drawn(view: View, after: str | None = None) -> Drawn:
    """Return a view with its parts as HTML."""
    parts = {
        "lists": suggested(view),
        "errors": error_box(view.errors),
        "force": in_force(PATH, view.asked.params),
        "count": counts(view),
        "facets": side(view),
        "feed": listed(view, after),
        "older": older_link(view, view.next),
        "chosen": Markup(),
        "note": el("p", time_note(view), class_="meta"),
    }
    return Drawn(view, parts)


class _Screen:
    """The parts of the page that change."""

    def __init__(self, site: Site, given: Drawn, params: Mapping[str, str]) -> None:
        self.site, self.view = site, given.view
        self.parts: dict[str, ui.html] = {}
        put(bar(PATH, params, SHOWN, MORE))
        self.part("lists", given)
        self.part("errors", given).props('id="filter-errors"')
        self.part("force", given)
        self.part("count", given).props('role="status"').classes("counts")
        with ui.element("div").classes("overview"):
            with ui.element("section").classes("overview-where").props('aria-label="Where and how often"'):
                self.where(given)
                self.part("facets", given).classes("overview-facets answers")
            with ui.element("section").classes("overview-feed answers").props('aria-label="Latest first"'):
                put(el("h2", "Latest first"))
                self.part("feed", given)
                self.pages = ui.element("div").classes("more-pages")
                self.part("older", given).classes("older")

    def part(self, name: str, given: Drawn) -> ui.html:
        """Put a part on the page that changes with the state."""
        self.parts[name] = put(given.parts[name])
        return self.parts[name]

    def where(self, given: Drawn) -> None:
        """Put map and timeline."""
        view = given.view
        state = params_of(view.asked.wanted)
        self.map = Map(
            self.site,
            query=state,
            bounds=view.area,
            label="Map of the incidents listed beside it",
            height="min(38vh, 28rem)",
        )
        self.map.classes("overview-map").on_select(self.choose)
        self.part("chosen", given).props('role="status"')
        put(el("h2", "Over time"))
        since, until = days_of(view.asked.wanted)
        self.time = Timeline(view.timeline, step=view.step, since=since, until=until, legend=False)
        self.time.on_range(self.brush)
        self.part("note", given)

    def brush(self, chosen: Range) -> None:
        """Ask for the days that were chosen on the timeline; the address goes with them."""
        ends = {"since": chosen.since, "until": chosen.until}
        given = {name: day.isoformat() if day else "" for name, day in ends.items()}
        ui.run_javascript(f"tocsinSet({json.dumps(given)})")

    async def choose(self, chosen: Chosen) -> None:
        """Show the incidents of a place or area that was chosen on the map."""
        found = await to_thread(self.site.record.light, chosen.ids)
        self.parts["chosen"].set_content(panel(chosen, found, self.view.asked.params))

    def draw(self, given: Drawn) -> None:
        """Show a state."""
        was, self.view = self.view, given.view
        for name, part in given.parts.items():
            self.parts[name].set_content(part)
        self.pages.clear()
        self.map.set_query(params_of(self.view.asked.wanted))
        if was.asked.params.get("place") != self.view.asked.params.get("place"):
            self.map.fit(self.view.area)
        self.time.set_buckets(self.view.timeline, step=self.view.step)
        self.time.set_range(*days_of(self.view.asked.wanted))

    def fail(self, sentence: str) -> None:
        """Show what went wrong."""
        self.parts["errors"].set_content(error_box([sentence]))

    async def more(self, after: str) -> None:
        """Add the next page of the feed."""
        view = self.view
        page = await to_thread(view.rows.ids, after=after, limit=PAGE)
        found = await to_thread(self.site.record.get, page.ids, as_of=view.asked.wanted.get("as_of"))
        if view is not self.view:
            return
        with self.pages:
            put(feed(found)).props(f'id="page-{found[0].id}" tabindex="-1"' if found else "")
        self.parts["older"].set_content(older_link(view, page.next))


def add(site: Site) -> None:
    """Register the page."""

    def see(params: Mapping[str, str]) -> Drawn:
        return drawn(look(site, params), params.get("after"))

    @ui.page(PATH, response_timeout=PATIENCE)
    async def overview(request: Request) -> None:
        params = dict(request.query_params)
        given = await to_thread(see, params)
        with screen(site, title="Overview", here=PATH, query=params):
            shown = _Screen(site, given, params)
            listen(see, shown.draw, fail=shown.fail, older=shown.more)
