"""Read the tables of ``data/actors/`` into names and entries for the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from tocsin.base.dates import plus_months
from tocsin.base.tables import Row, table
from tocsin.linking.entries import Entry, Form, Role
from tocsin.linking.factbook import read_leaders

Named = tuple[str, Form, Entry]
_LEADERS = ("actors/leaders_1.tsv", "actors/leaders_2.tsv")
_KINDS = {"country": "state", "party": "body", "metonym": "body"}
# Roles that make a head of state or government for the purpose of filling gaps from the factbook.
_HEADS = ("head of state", "head of government")


def read_surfaces() -> Iterator[Named]:
    """Yield every name with its entry: states first, then agencies, groups, bodies and persons."""
    states = {row["id"]: row for row in table("actors/states.tsv", columns=("id", "iso3", "name", "aliases"))}
    entries = {key: _state(row) for key, row in states.items()}
    for key, row in states.items():
        yield from _state_names(row, entries[key])
    yield from _peoples()
    yield from _metonyms(entries)
    for name in ("actors/groups.tsv", "actors/bodies.tsv"):
        yield from _grouped(table(name, columns=("id", "name", "aliases", "country", "sector")), entries)
    columns = ("id", "name", "aliases", "country", "title", "role", "sector", "from", "until")
    people = [row for name in _LEADERS for row in table(name, columns=columns)]
    yield from _grouped(sorted(people, key=lambda row: row["id"]), entries)
    yield from _from_factbook(people, states)


def pattern_rows() -> list[tuple[str, str, str, str]]:
    """Return the patterns over a state's adjective or name: pattern, organ, sector, and where a row of the user's own stands."""
    rows = table("actors/patterns.tsv", columns=("pattern", "name", "sector"))
    return [(row["pattern"], row["name"], row["sector"], row.origin) for row in rows]


def read_neighbours() -> dict[str, frozenset[str]]:
    """Return for each state, by ISO alpha-3, the states with a land border to it."""
    rows = table("actors/states.tsv", columns=("id", "iso3", "neighbours"))
    return {row["iso3"]: frozenset(row.many("neighbours")) for row in rows}


def _state(row: Row) -> Entry:
    return Entry(row["id"], row["name"], "state", (Role(row["iso3"], "", "GOV"),), origin=row.origin)


def _state_names(row: Row, entry: Entry) -> Iterator[Named]:
    for name in (row["name"], *row.many("aliases")):
        yield name, Form.NAME, entry
    for name in row.many("adjectives"):
        yield name, Form.ADJECTIVE, entry
    for name in row.many("demonyms"):
        if name not in row.many("adjectives"):
            yield name, Form.DEMONYM, entry
    for name in (*row.many("capital"), *row.many("capital_aliases")):
        yield name, Form.CAPITAL, entry


def _peoples() -> Iterator[Named]:
    for row in table("actors/peoples.tsv", columns=("names", "country")):
        names = row.many("names")
        roles = (Role(row["country"], "", "CVL"),)
        entry = Entry(f"people:{names[0].casefold()}", names[0], "people", roles, origin=row.origin)
        for name in names:
            yield name, Form.DEMONYM if name.endswith("s") else Form.ADJECTIVE, entry


def _metonyms(entries: dict[str, Entry]) -> Iterator[Named]:
    for row in table("actors/metonyms.tsv", columns=("text", "id", "name", "country", "sector", "aliases")):
        entry = entries.get(row["id"])
        if entry is None:
            role = Role(row["country"] or None, "", row["sector"] or None)
            entry = Entry(row["id"], row["name"], _kind(row["id"]), (role,))
            entries[entry.id] = entry
        for name in (row["text"], *row.many("aliases")):
            yield name.removeprefix("the "), Form.NAME, replace(entry, origin=row.origin) if row.origin else entry


def _kind(key: str) -> str:
    prefix = key.split(":", 1)[0]
    return _KINDS.get(prefix, prefix)


def _grouped(rows: list[Row], entries: dict[str, Entry]) -> Iterator[Named]:
    """Yield the names of entries that may take several rows, one for each role."""
    for key, same in groupby(rows, key=lambda row: row["id"]):
        group = list(same)
        entry = entries.get(key)
        if entry is None:
            parent, origin = group[0].cells.get("parent") or None, group[0].origin
            entry = Entry(key, group[0]["name"], _kind(key), _roles(group), parent, origin)
            entries[key] = entry
        for row in group:
            for name in (row["name"], *row.many("aliases")):
                yield name.removeprefix("the "), Form.NAME, entry


def _roles(rows: list[Row]) -> tuple[Role, ...]:
    roles = [
        Role(
            row["country"] or None,
            row.cells.get("title") or row.cells.get("role") or "",
            row["sector"] or None,
            _start(row.cells.get("from", ""), row),
            _end(row.cells.get("until", ""), row),
        )
        for row in rows
    ]
    return tuple(sorted(roles, key=lambda role: role.start or date.min))


def _start(text: str, row: Row) -> date | None:
    """Return the first day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    if not text:
        return None
    try:
        year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError as error:
        raise row.bad(f"date {text!r} cannot be read; write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _end(text: str, row: Row) -> date | None:
    """Return the day after the last day, month or year in office."""
    start = _start(text, row)
    if start is None:
        return None
    return start + timedelta(days=1) if len(text) > 7 else plus_months(start, 12 if len(text) == 4 else 1)


def _from_factbook(people: list[Row], states: dict[str, Row]) -> Iterator[Named]:
    """Yield the leaders of states for which the tables name no head of state or government in office."""
    served = {row["country"] for row in people if row["role"] in _HEADS and not row["until"]}
    for row in states.values():
        if row["iso3"] in served or row.cells.get("status", "state") != "state":
            continue
        for leader in read_leaders(row["name"]):
            role = Role(row["iso3"], leader.title, "GOV", leader.since)
            key = "person:" + "-".join(leader.name.casefold().split())
            yield leader.name, Form.NAME, Entry(key, leader.name, "person", (role,))
