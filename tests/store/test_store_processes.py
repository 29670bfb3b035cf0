"""A store that is killed, full, or shared: whole batches or none."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_records import document, later
from sqlalchemy import func, select, text
from writer import SIZE, add_batch

from tocsin.base.errors import TocsinError
from tocsin.store import engine, schema
from tocsin.store.documents import put_documents
from tocsin.store.engine import open_store

HERE = Path(__file__).parent
KILLS = {"sqlite": 10, "postgresql": 2}


def start(where, batches, *more):
    command = [sys.executable, HERE / "writer.py", where, str(batches), *map(str, more)]
    # What this test imports, its children import.
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def batches_of(store):
    """Return how many batches a store holds, after making sure that each is whole."""
    with store.read() as conn:
        tables = (schema.document, schema.band, schema.mention, schema.incident, schema.incident_revision)
        counts = {conn.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
        assert len(counts) == 1
        texts = conn.execute(select(schema.document.c.text, func.count()).group_by(schema.document.c.text)).all()
        assert {number for _, number in texts} <= {SIZE}
        if conn.dialect.name == "sqlite":
            assert conn.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    return counts.pop() // SIZE


def searched(store):
    """Return how many batches a store holds, after making sure that what is searched is what is kept."""
    with store.write() as conn:
        if conn.dialect.name == "sqlite":  # the search tables check themselves, and fail if they and the texts differ
            for name in ("document_search", "incident_search"):
                conn.execute(text(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"))
    return batches_of(store)


def test_a_store_whose_writer_is_killed_at_any_moment_is_whole_and_goes_on(where):
    chance = random.Random(4)
    held = 0
    for n in range(KILLS["sqlite" if where.endswith(".db") else "postgresql"]):
        child = start(where, 10_000)
        if n % 3:  # in the middle of writing; else anywhere from the start on, while the store is made or opened
            child.stdout.readline()
        time.sleep(chance.uniform(0, 0.2 if n % 3 else 0.8))
        child.kill()
        told = child.communicate()[0].split()
        with open_store(where) as store:
            now = searched(store)
            assert now >= max([held, *(int(number) + 1 for number in told)])
            held = now
    assert held > 0
    with open_store(where) as store:
        with store.write() as conn:
            assert add_batch(conn) == held
        assert searched(store) == held + 1


def test_two_processes_write_and_a_third_reads_whole_batches_at_once(where):
    children = [start(where, 5), start(where, 5)]
    with open_store(where) as store:  # all three make it at once, and one of them does
        seen = set()
        while any(child.poll() is None for child in children):
            seen.add(batches_of(store))
            time.sleep(0.05)
        assert [child.returncode for child in children] == [0, 0]
        assert batches_of(store) == 10
        told = [int(line) for child in children for line in child.communicate()[0].split()]
    assert sorted(told) == list(range(10))
    assert len(seen) > 1


def test_who_reads_sees_one_moment_while_another_writes(store):
    count = select(func.count()).select_from(schema.document)
    with store.read() as reader:
        assert reader.execute(count).scalar_one() == 0
        with store.write() as writer:
            add_batch(writer)
        assert reader.execute(count).scalar_one() == 0
    with store.read() as reader:
        assert reader.execute(count).scalar_one() == SIZE


def test_who_reads_cannot_write(store):
    with pytest.raises(TocsinError), store.read() as conn:
        add_batch(conn)
    assert batches_of(store) == 0


def test_an_error_in_a_batch_keeps_nothing_of_it(store):
    def fail():
        with store.write() as conn:
            add_batch(conn)
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert batches_of(store) == 0


def test_a_second_writer_waits_and_then_is_told_who_is_in_the_way(where, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.2)
    with open_store(where) as store, store.write() as first:
        add_batch(first)
        began = time.monotonic()
        with pytest.raises(TocsinError, match="being written by another process"), store.write():
            pass
        assert time.monotonic() - began > 0.15
    with open_store(where) as store:
        assert batches_of(store) == 1


def test_a_full_store_keeps_nothing_of_the_batch_and_says_so(tmp_path):
    with open_store(tmp_path / "s.db") as store:
        with store.write() as conn:
            add_batch(conn)

        def overfill():
            with store.write() as conn:
                pages = conn.execute(text("PRAGMA page_count")).scalar_one()
                conn.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
                many = [document(n, f"Text {n}. " * 500) for n in range(1000, 1200)]
                put_documents(conn, many, run="u_2", at=later(1), signatures={}, bands={})

        with pytest.raises(TocsinError, match="no room is left on its disk"):
            overfill()
        assert batches_of(store) == 1
    with open_store(tmp_path / "s.db") as store, store.write() as conn:
        assert add_batch(conn) == 1


@pytest.mark.parametrize("most", [150_000, 1_200_000])
def test_a_process_whose_files_may_not_grow_ends_with_a_clear_error(tmp_path, most):
    where = str(tmp_path / "s.db")
    told = start(where, 10_000, most).communicate(timeout=60)[0].splitlines()
    assert told[-1].startswith("error The store")
    assert "no room is left on its disk" in told[-1]
    with open_store(where) as store:
        assert batches_of(store) == len(told) - 1
        with store.write() as conn:
            assert add_batch(conn) == len(told) - 1
