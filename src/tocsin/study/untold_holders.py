"""Who had a place before it was taken, and who has it after a base fell, where nobody says it."""

from __future__ import annotations

import re
from dataclasses import replace

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Effect, Step
from tocsin.base.model import REBELS, STATE_FORCES, Actor
from tocsin.base.peoples import is_force_of_people
from tocsin.study.sides import OTHER_SIDE, state_in

_AGAIN = re.compile(
    r"\b(?:re-?(?:t[oa]o?k|captur|gain|claim|cover|enter|conquer|occup)\w*|liberat\w*|again|back)\b", re.IGNORECASE
)
_FELL = re.compile(r"controls:base fell")
_UNTIL = "{}; its state's until then"


def lost_by(step: Step) -> tuple[Step, ...]:
    """Return who had a place until it was taken, where nobody says it: its state, or whom its army took it from.

    Rebels and the army of another state take a place from its state.
    """
    land = state_in(step.place)
    if land is None:
        return ()
    if is_force_of_people(step.subject.id) and step.subject.sector in STATE_FORCES:
        return (
            ()
            if is_again(step)
            else (replace(step, effect=Effect.CLOSES, subject=land, reason=_UNTIL.format(step.reason)),)
        )
    forces = step.subject.sector in STATE_FORCES
    if forces and land.country == step.subject.country:
        enemy = Actor(None, OTHER_SIDE, land.country, "REB")
        taken_back = replace(step, effect=Effect.CLOSES, subject=enemy, reason=f"{step.reason}; taken back")
        return (taken_back,) if is_again(step) else ()
    invaded = forces and step.subject.country is not None and step.subject.country not in NO_STATE
    if step.subject.sector not in REBELS and not invaded:
        return ()
    return (replace(step, effect=Effect.CLOSES, subject=land, reason=_UNTIL.format(step.reason)),)


def won_by(step: Step) -> tuple[Step, ...]:
    """Return who has a place where an armed group's base fell, where nobody says it: the state that it fights."""
    land = state_in(step.place)
    if step.effect is not Effect.CLOSES or not _FELL.search(step.reason) or land is None:
        return ()
    if step.subject.sector not in REBELS:
        return ()
    return (replace(step, effect=Effect.OPENS, subject=land, reason=f"{step.reason}; its state's from then"),)


def is_again(step: Step) -> bool:
    """Tell whether a taking is told as one of what was lost before ("retook", "took back")."""
    return _AGAIN.search(step.evidence.text) is not None
