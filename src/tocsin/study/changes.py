"""The counts of one week against those of the weeks before it, for all series of the week together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.base.surges import Change
from tocsin.study.bands import LOW_NOW, band_of, nearer_to_none
from tocsin.study.chances import allowing_for_many, chance_of_rise, ratio_interval
from tocsin.study.series import OWN_RATE, Bools, Counted, Floats

# Fewer in all weeks together cannot be a surge, since a low base is none; nothing is lost by leaving them out.
LEAST = LOW_NOW + 1
# The dispersion of one series is known from a dozen weeks only; that of all series counts as so many weeks more.
BORROWED_WEEKS = 8.0
# Series with fewer in the baseline say nothing about dispersion: their weeks are zeros and ones.
LEAST_FOR_DISPERSION = 5.0
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Judged:
    """One kind of count, incidents or documents, of all series of a week; arrays by series.

    ``before`` is the sum of the baseline, ``expected`` what the week would have; ``exposures`` are the ways in which
    the week is set against the baseline, each as a part of it: what was read, and one week of so many.
    """

    now: Floats
    before: Floats
    mean: Floats
    expected: Floats
    exposures: tuple[Floats, ...]
    dispersion: Floats
    p: tuple[float, ...]
    q: tuple[float, ...]


def weeks_read(counted: Counted) -> Bools:
    """Return in which weeks anything was read from the outlets that are compared."""
    result: Bools = counted.read.sum(axis=1) > 0
    return result


def rates(counted: Counted) -> Floats:
    """Return by series and outlet how many incidents the outlet is first to tell per document: ``series.FORMULA``."""
    read = counted.read[:-1].sum(axis=0)
    credited = counted.credited.sum(axis=1)
    of_all = credited[:, None] / max(float(read.sum()), 1.0)
    found = (counted.credited + OWN_RATE * of_all) / (read + OWN_RATE) * counted.panel
    # Rates drawn to the mean do not add up to what was counted; weeks like those before have to have what those had.
    scale = credited / np.maximum(found @ read, _TINY)
    result: Floats = found * scale[:, None]
    return result


def expected_counts(counted: Counted) -> Floats:
    """Return by series and week how many incidents there would be at the rates of the baseline, for what was read."""
    result: Floats = rates(counted) @ counted.read.T
    return result


def judge_events(counted: Counted) -> Judged:
    """Return incidents against what was read, and against the number of weeks: a rise has to be one in both."""
    is_read = weeks_read(counted)[:-1]
    expected = expected_counts(counted)
    total = counted.counts[:, :-1].sum(axis=1)
    of_all = counted.read[-1].sum() / max(float(counted.read[:-1].sum()), 1.0)  # where nothing was counted before
    by_reading = np.where(total > 0, expected[:, -1] / np.maximum(total, _TINY), of_all)
    by_weeks = np.full(len(total), 1 / is_read.sum())
    return _judged(counted.counts, expected, is_read, (np.maximum(by_reading, 1e-9), by_weeks))


def judge_coverage(counted: Counted) -> Judged:
    """Return documents that tell of each series against the number of weeks."""
    is_read = weeks_read(counted)[:-1]
    mean = counted.telling[:, :-1][:, is_read].mean(axis=1)
    expected = np.repeat(mean[:, None], counted.telling.shape[1], axis=1)
    return _judged(counted.telling, expected, is_read, (np.full(len(mean), 1 / is_read.sum()),))


def _judged(counts: Floats, expected: Floats, is_read: Bools, exposures: tuple[Floats, ...]) -> Judged:
    before, now = counts[:, :-1][:, is_read], counts[:, -1]
    total = before.sum(axis=1)
    dispersion = _dispersions(before, expected[:, :-1][:, is_read])
    p = tuple(max(chance_of_rise(now[i], total[i], e[i], dispersion[i]) for e in exposures) for i in range(len(total)))
    # Whether a series has enough hangs on its sum alone, which does not tell which week has how much of it.
    enough = [i for i in range(len(p)) if total[i] + now[i] >= LEAST]
    q = [1.0] * len(p)
    for i, allowed in zip(enough, allowing_for_many([p[i] for i in enough]), strict=True):
        q[i] = allowed
    return Judged(now, total, before.mean(axis=1), expected[:, -1], exposures, dispersion, p, tuple(q))


def _dispersions(before: Floats, expected: Floats) -> Floats:
    """Return variance over mean of each series' weeks, 1 or more, drawn towards that of all series."""
    freedom = max(before.shape[1] - 1, 1)
    squares = np.where(expected > 0, (before - expected) ** 2 / np.maximum(expected, 1e-9), 0.0).sum(axis=1)
    busy = before.sum(axis=1) >= LEAST_FOR_DISPERSION
    of_all = max(1.0, float(squares[busy].sum()) / (freedom * int(busy.sum()))) if busy.any() else 1.0
    result: Floats = np.maximum(1.0, (squares + BORROWED_WEEKS * of_all) / (freedom + BORROWED_WEEKS))
    return result


def change_of(judged: Judged, row: int) -> Change:
    """Return one series of those that were judged; the interval is the widest of the ways of setting weeks against weeks."""
    j = judged
    now, before, phi = float(j.now[row]), float(j.before[row]), float(j.dispersion[row])
    ratio: float | None = None
    for e in j.exposures:
        one = now / (before * e[row]) if before else None
        ratio = one if e is j.exposures[0] else nearer_to_none(ratio, one)
    bounds = [ratio_interval(now, before, float(e[row]), phi) for e in j.exposures]
    highs = [high for _, high in bounds if high is not None]
    mean = float(j.mean[row])
    return Change(
        count=round(now),
        expected=float(j.expected[row]),
        before=mean,
        ratio=ratio,
        low=min(low for low, _ in bounds),
        high=max(highs) if len(highs) == len(bounds) else None,
        p=j.p[row],
        q=j.q[row],
        band=band_of(ratio, before=mean, now=round(now)),
    )
