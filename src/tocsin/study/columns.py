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

from tocsin.base.geo import POINTS
from tocsin.base.model import Precision
from tocsin.base.tables import table

Ints: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Ids: TypeAlias = NDArray[np.bytes_]
# What has neither a time nor a day of report stands on the last day of all.
UNDATED = date.max.toordinal()


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


def as_ids(ids: Sequence[str]) -> Ids:
    """Return ids as an array that sorts as the store sorts them."""
    return np.array([i.encode() for i in ids], np.bytes_) if len(ids) else np.empty(0, "S1")


def rows_of(ids: Ids, by_id: Ints, asked: Ids) -> tuple[Ints, NDArray[np.bool_]]:
    """Return for each id asked for a row, and whether it is its row; otherwise the id is not there."""
    rows = by_id[np.minimum(np.searchsorted(ids, asked, sorter=by_id), len(ids) - 1)]
    return rows, ids[rows] == asked


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
