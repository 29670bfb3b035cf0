"""Links as forces that take, hold and lose places: no office and no ground, a leader for his group, a people for its own."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import FIGHTERS, REBELS, Actor, ActorLink
from tocsin.base.peoples import force_of_leader, force_of_people
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_names import OWNERS
from tocsin.mentions.standing_parties import who, word_party
from tocsin.mentions.word_classes import FORCES, SITES, word_class

_HOLDERS = FIGHTERS | {"CRM"}
_IN_ARMS = REBELS | {"UAF"}
# Nouns of the government as a power that holds towns; ministries and mayors do not.
_POWERS = frozenset({"government", "state", "regime", "junta", "authority", "council", "administration"})
# Policemen of a group are the group's men ("Hamas police"), though no leader leads them.
_POLICEMEN = frozenset({"police", "policeman"})


def as_force(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return a link as that of a force, ``None`` if it is none: no official and no piece of ground."""
    if is_own(scene, link):
        return _of_place(scene, link)
    if link.actor.id is None and scene.parse.tokens[link.first].text.lower() in OWNERS:
        return next((a for a in who(scene, (link.token,)) if a.actor.sector in _HOLDERS), None)
    group = force_of_people(link.actor.name, link.actor.country) if link.actor.id is None else None
    if group is not None and (link.actor.sector in _IN_ARMS or _is_people(link)):
        return replace(link, actor=group)
    if (link.actor.id or "").startswith("person:"):
        return _led_by(link)
    if link.actor.id is None and link.basis == "typed" and (whose := _group_within(scene, link)) is not None:
        return replace(link, actor=whose)
    noun = scene.tree.lemma(link.token)
    if link.actor.sector not in _HOLDERS:
        is_police = link.actor.sector == "COP" and noun.casefold() in word_class(FORCES, "police")
        return link if is_police else None
    if link.actor.sector == "PRM" and link.basis == "coreferent" and noun in word_class(FORCES, "enemy"):
        link = replace(link, actor=_enemy_named(scene, link))
    if noun == "state" and link.actor.id is None:
        return replace(link, basis="named")  # "the state", which is no ground here
    if noun == "state" and link.basis == "coreferent" and link.actor.country != scene.land:
        return replace(link, actor=Actor(None, "the government", scene.land, "GOV"), basis="named")
    if link.basis == "coreferent" and noun in ("country", "nation"):
        return None
    is_site = "place" in scene.kinds.get(noun, ()) or noun in word_class(SITES, "town")
    ground = link.basis == "typed" and noun not in _POWERS and is_site
    office = link.actor.sector == "GOV" and (link.actor.id or "agency:").startswith("agency:") and noun not in _POWERS
    return None if ground or office else link


def is_own(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase means a town's own people in arms: "its vigilantes", "its residents' brigade"."""
    is_owned = scene.parse.tokens[link.first].text.lower() in OWNERS
    return is_owned and scene.tree.lemma(link.token) in word_class(FORCES, "local")


def _of_place(scene: Scene, link: ActorLink) -> ActorLink:
    """Return a town's own people in arms, whomever linking takes "its" for: "the town is held by its vigilantes"."""
    token = scene.parse.tokens[link.token]
    return replace(link, actor=Actor(None, token.text, scene.land, "PRM"), basis="typed")


def _group_within(scene: Scene, link: ActorLink) -> Actor | None:
    """Return the armed group whose people a phrase names: "Hamas police", "the STC's men"."""
    if (noun := scene.tree.lemma(link.token)) not in _POLICEMEN and noun not in word_class(FORCES, "led"):
        return None
    for k in range(link.first, link.token):
        near = [*scene.actor_at.get(k, ()), *([p] if (p := word_party(scene, k)) is not None else [])]
        for a in near:
            if (a.actor.id or "").startswith("group:") and a.actor.sector in _IN_ARMS:
                return a.actor
    return None


def _enemy_named(scene: Scene, link: ActorLink) -> Actor:
    """Return the armed group that "the terrorists" are, where linking took them for a militia of the state's side."""
    rebels = [a for a in scene.reading.actors if (a.actor.id or "").startswith("group:") and a.actor.sector == "REB"]
    before = [a.actor for a in rebels if a.last <= link.first]
    return before[-1] if before else rebels[0].actor if rebels else link.actor


def _led_by(link: ActorLink) -> ActorLink | None:
    """Return the armed group of its leader ("went over to Haftar"), ``None`` for a person who leads none now."""
    group = force_of_leader(link.actor.id) if link.actor.sector in REBELS else None
    return None if group is None else replace(link, actor=group, reason="a leader for the force")


def _is_people(link: ActorLink) -> bool:
    """Tell whether a phrase is a people's bare name: "the Kachin"."""
    return link.actor.sector == "CVL" and len(link.actor.name.casefold().removeprefix("the ").split()) == 1
