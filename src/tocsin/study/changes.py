"""The counts of a week, or of several together, against those of the weeks before, for all series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.base.surges import Change
from tocsin.study.bands import LOW_NOW, band_of, nearer_to_none
from tocsin.study.chances import allowing_for_many, chance_of_rise, ratio_interval
from tocsin.study.series import OWN_RATE, Bools, Floats
from tocsin.study.weekly_counts import Counted

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

    ``now`` is the sum of the weeks looked at, ``before`` that of the baseline, ``mean`` what as many weeks of it had,
    ``expected`` what the weeks would have; ``exposures`` are the ways in which they are set against the baseline, each
    as a part of it: what was read, and how many weeks; ``clump`` is how
    many of what is counted come together: 1 for incidents, several for documents, which tell of the same incidents.
    """

    now: Floats
    before: Floats
    mean: Floats
    expected: Floats
    exposures: tuple[Floats, ...]
    dispersion: Floats
    clump: Floats
    p: tuple[float, ...]
    q: tuple[float, ...]


def weeks_read(counted: Counted) -> Bools:
    """Return in which weeks anything was read from the outlets that are compared."""
    result: Bools = counted.read.sum(axis=1) > 0
    return result


def rates(counted: Counted) -> Floats:
    """Return by series and outlet how many incidents the outlet is first to tell per document: ``series.FORMULA``."""
    read = counted.read[: -counted.span].sum(axis=0)
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
    expected, read = expected_counts(counted), counted.read.sum(axis=1)
    total = counted.counts[:, : -counted.span].sum(axis=1)
    past, now = float(read[: -counted.span].sum()), float(read[-counted.span :].sum())
    rated = expected[:, -counted.span :].sum(axis=1) / np.maximum(total, _TINY)
    by_reading = np.where(total > 0, rated, now / max(past, 1.0))  # where nothing was counted, all documents are alike
    exposures = (np.maximum(by_reading, 1e-9), np.full(len(total), _weeks(counted)))
    return _judged(counted, counted.counts, expected, exposures, clumps=False)


def judge_coverage(counted: Counted) -> Judged:
    """Return documents that tell of each series against the number of weeks."""
    is_read = weeks_read(counted)
    past = counted.telling[:, : -counted.span][:, is_read[: -counted.span]]
    expected = past.mean(axis=1)[:, None] * is_read[None, :]
    return _judged(counted, counted.telling, expected, (np.full(len(past), _weeks(counted)),), clumps=True)


def _weeks(counted: Counted) -> float:
    """Return the weeks that were read of those looked at as a part of those of the baseline."""
    is_read = weeks_read(counted)
    return float(is_read[-counted.span :].sum() / is_read[: -counted.span].sum())


def _judged(
    counted: Counted, counts: Floats, expected: Floats, exposures: tuple[Floats, ...], *, clumps: bool
) -> Judged:
    span, is_read = counted.span, weeks_read(counted)
    before = counts[:, :-span][:, is_read[:-span]]
    now, total = counts[:, -span:].sum(axis=1), before.sum(axis=1)
    dispersion = _dispersions(before, expected[:, :-span][:, is_read[:-span]])
    clump = dispersion if clumps else np.ones(len(total))
    # What did not rise needs no chance: it is taken as certain, which only makes the others less likely to be called.
    rose = [all(now[i] > total[i] * e[i] for e in exposures) for i in range(len(total))]
    p = tuple(
        max(chance_of_rise(now[i], total[i], e[i], dispersion[i]) for e in exposures) if rose[i] else 1.0
        for i in range(len(total))
    )
    # Whether a series has enough hangs on its sum alone, which does not tell which week has how much of it.
    enough = [i for i in range(len(p)) if (total[i] + now[i]) / clump[i] >= LEAST]
    q = [1.0] * len(p)
    for i, allowed in zip(enough, allowing_for_many([p[i] for i in enough]), strict=True):
        q[i] = allowed
    mean, would = total * _weeks(counted), expected[:, -span:].sum(axis=1)
    return Judged(now, total, mean, would, exposures, dispersion, clump, p, tuple(q))


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
    mean, clump = float(j.mean[row]), float(j.clump[row])
    return Change(
        count=round(now),
        expected=float(j.expected[row]),
        before=mean,
        ratio=ratio,
        low=min(low for low, _ in bounds),
        high=max(highs) if len(highs) == len(bounds) else None,
        p=j.p[row],
        q=j.q[row],
        band=band_of(ratio, before=mean / clump, now=now / clump),
    )
