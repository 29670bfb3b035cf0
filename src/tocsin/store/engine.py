"""Opening a store: where it is, how it is read by many and written by one at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError

from tocsin.base.errors import BadInput, MissingExtra
from tocsin.store.failures import no_store, not_a_store, told
from tocsin.store.migrate import VERSION_TABLE, migrate

__all__ = ["Connection", "Store", "open_store"]

# How long a writer waits for the one before it; adding a batch takes seconds.
WAIT_SECONDS = 60
# The advisory lock that PostgreSQL's writers of a store take; any number will do that nobody else uses ("tocsin").
LOCK = 0x746F6373696E
SQLITE_HEAD = b"SQLite format 3\x00"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers go on while one writes
    "PRAGMA synchronous = NORMAL",  # with WAL: whole after a kill or a power cut, which may lose the last commits
    "PRAGMA cache_size = -65536",  # 64 MB
)


class Store:
    """A store that is open: ``read()`` and ``write()`` give connections for the functions of this room."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.url = where

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the store as it is now, unmoved by who writes meanwhile, and cannot write.

        Raises:
            TocsinError: the store is locked, damaged or gone.
        """
        with told(self.url), self._engine.connect() as conn:
            if conn.dialect.name == "postgresql":
                conn = conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction of its own: all of it is kept at the end, or nothing after an error.

        One process or thread writes at a time; others wait for it up to ``WAIT_SECONDS``.

        Raises:
            TocsinError: another one writes for too long, the disk is full, or the store is damaged.
        """
        with told(self.url), self._engine.connect() as conn:
            conn = conn.execution_options(tocsin_writes=True)
            with conn.begin():
                if conn.dialect.name == "postgresql":
                    conn.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
                    conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield conn

    @property
    def file(self) -> tuple[int, int] | None:
        """What tells the file of the store from one that is put in its place; ``None`` where there is none."""
        return _which(Path(self.url)) if self._engine.dialect.name == "sqlite" else None

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(where: str | Path, *, create: bool = True) -> Store:
    """Return the store at a path or URL, brought to the form that this code knows.

    Args:
        where: the path of a file (SQLite), ``sqlite:///path``, or ``postgresql://user@host/name``.
        create: make it where there is none.

    Raises:
        BadInput: there is no store and none is to be made, it is something else, or a newer tocsin wrote it.
        MissingExtra: PostgreSQL is asked for and its driver is not installed.
        TocsinError: the store is locked or damaged, or the disk is full.
    """
    url = _url(where)
    shown = url.render_as_string(hide_password=True) if url.get_backend_name() == "postgresql" else str(url.database)
    if url.get_backend_name() == "sqlite":
        _check_file(Path(shown), create)
    store = Store(_engine(url), shown)
    try:
        with told(shown):
            migrate(store.read, store.write, shown, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _url(where: str | Path) -> URL:
    text_ = str(where)
    if "://" not in text_:
        return URL.create("sqlite", database=text_)
    if text_.startswith("postgres://"):  # the older spelling, which some hosts still hand out
        text_ = text_.replace("postgres://", "postgresql://", 1)
    try:
        url = make_url(text_)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadInput(_no_such_kind(text_.partition("://")[0] + "://…")) from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database:
        raise BadInput(_no_such_kind(url.render_as_string(hide_password=True)))
    return url.set(drivername="sqlite")


def _no_such_kind(shown: str) -> str:
    return (
        f"The store {shown} is of a kind that tocsin does not know. A store is a path, sqlite:///path or "
        "postgresql://user@host/name; give one of them."
    )


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise BadInput(f"{path} is a folder, and a store is one file; name a file in it, as in {path / 'tocsin.db'}.")
    if not path.exists():
        if not create:
            raise no_store(str(path))
        if not path.parent.is_dir():
            raise BadInput(
                f"The folder {path.parent} for the store {path.name} does not exist. A store is made in a folder "
                "that is there; make the folder or give another path."
            )
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEAD))
    except OSError as error:
        raise BadInput(
            f"The store {path} cannot be read ({error.strerror}). A store is a file that you may read and write; "
            "check its rights."
        ) from error
    if head not in (b"", SQLITE_HEAD) or not _is_ours(path):
        raise not_a_store(str(path))


def _is_ours(path: Path) -> bool:
    """Return whether a file is empty or a store; opening it for good would turn somebody else's into WAL mode."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.OperationalError:
        return True  # locked or not readable for now: what opens it for good says why
    except sqlite3.DatabaseError:
        return False
    return not tables or VERSION_TABLE in tables


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {"json_serializer": _json}
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, **options)
        except ModuleNotFoundError as error:
            raise MissingExtra("pip install 'tocsin[postgres]'") from error
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    if url.database and url.database != ":memory:":
        _follow(engine, Path(url.database))
    return engine


def _follow(engine: Engine, path: Path) -> None:
    """Let no connection outlive its file: one that is gone is an error, one put in its place is read from then on.

    An open file is read on after it was deleted, and SQLite makes an empty one where there is none.
    """
    met = False

    def check(*_: object) -> None:
        if met and not path.exists():
            raise no_store(str(path))

    def remember(_: object, record: Any) -> None:
        nonlocal met
        met = True
        record.info["file"] = _which(path)

    def compare(_: object, record: Any, __: object) -> None:
        if record.info.get("file") != _which(path):
            raise DisconnectionError  # the pool opens another one, and asks again

    event.listen(engine, "do_connect", check)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _which(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from one that is put in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare(connection: Any, _: object) -> None:
    # The driver's own transactions begin late and skip reading and table changes; _begin says BEGIN itself.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(conn: Connection) -> None:
    # A transaction that reads first and writes later would fail when another wrote between; IMMEDIATE waits instead.
    writes = conn.get_execution_options().get("tocsin_writes", False)
    conn.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
