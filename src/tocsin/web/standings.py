"""All relations ever told of a place, an actor or of a kind, as far as they are few enough for one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.asking import Wanted, filter_of, kind_of
from tocsin.base.incidents import Relation
from tocsin.record import Record
from tocsin.store.around import count_steps

# Steps that are read and worked out for one page: a second's work, some 600 relations.
MOST_STEPS = 4000


@dataclass(frozen=True, slots=True)
class Told:
    """Relations, past ones too; or, where there are too many steps for them to be worked out on a page, none."""

    relations: tuple[Relation, ...]
    has_too_many: bool = False


def told_of(record: Record, asked: Mapping[str, str]) -> Told:
    """Return the relations that fit ``place``, ``actor`` and ``kind``.

    Raises:
        BadInput: a place or kind is unknown.
    """
    place, actor, kind = (asked.get(name) or None for name in ("place", "actor", "kind"))
    if is_wide(record, asked, MOST_STEPS):
        return Told((), has_too_many=True)
    return Told(tuple(record.standing(place=place, actor=actor, kind=kind)))


def is_wide(record: Record, asked: Mapping[str, str | None], most: int) -> bool:
    """Tell whether the relations of ``place``, ``actor`` and ``kind`` are worked out from more than ``most`` steps.

    Raises:
        BadInput: a place or kind is unknown.
    """
    wanted: Wanted = {"place": asked.get("place") or None, "actor": asked.get("actor") or None}
    fit, kinds = filter_of(wanted, record.names), kind_of(asked.get("kind") or None)
    with record.store.read() as conn:
        return count_steps(conn, fit, kinds=kinds, most=most + 1) > most
