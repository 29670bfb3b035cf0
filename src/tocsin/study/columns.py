"""All incidents as columns of numbers: a question over a million of them is some passes over arrays, no search.

Rows stand in the order of first day and id, those without a day last, so that a page is a slice and a day a range.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.base.model import Precision
from tocsin.base.tables import table

Ints: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Ids: TypeAlias = NDArray[np.bytes_]
# What has neither a time nor a day of report stands on the last day of all.
UNDATED = date.max.toordinal()
# A place of these is a point on the map; of a coarser one the coordinates stand for an area.
POINTS = frozenset({Precision.SITE, Precision.TOWN})


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few different values: the value of a row is ``values[codes[row]]``."""

    values: tuple[Any, ...]
    codes: Ints

    def having(self, wanted: Iterable[Any]) -> NDArray[np.bool_]:
        """Return for each of ``values`` whether it is one of those wanted."""
        asked = frozenset(wanted)
        return np.fromiter((v in asked for v in self.values), np.bool_, len(self.values))


@dataclass(frozen=True, slots=True)
class Places:
    """The different places of a record; place 0 is none.

    ``keys`` hold GeoNames id, name, name in one spelling, province, country, latitude and longitude; ``ids`` are the
    first of these, -1 for none; ``lat`` and ``lon`` are NaN where there are none; ``is_point`` is false for what is
    coarser than a town or has no coordinates.
    """

    keys: tuple[tuple[Any, ...], ...]
    precisions: tuple[str | None, ...]
    lat: Floats
    lon: Floats
    is_point: NDArray[np.bool_]
    is_country: NDArray[np.bool_]
    ids: Numbers
    country: Codes
    admin1: Codes
    name: Codes
    spelled: Codes


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part where: ``rows`` ascending, each with a code; ``keys`` hold id, name in one spelling, and name.

    ``by_code`` are the rows in the order of their codes, those of code c from ``begins[c]`` to ``begins[c + 1]``.
    Two keys may have one name: ``name_rows`` with ``names`` are the names of each row, each once.
    """

    keys: tuple[tuple[Any, ...], ...]
    rows: Ints
    codes: Ints
    by_code: Ints
    begins: Numbers
    name_rows: Ints
    names: Codes


@dataclass(frozen=True, slots=True)
class Said:
    """What is claimed of incidents: ``keys`` hold stance and field, and ``by_code`` the rows that have such a claim.

    Those of key c stand from ``begins[c]`` to ``begins[c + 1]``, ascending, each once.
    """

    keys: tuple[tuple[Any, ...], ...]
    by_code: Ints
    begins: Numbers

    @property
    def codes(self) -> Ints:
        """The key of each row of ``by_code``."""
        return np.repeat(np.arange(len(self.keys), dtype=np.int32), np.diff(self.begins))


@dataclass(frozen=True, slots=True)
class Columns:
    """All incidents of a record, in the order of first day and id; days are ordinals, ``numbers`` those of the store.

    ``by_id`` are the rows in the order of their ids.
    ``quads`` are 0 for types outside PLOVER's four classes; ``days`` are the days of publication of the documents, in
    order, and ``documents`` how many were published on each.
    """

    ids: Ids
    by_id: Ints
    numbers: Numbers
    type: Codes
    mode: Codes
    told: Codes
    status: Codes
    first: Ints
    last: Ints
    score: Floats
    origins: Ints
    quads: Ints
    place: Ints
    places: Places
    parties: Parties
    said: Said
    days: Ints
    documents: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def published(self) -> dict[date, int]:
        """How many documents were published on each day."""
        return {date.fromordinal(int(d)): int(n) for d, n in zip(self.days, self.documents, strict=True)}


class Coder(dict[Hashable, int]):
    """Gives each value that it is asked for a number, from 0 on, in the order of asking."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = number = len(self)
        return number

    def codes(self, values: Sequence[Hashable]) -> Ints:
        """Return the numbers of values."""
        return np.fromiter(map(self.__getitem__, values), np.int32, len(values))


