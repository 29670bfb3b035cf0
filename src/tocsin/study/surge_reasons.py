"""Why a surge is one: its numbers in words."""

from __future__ import annotations

from tocsin.base.surges import Change, SurgeKind, Trend
from tocsin.study.bands import LARGE


def may_have_risen(events: Change) -> bool:
    """Tell whether incidents rose as well, though too few or too little to be told from chance."""
    return events.count > 0 and (events.ratio is None or events.ratio > LARGE)


def surge_reason(kind: SurgeKind, trend: Trend) -> str:
    """Return in words, with the numbers, why a surge is one."""
    e, c = trend.events, trend.coverage
    before = "a week before" if trend.span == 1 else f"{trend.span} weeks before"
    within = "" if trend.span == 1 else f" in {trend.span} weeks"
    counted = (
        f"{_many(e.count, 'new incident')}{within} where what was read would give {e.expected:.1f} and {before} had"
    )
    counted += f" {e.before:.1f}{_interval(e)}"
    written = f"{_many(c.count, 'document')} tell of it where {before} had {c.before:.1f}{_interval(c)}"
    read = f"{trend.reading:.1f} times as much was read a week from the same outlets as before"
    if kind is SurgeKind.BOTH:
        return f"{counted}; {written}, more than the incidents account for; {read}."
    if kind is SurgeKind.EVENTS:
        return f"{counted}; {written}; {read}."
    but = "whether incidents rose as well cannot be told" if may_have_risen(e) else "but incidents did not rise so"
    return f"{written}; {but}: {counted}; {read}."


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _interval(change: Change) -> str:
    if change.ratio is None:
        return f" (chance {_chance(change.q)})"
    above = f"{change.high:.1f}" if change.high is not None else "more"
    return f" (×{change.ratio:.1f}, 95 % {change.low:.1f} to {above}; chance {_chance(change.q)})"


def _chance(q: float) -> str:
    return "below 0.001" if q < 0.001 else f"{q:.3f}"
