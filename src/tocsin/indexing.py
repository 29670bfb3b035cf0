"""The index: all incidents of a store as columns in memory, which answer what maps, charts and lists ask.

A filter over a million incidents takes milliseconds here; what columns cannot say (words, claims, moments) is asked of
the store and set beside them.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore, Lock
from zipfile import BadZipFile

import numpy as np

from tocsin.asking import Wanted, filter_of
from tocsin.base.incidents import Filter
from tocsin.naming import Names
from tocsin.store import columns as kept
from tocsin.store.engine import Connection, Store
from tocsin.store.rows import key_of
from tocsin.store.schema import incident
from tocsin.store.words import numbers_with
from tocsin.study.buckets import Bucket, Step
from tocsin.study.clusters import Area, AreaCount, Cluster
from tocsin.study.column_changes import joined
from tocsin.study.column_draft import Draft
from tocsin.study.column_file import from_arrays, note_of, to_arrays
from tocsin.study.columns import Columns, Ints
from tocsin.study.rows import FACETS, Page, Rows
from tocsin.study.selection import both, names_speaker, rows_with_ids, rows_with_numbers, select

__all__ = ["FACETS", "Area", "AreaCount", "Bucket", "Cluster", "Index", "Page", "Rows", "Step"]

# Answers kept for those who ask the same again; each holds up to 4 MB for a million incidents.
ANSWERS = 64
# Of what was known at a moment, which has columns of its own, up to 100 MB for a million incidents.
MOMENTS = 4
# Answers that are worked out at once: more of them take turns at the interpreter, and all come later for it.
AT_ONCE = 2
# Reading a million incidents takes twenty seconds, reading the file in which they are kept one.
LARGE = 100_000
# A larger part of the incidents changed: reading all afresh is faster than joining.
LARGE_PART = 0.1


@dataclass(frozen=True, slots=True)
class State:
    """The columns of a store and how far it had come when they were read."""

    mark: kept.Mark
    columns: Columns
    version: str
    file: tuple[int, int] | None = None


class Index:
    """All incidents of a store in memory, read at the first question; several threads may ask at once."""

    def __init__(self, store: Store, names: Callable[[], Names]) -> None:
        self._store, self._names = store, names
        self._state: State | None = None
        self._reading, self._turns = Lock(), BoundedSemaphore(AT_ONCE)
        self._answers: _Latest = _Latest(ANSWERS)
        self._moments: _Latest = _Latest(MOMENTS)

    def refresh(self) -> None:
        """Look whether the store has changed, which takes less than a millisecond, and read what has.

        While one thread reads, the others go on with what there was.

        Raises:
            TocsinError: the store is locked, damaged or gone.
        """
        self._now()

    @property
    def stamp(self) -> datetime | None:
        """When the record changed last; ``None`` for an empty one."""
        return self._now().mark.last

    @property
    def version(self) -> str:
        """What the record holds now, as 16 hex digits: they change whenever incidents or documents do."""
        return self._now().version

    def rows(self, wanted: Wanted) -> Rows:
        """Return the incidents that fit; ``limit`` is not looked at, for pages have their own.

        Raises:
            BadInput: a value is not of its form, a place is unknown, or the words hold none to look for.
        """
        return self.fitting(filter_of(wanted, self._names()))

    def fitting(self, wanted: Filter) -> Rows:
        """Return the incidents that fit a filter, as ``rows``.

        Raises:
            BadInput: the words hold none to look for.
        """
        wanted, state = replace(wanted, limit=None), self._now()
        answers, find = (self._moments, self._as_known) if wanted.as_of else (self._answers, self._as_it_is)
        return answers.once((state.version, wanted), lambda: find(wanted, state))

    def _as_it_is(self, wanted: Filter, state: State) -> Rows:
        with self._turns:
            rows = select(state.columns, _spelled(wanted))
            for others in self._told(wanted, state.columns):
                rows = both(state.columns, rows, others)
        return Rows(state.columns, rows, wanted, version=state.version, stamp=state.mark.last)

    def _told(self, wanted: Filter, columns: Columns) -> Iterable[Ints]:
        """Yield the rows that have the words, and those of which the speakers say what is asked for."""
        if wanted.words is None and not names_speaker(wanted):
            return
        with self._store.read() as conn:
            if wanted.words is not None:
                yield rows_with_numbers(columns, numbers_with(conn, incident, wanted.words))
            if names_speaker(wanted):
                yield rows_with_ids(columns, kept.ids_said(conn, wanted))

    def _as_known(self, wanted: Filter, state: State) -> Rows:
        with self._store.read() as conn:
            known = kept.read_known(conn, wanted)
        draft = Draft()
        if known.facts:
            draft.add(known.facts)
        if known.parties:
            draft.add_parties(known.parties)
        precisions = {number: known.precisions[id_] for number, id_ in draft.examples().items()}
        columns = draft.columns(precisions, state.columns.published)
        every = np.arange(len(columns), dtype=np.int32)
        return Rows(columns, every, wanted, version=state.version, stamp=state.mark.last)

    def _now(self) -> State:
        """Return the state of the store as it is, or as it was when another thread is just reading it."""
        state = self._state
        if state is not None and self._reading.locked():
            return state
        with self._reading:
            state = self._state
            with self._store.read() as conn:
                mark, file = kept.mark(conn), self._store.file
                if state is not None and state.file != file:
                    state = None  # another store was put in its place: what changed since says nothing of it
                if state is None or state.mark != mark:
                    state = state or self._kept_before(conn)
                    columns = _changed(conn, state) if state is not None else None
                    if columns is None:
                        columns = _read(conn, None)
                        self._keep(conn, mark, columns)
                    self._state = state = State(mark, columns, _version(mark), file)
        return state

    @property
    def _file(self) -> Path | None:
        """Where the columns of a store in a file are kept: beside it."""
        store = Path(self._store.url)
        return store.with_name(f"{store.name}.columns") if store.is_file() else None

    def _kept_before(self, conn: Connection) -> State | None:
        """Return the columns that were kept beside the store; ``None`` where there are none, or those of another one."""
        if self._file is None or not self._file.is_file():
            return None
        try:
            with self._file.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                note = note_of(arrays)
                mark = kept.mark_of_plain(conn, note["about"]) if note else None
                return State(mark, from_arrays(arrays), "") if mark else None
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # it holds nothing that the store has not

    def _keep(self, conn: Connection, mark: kept.Mark, columns: Columns) -> None:
        """Keep the columns of a large store; a folder that cannot be written to does without."""
        if self._file is None or len(columns) < LARGE:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            with part.open("wb") as to:
                np.savez(to, **to_arrays(columns, kept.mark_as_plain(conn, mark)))  # type: ignore[arg-type]
            part.replace(self._file)
        except OSError:
            part.unlink(missing_ok=True)


class _Latest:
    """The answers that were asked for last, by what was asked; what several ask at once is worked out once."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[tuple[str, Filter], Future[Rows]] = OrderedDict()

    def once(self, asked: tuple[str, Filter], make: Callable[[], Rows]) -> Rows:
        with self._lock:
            found = self._kept.get(asked)
            if found is not None:
                self._kept.move_to_end(asked)
            else:
                answer = self._begun(asked)
        if found is not None:
            return found.result()
        try:
            answer.set_result(make())
        except BaseException as error:
            with self._lock:
                self._kept.pop(asked, None)
            answer.set_exception(error)
        return answer.result()

    def _begun(self, asked: tuple[str, Filter]) -> Future[Rows]:
        # Answers from a record that has changed since hold on to its columns.
        for stale in [key for key in self._kept if key[0] != asked[0]]:
            del self._kept[stale]
        if len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        self._kept[asked] = answer = Future[Rows]()
        return answer


