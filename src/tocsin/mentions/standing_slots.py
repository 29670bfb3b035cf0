"""What stands in the slots of a word that tells how two things stand: the head tokens of its sides and of its place."""

from __future__ import annotations

from tocsin.base.joined_names import HYPHENS
from tocsin.base.trees import children, conjuncts, coordination, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_conditions import BEING, is_attributive
from tocsin.mentions.standing_reach import chained, joined
from tocsin.mentions.subjects import surface_subject

_PUTTING = frozenset({
    "have", "leave", "put", "keep", "hold", "place", "bring", "get", "add", "guard", "take", "remove", "strike", "move",
})  # fmt: skip
_STEPS = 3


def tokens_in(scene: Scene, i: int, slot: str) -> tuple[int, ...]:
    """Return the head tokens that stand in a slot of the word at ``i``."""
    parse = scene.parse
    if slot == "self":
        return (i,)
    if slot == "carrier":
        return _carrier(scene, i)
    if slot == "owner":
        top = parse.tokens[first_conjunct(parse, i)]
        verb = parse.tokens[top.head].head if top.dep == "pobj" else top.head
        return tuple(c for s in surface_subject(scene.tree, verb) for c in conjuncts(parse, s))
    if slot == "where":
        here = children(parse, i, "advmod")
        is_relative = parse.tokens[i].dep == "relcl" and any(parse.tokens[k].lemma == "where" for k in here)
        return (parse.tokens[i].head,) if is_relative else ()
    if slot == "appos":
        return (*children(parse, i, "appos"), *name_behind_title(scene, i))
    found = (*slots(scene.tree, i).get(slot, ()), *joined(scene, i, slot))
    if not found and slot == "obj" and is_attributive(scene, i):
        head = parse.tokens[i].head
        return (head, *name_behind_title(scene, head))
    if not found and slot == "subj":
        return _before_hyphen(scene, i)
    if not found and slot in ("in", "inside", "across", "within", "at") and parse.tokens[i].dep == "dobj":
        return slots(scene.tree, parse.tokens[i].head).get(slot, ())  # "has 4,000 troops in eastern Congo"
    return found or (chained(scene, i) if slot == "near" else ())


def name_behind_title(scene: Scene, i: int) -> list[int]:
    """Return the name that a noun stands before as its title ("the M23 stronghold Bunagana")."""
    token = scene.parse.tokens[i]
    return [token.head] if token.dep in ("compound", "nmod") and token.head > i else []


def _before_hyphen(scene: Scene, i: int) -> tuple[int, ...]:
    """Return what is joined to a participle by a hyphen, where the parser hung it elsewhere."""
    tokens = scene.parse.tokens
    joined = i >= 2 and tokens[i - 1].text in HYPHENS and tokens[i - 1].start == tokens[i - 2].end
    return (i - 2,) if joined and tokens[i].start == tokens[i - 1].end else ()


def _carrier(scene: Scene, i: int) -> tuple[int, ...]:
    """Return what is said to be under or in something: the noun or the subject that its preposition hangs on."""
    parse = scene.parse
    token = parse.tokens[first_conjunct(parse, i)]
    if token.dep == "attr":
        return surface_subject(scene.tree, token.head)
    if token.dep != "pobj":
        return (token.head,) if token.dep == "appos" else ()
    at = parse.tokens[token.head].head
    for _ in range(_STEPS):
        word = parse.tokens[at]
        if word.pos in ("NOUN", "PROPN"):
            return tuple(coordination(parse, at))
        if word.pos in ("VERB", "AUX"):
            objects = children(parse, at, "dobj") if word.lemma in _PUTTING else []
            if objects or word.lemma in BEING or word.lemma in _PUTTING:
                subjects = surface_subject(scene.tree, at)
                return tuple(objects) or tuple(s for h in subjects for s in coordination(parse, h))
            return _of_clause(scene, at, i)
        if word.head == at:
            return ()
        at = word.head
    return ()


def _of_clause(scene: Scene, verb: int, noun: int) -> tuple[int, ...]:
    """Return the subject of any clause "with the backing of" somebody; other phrases say nothing of the subject."""
    prep = scene.parse.tokens[scene.parse.tokens[noun].head]
    return surface_subject(scene.tree, verb) if prep.lemma == "with" else ()
