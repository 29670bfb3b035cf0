"""What is asked for, as conditions on the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, column, or_, select, table, union_all

from tocsin.base.incidents import Filter
from tocsin.store.rows import in_force, key_of
from tocsin.store.schema import claim, document, incident, incident_actor, incident_revision, mention, participant
from tocsin.store.words import matching

Condition = ColumnElement[bool]
Area = tuple[float, float, float, float]
AREA = table("incident_area", *(column(name) for name in ("n", "min_lon", "max_lon", "min_lat", "max_lat")))


def incident_conditions(conn: Connection, wanted: Filter, area: Area | None = None) -> list[Condition]:
    """Return the conditions on ``incident``, or on ``incident_revision`` for what was known at a moment."""
    rows, id_ = (incident_revision, "incident") if wanted.as_of else (incident, "id")
    found = [*_values(rows, wanted), *_took_part(rows.c[id_], wanted), *_day_conditions(rows, wanted)]
    if wanted.as_of:
        found.append(in_force(rows, wanted.as_of))
    said = speech_conditions(wanted)
    if said:
        spoke = select(claim.c.incident).where(in_force(claim, wanted.as_of), *said)
        found.append(rows.c[id_].in_(spoke))
    if wanted.words is not None:
        has = matching(conn, incident, wanted.words)
        found.append(rows.c[id_].in_(select(incident.c.id).where(has)) if wanted.as_of else has)
    if area:
        found += _within(conn, rows, area)
    return found


def _values(rows: Table, wanted: Filter) -> list[Condition]:
    c = rows.c
    found = one_of((c.type, wanted.types), (c.mode, wanted.modes), (c.status, wanted.statuses), (c.told, wanted.told))
    found += place_conditions(rows, wanted)
    if wanted.min_score > 0:
        found.append(c.score >= wanted.min_score)
    if wanted.min_origins > 0:
        found.append(c.origins >= wanted.min_origins)
    return found


def _day_conditions(rows: Table, wanted: Filter) -> list[Condition]:
    # What has neither a time nor a day of report stands on the last day of all, and fits no question for days.
    found = [rows.c.last_day >= wanted.since, rows.c.first_day < date.max] if wanted.since else []
    return [*found, rows.c.first_day < wanted.until] if wanted.until else found


def one_of(*asked: tuple[Column[Any], Sequence[Any]]) -> list[Condition]:
    """Return for each column with values the condition that it has one of them."""
    return [c.in_(values) for c, values in asked if values]


def any_of(*asked: tuple[Column[Any], Sequence[Any]]) -> list[Condition]:
    """Return the condition that one of the columns has one of its values; none if no column has values."""
    found = one_of(*asked)
    return [or_(*found)] if found else []


def place_conditions(rows: Table, wanted: Filter) -> list[Condition]:
    """Return the condition that a row's place fits one of those asked for."""
    found = place_parts(rows, wanted)
    return [or_(*found)] if found else []


def place_parts(rows: Table, wanted: Filter) -> list[Condition]:
    """Return the conditions of which one has to hold for a row's place to be one asked for."""
    c, names = rows.c, [key_of(n) for n in wanted.place_names]
    named = one_of((c.admin1, wanted.admin1), (c.place_key, names))
    if wanted.admin1_country is not None:  # there is a Punjab in two countries
        named = [and_(c.country == wanted.admin1_country, part) for part in named]
    return [*one_of((c.place_id, wanted.places), (c.country, wanted.countries)), *named]


def looked_up(table: Table, parts: Sequence[Condition], *given: Condition) -> list[Condition]:
    """Return the condition that one of ``parts`` holds and all that is given, each part looked up in an index of its own.

    SQLite uses no index of the rows that still hold for an OR: it would read the whole table. None without parts.
    """
    found = [select(table.c.n).where(part, *given) for part in parts]
    return [table.c.n.in_(union_all(*found) if len(found) > 1 else found[0])] if found else []


def _took_part(id_: Column[Any], wanted: Filter) -> list[Condition]:
    names = [key_of(n) for n in wanted.actor_names]
    if wanted.as_of:
        parties = incident_revision.c.parties
        found = [parties.contains(f"|{n}|", autoescape=True) for n in (*wanted.actors, *names)]
        return [or_(*found)] if found else []
    who = any_of((incident_actor.c.actor, wanted.actors), (incident_actor.c.name_key, names))
    return [id_.in_(select(incident_actor.c.incident).where(*who))] if who else []


def speech_conditions(wanted: Filter) -> list[Condition]:
    """Return the conditions on a claim of who says it, of what, and whether they affirm or deny."""
    names = [key_of(n) for n in wanted.speaker_names]
    return [
        *any_of((claim.c.speaker, wanted.speakers), (claim.c.speaker_key, names)),
        *one_of((claim.c.stance, wanted.stances), (claim.c.field, wanted.fields)),
    ]


def _within(conn: Connection, rows: Table, area: Area) -> list[Condition]:
    south, west, north, east = area
    exact: list[Condition] = [rows.c.lat.between(south, north), rows.c.lon.between(west, east)]
    if conn.dialect.name != "sqlite" or rows is not incident:
        return exact
    a = AREA.c  # the tree rounds outwards, so that the exact question still has to be asked
    tree = select(a.n).where(a.max_lat >= south, a.min_lat <= north, a.max_lon >= west, a.min_lon <= east)
    return [rows.c.n.in_(tree), *exact]


def claim_conditions(conn: Connection, wanted: Filter) -> list[Condition]:
    """Return the conditions on ``claim``; places, actors, types and the like are those of its incident."""
    found = [in_force(claim, wanted.as_of), *speech_conditions(wanted), *one_of((claim.c.told, wanted.told))]
    if wanted.since:
        found.append(claim.c.said_on >= wanted.since)
    if wanted.until:
        found.append(claim.c.said_on < wanted.until)
    about = Filter(
        places=wanted.places,
        countries=wanted.countries,
        admin1=wanted.admin1,
        place_names=wanted.place_names,
        actors=wanted.actors,
        actor_names=wanted.actor_names,
        types=wanted.types,
        modes=wanted.modes,
        statuses=wanted.statuses,
        min_score=wanted.min_score,
        min_origins=wanted.min_origins,
        words=wanted.words,
        as_of=wanted.as_of,
    )
    if about != Filter(as_of=wanted.as_of):
        id_ = incident_revision.c.incident if wanted.as_of else incident.c.id
        found.append(claim.c.incident.in_(select(id_).where(*incident_conditions(conn, about))))
    return found


def document_conditions(conn: Connection, wanted: Filter) -> list[Condition]:
    """Return the conditions on ``document``: its day and words, and what its mentions tell."""
    c, found = document.c, []
    if wanted.since:
        found.append(c.published >= wanted.since)
    if wanted.until:
        found.append(c.published < wanted.until)
    if wanted.as_of:
        found.append(c.added <= wanted.as_of)
    if wanted.words is not None:
        found.append(matching(conn, document, wanted.words))
    m, names = mention.c, [key_of(n) for n in wanted.actor_names]
    tells = one_of((m.type, wanted.types), (m.mode, wanted.modes), (m.status, wanted.told))
    tells += place_conditions(mention, wanted)
    who = any_of((participant.c.actor, wanted.actors), (participant.c.name_key, names))
    if who:
        tells.append(m.id.in_(select(participant.c.mention).where(*who)))
    return [*found, c.id.in_(select(m.document).where(*tells))] if tells else found
