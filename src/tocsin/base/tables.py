"""Read the reviewable tables of ``data/``: tab-separated, one header line, ``#`` comments.

A user's own tables may be laid over ours: what ``table`` returns is then ours with theirs (``Overlay``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache, update_wrapper, wraps
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

from tocsin.base.errors import BadTable
from tocsin.base.table_keys import Key, Shape, group_of, key_of, keys_of, parts_of, shape_of

P = ParamSpec("P")
T = TypeVar("T")
DATA = "tocsin.data"
# How reasons tell of a row of the user's own.
_ORIGIN = re.compile(r"(?:; |^| \()(own table \S+, line \d+)\)?")
# Overlays of one process whose vocabularies are kept: two that are used by turns are made once.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands for error messages.

    ``own`` is the name of the user's own table that it is of, empty for one of ours.
    """

    cells: dict[str, str]
    file: str
    line: int
    own: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def origin(self) -> str:
        """Where a row of the user's own stands, for reasons; empty for one of ours."""
        return f"own table {self.own}, line {self.line}" if self.own else ""

    def many(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds several values separated by ``|``."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def bad(self, message: str) -> BadTable:
        """Return the error that names this row's file and line."""
        return BadTable(f"{self.file}, line {self.line}: {message}")


@dataclass(frozen=True, eq=False)
class Overlay:
    """A user's own tables: ``rows`` that join ours by the name of our table, ``gone`` that take some of ours out.

    ``digest`` tells overlays apart by what they hold; it is empty for none. ``taken`` has the keys of our rows that
    make room, by group of tables. Made by ``base.overlay.read_overlay``.
    """

    folder: str = ""
    digest: str = ""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    gone: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    taken: Mapping[str, frozenset[Key]] = field(default_factory=dict)

    def over(self, name: str, ours: Iterable[Row]) -> list[Row]:
        """Return the rows of a table with those of the user's own: in the place of ours, new ones before all."""
        own, taken, shape = self.rows.get(name, ()), self.taken.get(group_of(name), frozenset()), shape_of(name)
        if shape is None or not (own or taken):
            return list(ours)
        places: dict[Key, Row] = {key: row for row in own for key in keys_of(row.cells, shape)}
        out: list[Row] = []
        placed: set[int] = set()
        for row in ours:
            for key in keys_of(row.cells, shape):
                if key in places and id(places[key]) not in placed:
                    same = [r for r in own if set(keys_of(r.cells, shape)) & set(keys_of(places[key].cells, shape))]
                    out += [r for r in same if id(r) not in placed]
                    placed.update(id(r) for r in same)
            if (kept := _without(row, shape, taken)) is not None:
                out.append(kept)
        return [*(r for r in own if id(r) not in placed), *out]

    def digest_of(self, names: Iterable[str]) -> str:
        """Return what tells the rows of some tables from others; empty where there are none."""
        wanted = frozenset(names)
        return digest(*({n: r for n, r in part.items() if n in wanted} for part in (self.rows, self.gone)))


def digest(*parts: Mapping[str, tuple[Row, ...]]) -> str:
    """Return what tells rows by table from others, empty for none; the lines count, since reasons name them."""
    told = [
        [(name, [(r.own, r.line, sorted(r.cells.items())) for r in rows]) for name, rows in sorted(part.items())]
        for part in parts
    ]
    return sha256(repr(told).encode()).hexdigest()[:12] if any(told) else ""


NO_OVERLAY = Overlay()
_IN_FORCE: ContextVar[Overlay] = ContextVar("overlay", default=NO_OVERLAY)


def in_force() -> Overlay:
    """Return the user's own tables that are laid over ours here and now."""
    return _IN_FORCE.get()


@contextmanager
def using(overlay: Overlay) -> Iterator[None]:
    """Lay the user's own tables over ours for what is called inside."""
    token = _IN_FORCE.set(overlay)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


class _HasOverlay(Protocol):
    overlay: Overlay


S = TypeVar("S", bound=_HasOverlay)


def under_own(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method read tables with the overlay of its object."""

    @wraps(method)
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with using(self.overlay):
            return method(self, *args, **kwargs)

    return call


class PerOverlay(Generic[P, T]):
    """A function that reads tables and remembers what it made of them, for each overlay apart."""

    def __init__(self, make: Callable[P, T], size: int) -> None:
        update_wrapper(self, make)
        self.__wrapped__ = make

        def made(_: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return make(*args, **kwargs)

        self._made = lru_cache(maxsize=size)(made)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what is made of the tables in force, made now or before."""
        return self._made(_IN_FORCE.get().digest, *args, **kwargs)  # type: ignore[arg-type]  # hashed as lru_cache does

    def cache_clear(self) -> None:
        """Forget all that was made."""
        self._made.cache_clear()


def per_overlay(make: Callable[P, T]) -> PerOverlay[P, T]:
    """Remember what a function makes of tables, for each overlay apart: in place of ``functools.cache``."""
    return PerOverlay(make, _KEPT)


def per_overlay_of(size: int) -> Callable[[Callable[P, T]], PerOverlay[P, T]]:
    """Remember up to ``size`` results of a function of arguments and tables, for each overlay apart."""
    return lambda make: PerOverlay(make, size)


def _without(row: Row, shape: Shape, taken: frozenset[Key]) -> Row | None:
    """Return one of our rows without the keys that make room for the user's own; ``None`` where nothing is left."""
    parts = parts_of(row.cells, shape)
    kept = [p for p in parts if key_of(row.cells, shape, p) not in taken]
    if len(kept) == len(parts):
        return row
    return replace(row, cells={**row.cells, shape.many: (shape.sep or " ").join(kept)}) if kept else None


def origin_in(reason: str) -> str:
    """Return what a reason tells of a row of the user's own, empty where it tells of none."""
    found = _ORIGIN.search(reason)
    return found[1] if found else ""


def without_origin(reason: str) -> str:
    """Return a reason without what it tells of a row of the user's own: for those who look for words in it."""
    return _ORIGIN.sub("", reason)


def data_folder() -> Traversable:
    """Return the packaged folder of vocabularies."""
    return files(DATA)


def read_table(path: Traversable | Path, *, columns: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a tab-separated table.

    Empty lines and lines starting with ``#`` are left out; missing trailing cells are empty.

    Args:
        path: the table; its first line that is no comment names the columns.
        columns: the columns that must be there.

    Raises:
        BadTable: a column is missing or a row has more cells than the header.
    """
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                raise BadTable(
                    f"{path}, line {number}: no column {', '.join(missing)}; "
                    f"the header has {', '.join(header)}. Add the column, or fix its name."
                )
            continue
        if len(cells) > len(header):
            raise BadTable(
                f"{path}, line {number}: {len(cells)} cells where the header has {len(header)}; take out the extra tab."
            )
        cells += [""] * (len(header) - len(cells))
        yield Row(dict(zip(header, cells, strict=True)), str(path), number)


def table(name: str, *, columns: Iterable[str]) -> list[Row]:
    """Return the rows of a packaged table, such as ``actors/groups.tsv``, with the user's own laid over."""
    return _IN_FORCE.get().over(name, packaged(name, columns=columns))


def packaged(name: str, *, columns: Iterable[str] = ()) -> list[Row]:
    """Return the rows of a packaged table alone."""
    return list(read_table(data_folder().joinpath(*name.split("/")), columns=columns))
