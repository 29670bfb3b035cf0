"""Surges: weeks in which more happens somewhere, told from weeks in which only more is written about it.

A surge of events has to hold twice: more incidents than the documents read would give, and more incidents than a week
before had. A surge of coverage has more documents telling of a place or pair without such a rise of incidents.
Each week is looked at by itself and, for what rises slowly, together with the three before it.
All series are looked at together, so that the share of false alarms among the surges of one kind stays below
``MOST_FALSE``, and below ``MOST_FALSE_SLOW`` among slow ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from tocsin.base.ids import content_id
from tocsin.base.surges import Band, Change, Point, Subject, Surge, SurgeKind, Trend
from tocsin.study.changes import LEAST, Judged, change_of, expected_counts, judge_coverage, judge_events, weeks_read
from tocsin.study.series import LEAST_WEEKS, Columns, Floats
from tocsin.study.surge_reasons import may_have_risen, surge_reason
from tocsin.study.weekly_counts import Counted, count_week

# The share of false alarms among the surges of a week that is put up with (Benjamini and Hochberg's usual level).
MOST_FALSE = 0.05
# Weeks that are looked at together for a slow rise, and the share of false alarms among those; a rise that lasts leaves
# more behind than one week's, so that less has to be put up with.
SLOW, MOST_FALSE_SLOW = 4, 0.01
# At most these, and a surge is called good or fair; else weak.
GOOD, FAIR = 0.001, 0.01


@dataclass(frozen=True, slots=True)
class _Week:
    """A week whose series were all judged."""

    columns: Columns
    at: int
    counted: Counted
    events: Judged
    coverage: Judged
    expected: Floats


def missing(columns: Columns, at: int) -> str | None:
    """Return why nothing can be said of a week, by its number; ``None``: it can be judged."""
    is_read = weeks_read(count_week(columns, at, least=LEAST))
    if not np.any((columns.week == at) & ~columns.is_copy):
        return "nothing was read in it: a gap, and no calm"
    if not is_read[-1]:
        return "none of the outlets read in it was read before it"
    if is_read[:-1].sum() < LEAST_WEEKS:
        weeks = int(is_read[:-1].sum())
        return f"the outlets read in it were read in only {weeks} week{'s' * (weeks != 1)} before it; {LEAST_WEEKS} are needed"
    return None


def surges_of_week(columns: Columns, at: int) -> list[Surge]:
    """Return the surges of a week, by its number: events before coverage, the surest first; none for a ``missing`` one.

    A slow rise of events is told in the first week in which it shows, unless a week of it was a surge by itself.
    """
    return Search(columns).surges(at)


class Search:
    """The search for surges in the weeks of a window; what was found in one week is kept for the next ones."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._found: dict[tuple[int, int], list[Surge]] = {}

    def surges(self, at: int) -> list[Surge]:
        """Return what ``surges_of_week`` does."""
        slow = self._look(at, SLOW)
        if slow:
            weeks = range(max(at - SLOW + 1, 0), at + 1)
            told = {_of(s) for week in weeks for s in self._look(week, 1)}
            told |= {_of(s) for s in self._look(at - 1, SLOW)}
            slow = [s for s in slow if _of(s) not in told]
        return sorted(
            [*self._look(at, 1), *slow],
            key=lambda s: (s.kind is SurgeKind.COVERAGE, deciding(s).p, s.trend.subject.key),
        )

    def _look(self, at: int, span: int) -> list[Surge]:
        if (at, span) not in self._found:
            self._found[at, span] = _surges(self._columns, at, span)
        return self._found[at, span]


def _of(surge: Surge) -> tuple[str, str, bool]:
    return surge.trend.subject.key, surge.trend.measure.value, surge.kind is SurgeKind.COVERAGE


def _surges(columns: Columns, at: int, span: int) -> list[Surge]:
    """Return the surges of a week; of several weeks together, those of events."""
    week = _judged_week(columns, at, LEAST, span)
    if week is None:
        return []
    most, e, c = most_false(span), week.events.q, week.coverage.q
    rows = [r for r in range(len(e)) if e[r] <= most or (span == 1 and c[r] <= most)]
    found = [s for s in (surge_of(_trend(week, row)) for row in rows) if s is not None]
    return [s for s in found if span == 1 or s.kind is not SurgeKind.COVERAGE]


def most_false(span: int) -> float:
    """Return the share of false alarms that is put up with among the surges of so many weeks."""
    return MOST_FALSE if span == 1 else MOST_FALSE_SLOW


