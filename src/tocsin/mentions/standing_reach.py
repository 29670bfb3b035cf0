"""Where a word's places stand that no single slot has: parts of towns, words of distance, further prepositions."""

from __future__ import annotations

from tocsin.base.trees import children, conjuncts
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.word_classes import FORCES, SITES, word_class

_WAYS = frozenset(
    {"north", "south", "east", "west", "edge", "border", "frontier", "mile", "kilometre", "kilometer", "km"}
)
_REACH = 6


def chained(scene: Scene, i: int) -> tuple[int, ...]:
    """Return the place at the end of words of distance ("massed 20 km to the west around Maungdaw")."""
    for k in children(scene.parse, i, "prep"):
        for o in children(scene.parse, k, "pobj"):
            inner = children(scene.parse, o, "prep") if scene.tree.lemma(o) in _WAYS else []
            return tuple(c for p in inner for c in children(scene.parse, p, "pobj"))
    return ()


def joined(scene: Scene, i: int, slot: str) -> list[int]:
    """Return what further prepositions of a kind bring ("sanctions on banks, on a company and on dealers", "of X and of Y")."""
    parse = scene.parse
    verb = parse.tokens[i].head if parse.tokens[i].dep == "dobj" else i
    own = [p for k in dict.fromkeys((i, verb)) for p in children(parse, k, "prep") if parse.tokens[p].lemma == slot]
    if not any(parse.tokens[p].head == i for p in own):
        return []
    also = [c for p in own for c in children(parse, p, "conj") if parse.tokens[c].lemma == slot]
    beside = [p for p in own if parse.tokens[p].head != i and p < i + _REACH and slot in ("on", "against")]
    times = {k for t in scene.reading.times for k in range(t.first, t.last)}
    further = [o for p in (*also, *beside) for o in children(parse, p, "pobj") if o not in times]
    return [c for o in further for c in conjuncts(parse, o)]


def parts_of(scene: Scene, i: int) -> tuple[int, ...]:
    """Return the places in a part of which something happens ("entered the western districts of Aleppo")."""
    filled = slots(scene.tree, i)
    parts = word_class(SITES, "part")
    found = [t for name in ("obj", "into", "in") for t in filled.get(name, ()) if scene.tree.lemma(t) in parts]
    inner = (slots(scene.tree, t) for t in found)
    return tuple(o for f in inner for name in ("of", "poss", "mod", "in") for o in f.get(name, ()))


def sent_to(scene: Scene, i: int) -> tuple[int, ...]:
    """Return where troops or their arms that are a verb's object are sent ("moved tanks into the strip on the Golan Heights")."""
    filled = slots(scene.tree, i)
    if not any(scene.tree.lemma(t) in word_class(FORCES, "sent") for t in filled.get("obj", ())):
        return ()
    found = [t for name in ("into", "to", "in") for t in filled.get(name, ())]
    inner = [o for t in found for name in ("on", "in", "of") for o in slots(scene.tree, t).get(name, ())]
    return (*found, *(inner if not any(t in scene.place_at for t in found) else ()))
