"""Whom sanctions fall on: named ones, firms and people who are only counted, a state's trade, the state of the story."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.model import ActorLink
from tocsin.base.states import states
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.name_lists import names_behind
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.standing_parties import who
from tocsin.mentions.standing_slots import tokens_in

# Whom lists of sanctions count, where linking takes the words for nobody.
_LISTED = {
    "person": "CVL", "people": "CVL", "individual": "CVL", "entity": "BUS", "bank": "BUS", "firm": "BUS", "company": "BUS",
    "official": "GOV", "enterprise": "BUS", "vessel": "BUS", "tanker": "BUS", "body": "BUS", "dealer": "BUS",
    "supplier": "BUS", "minister": "GOV", "general": "MIL", "oligarch": "CVL", "man": "CVL", "woman": "CVL",
    "commander": "MIL", "officer": "MIL", "leader": "GOV", "figure": "CVL", "national": "CVL", "politician": "GOV",
    "warlord": "REB", "judge": "JUD", "financier": "CVL", "businessman": "BUS",
}  # fmt: skip
# What of a state measures may fall on ("sanctions on Syria's energy, transport and banking").
_TRADE = frozenset({
    "energy", "oil", "gas", "transport", "banking", "bank", "trade", "economy", "sector", "export", "import",
    "industry", "airline", "shipping", "mining", "gold", "finance", "military", "army",
})  # fmt: skip


def measured(scene: Scene, i: int, slot: str) -> list[ActorLink]:
    """Return whom the measures at a word fall on, from one slot; the slot "land" is the state that the story is about."""
    if slot != "land":
        return targets(scene, tokens_in(scene, i, slot))
    state = states().get(scene.land or "")
    word = scene.parse.tokens[i]
    return [ActorLink(word.start, word.end, i, i + 1, i, state, "named", "state of the story")] if state else []


def targets(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return whom measures fall on: named ones, and firms and people who are only counted."""
    out: list[ActorLink] = []
    times = {k for link in scene.reading.times for k in range(link.first, link.last)}
    for t in tokens:
        if t in times:
            continue
        own = [a for a in who(scene, (t,)) if a.basis != "typed" or a.actor.id or scene.parse.tokens[t].tag != "NN"]
        own = _trade(scene, t) or own
        if not own and scene.tree.lemma(t) in _LISTED and children(scene.parse, t, "nummod"):
            own = [phrase_link(scene, t, _LISTED[scene.tree.lemma(t)], "listed by their kind")]
        named, is_whole = names_behind(scene, t) if scene.tree.lemma(t) in _LISTED else ([], False)
        out += named if is_whole and named else [*own[:1], *named]
        for k in children(scene.parse, t, "appos"):
            if children(scene.parse, k, "poss"):  # "the company, its owner X, and Y"
                out += [
                    a
                    for n in (k, *children(scene.parse, k, "appos"))
                    for a in scene.actor_at.get(n, ())
                    if a.basis == "named" and a.actor not in [o.actor for o in out]
                ][:1]
    return out


def _trade(scene: Scene, t: int) -> list[ActorLink]:
    """Return what of a state is meant, by its words: "Syria's energy, transport and banking"."""
    tokens = scene.parse.tokens
    if scene.tree.lemma(t) not in _TRADE or not any(tokens[k].pos == "PROPN" for k in children(scene.parse, t, "poss")):
        return []
    return [phrase_link(scene, t, "BUS", "trade of a state")]
