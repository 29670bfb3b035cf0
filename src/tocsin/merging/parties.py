"""How far the parties of two accounts agree: the same, of one family, of one kind, or others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tocsin.base.model import Participant

# Sectors that act for the state: "Rwanda" and "the Rwandan army" may be one party.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_ARMED = frozenset({"REB", "UAF", "PRM"})
_LEADING = re.compile(
    r"^(?:the|a|an|its|their|some|about|least|more than|nearly|over|up to|\d[\d,.]*)\s+", re.IGNORECASE
)


def agreement(a: Sequence[Participant], b: Sequence[Participant], *, family: Mapping[str, str]) -> str:
    """Return how well two sides agree, by their best pair.

    ``same``, ``family`` (wings of one body), ``kind`` (one of them unnamed), ``voice`` (of one government, or of one
    country's armed groups: a spokesman and his side), ``state`` (organs of one state), ``country``, ``other`` (both told,
    and different), ``one missing``, ``both missing``.

    Args:
        a: one side.
        b: the other.
        family: the id of the uppermost parent by actor id.
    """
    if not a or not b:
        return "both missing" if not a and not b else "one missing"
    return min((_level(p, q, family) for p in a for q in b), key=_ORDER.index)


_ORDER = ("same", "family", "kind", "voice", "state", "country", "other")


def _level(a: Participant, b: Participant, family: Mapping[str, str]) -> str:
    if a.id and b.id:
        if a.id == b.id:
            return "same"
        if family.get(a.id, a.id) == family.get(b.id, b.id):
            return "family"
        # "Rwanda Defence Force" and "Rwandan troops" are entries of their own, and one army.
        if a.country == b.country and a.sector == b.sector == "MIL":
            return "family"
    elif bare(a.name) == bare(b.name) and bare(a.name):
        return "same"
    if a.country is None or a.country != b.country:
        return "other"
    if not (a.id and b.id) and (a.sector == b.sector or {a.sector, b.sector} <= _ARMED):
        return "kind"
    if a.sector == b.sector == "GOV" or {a.sector, b.sector} <= _ARMED:
        return "voice"
    if {a.sector, b.sector} <= _STATE:
        return "state"
    return "country"


def bare(name: str) -> str:
    """Return a name without its article and number, in lower case."""
    before, after = "", name
    while before != after:
        before, after = after, _LEADING.sub("", after)
    return after.lower()
