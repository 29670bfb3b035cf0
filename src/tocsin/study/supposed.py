"""Whose a town is where nobody says it: the state's, on whose ground an enemy attacks it.

Rows of ``data/standing.tsv`` with the effect ``supposes`` tell which incidents let it be supposed. It is a supposition,
marked as one: its status is ``supposed``, its evidence are the attacks, and whoever is told to hold the town, to take it
or to have lost it, on whatever day, does away with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Effect, Step
from tocsin.study.sides import Key, place_key
from tocsin.study.spells import Spell, in_order


def parted(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """Return the steps that tell of something, and those that only let it be supposed."""
    told: list[Step] = []
    supposing: list[Step] = []
    for step in steps:
        (supposing if step.effect is Effect.SUPPOSES else told).append(step)
    return told, supposing


def supposed(steps: Sequence[Step], held: Collection[Key]) -> list[Spell]:
    """Return one hold for each town that nobody is told to hold: from nobody knows when, still in force.

    Args:
        steps: those that let a hold be supposed.
        held: the places that somebody is told to hold or to have held.
    """
    towns: dict[Key, list[Step]] = {}
    for step in in_order(dict.fromkeys(steps)):
        if step.place is not None and step.place.precision in LOCAL and place_key(step.place) not in held:
            towns.setdefault(place_key(step.place), []).append(step)
    return [Spell((None, None), None, found) for found in towns.values()]
