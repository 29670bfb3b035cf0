"""Peace that verbs tell of without a noun of truce: "stopped shooting at each other", "buried the hatchet"."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.trees import children, has_to
from tocsin.mentions.armed_sides import sides_in
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.truce_nouns import is_wanted
from tocsin.mentions.truce_sides import TruceTold
from tocsin.mentions.truce_words import is_word

_SHOOTS = frozenset({"shoot", "fire", "shell", "attack", "fight"})
_STOPS = frozenset({"stop", "end", "halt", "cease", "suspend", "pause", "quit"})
# What a verb's object must be for it to tell of peace.
_PHRASES = {
    "make": {"peace"}, "bury": {"hatchet"}, "sign": {"peace"}, "conclude": {"peace"}, "keep": {"peace"},
    "silence": {"gun"}, "put": {"end", "stop"}, "hold": {"fire"},
}  # fmt: skip


def peace_made(scene: Scene) -> Iterator[TruceTold]:
    """Yield who "stopped shooting at each other", "made peace", "buried the hatchet"."""
    for token in scene.parse.tokens:
        peace = token.pos in ("VERB", "AUX") and _makes_peace(scene, token.i)
        if not peace or (token.lemma not in _SHOOTS and is_wanted(scene, token.i)):
            continue
        filled = slots(scene.tree, token.i)
        ours = sides_in(scene, filled.get("subj", ()))
        theirs = sides_in(scene, [*filled.get("with", ()), *_at_whom(scene, token.i)])
        at = token.head if _is_agreed(scene, token.i) else token.i
        if ours and theirs:
            yield TruceTold(at, False, (ours, theirs))
        elif len(ours) > 1:
            yield TruceTold(at, False, (ours,))


def _is_agreed(scene: Scene, i: int) -> bool:
    """Tell whether a verb says what was agreed: "have agreed to stop attacking each other" is told as the agreement is."""
    token = scene.parse.tokens[i]
    return token.dep == "xcomp" and is_word("reach", scene.parse.tokens[token.head].lemma)


def _at_whom(scene: Scene, i: int) -> list[int]:
    """Return at whom a verb's object or complement is aimed ("stopped shooting at the army", "ended the war with Iraq")."""
    below = [*children(scene.parse, i, "dobj", "xcomp")]
    return [o for k in below for name in ("at", "with", "on", "against") for o in slots(scene.tree, k).get(name, ())]


def _makes_peace(scene: Scene, i: int) -> bool:
    """Tell whether a verb tells that two fight no more."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    objects = [tokens[k].lemma for k in children(scene.parse, i, "dobj")]
    if token.lemma in _SHOOTS:
        return (_no_more(scene, i) and bool(slots(scene.tree, i).get("at"))) or _no_longer(scene, i)
    silent = {tokens[k].lemma for k in children(scene.parse, i, "acomp", "advmod", "oprd")} & {"silent", "quiet"}
    subjects = {tokens[k].lemma for k in children(scene.parse, i, "nsubj")}
    if "gun" in subjects and (silent or token.lemma in _STOPS):
        return True
    if token.tag == "VB" and has_to(scene.parse, i) and not is_word("reach", tokens[token.head].lemma):
        return False
    if token.lemma in _STOPS:
        acts = [tokens[k].lemma for k in children(scene.parse, i, "xcomp")]
        return any(is_word("fighting", w) for w in (*objects, *acts))
    return bool(_PHRASES.get(token.lemma, set()) & set(objects))


def _no_more(scene: Scene, i: int) -> bool:
    """Tell whether a verb is negated."""
    return bool(children(scene.parse, i, "neg")) or _no_longer(scene, i)


def _no_longer(scene: Scene, i: int) -> bool:
    """Tell whether something is told to be done "no longer" or "no more"."""
    words = {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i, "advmod", "npadvmod", "neg")}
    inner = {scene.parse.tokens[c].text.lower() for k in scene.parse.children[i] for c in scene.parse.children[k]}
    return bool(words & {"longer", "more"}) and "no" in words | inner
