"""Read a folder of a user's own tables: a mirror of ``data/`` whose rows are added to ours, replace them or take them out.

A row with the key of one of ours (``base.table_keys``) takes its place; one whose key begins with ``-`` takes ours out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path

from tocsin.base.errors import BadSetting, BadTable
from tocsin.base.overlay_checks import VETO, ours, refuse, type_of
from tocsin.base.overlay_columns import check
from tocsin.base.table_keys import ANY, LEADERS, LEXICON, SHAPES, Key, Shape, group_of, keys_of, shape_of
from tocsin.base.tables import Overlay, Row, data_folder, digest, packaged, read_table

OUT = "-"
PLACES = "places"  # the group whose keys are also those of the gazetteer's packages


class Change(StrEnum):
    """What a row of the user's own does to ours."""

    ADDED = "added"
    REPLACED = "in the place of ours"
    OUT = "takes ours out"


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of a folder by the name of our table that they join."""

    rows: dict[str, list[Row]]
    gone: dict[str, list[Row]]


def read_overlay(folder: str | Path) -> Overlay:
    """Return the user's own tables of a folder, checked.

    Args:
        folder: mirrors ``data/``: ``lexicon/ASSAULT.tsv``, ``actors/groups.tsv``, ``places/sites.tsv``, ``words/kinds.tsv``.

    Raises:
        BadSetting: there is no such folder, or no table in it.
        BadTable: a file is no table that can be added to, or a row breaks its form; with file and line.
    """
    where = Path(folder)
    found = _Found({}, {})
    for name, path in _files(where):
        _read(name, path, found)
    for name, some in found.rows.items():
        for row in some:
            check(name, row, found.rows)
    _check_twice(found)
    gone = {name: tuple(r for row in some for r in _spread(name, row)) for name, some in found.gone.items()}
    rows = {name: tuple(some) for name, some in found.rows.items()}
    return Overlay(str(folder), digest(rows, gone), rows, gone, _taken(rows, gone))


def changes(overlay: Overlay) -> Iterator[tuple[str, Row, Change]]:
    """Yield the user's own rows with the name of our table and what each does, in the order of tables and lines."""
    for name in sorted({*overlay.rows, *overlay.gone}):
        shape = _shape(name)
        there = _our_keys(group_of(name))
        both = [(r, False) for r in overlay.rows.get(name, ())] + [(r, True) for r in overlay.gone.get(name, ())]
        for row, is_out in sorted(both, key=lambda pair: (pair[0].own, pair[0].line)):
            is_known = not there.isdisjoint(keys_of(row.cells, shape))
            yield name, row, Change.OUT if is_out else Change.REPLACED if is_known else Change.ADDED


def tables() -> tuple[str, ...]:
    """Return the names of the tables that a user may have of their own."""
    return tuple(sorted({*SHAPES, *(f"lexicon/{n}.tsv" for n in _types()), LEADERS}))


@cache
def _types() -> frozenset[str]:
    return ours("ontology.tsv", "type") | {VETO}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the tables of a folder by name; notes (``.md``) and hidden files may stand beside them."""
    if not folder.is_dir():
        raise BadSetting(f"there is no folder {str(folder)!r} with tables of your own; make it, or correct its name.")
    found = False
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".md" or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if name not in tables() and not (name.startswith("lexicon/") and _has_part(name)):
            near = get_close_matches(name, tables(), 3, 0.4)
            raise BadTable(
                f"{path}: {name} is no table that can be added to; "
                f"{'did you mean ' + ' or '.join(near) if near else 'known are ' + ', '.join(tables())}? "
                "Rename it, or move it out of the folder."
            )
        found = True
        yield name, path
    if not found:
        raise BadSetting(f"{folder} holds no table; put in one of {', '.join(tables())}.")


def _has_part(name: str) -> bool:
    """Tell whether a table of the lexicon is a part of a type's: ``lexicon/NONE_2.tsv``."""
    return type_of(name) in _types() and name.endswith(".tsv")


def _home(name: str) -> str:
    """Return the name of our table that a user's table joins."""
    if name == LEADERS:
        return "actors/leaders_1.tsv"
    return f"lexicon/{type_of(name)}.tsv" if name.startswith("lexicon/") and name not in SHAPES else name


