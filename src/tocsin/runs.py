"""Runs: documents read, coded and kept batch by batch, with what made them; recoding of all that a store holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from typing import BinaryIO
from uuid import uuid4

from tocsin.adding import RECODED, Kept, Making, keep
from tocsin.base.found import Added
from tocsin.base.ids import content_id
from tocsin.base.incidents import Filter
from tocsin.base.model import Document, Skipped
from tocsin.base.provenance import Run
from tocsin.base.reading import Reading
from tocsin.base.tables import data_folder, in_force
from tocsin.documents.fetch import fetch
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.language.with_spacy import DEFAULT_MODEL
from tocsin.linking.register import load_register
from tocsin.pipeline import BATCH, Tools, batches, load_tools, run
from tocsin.store import documents as texts
from tocsin.store.engine import Store
from tocsin.store.runs import begin_run, end_run, put_skipped

Progress = Callable[[int], None]
# Of the packaged data, what moves nothing that is coded: the model, pages, outlines, and what only writes.
_NO_TABLES = frozenset({"boundaries.zip", "brief", "demo", "exports", "reader"})


class Runner:
    """What adds to a store and recodes it; models are loaded at the first document."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    @cached_property
    def family(self) -> Mapping[str, str]:
        """The id of the uppermost parent of each actor that has one."""
        return families()

    @cached_property
    def _tools(self) -> Tools:
        return load_tools()

    def add(
        self,
        paths: Sequence[str],
        *,
        published: date | None,
        jobs: int,
        progress: Progress | None,
        stdin: BinaryIO | None,
    ) -> Added:
        """Read, code and keep the documents of paths."""
        given = read(paths, published=published, identify=language_of, stdin=stdin, fetch=fetch)
        return self._run("add", given, jobs=jobs, progress=progress)

    def recode(self, *, jobs: int, progress: Progress | None) -> Added:
        """Code every document of the store afresh."""
        with self._store.read() as conn:
            ids = [row["id"] for row in texts.list_documents(conn, Filter())]
        return self._run("recode", self._stored(ids), jobs=jobs, progress=progress)

    def _stored(self, ids: Sequence[str]) -> Iterator[Document]:
        for some in batches(ids):
            with self._store.read() as conn:
                found = texts.get_documents(conn, some)
            yield from (found[i] for i in some if i in found)

    def _run(self, command: str, given: Iterable[Document | Skipped], *, jobs: int, progress: Progress | None) -> Added:
        begun = self._begin(command)
        skipped: list[Skipped] = []
        unchanged: list[int] = []
        is_new = command == "add"
        documents = self._unknown(given, skipped, unchanged, progress) if is_new else _sifted(given, skipped)
        done, told = Kept(), 0
        for batch in batches(self._coded(documents, jobs)):
            readings = [r for r in batch if isinstance(r, Reading)]
            skipped += [s for s in batch if isinstance(s, Skipped)]
            done += self._keep(begun, readings, skipped[told:])
            told = len(skipped)
            if progress:
                progress(len(batch))
        done += Kept(unchanged=sum(unchanged))
        return self._end(begun, done, skipped, told)

    def _coded(self, documents: Iterator[Document], jobs: int) -> Iterator[Reading | Skipped]:
        first = next(documents, None)  # nothing new: no model is loaded
        if first is not None:
            yield from run(chain([first], documents), self._tools, jobs=jobs)

    def _unknown(
        self,
        given: Iterable[Document | Skipped],
        skipped: list[Skipped],
        unchanged: list[int],
        progress: Progress | None,
    ) -> Iterator[Document]:
        """Yield the documents that the store lacks or holds with another text."""
        for batch in batches(_sifted(given, skipped)):
            with self._store.read() as conn:
                known = texts.known(conn, [d.id for d in batch])
            fresh = [d for d in batch if known.get(d.id) != texts.content_digest(d)]
            unchanged.append(len(batch) - len(fresh))
            if progress and len(fresh) < len(batch):
                progress(len(batch) - len(fresh))
            yield from fresh

    def _begin(self, command: str) -> Run:
        at = self._now()
        code, model, tables = version("tocsin"), f"{DEFAULT_MODEL} {_digest('reader')}", tables_version()
        begun = Run(
            id=content_id(
                "u", command, at.isoformat(), code, model, tables, uuid4().hex
            ),  # two may begin at one moment
            command=command,
            started=at,
            ended=None,
            code=code,
            model=model,
            tables=tables,
            settings=json.dumps({"batch": BATCH}),
        )
        with self._store.write() as conn:
            begin_run(conn, begun)
        return begun

    def _keep(self, begun: Run, readings: Sequence[Reading], skipped: Sequence[Skipped]) -> Kept:
        at = self._now()
        making = Making(begun.id, at, self.family, RECODED if begun.command == "recode" else "read")
        with self._store.write() as conn:
            put_skipped(conn, skipped, run=begun.id, at=at)
            return keep(conn, readings, making) if readings else Kept()

    def _end(self, begun: Run, done: Kept, skipped: Sequence[Skipped], told: int) -> Added:
        at = self._now()
        ended = replace(
            begun,
            ended=at,
            documents=done.documents + done.revised,
            mentions=done.mentions,
            incidents=done.begun,
            skipped=len(skipped),
        )
        with self._store.write() as conn:
            put_skipped(conn, skipped[told:], run=begun.id, at=at)
            end_run(conn, ended)
        return Added(**asdict(done), skipped=tuple(skipped))


def families() -> Mapping[str, str]:
    """Return the id of the uppermost parent of each actor of the register that has one."""
    entries = load_register().entries

    def top(id_: str) -> str:
        parent = entries[id_].parent if id_ in entries else None
        return id_ if parent is None or parent == id_ else top(parent)

    return {id_: top(id_) for id_, entry in entries.items() if entry.parent}


def _sifted(given: Iterable[Document | Skipped], skipped: list[Skipped]) -> Iterator[Document]:
    for item in given:
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def tables_version() -> str:
    """Return a digest of the packaged tables, with that of the user's own behind it where they are in force."""
    own = in_force().digest
    return _digest("tables") + (f"+{own}" if own else "")


def _digest(part: str) -> str:
    """Return a digest of the packaged tables, or of the reader model, so that a record can say what made it."""
    folder = data_folder()
    made = hashlib.sha256()
    names = ["reader"] if part == "reader" else sorted(f.name for f in folder.iterdir() if f.name not in _NO_TABLES)
    for name in names:
        item = folder.joinpath(name)
        for file in sorted(item.iterdir(), key=lambda f: f.name) if item.is_dir() else [item]:
            if file.is_file() and not file.name.endswith((".py", ".pyc")):
                made.update(file.name.encode() + file.read_bytes())
    return made.hexdigest()[:12]
