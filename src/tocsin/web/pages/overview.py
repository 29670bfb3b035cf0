"""The overview: what happened, where and when, side by side."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Mapping

from fastapi import Request
from nicegui import ui

from tocsin.web.entries import feed
from tocsin.web.filters import bar, error_box
from tocsin.web.html import el
from tocsin.web.live import PATIENCE, listen, put
from tocsin.web.map import Chosen, Map
from tocsin.web.overview_parts import PATH, Drawn, drawn, older_link, panel
from tocsin.web.overviews import PAGE, days_of, look
from tocsin.web.query import params_of
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.timeline import Range, Timeline

SHOWN = ("words", "place", "actor", "since", "until", "type", "status")
MORE = ("mode", "told", "min_origins", "min_score", "as_of")


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
