"""Whether the sides that a word or phrase found are such as its kind of relation can have; precision first."""

from __future__ import annotations

from tocsin.base.model import FIGHTERS, ActorLink
from tocsin.base.relations import RelationKind
from tocsin.mentions.armed_sides import is_group, tells_of_help
from tocsin.mentions.draft import Scene
from tocsin.mentions.relations_kinds import fits_kind
from tocsin.mentions.relations_leaving import came_through, is_departure
from tocsin.mentions.relations_pairs import BESIDE
from tocsin.mentions.relations_sides import Sides, is_local
from tocsin.mentions.roles import is_area
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_conditions import is_attributive
from tocsin.mentions.standing_words import Standing

_BACKED = FIGHTERS | {"CRM"}
_BACKERS = frozenset({"GOV", "MIL", "SPY", "REB", "PRM", "IGO", "BUS"})
_ALLIES = _BACKERS - {"BUS"}  # a firm sells to an army
HOLDERS = frozenset({"GOV", "MIL", "REB", "PRM", "CRM", "IGO", "COP", "UAF"})
# Takings by single words that police tell of as forces do.
_TAKEN_BACK = frozenset({"retake", "recapture", "regain", "reclaim", "recover", "reoccupy", "liberate", "secure"})
_PATRONS = frozenset({"backer", "patron", "sponsor", "paymaster", "protector", "financier", "bankroller"})
# "Holds Kigali responsible": nobody holds the town.
_BLAMED = frozenset({"responsible", "accountable", "liable"})


def fits(scene: Scene, i: int, row: Standing, s: Sides) -> bool:
    """Tell whether the sides are such as the kind can have."""
    if s.object is not None and (s.object.actor == s.subject.actor or s.object.token == s.subject.token):
        return False
    if row.kind is RelationKind.BACKS:
        backers = FIGHTERS if row.lemma in BESIDE else _BACKERS
        if row.lemma in _PATRONS and s.subject.actor.id is None:
            return False  # "the governor had been its patron"
        helps = s.object is not None and tells_of_help(scene, i, s.subject, s.object)
        return helps and s.subject.actor.sector in backers and _is_backed(scene, i, row, s)
    if row.kind is RelationKind.CONTROLS:
        return can_hold(scene, s.subject) and _is_held(scene, i, row, s)
    return fits_kind(scene, i, row, s.subject, s.object, s.place)


def can_hold(scene: Scene, link: ActorLink) -> bool:
    """Tell whether somebody can hold a place: a force or a state, no office, no ground."""
    a = link.actor
    office = a.sector == "GOV" and (a.id or "").startswith(("agency:", "person:"))
    return a.sector in HOLDERS and not is_area(scene, link, "obj") and not office


def _is_held(scene: Scene, i: int, row: Standing, s: Sides) -> bool:
    """Tell whether a word of holding, taking or losing a place is one, and not of blame or of a mere departure."""
    if any(scene.parse.tokens[k].lemma in _BLAMED for k in scene.parse.children[i]):
        return False
    if (row.begun or row.ended) and not is_local(s.place):
        return False
    if row.begun and came_through(scene, i):
        return False
    by_word = "[did]" in row.rule or row.lemma == "enter"
    if row.begun and s.subject.actor.sector == "COP" and by_word and row.lemma not in _TAKEN_BACK:
        return False  # police who enter a street or take somebody there hold nothing
    if row.begun and s.subject.actor.sector == "IGO":  # peacekeepers who arrive in a town do not take it
        return False
    return not _leaves(scene, i, row) and not is_departure(scene, i, row, s.subject, s.place)


def _leaves(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether whoever "drove out of the town" left it: nobody is driven out."""
    return row.begun and "out" in row.place and not slots(scene.tree, i).get("obj")


def _is_backed(scene: Scene, i: int, row: Standing, s: Sides) -> bool:
    """Tell whether the object is one that is given arms: an armed group, or with strong words any power."""
    if s.object is None:
        return False
    sector = s.object.actor.sector
    if not row.weak or is_attributive(scene, i):
        group = sector is None and scene.tree.lemma(s.object.token) in ("group", "movement", "coalition", "alliance")
        return sector in _BACKED or group
    in_arms = sector == "MIL" and s.subject.actor.sector in _ALLIES  # "an army supported by mercenaries"
    return in_arms or is_group(s.object)
