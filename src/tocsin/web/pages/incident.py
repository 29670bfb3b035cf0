"""An incident: its values in words, all its tellings, the claims side by side, and how it came to be so."""

from __future__ import annotations

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui
from starlette.responses import Response

from tocsin.asking import moment
from tocsin.base.incidents import Incident
from tocsin.web.dossier_parts import sections
from tocsin.web.html import el, join
from tocsin.web.incident_facts import incident_facts
from tocsin.web.incident_words import sentence
from tocsin.web.links import incident_url
from tocsin.web.lookups import IncidentView, ended, incident_view
from tocsin.web.map import Map
from tocsin.web.map_still import Still, still_of
from tocsin.web.missing import WAIT, missing, wrong
from tocsin.web.pieces import incident_item
from tocsin.web.plain_words import PRECISIONS
from tocsin.web.revisions import history_list, judgement_list
from tocsin.web.shell import screen
from tocsin.web.side_by_side import side_by_side
from tocsin.web.site import Site
from tocsin.web.tellings import origin_table, tellings
from tocsin.web.tolls import toll_bars
from tocsin.write.kept_cells import numbered


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/incident/{id:path}", response_timeout=WAIT)
    async def incident(request: Request, id: str) -> Response | None:  # noqa: A002
        as_of = request.query_params.get("as_of") or None
        with wrong(site, request) as failed:
            view = await run.io_bound(incident_view, site.record, id, moment(as_of, "as_of"))
        if failed:
            return failed[0]
        if view is None:
            gone = await run.io_bound(ended, site.record, id)
            return missing(site, request, "incident", id, as_of=as_of, ended=gone)
        i = view.incident
        query = {"as_of": as_of} if as_of else None
        with screen(site, title=sentence(i), here=incident_url(i.id), query=query):
            ui.html(_notes(i, id, as_of), sanitize=False)
            with ui.element("div").classes("incident-top" if i.place else ""):
                ui.html(top(view), sanitize=False)
                if i.place:
                    await _map(site, i)
            ui.html(rest(view), sanitize=False)
        return None


def _notes(i: Incident, asked: str, as_of: str | None) -> Markup:
    """Return what the reader should know first: that another id was asked for, or another moment."""
    notes = []
    if asked != i.id:
        what = "was merged into this one" if asked in i.aliases else "is part of it"
        notes.append(
            el(
                "p",
                el("code", asked),
                f" {what}; ",
                el("a", "its own address", href=incident_url(i.id)),
                class_="notice",
            )
        )
    if as_of:
        words = f"As it was known on {as_of}, revision {i.revision}. "
        notes.append(el("p", words, el("a", "As it is known now", href=incident_url(i.id)), class_="notice"))
    return join(notes)


async def _map(site: Site, i: Incident) -> None:
    """Draw where it was: a point for a town, an area for what is coarser, and say which."""
    still = await run.io_bound(still_of, [i])
    with ui.element("section").classes("card").props('aria-label="Where"'):
        Map(
            site,
            still=still,
            label=f"Map of where it was: {i.place.name if i.place else ''}",
            height="18rem",
            legend=False,
        )
        ui.html(map_words(i, still), sanitize=False)


def map_words(i: Incident, still: Still | None) -> Markup:
    """Return what the map shows of an incident: a point, an area, or nothing, and why."""
    if i.place is None or still is None:
        return Markup()
    coarse = f"told no finer than as {PRECISIONS[i.place.precision]}"
    if still["clusters"]["features"]:
        words = f"{i.place.name} is {PRECISIONS[i.place.precision]}, drawn as a point."
    elif still["areas"]["features"]:
        outline = still["areas"]["features"][0]["properties"]["name"]
        around = "its outline" if outline == i.place.name else f"the outline of {outline}, around it,"
        words = f"{i.place.name} is {coarse}, so that no point is drawn; {around} is shaded."
    else:
        words = f"{i.place.name} is not drawn: it is {coarse}, and no outline around it is known."
    return el("p", words, class_="meta")


def top(view: IncidentView) -> Markup:
    """Return the values of an incident."""
    return el("section", incident_facts(view.incident, view.about), aria_label="In short", class_="card")


def rest(view: IncidentView) -> Markup:
    """Return all below the values: tolls, tellings, claims, what is about it, judgements, history."""
    i = view.incident
    return sections([
        ("tolls", "Tolls, as ranges", toll_bars(i) if i.counts else None),
        ("tellings", f"Told in {numbered(i.documents, 'document')}", join([origin_table(i), tellings(i)])),
        ("claims", "Claims side by side", side_by_side(i) if i.claims else None),
        ("answers", "What is about it", _list(view.answers) if view.answers else None),
        ("judgements", "Judgements on it", judgement_list(view.judgements) if view.judgements else None),
        ("why", "Why it is so", el("ul", [el("li", r) for r in i.reasons]) if i.reasons else None),
        ("history", "History of revisions", history_list(view.history, view.runs)),
    ])  # fmt: skip


def _list(incidents: tuple[Incident, ...]) -> Markup:
    return el("ol", [incident_item(i) for i in incidents], class_="items")
