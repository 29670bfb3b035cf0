"""How a relation is told, and by whom: by the rules for happenings of a like type."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import FACT, Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import Entry, Frame
from tocsin.mentions.relations_sides import Sides, same_side
from tocsin.mentions.relations_told import modified
from tocsin.mentions.said import attribute, speakers
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_conditions import is_attributive
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.status import status_of
from tocsin.mentions.verdicts import REFUTED, is_refuted

# The type whose rules of saying a kind follows: an adversary's tale of backing or of troops is alleged.
_LIKE = {
    RelationKind.BACKS: "AID",
    RelationKind.CONTROLS: "ASSAULT",
    RelationKind.PRESENT_IN: "MOBILIZE",
    RelationKind.DETAINED: "COERCE",
    RelationKind.SANCTIONS: "SANCTION",
    RelationKind.AT_WAR: "ASSAULT",
}
_PURPOSE = "status:purpose"
_NO_FRAME = Frame("relation", (), (), (), "")


def status_told(scene: Scene, i: int, row: Standing, sides: list[Sides]) -> tuple[Status, str, Draft]:
    """Return how the word at ``i`` is told, by the rules for happenings of a like type, and the draft with who says so."""
    entry = Entry(_LIKE.get(row.kind, "RETREAT"), row.lemma, "VERB", (), None, _NO_FRAME, None, row.rule)
    actors = tuple(dict.fromkeys(s.subject for s in sides))
    others = tuple(dict.fromkeys(s.object for s in sides if s.object))
    filled = {name: tuple(ts) for name, ts in slots(scene.tree, i).items()}
    draft = Draft(i, i, i + 1, entry, filled, frozenset(), actors=actors, recipients=others)
    if is_attributive(scene, i):
        return *modified(scene, i), draft
    status, reason = status_of(scene, draft, {})
    if status in FACT and is_refuted(scene, i):
        return Status.NEGATED, REFUTED, draft
    if reason == _PURPOSE and row.kind is RelationKind.BACKS:  # "sent troops to support the rebels"
        return status_told(scene, scene.parse.tokens[i].head, row, sides)
    (draft,) = attribute(scene, [replace(draft, status=status)])
    if draft.status is Status.ASSERTED and row.kind is RelationKind.CONTROLS and _own_word(scene, draft):
        return Status.ALLEGED, f"{reason}; only the holder says so", draft
    return draft.status, reason, draft


def _own_word(scene: Scene, draft: Draft) -> bool:
    """Tell whether those who are said to hold a place are the only ones who say so."""
    told = [s for a in draft.said if a.stance is Stance.AFFIRMS for s in speakers(scene, a)]
    return bool(told) and all(any(same_side(s.actor, a.actor) for a in draft.actors) for s in told)
