"""Counts of a week, or of several together, with their baseline: of each series, from the outlets that are compared.

``series.FORMULA`` says in words what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.study.series import BASELINE, PANEL_SHARE, Bools, Columns, Floats, Ints


@dataclass(frozen=True, slots=True)
class Counted:
    """The weeks of a baseline and the ``span`` weeks after it, the last columns, for the series that have enough in them.

    ``begin`` is the number of the first week; ``read`` is documents by week and outlet; ``counts``, ``intensity`` and
    ``telling`` are by series and week; ``credited`` are incidents of the baseline by series and outlet;
    ``first_incident`` and ``first_series`` are pairs: the incident is counted for the series in the last weeks.
    """

    begin: int
    span: int
    panel: Bools
    read: Floats
    series: Ints
    counts: Floats
    intensity: Floats
    telling: Floats
    credited: Floats
    first_incident: Ints
    first_series: Ints


def panel_of(columns: Columns, at: int, *, span: int = 1) -> Bools:
    """Return which outlets are compared in a week, or in the ``span`` weeks that end with it: see ``FORMULA``."""
    begin = max(0, at - span + 1 - BASELINE)
    read = _by_week_and_outlet(columns, begin, at) > 0
    past, now = read[:-span], read[-span:]
    weeks_read = int(past.any(axis=1).sum())
    result: Bools = now.any(axis=0) & (past.sum(axis=0) >= max(1.0, PANEL_SHARE * weeks_read))
    return result


def _by_week_and_outlet(columns: Columns, begin: int, at: int) -> Floats:
    c, width = columns, len(columns.outlets)
    keep = ~c.is_copy & (c.week >= begin) & (c.week <= at)
    flat = np.bincount((c.week[keep] - begin) * width + c.outlet[keep], minlength=(at - begin + 1) * width)
    return flat.astype(np.float64).reshape(at - begin + 1, width)


def count_week(columns: Columns, at: int, *, least: int, span: int = 1) -> Counted:
    """Return what is counted in a week, or in several that end with it, and in the baseline before them.

    Args:
        columns: the window.
        at: the number of the week.
        least: series with fewer incidents, and fewer documents telling of them, in all of these weeks are left out.
        span: how many weeks are looked at together.
    """
    c, begin = columns, max(0, at - span + 1 - BASELINE)
    panel, n_weeks = panel_of(columns, at, span=span), at - begin + 1
    read = _by_week_and_outlet(c, begin, at) * panel
    within = panel[c.outlet] & (c.week >= begin) & (c.week <= at)
    new = _newly_told(c, within & ~c.is_copy, begin)
    # Each incident that counts, once for each of its series.
    part = new[c.part_incident] >= 0
    part_incident, part_series = c.part_incident[part], c.part_series[part]
    first = new[part_incident]
    telling_series, telling_week = _telling(c, within, begin)
    size = len(c.series)
    enough = (np.bincount(part_series, minlength=size) >= least) | (
        np.bincount(telling_series, minlength=size) >= least
    )
    kept = np.flatnonzero(enough)
    place = np.full(size, -1, np.int64)
    place[kept] = np.arange(len(kept))
    mine = enough[part_series]
    part_incident, part_series, first = part_incident[mine], place[part_series[mine]], first[mine]
    weeks = c.week[first] - begin
    earlier, last = weeks < n_weeks - span, weeks >= n_weeks - span
    told = enough[telling_series]
    return Counted(
        begin,
        span,
        panel,
        read,
        kept,
        _table(part_series, weeks, len(kept), n_weeks),
        _table(part_series, weeks, len(kept), n_weeks, c.intensity[part_incident]),
        _table(place[telling_series[told]], telling_week[told], len(kept), n_weeks),
        _table(part_series[earlier], c.outlet[first[earlier]], len(kept), len(c.outlets)),
        part_incident[last],
        part_series[last],
    )


def _newly_told(c: Columns, is_read: Bools, begin: int) -> Ints:
    """Return for each incident the first document read that tells it, -1 for one that was told before or is history."""
    found = np.full(len(c.ids), -1, np.int64)
    mine = is_read[c.told_document] if len(c.told_document) else np.zeros(0, np.bool_)
    incidents, first = np.unique(c.told_incident[mine], return_index=True)
    found[incidents] = c.told_document[mine][first]
    found[~c.is_fresh | (c.first_week < begin)] = -1
    return found


def _telling(c: Columns, is_read: Bools, begin: int) -> tuple[Ints, Ints]:
    """Return the series and week of each document that tells of a series, once however many incidents it tells."""
    mine = is_read[c.told_document] if len(c.told_document) else np.zeros(0, np.bool_)
    incidents, documents = c.told_incident[mine], c.told_document[mine]
    # The parts of each incident stand together: repeat each telling for each of them.
    start = np.searchsorted(c.part_incident, incidents, "left")
    many = np.searchsorted(c.part_incident, incidents, "right") - start
    offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    series = c.part_series[np.repeat(start, many) + offset]
    width = max(1, len(c.week))
    once = np.unique(series * width + np.repeat(documents, many))
    return once // width, c.week[once % width] - begin


def _table(rows: Ints, columns: Ints, height: int, width: int, weights: Floats | None = None) -> Floats:
    flat: NDArray[Any] = np.bincount(rows * width + columns, weights=weights, minlength=height * width)
    return flat.astype(np.float64).reshape(height, width)
