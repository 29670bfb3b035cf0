"""Read the reviewable tables of ``data/``: tab-separated, one header line, ``#`` comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from tocsin.base.errors import BadTable

DATA = "tocsin.data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands for error messages."""

    cells: dict[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds several values separated by ``|``."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def bad(self, message: str) -> BadTable:
        """Return the error that names this row's file and line."""
        return BadTable(f"{self.file}, line {self.line}: {message}")


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
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
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
    """Return the rows of a packaged table, such as ``actors/groups.tsv``."""
    return list(read_table(data_folder().joinpath(*name.split("/")), columns=columns))
