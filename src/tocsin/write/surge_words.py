"""Surges in words, as rows and as JSON's own types; alerts as entries of a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from tocsin.base.surges import Band, Change, Point, Surge, SurgeKind, Trend
from tocsin.write.atom import Entry, Feed, entry_id

SURGE_COLUMNS = (
    "id", "week", "weeks", "subject", "subject_kind", "subject_codes", "measure", "kind", "sure",
    "count", "count_before", "count_expected", "ratio", "ratio_low", "ratio_high", "chance", "band",
    "documents", "documents_before", "documents_ratio", "documents_chance", "documents_band",
    "read", "reading", "intensity", "mean_intensity", "outlets", "left_out", "incidents", "why",
)  # fmt: skip


def title_of(surge: Surge) -> str:
    """Return a surge in one line: what rose where, by how much, in which week."""
    t = surge.trend
    change = t.coverage if surge.kind is SurgeKind.COVERAGE else t.events
    what = {
        SurgeKind.EVENTS: f"{t.measure.value} rose",
        SurgeKind.COVERAGE: f"coverage of {t.measure.value} rose",
        SurgeKind.BOTH: f"{t.measure.value} and its coverage rose",
    }[surge.kind]
    counted = "documents" if surge.kind is SurgeKind.COVERAGE else "incidents"
    when = f"week of {t.week}" if t.span == 1 else f"{t.span} weeks to that of {t.week}"
    return f"{t.subject.label}: {what}, from {change.before:.1f} to {change.count} {counted}, {when}"


def surge_dict(surge: Surge) -> dict[str, Any]:
    """Return a surge as JSON's own types, with its weeks; a gap is ``null``."""
    return {
        "id": surge.id,
        "kind": surge.kind.value,
        "sure": surge.sure,
        "title": title_of(surge),
        "why": surge.why,
        **trend_dict(surge.trend),
    }


def trend_dict(trend: Trend) -> dict[str, Any]:
    """Return a place or pair in a week, with the weeks before it, as JSON's own types."""
    t = trend
    return {
        "subject": {"kind": t.subject.kind, "label": t.subject.label, "codes": list(t.subject.parts)},
        "measure": t.measure.value,
        "week": t.week.isoformat(),
        "span": t.span,
        "events": _change_dict(t.events),
        "coverage": _change_dict(t.coverage),
        "intensity": round(t.intensity, 2),
        "mean_intensity": _rounded(t.mean_intensity),
        "reading": round(t.reading, 3),
        "outlets": list(t.outlets),
        "left_out": list(t.left_out),
        "incidents": list(t.incidents),
        "weeks": [_point_dict(p) for p in t.points],
    }


def _change_dict(c: Change) -> dict[str, Any]:
    return {
        "count": c.count,
        "before": _rounded(c.before),
        "expected": _rounded(c.expected),
        "ratio": _rounded(c.ratio),
        "low": _rounded(c.low),
        "high": _rounded(c.high),
        "chance_alone": _chance(c.p),
        "chance": _chance(c.q),
        "band": c.band.value,
    }


def _point_dict(p: Point) -> dict[str, Any]:
    return {
        "week": p.week.isoformat(),
        "read": p.read,
        "count": p.count,
        "expected": _rounded(p.expected),
        "intensity": _rounded(p.intensity),
        "documents": p.telling,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _chance(p: float) -> float:
    return float(f"{p:.3g}")


def surge_row(surge: Surge) -> list[object]:
    """Return the cells of ``SURGE_COLUMNS``."""
    t, e, c = surge.trend, surge.trend.events, surge.trend.coverage
    return [
        surge.id, t.week, t.span, t.subject.label, t.subject.kind, "; ".join(t.subject.parts), t.measure.value,
        surge.kind.value, surge.sure, e.count, _rounded(e.before), _rounded(e.expected), _rounded(e.ratio),
        _rounded(e.low), _rounded(e.high), _chance(e.q), e.band.value,
        c.count, _rounded(c.before), _rounded(c.ratio), _chance(c.q), c.band.value,
        t.points[-1].read, _rounded(t.reading), _rounded(t.intensity), _rounded(t.mean_intensity),
        "; ".join(t.outlets), "; ".join(t.left_out), "; ".join(t.incidents), surge.why,
    ]  # fmt: skip


def alert_feed(
    surges: Iterable[Surge],
    moment_of: Callable[[Surge], datetime],
    *,
    key: str = "alerts",
    link: str | None = None,
    page: str | None = None,
) -> Feed:
    """Return surges as a feed of alerts: the same surges give the same feed, whenever it is made.

    Args:
        surges: in the order in which they are shown.
        moment_of: when a surge could be known first.
        key: what the feed is a feed of, such as the path and query of its page; its id is made from it.
        link: the feed's own address.
        page: the page for people.
    """
    entries = tuple(
        Entry(
            id=entry_id("alert", s.id),
            title=title_of(s),
            updated=moment_of(s),
            summary=f"{s.why} How sure: {s.sure}. Incidents: {', '.join(s.trend.incidents) or 'none new'}.",
            link=page,
            published=moment_of(s),
            categories=(("", s.kind.value), ("", s.trend.measure.value), ("", s.trend.subject.kind)),
        )
        for s in surges
    )
    return Feed(entry_id("feed", key), "tocsin: surges", entries, link=link, page=page)


def change_words(change: Change) -> str:
    """Return a change as people read it: ``from 1.3 to 14 (×4.1, 1.3 to 38.3)``."""
    c = change
    if c.band is Band.NO_DATA:
        return "no data"
    start = f"from {c.before:.1f} to {c.count}"
    if c.ratio is None:
        return f"{start} (none before)"
    return f"{start} (×{c.ratio:.1f}, {c.low:.1f} to {f'{c.high:.1f}' if c.high is not None else 'more'})"
