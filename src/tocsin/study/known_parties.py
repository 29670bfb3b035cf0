"""The named parties that steps tell of, and which of them fit an unnamed one: by place, document or time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Step
from tocsin.base.model import Actor
from tocsin.base.peoples import is_force_of_people
from tocsin.base.relations import RelationKind
from tocsin.study.invaders import invaders
from tocsin.study.sides import Key, actor_key, is_known_person, one_per_side, place_key
from tocsin.study.unnamed_parties import PARTIES, is_unnamed

# An unnamed party is looked for among those told of within so many days in the same country.
NEAR_DAYS = 45
# Kinds about persons, whose offices and captors are no parties to be found.
OF_PERSONS = frozenset({RelationKind.HOLDS_OFFICE, RelationKind.DETAINED})


@dataclass
class Known:
    """Named parties by sector, one per side: ``here`` at each place, ``told`` in each document, ``days`` on which days.

    ``forces`` are those of each country and sector, ``backed`` whom each side is told to back, ``invaders`` the states at
    war with each country.
    """

    here: dict[tuple[str | None, Key], dict[Key, Actor]]
    days: dict[str | None, dict[Key, tuple[Actor, list[int]]]]
    forces: dict[tuple[str | None, str | None], Actor]
    told: dict[tuple[str | None, str], dict[Key, Actor]]
    backed: dict[Key, dict[Key, Actor]]
    invaders: Mapping[str | None, Mapping[str, Actor]]


def known_parties(steps: Sequence[Step]) -> Known:
    """Return the named parties that steps tell of."""
    found = Known({}, {}, {}, {}, {}, invaders(steps))
    sides = ((a, s) for s in steps for a in (s.subject, s.object) if a is not None and s.kind not in OF_PERSONS)
    for actor, step in sides:
        if actor.sector not in PARTIES or is_unnamed(actor) or is_known_person(actor):
            continue
        side = actor_key(actor, as_state=True)
        if step.kind is RelationKind.BACKS and actor is step.object:
            found.backed.setdefault(actor_key(step.subject, as_state=True), {}).setdefault(side, actor)
        if actor.id is not None and not is_force_of_people(actor.id):
            found.forces.setdefault((actor.country, actor.sector), actor)
        if step.place is not None:
            found.here.setdefault((actor.sector, place_key(step.place)), {}).setdefault(side, actor)
        for document in step.documents:
            found.told.setdefault((actor.sector, document), {}).setdefault(side, actor)
        if step.latest is not None:
            told = found.days.setdefault(actor.sector, {}).setdefault(side, (actor, []))
            told[1].append(step.latest.toordinal())
    for of_kind in found.days.values():
        for _, days in of_kind.values():
            days.sort()
    return found


def fitting(actor: Actor, step: Step, known: Known, *, near: bool = False) -> list[Actor]:
    """Return the named parties of an unnamed one's kind, one per side: at its place, else in its document, else near in time.

    With ``near``, only at its place.
    """
    land = None if "-backed" in actor.name else actor.country  # "Rwanda-backed rebels" are not Rwanda's
    if step.place is not None:
        at_place = known.here.get((actor.sector, place_key(step.place)), {}).values()
        here = _of_land(at_place, land)
        if here or near:
            return here
    named_here = [a for d in step.documents for a in known.told.get((actor.sector, d), {}).values()]
    in_document = one_per_side(_of_land(named_here, land))
    if in_document:
        return in_document
    told = known.days.get(actor.sector, {}).values()
    return _of_land([a for a, days in told if _is_near(days, step.latest)], land)


def _of_land(actors: Iterable[Actor], land: str | None) -> list[Actor]:
    """Return those of a land, else those of none: Islamic State's fighters are "the militants" wherever it fights."""
    given = list(actors)
    return [a for a in given if land in (a.country, None)] or [a for a in given if a.country in NO_STATE]


def _is_near(days: Sequence[int], day: date | None) -> bool:
    """Tell whether one of some sorted days lies within 45 days of another."""
    if day is None:
        return False
    at = bisect_left(days, day.toordinal() - NEAR_DAYS)
    return at < len(days) and days[at] <= day.toordinal() + NEAR_DAYS
