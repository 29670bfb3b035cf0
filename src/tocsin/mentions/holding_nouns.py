"""Forces of words that linking has nothing for: "the EPLF", "some 200 marines", "Kurdish-held", "in the hands of the state"."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.joined_names import HYPHENS
from tocsin.base.model import Actor, ActorLink, Token
from tocsin.base.peoples import force_of_people
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_forces import is_acronym
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.standing_parties import word_party
from tocsin.mentions.word_classes import FORCES, sectors_of

# Participles behind a hyphen that tell who holds a place.
HELD = frozenset({"held", "controlled", "run", "ruled", "occupied"})
_BODIES = frozenset({"IGO", "NGO"})
_PLURAL = frozenset({"NNS", "NNPS"})
# "under federal control": the state's, as its adjective says before these.
_OF_STATE = frozenset({"federal", "central", "state"})
_SWAY = frozenset({"control", "rule", "hand", "authority", "flag", "administration"})


def unlinked(scene: Scene, i: int) -> ActorLink | None:
    """Return the force of a word that linking has nothing for: "the EPLF", "peshmerga", "some 200 marines"."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    if token.pos not in ("NOUN", "PROPN") or i in scene.placed:
        return None
    if any(a.actor.sector in _BODIES for a in scene.actors_over.get(i, ())):
        return None
    sector = sectors_of(FORCES, "takes").get(token.lemma.casefold())
    if token.lemma == "force" and token.tag in _PLURAL and tokens[i - 1].text.lower() in ("opposition", "rebel"):
        return _made(scene, i, "REB")
    if sector is not None and token.dep not in ("compound", "amod", "nmod"):
        if token.tag in _PLURAL or sector != "REB":
            return _made(scene, i, sector)
        return None
    named = tokens[i - 1].text.lower() == "the" and (
        is_acronym(token.text) or scene.entity_at.get(i) in ("ORG", "NORP")
    )
    alone = i + 1 >= len(tokens) or not (tokens[i + 1].text[:1].isupper() or tokens[i + 1].text in ("of", "-"))
    return _made(scene, i, "REB") if named and alone and token.pos == "PROPN" else None


def _made(scene: Scene, i: int, sector: str) -> ActorLink:
    token = scene.parse.tokens[i]
    actor = Actor(None, token.text, scene.land, sector)
    return ActorLink(token.start, token.end, i, i + 1, i, actor, "typed", "a force where places are taken")


def party_before_held(scene: Scene, i: int) -> ActorLink | None:
    """Return the party before "-held": "RSF-held", "Kurdish-held"."""
    tokens = scene.parse.tokens
    if i + 2 >= len(tokens) or tokens[i + 1].text not in HYPHENS or tokens[i + 2].text.lower() not in HELD:
        return None
    people = force_of_people(tokens[i].text, scene.land)
    if people is not None:
        return _link_of(tokens[i], people)
    return word_party(scene, i)


def noun_party(scene: Scene, i: int) -> ActorLink | None:
    """Return the unnamed party that a noun stands for where linking has none ("in the hands of the state", "an army town")."""
    token = scene.parse.tokens[i]
    after = scene.parse.tokens[i + 1].lemma if i + 1 < len(scene.parse.tokens) else ""
    if token.lemma in _OF_STATE and after in _SWAY:
        return _link_of(token, Actor(None, "the government", scene.land, "GOV"))
    if token.pos == "ADJ" and scene.tree.lemma(token.head) == "be":
        people = force_of_people(token.text, scene.land)  # "Kirkuk has been Kurdish for a year"
        return _link_of(token, people) if people is not None and people.country == scene.land else None
    if token.pos != "NOUN" or any(as_force(scene, a) for a in scene.actors_over.get(i, ())):
        return None
    if token.lemma in ("state", "regime") and scene.parse.tokens[i - 1].text.lower() == "the":
        return _link_of(token, Actor(None, "the government", scene.land, "GOV"))
    found = word_party(scene, i)
    if found is None:
        return None
    return replace(found, actor=replace(found.actor, country=scene.land))


def _link_of(token: Token, actor: Actor) -> ActorLink:
    return ActorLink(token.start, token.end, token.i, token.i + 1, token.i, actor, "named", "a people for its force")
