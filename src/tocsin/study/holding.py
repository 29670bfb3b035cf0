"""Who holds a place: the spells of all its holders together, for one side at a time has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Effect, IncidentStatus, Step
from tocsin.base.relations import RelationKind
from tocsin.study.sides import Key, actor_key, is_state, place_key
from tocsin.study.spells import (
    Days,
    Spell,
    begun,
    close,
    confirm,
    end_again,
    ended,
    in_order,
    is_told_late,
    overlap,
    spells_of,
)
from tocsin.study.untold_holders import is_again

# A remark that tells of a loss as such; a withdrawal by itself may be of troops that only came through.
_LOST = re.compile(r"\[lost, |controls:lose")
# By which rule an incident tells who lost a place (data/standing.tsv).
_TAKEN_FROM = "the side that it was taken from"


def holds_of_place(steps: Sequence[Step]) -> list[Spell]:
    """Return the spells of everyone who is told to have held a place.

    In a province, a country or a region several sides hold parts at once, so that nobody's hold ends another's there.
    """
    place = next((s.place for s in steps if s.place is not None), None)
    if place is None or place.precision not in LOCAL:
        sides: dict[Key, list[Step]] = {}
        for step in steps:
            sides.setdefault(side_of(step), []).append(step)
        return [spell for found in sides.values() for spell in spells_of(found)]
    ordered = in_order(steps)
    spells: list[Spell] = []
    for at, step in enumerate(ordered):
        _apply(spells, step, ordered[at + 1 :])
    return spells


def holds_by_town(spells: Iterable[Spell]) -> dict[Key, list[Spell]]:
    """Return the holds of each town and site, in the order given."""
    towns: dict[Key, list[Spell]] = {}
    for spell in spells:
        place = spell.told[0].place
        if spell.told[0].kind is RelationKind.CONTROLS and place is not None and place.precision in LOCAL:
            towns.setdefault(place_key(place), []).append(spell)
    return towns


def side_of(step: Step) -> Key:
    """Return the side that a step is about."""
    return actor_key(step.subject, as_state=True)


def _apply(spells: list[Spell], step: Step, later: Sequence[Step]) -> None:
    mine = [s for s in spells if side_of(s.told[0]) == side_of(step)]
    now = next((s for s in mine if s.is_open), None)
    others = [s for s in spells if s.is_open and s is not now and not _is_joint(s, step)]
    if step.effect is Effect.DENIES:
        if now is not None:
            now.against.append(step)
    elif step.effect is Effect.CLOSES:
        _left(spells, mine, now, step, later)
    elif step.effect is Effect.HOLDS and now is None and _is_outlier(others, step, later):
        for other in others:
            other.against.append(replace(step, effect=Effect.DENIES))
    elif now is None and mine and is_told_late(mine[-1], step):
        confirm(mine[-1], step)
    elif now is None and mine and step.effect is Effect.OPENS and step.earliest is None and not is_again(step):
        mine[-1].steps.append(step)  # "the capture of Goma": nobody says which one, so that it is no new one
    else:
        _taken(spells, now, others, _as_fact(step, later))


def _as_fact(step: Step, later: Sequence[Step]) -> Step:
    """Return a taking that only the taker tells as a fact where nobody denies it and nobody else is told to hold it after."""
    if step.effect is not Effect.OPENS or step.status is not IncidentStatus.DISPUTED:
        return step
    side = side_of(step)
    for after in later:
        if after.effect is Effect.DENIES and side_of(after) == side:
            return step
        if after.effect in (Effect.OPENS, Effect.HOLDS) and side_of(after) != side:
            return step if after.effect is Effect.HOLDS else replace(step, status=IncidentStatus.REPORTED)
    return replace(step, status=IncidentStatus.REPORTED)


def _is_joint(spell: Spell, step: Step) -> bool:
    """Tell whether a step comes from what opened the other hold: allies who take a town together share it."""
    return any(s.source == step.source for s in spell.steps)


def _is_outlier(others: Sequence[Spell], step: Step, later: Sequence[Step]) -> bool:
    """Tell whether a passing remark names another holder than the firm tellings before it and the next one after it."""
    sides = {side_of(s.steps[0]) for s in others if s.is_firm}
    for after in later:
        if after.effect in (Effect.OPENS, Effect.HOLDS) and side_of(after) != side_of(step):
            again = after.effect is Effect.HOLDS or (after.earliest or date.min) < (step.latest or date.max)
            return side_of(after) in sides and again
        if after.effect is Effect.OPENS:
            return False
    return False


def _left(spells: list[Spell], mine: Sequence[Spell], now: Spell | None, step: Step, later: Sequence[Step]) -> None:
    """End a hold. Who lost a place that another then has held it until then, since nobody says when."""
    if any(s.source == step.source for spell in spells if not spell.is_open for s in spell.steps):
        return  # it belongs to a taking that is told late, of a hold that has ended since
    if now is not None and _TAKEN_FROM in step.reason and any(_same_words(s, step) for s in now.steps):
        return  # who takes it in the same words is not the one from whom it was taken
    if now is None and _is_foreign(step):
        return  # whose troops only helped to hold it
    if now is None and step.status is IncidentStatus.DISPUTED and not _took(spells, step):
        if not mine and all(s.is_open for s in spells) and _is_of_state(step):
            held = Spell((None, step.latest), None, [replace(step, effect=Effect.HOLDS)], [])
            held.against.append(replace(step, effect=Effect.DENIES))
            spells.append(held)  # an enemy's claim to have taken it from the state tells that the state had it
        return  # of others, what only an enemy claims tells of no hold
    if now is not None and step.status is IncidentStatus.DISPUTED:
        now.against.append(replace(step, effect=Effect.DENIES))
    elif now is not None:
        close(now, step)
    elif mine and (between := _held_between(spells, mine[-1], step)) is not None:
        again = Spell(between, (step.earliest, step.latest), [], [step])
        _until_taken(again, [s for s in spells if s.is_open])
        spells.append(again)
    elif mine:
        end_again(mine[-1], step)
    else:
        to_come = any(s.effect is Effect.OPENS and side_of(s) != side_of(step) for s in later)
        known = bool(spells) or to_come or (_is_of_state(step) and _LOST.search(step.reason) is not None)
        if known and all(s.is_open for s in spells):  # else it is not known which hold has ended
            lost = ended(step)
            _until_taken(lost, spells)
            spells.append(lost)


def _until_taken(lost: Spell, takers: Iterable[Spell]) -> None:
    """Let a hold end no later than another's began."""
    for taker in takers:
        lost.end = overlap(lost.end or taker.begin, taker.begin) or taker.begin


