"""The map of a dossier: where the incidents of an actor or a place were."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from tocsin.web.dossiers import DossierView
from tocsin.web.map import Map, view_of
from tocsin.web.site import Site


def dossier_map(site: Site, view: DossierView, query: Mapping[str, str]) -> None:
    """Add the map, with a heading; nothing for a dossier without incidents, or none of which has a place."""
    if not view.total or view.rows.bounds() is None:
        return
    with ui.element("section").classes("card dossier-map"):
        ui.html("Where", sanitize=False, tag="h2")
        Map(site, query=query, bounds=view_of(view.rows), label=f"Map of {view.dossier.name}", height="22rem")
