"""How much was read, and what it tells: documents by week and outlet, and incidents as far as counting needs them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Status
from tocsin.base.surges import Happening, Party, Read, Volume, Window
from tocsin.store.schema import document, incident, incident_actor, membership


def volumes(conn: Connection, since: date, until: date) -> list[Volume]:
    """Return how many documents of each outlet were published in each week of ``since`` to ``until`` (inclusive).

    Weeks and outlets without any are left out; an outlet that is not named is the empty name.
    """
    d = document.c
    outlet = func.coalesce(d.outlet, "")
    copies = func.sum(case((d.copy_of.is_not(None), 1), else_=0))
    query = select(d.published, outlet, func.count(), copies).where(*_within(since, until))
    found: dict[tuple[date, str], tuple[int, int]] = {}
    for day, name, all_, repeated in conn.execute(query.group_by(d.published, outlet)):
        key = (day - timedelta(days=day.weekday()), name)
        before = found.get(key, (0, 0))
        found[key] = (before[0] + int(all_ - repeated), before[1] + int(repeated))
    return [Volume(week, name, *counts) for (week, name), counts in sorted(found.items())]


def read_days(conn: Connection) -> tuple[date, date] | None:
    """Return the first and the last day of publication of what the store holds; ``None`` without any dated document."""
    first, last = conn.execute(select(func.min(document.c.published), func.max(document.c.published))).one()
    return (first, last) if first is not None and last is not None else None


def read_window(conn: Connection, since: date, until: date) -> Window:
    """Return the documents published from ``since`` to ``until`` (inclusive) and the incidents that they assert.

    Incidents whose firmest telling is no assertion (alleged, denied, planned ...) and those that were withdrawn are
    left out.
    """
    d, i, a = document.c, incident.c, incident_actor.c
    documents = select(d.n, func.coalesce(d.outlet, ""), d.published, d.copy_of.is_not(None))
    documents = documents.where(*_within(since, until)).order_by(d.published, d.id)
    tellings = _joined(select(i.n, d.n), since, until).distinct()
    told = _joined(select(i.n), since, until)
    happenings = select(i.n, i.id, i.type, i.mode, i.country, i.admin1, i.first_reported, i.last_day)
    parties = select(i.n, a.role, a.actor, a.name, a.country, a.sector).join(incident_actor, a.incident == i.id)
    return Window(
        since,
        until,
        tuple(Read(n, outlet, day, bool(repeats)) for n, outlet, day, repeats in conn.execute(documents)),
        tuple((one, other) for one, other in conn.execute(tellings)),
        tuple(Happening(*row) for row in conn.execute(happenings.where(i.n.in_(told)).order_by(i.id))),
        tuple(Party(*row) for row in conn.execute(parties.where(i.n.in_(told)).order_by(i.id, a.role, a.position))),
    )


def _within(since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    return document.c.published >= since, document.c.published <= until


def _joined(query: Select[Any], since: date, until: date) -> Select[Any]:
    """Return a query over documents of some days, joined with the asserted incidents that they tell."""
    of_document = (membership.c.document == document.c.id) & membership.c.until.is_(None)
    i = incident.c
    asserted = (i.told == Status.ASSERTED.value, i.status != IncidentStatus.WITHDRAWN.value)
    joined = query.select_from(document).join(membership, of_document).join(incident, i.id == membership.c.incident)
    return joined.where(*_within(since, until), *asserted, i.first_reported.is_not(None))
