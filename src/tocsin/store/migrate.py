"""From an empty file or an old store to the form that this code knows, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from tocsin.base.errors import BadInput
from tocsin.store.failures import no_store, not_a_store
from tocsin.store.schema import metadata

VERSION_TABLE = "tocsin_version"
MIGRATIONS = Path(__file__).parent / "migrations"
Opener = Callable[[], AbstractContextManager[Connection]]


def migrate(read: Opener, write: Opener, where: str, *, create: bool, to: str = "head") -> None:
    """Bring a store to the version ``to``; nothing is written where it is there already.

    Raises:
        BadInput: it is something else, a newer tocsin wrote it, or there is none and none is to be made.
    """
    script = ScriptDirectory(str(MIGRATIONS))
    goal = script.get_current_head() if to == "head" else to
    with read() as conn:
        if version(conn) == goal:
            return
    with write() as conn:  # look again: another process may have done it since
        found = version(conn)
        if found == goal:
            return
        _check(conn, script, found, where, create)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = conn
        command.upgrade(config, to)


def version(conn: Connection) -> str | None:
    """Return the version of a store, ``None`` where there is none."""
    if not inspect(conn).has_table(VERSION_TABLE):
        return None
    return conn.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()


def _check(conn: Connection, script: ScriptDirectory, found: str | None, where: str, create: bool) -> None:
    known = [r.revision for r in script.walk_revisions()]
    if found is not None and found not in known:
        raise BadInput(
            f"The store {where} has the form {found}, which a newer tocsin gave it; this one knows the forms up to "
            f"{known[0]}. Install the newer tocsin, or give a store that this one made."
        )
    if found is not None:
        return
    tables = set(inspect(conn).get_table_names())
    # A server's database may hold tables of others; a file with other tables is somebody else's.
    if tables & set(metadata.tables) or (tables and conn.dialect.name == "sqlite"):
        raise not_a_store(where)
    if not create:
        raise no_store(where)