def trends_of_week(columns: Columns, at: int, wanted: Callable[[Subject], bool]) -> list[Trend]:
    """Return the series of a week that are wanted, the fullest first, surging or not; none for a ``missing`` one."""
    week = _judged_week(columns, at, 1, 1)
    if week is None:
        return []
    rows = [r for r, n in enumerate(week.counted.series) if wanted(columns.series[n].subject)]
    found = [_trend(week, row) for row in rows]
    return sorted(found, key=lambda t: (-_weight(t), t.subject.key, t.measure))


def _weight(trend: Trend) -> int:
    return sum(p.count or 0 for p in trend.points)


def _judged_week(columns: Columns, at: int, least: int, span: int) -> _Week | None:
    if at < span + LEAST_WEEKS - 1:
        return None
    counted = count_week(columns, at, least=least, span=span)
    is_read = weeks_read(counted)
    if not is_read[-1] or is_read[:-span].sum() < LEAST_WEEKS or not len(counted.series):
        return None
    return _Week(columns, at, counted, judge_events(counted), judge_coverage(counted), expected_counts(counted))


def is_rise(change: Change, span: int = 1) -> bool:
    """Tell whether a change is a large increase that is hardly chance."""
    return change.band is Band.LARGE_INCREASE and change.q <= most_false(span)


def kind_of(events: Change, coverage: Change, span: int = 1) -> SurgeKind | None:
    """Return what surges, if anything; both only where documents rise more than incidents account for."""
    if not is_rise(events, span):
        return SurgeKind.COVERAGE if is_rise(coverage, span) else None
    in_count = events.count / events.before if events.before else None
    beyond = in_count is not None and is_rise(coverage, span) and coverage.low > in_count
    return SurgeKind.BOTH if beyond else SurgeKind.EVENTS


def surge_of(trend: Trend) -> Surge | None:
    """Return a trend as a surge, if it is one."""
    t = trend
    kind = kind_of(t.events, t.coverage, t.span)
    if kind is None:
        return None
    id_ = content_id("s", t.subject.key, t.measure.value, t.week.isoformat(), t.span, kind.value)
    return Surge(id_, kind, trend, _sure(kind, trend), surge_reason(kind, trend))


def deciding(surge: Surge) -> Change:
    """Return the change that makes a surge one."""
    return surge.trend.coverage if surge.kind is SurgeKind.COVERAGE else surge.trend.events


def _sure(kind: SurgeKind, trend: Trend) -> str:
    if kind is SurgeKind.COVERAGE and may_have_risen(trend.events):
        return "weak"
    q = (trend.coverage if kind is SurgeKind.COVERAGE else trend.events).q
    return "good" if q <= GOOD else "fair" if q <= FAIR else "weak"


def _trend(week: _Week, row: int) -> Trend:
    columns, counted = week.columns, week.counted
    series, events = columns.series[counted.series[row]], change_of(week.events, row)
    outlets = _names(columns, np.flatnonzero(counted.panel).tolist())
    looked_at = (columns.week > week.at - counted.span) & (columns.week <= week.at)
    in_it: list[int] = np.unique(columns.outlet[looked_at & ~columns.is_copy]).tolist()
    read = counted.read.sum(axis=1)
    before, now = read[: -counted.span], read[-counted.span :]
    intensity = float(counted.intensity[row, -counted.span :].sum())
    return Trend(
        subject=series.subject,
        measure=series.measure,
        week=columns.weeks[week.at],
        span=counted.span,
        events=events,
        coverage=change_of(week.coverage, row),
        points=_points(columns, counted, row, week.expected[row]),
        intensity=intensity,
        mean_intensity=intensity / events.count if events.count else None,
        reading=float(now[now > 0].mean() / before[before > 0].mean()),
        outlets=outlets,
        left_out=tuple(o for o in _names(columns, in_it) if o not in outlets),
        incidents=_behind(columns, counted, row),
    )


def _points(columns: Columns, counted: Counted, row: int, expected: Floats) -> tuple[Point, ...]:
    read = counted.read.sum(axis=1)
    return tuple(
        Point(
            columns.weeks[counted.begin + n],
            int(read[n]),
            int(counted.counts[row, n]) if read[n] else None,
            float(expected[n]) if read[n] else None,
            float(counted.intensity[row, n]) if read[n] else None,
            int(counted.telling[row, n]) if read[n] else None,
        )
        for n in range(len(read))
    )


def _names(columns: Columns, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(columns.outlets[n] for n in numbers)


def _behind(columns: Columns, counted: Counted, row: int) -> tuple[str, ...]:
    numbers: list[int] = counted.first_incident[counted.first_series == row].tolist()
    return tuple(columns.ids[n] for n in sorted(numbers, key=lambda n: (-columns.intensity[n], columns.ids[n])))
