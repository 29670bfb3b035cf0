"""Days, weeks, months and years as half-open intervals; calendar arithmetic without a clock."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.base.errors import BadInput
from tocsin.base.model import Interval, TimeBasis

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THURSDAY, SUNDAY = 3, 6  # as date.weekday() counts, Monday 0
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def full_day(day: date) -> str:
    """Return a day in words: 27 January 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def monday(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def plus_days(day: date, days: int) -> date:
    """Return the day ``days`` later (earlier if negative)."""
    return day + timedelta(days=days)


def plus_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later; the month's last day if it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    length = (date((count + 1) // 12, (count + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))


def day_of(day: date, basis: TimeBasis) -> Interval:
    """Return the one day as an interval."""
    return Interval(day, plus_days(day, 1), "day", basis)


def week_of(day: date, basis: TimeBasis) -> Interval:
    """Return the week, Monday to Sunday, that ``day`` is in (ISO 8601)."""
    start = plus_days(day, -day.weekday())
    return Interval(start, plus_days(start, 7), "week", basis)


def month_of(day: date, basis: TimeBasis) -> Interval:
    """Return the calendar month that ``day`` is in."""
    start = day.replace(day=1)
    return Interval(start, plus_months(start, 1), "month", basis)


def year_of(year: int, basis: TimeBasis) -> Interval:
    """Return the calendar year, 1 to 9998."""
    return Interval(date(year, 1, 1), date(year + 1, 1, 1), "year", basis)


def span_of(start: date | None, end: date | None, basis: TimeBasis) -> Interval:
    """Return any stretch of days ``[start, end)``; ``None`` is open."""
    return Interval(start, end, "span", basis)


def last_weekday(day: date, weekday: int, *, same_day: bool = True) -> date:
    """Return the most recent ``weekday`` (Monday 0) up to ``day``, itself included unless told otherwise."""
    back = (day.weekday() - weekday) % 7
    return plus_days(day, -(back or (0 if same_day else 7)))


def next_weekday(day: date, weekday: int, *, same_day: bool = True) -> date:
    """Return the coming ``weekday`` (Monday 0) from ``day``, itself included unless told otherwise."""
    ahead = (weekday - day.weekday()) % 7
    return plus_days(day, ahead or (0 if same_day else 7))


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or ``None`` where the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_partial(text: str) -> Interval:
    """Return the interval of a date as written in data: ``2013``, ``2013-05``, ``2013-05-02`` or ``A/B``.

    Both ends of ``A/B`` are included, so ``2014/2016-06-26`` ends after that day.

    Raises:
        BadInput: the text is no such date.
    """
    first, slash, second = text.strip().partition("/")
    start = _one_partial(first, text)
    if not slash:
        return start
    return span_of(start.start, _one_partial(second, text).end, TimeBasis.STATED)


def write_partial(interval: Interval) -> str:
    """Return the shortest text that ``read_partial`` reads back to the same days.

    Raises:
        BadInput: the interval is open on one side.
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        raise BadInput(f"an open interval ({start} to {end}) has no date form; give both its start and its end.")
    if end == plus_days(start, 1):
        return start.isoformat()
    if start == month_of(start, interval.basis).start and end == plus_months(start, 1):
        return start.isoformat()[:7]
    if (start.month, start.day) == (1, 1) and end == plus_months(start, 12):
        return f"{start.year:04d}"
    return f"{start.isoformat()}/{plus_days(end, -1).isoformat()}"


def _one_partial(part: str, whole: str) -> Interval:
    found = _PARTIAL.fullmatch(part.strip())
    year, month, day = (int(g) if g else 0 for g in found.groups()) if found else (0, 0, 0)
    first = safe_date(year, month or 1, day or 1)
    if first is None or year > 9998:
        raise BadInput(f"{whole!r} is no date; write it as 2013, 2013-05, 2013-05-02, or two of these with / between.")
    if day:
        return day_of(first, TimeBasis.STATED)
    return month_of(first, TimeBasis.STATED) if month else year_of(year, TimeBasis.STATED)
