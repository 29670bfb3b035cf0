"""Bands in arms that no table knows, by names of their own: "youths calling themselves Arrow Boys"."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import ActorLink
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene

_CALLING = frozenset({"call", "name", "dub", "know", "style"})
_CROWDS = frozenset({"CVL", "UNK", "UAF", None})


def band_at(scene: Scene, t: int) -> list[ActorLink]:
    """Return people who are told to fight under a name of their own: "youths calling themselves Arrow Boys", "Arrow Boys"."""
    tokens = scene.parse.tokens
    calls = [k for k in children(scene.parse, t, "acl", "relcl") if tokens[k].lemma in _CALLING]
    names = [c for k in calls for c in (*children(scene.parse, k, "oprd", "dobj", "attr"), k + 2) if c < len(tokens)]
    own = tokens[t].tag == "NNPS" or (tokens[t].pos == "PROPN" and bool(children(scene.parse, t, "compound")))
    own = own and scene.entity_at.get(t) != "PERSON"
    for k in [*names, *([t] if own else [])]:
        for a in scene.actor_at.get(k, ()):
            armed = replace(a, actor=replace(a.actor, sector="REB"))
            if a.actor.sector in _CROWDS and is_band(armed):
                return [armed]
    return []


def is_band(link: ActorLink) -> bool:
    """Tell whether a link is a band by a name of its own that no table knows."""
    words = link.actor.name.removeprefix("the ").removeprefix("The ").split()
    return (
        link.actor.id is None and link.actor.sector == "REB" and len(words) > 1 and all(w[:1].isupper() for w in words)
    )
