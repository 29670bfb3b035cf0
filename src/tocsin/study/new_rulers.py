"""Who has the towns of a state whose capital an armed group of that land has taken: "the Taliban took Kabul".

A state that loses its capital to rebels at home, who have it since and are told to hold far more of the land than the state
from then on, has fallen: whatever town it was last told or supposed to hold before that day, it holds no more, and the
town is supposed to be the new rulers'. Gangs and armies from abroad are no new rulers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.incidents import Effect
from tocsin.base.states import capitals
from tocsin.study.holding import holds_by_town
from tocsin.study.sides import Key, is_state, same_side
from tocsin.study.spells import Spell

_RULERS = frozenset({"REB", "GOV"})
# How many times as many towns the new rulers must be told to hold from then on: a state that goes on elsewhere has not fallen.
_MORE = 2


def with_new_rulers(spells: Sequence[Spell]) -> list[Spell]:
    """Return the spells with those of fallen states ended, and what is supposed to be their new rulers' since."""
    towns = holds_by_town(spells)
    falls: dict[str, Spell] = {}
    for found in towns.values():
        place = found[0].told[0].place
        if place is not None and place.country is not None and place.name in capitals().get(place.country, ()):
            fall = _fall(found, place.country)
            if fall is not None and _is_gone(place.country, fall, towns):
                falls[place.country] = fall
    return [*spells, *(made for found in towns.values() for made in _after(found, falls))] if falls else list(spells)


def _fall(capital: Sequence[Spell], land: str) -> Spell | None:
    """Return the hold that its rulers of now took the capital by, after the last day on which the state is told to have it."""
    states = [s for s in capital if _is_states(s, land)]
    if any(s.is_open for s in states):
        return None
    last = max((s.begin[1] or date.min for s in states), default=date.min)
    rulers = [s.told[0].subject for s in capital if s.is_open and s.is_firm and _may_rule(s, land)]
    takings = [s for s in capital if s.told[0].effect is Effect.OPENS and s.begin[1] is not None and s.begin[1] >= last]
    own = [s for s in takings if any(same_side(s.told[0].subject, r) for r in rulers)]
    return min(own, key=lambda s: s.begin[1] or date.max, default=None)


def _may_rule(spell: Spell, land: str) -> bool:
    step = spell.told[0]
    return (
        not step.seen and step.subject.sector in _RULERS and not is_state(step.subject) and step.subject.country == land
    )


def _is_states(spell: Spell, land: str) -> bool:
    subject = spell.told[0].subject
    return is_state(subject) and subject.country == land


def _is_gone(land: str, fall: Spell, towns: Mapping[Key, Sequence[Spell]]) -> bool:
    """Tell whether far more towns are told to be the new rulers' from the fall on than the state's."""
    since = {k: [s for s in found if _is_told_since(s, _day(fall))] for k, found in towns.items()}
    state = sum(any(_is_states(s, land) for s in found) for found in since.values())
    ruler = sum(any(same_side(s.told[0].subject, fall.told[0].subject) for s in found) for found in since.values())
    return ruler >= _MORE * state


def _after(town: Sequence[Spell], falls: Mapping[str, Spell]) -> Iterator[Spell]:
    """Yield the new rulers' hold of a town that was the state's alone when it fell, and end the state's."""
    place = town[0].told[0].place
    fall = falls.get(place.country or "") if place is not None else None
    if fall is None or place is None:
        return
    day, step = _day(fall), fall.told[0]
    held = [s for s in town if s.end is None or s.end[1] is None or s.end[1] > day]
    if not held or any(_is_told_since(s, day) or not _is_states(s, place.country or "") for s in held):
        return
    why = f"{step.reason}; the capital fell"
    for s in held:
        s.end = (step.earliest, day)
        s.against.append(replace(step, effect=Effect.CLOSES, subject=s.told[0].subject, place=place, reason=why))
    made = replace(step, effect=Effect.SUPPOSES, place=place, reason=f"{why}; its rulers' from then")
    yield Spell((step.earliest, day), None, [made])


def _day(fall: Spell) -> date:
    return fall.begin[1] or date.max


def _is_told_since(spell: Spell, day: date) -> bool:
    """Tell whether anything is told, or lets it be supposed, of a hold on a day or later."""
    began = spell.begin[1] is not None and spell.begin[1] >= day
    return began or any(s.latest is None or s.latest >= day for s in spell.told)
