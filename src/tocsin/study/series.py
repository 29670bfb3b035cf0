"""Conflict and cooperation week by week, of places and pairs, normalised by what was read from the same outlets.

``FORMULA`` says in words what is computed; ``docs/explanation/escalation.md`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.base.surges import Measure, Subject, Window
from tocsin.base.tables import table
from tocsin.study.subjects import pair_subjects, place_subjects, state_names

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

# Weeks of the baseline: long enough that one of them weighs little, short enough to be of the same season.
BASELINE = 12
# Weeks of it in which something has to have been read.
LEAST_WEEKS = 3
# An outlet is compared if it was read in this part of the baseline's weeks that were read at all.
PANEL_SHARE = 0.25
# Documents by which an outlet's own rate outweighs that of all outlets together (in data/demo an outlet has about 8).
OWN_RATE = 10.0
# What had ended so many days before it was first reported is history, not news.
FRESH_DAYS = 28
MEASURES = (Measure.CONFLICT, Measure.COOPERATION)
FORMULA = f"""\
count = incidents told as having happened, first told in the week by an outlet that is compared, and over no more than \
{FRESH_DAYS} days before it was first reported. Conflict: PLOVER's quads 3 and 4; cooperation: quads 1 and 2.
read = documents of those outlets in the week, without copies.
compared = the outlets that were read in the week and in at least a quarter of the {BASELINE} weeks before \
(weeks in which none of them was read are gaps and count for nothing).
rate of an outlet = (incidents it was first to tell in those weeks + {OWN_RATE:g} × rate of all) / \
(documents read of it in those weeks + {OWN_RATE:g}).
expected = sum over outlets of: documents read of it in the week × its rate.
change = count / expected, or count / mean count of a week before, whichever is nearer to 1; 1 where they point apart.
intensity = sum of |PLOVER intensity| of the incidents counted; its mean per incident is given beside it."""


def monday(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Series:
    """Of what one series is."""

    subject: Subject
    measure: Measure


@dataclass(frozen=True, slots=True)
class Columns:
    """A window as columns: documents by rank (day, then id), incidents, tellings, and which incident counts for what.

    ``week`` and ``outlet`` of a document and ``first_week`` of an incident are numbers; ``weeks[0]`` is the Monday that
    the window begins with. ``part_incident`` and ``part_series`` are pairs: the incident counts for the series.
    """

    weeks: tuple[date, ...]
    outlets: tuple[str, ...]
    series: tuple[Series, ...]
    ids: tuple[str, ...]
    week: Ints
    outlet: Ints
    is_copy: Bools
    first_week: Ints
    is_fresh: Bools
    intensity: Floats
    told_incident: Ints  # sorted by incident, then document
    told_document: Ints
    part_incident: Ints  # sorted by incident
    part_series: Ints


def columns_of(window: Window) -> Columns:
    """Return a window as columns; its first day has to be a Monday.

    Source of quads and intensities: PLOVER, as in ``data/ontology.tsv``, by type and mode.
    """
    weeks = tuple(window.since + timedelta(days=7 * n) for n in range((window.until - window.since).days // 7 + 1))
    outlets = tuple(sorted({d.outlet for d in window.documents}))
    number = {name: n for n, name in enumerate(outlets)}
    codes = _codes()
    graded = [codes.get((h.type, h.mode or "")) or codes.get((h.type, "")) for h in window.happenings]
    told_incident, told_document = _tellings(window)
    series, part_incident, part_series = _parts(window, [g[0] if g else None for g in graded])
    return Columns(
        weeks,
        outlets,
        series,
        tuple(h.id for h in window.happenings),
        np.array([(d.day - window.since).days // 7 for d in window.documents], np.int64),
        np.array([number[d.outlet] for d in window.documents], np.int64),
        np.array([d.is_copy for d in window.documents], np.bool_),
        np.array([(h.first - window.since).days // 7 for h in window.happenings], np.int64),
        np.array([(h.first - h.last_day).days <= FRESH_DAYS for h in window.happenings], np.bool_),
        np.array([g[1] if g else 0.0 for g in graded], np.float64),
        told_incident,
        told_document,
        part_incident,
        part_series,
    )


def _tellings(window: Window) -> tuple[Ints, Ints]:
    incident = {h.n: at for at, h in enumerate(window.happenings)}
    document = {d.n: at for at, d in enumerate(window.documents)}
    pairs = [(incident[i], document[d]) for i, d in window.tellings if i in incident and d in document]
    found = np.unique(np.array(pairs, np.int64).reshape(-1, 2), axis=0)
    return found[:, 0], found[:, 1]


def _parts(window: Window, measures: Iterable[Measure | None]) -> tuple[tuple[Series, ...], Ints, Ints]:
    states, pairs = state_names(), pair_subjects(window.parties, state_names())
    numbers: dict[tuple[str, Measure], int] = {}
    series: list[Series] = []
    found: list[tuple[int, int]] = []
    for at, (h, measure) in enumerate(zip(window.happenings, measures, strict=True)):
        if measure is None:
            continue
        for subject in (*place_subjects(h, states), *pairs.get(h.n, ())):
            n = numbers.setdefault((subject.key, measure), len(series))
            if n == len(series):
                series.append(Series(subject, measure))
            found.append((at, n))
    both = np.array(found, np.int64).reshape(-1, 2)
    return tuple(series), both[:, 0], both[:, 1]


@lru_cache(maxsize=1)
def _codes() -> Mapping[tuple[str, str], tuple[Measure, float]]:
    """Return the measure and |intensity| of each type and mode that has a quad."""
    rows = table("ontology.tsv", columns=("type", "mode", "quad", "intensity"))
    of_quad = {"1": Measure.COOPERATION, "2": Measure.COOPERATION, "3": Measure.CONFLICT, "4": Measure.CONFLICT}
    quads = {r["type"]: r["quad"] for r in rows if not r["mode"]}
    return {
        (r["type"], r["mode"]): (of_quad[quad], abs(float(r["intensity"] or 0)))
        for r in rows
        if (quad := r["quad"] or quads.get(r["type"], ""))
    }


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
