"""What every table needs: records as bodies with a digest, lists cut for IN, rows that hold from a moment until another."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from tocsin.base.plain import plain, record

T = TypeVar("T")
Found: TypeAlias = Row[*tuple[Any, ...]]
# The oldest SQLite that is still around takes 999 values in one statement.
CHUNK = 900
# Neither database keeps NUL or half a surrogate pair in text; a sign of the same length keeps offsets true.
UNKEPT = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the items without repeats, in order, in lists that fit one statement."""
    unique = list(dict.fromkeys(items))
    for first in range(0, len(unique), size):
        yield unique[first : first + size]


def rows_in(
    conn: Connection, query: Select[*tuple[Any, ...]], column: ColumnElement[Any], ids: Iterable[str]
) -> list[Found]:
    """Return the rows of a query whose column is one of the ids, whatever their number."""
    return [row for some in chunks(ids) for row in conn.execute(query.where(column.in_(some)))]


def delete_in(conn: Connection, table: Table, column: Column[Any], ids: Iterable[str]) -> None:
    """Delete the rows of a table whose column is one of the ids."""
    for some in chunks(ids):
        conn.execute(delete(table).where(column.in_(some)))


def insert_rows(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, none of which may be there; nothing for no rows."""
    if rows:
        conn.execute(insert(table), rows)


def update_rows(conn: Connection, table: Table, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Update the rows that have each row's ``key``; all rows give the same columns."""
    if rows:
        values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in rows[0] if name != key}
        renamed = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        conn.execute(update(table).where(table.c[key] == bindparam(f"new_{key}")).values(values), renamed)


def key_of(name: str | None) -> str | None:
    """Return a name in one spelling, so that equal names are found whatever their case and spaces."""
    return None if name is None else " ".join(name.casefold().split())


def packed(value: T, without: Collection[str] = ()) -> tuple[T, dict[str, Any], str]:
    """Return a record as it can be kept, its body, and the digest of the body.

    Args:
        value: the record.
        without: fields that have a place of their own and are no part of the body.
    """
    whole, kept = plain(value), value
    dumped = _dumped({name: v for name, v in whole.items() if name not in without})
    texts = [v for v in (whole[name] for name in without) if isinstance(v, str)]
    if "\\u0000" in dumped or "\\ud" in dumped or any(map(UNKEPT.search, texts)):
        whole = _clean(whole)
        kept = record(type(value), whole)
        dumped = _dumped({name: v for name, v in whole.items() if name not in without})
    return kept, {name: v for name, v in whole.items() if name not in without}, digest_of(dumped)


def digest_of(*parts: str) -> str:
    """Return 32 hex digits for the parts; the same parts give the same digits."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass"))
        found.update(b"\x00")
    return found.hexdigest()[:32]


def _dumped(body: Any) -> str:
    return json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _clean(body: Any) -> Any:
    if isinstance(body, str):
        return UNKEPT.sub(REPLACEMENT, body)
    if isinstance(body, list):
        return [_clean(v) for v in body]
    return {k: _clean(v) for k, v in body.items()} if isinstance(body, dict) else body


def in_force(table: Table, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a row with ``since`` and ``until`` holds, now or as it was known at a moment."""
    if as_of is None:
        return table.c.until.is_(None)
    return and_(table.c.since <= as_of, or_(table.c.until.is_(None), table.c.until > as_of))


def replace_spells(
    conn: Connection, table: Table, owner: str, rows: Mapping[str, Sequence[Mapping[str, Any]]], at: datetime
) -> None:
    """Make the rows of each owner those given: what is there stays, what is not gets an end, what is new a beginning.

    Args:
        conn: a connection that writes.
        table: one with ``digest``, ``position``, ``since`` and ``until``.
        owner: the column that says whose a row is.
        rows: for each owner its rows in order; equal digests of one owner are one row.
        at: the moment of the change.
    """
    column = table.c[owner]
    query = select(table.c.n, column.label("whose"), table.c.digest, table.c.position).where(table.c.until.is_(None))
    there = {(str(r.whose), str(r.digest)): r for r in rows_in(conn, query, column, rows)}
    new: dict[tuple[str, str], dict[str, Any]] = {}
    for whose, given in rows.items():
        for position, row in enumerate(given):
            key = (whose, row["digest"])
            new.setdefault(key, {**row, owner: whose, "position": position, "since": at, "until": None})
    end_spells(conn, table, [r.n for key, r in there.items() if key not in new], at)
    moved = [(there[k].n, r["position"]) for k, r in new.items() if k in there and there[k].position != r["position"]]
    update_rows(conn, table, "n", [{"n": n, "position": position} for n, position in moved])
    insert_rows(conn, table, [row for key, row in new.items() if key not in there])


def end_spells(conn: Connection, table: Table, numbers: Iterable[int], at: datetime) -> None:
    """Let rows hold no longer."""
    for some in chunks(numbers):
        conn.execute(update(table).where(table.c.n.in_(some)).values(until=at))


def grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Return the rows of each key, in order."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
