"""Pages by a day and an id, each after the key that the page before ended with: no offset that grows slow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, or_

from tocsin.base.errors import BadInput

# In a key, the day of what has none; it comes last in both orders.
NO_DAY = "-"


def page(
    conn: Connection,
    query: Select[Any],
    day: Column[Any],
    id_: Column[Any],
    *,
    newest_first: bool,
    after: str | None,
    limit: int,
) -> Sequence[Any]:
    """Return one row more than the page has, if there is one.

    What has a day and what has none are asked for apart: each is read off an index, and nothing is sorted.

    Raises:
        BadInput: ``after`` is no key.
    """
    on, last = place_of(after)
    found: list[Any] = []
    if on is not None or after is None:
        found += conn.execute(dated(query, day, id_, on, last, newest_first=newest_first).limit(limit + 1))
    if len(found) <= limit:
        rest = query.where(day.is_(None))
        if on is None and after is not None:
            rest = rest.where(id_ < last if newest_first else id_ > last)
        found += conn.execute(rest.order_by(id_.desc() if newest_first else id_).limit(limit + 1 - len(found)))
    return found


def dated(
    query: Select[Any], day: Column[Any], id_: Column[Any], on: date | None, last: str, *, newest_first: bool
) -> Select[Any]:
    """Return the question for what has a day, in order, behind the place of a day and an id."""
    order = (day.desc(), id_.desc()) if newest_first else (day, id_)
    return query.where(day.is_not(None), *_behind(day, id_, on, last, newest_first=newest_first)).order_by(*order)


def _behind(
    day: Column[Any], id_: Column[Any], on: date | None, last: str, *, newest_first: bool
) -> Sequence[ColumnElement[bool]]:
    if on is None:
        return ()
    # The first condition alone lets an index be used.
    if newest_first:
        return day <= on, or_(day < on, id_ < last)
    return day >= on, or_(day > on, id_ > last)


def place_of(after: str | None) -> tuple[date | None, str]:
    """Return the day and the id of a key; no day for what has none, and for the beginning.

    Raises:
        BadInput: it is no key.
    """
    begin, _, last = (after or "").partition(" ")
    if after is None or begin == NO_DAY:
        return None, last
    try:
        return date.fromisoformat(begin), last
    except ValueError:
        raise BadInput(f"{after!r} is no place to go on from; take the key that the page before ended with.") from None


def key_after(day: date | None, id_: str) -> str:
    """Return the key of the page after what has a day and an id."""
    return f"{day.isoformat() if day else NO_DAY} {id_}"
