"""Releases: the record, or a part of it, as an immutable folder with a version, checksums and a list of what changed.

A folder holds the releases of a series, each in a folder of its version: ``releases/2025.1/incidents.csv``.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tocsin.asking import Wanted, filter_of
from tocsin.base.errors import BadInput, TocsinError
from tocsin.base.incidents import Filter, Incident
from tocsin.base.model import Document
from tocsin.base.provenance import Run
from tocsin.exporting import relations_of
from tocsin.record import Record
from tocsin.store.changes import changes
from tocsin.store.columns import Mark, mark
from tocsin.store.documents import get_documents, list_documents
from tocsin.store.engine import Connection, Store
from tocsin.store.incidents import cursor, find_incidents, get_incidents
from tocsin.store.mentions import get_mentions
from tocsin.store.runs import runs
from tocsin.write.codebook import native_codebook
from tocsin.write.native_files import CSV, PARQUET, native_shape
from tocsin.write.native_tables import native_tables
from tocsin.write.parquet import has_parquet
from tocsin.write.release_files import (
    CHANGES,
    Changed,
    Known,
    Manifest,
    faults,
    known_of,
    read_manifest,
    write_changes,
    write_texts,
)
from tocsin.write.shape import Context, Page

# Incidents that are read and written at once.
PAGE = 500
# What leaves the documents whole: a filter for anything else takes those that its incidents name.
_OF_TIME = ("since", "until")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


def release(
    record: Record,
    to: Path,
    *,
    version: str,
    wanted: Wanted | None = None,
    licence: str | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> tuple[Path, Manifest]:
    """Write a release into a series and return its folder and manifest.

    The tables are those of the native shape, as CSV and, where pyarrow is installed, as Parquet. A release of a store
    that did not change is the same to the byte, but for the moment in ``release.json`` and that file's checksum.

    Args:
        record: what is released.
        to: the folder of the series, made where there is none; the release is ``to/version``.
        version: such as ``2025.1``.
        wanted: filters; none: the whole store.
        licence: what others may do with it, in one line.
        now: the clock.

    Raises:
        BadInput: the version is no name, or is there already; the release before was altered.
        TocsinError: the store was changed meanwhile.
    """
    folder = _new_folder(to, version)
    before = latest(to)
    if before is not None and (wrong := faults(before)):
        raise BadInput(
            f"The release before, {before}, is not as it was: {wrong[0]}. Put it back, or begin a new series."
        )
    part = folder.with_name(f".{version}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        manifest = _write(
            record, part, before, wanted or {}, Manifest(version, _stamp(now()), None, None, (), {}, licence, {})
        )
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for file in folder.iterdir():
        file.chmod(0o444)
    return folder, manifest


def _new_folder(to: Path, version: str) -> Path:
    if not _VERSION.fullmatch(version):
        raise BadInput(
            f"--version {version!r} is no name of a release; use letters, digits, dots and dashes, as in 2025.1."
        )
    if (to / version).exists():
        raise BadInput(
            f"There is a release {version} in {to} already, and releases do not change; give another version."
        )
    return to / version


def latest(series: Path) -> Path | None:
    """Return the folder of the release of a series that was made last, ``None`` where there is none."""
    folders = [f.parent for f in series.glob("[!.]*/release.json")] if series.is_dir() else []
    return max(folders, key=lambda f: (str(read_manifest(f).get("made")), f.name), default=None)


def _write(record: Record, folder: Path, before: Path | None, wanted: Wanted, begun: Manifest) -> Manifest:
    """Write all files of a release and return its manifest."""
    store = record.store
    known = _mark(store)
    asked = filter_of(wanted, record.names)
    forms = (CSV, PARQUET) if has_parquet() else (CSV,)
    shape = native_shape(standing=relations_of(record, wanted), also=_also(store, wanted, asked), forms=forms)
    parts = shape.write(_pages(store, asked), folder)
    found = _changes(store, folder, before)
    if _mark(store) != known:
        raise TocsinError("The store was changed while the release was written; nothing was kept. Run it again.")
    write_changes(found, folder / CHANGES)
    manifest = replace(
        begun,
        previous=before.name if before else None,
        as_of=_stamp(known.last) if known.last else None,
        runs=_runs(store),
        filters={name: str(value) for name, value in sorted(wanted.items()) if value is not None},
        counts={p.path.stem: p.rows for p in parts},
        changes=dict(sorted(Counter(f"{c.kind}s {c.what}" for c in found).items())),
    )
    write_texts(manifest, parts, folder, codebook=native_codebook(native_tables()))
    return manifest


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _mark(store: Store) -> Mark:
    with store.read() as conn:
        return mark(conn)


def _runs(store: Store) -> tuple[Run, ...]:
    with store.read() as conn:
        return tuple(runs(conn))


def _pages(store: Store, asked: Filter) -> Iterator[Page]:
    """Yield the incidents that are asked for by id, so that the order of rows does not change with what is known."""
    with store.read() as conn:
        ids = sorted(_ids(conn, asked))
        for first in range(0, len(ids), PAGE):
            found = tuple(get_incidents(conn, ids[first : first + PAGE]))
            documents = get_documents(conn, {d for i in found for d in _documents_of(i)})
            mentions = get_mentions(conn, [m.mention for i in found for m in i.mentions])
            yield Page(found, Context(documents=documents, mentions=mentions))


def _documents_of(incident: Incident) -> Iterable[str]:
    return (*(m.document for m in incident.mentions), *(c.document for c in incident.claims))


def _ids(conn: Connection, asked: Filter) -> Iterator[str]:
    after = None
    page = replace(asked, limit=PAGE)
    while True:
        found = find_incidents(conn, page, after, mentions=False)
        yield from (i.id for i in found)
        if len(found) < PAGE:
            return
        after = cursor(found[-1])


def _also(store: Store, wanted: Wanted, asked: Filter) -> Iterator[Document]:
    """Yield the documents of the time, unless something else is asked for too: that they tell nothing is a finding."""
    if any(value is not None for name, value in wanted.items() if name not in _OF_TIME):
        return
    with store.read() as conn:
        ids = sorted(row["id"] for row in list_documents(conn, Filter(since=asked.since, until=asked.until)))
        for first in range(0, len(ids), PAGE):
            some = ids[first : first + PAGE]
            found = get_documents(conn, some)
            yield from (found[i] for i in some)


def _changes(store: Store, folder: Path, before: Path | None) -> list[Changed]:
    """Return what became of each incident and document since the release before, by id."""
    return [
        *_changed(store, "incident", folder, before),
        *_changed(store, "document", folder, before),
    ]


def _changed(store: Store, kind: str, folder: Path, before: Path | None) -> Iterator[Changed]:
    now = known_of(folder, f"{kind}s")
    then = known_of(before, f"{kind}s") if before else {}
    gone = _whereabouts(store, kind, then.keys() - now.keys())
    reasons = _reasons(store, before)
    for id_ in sorted(now.keys() | then.keys()):
        was, is_ = _revision(then, id_), _revision(now, id_)
        if id_ not in then:
            yield Changed(id_, kind, "added", then=was, now=is_)
        elif id_ not in now:
            what, into = gone[id_]
            yield Changed(id_, kind, what, then=was, now=is_, into=into, why=reasons.get(id_))
        elif then[id_] != now[id_]:
            yield Changed(id_, kind, "changed", then=was, now=is_, why=reasons.get(id_))


def _revision(known: Mapping[str, Known], id_: str) -> int | None:
    return known[id_].revision if id_ in known else None


def _reasons(store: Store, before: Path | None) -> dict[str, str]:
    """Return why each id changed last since the release before."""
    last = read_manifest(before).get("store_last_changed") if before else None
    if last is None:
        return {}
    with store.read() as conn:
        return {c.id: c.why for c in changes(conn, datetime.fromisoformat(str(last)))}


def _whereabouts(store: Store, kind: str, ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Return what became of ids that are no longer in the release."""
    with store.read() as conn:
        if kind == "document":
            there = get_documents(conn, ids)
            return {i: ("left out" if i in there else "deleted", None) for i in ids}
        found = {i: next(iter(get_incidents(conn, [i])), None) for i in ids}
    return {i: _fate(i, incident) for i, incident in found.items()}


def _fate(id_: str, incident: Incident | None) -> tuple[str, str | None]:
    if incident is None:
        return "deleted", None
    return ("left out", None) if incident.id == id_ else ("merged", incident.id)
