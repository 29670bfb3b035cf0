"""Succession: an office that one person holds at a time ends for who held it when another is told to have it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.incidents import Effect
from tocsin.study.spells import Spell, close

_NEW = re.compile(r"^(?:new|acting|interim|caretaker|transitional|outgoing|designated)[\s-]+", re.IGNORECASE)
# Offices that one person of a country holds at a time.
_ONE = re.compile(
    r"^(?:president|prime minister|chancellor|king|queen|emir|sultan|secretary of (?:state|defen[cs]e)|army chief|"
    r"(?:foreign|defen[cs]e|interior|finance|justice|home|oil|energy|health|information) minister)$"
)
_SAME = {
    "premier": "prime minister",
    "defense minister": "defence minister",
    "secretary of defense": "secretary of defence",
}


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
    name = _NEW.sub("", office.name).casefold()
    name = _SAME.get(name, name)
    return (name, office.country) if _ONE.match(name) else None


def _same_person(one: Spell, other: Spell) -> bool:
    """Tell whether two names are of one person: the same last word of different spellings is taken for one."""
    a, b = one.told[0].subject, other.told[0].subject
    return (a.id is not None and a.id == b.id) or a.name.split()[-1].casefold() == b.name.split()[-1].casefold()


def _first(spell: Spell) -> date | None:
    return min((s.latest for s in spell.steps if s.latest is not None), default=None)


def _last(spell: Spell) -> date | None:
    return max((s.latest for s in spell.steps if s.latest is not None), default=None)
