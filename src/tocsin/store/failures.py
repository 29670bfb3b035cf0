"""What a database says of its troubles, told as errors that a user can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from tocsin.base.errors import BadInput, NoStore, TocsinError

FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "53100")
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")
NO_STORE = ("SQLITE_NOTADB",)
BROKEN = ("SQLITE_CORRUPT", "XX001", "XX002")
CLOSED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH", "25006", "42501")


@contextmanager
def told(where: str) -> Iterator[None]:
    """Raise what the database of ``where`` says of its troubles as an error of tocsin; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        found = translated(error, where)
        if found is None:
            raise
        raise found from error


def translated(error: DBAPIError, where: str) -> TocsinError | None:
    """Return a database's error as tocsin's, or ``None`` for one that is a fault of the code."""
    code = str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")
    if code.startswith(FULL):
        return TocsinError(
            f"The store {where} could not grow: no room is left on its disk. A store is written whole or not at all, "
            "and nothing of this step was kept; make room and run the same command again."
        )
    if code.startswith(LOCKED):
        return TocsinError(
            f"The store {where} is being written by another process, which did not finish in time. One process "
            "writes at a time; wait for it to end and run the same command again."
        )
    if code.startswith(NO_STORE):
        return not_a_store(where)
    if code.startswith(BROKEN):
        return TocsinError(
            f"The store {where} is damaged ({error.orig}). A store that is copied while it is written breaks like "
            "this; take it from a backup, or add its documents to a new store."
        )
    if code.startswith(CLOSED):
        return NoStore(
            f"The store {where} cannot be opened or written here ({error.orig}). A store needs a folder and a "
            "file, or a database, that you may write to; check the path and its rights."
        )
    if not code and error.connection_invalidated is False and type(error).__name__ == "OperationalError":
        return NoStore(
            f"The store {where} does not answer ({str(error.orig).strip()}). A URL names a running server and a "
            "database on it, as in postgresql://user@host/name; check it, and start the server."
        )
    return None


def not_a_store(where: str) -> BadInput:
    """Return the error for a file or database that holds something else."""
    return BadInput(
        f"{where} is not a store of tocsin: it holds something else. A store is a file that tocsin made, a path "
        "where there is no file yet, or an empty database; give another path or URL."
    )


def no_store(where: str) -> NoStore:
    """Return the error for a store that is not there."""
    return NoStore(
        f"There is no store at {where}. A store is made by adding documents; run tocsin add with this store, or "
        "give the path or URL of one that exists."
    )
