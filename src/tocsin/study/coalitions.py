"""Coalitions of gangs: whom "the gangs" of a country stand for, where nearly all of them have joined one alliance.

A coalition is a criminal group of ``data/actors/groups.tsv`` that three or more others there have as their parent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from tocsin.base.model import Actor
from tocsin.base.tables import per_overlay, table

GANGS = "CRM"
# Who may be meant where a coalition is: gangs, and armed men of whom nothing else is told.
_UNSURE = frozenset({GANGS, "UAF", "REB"})
_MANY = re.compile(r"(?:s|men|gang)$")  # "gangs", "armed men"; "in gang hands"
_YEAR = 4
_MEMBERS = 3  # a gang with one wing is no coalition


@per_overlay
def _coalitions() -> Mapping[str, tuple[tuple[Actor, int], ...]]:
    """Return the coalitions of each country with the year of their making."""
    rows = list(table("actors/groups.tsv", columns=("id", "name", "country", "sector", "parent", "from")))
    members = Counter(r["parent"] for r in rows if r["sector"] == GANGS and r["parent"])
    out: dict[str, tuple[tuple[Actor, int], ...]] = {}
    for r in rows:
        if r["sector"] == GANGS and members[r["id"]] >= _MEMBERS:
            made = (
                Actor(r["id"], r["name"], r["country"], r["sector"]),
                int(year) if (year := r["from"][:_YEAR]).isdigit() else 0,
            )
            out[r["country"]] = (*out.get(r["country"], ()), made)
    return out


def coalition_meant(actor: Actor, day: date | None) -> Actor | None:
    """Return the coalition that unnamed gangs or armed men of a country are on a day, ``None`` unless there is just one."""
    if actor.sector not in _UNSURE or day is None or not _MANY.search(actor.name.casefold()):
        return None
    found = [a for a, since in _coalitions().get(actor.country or "", ()) if since <= day.year]
    return found[0] if len(found) == 1 else None
