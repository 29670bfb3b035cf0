"""A time expression read against the date of publication: its interval, or why it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tocsin.base.dates import (
    SUNDAY,
    THURSDAY,
    day_of,
    last_weekday,
    month_of,
    next_weekday,
    plus_days,
    plus_months,
    safe_date,
    span_of,
    week_of,
    year_of,
)
from tocsin.base.model import Interval, TimeBasis
from tocsin.linking.periods import AHEAD, FEW, Anchor, nearest, number_of, reach, unit_away
from tocsin.linking.timex import Timex, words

STATED, RELATIVE = TimeBasis.STATED, TimeBasis.RELATIVE
NO_ANCHOR = "relative to another happening"


def resolve(timex: Timex, published: date | None, tense: str = "") -> Interval | str:
    """Return the interval of an expression, or the reason why it has none."""
    bare = _STATED.get(timex.rule)
    found: Interval | str | None = bare(timex) if bare else None
    if found is None:
        if timex.rule in ("offset", "offset2", "later"):
            return NO_ANCHOR
        if published is None:
            return "no publication date"
        found = _RELATIVE[timex.rule](timex, Anchor(published, tense)) if timex.rule in _RELATIVE else "no such date"
    return found if isinstance(found, str) else _bounded(timex, found, published)


def _bounded(timex: Timex, interval: Interval, published: date | None) -> Interval:
    """Apply "since", "until", "by", "before", "after" and "earlier this"."""
    lead, start, end, basis = timex.get("lead"), interval.start, interval.end, interval.basis
    still = published is not None and (start is None or start <= published)
    match lead:
        case "since" if published and still:
            interval = span_of(start, plus_days(published, 1), basis)
        case "since" | "starting" | "beginning":
            interval = span_of(start, None, basis)
        case "until" | "till" | "up to" | "by":
            interval = span_of(None, end, basis)
        case "before":
            interval = span_of(None, start, basis)
        case "after" if interval.precision != "span":
            interval = span_of(end, None, basis)
        case _ if published and still and end and published < end and interval.precision != "day":
            part = timex.get("part")
            if part == "earlier":
                interval = replace(interval, end=plus_days(published, 1))
            elif part == "later":
                interval = replace(interval, start=published)
    return interval


def _dated(timex: Timex) -> Interval | None:
    """Read a date with its year."""
    if not timex.get("year"):
        return None
    return _days(timex, int(timex.get("year")), STATED)


def _days(timex: Timex, year: int, basis: TimeBasis) -> Interval | None:
    month = timex.get("month")
    number = int(month) if month.isdigit() else int(words()["month"][month])
    first = safe_date(year, number, int(timex.get("day")))
    last = safe_date(year, number, int(timex.get("day2") or timex.get("day")))
    if first is None or last is None or last < first:
        return None
    return day_of(first, basis) if first == last else span_of(first, plus_days(last, 1), basis)


def _month_year(timex: Timex) -> Interval:
    return month_of(date(int(timex.get("year")), int(words()["month"][timex.get("month")]), 1), STATED)


def _season_year(timex: Timex) -> Interval | None:
    return _season(int(timex.get("year")), timex, STATED) if timex.get("year") else None


def _season(year: int, timex: Timex, basis: TimeBasis) -> Interval:
    start = date(year, int(words()["season"][timex.get("season")]), 1)
    return span_of(start, plus_months(start, 3), basis)


def _feast_stated(timex: Timex) -> Interval | None:
    value = words()["feast"][timex.get("feast")]
    if timex.get("year"):
        value = f"{timex.get('year')}-{value[-5:]}"
    return day_of(date.fromisoformat(value), STATED) if len(value) > len("12-25") else None


def _years(timex: Timex) -> Interval | None:
    first = int(timex.get("year"))
    last = int(timex.get("year2") or f"{timex.get('year')[:2]}{timex.get('short')}")
    return span_of(date(first, 1, 1), date(last + 1, 1, 1), STATED) if last > first else None


def _decade(timex: Timex) -> Interval:
    first = int(timex.get("decade"))
    return span_of(date(first, 1, 1), date(first + 10, 1, 1), STATED)


def _dayless_year(timex: Timex, at: Anchor) -> Interval | str:
    near = (at.published.year + n for n in (-1, 0, 1))
    return nearest([i for y in near if (i := _days(timex, y, RELATIVE)) is not None], at)


def _yearless(one: Callable[[int], Interval], timex: Timex, at: Anchor) -> Interval | str:
    """Read a month, season or feast without its year."""
    year = at.published.year
    if timex.get("whose") in ("last", "this", "next"):
        return one(year + {"last": -1, "this": 0, "next": 1}[timex.get("whose")])
    if timex.get("whose"):
        return NO_ANCHOR
    choices = [one(year + n) for n in (-1, 0, 1)]
    word = timex.get("relative").split(" ")[-1]
    if word in ("last", "past", "previous"):
        return nearest([c for c in choices if c.end is not None and c.end <= at.published], replace(at, tense="past"))
    if word in ("next", "coming"):
        return nearest([c for c in choices if c.start and c.start > at.published], replace(at, tense="future"))
    return nearest(choices, at)


def _month(timex: Timex, at: Anchor) -> Interval | str:
    number = int(words()["month"][timex.get("month")])
    return _yearless(lambda y: month_of(date(y, number, 1), RELATIVE), timex, at)


def _season_near(timex: Timex, at: Anchor) -> Interval | str:
    return _yearless(lambda y: _season(y, timex, RELATIVE), timex, at)


def _feast(timex: Timex, at: Anchor) -> Interval | str:
    value = words()["feast"][timex.get("feast")]
    return _yearless(lambda y: day_of(date.fromisoformat(f"{y}-{value}"), RELATIVE), timex, at)


def _weekday(timex: Timex, at: Anchor) -> Interval | str:
    number, relative = int(words()["weekday"][timex.get("weekday")]), timex.get("relative")
    if relative in ("following", "previous", "same", "that"):
        return NO_ANCHOR
    if relative in ("next", "coming", "this coming"):
        return day_of(next_weekday(at.published, number, same_day=False), RELATIVE)
    if relative in ("last", "past", "this past"):
        return day_of(last_weekday(at.published, number, same_day=False), RELATIVE)
    if at.tense in AHEAD or timex.get("lead") in ("until", "till", "by", "starting", "beginning"):
        return day_of(next_weekday(at.published, number), RELATIVE)
    return day_of(last_weekday(at.published, number), RELATIVE)


def _deictic(timex: Timex, at: Anchor) -> Interval | str:
    word = timex.get("deictic")
    day = plus_days(at.published, int(words()["deictic"][word]))
    # the night that ends on the day of publication
    return span_of(day, plus_days(day, 2), RELATIVE) if word == "overnight" else day_of(day, RELATIVE)


def _period(timex: Timex, at: Anchor) -> Interval | str:
    """Read "last week", "this month", "next year"."""
    word, unit, today = timex.get("relative").split(" ")[-1], timex.get("unit"), at.published
    if word in ("same", "that", "following") or (word == "previous" and unit in ("day", "night")):
        return NO_ANCHOR
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
    if word == "past" or (unit == "week" and step == -1 and today.weekday() == SUNDAY):
        # "the past week" ends now; on a Sunday "last week" is mostly the one just ending
        return reach(unit, -1, today)
    if unit == "weekend":
        just_over = word == "this" and at.tense == "past" and today.weekday() < THURSDAY
        saturday = plus_days(week_of(today, RELATIVE).start or today, 5 + 7 * (step - just_over))
        return span_of(saturday, plus_days(saturday, 2), RELATIVE)
    return unit_away(today, unit, step) or "no calendar unit"


def _weekend(_: Timex, at: Anchor) -> Interval:
    """Read "over the weekend": the one that is on or just over, or ahead if the tense says so."""
    saturday = plus_days(week_of(at.published, RELATIVE).start or at.published, 5)
    if at.tense not in AHEAD and at.published < saturday:
        saturday = plus_days(saturday, -7)
    return span_of(saturday, plus_days(saturday, 2), RELATIVE)


def _recent(timex: Timex, at: Anchor) -> Interval | str:
    """Read "in recent weeks", "for the past three weeks", "in the coming days"."""
    count = number_of(timex.get("number") or "few", exact=False) or FEW
    if timex.get("relative") in ("coming", "next"):
        return reach(timex.get("unit"), count, at.published)
    return _from_whole(timex.get("unit"), reach(timex.get("unit"), -count, at.published))


def _from_whole(unit: str, span: Interval | str) -> Interval | str:
    """Return a span counted in months or years from the first day of one: who counts so tells no days."""
    if isinstance(span, str) or span.start is None or unit not in ("month", "year"):
        return span
    return replace(span, start=span.start.replace(day=1) if unit == "month" else span.start.replace(month=1, day=1))


def _ago(timex: Timex, at: Anchor) -> Interval | str:
    count = number_of(timex.get("number") or "some", exact=True)
    if count is None:
        return "a vague number"
    if timex.get("hedge") == "less than":
        return reach(timex.get("unit"), -count, at.published)
    return unit_away(at.published, timex.get("unit"), -count) or "no calendar unit"


_STATED: dict[str, Callable[[Timex], Interval | None]] = {
    "iso": _dated,
    "date": _dated,
    "date2": _dated,
    "month_year": _month_year,
    "season": _season_year,
    "feast": _feast_stated,
    "years": _years,
    "decade": _decade,
    "year": lambda timex: year_of(int(timex.get("year")), STATED),
}
_RELATIVE: dict[str, Callable[[Timex, Anchor], Interval | str]] = {
    "date": _dayless_year,
    "date2": _dayless_year,
    "month": _month,
    "season": _season_near,
    "feast": _feast,
    "weekday": _weekday,
    "deictic": _deictic,
    "period": _period,
    "weekend": _weekend,
    "recent": _recent,
    "ago": _ago,
}
