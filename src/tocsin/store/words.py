"""Search in words: one seam over FTS5 (SQLite) and tsvector (PostgreSQL), whose tables the migrations make."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, column, func, literal_column, select
from sqlalchemy import table as table_of

from tocsin.base.errors import BadInput

TERM = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for: every one of ``wanted`` and none of ``unwanted``, each a word or a phrase."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def terms(words: str) -> Terms:
    """Return what words ask for: ``M23 "North Kivu" -football``.

    Raises:
        BadInput: there is no word to look for.
    """
    found = [(m[1] or m[3], m[2] or m[4] or "") for m in TERM.finditer(words)]
    found = [(minus, term.replace('"', " ")) for minus, term in found if any(sign.isalnum() for sign in term)]
    wanted = tuple(term for minus, term in found if not minus)
    if not wanted:
        raise BadInput(
            f"{words!r} has no word to look for. A search takes words, phrases in quotes and -words to leave out, "
            'as in: M23 "North Kivu" -football; give at least one word.'
        )
    return Terms(wanted, tuple(term for minus, term in found if minus))


def question(conn: Connection, words: str) -> str:
    """Return words as the database's own search understands them."""
    asked = terms(words)
    minus = " -" if conn.dialect.name == "postgresql" else " NOT "
    return " ".join(f'"{t}"' for t in asked.wanted) + "".join(f'{minus}"{t}"' for t in asked.unwanted)


def matching(conn: Connection, table: Table, words: str) -> ColumnElement[bool]:
    """Return the condition that a row of ``document`` or ``incident`` has the words.

    Raises:
        BadInput: there is no word to look for.
    """
    asked = question(conn, words)
    if conn.dialect.name == "postgresql":
        lexemes: ColumnElement[Any] = literal_column(f"{table.name}.lexemes")
        return lexemes.bool_op("@@")(func.websearch_to_tsquery(literal_column("'english'"), asked))
    return table.c.n.in_(_found(table, asked))


def _found(table: Table, asked: str) -> Select[*tuple[Any, ...]]:
    search = table_of(f"{table.name}_search", column("rowid"))
    match: ColumnElement[bool] = literal_column(search.name).bool_op("MATCH")(asked)
    return select(search.c.rowid).where(match)


def numbers_with(conn: Connection, table: Table, words: str) -> list[int]:
    """Return the numbers of the rows of ``document`` or ``incident`` that have the words, in no order.

    Raises:
        BadInput: there is no word to look for.
    """
    if conn.dialect.name == "postgresql":
        return list(conn.execute(select(table.c.n).where(matching(conn, table, words))).scalars())
    # The table itself need not be read: the search has the numbers. They come as one row: a database that gives rows one
    # by one lets other threads wait at each.
    found = _found(table, question(conn, words)).subquery()
    numbers: str | None = conn.execute(select(func.json_group_array(found.c.rowid))).scalar()
    return json.loads(numbers) if numbers else []
