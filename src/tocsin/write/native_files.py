"""The record in our own shape as a folder of tables, each as CSV and, where it is asked for, as Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tocsin.base.incidents import Incident, Relation
from tocsin.base.model import Document
from tocsin.write.column import Table, cell
from tocsin.write.native import csv_table
from tocsin.write.native_tables import CLAIMS, INCIDENTS, MENTIONS, STANDING, Told, documents_table
from tocsin.write.parquet import ParquetFile

CSV, PARQUET = "csv", "parquet"


@dataclass(frozen=True, slots=True)
class Content:
    """What is written: incidents, which may be many and are read once; documents and standing relations.

    ``told`` gives the rows of the mentions of some incidents; they come in batches, so that it can ask for many at once.
    """

    incidents: Iterable[Sequence[Incident]]
    told: Callable[[Sequence[Incident]], Iterable[Told]]
    documents: Iterable[Document]
    standing: Iterable[Relation]


def write_native(
    content: Content, folder: Path, *, forms: Iterable[str] = (CSV,), with_text: bool = False
) -> dict[str, int]:
    """Write the tables into a folder that exists and return the number of rows of each.

    Args:
        content: what is written.
        folder: where ``incidents.csv``, ``mentions.csv`` ... go.
        forms: ``csv``, ``parquet`` or both.
        with_text: give the text of the documents, which belongs to their publishers.

    Raises:
        MissingExtra: Parquet is asked for and pyarrow is not installed.
    """
    forms = tuple(forms)
    with ExitStack() as stack:

        def opened(table: Table) -> _Rows:
            return stack.enter_context(_rows(table, folder, forms))

        incidents, mentions, claims = opened(INCIDENTS), opened(MENTIONS), opened(CLAIMS)
        documents, standing = opened(documents_table(with_text=with_text)), opened(STANDING)
        for some in content.incidents:
            incidents.put(some)
            claims.put(claim for i in some for claim in i.claims)
            mentions.put(content.told(some))
        documents.put(content.documents)
        standing.put(content.standing)
        return {rows.table.name: rows.count for rows in (incidents, mentions, claims, documents, standing)}


class _Rows:
    """A table that is being written, in all its forms."""

    def __init__(self, table: Table, text: TextIO | None, parquet: ParquetFile | None) -> None:
        self.table, self.count = table, 0
        self._text, self._parquet = text, parquet
        if text is not None:
            text.writelines(f"{line}\n" for line in csv_table(table.names, ()))

    def put(self, items: Iterable[object]) -> None:
        for item in items:
            row = self.table.row(item)
            self.count += 1
            if self._text is not None:
                self._text.write(_csv_line(row))
            if self._parquet is not None:
                self._parquet.put(row)


def _csv_line(row: Sequence[object]) -> str:
    _, line = csv_table((), [[cell(v) for v in row]])
    return f"{line}\n"


@contextmanager
def _rows(table: Table, folder: Path, forms: Sequence[str]) -> Iterator[_Rows]:
    with ExitStack() as stack:
        text = None
        if CSV in forms:
            path = folder / f"{table.name}.csv"
            text = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        parquet = None
        if PARQUET in forms:
            parquet = stack.enter_context(ParquetFile(folder / f"{table.name}.parquet", table))
        yield _Rows(table, text, parquet)
