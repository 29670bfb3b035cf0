"""The record as files for other programs: page by page from the store, each file whole or not there, with a sidecar.

A shape is registered in ``SHAPES`` by its name; ``write/shape.py`` says what one is.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tocsin.asking import Wanted, filter_of
from tocsin.base.boundaries import open_boundaries
from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter, Incident, IncidentStatus, Relation
from tocsin.base.plain import plain
from tocsin.record import Record
from tocsin.store.documents import get_documents
from tocsin.store.engine import Connection
from tocsin.store.exported import count_incidents, moments_of
from tocsin.store.incidents import cursor, find_incidents
from tocsin.store.mentions import get_mentions
from tocsin.store.runs import runs
from tocsin.write import acled_like, followthemoney, gdelt, hxl, polecat, ucdp_like
from tocsin.write.geojson import areas_of, geojson_shape
from tocsin.write.native_files import CSV, native_shape
from tocsin.write.plover_jsonl import plover_shape
from tocsin.write.shape import Context, Page, Part, Shape, sidecar

SHAPES: dict[str, Shape] = {
    s.name: s
    for s in (
        native_shape(), gdelt.SHAPE, polecat.SHAPE, ucdp_like.SHAPE, acled_like.SHAPE, hxl.SHAPE, geojson_shape(),
        plover_shape(), followthemoney.SHAPE,
    )
}  # fmt: skip
# Incidents that are in memory at a time.
PAGE = 500
# Told how many incidents are done, of how many.
Progress = Callable[[int, int], None]
_DISPUTED = "disputed, and only undisputed ones were asked for"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: its files, the sidecar, rows, incidents that were asked for, and how many it left out, by reason."""

    files: tuple[Path, ...]
    sidecar: Path
    rows: int
    incidents: int
    left_out: Mapping[str, int]


@dataclass(slots=True)
class _Tally:
    """What is counted while pages go by."""

    incidents: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def shape_of(name: str) -> Shape:
    """Return a shape by its name.

    Raises:
        BadInput: there is none of that name.
    """
    if name not in SHAPES:
        raise BadInput(f"there is no shape {name!r}; give one of {', '.join(SHAPES)}.")
    return SHAPES[name]


def native_of(record: Record, wanted: Wanted, *, forms: Iterable[str] = (CSV,), with_text: bool = False) -> Shape:
    """Return our own shape with the standing relations of the place, actor and time that are asked for."""
    return native_shape(standing=relations_of(record, wanted), forms=forms, with_text=with_text)


def geojson_with_areas() -> Shape:
    """Return the shape of GeoJSON in which countries and provinces have their outline.

    Raises:
        BadInput: the outlines were not made.
    """
    boundaries = open_boundaries()
    if boundaries is None:
        raise BadInput("There are no outlines here, which areas need; run make boundaries, or leave the areas out.")
    return geojson_shape(areas_of(boundaries))


def relations_of(record: Record, wanted: Wanted) -> list[Relation]:
    """Return the relations of the place and actor that are asked for that held at some day of the time."""
    asked = filter_of(wanted, record.names)
    found = record.standing(place=wanted.get("place"), actor=wanted.get("actor"))
    since, until = asked.since or date.min, asked.until or date.max
    return [r for r in found if (r.from_earliest or date.min) < until and (r.until_latest or date.max) > since]


