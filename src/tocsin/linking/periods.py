"""What a relative time is read against; periods counted in units from a day ("three weeks ago")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tocsin.base.dates import day_of, month_of, plus_days, plus_months, span_of, week_of, year_of
from tocsin.base.model import Interval, TimeBasis
from tocsin.linking.timex import Timex, words

RELATIVE = TimeBasis.RELATIVE
DAYS_IN = {"minute": 0, "hour": 0, "day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}
FEW, SEVERAL = 3, 5  # how long "the past few days" and "the past several weeks" reach back


# A day without a year is the nearest such day, a coming one counting as this much farther:
# news writers add the year once a date is about nine months away.
FUTURE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is read against.

    ``tense`` is that of the verb it hangs on: ``past``, ``future``, ``soon`` (what goes on: "is meeting") or empty when open.
    """

    published: date
    tense: str = ""


# Tenses of what lies ahead.
AHEAD = ("future", "soon")
# Days within which what goes on is told without the year ("are feeding families of those who drowned on 20 December").
_QUARTER = 92


def nearest(choices: list[Interval], at: Anchor) -> Interval | str:
    """Choose among the same day or month of several years, by tense, then by nearness."""

    def distance(interval: Interval) -> int:
        if interval.start is None or interval.end is None:
            return 0
        ahead, back = (interval.start - at.published).days, (at.published - interval.end).days
        return ahead * FUTURE_WEIGHT if ahead > 0 else max(back, 0)

    past = [c for c in choices if c.start is not None and c.start <= at.published]
    ahead = [c for c in choices if c.end is not None and c.end > at.published]
    pool = {"past": past, "future": ahead, "soon": ahead}.get(at.tense) or choices
    chosen = min(pool, key=distance, default=None)
    last = max(past, key=_start, default=None)
    if at.tense == "soon" and chosen and last and _is_far(chosen, at) and not _is_far(last, at):
        return last
    return chosen or "no such date"


def _start(interval: Interval) -> date:
    return interval.start or date.min


def _is_far(interval: Interval, at: Anchor) -> bool:
    """Tell whether a day is more than a quarter away."""
    return interval.precision != "day" or abs((_start(interval) - at.published).days) > _QUARTER


def offset_from(timex: Timex, anchor: Interval, *, forward: bool) -> Interval | None:
    """Return "a day after" or "two weeks before" counted from ``anchor``; ``None`` if the number is vague."""
    count = number_of(timex.get("number") or "a", exact=True)
    if anchor.start is None or count is None:
        return None
    return unit_away(anchor.start, timex.get("unit"), count if forward else -count)


def number_of(text: str, *, exact: bool) -> int | None:
    """Read the number of units; vague ones ("a few") only where a rough reach will do."""
    word = re.sub(r"^a (?=\w)|\s*of$", "", text.strip().lower()).strip()
    if word.isdigit():
        return int(word)
    if word in words()["vague"]:
        return None if exact else (SEVERAL if word in ("several", "many") else FEW)
    return int(words()["number"].get(word, "1"))


def unit_away(today: date, unit: str, count: int) -> Interval | None:
    """Return the calendar unit that lies ``count`` units from ``today``."""
    months = MONTHS_IN.get(unit, 0) * count
    if not 0 < today.year + months / 12 - 1 < 9980:
        return None
    match unit:
        case "minute" | "hour":
            found = day_of(today, RELATIVE)
        case "day" | "night":
            found = day_of(plus_days(today, count), RELATIVE)
        case "week" | "fortnight":
            found = week_of(plus_days(today, count * DAYS_IN[unit]), RELATIVE)
        case "month":
            found = month_of(plus_months(today.replace(day=1), count), RELATIVE)
        case "year":
            found = year_of(today.year + count, RELATIVE)
        case "decade":
            first = today.year // 10 * 10 + 10 * count
            found = span_of(date(first, 1, 1), date(first + 10, 1, 1), RELATIVE)
        case _:
            return None
    return found


def reach(unit: str, count: int, today: date) -> Interval | str:
    """Return the span of ``count`` units that ends (or starts, if positive) with ``today``."""
    months = MONTHS_IN.get(unit, 0) * count
    if not 0 < today.year + months / 12 - 1 < 9980:
        return "no such date"
    other = plus_months(today, months) if months else plus_days(today, count * DAYS_IN.get(unit, 1))
    start, end = sorted((today, other))
    return span_of(start, plus_days(end, 1), RELATIVE)
