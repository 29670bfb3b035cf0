"""What rose lately: a store's surges, and surges as alerts, which are the same whoever computes them.

An alert is a surge; its id is made from the place or pair, the week and the kind, so that nothing has to be kept to know
it again. A week is looked at when it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from tocsin.base.errors import BadInput
from tocsin.base.surges import Subject, Surge, Watch
from tocsin.naming import Where, Who
from tocsin.store.engine import Store
from tocsin.store.volumes import read_days, read_window, volumes
from tocsin.study.series import BASELINE, columns_of, monday
from tocsin.study.subjects import sides_of
from tocsin.study.surges import missing, surges_of_week, trends_of_week

WEEK = timedelta(days=7)
# Weeks that can be looked at in one go: a year.
MOST_WEEKS = 53


def surges(
    store: Store, *, as_of: date | None = None, place: Where | None = None, actor: Who | None = None, weeks: int = 1
) -> Watch:
    """Return what rose in the last whole weeks up to a day, as the documents published until then tell it.

    The list does not hang on the filters: a place or pair that is asked for is judged among all.

    Args:
        store: the store.
        as_of: the day; ``None``: the last day of publication in the store.
        place: only this country or province; of a town, the province that it lies in.
        actor: only pairs with this actor; with ``place``, those of either.
        weeks: how many weeks to look at, 1 to ``MOST_WEEKS``.

    Raises:
        BadInput: ``weeks`` is out of range, or the place has no series.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadInput(f"weeks={weeks} is out of range; give 1 to {MOST_WEEKS}.")
    wanted = _wanted(place, actor)
    with store.read() as conn:
        days = read_days(conn)
        on = as_of or (days[1] if days else None)
        if on is None:
            return Watch(date.min, (), (), (), ("the store holds no document with a day of publication",), ())
        week = last_week(on)
        since = week - WEEK * (BASELINE + weeks - 1)
        window = read_window(conn, since, week + WEEK - timedelta(days=1))
        read = volumes(conn, since, week + WEEK - timedelta(days=1))
    columns = columns_of(window)
    last = len(columns.weeks) - 1
    looked = range(last, last - weeks, -1)
    lacks = [(columns.weeks[at], missing(columns, at)) for at in looked]
    return Watch(
        on,
        tuple(columns.weeks[at] for at in looked),
        tuple(s for at in looked for s in surges_of_week(columns, at) if wanted(s.trend.subject)),
        tuple(trends_of_week(columns, last, wanted)) if place or actor else (),
        tuple(f"week of {week}: {lack}" for week, lack in lacks if lack is not None),
        tuple(read),
    )


def last_week(as_of: date) -> date:
    """Return the Monday of the last week that is over at the end of a day."""
    return monday(as_of + timedelta(days=1)) - WEEK


def moment_of(surge: Surge) -> datetime:
    """Return when a surge could be known first: the moment at which its week is over, in UTC."""
    return datetime.combine(surge.trend.week + WEEK, time.min, UTC)


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