def _read(conn: Connection, ids: Iterable[str] | None) -> Columns:
    """Return the columns of all incidents, or of some."""
    ids = None if ids is None else list(ids)
    draft = Draft()
    for batch in kept.read_facts(conn, ids):
        draft.add(batch)
    for batch in kept.read_parties(conn, ids):
        draft.add_parties(batch)
    for batch in kept.read_said(conn, ids):
        draft.add_said(batch)
    examples = draft.examples()
    known = kept.read_precisions(conn, examples.values())
    return draft.columns({n: known[i] for n, i in examples.items() if i in known}, kept.read_days(conn))


def _changed(conn: Connection, then: State) -> Columns | None:
    """Return the columns with what changed since; ``None`` where so much did that they are better read afresh."""
    changed, gone = kept.changed_since(conn, then.mark)
    if len(changed) + len(gone) > LARGE_PART * len(then.columns):
        return None
    return joined(then.columns, _read(conn, changed), gone)


def _version(mark: kept.Mark) -> str:
    return hashlib.sha256(repr((mark.changed, mark.revisions, mark.last, mark.rest)).encode()).hexdigest()[:16]


def _spelled(wanted: Filter) -> Filter:
    """Return a filter with names in the spelling that the columns have."""

    def spelled(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for n in names if (key := key_of(n)) is not None)

    return replace(wanted, place_names=spelled(wanted.place_names), actor_names=spelled(wanted.actor_names))