class Draft:
    """Columns in the making, batch by batch; see ``store.columns`` for the order of the columns of a batch."""

    def __init__(self) -> None:
        self.coders = {name: Coder() for name in ("type", "mode", "told", "status", "first", "last", "place")}
        self.coders["place"][(None,) * 7]  # place 0 is none
        self.parts: dict[str, list[NDArray[Any]]] = {}
        self.who, self.what = Coder(), Coder()
        self.taking: list[tuple[Ids, Ints]] = []
        self.saying: list[tuple[Ids, Ints]] = []

    def add(self, batch: Sequence[Sequence[Any]]) -> None:
        """Take a batch of incidents: ``FACTS`` of the store, and the number of each row if it has one."""
        ids, type_, mode, told, status, first, last, score, origins = batch[:9]
        places, numbers = list(zip(*batch[9:16], strict=True)), batch[16] if len(batch) > 16 else [0] * len(ids)
        coded = {"type": type_, "mode": mode, "told": told, "status": status, "first": first, "last": last}
        for name, values in {**coded, "place": places}.items():
            self.parts.setdefault(name, []).append(self.coders[name].codes(values))
        self.parts.setdefault("ids", []).append(as_ids(ids))
        self.parts.setdefault("score", []).append(np.array(score, np.float64))
        self.parts.setdefault("origins", []).append(np.array(origins, np.int32))
        self.parts.setdefault("numbers", []).append(np.array(numbers, np.int64))

    def add_parties(self, batch: Sequence[Sequence[Any]]) -> None:
        """Take a batch of who takes part: incident, id, name in one spelling, name."""
        self.taking.append((as_ids(batch[0]), self.who.codes(list(zip(*batch[1:], strict=True)))))

    def add_said(self, batch: Sequence[Sequence[Any]]) -> None:
        """Take a batch of what is claimed: incident, stance, field."""
        self.saying.append((as_ids(batch[0]), self.what.codes(list(zip(*batch[1:], strict=True)))))

    def examples(self) -> dict[int, str]:
        """Return for each different place the id of an incident there, to ask how precisely it is known."""
        if "place" not in self.parts:
            return {}
        places, first = np.unique(self._whole("place"), return_index=True)
        ids = self._whole("ids")
        return {int(p): ids[i].decode() for p, i in zip(places, first, strict=True) if p}

    def _whole(self, name: str) -> NDArray[Any]:
        parts = self.parts.get(name)
        return np.concatenate(parts) if parts else np.empty(0, np.bytes_ if name == "ids" else np.int32)

    def columns(self, precisions: Mapping[int, str], days: Mapping[date, int]) -> Columns:
        """Return the columns of all that was taken, in order.

        Args:
            precisions: how precisely each place is known, by the number that ``examples`` gave it.
            days: how many documents were published on each day.
        """
        first, last = (_days(self.coders[n], self._whole(n)) for n in ("first", "last"))
        ids = self._whole("ids")
        order = np.lexsort((ids, first))
        ids, first = ids[order], first[order]
        by_id = np.argsort(ids).astype(np.int32)
        coded = {n: Codes(tuple(self.coders[n]), self._whole(n)[order]) for n in ("type", "mode", "told", "status")}
        keys, who, what = (_keys(c) for c in (self.coders["place"], self.who, self.what))
        published = sorted(days)
        return Columns(
            ids=ids,
            by_id=by_id,
            numbers=self._whole("numbers")[order].astype(np.int64),
            **coded,
            first=first,
            last=last[order],
            score=self._whole("score")[order].astype(np.float64),
            origins=self._whole("origins")[order],
            quads=quads_of(coded["type"], coded["mode"]),
            place=self._whole("place")[order],
            places=places_of(keys, tuple(precisions.get(n) for n in range(len(keys)))),
            parties=parties_of(who, *_placed(self.taking, ids, by_id)),
            said=said_of(what, *_placed(self.saying, ids, by_id)),
            days=np.array([d.toordinal() for d in published], np.int32),
            documents=np.array([days[d] for d in published], np.int64),
        )


def _keys(coder: Coder) -> tuple[tuple[Any, ...], ...]:
    values: Any = coder
    return tuple(values)


def _placed(pairs: Sequence[tuple[Ids, Ints]], ids: Ids, by_id: Ints) -> tuple[Ints, Ints]:
    """Return the row of each pair of incident and code, and its code; those of incidents that are not there are left out."""
    if not pairs or not len(ids):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    rows, there = rows_of(ids, by_id, np.concatenate([owners for owners, _ in pairs]))
    return rows[there], np.concatenate([codes for _, codes in pairs])[there]