def _read(name: str, path: Path, found: _Found) -> None:
    home = _home(name)
    shape, columns = _shape(home), _columns(home)
    _check_header(path, columns)
    for row in read_table(path, columns=shape.key):
        row = replace(row, cells=dict.fromkeys(columns, "") | row.cells, own=name)
        first = shape.key[0]
        if row[first].startswith(OUT):
            row = replace(row, cells=row.cells | {first: row[first].removeprefix(OUT).strip()})
            found.gone.setdefault(home, []).append(row)
        else:
            found.rows.setdefault(home, []).append(row)


def _shape(name: str) -> Shape:
    return shape_of(name) or LEXICON


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(packaged(name)[0].cells)


def _check_header(path: Path, columns: Iterable[str]) -> None:
    """Check that a table can be read and has no column that ours lacks."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}: is no text in UTF-8 ({error.reason}); save it as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            header = [cell.strip() for cell in line.split("\t")]
            row = Row({}, str(path), number)
            for column in header:
                if column not in columns:
                    refuse(row, "column", column, columns)
            if len(set(header)) < len(header):
                raise row.bad(f"a column stands twice in {', '.join(header)}; take one out.")
            return
    raise BadTable(f"{path}: holds no header; its first line names columns, parted by tabs: {', '.join(columns)}.")


def _check_twice(found: _Found) -> None:
    """Check that no two rows have one key, and that none is both given and taken out."""
    seen: dict[tuple[str, Key], Row] = {}
    given: dict[tuple[str, Key], Row] = {}
    for name, rows in found.rows.items():
        shape = _shape(name)
        for row in rows:
            rest = tuple(row[column] for column in shape.also)
            for key in keys_of(row.cells, shape):
                given.setdefault((group_of(name), key), row)
                _once(seen, (group_of(name), (*key, *rest)), row)
    for name, rows in found.gone.items():
        for row in rows:
            for key in keys_of(row.cells, _shape(name)):
                _once(given, (group_of(name), key), row)


def _once(seen: dict[tuple[str, Key], Row], key: tuple[str, Key], row: Row) -> None:
    other = seen.setdefault(key, row)
    if other is not row:
        told = " ".join(k for k in key[1] if k)
        raise row.bad(f"{told!r} stands already in {other.file}, line {other.line}; keep one of the two.")


def _spread(name: str, row: Row) -> Iterator[Row]:
    """Yield a row that takes out for each of ours that it means: ``*`` is any value.

    Raises:
        BadTable: it means none of ours; for places the gazetteer's packages are asked when it is compiled.
    """
    shape = _shape(name)
    there = _our_keys(group_of(name))
    wanted = keys_of(row.cells, shape)
    if not wanted:
        raise row.bad(f"{OUT} takes out no row; write the {shape.key[0]} behind it.")
    if group_of(name) == PLACES:
        yield row
        return
    for key in wanted:
        hits = [k for k in there if all(w in (ANY, v) for w, v in zip(key, k, strict=True))]
        if not hits:
            near = get_close_matches(" ".join(key), [" ".join(k) for k in there], 3, 0.6)
            raise row.bad(
                f"takes out {' '.join(k for k in key if k)!r}, which is no row of ours by {', '.join(shape.key)}; "
                f"near it are: {'; '.join(near) or 'none'}. Correct it, or take the line out."
            )
        for hit in hits:
            yield replace(row, cells=row.cells | dict(zip(shape.key, hit, strict=True)))


@cache
def _our_keys(group: str) -> frozenset[Key]:
    names = [n for n in SHAPES if group_of(n) == group]
    if group == LEXICON.group:
        files = data_folder().joinpath("lexicon").iterdir()
        names = [n for f in files if (n := f"lexicon/{f.name}") not in SHAPES and n.endswith(".tsv")]
    return frozenset(key for n in names for row in packaged(n) for key in keys_of(row.cells, _shape(n)))


def _taken(*parts: Mapping[str, tuple[Row, ...]]) -> dict[str, frozenset[Key]]:
    found: dict[str, set[Key]] = {}
    for rows in parts:
        for name, some in rows.items():
            found.setdefault(group_of(name), set()).update(k for r in some for k in keys_of(r.cells, _shape(name)))
    return {group: frozenset(keys) for group, keys in found.items()}
