"""Fields of an answer as JSON has them, each checked: an error names place, field and value, and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tocsin.base.errors import BadInput

_SHOWN = 60


def shown(value: object) -> str:
    """Return a value as an error shows it: as JSON, cut where it is long."""
    told = json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"


def bad(origin: str, field: str, row: Mapping[str, Any], allowed: str) -> BadInput:
    """Return the error that names place, field and value, and what is allowed."""
    key = field.rpartition(" ")[2]
    if key not in row:
        return BadInput(f"{origin}: {field} is missing; give {allowed}")
    return BadInput(f"{origin}: {field} {shown(row[key])} is not allowed; give {allowed}")


def text_of(row: Mapping[str, Any], field: str, origin: str, allowed: str) -> str:
    """Return words that must be there; ``allowed`` says in the error what they are to be."""
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise bad(origin, field, row, allowed)
    return value


def choice(row: Mapping[str, Any], field: str, origin: str, allowed: tuple[str, ...]) -> str:
    """Return one of the words that are allowed."""
    value = row.get(field)
    if not isinstance(value, str) or value not in allowed:
        raise bad(origin, field, row, f"one of {', '.join(allowed)}" if len(allowed) > 1 else allowed[0])
    return str(value)


def texts_in(row: Mapping[str, Any], field: str, origin: str) -> tuple[str, ...]:
    """Return a list of words; left out is none."""
    values = row.get(field, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise bad(origin, field, row, 'a list of words copied from the document, such as ["the army"], or leave it out')
    return tuple(values)
