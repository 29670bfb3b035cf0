"""Steps: what opens, closes, confirms and denies relations, each with the incident or mention that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from tocsin.base.incidents import Filter, Step
from tocsin.base.plain import record
from tocsin.store.filters import Condition, looked_up, one_of, place_parts
from tocsin.store.parties import place_columns
from tocsin.store.rows import end_spells, grouped, in_force, key_of, packed, replace_spells, rows_in
from tocsin.store.schema import step


def put_steps(conn: Connection, steps: Iterable[Step], *, at: datetime) -> None:
    """Keep steps; the steps of a source are then those given and no others. Equal ones of one source are one."""
    replace_spells(conn, step, "source", grouped(map(_row, steps), lambda row: str(row["source"])), at)


def _row(given: Step) -> dict[str, Any]:
    kept, body, digest = packed(given)
    object_ = kept.object
    return {
        "source": kept.source,
        "kind": kept.kind.value,
        "effect": kept.effect.value,
        "subject": kept.subject.id,
        "subject_name": kept.subject.name,
        "subject_key": key_of(kept.subject.name),
        "object": object_.id if object_ else None,
        "object_name": object_.name if object_ else None,
        "object_key": key_of(object_.name) if object_ else None,
        **place_columns(kept.place),
        "earliest": kept.earliest,
        "latest": kept.latest,
        "status": kept.status.value,
        "digest": digest,
        "body": body,
    }


def drop_steps(conn: Connection, sources: Iterable[str], *, at: datetime) -> None:
    """Let all steps of the sources hold no longer."""
    query = select(step.c.n).where(step.c.until.is_(None))
    end_spells(conn, step, [r.n for r in rows_in(conn, query, step.c.source, sources)], at)


def find_steps(conn: Connection, wanted: Filter | None = None, *, kinds: Sequence[str] = ()) -> list[Step]:
    """Return the steps that fit, by day (unknown ones first), source and order.

    Of the filter, places, actors (as subject or object), statuses, ``until``, ``as_of`` and the limit are asked;
    ``until`` leaves out what began on or after it. What happened before ``since`` still counts for how things stand.
    """
    f, c = wanted or Filter(), step.c
    given = [in_force(step, f.as_of), *one_of((c.kind, kinds), (c.status, f.statuses))]
    if f.until:
        given.append(or_(c.earliest.is_(None), c.earliest < f.until))
    parts = (place_parts(step, f), side_parts(f))
    conditions = [condition for some in parts for condition in looked_up(step, some, *given)] or given
    rows = conn.execute(select(c.source, c.earliest, c.position, c.body).where(*conditions)).all()
    rows = sorted(rows, key=lambda r: (r.earliest or date.min, r.source, r.position))
    return [record(Step, r.body) for r in rows[: f.limit]]


def side_parts(wanted: Filter) -> list[Condition]:
    """Return the conditions of which one has to hold for an actor asked for to be a side of a step."""
    c, names = step.c, [key_of(n) for n in wanted.actor_names]
    ids = one_of((c.subject, wanted.actors), (c.object, wanted.actors))
    return [*ids, *one_of((c.subject_key, names), (c.object_key, names))]
