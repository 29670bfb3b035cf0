"""Which mission is told to be somewhere by a noun alone: the base that it has at a place, the peacekeepers who are in it.

"The mission's camp in X", "peacekeepers at Y". Only missions of bodies of states count: of other forces the noun alone
tells as often where they came from or died. What was taken, closed or left is theirs no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.model import ActorLink, PlaceLink
from tocsin.base.trees import first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.presence_sides import FORCES, forces, is_mission, is_there, places
from tocsin.mentions.slots import slots

NEAR = ("in", "inside", "at", "across", "around", "within", "near", "on", "outside", "along", "above", "throughout")
POSTS = frozenset({
    "base", "camp", "compound", "garrison", "barracks", "barrack", "outpost", "post", "checkpoint", "headquarters",
    "airbase", "airfield", "fort",
})  # fmt: skip
# What ends a force's stay at a post that is its object.
_LOSING = frozenset({
    "capture", "seize", "overrun", "take", "leave", "close", "quit", "abandon", "vacate", "dismantle", "evacuate", "lose",
    "destroy", "raze", "shut", "retake", "recapture", "storm", "plan", "promise", "want", "propose", "offer",
})  # fmt: skip
_WHOSE = ("poss", "mod", "of", "by")
_UN = "body:un"


def at_posts(scene: Scene, i: int) -> Iterator[tuple[ActorLink, PlaceLink]]:
    """Yield whose forces are where by a noun of posts or of soldiers."""
    noun = scene.parse.tokens[i]
    top = scene.parse.tokens[first_conjunct(scene.parse, i)]
    if top.dep in ("dobj", "nsubjpass") and scene.parse.tokens[top.head].lemma in _LOSING:
        return
    filled = slots(scene.tree, i)
    at = next((p for n in NEAR if (p := places(scene, filled.get(n, ())))), [])
    if scene.tree.lemma(i) in POSTS:
        whose = forces(scene, [t for n in _WHOSE for t in filled.get(n, ())], arms=True)
        who = [m for a in whose if (m := _mission(scene, a)) is not None]
        at = at or (_only_town(scene, i) if any(a.actor.sector == "IGO" for a in who) else [])
    elif scene.tree.lemma(i) in FORCES and noun.tag == "NNS":
        who = forces(scene, (i,), arms=True)
    else:
        return
    yield from ((a, p) for a in who[:1] for p in at if a.actor.sector == "IGO" and is_there(a, p, "in"))


def _mission(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return a force, or of the United Nations the only mission that the text names ("the UN base"); others by name alone."""
    if link.actor.id != _UN:
        return link if link.actor.id or link.actor.sector != "IGO" else None
    named = {a.actor.id: a for a in scene.reading.actors if a.actor.sector == "IGO" and a.actor.id not in (None, _UN)}
    found = [a for a in named.values() if is_mission(scene, a.token, a)]
    return replace(link, actor=found[0].actor) if len(found) == 1 else None


def _only_town(scene: Scene, i: int) -> list[PlaceLink]:
    """Return the only town that the sentence of a word names."""
    here = [
        p
        for p in scene.reading.places
        if p.place is not None
        and p.place.precision in LOCAL
        and scene.parse.tokens[p.token].sent == scene.parse.tokens[i].sent
    ]
    return here if len({p.place.name for p in here if p.place}) == 1 else []
