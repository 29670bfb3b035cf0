"""What a column of our own shape is: one record from which the CSV, the Parquet file and the codebook are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SEPARATOR = "; "


class Kind(StrEnum):
    """What the values of a column are; lists are joined with ``; `` in CSV and are lists in Parquet."""

    CODE = "code"  # text that is one of a list, or an id; never a number, so that 042 stays 042
    TEXT = "text"
    CODES = "list of codes"
    TEXTS = "list of texts"
    INTEGER = "whole number"
    NUMBER = "number"
    DATE = "date"
    FLAG = "true or false"


class Presence(StrEnum):
    """Why a cell is empty, said in its ``_status`` column."""

    GIVEN = "given"  # it is not empty
    UNKNOWN = "unknown"  # no source says
    NOT_APPLICABLE = "not_applicable"  # there is no such thing here
    WITHHELD = "withheld"  # we know it and left it out
    NOT_CODED = "not_coded"  # this version does not look for it


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it means, how a row's value is had, and what an empty cell means.

    ``values`` says which values there are, in words; ``status`` gives the reason why a row's cell is empty, and makes
    a companion column ``<name>_status``; without it an empty cell is ``unknown``, or what ``empty`` says.
    """

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Any], object]
    empty: str = "No source says."
    values: str = ""
    status: Callable[[Any], Presence] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the native shape: what a row is, and its columns in order, which is part of the contract."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def all_columns(self) -> Iterator[Column]:
        """Yield the columns with each companion after its own."""
        for column in self.columns:
            yield column
            if column.status is not None:
                yield _companion(column, column.status)

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(c.name for c in self.all_columns())

    def row(self, item: object) -> list[object]:
        """Return the values of one row, in the order of ``names``; lists as tuples."""
        return [c.value(item) for c in self.all_columns()]


def _companion(column: Column, status: Callable[[Any], Presence]) -> Column:
    def presence(item: object) -> str:
        return (status(item) if column.value(item) in (None, "", ()) else Presence.GIVEN).value

    return Column(
        f"{column.name}_status",
        Kind.CODE,
        f"Whether `{column.name}` is given, and if not, why.",
        presence,
        empty="Never empty.",
        values=", ".join(Presence),
    )


def cell(value: object) -> object:
    """Return a value as it stands in CSV: lists joined, ``true`` and ``false``, and the rest as it is."""
    if isinstance(value, tuple):
        return SEPARATOR.join("" if v is None else str(v) for v in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
