"""Routes that a map is drawn from: outlines, names, clusters and areas of a view, all from this machine."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response

from tocsin.base.boundaries import MISSING, Boundaries, open_boundaries
from tocsin.base.errors import BadInput, TocsinError
from tocsin.indexing import Area
from tocsin.naming import signs
from tocsin.web import map_layers as layers
from tocsin.web.api.reply import Answers, Made
from tocsin.web.map_layers import FINE_FROM, Feature, View
from tocsin.web.query import wanted_of
from tocsin.web.site import Site

# Outlines and names change only with the packages they come from, whose versions are in the address.
_FOR_GOOD = "public, max-age=31536000, immutable"
_FOR_A_DAY = "public, max-age=86400"
# What the record holds may change at any time, and asking whether it did is cheap.
_ASK_AGAIN = "private, no-cache"
_WORTH_PACKING = 1000  # bytes
_KEPT = 32 * 1024 * 1024  # bytes of clusters, areas and names that are kept for who asks the same again
# More answers at once would take turns at the interpreter, and all come later for it.
_TURNS = BoundedSemaphore(2)
_MEDIA = "application/geo+json"
_WORLD: Area = (-90.0, -180.0, 90.0, 180.0)

Zoom = Annotated[float, Query(ge=0, le=22)]


def add(app: FastAPI, site: Site) -> None:
    """Add the routes under ``/map/``.

    ``bbox`` is west,south,east,north in degrees; other parameters of clusters and areas are the filters of a view.
    """
    found, kept = open_boundaries(), Answers(_KEPT)

    @app.get("/map/countries.geojson", include_in_schema=False)
    def countries(request: Request, zoom: Zoom = 3, v: str = "") -> Response:
        content = _packed_countries(found, zoom >= FINE_FROM)
        return _packed(request, content, _lasting(v, found))

    @app.get("/map/admin1/{iso3}.geojson", include_in_schema=False)
    def admin1(request: Request, iso3: str, v: str = "") -> Response:
        return _packed(request, _packed_provinces(found, iso3.upper()), _lasting(v, found))

    @app.get("/map/labels.geojson", include_in_schema=False)
    def labels(request: Request, zoom: Zoom = 3, bbox: str = "") -> Response:
        return _told(
            request, _FOR_A_DAY, lambda: layers.labels_of(_signs_at(layers.level_of(zoom)), _view(bbox, zoom)), kept
        )

    @app.get("/map/clusters.geojson", include_in_schema=False)
    def clusters(request: Request, zoom: Zoom = 3, bbox: str = "") -> Response:
        def make() -> Feature:
            view, rows = _view(bbox, zoom), site.record.index.rows(wanted_of(request.query_params))
            content = layers.clusters_of(rows.clusters(view.area, view.zoom))
            return {**content, "total": rows.total, "unplaced": rows.unplaced}

        return _told(request, _ASK_AGAIN, make, kept, site.record.index.version)

    @app.get("/map/areas.geojson", include_in_schema=False)
    def areas(request: Request, zoom: Zoom = 3, bbox: str = "") -> Response:
        def make() -> Feature:
            view, rows = _view(bbox, zoom), site.record.index.rows(wanted_of(request.query_params))
            content = layers.areas_of(rows.areas(), found, view)
            return content if found else {**content, "missing": MISSING}

        return _told(request, _ASK_AGAIN, make, kept, site.record.index.version)


def version() -> str:
    """Return the version of the outlines for their addresses; empty where there are none."""
    found = open_boundaries()
    return found.version if found else ""


def area_of(bbox: str) -> Area | None:
    """Return ``west,south,east,north`` as south, west, north, east; ``None`` for an empty one.

    Raises:
        BadInput: it is not four numbers in their order.
    """
    if not bbox.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise BadInput(f"bbox={bbox!r} is no area; write west,south,east,north in degrees, as 27,-5,31,2.") from None
    if not (south <= north and west <= east):
        raise BadInput(f"bbox={bbox!r} is no area: south must not lie north of north, nor west east of east.")
    return max(south, _WORLD[0]), max(west, _WORLD[1]), min(north, _WORLD[2]), min(east, _WORLD[3])


def _view(bbox: str, zoom: float) -> View:
    return View(area_of(bbox), zoom)


def _lasting(v: str, found: Boundaries | None) -> str:
    return _FOR_GOOD if found is not None and v == found.version else "no-cache"


@lru_cache(maxsize=16)
def _signs_at(level: int) -> layers.SignGrid:
    return layers.sign_grid(signs(), level)


@lru_cache(maxsize=4)
def _packed_countries(found: Boundaries | None, is_fine: bool) -> bytes:
    if found is None:
        return gzip.compress(layers.as_bytes(layers.collection((), missing=MISSING)), mtime=0)
    shown = layers.outlines_of(found.countries("50m" if is_fine else "110m"), "country")
    return gzip.compress(layers.as_bytes(shown), mtime=0)


@lru_cache(maxsize=64)
def _packed_provinces(found: Boundaries | None, iso3: str) -> bytes:
    content = layers.outlines_of(found.provinces(iso3), "province") if found else layers.collection((), missing=MISSING)
    return gzip.compress(layers.as_bytes(content), mtime=0)


def _packed(request: Request, content: bytes, lasting: str) -> Response:
    """Return content that is packed already; unpacked for those who cannot read it so."""
    headers = {"Cache-Control": lasting, "Vary": "Accept-Encoding", "ETag": _tag(content)}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(content, media_type=_MEDIA, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(content), media_type=_MEDIA, headers=headers)


def _told(request: Request, lasting: str, make: Callable[[], Feature], kept: Answers, state: str = "") -> Response:
    """Return what ``make`` makes, or that it is as it was: ``state`` and the address tell that without making it."""
    tag = _tag(f"{state} {version()} {request.url}".encode())
    headers = {"Cache-Control": lasting, "Vary": "Accept-Encoding", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    made = kept.get(tag)
    if made is None:
        try:
            with _TURNS:
                made = Made(layers.as_bytes(make()), _MEDIA)
        except TocsinError as error:
            return Response(layers.as_bytes({"error": str(error)}), status_code=400, media_type="application/json")
        kept.put(tag, made)
    content = made.body
    if len(content) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            gzip.compress(content, 5, mtime=0), media_type=_MEDIA, headers={**headers, "Content-Encoding": "gzip"}
        )
    return Response(content, media_type=_MEDIA, headers=headers)


def _tag(content: bytes) -> str:
    return f'"{blake2b(content, digest_size=9).hexdigest()}"'
