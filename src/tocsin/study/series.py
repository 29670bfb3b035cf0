"""Conflict and cooperation week by week, of places and pairs, normalised by what was read from the same outlets.

``FORMULA`` says in words what is computed; ``docs/explanation/escalation.md`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

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
