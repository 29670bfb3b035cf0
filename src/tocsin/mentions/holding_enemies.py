"""Who takes a place, or holds it, where nobody says it: the enemy of whom the text tells, and the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, PlaceLink
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_items import as_force
from tocsin.mentions.standing_slots import SAYING

REBELS = frozenset({"REB", "PRM"})
STATE = frozenset({"MIL", "GOV"})
# How many sentences back the enemy of a telling without one is looked for.
BACK = 3


def enemy_of(scene: Scene, token: int, losers: Sequence[ActorLink], place: PlaceLink) -> list[ActorLink]:
    """Return who takes a place where nobody says it: the state from rebels, else the group or foreign army told of last.

    Whoever only says it comes after those of whom it is told.
    """
    land = place.place.country if place.place else None
    if any(a.actor.sector in REBELS for a in losers):
        return [army_of(losers[0], land)]
    here = scene.parse.tokens[token].sent
    groups = [f for f in _near(scene, here) if (f.actor.id or "").startswith("group:")]
    near = [f for f in groups if f.actor.sector in REBELS and f.actor.country == land]
    near = [f for f in near if not _speaks(scene, f)] or near or _invaders(scene, here, land)
    before = [f for f in near if f.token < token]
    return before[-1:] or near[:1]


def _invaders(scene: Scene, here: int, land: str | None) -> list[ActorLink]:
    """Return the armies of another state that the sentences before one and itself tell of, if all are of one state."""
    abroad = [f for f in _near(scene, here) if f.actor.sector == "MIL" and f.actor.country not in (None, land)]
    return abroad if land is not None and len({f.actor.country for f in abroad}) == 1 else []


def _near(scene: Scene, here: int) -> list[ActorLink]:
    """Return the forces that a sentence and those before it tell of."""
    told = (f for a in scene.reading.actors if (f := as_force(scene, a)) is not None)
    return [f for f in told if here - BACK <= scene.parse.tokens[f.token].sent <= here]


def _speaks(scene: Scene, link: ActorLink) -> bool:
    word = scene.parse.tokens[link.token]
    return word.dep == "nsubj" and scene.parse.tokens[word.head].lemma in SAYING


def army_of(link: ActorLink, land: str | None) -> ActorLink:
    """Return the army of a land at a link: what nobody else is told to hold is the state's."""
    return replace(
        link, actor=Actor(None, "the army", land, "MIL"), basis="typed", reason="the state's until told otherwise"
    )


def besieged(scene: Scene, besieger: ActorLink, token: int, place: PlaceLink) -> list[ActorLink]:
    """Return who holds a place before which a force lies: the state, or where the state besieges, the group told of."""
    land = place.place.country if place.place else scene.land
    if besieger.actor.sector in REBELS:
        return [army_of(besieger, land)]
    return (
        enemy_of(scene, token, [], place) if besieger.actor.sector in STATE and besieger.actor.country == land else []
    )
