"""Files of answers: JSON lines, one JSON file, or a folder of JSON files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tocsin.base.errors import BadInput
from tocsin.study.answer_form import FORM, marked_of
from tocsin.study.answers import Marked

_LINES = (".jsonl", ".ndjson")


def read_marked(path: Path) -> list[Marked]:
    """Return what people marked, from a JSON lines file, one JSON file, or a folder of JSON files.

    Raises:
        BadInput: no such file, none in the folder, a file without annotations, or one that breaks the form.
    """
    if not path.exists():
        raise BadInput(f"{path}: no such file or folder; give the annotations as JSON lines or a folder of .json files")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found = [marked_of(value, origin) for file in files for value, origin in _values(file)]
    if not found:
        raise BadInput(f"no annotations found in {path}; give JSON lines, or a folder of .json files, each {FORM}")
    return found


def _values(file: Path) -> Iterator[tuple[object, str]]:
    """Yield each JSON value of a file with where it stands: the whole file, or line by line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file}: a broken encoding: not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{file}: cannot be opened: {error.strerror}") from None
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise BadInput(f"no annotations found in {file}: it is empty; each document is {FORM}")
    if file.suffix.lower() in _LINES or (len(lines) > 1 and _is_json(lines[0][1])):
        for n, line in lines:
            yield _parsed(line, f"{file}, line {n}", "give one object a line"), f"{file}, line {n}"
    else:
        yield _parsed(text, str(file), "give one object, or one a line"), str(file)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str, origin: str, allowed: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{origin}: not JSON ({error}); {allowed}") from None
