"""Which kinds of happenings can be tellings of one: the table ``data/weights/same_kind.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tocsin.base.model import Status
from tocsin.base.tables import table

# Told as having happened, or not: these are one happening told from different sides.
_HAPPENED = frozenset({Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.NEGATED})
# What is planned, and then done, is one happening; what is asked for or feared is not what is then done.
_AHEAD = frozenset({Status.PLANNED})
WISHED = frozenset({Status.REQUESTED, Status.THREATENED, Status.HYPOTHETICAL})


@lru_cache(maxsize=1)
def _related() -> Mapping[str, frozenset[str]]:
    pairs = [(r["type"], r["other"]) for r in table("weights/same_kind.tsv", columns=("type", "other", "why"))]
    return {t: frozenset(b if a == t else a for a, b in pairs if t in (a, b)) for pair in pairs for t in pair}


def related(type_: str) -> frozenset[str]:
    """Return the other types under which the happenings of a type are also told."""
    return _related().get(type_, frozenset())


def may_be_one(a: Status, b: Status) -> bool:
    """Return whether two ways of telling can be of one happening."""
    if a in WISHED or b in WISHED:
        return a is b
    return {a, b} <= _HAPPENED | _AHEAD
