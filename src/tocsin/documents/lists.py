"""Files of many records: JSON lines, CSV, a JSON array. One bad record is passed over, the rest is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from tocsin.base.model import Document, Skipped
from tocsin.documents.decode import decode
from tocsin.documents.records import FIELDS, STEP, Reader, read_record

Result = Document | Skipped

# A file that is no JSON as a whole is taken for JSON lines if one of its first lines is an object.
_LINES_TRIED = 50


def parse(data: bytes | str) -> object:
    """Return the JSON value, or the error that its reading raised."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        return error


def is_object(line: bytes | str) -> bool:
    """Return whether a line is a whole JSON object."""
    return isinstance(parse(line), dict)


def is_csv_header(line: bytes) -> bool:
    """Return whether a line names columns, ``text`` among them."""
    names = re.split(r"[,;\t]", line.decode("utf-8-sig", "replace").strip())
    return len(names) > 1 and "text" in [name.strip(' "') for name in names]


def read_lines(lines: Iterable[bytes], *, file: str, reader: Reader) -> Iterator[Result]:
    """Yield the document of each JSON line; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        text = decode(line)
        if text is None:
            yield Skipped(where, STEP, "a broken encoding: not UTF-8; save the file as UTF-8")
        else:
            yield read_value(parse(text), file=where, reader=reader)


def read_value(value: object, *, file: str, reader: Reader) -> Result:
    """Return the document in a parsed JSON value."""
    if isinstance(value, dict):
        return read_record(value, file=file, reader=reader)
    if isinstance(value, Exception):
        return Skipped(file, STEP, f"no JSON: {value}; give one object with 'text' a line")
    kind = type(value).__name__
    return Skipped(file, STEP, f"a JSON {kind}, not an object; give an object with {', '.join(FIELDS)}")


def read_json(text: str, *, file: str, reader: Reader) -> Iterator[Result]:
    """Yield the documents of a JSON file: one object, an array of them, or lines of them."""
    value = parse(text)
    lines = text.split("\n")
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield read_value(item, file=f"{file}, item {number}", reader=reader)
    elif isinstance(value, Exception) and any(is_object(line) for line in islice(lines, _LINES_TRIED)):
        yield from read_lines((line.encode("utf-8", "replace") for line in lines), file=file, reader=reader)
    else:
        yield read_value(value, file=file, reader=reader)


def read_csv(stream: BinaryIO, header: bytes, above: int, *, file: str, reader: Reader) -> Iterator[Result]:
    """Yield the document of each row of a CSV table, parted by comma, semicolon or tab.

    Args:
        stream: the rows.
        header: the line of names.
        above: how many lines were read before the rows, the header among them.
        file: the file, for messages and documents.
        reader: how records are read.
    """
    # The module's own limit of 131,072 characters a cell is shorter than long reports.
    csv.field_size_limit(max(csv.field_size_limit(), reader.max_chars * 2))
    first = header.decode("utf-8-sig", "surrogateescape")
    separator = max(",;\t", key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    if "text" not in names:
        yield Skipped(file, STEP, f"no column 'text': the first line has {', '.join(names)}; name the columns there")
        return
    # Bytes that are no UTF-8 become half characters here, and their record is passed over as broken.
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
    rows = csv.reader(text, delimiter=separator)
    while True:
        where = f"{file}, line {rows.line_num + 1 + above}"
        try:
            cells = next(rows)
        except StopIteration:
            text.detach()  # otherwise it closes the stream, which is not ours
            return
        except csv.Error as error:
            yield Skipped(where, STEP, f"no CSV: {error}")
            continue
        yield from _read_row(cells, names, file=where, reader=reader)


def _read_row(cells: list[str], names: list[str], *, file: str, reader: Reader) -> Iterator[Result]:
    if len(cells) > len(names):
        message = f"{len(cells)} cells where the header names {len(names)}; put cells that hold a comma in quotes"
        yield Skipped(file, STEP, message)
    elif any(cells):
        yield read_record(dict(zip(names, cells, strict=False)), file=file, reader=reader)