def export(
    record: Record,
    shape: Shape | str,
    to: str | Path,
    wanted: Wanted | None = None,
    *,
    is_undisputed: bool = False,
    force: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> Exported:
    """Write the incidents that fit to a file or folder in a shape, with ``<name>.meta.json`` beside it.

    Nothing is at the place named before all of it is written; a run that is stopped leaves nothing behind.

    Args:
        record: an open record.
        shape: a shape or its name.
        to: the file; or a folder, into which a file goes under a name of its own.
        wanted: filters, as for ``Record.incidents``.
        is_undisputed: leave out what somebody denies or tells otherwise.
        force: overwrite an export that is there.
        progress: told how many incidents are done.
        now: the moment that the sidecar names; the clock's if left out.

    Raises:
        BadInput: there is no such shape, a filter is not of its form, or something is there already.
    """
    if isinstance(shape, str):
        shape = native_of(record, wanted or {}) if shape == "native" else shape_of(shape)
    asked = filter_of(wanted or {}, record.names)
    path = target(shape, to, force=force)
    meta = sidecar_path(shape, path)
    tally = _Tally()
    with tempfile.TemporaryDirectory(prefix=".tocsin-", dir=_folder(path)) as beside:
        made = Path(beside) / path.name
        if shape.is_folder:
            made.mkdir()
        with closing(_pages(record, asked, shape, tally, is_undisputed=is_undisputed, progress=progress)) as pages:
            parts = shape.write(pages, made)
        about = _about(record, wanted or {}, tally, is_undisputed=is_undisputed, now=now or datetime.now(UTC))
        text = json.dumps(sidecar(shape, parts, left_out=tally.left_out, made=about), ensure_ascii=False, indent=2)
        written = Path(beside) / meta.name
        written.write_text(text + "\n", encoding="utf-8")
        files = _put_in_place(shape, parts, path)
        written.replace(meta)
    return Exported(files, meta, sum(p.rows for p in parts), tally.incidents, dict(tally.left_out))


def target(shape: Shape, to: str | Path, *, force: bool = False) -> Path:
    """Return the file or folder that an export goes to.

    Raises:
        BadInput: the folder that it lies in is not there, or an export is there already and ``force`` is not given.
    """
    is_named_folder = str(to).endswith(("/", os.sep))
    path = Path(to)
    if not shape.is_folder and (path.is_dir() or is_named_folder):
        path = path / f"tocsin{shape.suffix}"
    if not _folder(path).is_dir():
        raise BadInput(f"there is no folder {_folder(path)}; make it, or give --to another place.")
    there = [p for p in (path, sidecar_path(shape, path)) if p.exists() and not (shape.is_folder and p.is_dir())]
    if there and not force:
        raise BadInput(f"{there[0]} is there already; give another name, or --force to overwrite it.")
    return path


def sidecar_path(shape: Shape, path: Path) -> Path:
    """Return where the sidecar of an export is: beside its file, or in its folder."""
    return (path if shape.is_folder else path.parent) / f"{path.name}.meta.json"


def _folder(path: Path) -> Path:
    return path.absolute().parent


def _put_in_place(shape: Shape, parts: tuple[Part, ...], path: Path) -> tuple[Path, ...]:
    """Move finished files to where they belong; each is replaced at once."""
    if shape.is_folder:
        path.mkdir(exist_ok=True)
    places = tuple(path / p.path.name if shape.is_folder else path for p in parts)
    for part, place in zip(parts, places, strict=True):
        if part.path.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        part.path.replace(place)
    return places


def _pages(
    record: Record, asked: Filter, shape: Shape, tally: _Tally, *, is_undisputed: bool, progress: Progress | None
) -> Generator[Page, None, None]:
    """Yield the incidents that the shape keeps, page by page, all as the store was when the first was read."""
    with record.store.read() as conn:
        total = count_incidents(conn, asked) if progress else 0
        after: str | None = None
        while True:
            size = PAGE if asked.limit is None else min(PAGE, asked.limit - tally.incidents)
            found = find_incidents(conn, replace(asked, limit=size), after, claims=True) if size > 0 else []
            if not found:
                return
            kept = tuple(i for i in found if _is_kept(i, shape, tally, is_undisputed=is_undisputed))
            if kept:
                yield Page(kept, _context(conn, kept, asked.as_of, shape))
            tally.incidents += len(found)
            if progress:
                progress(tally.incidents, total)
            after = cursor(found[-1])


def _is_kept(incident: Incident, shape: Shape, tally: _Tally, *, is_undisputed: bool) -> bool:
    why = shape.left_out(incident)
    if why is None and is_undisputed and incident.status is IncidentStatus.DISPUTED:
        why = _DISPUTED
    if why is not None:
        tally.left_out[why] += 1
    return why is None


def _context(conn: Connection, incidents: tuple[Incident, ...], as_of: datetime | None, shape: Shape) -> Context:
    documents = [d for i in incidents for d in (*(m.document for m in i.mentions), *(c.document for c in i.claims))]
    mentions = [m.mention for i in incidents for m in i.mentions] if shape.needs_mentions else []
    return Context(
        documents=get_documents(conn, dict.fromkeys(documents), as_of),
        mentions=get_mentions(conn, mentions),
        moments=moments_of(conn, [i.id for i in incidents], as_of),
    )


def _about(record: Record, wanted: Wanted, tally: _Tally, *, is_undisputed: bool, now: datetime) -> dict[str, Any]:
    """Return what made an export, for its sidecar."""
    with record.store.read() as conn:
        made = list(dict.fromkeys((r.code, r.model, r.tables) for r in runs(conn)))
    filters: dict[str, Any] = {k: plain(v) for k, v in wanted.items() if v}
    return {
        "tocsin": version("tocsin"),
        "record_made_by": [{"code": code, "model": model, "tables": tables} for code, model, tables in made],
        "exported_at": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "filters": filters | ({"undisputed": True} if is_undisputed else {}),
        "incidents": tally.incidents,
        "incidents_kept": tally.incidents - sum(tally.left_out.values()),
    }
