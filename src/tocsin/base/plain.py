"""Records as JSON's own types, and back: what is written can be read again without loss."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Maker: TypeAlias = Callable[[Any], Any]


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
    made = _makers(cast(Hashable, kind))
    return kind(**{name: v if v is None else made[name](v) for name, v in value.items()})


@cache
def _makers(kind: Hashable) -> dict[str, Maker]:
    """Return what makes the value of each field; worked out once for a kind, for a list has thousands of values."""
    return {name: _maker(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _maker(hint: Any) -> Maker:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _maker(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return _tuple_maker(args)
    if not isinstance(hint, type):
        return _as_it_is
    if is_dataclass(hint):
        return partial(record, hint)
    if issubclass(hint, (date, datetime)):
        return hint.fromisoformat
    if not issubclass(hint, Enum):
        return _as_it_is
    members = {m.value: m for m in hint}
    return lambda value: members[value] if value in members else hint(value)


def _tuple_maker(args: tuple[Any, ...]) -> Maker:
    if len(args) == 2 and args[1] is Ellipsis:
        each = _maker(args[0])
        return lambda values: tuple(v if v is None else each(v) for v in values)
    makers = [_maker(a) for a in args]
    return lambda values: tuple(v if v is None else m(v) for m, v in zip(makers, values, strict=True))


def _as_it_is(value: Any) -> Any:
    return value