def as_ids(ids: Sequence[str]) -> Ids:
    """Return ids as an array that sorts as the store sorts them."""
    return np.array([i.encode() for i in ids], np.bytes_) if len(ids) else np.empty(0, "S1")


def rows_of(ids: Ids, by_id: Ints, asked: Ids) -> tuple[Ints, NDArray[np.bool_]]:
    """Return for each id asked for a row, and whether it is its row; otherwise the id is not there."""
    rows = by_id[np.minimum(np.searchsorted(ids, asked, sorter=by_id), len(ids) - 1)]
    return rows, ids[rows] == asked


def _days(coder: Coder, codes: Ints) -> Ints:
    days: Any = coder
    known = [(d if isinstance(d, date) else date.fromisoformat(d)).toordinal() for d in days]
    return np.array(known, np.int32)[codes] if known else np.empty(0, np.int32)


@cache
def _quads() -> Mapping[tuple[str, str | None], int]:
    rows = table("ontology.tsv", columns=("type", "mode", "quad"))
    return {(r["type"], r["mode"] or None): int(r["quad"] or 0) for r in rows}


def quads_of(type_: Codes, mode: Codes) -> Ints:
    """Return PLOVER's class of each row, 1 to 4, or 0."""
    known = _quads()
    cells = [[known.get((t, m), known.get((t, None), 0)) for m in mode.values] for t in type_.values]
    return np.array(cells, np.int32)[type_.codes, mode.codes] if len(type_.codes) else np.empty(0, np.int32)


def coded(values: Sequence[Hashable]) -> Codes:
    """Return values as codes."""
    coder = Coder()
    codes = coder.codes(values)
    return Codes(tuple(coder), codes)


def places_of(keys: tuple[tuple[Any, ...], ...], precisions: tuple[str | None, ...]) -> Places:
    """Return different places with what is asked of them."""
    lat, lon = (np.array([np.nan if k[i] is None else k[i] for k in keys], np.float64) for i in (5, 6))
    is_fine = np.fromiter((p in POINTS for p in precisions), np.bool_, len(keys))
    return Places(
        keys=keys,
        precisions=precisions,
        lat=lat,
        lon=lon,
        is_point=is_fine & ~np.isnan(lat),
        is_country=np.fromiter((p == Precision.COUNTRY for p in precisions), np.bool_, len(keys)),
        ids=np.array([-1 if k[0] is None else k[0] for k in keys], np.int64),
        country=coded([k[4] for k in keys]),
        admin1=coded([k[3] for k in keys]),
        name=coded([k[1] for k in keys]),
        spelled=coded([k[2] for k in keys]),
    )


def parties_of(keys: tuple[tuple[Any, ...], ...], rows: Ints, codes: Ints) -> Parties:
    """Return who takes part, each once in an incident, whatever the roles."""
    rows, codes = _pairs(rows, codes)
    names = coded([name for _, _, name in keys])
    name_rows, name_codes = _pairs(rows, names.codes[codes])
    by_code = rows[np.argsort(codes, kind="stable")]
    return Parties(keys, rows, codes, by_code, _begins(keys, codes), name_rows, Codes(names.values, name_codes))


def said_of(keys: tuple[tuple[Any, ...], ...], rows: Ints, codes: Ints) -> Said:
    """Return what is claimed, each kind of claim once of an incident."""
    codes, rows = _pairs(codes, rows)
    return Said(keys, rows, _begins(keys, codes))


def _begins(keys: tuple[tuple[Any, ...], ...], codes: Ints) -> Numbers:
    begins = np.zeros(len(keys) + 1, np.int64)
    begins[1:] = np.cumsum(np.bincount(codes, minlength=len(keys)))
    return begins


def _pairs(rows: Ints, codes: Ints) -> tuple[Ints, Ints]:
    """Return pairs in order, each once."""
    width = int(codes.max(initial=0)) + 1
    pairs = np.sort(rows.astype(np.int64) * width + codes)
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    return (pairs // width).astype(np.int32), (pairs % width).astype(np.int32)
