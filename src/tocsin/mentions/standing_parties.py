"""Who stands on the sides of a word that tells how two things stand: named actors, whose fighters "its" are, "RSF-held"."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.joined_names import HYPHENS
from tocsin.base.model import REBELS, Actor, ActorLink
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.led_forces import led_force
from tocsin.mentions.roles import actors_of, is_actor
from tocsin.mentions.standing_places import SAYING, WHOSE
from tocsin.mentions.standing_words import parties_by_word
from tocsin.mentions.subjects import surface_subject
from tocsin.mentions.word_classes import FORCES, unnamed_sector, word_class

_ITSELF = frozenset({"it", "they"})
# Steps up to the verb of saying above a word.
_ABOVE = 6


def who(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return the actors that head tokens stand for, named ones as they are."""
    out: list[ActorLink] = []
    for t in tokens:
        led = led_force(scene, t)
        owner = [led] if led is not None else _owner_of(scene, t)
        if owner:
            out += owner
            continue
        own = [a for a in scene.actor_at.get(t, ()) if is_actor(a)]
        own = own or _inside(scene, t) or _by_name(scene, t)
        out += own[:1] or [a for a, path in actors_of(scene, t, "subj") if ">poss" not in path][:1]
    return out


def _owner_of(scene: Scene, t: int) -> list[ActorLink]:
    """Return who "its fighters" or "it" stands for where the words around say it: the speaker, else whom "its" points to.

    "The army said that it had driven", "The group was hit. Its fighters took the town."
    """
    token = scene.parse.tokens[t]
    owners = [k for k in children(scene.parse, t, "poss") if scene.parse.tokens[k].text.lower() in WHOSE]
    if token.text.lower() not in _ITSELF and not (owners and token.lemma in word_class(FORCES, "its")):
        return []
    speaker = [a for a in speaker_over(scene, t) if _suits(token.lemma, a.actor)]
    if speaker:
        return speaker
    for k in (t, *owners):
        named = [a for a in scene.actor_at.get(k, ()) if _is_force(a.actor) and _suits(token.lemma, a.actor)]
        if named and (k != t or token.text.lower() in _ITSELF):
            return named[:1]
    return _told_before(scene, t) if owners else []


def speaker_over(scene: Scene, t: int) -> list[ActorLink]:
    """Return the force or state that says what a word is part of ("The army said that it ...")."""
    at = scene.parse.tokens[t].head
    for _ in range(_ABOVE):
        word = scene.parse.tokens[at]
        if word.dep == "ccomp" and scene.parse.tokens[word.head].lemma in SAYING:
            subjects = surface_subject(scene.tree, word.head)
            found = [a for s in subjects for a in scene.actor_at.get(s, ()) if _is_force(a.actor)]
            return found[:1]
        if word.head == at:
            return []
        at = word.head
    return []


def owner_of(scene: Scene, t: int) -> list[ActorLink]:
    """Return the force that a pronoun stands for ("in its hands", "is theirs"): the speaker, else whom it points to."""
    speaker = speaker_over(scene, t)
    if speaker:
        return speaker
    own = [a for a in scene.actor_at.get(t, ()) if _is_force(a.actor)]
    return own[:1] or _told_before(scene, t)


def _told_before(scene: Scene, t: int) -> list[ActorLink]:
    """Return the last named group or state of the sentence before, or of this one before the word."""
    here = scene.parse.tokens[t].sent
    near = [
        a
        for a in scene.reading.actors
        if a.last <= t and scene.parse.tokens[a.token].sent >= here - 2 and a.actor.id and _is_force(a.actor)
        if _suits(scene.parse.tokens[t].lemma, a.actor)
    ]
    beside = [a for a in near if scene.parse.tokens[a.token].sent == here]
    acting = [a for a in beside if scene.parse.tokens[a.token].dep in ("nsubj", "nsubjpass")]
    return (acting or near)[-1:]


def _suits(noun: str, actor: Actor) -> bool:
    """Tell whether an actor can be whose fighters or soldiers they are: a group has fighters, a state has soldiers."""
    if noun in ("fighter", "rebel", "combatant", "militant"):
        return actor.sector in REBELS
    return noun not in ("soldier", "troop", "army") or actor.sector in ("MIL", "GOV")


def _is_force(actor: Actor) -> bool:
    """Tell whether an actor is a state, an army or an armed group, and no official."""
    state = (actor.id or "").startswith("country:")
    return state or (actor.sector in ("MIL", "REB", "PRM", "CRM") and not (actor.id or "").startswith("person:"))


def _by_name(scene: Scene, t: int) -> list[ActorLink]:
    """Return the group that a name stands for where linking has none at it ("the paramilitary RSF")."""
    found = word_party(scene, t) if scene.parse.tokens[t].pos == "PROPN" and t not in scene.place_at else None
    return [found] if found is not None and (found.actor.id or "").startswith("group:") else []


def _inside(scene: Scene, t: int) -> list[ActorLink]:
    """Return the party that a word inside another phrase stands for ("the rebel-held town", "RSF-held Nyala")."""
    word, tokens = scene.parse.tokens[t], scene.parse.tokens
    joined = t + 1 < len(tokens) and tokens[t + 1].text in HYPHENS and tokens[t + 1].start == word.end
    found = word_party(scene, t) if joined or t in scene.inside | scene.named else None
    return [found] if found is not None else []


def word_party(scene: Scene, t: int) -> ActorLink | None:
    """Return the party that a single word names ("M23", "Rwandan", "rebel"), as the register and the table of nouns have it."""
    if t < 0:
        return None
    word = scene.parse.tokens[t]
    sector = unnamed_sector(word.lemma.casefold())
    actor = parties_by_word().get(word.text) or (Actor(None, word.text.lower(), None, sector) if sector else None)
    if actor is None:
        return None
    return ActorLink(
        word.start, word.end, t, t + 1, t, actor, "named" if actor.id else "typed", "named inside a phrase"
    )
