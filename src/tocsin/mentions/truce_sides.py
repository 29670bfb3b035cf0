"""Who is bound by a truce: whom it is between, who made it with whom, or the two that are named side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.base.model import ActorLink
from tocsin.base.trees import children
from tocsin.mentions.armed_sides import is_side, sides_in, spread
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.subjects import RELATIVE, surface_subject
from tocsin.mentions.truce_nouns import is_peacely, words_over
from tocsin.mentions.truce_words import is_word

# Who speaks for a side is not the other one.
_SPEAKERS = frozenset({"leader", "minister", "spokesman", "spokeswoman", "chief", "official", "commander", "president"})
_DOERS = ("subj", "by")
# Those who make others agree.
_BROKERS = frozenset({
    "broker", "mediate", "sponsor", "negotiate", "guarantee", "facilitate", "announce", "call", "ask", "urge", "demand",
    "propose", "seek", "arrange", "welcome", "bless",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class TruceTold:
    """A truce that the word at ``token`` tells of, or its end; ``sides`` are two lists, or one of those bound together."""

    token: int
    ended: bool
    sides: Sequence[Sequence[ActorLink]]


def bound(scene: Scene, i: int) -> Sequence[Sequence[ActorLink]]:
    """Return who is bound by a truce: one list of two, or two sides."""
    between = sides_in(scene, _far(scene, i, "between"))
    if len(between) > 1:
        return (between,)
    bound = [k for k in words_over(scene, i) if scene.tree.lemma(k) in ("bind", "oblige", "commit")]
    binding = sides_in(scene, [o for k in bound for o in slots(scene.tree, k).get("obj", ())])
    if len(binding) > 1:
        return (binding,)
    theirs = sides_in(scene, _far(scene, i, "with"))
    owners = sides_in(scene, slots(scene.tree, i).get("poss", ()))
    ours = owners or _doers(scene, i)
    if theirs and ours:
        return (ours, theirs)
    if len(ours) > 1:
        return (ours,)
    named = sides_in(scene, children(scene.parse, i, "compound", "nmod", "amod"))
    return (named,) if len(named) > 1 else _signed_for(scene, i)


def _signed_for(scene: Scene, i: int) -> Sequence[Sequence[ActorLink]]:
    """Return the two for whom a truce is signed: "X for the government, Y for the rebels"."""
    sentence = scene.parse.sentences[scene.parse.tokens[i].sent]
    signed = any(t.lemma == "sign" for t in scene.parse.tokens[sentence.first : sentence.last])
    preps = [t.i for t in scene.parse.tokens[sentence.first : sentence.last] if t.lemma == "for"]
    found = sides_in(scene, [o for p in preps for o in children(scene.parse, p, "pobj")])
    return (found,) if signed and len(found) == 2 else ()


def _far(scene: Scene, i: int, prep: str) -> list[int]:
    """Return what a preposition brings to a truce, also one that the parser hung on the verb around it."""
    found = list(slots(scene.tree, i).get(prep, ()))
    near = [*children(scene.parse, i, "acl", "relcl"), *words_over(scene, i)]
    for k in near if not found else ():
        found += [o for o in slots(scene.tree, k).get(prep, ()) if o not in found]
    if prep == "between" and not found:
        sentence = scene.parse.sentences[scene.parse.tokens[i].sent]
        preps = [t.i for t in scene.parse.tokens[i : sentence.last] if t.lemma == prep]
        found = [o for p in preps[:1] for o in children(scene.parse, p, "pobj")]
    return spread(scene, found)


def _doers(scene: Scene, i: int) -> list[ActorLink]:
    """Return who reaches, keeps or breaks a truce: subjects of the verbs around it."""
    tokens = scene.parse.tokens
    out: list[int] = []
    for k in [*children(scene.parse, i, "relcl", "acl"), *words_over(scene, i)]:
        word = tokens[k]
        if word.pos not in ("VERB", "AUX") or (word.lemma in _BROKERS and word.dep in ("acl", "relcl")):
            continue
        found = [t for name in _DOERS for t in slots(scene.tree, k).get(name, ())]
        out += [t for t in found if t != i and tokens[t].lemma not in RELATIVE]
        if not out and word.dep in ("xcomp", "ccomp"):
            out += [t for t in surface_subject(scene.tree, word.head) if t != i]
    return sides_in(scene, spread(scene, out))


def side_by_side(scene: Scene, i: int) -> Sequence[Sequence[ActorLink]]:
    """Return the only two sides that the sentence of a truce names side by side, else those of the next or the one before."""
    here = scene.parse.tokens[i].sent
    if not (is_word("truce", scene.tree.lemma(i)) or is_peacely(scene, i)):
        return ()
    if slots(scene.tree, i).get("poss") or slots(scene.tree, i).get("with"):
        return ()
    for sent in (here, here + 1, here - 1):
        heads = _heads(scene, sent)
        beside = [t for t in heads if any(c in heads for c in children(scene.parse, t, "conj"))]
        found = sides_in(scene, [c for t in beside[:1] for c in [t, *children(scene.parse, t, "conj")]])
        if len(found) == 2:
            return (found,)
    return ()


def _heads(scene: Scene, sent: int) -> list[int]:
    """Return the words of a sentence that stand for somebody who can be bound."""
    if not 0 <= sent < len(scene.parse.sentences):
        return []
    s, tokens = scene.parse.sentences[sent], scene.parse.tokens
    found = [a.token for a in scene.reading.actors if s.first <= a.token < s.last and is_side(a)]
    return [
        t for t in found if tokens[t].lemma not in _SPEAKERS and not (t in scene.place_at and tokens[t].dep == "pobj")
    ]
