"""The incidents that fit a filter, as rows of columns: how many, page by page, by day, by field, and on the map."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from threading import RLock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.study.buckets import Bucket, Step, timeline
from tocsin.study.clusters import Area, AreaCount, Cluster, areas, bounds, clusters, newest, tally
from tocsin.study.columns import UNDATED, Columns, Ints, rows_of
from tocsin.study.selection import locate

T = TypeVar("T")
FACETS = ("type", "mode", "status", "told", "country", "admin1", "place", "actor", "quad", "origins")


@dataclass(frozen=True, slots=True)
class Page:
    """The ids of some incidents in order; ``next`` is where the next page begins, ``None`` on the last."""

    ids: tuple[str, ...]
    next: str | None


class Rows:
    """The incidents that fit a filter, as they were when it was asked; answers are kept for those who ask again.

    ``total`` is their number, ``version`` changes with what the record holds, ``stamp`` is when it changed last.
    """

    def __init__(
        self, columns: Columns, rows: Ints, wanted: Filter, *, version: str = "", stamp: datetime | None = None
    ) -> None:
        self._columns, self._rows, self._wanted = columns, rows, wanted
        self._kept: dict[Hashable, Any] = {}
        self._making = RLock()  # several windows of a map are asked for at once, and all need the same counts
        self.total, self.version, self.stamp = len(rows), version, stamp

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._kept:
            with self._making:
                if key not in self._kept:
                    self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def ids(self, *, newest_first: bool = True, after: str | None = None, limit: int = 50) -> Page:
        """Return a page of incidents by their first day; those without a day come last in both orders.

        Args:
            newest_first: the last day first.
            after: ``next`` of the page before.
            limit: how many, 1 or more.

        Raises:
            BadInput: ``after`` is no cursor.
        """
        rows, dated = self._rows, int(np.searchsorted(self._rows, np.searchsorted(self._columns.first, UNDATED)))
        parts = [rows[:dated][::-1], rows[dated:]] if newest_first else [rows]
        if after is not None:
            parts = self._behind(rows, dated, *_cursor(after), newest_first)
        some = np.concatenate([part[: limit + 1] for part in parts])[: limit + 1]
        shown, more = some[:limit], len(some) > limit
        return Page(tuple(self._columns.ids[r].decode() for r in shown), self._cursor_of(shown[-1]) if more else None)

    def _behind(self, rows: Ints, dated: int, day: date, id_: str, newest_first: bool) -> list[Ints]:
        """Return what comes after a day and id, also if the incident there is gone."""
        forward = day == date.max or not newest_first
        at = int(np.searchsorted(rows, locate(self._columns, day, id_, after=forward)))
        return [rows[at:]] if forward else [rows[:at][::-1], rows[dated:]]

    def _cursor_of(self, row: Any) -> str:
        day = date.fromordinal(int(self._columns.first[row]))
        return f"{day.isoformat()} {self._columns.ids[row].decode()}"

    def least_sure(self, limit: int = 50) -> tuple[str, ...]:
        """Return the ids of the incidents with the lowest scores, the lowest first; equal ones latest first."""
        rows = self._rows[::-1]
        order = np.argsort(self._columns.score[rows], kind="stable")[:limit]
        return tuple(self._columns.ids[r].decode() for r in rows[order])

    def holds(self, ids: Sequence[str]) -> list[bool]:
        """Tell for ids whether each is one of these incidents; aliases are not."""
        if not len(ids) or not self.total:
            return [False] * len(ids)
        columns = self._columns
        rows, there = rows_of(columns.ids, columns.by_id, np.array([i.encode() for i in ids], np.bytes_))
        place = np.minimum(np.searchsorted(self._rows, rows), self.total - 1)
        found: list[bool] = (there & (self._rows[place] == rows)).tolist()
        return found

    def span(self) -> tuple[date, date] | None:
        """Return the first days of the earliest and of the latest incident; ``None`` where none has a day."""
        first = self._columns.first[self._rows]
        dated = first[: int(np.searchsorted(first, UNDATED))]
        return (date.fromordinal(int(dated[0])), date.fromordinal(int(dated[-1]))) if len(dated) else None

    def timeline(self, step: Step) -> tuple[Bucket, ...]:
        """Return incidents and documents by ``day``, ``week`` (from Monday) or ``month``; see ``buckets.timeline``.

        Raises:
            BadInput: the step is unknown.
        """
        return self._once(("timeline", step), lambda: timeline(self._columns, self._rows, self._wanted, step))

    def outside(self, step: Step) -> int:
        """Return how many incidents that have a day the timeline leaves out: the record has no documents of their time."""
        dated = int(np.searchsorted(self._rows, np.searchsorted(self._columns.first, UNDATED)))
        return dated - sum(bucket.incidents for bucket in self.timeline(step))

    def facets(self, fields: Sequence[str], *, most: int = 10) -> dict[str, tuple[tuple[str, int], ...]]:
        """Return for each field its commonest values with how many incidents have them; ``FACETS`` are the fields.

        A value can be asked for as it stands; an actor counts once in an incident, whatever its role.

        Raises:
            BadInput: a field is unknown.
        """
        unknown = [f for f in fields if f not in FACETS]
        if unknown:
            raise BadInput(f"field {unknown[0]!r} has no facet; give some of {', '.join(FACETS)}.")
        return {f: self._once(("facet", f, most), partial(self._facet, f, most)) for f in fields}

    def _facet(self, field: str, most: int) -> tuple[tuple[str, int], ...]:
        columns, rows = self._columns, self._rows
        if field in ("country", "admin1", "place"):
            return self._place_facet(field, most)
        if field == "actor":
            return self._actor_facet(most)
        if field in ("quad", "origins"):
            counts = np.bincount((columns.quads if field == "quad" else columns.origins)[rows])
            return _top([i if i or field == "origins" else None for i in range(len(counts))], counts, most)
        codes = getattr(columns, field)
        return _top(codes.values, np.bincount(codes.codes[rows], minlength=len(codes.values)), most)

    def _place_facet(self, field: str, most: int) -> tuple[tuple[str, int], ...]:
        places, totals = self._columns.places, self._tally.sum(axis=1)
        if field == "place":  # a country is no place in itself here: it has its own facet
            totals = np.where(places.is_country, 0, totals)
        codes = {"country": places.country, "admin1": places.admin1, "place": places.name}[field]
        counts = np.bincount(codes.codes, weights=totals, minlength=len(codes.values))
        return _top(codes.values, counts, most)

    def _actor_facet(self, most: int) -> tuple[tuple[str, int], ...]:
        parties, mask = self._columns.parties, np.zeros(len(self._columns), np.bool_)
        mask[self._rows] = True
        counts = np.bincount(parties.names.codes[mask[parties.name_rows]], minlength=len(parties.names.values))
        return _top(parties.names.values, counts, most)

    @property
    def _tally(self) -> NDArray[np.int64]:
        return self._once("tally", lambda: tally(self._columns, self._rows))

    def clusters(self, area: Area | None, zoom: float) -> tuple[Cluster, ...]:
        """Return the points of an area (south, west, north, east; ``None``: the world), put together for a zoom."""
        # Maps ask for any area once: only the world is kept.
        latest = self._once("newest", lambda: newest(self._columns, self._rows))
        make = partial(clusters, self._columns, latest, self._tally, area, zoom)
        return self._once(("clusters", zoom), make) if area is None else make()

    def areas(self) -> tuple[AreaCount, ...]:
        """Return the incidents whose place is coarser than a town, or has no coordinates, by their place."""
        return self._once("areas", lambda: areas(self._columns.places, self._tally))

    @property
    def unplaced(self) -> int:
        """How many have no place at all: with those of the points and the areas they are ``total``."""
        return int(self._tally[0].sum())

    def bounds(self) -> Area | None:
        """Return south, west, north, east of the points, or of the areas where there are none."""
        return self._once("bounds", lambda: bounds(self._columns.places, self._tally))


def _top(values: Sequence[Any], counts: NDArray[Any], most: int) -> tuple[tuple[str, int], ...]:
    """Return the values with the highest counts, equal ones by name; ``None`` is left out."""
    # One more than asked for, as one of them may be None; equal ones are all looked at.
    least = int(np.partition(counts, -most - 1)[-most - 1]) if len(counts) > most + 1 else 1
    common = np.flatnonzero(counts >= max(least, 1)).tolist()
    found = [(str(values[i]), int(counts[i])) for i in common if values[i] is not None]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most])


def _cursor(after: str) -> tuple[date, str]:
    day, _, id_ = after.partition(" ")
    try:
        return date.fromisoformat(day), id_
    except ValueError:
        raise BadInput(
            f"{after!r} is no place to go on from. A cursor is a day and an id, as in '2025-01-27 i_0123456789ab'; "
            "take the one that the page before ended with."
        ) from None
