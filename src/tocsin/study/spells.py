"""Spells: the times for which one relation holds, from its steps in the order of their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.base.incidents import Effect, IncidentStatus, Relation, RelationStatus, Step
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind

# A denial of a hold that others still tell of so many days later no longer disputes it.
DENIAL_FADES = timedelta(days=7)
# A closing step within so many days after a spell's end tells of that end again.
_SAME_END = timedelta(days=10)
# A closing step tells by itself that something held before for these: who was freed was held, and whose measures were
# lifted had been under them. Else only for troops that a remark tells of as gone (``_left_behind``): "pulled back", of an
# incident, often names where they came through. Not for offices: when who is "former" left nobody says.
_TELLS_OF_BEFORE = frozenset({RelationKind.DETAINED, RelationKind.SANCTIONS})
# What is denied before anybody told of it; fighting before a truce does not speak against it.
_DENIED_AHEAD = frozenset({RelationKind.BACKS, RelationKind.PRESENT_IN, RelationKind.SANCTIONS, RelationKind.DETAINED})
_KILLED = "holder is killed"
_RANK = {Effect.SUPPOSES: 0, Effect.OPENS: 0, Effect.HOLDS: 1, Effect.DENIES: 2, Effect.CLOSES: 3}
Days = tuple[date | None, date | None]


@dataclass
class Spell:
    """One time for which a relation holds, in the making; days as earliest and latest."""

    begin: Days
    end: Days | None = None
    steps: list[Step] = field(default_factory=list)
    against: list[Step] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it yet."""
        return self.end is None

    @property
    def told(self) -> list[Step]:
        """The steps that tell of it: those for it, or where only its end is told, those that end it."""
        return self.steps or self.against

    @property
    def is_firm(self) -> bool:
        """Whether some step for it is not disputed."""
        return any(s.status is not IncidentStatus.DISPUTED for s in self.steps)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Return steps by their latest day; on one day what opens comes before what denies and what closes."""
    return sorted(steps, key=lambda s: (s.latest or date.max, _RANK[s.effect], s.earliest or date.min, s.source))


def begun(step: Step, *, after: Spell | None = None) -> Spell:
    """Return the spell that a step opens, which began no earlier than the one before it ended.

    A passing remark tells of no beginning unless it names one.
    """
    low = step.earliest
    if low is None and after is not None and after.end is not None:
        low = after.end[1]
    return Spell((low, step.latest), None, [step])


def confirm(spell: Spell, step: Step) -> None:
    """Add a step for a spell; what opens it narrows its beginning where the days overlap."""
    spell.steps.append(step)
    if step.effect is Effect.OPENS or step.earliest is not None:
        spell.begin = overlap(spell.begin, (step.earliest, step.latest)) or spell.begin


def overlap(one: Days, other: Days) -> Days | None:
    """Return the days that two times have in common, ``None`` if they have none."""
    lows = [d for d in (one[0], other[0]) if d is not None]
    highs = [d for d in (one[1], other[1]) if d is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def close(spell: Spell, step: Step) -> None:
    """End a spell by a step, which is then evidence against its going on; it never ends before it began."""
    low, high = step.earliest, step.latest
    first = spell.begin[1]
    if first is not None and high is not None and high < first:
        high = first
    if low is not None and spell.begin[0] is not None and low < spell.begin[0]:
        low = spell.begin[0]
    spell.end = (low, high)
    spell.against.append(step)


def spells_of(steps: Sequence[Step]) -> list[Spell]:
    """Return the spells of one relation, first to last."""
    spells: list[Spell] = []
    denied: list[Step] = []  # before anybody told of it
    dead: Step | None = None
    for step in in_order(steps):
        last = spells[-1] if spells else None
        if _KILLED in step.reason and step.effect is Effect.CLOSES and step.object is None:
            dead = dead or step
        elif dead is not None and step.effect is Effect.HOLDS:
            _was(spells, step, dead)
            continue
        if step.effect is Effect.DENIES:
            (last.against if last is not None and last.is_open else denied).append(step)
        elif step.effect is Effect.CLOSES:
            _end(spells, last, step)
        elif last is not None and (last.is_open or is_told_late(last, step)):
            confirm(last, step)
        else:
            spells.append(begun(step, after=last))
            spells[-1].against += denied if step.kind in _DENIED_AHEAD else []
            denied = []
    return spells


def _was(spells: list[Spell], step: Step, dead: Step) -> None:
    """Add a remark on the office of somebody who is dead: it was held until then."""
    if spells:
        spells[-1].steps.append(step)
    else:
        spells.append(Spell((None, dead.latest), (dead.earliest, dead.latest), [step], [dead]))


def _end(spells: list[Spell], last: Spell | None, step: Step) -> None:
    """End the open spell; else tell of its end again, or of one that nothing told of before."""
    if last is not None and last.is_open:
        close(last, step)
    elif last is not None and _ends_again(last, step):
        end_again(last, step)
    elif last is None and (step.kind in _TELLS_OF_BEFORE or _left_behind(step)):
        spells.append(ended(step))


def _left_behind(step: Step) -> bool:
    """Tell whether a remark, and no incident, tells that troops have left a place: they had not only come through it."""
    return step.kind is RelationKind.PRESENT_IN and not step.source.startswith("i_")


def ended(step: Step) -> Spell:
    """Return the spell that only its end tells of: it held until then, since nobody says when."""
    return Spell((None, None), (step.earliest, step.latest), [], [step])


def is_told_late(last: Spell, step: Step) -> bool:
    """Tell whether an opening step is a late telling of a spell that has ended: it may have begun on those days."""
    if last.end is None or last.end[1] is None or step.effect is not Effect.OPENS or step.earliest is None:
        return False
    common = overlap(last.begin, (step.earliest, step.latest))
    return step.earliest < last.end[1] and common is not None and (common[1] is None or common[1] <= last.end[1])


def _ends_again(last: Spell, step: Step) -> bool:
    end = last.end
    if end is None or end[1] is None or step.latest is None:
        return False
    return overlap(end, (step.earliest, step.latest)) is not None or step.latest - end[1] <= _SAME_END


def end_again(spell: Spell, step: Step) -> None:
    """Add a further telling of a spell's end, which narrows it where the days overlap."""
    spell.against.append(step)
    if spell.end is not None:
        spell.end = overlap(spell.end, (step.earliest, step.latest)) or spell.end


