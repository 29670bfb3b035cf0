"""Wars: what makes two sides count as at war where nobody says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.incidents import Effect, IncidentStatus, Step
from tocsin.base.relations import RelationKind
from tocsin.study.standing_rules import state_in

# How a step's reason begins where it is no telling of the war itself, with how much of a war it is.
TOWN_TAKEN = "a town taken from its state"
_ONE_FIGHT = "[one fight]"
_GROUPS = frozenset({"REB", "PRM"})


def weight_in_war(step: Step) -> int | None:
    """Return how much of a war a step tells of: a fight 1, a town taken 2; ``None`` where it tells of the war itself."""
    if step.reason.startswith("ASSAULT"):
        return 2 if "/territory" in step.reason else 1
    if step.reason.startswith(TOWN_TAKEN):
        return 2
    return 1 if _ONE_FIGHT in step.reason else None


def war_of(step: Step) -> Iterator[Step]:
    """Yield the war that a taking tells of: an armed group that takes a place fights the state in which it lies."""
    land = state_in(step.place)
    taken = step.kind is RelationKind.CONTROLS and step.effect is Effect.OPENS
    if not taken or land is None or step.subject.sector not in _GROUPS or step.status is IncidentStatus.DISPUTED:
        return
    yield replace(
        step,
        kind=RelationKind.AT_WAR,
        effect=Effect.HOLDS,
        object=land,
        place=None,
        earliest=None,
        reason=f"{TOWN_TAKEN}: {step.reason}",
    )