def _same_words(one: Step, other: Step) -> bool:
    return one.effect is Effect.OPENS and one.evidence.text == other.evidence.text


def _took(spells: Sequence[Spell], step: Step) -> bool:
    """Tell whether what a step ends was ended by a taking that is taken for a fact."""
    return any(s.source == step.source for spell in spells if spell.is_firm for s in spell.steps)


def _is_of_state(step: Step) -> bool:
    land = step.place.country if step.place else None
    return is_state(step.subject) and land is not None and step.subject.country == land


def _held_between(spells: Sequence[Spell], last: Spell, step: Step) -> Days | None:
    """Return since when a side must have had a place again that it loses now: since others who took it from it had left."""
    takers = [s for s in spells if s is not last and s.steps and _began_after(s, last)]
    ends = [s.end for s in takers if s.end is not None]
    since = max((e for e in ends if e[1] is not None), key=lambda e: e[1] or date.min, default=None)
    first = step.earliest or step.latest or date.max
    if since is None or last.end is None or any(s.is_open and (s.begin[1] or date.min) < first for s in spells):
        return None
    lost, freed = last.end[1], since[1]
    if freed is None or any(s.end is not None and (s.end[1] or date.max) > freed for s in spells):
        return None  # another is told to have had it since
    return since if lost is not None and step.latest is not None and lost <= freed < step.latest else None


def _began_after(other: Spell, last: Spell) -> bool:
    """Tell whether a hold began after another, which may have been there since nobody says when."""
    return last.begin[1] is None or (other.begin[1] is not None and other.begin[1] > last.begin[1])


def _is_foreign(step: Step) -> bool:
    land, home = step.place.country if step.place else None, step.subject.country
    return land is not None and home is not None and home != land and step.subject.sector in ("MIL", "GOV")


def _taken(spells: list[Spell], now: Spell | None, others: Iterable[Spell], step: Step) -> None:
    """Open or confirm a hold, and end the others' if the telling is not disputed."""
    if now is None:
        now = begun(step)
        if step.earliest is None and spells:  # others are told to have had it: it began after the last word of them
            now.begin = (max((d for s in spells if (d := _last_told(s)) is not None), default=None), step.latest)
        spells.append(now)
    else:
        confirm(now, step)
    for other in others:
        if step.status is IncidentStatus.DISPUTED:
            if step.effect is Effect.OPENS:
                other.against.append(replace(step, effect=Effect.DENIES))
        elif not other.is_firm and not _began_before(other, now):
            close(other, replace(step, effect=Effect.CLOSES, earliest=other.begin[0]))  # a claim that came to nothing
        elif _began_before(other, now):
            close(other, replace(step, effect=Effect.CLOSES, earliest=now.begin[0], latest=now.begin[1]))


def _last_told(spell: Spell) -> date | None:
    """Return the last day on which a hold is told to have stood: its end, else its last step."""
    if spell.end is not None and spell.end[1] is not None:
        return spell.end[1]
    return max((s.latest for s in spell.told if s.latest is not None), default=None)


def _began_before(other: Spell, now: Spell) -> bool:
    return other.begin[1] is None or now.begin[1] is None or other.begin[1] <= now.begin[1]
