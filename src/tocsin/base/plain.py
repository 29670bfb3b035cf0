"""Records as JSON's own types, and back: what is written can be read again without loss."""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Return a record as JSON's own types; dates as ``YYYY-MM-DD``, enums as their values."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def record(kind: type[T], value: Mapping[str, Any]) -> T:
    """Return the record of a kind that ``plain`` made ``value`` of; fields that are missing keep their defaults.

    Raises:
        KeyError: a field is unknown to the record.
    """
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _typed(hints[name], v) for name, v in value.items()})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _typed(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        parts = (args[0],) * len(value) if len(args) == 2 and args[1] is Ellipsis else args
        return tuple(_typed(a, v) for a, v in zip(parts, value, strict=True))
    if not isinstance(hint, type):
        return value
    if is_dataclass(hint):
        return record(hint, value)
    if issubclass(hint, (date, datetime)):
        return hint.fromisoformat(value)
    return hint(value) if issubclass(hint, Enum) else value
