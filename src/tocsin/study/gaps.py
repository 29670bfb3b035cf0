"""Who had a town before its state's forces took it, and who has it since somebody lost it, where nobody tells.

A state takes towns on its own soil from the armed group that it fights, and what a group loses its state wins. Of whom
nobody tells that is only supposed: it is made of what has been told, fills the days before the first telling or after the
last one, and is never set against either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.incidents import Effect, IncidentStatus, Step
from tocsin.base.model import REBELS, STATE_FORCES, Actor
from tocsin.study.holding import holds_by_town
from tocsin.study.known_parties import Known
from tocsin.study.named_parties import ENEMIES, LeftOut, other_side
from tocsin.study.sides import is_state, same_side, state_in
from tocsin.study.spells import Spell
from tocsin.study.untold_holders import is_again


def fill(spells: Iterable[Spell], known: Known) -> list[Spell]:
    """Return who is supposed to have held each town before the spells told of it, and who after them."""
    return [
        made for found in holds_by_town(spells).values() for made in (*_before(found, known), *_after(found, known))
    ]


def _before(spells: Sequence[Spell], known: Known) -> Iterator[Spell]:
    """Yield the hold of the enemy from whom the state's forces took the town, of which nothing earlier is told."""
    first = min(spells, key=lambda s: s.begin[1] or date.min)
    step = first.steps[0] if first.steps else None
    if step is None or step.effect is not Effect.OPENS or step.status is IncidentStatus.DISPUTED:
        return
    if first.begin[1] is None or is_again(step) or not _is_at_home(step):
        return  # what is retaken had been the state's before it was the enemy's, and nobody says until when
    enemy = _enemy(spells, step, known)
    if enemy is not None:
        yield Spell((None, None), first.begin, [_made(step, enemy, "its enemy's until then")])


def _after(spells: Sequence[Spell], known: Known) -> Iterator[Spell]:
    """Yield the hold of who has won the town that the last holder told of has lost."""
    if any(s.is_open for s in spells):
        return
    last = max(spells, key=lambda s: (s.end and s.end[1]) or date.min)
    step = next((s for s in reversed(last.against) if s.effect is Effect.CLOSES), None)
    if step is None or step.seen or step.status is IncidentStatus.DISPUTED or last.end is None or last.end[1] is None:
        return
    if step.subject.sector in REBELS:
        state = state_in(step.place)
        made = _made(step, state, "its state's from then") if state is not None else None
    else:
        enemy = _enemy(spells, step, known) if _is_at_home(step) else None
        made = _made(step, enemy, "its enemy's from then") if enemy is not None else None
    if made is not None:
        yield Spell(last.end, None, [made])


def _made(step: Step, subject: Actor, why: str) -> Step:
    return replace(step, effect=Effect.SUPPOSES, subject=subject, reason=f"{step.reason}; {why}")


def _is_at_home(step: Step) -> bool:
    land = state_in(step.place)
    ours = land is not None and step.subject.country == land.country
    return ours and step.subject.sector in STATE_FORCES and is_state(step.subject)


def _enemy(spells: Sequence[Spell], step: Step, known: Known) -> Actor | None:
    """Return the only rebels, gangs or foreign state that fit.

    No militia, for the state has its own, and nobody who is told to hold the town beside its forces or after them.
    """
    land = state_in(step.place)
    found = other_side(land.country if land else None, step, known, sectors=ENEMIES)
    if isinstance(found, LeftOut) or any(same_side(found, s.told[0].subject) for s in spells):
        return None
    return found
