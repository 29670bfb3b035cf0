"""What rose lately: a store's surges, and surges as alerts, which are the same whoever computes them.

An alert is a surge; its id is made from the place or pair, the week and the kind, so that nothing has to be kept to know
it again. A week is looked at when it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tocsin.asking import Day, day
from tocsin.base.dates import monday
from tocsin.base.errors import BadInput
from tocsin.base.surges import Subject, Surge, Watch
from tocsin.naming import Where, Who
from tocsin.record import Record
from tocsin.store.volumes import read_days, read_window, volumes
from tocsin.study.series import BASELINE, columns_of
from tocsin.study.subjects import sides_of
from tocsin.study.surges import SLOW, Search, missing, trends_of_week
from tocsin.write.surge_words import surge_dict

WEEK = timedelta(days=7)
# Weeks that can be looked at in one go: a year.
MOST_WEEKS = 53


def surges(
    record: Record,
    *,
    as_of: Day = None,
    place: str | None = None,
    actor: str | None = None,
    weeks: int = 1,
    today: date | None = None,
) -> Watch:
    """Return what rose in the last whole weeks up to a day, as the documents published until then tell it.

    How a place or pair is judged does not hang on the filters: it is judged among all.

    Args:
        record: an open record.
        as_of: the day (``YYYY-MM-DD``); ``None``: the last day of publication in the store.
        place: only this country with its provinces, or this province; of a town, the province that it lies in.
        actor: only pairs with this actor, with all that belongs to it; with ``place``, series of either.
        weeks: how many weeks to look at, 1 to ``MOST_WEEKS``.
        today: without ``as_of``, a document that is dated after this day does not make the last day.

    Raises:
        BadInput: a day is none, ``weeks`` is out of range, or the place is unknown or has no series.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadInput(f"weeks={weeks} is out of range; give 1 to {MOST_WEEKS}.")
    asked = day(as_of, "as_of")
    where = record.names.where(place) if place is not None else None
    who = record.names.who(actor) if actor is not None else None
    wanted = _wanted(where, who)
    with record.store.read() as conn:
        days = read_days(conn, until=today)
        on = asked or (days[1] if days else None)
        if on is None:
            return Watch(date.min, (), (), (), ("the store holds no document with a day of publication",), ())
        week = last_week(on)
        since = week - WEEK * (BASELINE + SLOW + weeks - 1)
        window = read_window(conn, since, week + WEEK - timedelta(days=1))
        read = volumes(conn, since, week + WEEK - timedelta(days=1))
    columns = columns_of(window)
    search = Search(columns)
    last = len(columns.weeks) - 1
    looked = range(last, last - weeks, -1)
    lacks = [(columns.weeks[at], missing(columns, at)) for at in looked]
    return Watch(
        on,
        tuple(columns.weeks[at] for at in looked),
        tuple(s for at in looked for s in search.surges(at) if wanted(s.trend.subject)),
        tuple(trends_of_week(columns, last, wanted)) if where or who else (),
        tuple(f"week of {week}: {lack}" for week, lack in lacks if lack is not None),
        tuple(read),
    )


def last_week(as_of: date) -> date:
    """Return the Monday of the last week that is over at the end of a day."""
    return monday(as_of + timedelta(days=1)) - WEEK


def moment_of(surge: Surge) -> datetime:
    """Return when a surge could be known first: the moment at which its week is over, in UTC."""
    return datetime.combine(surge.trend.week + WEEK, time.min, UTC)


def message_of(surge: Surge) -> dict[str, Any]:
    """Return an alert as a message: the same whenever it is sent, as long as the record says the same."""
    return {"type": "tocsin.surge", "timestamp": f"{moment_of(surge):%Y-%m-%dT%H:%M:%SZ}", "data": surge_dict(surge)}


def _wanted(place: Where | None, actor: Who | None) -> Callable[[Subject], bool]:
    if place is None and actor is None:
        return lambda _: True
    countries, provinces = _parts(place) if place else ((), ())
    sides = sides_of(actor.actor, actor.ids) if actor else frozenset()
    return lambda s: (
        not sides.isdisjoint(s.parts) if s.kind == "pair" else s.parts[0] in countries or s.parts in provinces
    )


def _parts(where: Where) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the countries, with all their provinces, and the provinces that stand for a place."""
    if where.countries:
        return where.countries, ()
    names = where.admin1 or ((where.place.admin1,) if where.place.admin1 else ())
    country = where.place.country
    if not names or country is None:
        raise BadInput(
            f"there are series of countries and provinces, and {where.place.name!r} is in none that is known; "
            "name its province or country."
        )
    return (), tuple((country, name) for name in names)
