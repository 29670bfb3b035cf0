"""Columns in the making: incidents as they come from the store, batch by batch, laid out in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.study.columns import (
    Coder,
    Codes,
    Columns,
    Ids,
    Ints,
    as_ids,
    parties_of,
    places_of,
    quads_of,
    rows_of,
    said_of,
)


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


def _days(coder: Coder, codes: Ints) -> Ints:
    days: Any = coder
    known = [(d if isinstance(d, date) else date.fromisoformat(d)).toordinal() for d in days]
    return np.array(known, np.int32)[codes] if known else np.empty(0, np.int32)
