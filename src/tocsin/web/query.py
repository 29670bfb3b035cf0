"""What a view asks for, as the parameters of its address: the names are those of the command line's options."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import cast, get_args, get_type_hints

from tocsin.asking import Wanted
from tocsin.base.errors import BadInput

NAMES = tuple(Wanted.__annotations__)


def _number(name: str) -> type[int] | type[float] | None:
    hint = get_type_hints(Wanted)[name]
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return int if int in kinds else float if float in kinds else None


_NUMBERS: Mapping[str, type[int] | type[float]] = {n: kind for n in NAMES if (kind := _number(n)) is not None}


def wanted_of(params: Mapping[str, str]) -> Wanted:
    """Return what the parameters of an address ask for; empty ones and those of others (``page``) are left out.

    Raises:
        BadInput: a number is none.
    """
    found = {n: _value(n, params[n].strip()) for n in NAMES if params.get(n, "").strip()}
    return cast(Wanted, found)


def params_of(wanted: Wanted) -> dict[str, str]:
    """Return the parameters that ask for what is wanted, in one order, without those that ask for all."""
    given = cast(Mapping[str, object], wanted)
    return {n: str(given[n]) for n in NAMES if given.get(n) not in (None, "", 0, 0.0)}


def _value(name: str, given: str) -> object:
    kind = _NUMBERS.get(name)
    if kind is None:
        return given
    try:
        return kind(given)
    except ValueError:
        word = "whole number" if kind is int else "number"
        raise BadInput(f"{name}={given!r} is no {word}; give one, or leave it out.") from None
