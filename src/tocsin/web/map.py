"""The map of incidents, as an element of a page: outlines of our own, circles at points, shaded areas for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from nicegui.element import Element
from nicegui.elements import leaflet
from nicegui.events import GenericEventArguments

from tocsin.base.boundaries import DE_FACTO
from tocsin.indexing import Area, Rows
from tocsin.web.boundaries import version
from tocsin.web.map_still import Still
from tocsin.web.site import Site

# A first view holds this share of the incidents that have a point, so that one in another continent does not shrink it.
_SHARE = 0.85
# Zoom at which incidents are put together for that: cells of some 1,000 km.
_ROUGH_ZOOM = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was clicked, or opened by Enter.

    ``kind`` is ``cluster`` (a point), ``province`` or ``country`` (an area); ``ids`` are the newest incidents there, up
    to five; ``place`` is its name, by which a view can be filtered; an area has no ``lat``, ``lon`` and ``geonameid``.
    """

    kind: str
    ids: tuple[str, ...]
    place: str | None
    geonameid: int | None
    country: str | None
    admin1: str | None
    precision: str | None
    count: int
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What the reader moved the map to: west, south, east, north in degrees, and its zoom."""

    bounds: tuple[float, float, float, float]
    zoom: float


class Map(Element, component="components/map.js"):
    """A map that fetches what it draws from ``/map/…`` for the filters of a view, whenever it is moved."""

    def __init__(
        self,
        site: Site,
        *,
        query: Mapping[str, str] | None = None,
        bounds: Area | None = None,
        label: str = "Map of incidents",
        height: str = "28rem",
        legend: bool = True,
        still: Still | None = None,
    ) -> None:
        """Make the element.

        Args:
            site: what is served.
            query: parameters of the view (``web.query.params_of``).
            bounds: south, west, north, east of the first view (``view_of``); the world without.
            label: what the map is of, for those who do not see it.
            height: of the drawing, as CSS has it.
            legend: whether the colours are explained below.
            still: clusters and areas to draw instead of those of a query (``map_still.still_of``); its bounds are the first view.
        """
        super().__init__()
        self.add_resource(Path(leaflet.__file__).parent / "dist")
        settings = site.settings
        bounds = still["bounds"] if still and bounds is None else bounds
        self._props |= {
            "query": urlencode(query or {}), "bounds": list(bounds) if bounds else None, "version": version(),
            "tiles": settings.tiles, "tiles-credit": settings.tiles_credit, "label": label, "height": height,
            "legend": legend, "still": still, "de-facto": DE_FACTO,
        }  # fmt: skip

    def set_query(self, query: Mapping[str, str]) -> None:
        """Draw the incidents of another view."""
        self._props["query"] = urlencode(query)
        self.update()

    def fit(self, bounds: Area | None) -> None:
        """Show south, west, north, east; the world without."""
        self._props["bounds"] = list(bounds) if bounds else None
        self.run_method("fit", self._props["bounds"])

    def on_select(self, handler: Callable[[Chosen], Any]) -> Map:
        """Call ``handler`` when a place or an area is chosen; a circle of several places is zoomed into instead."""
        self.on("select", lambda event: handler(_chosen(event)))
        return self

    def on_move(self, handler: Callable[[Moved], Any]) -> Map:
        """Call ``handler`` when the reader has moved or zoomed the map."""
        self.on("move", lambda event: handler(Moved(tuple(event.args["bounds"]), event.args["zoom"])))
        return self


def _chosen(event: GenericEventArguments) -> Chosen:
    given = dict(event.args)
    return Chosen(**{**given, "ids": tuple(given["ids"])})


def view_of(rows: Rows) -> Area | None:
    """Return south, west, north, east of where most of the incidents are; ``None`` where none has a place."""
    rough = rows.clusters(None, _ROUGH_ZOOM)
    total, held = sum(c.count for c in rough), 0
    south, west, north, east = 90.0, 180.0, -90.0, -180.0
    for cluster in rough:
        if held >= _SHARE * total:
            break
        held += cluster.count
        a, b, c, d = cluster.bounds
        south, west, north, east = min(south, a), min(west, b), max(north, c), max(east, d)
    return (south, west, north, east) if rough else rows.bounds()
