"""Offices that a clause tells of: "X, who commands the Y", "the army, led by X", "the new envoy is X", "X's army"."""

from __future__ import annotations

from tocsin.base.model import ARMED, ActorLink
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.office_words import LEADING, OFFICES, office_phrase

# The words of an office with where they stand, -1 where the text has none of its own.
Words = tuple[str, int, int]


def copula(scene: Scene, link: ActorLink) -> Words | None:
    """Return the office that a person is told to be ("The new UN envoy for Myanmar is X")."""
    tokens = scene.parse.tokens
    name = tokens[link.token]
    if name.dep != "attr" or tokens[name.head].lemma != "be":
        return None
    for k in children(scene.parse, name.head, "nsubj"):
        if tokens[k].lemma.casefold() not in OFFICES or tokens[k].tag == "NNS":
            continue
        return office_phrase(scene, k)
    return None


def in_clause(scene: Scene, link: ActorLink) -> Words | None:
    """Return the office of whom a clause says to lead a force or speak for it now ("who commands the M23", "led by X")."""
    tokens = scene.parse.tokens
    for k in children(scene.parse, link.token, "relcl"):
        force = _led(scene, k)
        if tokens[k].tag in ("VBZ", "VBP") and force is not None:
            return force
    agent = tokens[tokens[link.token].head]
    verb, over = tokens[agent.head], tokens[tokens[agent.head].head]
    passive = tokens[link.token].dep == "pobj" and agent.dep == "agent" and verb.dep == "acl"
    if passive and verb.lemma in LEADING and _force_at(scene, over.i) is not None:
        return f"{LEADING[verb.lemma]} of {_force_at(scene, over.i)}", -1, -1
    return None


def _led(scene: Scene, verb: int) -> Words | None:
    word = scene.parse.tokens[verb]
    if word.lemma in LEADING:
        named = [n for o in children(scene.parse, verb, "dobj") if (n := _force_at(scene, o))]
        return (f"{LEADING[word.lemma]} of {named[0]}", -1, -1) if named else None
    if word.lemma != "speak":
        return None
    below = [
        o
        for p in children(scene.parse, verb, "prep")
        if scene.parse.tokens[p].lemma == "for"
        for o in children(scene.parse, p, "pobj")
    ]
    named = [n for o in below if (n := _force_at(scene, o))]
    return (f"spokesperson of {named[0]}", -1, -1) if named else None


def of_force(scene: Scene, link: ActorLink) -> Words | None:
    """Return the office of whose force a named one is told to be ("X's Karen National Army", "the Guard of Colonel X")."""
    name = scene.parse.tokens[link.token]
    over = scene.parse.tokens[name.head]
    if name.dep == "pobj" and over.lemma == "of":
        over = scene.parse.tokens[over.head]
    elif name.dep != "poss":
        return None
    force = _force_at(scene, over.i, named=True)
    return (f"leader of {force}", -1, -1) if force else None


def _force_at(scene: Scene, token: int, *, named: bool = False) -> str | None:
    """Return the name of the force that a word stands for."""
    found = [
        a.actor
        for a in scene.actor_at.get(token, ())
        if a.actor.sector in ARMED and not (a.actor.id or "").startswith("person:")
    ]
    found = [a for a in found if not named or (a.id or "").startswith("group:")]
    if not found and named:
        return _band_at(scene, token)
    return found[0].name if found else None


def _band_at(scene: Scene, token: int) -> str | None:
    """Return the name that an armed band bears of its own before the noun ("the Cobra faction of X")."""
    tokens = scene.parse.tokens
    own = [tokens[k].text for k in children(scene.parse, token, "compound", "nmod") if tokens[k].pos == "PROPN"]
    band = tokens[token].lemma in ("faction", "militia", "brigade", "battalion", "front", "movement")
    return f"{' '.join(own)} {tokens[token].text}" if band and own else None
