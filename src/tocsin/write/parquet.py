"""A table of our own shape as a Parquet file with typed columns; needs the extra ``parquet``."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from tocsin.base.errors import MissingExtra
from tocsin.write.column import Column, Kind, Table

# Rows that are written at once; a row group of this size takes some tens of megabytes at most.
_BATCH = 20_000


def has_parquet() -> bool:
    """Tell whether Parquet can be written here."""
    try:
        _pyarrow()
    except MissingExtra:
        return False
    return True


class ParquetFile:
    """A Parquet file that rows of a table are put into; use it in a ``with`` statement.

    Codes are strings, days ``date32``, lists ``list<string>``; the same rows give the same bytes.

    Raises:
        MissingExtra: pyarrow is not installed.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self._pa, self._parquet = _pyarrow()
        self._columns = tuple(table.all_columns())
        self._schema = self._pa.schema([self._pa.field(c.name, self._type(c)) for c in self._columns])
        self._rows: list[list[object]] = []
        self._file = self._parquet.ParquetWriter(path, self._schema, compression="zstd")

    def put(self, row: list[object]) -> None:
        """Add a row, in the order of ``Table.names``."""
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = [[_plain(row[n]) for row in self._rows] for n in range(len(self._columns))]
        arrays = [self._pa.array(values, type=field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def _type(self, column: Column) -> Any:
        pa = self._pa
        types = {
            Kind.INTEGER: pa.int64(),
            Kind.NUMBER: pa.float64(),
            Kind.DATE: pa.date32(),
            Kind.FLAG: pa.bool_(),
            Kind.CODES: pa.list_(pa.string()),
            Kind.TEXTS: pa.list_(pa.string()),
        }
        return types.get(column.kind, pa.string())

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None and self._rows:
            self._flush()
        self._file.close()


def _plain(value: object) -> object:
    """Return a value of JSON's own types or a date: an enum as its text, a tuple as a list."""
    if isinstance(value, tuple):
        return [None if v is None else str(v) for v in value]
    return str(value) if isinstance(value, str) else value


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("Parquet needs pyarrow: pip install 'tocsin[parquet]'") from None
    return pyarrow, parquet