def to_relation(spell: Spell) -> Relation:
    """Return a spell as a record; its parties are named as most of its steps name them."""
    told = spell.told
    first = told[0]
    end = spell.end or (None, None)
    # What had ended by a day had begun by then: further tellings of the end may have narrowed it.
    begin = tuple(b if b is None or end[1] is None else min(b, end[1]) for b in spell.begin)
    return Relation(
        kind=first.kind,
        subject=_usual([s.subject for s in told]),
        object=_usual([s.object for s in told if s.object is not None]) if any(s.object for s in told) else None,
        place=next((s.place for s in told if s.place is not None), None),
        from_earliest=begin[0],
        from_latest=begin[1],
        until_earliest=end[0],
        until_latest=end[1],
        status=status_of(spell),
        evidence_for=tuple(spell.steps),
        evidence_against=tuple(spell.against),
    )


def _usual(actors: Sequence[Actor]) -> Actor:
    """Return the actor that most steps name: a body before its head, one with an id before one without."""
    counted = Counter(actors)
    return max(counted, key=lambda a: (a.id is not None, not (a.id or "").startswith("person:"), counted[a]))


def status_of(spell: Spell) -> RelationStatus:
    """Return how well a spell is attested: supposed, disputed, corroborated by two independent origins, or reported."""
    if all(s.seen or s.effect is Effect.SUPPOSES for s in spell.told):
        return RelationStatus.SUPPOSED
    if spell.steps and not spell.is_firm:
        return RelationStatus.DISPUTED
    if any(s.effect is not Effect.CLOSES and not _has_faded(spell, s) for s in spell.against):
        return RelationStatus.DISPUTED
    origins = {o for s in spell.told for o in s.origins}
    return RelationStatus.CORROBORATED if len(origins) > 1 else RelationStatus.REPORTED


def _has_faded(spell: Spell, denial: Step) -> bool:
    """Tell whether a denial of a hold was outlived: the hold is told of as fact a week after it."""
    if denial.kind is not RelationKind.CONTROLS or denial.latest is None:
        return False
    later = [s.latest for s in spell.steps if s.status is not IncidentStatus.DISPUTED and s.latest is not None]
    return any(d - denial.latest >= DENIAL_FADES for d in later)
