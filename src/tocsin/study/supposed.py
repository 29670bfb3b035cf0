"""Whose a town is where no words tell it: the state's, on whose ground an enemy attacks it, else whom the reader sees.

Rows of ``data/standing.tsv`` with the effect ``supposes`` tell which incidents let it be supposed. Of other towns it is
supposed what only the reader model sees of takings, holds and losses (``RelationMention.seen``), in the order of its days.
It is marked as a supposition: its status is ``supposed``, its evidence are the attacks or what is seen, and whoever is
told to hold the town, to take it or to have lost it, on whatever day, does away with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Step
from tocsin.study.holding import holds_of_place
from tocsin.study.sides import Key, place_key
from tocsin.study.spells import Spell, in_order


def parted(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """Return the steps that words tell, and those that only the reader model sees."""
    told: list[Step] = []
    seen: list[Step] = []
    for step in steps:
        (seen if step.seen else told).append(step)
    return told, seen


def supposed(seen: Iterable[Step], attacks: Iterable[Step], held: Set[Key]) -> list[Spell]:
    """Return the holds of each town that nobody is told to hold.

    Args:
        seen: what the reader model sees of takings, holds and losses.
        attacks: those that let it be supposed whose a town is: from nobody knows when, still in force.
        held: the places that somebody is told to hold or to have held.
    """
    by_attack = _by_town(attacks, held)
    by_sight = _by_town(seen, held | by_attack.keys())
    spells = [Spell((None, None), None, in_order(found)) for found in by_attack.values()]
    return [*spells, *(spell for found in by_sight.values() for spell in holds_of_place(found))]


def _by_town(steps: Iterable[Step], held: Set[Key]) -> dict[Key, list[Step]]:
    towns: dict[Key, list[Step]] = {}
    for step in dict.fromkeys(steps):
        if step.place is not None and step.place.precision in LOCAL and place_key(step.place) not in held:
            towns.setdefault(place_key(step.place), []).append(step)
    return towns
