"""Incidents week by week as a picture: bars by class, and gaps where the record holds no document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, log10

from tocsin.base.areas import quads_of
from tocsin.base.dates import full_day, monday
from tocsin.base.incidents import Incident
from tocsin.write.picture_parts import BORDER, COLOURS, INK, LINE, MUTED, NO_CLASS, hatch, legend, picture, tag, words

_LEFT, _RIGHT, _TOP, _PLOT, _BELOW = 44.0, 12.0, 58.0, 150.0, 30.0
_GAP = "tocsin-gap"
# Tops of the axis: one that is little above the highest bar.
_ROUND = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)
_LABEL = 72.0  # pixels of a day on the axis


@dataclass(frozen=True, slots=True)
class Bar:
    """The days ``[start, end)``: incidents by class and of none, and documents; no documents is a gap and not a zero."""

    start: date
    end: date
    quads: tuple[int, int, int, int]
    rest: int
    documents: int

    @property
    def total(self) -> int:
        """How many incidents there are."""
        return sum(self.quads) + self.rest


def weeks(incidents: Iterable[Incident], published: Iterable[date], *, first: date, last: date) -> tuple[Bar, ...]:
    """Return a bar for each week from Monday that has a day from ``first`` to ``last``, both included.

    Args:
        incidents: each counts on its first day, or on the day of its first report if it has none.
        published: the days of publication of all documents.
        first: the first day.
        last: the last day.
    """
    begin = monday(first)
    starts = [begin + timedelta(weeks=n) for n in range((last - begin).days // 7 + 1)]
    by_week: dict[date, list[Incident]] = {start: [] for start in starts}
    documents = dict.fromkeys(starts, 0)
    for incident in incidents:
        day = incident.start or incident.first_reported
        if day is not None and monday(day) in by_week:
            by_week[monday(day)].append(incident)
    for day in published:
        if monday(day) in documents:
            documents[monday(day)] += 1
    return tuple(_bar(start, by_week[start], documents[start]) for start in starts)


def _bar(start: date, found: list[Incident], documents: int) -> Bar:
    quads = quads_of(found)
    return Bar(start, start + timedelta(weeks=1), quads, len(found) - sum(quads), documents)


def chart_svg(bars: Sequence[Bar], *, title: str, width: float = 720) -> str:
    """Return bars as an SVG picture; ``bars`` must follow each other."""
    height = _TOP + _PLOT + _BELOW
    told = told_of(bars)
    if not bars:
        return picture(words(told, 16, 40, fill=MUTED), title=title, told=told, width=width, height=60)
    top = _round_up(max(1, *(b.total for b in bars)))
    begin, end = bars[0].start, bars[-1].end
    scale = (width - _LEFT - _RIGHT) / (end - begin).days

    def across(day: date) -> float:
        return _LEFT + (day - begin).days * scale

    gaps = [
        tag(
            "rect", x=across(b.start), y=_TOP, width=across(b.end) - across(b.start), height=_PLOT, fill=f"url(#{_GAP})"
        )
        for b in bars
        if not b.documents
    ]
    stacks = [_stack(b, across(b.start), across(b.end), top) for b in bars]
    more = ((f"url(#{_GAP})", "no documents"),) if gaps else ()
    return picture(
        tag("defs", hatch(_GAP, MUTED, ground=0.12)),
        words(title, 16, 22, font_size=15, font_weight=650, fill=INK),
        legend(_LEFT, 44, more=more),
        *_rules(top, width),
        *gaps,
        *stacks,
        tag("line", x1=_LEFT, x2=width - _RIGHT, y1=_TOP + _PLOT, y2=_TOP + _PLOT, stroke=BORDER),
        *(
            _day(day, across(day), day is bars[0].start or day.year != before.year)
            for before, day in _days(bars, scale)
        ),
        title=title,
        told=told,
        width=width,
        height=height,
    )


def told_of(bars: Sequence[Bar]) -> str:
    """Return in words what a chart shows: how many incidents, the fullest week, and the weeks without documents."""
    total = sum(b.total for b in bars)
    if not bars or not total:
        return "No incident has a day in these weeks."
    peak = max(bars, key=lambda b: b.total)
    gaps = sum(not b.documents for b in bars)
    missing = f" {gaps} week{'s' if gaps > 1 else ''} without documents." if gaps else ""
    last = bars[-1].end - timedelta(days=1)
    return (
        f"{_many(total)} from {full_day(bars[0].start)} to {full_day(last)}, most in the week of {full_day(peak.start)} "
        f"({peak.total}).{missing}"
    )


def _stack(bar: Bar, left: float, right: float, top: float) -> str:
    parts, below = [], 0
    # Conflict stands on the axis, where heights are compared best.
    for count, colour in (*zip(bar.quads[::-1], COLOURS[::-1], strict=True), (bar.rest, NO_CLASS)):
        if count:
            height = _PLOT * count / top
            y = _TOP + _PLOT - _PLOT * below / top - height
            parts.append(tag("rect", x=left + 0.5, y=y, width=max(0.5, right - left - 1), height=height, fill=colour))
            below += count
    return "".join(parts)


def _rules(top: float, width: float) -> list[str]:
    values = [n for n in (top / 2, top) if n == int(n)]
    found = []
    for value in values:
        y = _TOP + _PLOT * (1 - value / top)
        found.append(tag("line", x1=_LEFT, x2=width - _RIGHT, y1=y, y2=y, stroke=LINE))
        found.append(words(f"{value:,.0f}", _LEFT - 6, y + 4, text_anchor="end", font_size=11.5, fill=MUTED))
    return found


def _days(bars: Sequence[Bar], scale: float) -> Iterable[tuple[date, date]]:
    """Return the beginnings of weeks that are written on the axis, as far apart as their words need, each with the one before."""
    every = max(1, -(-int(_LABEL) // max(1, int(7 * scale))))
    starts = [b.start for b in bars[::every]]
    return pairwise([starts[0], *starts])


def _day(day: date, x: float, with_year: bool) -> str:
    y = _TOP + _PLOT
    mark = tag("line", x1=x, x2=x, y1=y, y2=y + 5, stroke=BORDER)
    text = f"{day.day} {day:%b %Y}" if with_year else f"{day.day} {day:%b}"
    return mark + words(text, x, y + 19, font_size=11.5, fill=MUTED, text_anchor="start")


def _round_up(number: float) -> float:
    size: int = 10 ** floor(log10(number))
    return next(n * size for n in _ROUND if n * size >= number - 1e-9)


def _many(count: int) -> str:
    return f"{count:,} incident{'' if count == 1 else 's'}"
