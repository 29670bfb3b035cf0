"""Incidents by day, week or month, beside the documents of the same days: no documents is a gap, not a zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import numpy as np

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.study.columns import UNDATED, Columns, Ints

Step: TypeAlias = Literal["day", "week", "month"]
STEPS: tuple[Step, ...] = ("day", "week", "month")
# Days from the ordinal of a Monday, and from the day that numpy counts from.
MONDAY, EPOCH = date(1, 1, 1).toordinal(), date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Bucket:
    """The days ``[start, end)`` with the incidents that begin on them.

    ``by_quad`` are those of PLOVER's classes 1 to 4; the rest of ``incidents`` has none. ``documents`` are all those
    that the record holds from these days, whatever was asked for: 0 is a gap in coverage.
    """

    start: date
    end: date
    incidents: int
    by_quad: tuple[int, int, int, int]
    documents: int


def timeline(columns: Columns, rows: Ints, wanted: Filter, step: Step) -> tuple[Bucket, ...]:
    """Return buckets without holes from the first to the last day asked for, as far as the record reaches.

    Where no day is asked for they reach from the first to the last day of publication, so that a mention of what was
    thirty years ago does not stretch them. An incident of several days counts
    once, on the first of its days that is asked for; those without a day are left out.

    Raises:
        BadInput: the step is unknown.
    """
    if step not in STEPS:
        raise BadInput(f"step={step!r} is unknown; give one of {', '.join(STEPS)}.")
    begin, end = _span(columns, rows, wanted)
    if begin >= end:
        return ()
    edges = _edges(begin, end, step)
    # What began before the first day asked for and went on then counts on that day.
    first = np.maximum(columns.first[rows], begin) if wanted.since else columns.first[rows]
    low, high = (int(i) for i in np.searchsorted(first, (edges[0], edges[-1])))
    bucket = np.searchsorted(edges, np.arange(edges[0], edges[-1]), "right") - 1
    cells = bucket[first[low:high] - edges[0]] * 5 + columns.quads[rows[low:high]]
    table = np.bincount(cells, minlength=5 * (len(edges) - 1)).reshape(-1, 5)
    documents = _documents(columns, edges)
    return tuple(
        Bucket(
            date.fromordinal(int(edges[i])),
            date.fromordinal(int(edges[i + 1])),
            int(table[i].sum()),
            (int(table[i, 1]), int(table[i, 2]), int(table[i, 3]), int(table[i, 4])),
            int(documents[i]),
        )
        for i in range(len(edges) - 1)
    )


def _span(columns: Columns, rows: Ints, wanted: Filter) -> tuple[int, int]:
    """Return the days ``[begin, end)`` of the timeline, of the record's own where none are asked for."""
    first = columns.first[rows]
    dated = first[: int(np.searchsorted(first, UNDATED))]
    days = [*(columns.days[:1] if len(columns.days) else dated[:1]), *(dated[:1] if wanted.since else ())]
    ends = [*(columns.days[-1:] if len(columns.days) else dated[-1:]), *(dated[-1:] if wanted.until else ())]
    if not days:
        return 0, 0
    begin, end = int(min(days)), int(max(ends)) + 1
    if wanted.until and wanted.until.toordinal() <= begin and len(dated):
        begin = int(dated[0])
    begin = max(begin, wanted.since.toordinal()) if wanted.since else begin
    return begin, min(end, wanted.until.toordinal()) if wanted.until else end


def _edges(begin: int, end: int, step: Step) -> Ints:
    """Return where buckets begin and, last, where the last one ends: whole weeks from Monday, whole months."""
    if step == "day":
        return np.arange(begin, end + 1, dtype=np.int32)
    if step == "week":
        monday = begin - (begin - MONDAY) % 7
        return np.arange(monday, end + 7, 7, dtype=np.int32)
    first, last = (np.datetime64(day - EPOCH, "D").astype("datetime64[M]") for day in (begin, end - 1))
    months = np.arange(first, last + np.timedelta64(2, "M"))
    return (months.astype("datetime64[D]").astype(np.int64) + EPOCH).astype(np.int32)


def _documents(columns: Columns, edges: Ints) -> Ints:
    totals = np.concatenate([[0], np.cumsum(columns.documents)])
    at = totals[np.searchsorted(columns.days, edges)]
    return np.diff(at).astype(np.int32)
