"""Incidents on a map: points put together by zoom, and areas for what is known no better than a district.

No point is made up or moved: a cluster stands at the one of its places that has most incidents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.study.columns import UNDATED, Columns, Floats, Ints, Places

Area: TypeAlias = tuple[float, float, float, float]  # south, west, north, east
# Pixels of the grid on which places are put together; circles of up to this width do not hide each other.
CELL = 64
# Pixels of the whole world at zoom 0.
WORLD = 256
# Web Mercator ends here; what lies beyond is drawn on its edge.
LAST_LATITUDE = 85.0511
DEEPEST = 22
# Incidents that a cluster names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents at places that lie together at a zoom; it stands at the one that has most of them.

    ``place``, ``geonameid``, ``precision``, ``lat`` and ``lon`` are that place's; ``places`` counts the different ones;
    ``quads`` are the incidents of PLOVER's classes 1 to 4; ``ids`` are the newest, up to five; ``bounds`` is south,
    west, north, east of its places.
    """

    lat: float
    lon: float
    count: int
    quads: tuple[int, int, int, int]
    ids: tuple[str, ...]
    place: str | None
    geonameid: int | None
    precision: str | None
    bounds: Area
    places: int
    country: str | None


@dataclass(frozen=True, slots=True)
class AreaCount:
    """Incidents whose place is coarser than a town, or has no coordinates; ``lat`` and ``lon`` only say where a label goes."""

    country: str | None
    admin1: str | None
    place: str
    geonameid: int | None
    precision: str | None
    count: int
    quads: tuple[int, int, int, int]
    lat: float | None
    lon: float | None


def tally(columns: Columns, rows: Ints) -> NDArray[np.int64]:
    """Return how many of the incidents are at each place, by class: column 0 for none, 1 to 4 for PLOVER's."""
    cells = columns.place[rows] * 5 + columns.quads[rows]
    return np.bincount(cells, minlength=5 * len(columns.places.keys)).reshape(-1, 5)


def clusters(
    columns: Columns, latest: NDArray[np.int64], counts: NDArray[np.int64], area: Area | None, zoom: float
) -> tuple[Cluster, ...]:
    """Return the clusters of an area, the largest first.

    Args:
        columns: the record.
        latest: the ``newest`` of the incidents asked for.
        counts: their ``tally``.
        area: south, west, north, east in degrees; west of a greater number than east spans the date line.
        zoom: of the map, 0 to 22; at each step in, the grid is half as wide.
    """
    places, totals = columns.places, counts.sum(axis=1)
    at = np.flatnonzero(places.is_point & (totals > 0) & _within(places, area))
    if not len(at):
        return ()
    # The commonest place of a cell comes first in it; of equals the one that was there first.
    at = at[np.lexsort((at, -totals[at], cells_of(places.lat[at], places.lon[at], zoom)))]
    cells = cells_of(places.lat[at], places.lon[at], zoom)
    starts = np.flatnonzero(np.concatenate([[True], cells[1:] != cells[:-1]]))
    named = _named(columns, latest[:, at], starts)
    groups = np.split(at, starts[1:])
    found = [_cluster(places, group, counts[group], ids) for group, ids in zip(groups, named, strict=True)]
    return tuple(sorted(found, key=lambda c: (-c.count, c.lat, c.lon)))


def _within(places: Places, area: Area | None) -> NDArray[np.bool_]:
    if area is None:
        return np.ones(len(places.lat), np.bool_)
    south, west, north, east = area
    lat, lon = places.lat, places.lon
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return (lat >= south) & (lat <= north) & across


def cells_of(lat: Floats, lon: Floats, zoom: float) -> NDArray[np.int64]:
    """Return the number of the cell of the grid that each point lies in, on the map as browsers draw it."""
    size = WORLD * 2 ** min(max(zoom, 0), DEEPEST) / CELL
    sine = np.sin(np.radians(np.clip(lat, -LAST_LATITUDE, LAST_LATITUDE)))
    x = np.floor((lon / 360 + 0.5) * size).astype(np.int64)
    y = np.floor((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * size).astype(np.int64)
    cells: NDArray[np.int64] = y * (1 << 31) + x
    return cells


def newest(columns: Columns, rows: Ints) -> NDArray[np.int64]:
    """Return the newest rows at each place, up to five, a later one counted higher and one without a day lowest.

    Those without a day are told as negative numbers, counted from the end; what is below the number of rows is none.
    """
    size, dated = len(columns), int(np.searchsorted(rows, np.searchsorted(columns.first, UNDATED)))
    left = np.concatenate([rows[dated:].astype(np.int64) - size - 1, rows[:dated]])
    found = np.full((NAMED, len(columns.places.keys)), -2 * size - 2, np.int64)
    for nth in range(NAMED):
        of = columns.place[np.where(left < 0, left + size + 1, left)]
        found[nth, of] = left  # of several rows of a place the last one stays
        left = left[found[nth, of] != left]
    return found


def _named(columns: Columns, latest: NDArray[np.int64], starts: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """Return for each cluster the ids of its newest incidents; ``starts`` say where each begins among the places."""
    size, latest = len(columns), latest.copy()
    cluster = np.searchsorted(starts, np.arange(latest.shape[1]), "right") - 1
    found = []
    for _ in range(NAMED):
        best = np.maximum.reduceat(latest.max(axis=0), starts)
        latest[latest == best[cluster]] = -2 * size - 2
        found.append(best)
    names = []
    for column in np.array(found).T.tolist():
        rows = [row if row >= 0 else row + size + 1 for row in column if row >= -size - 1]
        names.append(tuple(columns.ids[row].decode() for row in rows))
    return names


def _cluster(places: Places, at: NDArray[np.int64], counts: NDArray[np.int64], ids: tuple[str, ...]) -> Cluster:
    first, lat, lon = int(at[0]), places.lat[at], places.lon[at]
    key = places.keys[first]
    return Cluster(
        lat=float(lat[0]),
        lon=float(lon[0]),
        count=int(counts.sum()),
        quads=_quads(counts.sum(axis=0)),
        ids=ids,
        place=key[1],
        geonameid=key[0],
        precision=places.precisions[first],
        bounds=(float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())),
        places=len(at),
        country=key[4],
    )


def _quads(counts: Sequence[Any] | NDArray[np.int64]) -> tuple[int, int, int, int]:
    return int(counts[1]), int(counts[2]), int(counts[3]), int(counts[4])


def areas(places: Places, counts: NDArray[np.int64]) -> tuple[AreaCount, ...]:
    """Return the incidents that are not points on the map by their place, most first; those without a place are left out."""
    totals = counts.sum(axis=1)
    at = np.flatnonzero(~places.is_point & (totals > 0))
    found = []
    for place, (_, *quads), total in zip(at.tolist(), counts[at].tolist(), totals[at].tolist(), strict=True):
        id_, name, _, admin1, country, lat, lon = places.keys[place]
        if name is not None:
            precision = places.precisions[place]
            found.append(AreaCount(country, admin1, name, id_, precision, total, tuple(quads), lat, lon))
    return tuple(sorted(found, key=lambda a: (-a.count, a.place, a.country or "")))


def bounds(places: Places, counts: NDArray[np.int64]) -> Area | None:
    """Return south, west, north, east of the points, or of the areas where there are none; ``None`` without either."""
    there = (counts.sum(axis=1) > 0) & ~np.isnan(places.lat)
    at = np.flatnonzero(there & places.is_point)
    at = at if len(at) else np.flatnonzero(there)
    if not len(at):
        return None
    lat, lon = places.lat[at], places.lon[at]
    return float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())
