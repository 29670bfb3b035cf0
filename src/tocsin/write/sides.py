"""Who stands on the two sides of an incident, as kinds: forces of a state, other armed groups, civilians."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from tocsin.base.incidents import Incident
from tocsin.base.model import Actor
from tocsin.write.crosswalks import sectors
from tocsin.write.facts import opposed


class Kind(StrEnum):
    """What an actor is in a fight."""

    STATE = "state"
    ARMED = "armed"  # organised and armed, not of a state
    CIVILIAN = "civilian"


FIGHTING = frozenset({Kind.STATE, Kind.ARMED})


def kind(actor: Actor, *, is_harmed: bool = False) -> Kind | None:
    """Return what an actor is in a fight, ``None`` where that is not known.

    Args:
        actor: the actor.
        is_harmed: it is on the side that is acted on: a minister who is shot at is a civilian, a government that sends
            its army is a state.
    """
    row = sectors().get(actor.sector or "")
    if row is None or not row["kind"]:
        return None
    if actor.sector == "GOV" and is_harmed and (actor.id or "person:").startswith("person:"):
        return Kind.CIVILIAN  # officials without an id are persons more often than not
    return Kind(row["kind"])


def kinds(actors: Iterable[Actor], *, is_harmed: bool = False) -> frozenset[Kind | None]:
    """Return the kinds on one side."""
    return frozenset(kind(a, is_harmed=is_harmed) for a in actors)


def fits(wanted: str, found: frozenset[Kind | None]) -> bool:
    """Tell whether a side is as a table asks.

    ``*`` any, ``fighting`` one that fights, ``unarmed`` no armed group, ``civilian`` civilians alone.
    """
    if wanted == "*":
        return True
    if wanted == "unarmed":
        return Kind.ARMED not in found
    if wanted == "civilian":
        return found == {Kind.CIVILIAN}
    return bool(found & (FIGHTING if wanted == "fighting" else {Kind(wanted)}))


def violence(incident: Incident) -> int | None:
    """Return UCDP's type of violence, ``None`` where the sides do not show it.

    1: a state on one side against armed actors; 2: armed actors of no state on both; 3: civilians alone harmed by an
    organised actor.
    """
    actors, others = opposed(incident)
    acting, harmed = kinds(actors), kinds(others, is_harmed=True)
    if acting & FIGHTING and harmed == {Kind.CIVILIAN}:
        return 3
    # Two that fight each other are often told as actors both, with nobody on the other side.
    both = [kind(a) for a in actors if kind(a) in FIGHTING] if not others else []
    if not (acting & FIGHTING and harmed & FIGHTING) and len(both) < 2:
        return None
    return 1 if Kind.STATE in acting | harmed else 2
