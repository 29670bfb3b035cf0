"""An incident in words, no finer than it is known: what, who, where, when and how many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tocsin.base.dates import full_day
from tocsin.base.incidents import Incident
from tocsin.base.model import Count, EventPlace, Precision, Status, TimeBasis
from tocsin.web.plain_words import PRECISIONS, capital, kind

# Places coarser than a town are areas, and are called so.
_AREAS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY, Precision.FEATURE})
# More names than this on one side are counted, not listed.
_NAMES = 3


def joined(names: Iterable[str]) -> str:
    """Return names joined with commas; beyond three they are counted."""
    all_ = list(names)
    more = f" and {len(all_) - _NAMES} more" if len(all_) > _NAMES else ""
    return ", ".join(all_[:_NAMES]) + more


def parties(incident: Incident) -> str:
    """Return who and to whom: ``A → B``, ``A``, ``towards B``; empty where neither is known."""
    who, whom = (joined(a.name for a in side) for side in (incident.actors, incident.recipients))
    if who and whom:
        return f"{who} → {whom}"
    return who or (f"towards {whom}" if whom else "")


def what(incident: Incident) -> str:
    """Return what happened without time and place: ``Seizure of a town or area: M23 → FARDC``."""
    sides = parties(incident)
    return f"{capital(kind(incident.type, incident.mode))}{': ' + sides if sides else ''}"


def sentence(incident: Incident, *, timed: bool = True) -> str:
    """Return an incident in one line: ``Denied: Air strike: M23 → Congo, in Goma, 26 January 2025``.

    What is not told as a fact says so first. ``timed``: with its time, which may stand beside the line.
    """
    i = incident
    told = "" if i.told is Status.ASSERTED else f"{capital(i.told.value)}: "
    time = when(i.start, i.end, i.time_precision) if timed else ""
    return told + ", ".join(p for p in (what(i), f"in {i.place.name}" if i.place else "", time) if p)


def when(start: date | None, end: date | None, precision: str | None = None) -> str:
    """Return when ``[start, end)`` is, no finer than is known: a day, a month, a year, or between two days.

    Empty where nothing is known; ``precision`` is that of the time, such as ``month``.
    """
    last = end - timedelta(days=1) if end else None
    if start is None or last is None:
        return f"from {full_day(start)} on" if start else f"until {full_day(last)}" if last else ""
    if start >= last:
        return full_day(start)
    if precision == "month" and (start.year, start.month) == (last.year, last.month):
        return f"{start:%B %Y}"
    if precision == "year" and start.year == last.year:
        return str(start.year)
    return between(start, last)


def between(earliest: date | None, latest: date | None) -> str:
    """Return a day that is known as earliest and latest: ``between 26 and 28 January 2025``, ``by 28 January 2025``.

    Empty where nothing is known.
    """
    if not earliest or not latest:
        return f"on or after {full_day(earliest)}" if earliest else f"by {full_day(latest)}" if latest else ""
    if earliest == latest:
        return full_day(latest)
    same_year, same_month = earliest.year == latest.year, earliest.month == latest.month
    first = f"{earliest.day}" if same_year and same_month else f"{earliest.day} {earliest:%B}" if same_year else ""
    return f"between {first or full_day(earliest)} and {full_day(latest)}"


def when_note(incident: Incident) -> str | None:
    """Return what has to be known of a time besides its days; ``None`` where nothing has."""
    return "day of report" if incident.time_basis is TimeBasis.PUBLISHED else None


def area_note(place: EventPlace) -> str:
    """Return that a place is an area, where it is coarser than a town: `` (province)``; else nothing."""
    return f" ({PRECISIONS[place.precision].removeprefix('a ')})" if place.precision in _AREAS else ""


def toll(count: Count) -> str:
    """Return a number of people as it is told: ``773``, ``3 to 8, best 5``, ``at least 12``, ``up to 20``, ``about 7``."""
    low, best, high = count.low, count.best, count.high
    if low is None and high is None:
        return f"about {best:,}" if best is not None else "an unknown number"
    if low == high:
        return f"{low:,}"
    span = f"up to {high:,}" if low is None else f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    return span if best is None or best in (low, high) else f"{span}, best {best:,}"
