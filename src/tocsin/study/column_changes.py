"""Columns with what changed since they were made, without reading all afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.study.columns import Coder, Codes, Columns, Ints, parties_of, places_of, said_of
from tocsin.study.selection import locate, rows_with_ids


def joined(old: Columns, new: Columns, gone: Sequence[str]) -> Columns:
    """Return the columns of ``old`` without those in ``gone``, with all of ``new`` added or in place of its own.

    Documents are those of ``new``.
    """
    if not len(new) and not len(rows_with_ids(old, gone)):
        return replace(old, days=new.days, documents=new.documents)
    stays = np.ones(len(old), np.bool_)
    stays[rows_with_ids(old, gone)] = False
    stays[rows_with_ids(old, [i.decode() for i in new.ids])] = False
    places = [
        locate(old, date.fromordinal(int(d)), i.decode(), after=False) for d, i in zip(new.first, new.ids, strict=True)
    ]
    # Where each new row goes among those that stay: new ones are in order themselves.
    at = np.concatenate([[0], np.cumsum(stays)])[np.array(places, np.int64)]
    kept = np.flatnonzero(stays)
    order = np.insert(kept, at, len(old) + np.arange(len(new)))
    return _in_order(old, new, order)


def _in_order(old: Columns, new: Columns, order: NDArray[np.int64]) -> Columns:
    """Return rows of two columns, those of ``new`` counted on from the end of ``old``, in an order."""

    def plain(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([a, b])[order]

    ids = plain(old.ids, new.ids)
    keys, renamed = _united(old.places.keys, new.places.keys)
    precisions = dict(zip(old.places.keys, old.places.precisions, strict=True))
    precisions |= dict(zip(new.places.keys, new.places.precisions, strict=True))
    coded = {
        f.name: _codes(getattr(old, f.name), getattr(new, f.name), order) for f in fields(Columns) if f.type == "Codes"
    }
    return Columns(
        ids=ids,
        by_id=np.argsort(ids).astype(np.int32),
        numbers=plain(old.numbers, new.numbers),
        **coded,
        first=plain(old.first, new.first),
        last=plain(old.last, new.last),
        score=plain(old.score, new.score),
        origins=plain(old.origins, new.origins),
        quads=plain(old.quads, new.quads),
        place=plain(old.place, renamed[new.place]),
        places=places_of(keys, tuple(precisions[k] for k in keys)),
        parties=_parties(old, new, order),
        said=_said(old, new, order),
        days=new.days,
        documents=new.documents,
    )


def _united(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[tuple[Any, ...], Ints]:
    """Return the values of both, the old ones first, and for each new one its code among them."""
    coder = Coder()
    coder.codes(old)
    codes = coder.codes(new)
    both: tuple[Any, ...] = tuple(coder)
    return both, codes


def _codes(old: Codes, new: Codes, order: NDArray[np.int64]) -> Codes:
    values, renamed = _united(old.values, new.values)
    return Codes(values, np.concatenate([old.codes, renamed[new.codes]])[order])


def _placed(old: Columns, new: Columns, order: NDArray[np.int64], rows: Ints, codes: Ints) -> tuple[Ints, Ints]:
    """Return pairs of row and code where their rows went, without those that are gone."""
    into = np.full(len(old) + len(new), -1, np.int32)
    into[order] = np.arange(len(order), dtype=np.int32)
    rows = into[rows]
    return rows[rows >= 0], codes[rows >= 0]


def _parties(old: Columns, new: Columns, order: NDArray[np.int64]) -> Any:
    a, b = old.parties, new.parties
    keys, renamed = _united(a.keys, b.keys)
    rows, codes = np.concatenate([a.rows, b.rows + len(old)]), np.concatenate([a.codes, renamed[b.codes]])
    return parties_of(keys, *_placed(old, new, order, rows, codes))


def _said(old: Columns, new: Columns, order: NDArray[np.int64]) -> Any:
    a, b = old.said, new.said
    keys, renamed = _united(a.keys, b.keys)
    rows, codes = np.concatenate([a.by_code, b.by_code + len(old)]), np.concatenate([a.codes, renamed[b.codes]])
    return said_of(keys, *_placed(old, new, order, rows, codes))
