"""Who is told to be somewhere by a noun alone: whose base or post is at a place, the peacekeepers who are in it.

"The mission's camp in X", "peacekeepers at Y", "shelled army posts at Z". Of forces that are no mission of a body of
states only posts in a town count: "soldiers in" tells as often where they came from or died. What was taken, closed or
left is theirs no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.model import ActorLink, PlaceLink
from tocsin.base.trees import first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.presence_places import nearest, places
from tocsin.mentions.presence_sides import forces, is_mission, is_there
from tocsin.mentions.slots import Slots, slots
from tocsin.mentions.word_classes import FORCES, SITES, word_class

NEAR = ("in", "inside", "at", "across", "around", "within", "near", "on", "outside", "along", "above", "throughout")
# What ends a force's stay at a post that is its object.
_LOSING = frozenset({
    "capture", "seize", "overrun", "take", "turn", "yield", "hand", "surrender", "relinquish", "cede", "transfer",
    "leave", "close", "quit", "abandon", "vacate", "dismantle", "evacuate", "lose",
    "destroy", "raze", "shut", "retake", "recapture", "storm", "plan", "promise", "want", "propose", "offer",
})  # fmt: skip
# Whoever's posts these are done to is there.
_ATTACKING = frozenset({
    "attack", "shell", "hit", "strike", "bomb", "bombard", "raid", "target", "pound", "ambush", "fire", "defend", "repel",
    "reinforce", "damage", "assault", "mortar",
})  # fmt: skip
_WHOSE = ("poss", "mod", "of", "by")
_UN = frozenset({"body:un", "body:un-peacekeepers"})


def at_posts(scene: Scene, i: int) -> Iterator[tuple[ActorLink, PlaceLink]]:
    """Yield whose forces are where by a noun of posts or of soldiers."""
    noun = scene.parse.tokens[i]
    top = scene.parse.tokens[first_conjunct(scene.parse, i)]
    if top.dep in ("dobj", "nsubjpass") and scene.parse.tokens[top.head].lemma in _LOSING:
        return
    filled = slots(scene.tree, i)
    at = _near(scene, filled, i)
    if scene.tree.lemma(i) in word_class(SITES, "post"):
        at = at or _of_attack(scene, i)
        whose = forces(scene, [t for n in _WHOSE for t in filled.get(n, ())], arms=True)
        who = [m for a in whose if (m := _mission(scene, a)) is not None]
        at = at or (_only_town(scene, i) if any(a.actor.sector == "IGO" for a in who) else [])
    elif scene.tree.lemma(i) in word_class(FORCES, "force") and noun.tag == "NNS":
        who = forces(scene, (i,), arms=True)
    else:
        return
    yield from ((a, p) for a in who[:1] for p in at if _stays(scene, i, a, p) and is_there(a, p, "in", arms=True))


def as_mission(scene: Scene, link: ActorLink) -> ActorLink:
    """Return the United Nations' blue helmets as the only mission that the text names."""
    return (_mission(scene, link) or link) if link.actor.id in _UN else link


def _stays(scene: Scene, i: int, link: ActorLink, place: PlaceLink) -> bool:
    """Tell whether a noun alone says that its forces are there: a mission's any, of others only posts in a town."""
    if link.actor.sector == "IGO":
        return True
    return (
        scene.tree.lemma(i) in word_class(SITES, "guarded")
        and place.place is not None
        and place.place.precision in LOCAL
    )


def _of_attack(scene: Scene, i: int) -> list[PlaceLink]:
    """Return where posts are that are attacked: the place may hang on the verb ("shelled army posts on Friday at X")."""
    top = scene.parse.tokens[first_conjunct(scene.parse, i)]
    if top.dep not in ("dobj", "nsubjpass") or scene.parse.tokens[top.head].lemma not in _ATTACKING:
        return []
    return _near(scene, slots(scene.tree, top.head), i)


def _near(scene: Scene, filled: Slots, i: int) -> list[PlaceLink]:
    """Return the place that is told of nearest behind a word."""
    found = [p for n in NEAR if (p := nearest(places(scene, filled.get(n, ())), i))]
    return min(found, key=lambda p: (p[0].first < i, abs(p[0].first - i)), default=[])


def _mission(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return a force, or of the United Nations the only mission that the text names ("the UN base"); others by name alone."""
    if link.actor.id not in _UN:
        return link if link.actor.id or link.actor.sector != "IGO" else None
    named = {a.actor.id: a for a in scene.reading.actors if a.actor.sector == "IGO" and a.actor.id not in (None, *_UN)}
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
