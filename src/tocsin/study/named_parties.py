"""Whom unnamed parties stand for: the only named one that fits, else the step is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.base.incidents import Step
from tocsin.base.model import REBELS, Actor
from tocsin.base.peoples import force_of_acronym, force_of_leader, force_of_people
from tocsin.base.relations import RelationKind
from tocsin.study.coalitions import GANGS, coalition_meant
from tocsin.study.known_parties import OF_PERSONS, Known, fitting, known_parties
from tocsin.study.sides import BOTH, OF_STATE, OTHER_SIDE, actor_key, is_known_person, same_side, state_of_country
from tocsin.study.unnamed_parties import is_unnamed

# Armed groups; those that fight the state, for militias may be its own; and whose names others use for rebels.
ARMED_GROUPS, ENEMIES = ("REB", "PRM", GANGS), ("REB", GANGS)
_AS_REBELS = frozenset({"PRM", "UAF"})
_BETWEEN = frozenset({RelationKind.TRUCE, RelationKind.AT_WAR, RelationKind.BACKS})
# Kinds in which a leader's name stands for the force; measures and captivity are the person's own.
_OF_FORCES = frozenset({
    RelationKind.CONTROLS, RelationKind.PRESENT_IN, RelationKind.BACKS, RelationKind.TRUCE, RelationKind.AT_WAR
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A step that the standing does without, and why."""

    step: Step
    reason: str


def named(steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[LeftOut, ...]]:
    """Return the steps with unnamed parties replaced by the only named one that fits, and those that must be left out.

    One fits if it has the same country and sector and is told of at the same place, else in the same document, else
    in the same country within 45 days. If none or several fit, the step is left out: a guess would hand towns to
    whoever was named most. Whom only the reader model sees is nobody whom others stand for.
    """
    kept: list[Step] = []
    out: list[LeftOut] = []
    known = known_parties([s for s in steps if not s.seen])
    for step in steps:
        found = _resolved(step, known)
        found = found if isinstance(found, LeftOut) else one_for_all(found)
        if isinstance(found, LeftOut):
            out.append(found)
        else:
            kept.append(found)
    return tuple(kept), tuple(out)


def one_for_all(step: Step) -> Step | LeftOut:
    """Return a step between two sides with officials taken for their state; one in which both are one side is left out.

    "The ministers of defence agreed on a truce": their states did. A commander of rebels alone is no side.
    """
    if step.kind not in _BETWEEN:
        return step
    subject, other = _state_for(step.subject), _state_for(step.object) if step.object else None
    if other is not None and step.kind in BOTH and same_side(subject, other):
        return LeftOut(step, "both are one side")
    if step.kind is RelationKind.TRUCE and other is None and is_known_person(subject):
        return LeftOut(step, f"{subject.name!r} is a person, and the other side is not told")
    if step.kind in BOTH and other is not None and actor_key(other, as_state=True) < actor_key(subject, as_state=True):
        subject, other = other, subject  # the sides of a war or a truce have no order; every step has them alike
    return replace(step, subject=subject, object=other)


def _state_for(actor: Actor) -> Actor:
    """Return the state for which an official acts, else the actor."""
    official = is_known_person(actor) and actor.sector in ("GOV", "MIL")
    return state_of_country(actor.country) or actor if official else actor


def _resolved(step: Step, known: Known) -> Step | LeftOut:
    subject = _taken_for(step.subject, step, known)
    other = _taken_for(step.object, step, known) if step.object is not None else None
    for found in (subject, other):
        if isinstance(found, LeftOut):
            return found
    if isinstance(subject, LeftOut) or isinstance(other, LeftOut) or (subject, other) == (step.subject, step.object):
        return step
    pairs = ((step.subject, subject), (step.object, other))
    notes = [f"{a.name!r} taken for {b.name}" for a, b in pairs if a is not None and b is not None and a != b]
    return replace(step, subject=subject, object=other, reason="; ".join([step.reason, *notes]))


def _taken_for(actor: Actor, step: Step, known: Known) -> Actor | LeftOut:
    """Return an actor, or the named one that an unnamed one stands for.

    "The army" of a country is told from others by its country and sector; it takes the name that others use for it.
    """
    if is_known_person(actor) and actor.sector in REBELS and step.kind in _OF_FORCES:
        return force_of_leader(actor.id) or actor
    if actor.id is None and actor.sector in ("REB", "PRM") and step.kind not in OF_PERSONS:
        named_so = force_of_people(actor.name, actor.country) or force_of_acronym(actor.name, actor.country)
        if named_so is not None:
            return named_so
    if step.kind in OF_PERSONS or not is_unnamed(actor) or (actor is step.object and _is_listed(step, actor)):
        return actor
    if step.kind is RelationKind.BACKS and actor is step.object and "-backed" in actor.name:
        backed = known.backed.get(actor_key(step.subject, as_state=True), {})
        return next(iter(backed.values())) if len(backed) == 1 else actor
    if actor.name == OTHER_SIDE:
        return other_side(actor.country, step, known)
    if actor.country is not None and actor.sector in OF_STATE:
        return known.forces.get((actor.country, actor.sector), actor)
    fit = fitting(actor, step, known)
    if not fit and actor.sector in _AS_REBELS:  # "the paramilitaries" of a country may be what others call its rebels
        fit = fitting(replace(actor, sector="REB"), step, known)
    coalition = coalition_meant(actor, step.latest) if actor.sector == GANGS or not fit else None
    if coalition is not None and len(fitting(actor, step, known, near=True)) != 1:
        return coalition
    if len(fit) == 1:
        return fit[0]
    why = "no named party fits" if not fit else f"{len(fit)} named parties fit"
    return LeftOut(step, f"{actor.name!r}: {why}")


def _is_listed(step: Step, actor: Actor) -> bool:
    """Tell whether measures fall on people or bodies of a kind ("arms dealers", "two state banks"), not on "the army"."""
    return step.kind is RelationKind.SANCTIONS and actor.name[:4].casefold() != "the " and actor.name[-1:] == "s"


def other_side(land: str | None, step: Step, known: Known, *, sectors: Sequence[str] = ARMED_GROUPS) -> Actor | LeftOut:
    """Return who held what a state's army took back: the only armed group, else the only other state that is at war with it.

    Args:
        land: country of the state.
        step: what tells of the taking.
        known: the parties that are told of.
        sectors: those of the groups that may be meant.
    """
    for near in (True, False):
        fit = {
            actor_key(a, as_state=True): a
            for s in sectors
            for a in fitting(Actor(None, OTHER_SIDE, land, s), step, known, near=near)
        }
        if len(fit) == 1:
            return next(iter(fit.values()))
        if fit:
            break
    abroad = known.invaders.get(land, {})
    if not fit and len(abroad) == 1:
        return next(iter(abroad.values()))
    return LeftOut(step, f"nobody knows from whom {step.place.name if step.place else 'it'} was taken")
