"""An actor: what it did, what was done to it, with whom, what it says and denies, where, how it stands, and the trend."""

from __future__ import annotations

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui
from starlette.responses import Response

from tocsin.base.dates import full_day
from tocsin.base.found import Dossier
from tocsin.web.cards import fact_list
from tocsin.web.dossier_map import dossier_map
from tocsin.web.dossier_parts import claim_lists, count_list, incident_list, sections, standing_part
from tocsin.web.dossiers import DossierView, actor_view, near_names
from tocsin.web.html import el
from tocsin.web.links import actor_url, place_url, view_url
from tocsin.web.missing import WAIT, missing, wrong
from tocsin.web.plain_words import kind
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.trend import trend
from tocsin.write.kept_cells import numbered


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/actor/{name:path}", response_timeout=WAIT)
    async def actor(request: Request, name: str) -> Response | None:
        with wrong(site, request) as failed:
            view = await run.io_bound(actor_view, site.record, name)
            near = [] if view else await run.io_bound(near_names, site.record, "actor", name)
        if failed:
            return failed[0]
        if view is None:
            links = [el("a", n, href=actor_url(n), class_="chip") for n in near or ()]
            return missing(site, request, "actor", name, near=links)
        with screen(site, title=view.dossier.name, here=actor_url(name)):
            ui.html(head(view.dossier, view, name), sanitize=False)
            dossier_map(site, view, {"actor": name})
            ui.html(body(view, name), sanitize=False)
        return None


def body(view: DossierView, name: str) -> Markup:
    """Return the dossier under its map; ``name`` is what it was asked by."""
    d = view.dossier
    ledger = view_url("/claims", {"speaker": name})
    said = claim_lists(d.claims, view.told_of, ledger, is_all=view.has_all_claims)
    claims = said if d.claims else None
    return sections([
        ("trend", "Trend", trend(view.trend, view.step) if view.total else None),
        ("did", "What it did and what was done to it", _acts(view, name)),
        ("says", "What it says and denies", claims),
        ("standing", "How it stands", standing_part(d.standing, view.has_too_many, {"actor": name})),
        ("incidents", "Latest incidents", incident_list(d.incidents, view.total, {"actor": name}) if view.total else None),
    ])  # fmt: skip


def head(d: Dossier, view: DossierView, name: str) -> Markup:
    """Return who it is, and how much of the record is about it."""
    a, span = d.actor, view.rows.span()
    parts = len(d.ids) - 1 if a is not None and a.id else 0
    return fact_list([
        ("id", el("code", a.id) if a and a.id else "not in the register; goes by its name"),
        ("country", a.country if a else None),
        ("sector", a.sector if a else None),
        ("with", numbered(parts, "wing, organ or agency", "wings, organs or agencies") if parts else None),
        ("incidents", el("a", f"{view.total:,}", href=view_url("/overview", {"actor": name}))),
        ("first and last", " and ".join(full_day(x) for x in span) if span else None),
        ("standing", el("a", "on any day", href=view_url("/standing", {"actor": name})) if d.standing else None),
    ], wide=True)  # fmt: skip


def _acts(view: DossierView, name: str) -> Markup | None:
    d = view.dossier
    if not view.total:
        return None

    def to(**more: str) -> str:
        return view_url("/overview", {"actor": name, **more})

    note = None
    if not view.is_whole:
        words = (
            f"Who acts and who is acted on is counted among the latest {len(d.incidents)} of {view.total:,} incidents."
        )
        note = el("p", words, class_="meta")
    places = view.facets["place"]
    lists = [
        count_list("It did", d.done, lambda t: to(type=t), kind),
        count_list("It was done to it", d.suffered, lambda t: to(type=t), kind),
        count_list("With whom", d.others, actor_url),
        count_list("Where", places, place_url),
    ]
    return el("div", note, el("div", lists, class_="grid-3"))
