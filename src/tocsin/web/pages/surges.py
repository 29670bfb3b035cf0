"""Surges: where conflict or cooperation rose, whether events rose or only their coverage, and what was read of whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui

from tocsin.base.errors import TocsinError
from tocsin.base.surges import Watch
from tocsin.record import Record
from tocsin.web.html import el
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.surge_parts import NAMED, form, method, reading_table, remarks, surge_table, trend_table
from tocsin.web.surge_watch import asked_of, watched
from tocsin.write.kept_cells import headline

# Series shown to who asked for a place or an actor.
_TRENDS = 12
_LEDE = (
    "Weeks in which conflict or cooperation rose somewhere, for what was read from the same outlets, "
    "apart from weeks in which only more was written."
)


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/surges", response_timeout=60)
    async def page(request: Request) -> None:
        asked = asked_of(request.query_params)
        body = await run.io_bound(answer, site.record, asked, site.now().date())
        with screen(site, title="Surges", here="/surges", query=asked, lede=_LEDE):
            ui.html(body or "", sanitize=False)


def answer(record: Record, asked: Mapping[str, str], today: date) -> Markup:
    """Return the page under its heading."""
    try:
        watch = watched(record, asked, today)
        shown = dict.fromkeys(i for s in watch.surges for i in s.trend.incidents[:NAMED])
        return body_of(watch, asked, {i.id: headline(i, width=40) for i in record.light(shown)})
    except TocsinError as error:
        return form(asked) + el("p", str(error), class_="error", role="alert")


def body_of(watch: Watch, asked: Mapping[str, str], headlines: Mapping[str, str]) -> Markup:
    """Return what was found as the page under its heading; ``headlines`` are of incidents, by id."""
    if not watch.weeks:
        return form(asked) + el("p", "Nothing was read yet: the store holds no document with a day.", class_="empty")
    first, last = watch.weeks[-1], watch.weeks[0]
    span = f"the week of {last}" if first == last else f"the weeks of {first} to {last}"
    begin = min((v.week for v in watch.volumes), default=last)
    every = [begin + timedelta(days=n) for n in range(0, (last - begin).days + 1, 7)]
    parts = [
        form({"weeks": str(len(watch.weeks)), **asked, "as_of": watch.as_of.isoformat()}),
        el("p", f"As of {watch.as_of}: {span}; {len(watch.surges)} found.", class_="meta", role="status"),
        remarks(watch),
        surge_table(watch.surges, headlines),
        [el("h2", "What was asked for"), trend_table(watch.trends[:_TRENDS])] if watch.trends else None,
        el("h2", "What was read"),
        reading_table(watch.volumes, every),
        method(),
    ]
    return el("div", parts, id="surges")
