"""Succession: an office that one person holds at a time ends for who held it when another is told to have it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.incidents import Effect
from tocsin.base.tables import per_overlay, table
from tocsin.study.spells import Spell, close

_TABLE = "actors/single_offices.tsv"


def succeed(spells: Sequence[Spell]) -> None:
    """End the spells of those whose office another is told to hold after the last word of them, in place.

    The successor had not yet begun on the day of that last word.
    """
    offices: dict[tuple[str, str], list[Spell]] = {}
    for spell in spells:
        office = _office(spell)
        if office is not None and spell.steps and _first(spell) is not None:
            offices.setdefault(office, []).append(spell)
    for held in offices.values():
        ordered = sorted(held, key=lambda s: _first(s) or date.max)
        for before, after in itertools.pairwise(ordered):
            last, first = _last(before), _first(after)
            if last is None or first is None or last >= first or _same_person(before, after):
                continue
            if before.is_open:
                close(before, replace(after.steps[0], effect=Effect.CLOSES, earliest=last, latest=first))
            if after.begin[0] is None:
                after.begin = (last, after.begin[1])


def _office(spell: Spell) -> tuple[str, str] | None:
    office = spell.told[0].object
    if office is None or office.country is None:
        return None
    name = _single_offices().get(_before().sub("", office.name).casefold())
    return (name, office.country) if name is not None else None


@per_overlay
def _single_offices() -> Mapping[str, str]:
    """Return the offices that one person of a country holds at a time, by each of their names."""
    rows = table(_TABLE, columns=("words", "kind", "aliases"))
    return {name: r["words"] for r in rows if r["kind"] == "office" for name in (r["words"], *r.many("aliases"))}


@per_overlay
def _before() -> re.Pattern[str]:
    """Return the words before an office with which it is the same ("acting president")."""
    words = "|".join(re.escape(r["words"]) for r in table(_TABLE, columns=("words", "kind")) if r["kind"] == "before")
    return re.compile(rf"^(?:{words})[\s-]+", re.IGNORECASE)


def _same_person(one: Spell, other: Spell) -> bool:
    """Tell whether two names are of one person: the same last word of different spellings is taken for one."""
    a, b = one.told[0].subject, other.told[0].subject
    return (a.id is not None and a.id == b.id) or a.name.split()[-1].casefold() == b.name.split()[-1].casefold()


def _first(spell: Spell) -> date | None:
    return min((s.latest for s in spell.steps if s.latest is not None), default=None)


def _last(spell: Spell) -> date | None:
    return max((s.latest for s in spell.steps if s.latest is not None), default=None)
