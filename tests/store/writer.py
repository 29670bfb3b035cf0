"""A process that adds batches to a store until it is done or killed: ``python writer.py STORE BATCHES [BYTES]``."""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime

from made_records import document, incident, member, mention
from sqlalchemy import Connection, func, select

from tocsin.base.errors import TocsinError
from tocsin.store import schema
from tocsin.store.documents import put_documents
from tocsin.store.engine import open_store
from tocsin.store.incidents import put_incidents
from tocsin.store.mentions import put_mentions

SIZE = 20


def add_batch(conn: Connection) -> int:
    """Add the next batch, whose number is how many there are, and return its number."""
    batch = conn.execute(select(func.count()).select_from(schema.document)).scalar_one() // SIZE
    at, numbers = datetime.now(UTC), range(batch * SIZE, (batch + 1) * SIZE)
    texts = [document(n, f"Rebels of batch {batch} took a town. " * 20) for n in numbers]
    put_documents(conn, texts, run="u_1", at=at, signatures={}, bands={d.id: [d.id] for d in texts})
    put_mentions(conn, [mention(n, f"d_{n}") for n in numbers], run="u_1", at=at)
    told = [incident(n, mentions=(member(n, f"d_{n}"),)) for n in numbers]
    keys = {i.id: ["one", i.id] for i in told}
    put_incidents(conn, told, keys=keys, run="u_1", at=at, by="writer", why="test")
    return batch


def main() -> None:
    where, batches = sys.argv[1], int(sys.argv[2])
    if len(sys.argv) > 3:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    try:
        with open_store(where) as store:
            for _ in range(batches):
                with store.write() as conn:
                    batch = add_batch(conn)
                print(batch, flush=True)  # noqa: T201
    except TocsinError as error:
        print(f"error {error}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
