"""The standing of things: which relations hold, from when until when, and what speaks for and against each.

Rules, all of them (docs/explanation/standing.md):

1. A day is known as earliest to latest. A relation stands from its ``from_latest``, the day by which it had surely
   begun, until its ``until_latest``; ``until`` is the first day on which it no longer holds.
2. What opens a relation again narrows its beginning where the days overlap, and otherwise is evidence for it. A passing
   remark ("M23, which controls Goma") confirms it. A relation that is known from passing remarks alone had begun before
   them, nobody says when, and counts as standing before them too, unless it is told to have been otherwise.
3. What closes a relation that nothing opened tells that it held until then (a town is taken from an army). Of people
   and bodies without a name ("95 soldiers" freed, "four banks" off a list) it tells only that it holds no more.
4. A place is held by one side at a time. A taking ends everybody else's hold. A disputed taking ends nothing: both holds
   are disputed until a step that is not disputed tells who has the place.
5. A passing remark alone does not unseat a holder whose hold is told of again later.
6. A denial speaks against what stands on its day and makes it disputed. A denial of a hold loses its force when the hold
   is told of by others a week after it; it stays as evidence against.
7. Whoever takes a town breaks its truce with those who are at home in that land and ends it; fighting between the sides
   only speaks against it.
8. Two sides are at war if that is told, if one is an armed group that takes a town from its state, or if they fight in
   four tellings of two origins; it had begun before them.
9. Of the high offices of a state, one person holds each: who is told to have it ends the hold of who had it before.
10. Status: disputed if somebody's denial stands; else corroborated by two independent origins; else reported.
11. A town that nobody is ever told to hold or to have lost is supposed to be its state's where an enemy of the state
    attacks it or the state's forces are attacked, else to be whose the reader model sees it (:mod:`tocsin.study.supposed`).
12. Before the first and after the last that is told of a town, it is supposed to be the enemy's of whose forces took it
    then, or lost it, if there is only one (:mod:`tocsin.study.gaps`).
13. A state whose capital rebels of its land take and keep, and who are told to hold most towns from then on, has fallen:
    what it was told to hold before is supposed to be theirs (:mod:`tocsin.study.new_rulers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tocsin.base.incidents import Effect, Filter, Relation, Step
from tocsin.base.relations import RelationKind
from tocsin.study.gaps import fill
from tocsin.study.holding import holds_of_place
from tocsin.study.known_parties import known_parties
from tocsin.study.named_parties import LeftOut, named
from tocsin.study.new_rulers import with_new_rulers
from tocsin.study.one_place import with_known_places
from tocsin.study.rule_parties import is_person
from tocsin.study.sides import Key, place_key, relation_key
from tocsin.study.spells import Spell, spells_of, to_relation
from tocsin.study.succession import succeed
from tocsin.study.supposed import parted, supposed
from tocsin.study.wars import is_war

_NOBODY: frozenset[Key] = frozenset({("none",), ("any",)})


def relations(steps: Iterable[Step]) -> tuple[Relation, ...]:
    """Return all relations that steps tell of, past and present, by kind and beginning; the order of steps is no matter.

    Steps without any day, and those of unnamed parties that fit none or several named ones, are left out
    (:func:`left_out` says which and why).
    """
    placed = with_known_places(_in_order(steps))
    kept, seen = parted(_usable(placed)[0])
    groups: dict[tuple[Key, ...], list[Step]] = {}
    wild: list[Step] = []
    for step in kept:
        if _is_wild(step):
            wild.append(step)
        else:
            groups.setdefault(_group(step), []).append(step)
    touching = _by_party(wild)
    spells = [
        s
        for key, found in groups.items()
        if _is_told_enough(found)
        for s in _spells(key, [*found, *_matching(touching, found)])
    ]
    succeed([s for s in spells if s.told[0].kind is RelationKind.HOLDS_OFFICE])
    spells += supposed(seen, [s for s in placed if s.effect is Effect.SUPPOSES], _told_places(placed, spells))
    spells += fill(spells, known_parties(kept))
    made = [to_relation(s) for s in with_new_rulers(spells)]
    return tuple(sorted(made, key=_order))


def _told_places(placed: Sequence[Step], spells: Sequence[Spell]) -> set[Key]:
    """Return the places of which somebody tells who holds them, unnamed holders too, whom nothing is made of."""
    tells = (Effect.OPENS, Effect.HOLDS)
    told = (s for s in placed if s.kind is RelationKind.CONTROLS and s.effect in tells and not s.seen)
    made = (s.told[0] for s in spells if s.told[0].kind is RelationKind.CONTROLS)
    return {place_key(s.place) for s in (*told, *made)}


def standing(steps: Iterable[Step], *, as_of: date) -> tuple[Relation, ...]:
    """Return the relations that hold on a day, as far as all the steps given tell.

    For what could be known on that day, give only the steps of documents published by then.
    For a province or a country, choose by the place's ``admin1`` or ``country``.
    """
    return tuple(r for r in relations(steps) if holds_on(r, as_of))


def holds_on(relation: Relation, day: date) -> bool:
    """Tell whether a relation holds on a day: from its latest beginning until its latest end (rules 1 and 2)."""
    told = relation.evidence_for
    passing = relation.from_earliest is None and bool(told) and told[0].effect is Effect.HOLDS
    passing = passing and relation.kind is not RelationKind.DETAINED  # nobody is a prisoner before it is told
    if relation.from_latest is None and _is_of_unnamed(relation):
        return False
    begun = passing or relation.from_latest is None or relation.from_latest <= day
    return begun and (relation.until_latest is None or day < relation.until_latest)


def _is_of_unnamed(relation: Relation) -> bool:
    """Tell whether a relation is of people held or bodies under sanctions that nobody names (rule 3)."""
    if relation.kind is RelationKind.DETAINED:
        return not is_person(relation.subject)
    of = relation.object if relation.kind is RelationKind.SANCTIONS else None
    return of is not None and of.id is None and not of.name[:1].isupper()


def left_out(steps: Iterable[Step]) -> tuple[LeftOut, ...]:
    """Return the steps of what is told that :func:`relations` does without, each with the reason."""
    return _usable([s for s in _in_order(steps) if not s.seen])[1]


def _in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(dict.fromkeys(steps), key=lambda s: (s.latest or date.max, repr(s)))


def _usable(steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[LeftOut, ...]]:
    """Return the steps that tell of something on a day by somebody known, and the others with the reason."""
    telling = [s for s in steps if s.effect is not Effect.SUPPOSES]
    undated = tuple(LeftOut(s, "no day is known") for s in telling if s.latest is None)
    kept, unnamed = named([s for s in telling if s.latest is not None])
    return kept, (*undated, *unnamed)


def _group(step: Step) -> tuple[Key, ...]:
    """Return what is worked out together: one relation, or all holds of one place."""
    if step.kind is RelationKind.CONTROLS:
        return ((step.kind.value,), place_key(step.place))
    return relation_key(step)


def _is_told_enough(steps: Sequence[Step]) -> bool:
    """Tell whether a war is told as one, or its sides fight often enough for it (rule 8)."""
    return steps[0].kind is not RelationKind.AT_WAR or is_war(steps)


def _is_wild(step: Step) -> bool:
    """Tell whether a step is about all relations of its subject: every office, every truce."""
    open_ended = step.kind in (RelationKind.HOLDS_OFFICE, RelationKind.TRUCE)
    return open_ended and step.object is None and step.effect in (Effect.CLOSES, Effect.DENIES)


def _by_party(wild: Iterable[Step]) -> dict[tuple[RelationKind, Key], dict[int, Step]]:
    """Return the steps about all relations of a party, numbered, by kind and party."""
    found: dict[tuple[RelationKind, Key], dict[int, Step]] = {}
    for number, step in enumerate(wild):
        for side in set(relation_key(step)[1:3]) - _NOBODY:
            found.setdefault((step.kind, side), {})[number] = step
    return found


def _matching(touching: Mapping[tuple[RelationKind, Key], Mapping[int, Step]], group: Sequence[Step]) -> list[Step]:
    """Return the steps about all relations of a party that touch this one, in their order."""
    kind, sides = group[0].kind, set(relation_key(group[0])[1:3]) - _NOBODY
    found = {n: step for side in sides for n, step in touching.get((kind, side), {}).items()}
    return [found[n] for n in sorted(found) if _concerns(found[n], group[0])]


def _concerns(step: Step, one: Step) -> bool:
    """Tell whether what is told of all relations of a party concerns one: a taking breaks no truce with whom it is far from."""
    land = step.place.country if step.place else None
    homes = {a.country for a in (one.subject, one.object) if a is not None}
    return step.kind is not RelationKind.TRUCE or land is None or None in homes or land in homes


def _spells(key: tuple[Key, ...], steps: Sequence[Step]) -> list[Spell]:
    return holds_of_place(steps) if key[0][0] == RelationKind.CONTROLS else spells_of(steps)


def _order(r: Relation) -> tuple[str, date, str, str]:
    return r.kind.value, r.from_latest or date.min, r.subject.name, r.place.name if r.place else ""


def takes_part(one: Step | Relation, who: Filter) -> bool:
    """Tell whether an actor that is asked for is one side of a step or relation."""
    sides = [a for a in (one.subject, one.object) if a is not None]
    names = {n.casefold() for n in who.actor_names}
    return any(a.id in who.actors or a.name.casefold() in names for a in sides)


def around(own: Sequence[Step], others: Iterable[Step]) -> list[Step]:
    """Return an actor's steps with all that concern the places it is told to hold: others end its hold there."""
    places, known = {s.place.name for s in own if s.place is not None}, set(own)
    return [*own, *(s for s in others if s not in known and s.place is not None and s.place.name in places)]
