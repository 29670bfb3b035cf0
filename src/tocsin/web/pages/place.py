"""A place: what happened there, who acts there, what is claimed, who holds it, and the trend."""

from __future__ import annotations

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui
from starlette.responses import Response

from tocsin.base.dates import full_day
from tocsin.web.cards import fact_list
from tocsin.web.dossier_map import dossier_map
from tocsin.web.dossier_parts import claim_lists, count_list, incident_list, sections, standing_part
from tocsin.web.dossiers import DossierView, near_names, place_or_none
from tocsin.web.html import el
from tocsin.web.links import actor_url, place_url, view_url
from tocsin.web.missing import WAIT, missing
from tocsin.web.plain_words import PRECISIONS, kind
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.trend import trend


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/place/{name:path}", response_timeout=WAIT)
    async def place(request: Request, name: str) -> Response | None:
        view = await run.io_bound(place_or_none, site.record, name)
        if view is None:
            near = await run.io_bound(near_names, site.record, "place", name)
            links = [el("a", n, href=place_url(n), class_="chip") for n in near or ()]
            return missing(site, request, "place", name, near=links)
        with screen(site, title=view.dossier.name, here=place_url(name)):
            ui.html(head(view, name), sanitize=False)
            dossier_map(site, view, {"place": name})
            ui.html(body(view, name), sanitize=False)
        return None


def body(view: DossierView, name: str) -> Markup:
    """Return the dossier under its map; ``name`` is what it was asked by."""
    d = view.dossier
    ledger = view_url("/claims", {"place": name})
    said = claim_lists(d.claims, view.told_of, ledger, is_all=view.has_all_claims)
    claims = said if d.claims else None
    return sections([
        ("trend", "Trend", trend(view.trend, view.step) if view.total else None),
        ("happened", "What happened, and who was there", _counts(view, name)),
        ("standing", "Who holds it", standing_part(d.standing, view.has_too_many, {"place": name})),
        ("claims", "What is claimed", claims),
        ("incidents", "Latest incidents", incident_list(d.incidents, view.total, {"place": name}) if view.total else None),
    ])  # fmt: skip


def head(view: DossierView, name: str) -> Markup:
    """Return where it is, and how much of the record is about it."""
    p, span = view.dossier.place, view.rows.span()
    spot = f"{p.lat:.3f}, {p.lon:.3f}" if p and p.lat is not None and p.lon is not None else None
    return fact_list([
        ("kind", PRECISIONS[p.precision] if p else None),
        ("in", ", ".join(x for x in (p.admin1, p.country) if x and x != p.name) if p else None),
        ("coordinates", spot),
        ("GeoNames", str(p.geonameid) if p and p.geonameid else None),
        ("incidents", el("a", f"{view.total:,}", href=view_url("/overview", {"place": name}))),
        ("first and last", " and ".join(full_day(x) for x in span) if span else None),
        ("standing", el("a", "on any day", href=view_url("/standing", {"place": name})) if view.dossier.standing else None),
    ], wide=True)  # fmt: skip


def _counts(view: DossierView, name: str) -> Markup | None:
    if not view.total:
        return None

    def to(**more: str) -> str:
        return view_url("/overview", {"place": name, **more})

    lists = [
        count_list("What happened", view.facets["type"], lambda t: to(type=t), kind),
        count_list("Who was there", view.facets["actor"], actor_url),
        count_list("Where in it", [n for n in view.facets["place"] if n[0] != view.dossier.name], place_url),
        count_list("How well attested", view.facets["status"], lambda s: to(status=s)),
    ]
    return el("div", lists, class_="grid-3")
