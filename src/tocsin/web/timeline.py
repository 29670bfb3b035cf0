"""Incidents by time as an element of a page: bars by class, gaps where nothing was read, a range to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nicegui.element import Element

from tocsin.indexing import Bucket, Step

# Days up to which bars are days, and weeks: about a hundred bars fill a screen, and two hundred are still apart.
_BY_DAY = 92
_BY_WEEK = 3 * 365


@dataclass(frozen=True, slots=True)
class Range:
    """The days ``[since, until)`` that were chosen; ``None`` where they reach to the end of the chart."""

    since: date | None
    until: date | None


class Timeline(Element, component="components/timeline.js"):
    """Stacked bars with a range to choose by pointer or keyboard, and the same as a table."""

    def __init__(
        self,
        buckets: Sequence[Bucket],
        *,
        step: Step,
        since: date | None = None,
        until: date | None = None,
        label: str = "Incidents by time",
        legend: bool = True,
    ) -> None:
        """Make the element.

        Args:
            buckets: of a view without its days (``Rows.timeline``), so that the days around the chosen ones are seen.
            step: of the buckets.
            since: the first chosen day.
            until: the day after the last chosen one.
            label: what the bars are of.
            legend: whether the colours are explained above.
        """
        super().__init__()
        self._props |= {"label": label, "legend": legend, "buckets": _plain(buckets), "step": step}
        self._props |= _ends(since, until)

    def set_buckets(self, buckets: Sequence[Bucket], *, step: Step) -> None:
        """Draw the buckets of another view."""
        self._props |= {"buckets": _plain(buckets), "step": step}
        self.update()

    def set_range(self, since: date | None, until: date | None) -> None:
        """Show other days as chosen."""
        self._props |= _ends(since, until)
        self.update()

    def on_range(self, handler: Callable[[Range], Any]) -> Timeline:
        """Call ``handler`` when the reader has chosen days."""
        self.on("range", lambda event: handler(Range(_day(event.args["since"]), _day(event.args["until"]))))
        return self


def step_for(first: date, last: date) -> Step:
    """Return the step whose bars neither crowd nor leave a screen empty."""
    days = (last - first).days
    return "day" if days <= _BY_DAY else "week" if days <= _BY_WEEK else "month"


def _plain(buckets: Sequence[Bucket]) -> list[dict[str, object]]:
    return [
        {
            "start": b.start.isoformat(), "end": b.end.isoformat(), "incidents": b.incidents, "by_quad": list(b.by_quad),
            "documents": b.documents,
        }
        for b in buckets
    ]  # fmt: skip


def _ends(since: date | None, until: date | None) -> dict[str, str | None]:
    return {"since": since.isoformat() if since else None, "until": until.isoformat() if until else None}


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None
