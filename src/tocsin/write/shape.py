"""What an export is: the record of a shape, how its rows are written, and the sidecar that says what it loses.

A shape is data and two functions: which incidents it has no row for, and how pages of incidents become a file or a
folder. ``exporting.py`` asks the record, counts what is left out, and puts finished files in place.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tocsin.base.incidents import Incident
from tocsin.base.model import Document, EventMention

# A spreadsheet runs a cell that starts with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLACES_FROM = "Place names and coordinates: GeoNames (geonames.org), CC BY 4.0."
LICENCE = "None is given by tocsin: whoever publishes this file names one. Quoted sentences belong to their publishers."
GUARDED = "A text cell that starts with = + - @ has a leading ' so that no spreadsheet runs it as a formula."
UNQUOTED = GUARDED + " Quotation marks in a cell are written as ' because nothing is quoted in such a file."


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a shape: its name there, and what its cells say and from what of the record."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides an incident: its documents and mentions by id, and when it was added and last changed.

    ``moments`` are in UTC, by id of incident; ``mentions`` are only there for a shape that ``needs_mentions``.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    mentions: Mapping[str, EventMention] = field(default_factory=dict)
    moments: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents to write, all of which the shape keeps, with what is known besides them."""

    incidents: tuple[Incident, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class Part:
    """One file that was written: its path, how many rows it holds (without headers), and its columns."""

    path: Path
    rows: int
    columns: tuple[Column, ...]


Rows = Callable[[Incident, Context], Iterable[Sequence[object]]]
Write = Callable[[Iterable[Page], Path], tuple[Part, ...]]


def keep_all(_: Incident) -> str | None:
    """Leave no incident out: for shapes that have a field for how an incident is told."""
    return None


@dataclass(frozen=True, slots=True)
class Shape:
    """A form in which the record goes out.

    ``left_out`` gives the reason for which an incident has no row, ``None`` where it has one; ``write`` writes pages to
    a path (a folder that is there where ``is_folder``) and tells the files; ``losses`` says in sentences what the shape
    cannot hold; ``form`` how it is laid out; ``after`` whose shape it is, ``None`` for our own; ``suffix`` is how the
    file's name usually ends, with its dot.
    """

    name: str
    version: str
    suffix: str
    form: str
    columns: tuple[Column, ...]
    losses: tuple[str, ...]
    write: Write
    left_out: Callable[[Incident], str | None] = keep_all
    after: str | None = None
    is_folder: bool = False
    needs_mentions: bool = False

    @property
    def notice(self) -> str:
        """Who made the file, and who did not."""
        made = "Produced by tocsin"
        return f"{made}; not produced or endorsed by {self.after}." if self.after else f"{made}."


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the names of columns."""
    return tuple(c.name for c in columns)


def safe(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula; numbers and days stay as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def cell(value: object) -> str:
    """Return a cell as text on one line: unknown is empty, days are ``YYYY-MM-DD``, no text runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    return str(safe(" ".join(value.split()))) if isinstance(value, str) else str(value)


def table_writer(
    columns: tuple[Column, ...], rows: Rows, *, delimiter: str = ",", headers: Sequence[Sequence[str]] = ()
) -> Write:
    """Return what writes one table: UTF-8 without a mark, each line ended by a newline.

    Args:
        columns: what each row has a cell for, neither more nor less.
        rows: the rows of one incident.
        delimiter: a comma, with cells quoted as RFC 4180 says; or a tab, with nothing quoted.
        headers: lines above the rows, none for a shape without a header.
    """

    def write(pages: Iterable[Page], path: Path) -> tuple[Part, ...]:
        count = 0
        with path.open("w", encoding="utf-8", newline="") as out:
            line = _tabbed(out.write) if delimiter == "\t" else csv.writer(out, lineterminator="\n").writerow
            for header in headers:
                line(header)
            for row in _rows(pages, rows):
                if len(row) != len(columns):
                    raise AssertionError(f"a row of {len(row)} cells where the shape has {len(columns)} columns")
                line([cell(v) for v in row])
                count += 1
        return (Part(path, count, columns),)

    return write


def _rows(pages: Iterable[Page], rows: Rows) -> Iterator[Sequence[object]]:
    for page in pages:
        for incident in page.incidents:
            yield from rows(incident, page.context)


def _tabbed(write: Callable[[str], object]) -> Callable[[Iterable[str]], object]:
    # Nothing is quoted in such a file, and yet readers take a quotation mark for the start of a quoted cell.
    return lambda cells: write("\t".join(c.replace('"', "'") for c in cells) + "\n")


def lines_writer(columns: tuple[Column, ...], lines: Callable[[Incident, Context], Iterable[str]]) -> Write:
    """Return what writes one file of lines, such as JSON lines; each line counts as a row."""

    def write(pages: Iterable[Page], path: Path) -> tuple[Part, ...]:
        count = 0
        with path.open("w", encoding="utf-8", newline="\n") as out:
            for page in pages:
                for incident in page.incidents:
                    for one in lines(incident, page.context):
                        out.write(one + "\n")
                        count += 1
        return (Part(path, count, columns),)

    return write


def sidecar(
    shape: Shape, parts: Iterable[Part], *, left_out: Mapping[str, int], made: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is said of an export beside it: what it is, what made it, what it loses, its rows and checksums.

    Args:
        shape: the shape.
        parts: the files, written.
        left_out: how many incidents have no row, by reason.
        made: what made it: version of tocsin and of its model and tables, filters, moment, incidents read.
    """
    parts = tuple(parts)
    return {
        "shape": shape.name,
        "shape_version": shape.version,
        "form": shape.form,
        "notice": shape.notice,
        "attribution": [PLACES_FROM],
        "licence": LICENCE,
        **made,
        "rows": sum(p.rows for p in parts),
        "left_out": dict(sorted(left_out.items(), key=lambda why: (-why[1], why[0]))),
        "losses": list(shape.losses),
        "files": [
            {"name": p.path.name, "rows": p.rows, "bytes": p.path.stat().st_size, "sha256": digest(p.path)}
            for p in parts
        ],
        "columns": {p.path.name: {c.name: c.meaning for c in p.columns} for p in parts},
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
