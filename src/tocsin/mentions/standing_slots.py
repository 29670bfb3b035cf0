"""Who and what stands on the sides of a word that tells how two things stand: actors, persons and places by slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.model import Actor, ActorLink, PlaceLink, Precision
from tocsin.base.trees import children, coordination, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.roles import actors_of, is_actor
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_words import UNNAMED, Standing, parties_by_word
from tocsin.mentions.subjects import surface_subject

# "Is in rebel hands" tells where the town stands; "talked in custody" does not.
_BEING = frozenset({"be", "remain", "stay", "come", "fall", "stand", "rest", "lie", "languish", "sit", "live"})
_PUTTING = frozenset({"have", "leave", "put", "keep", "hold", "place", "bring", "get"})
# Nouns whose "of" or apposition names the whole of what is held: "the town of Sake", not "parts of North Kivu".
_WHOLE = frozenset({
    "town", "city", "village", "province", "territory", "locality", "capital", "district", "region", "area",
    "island", "hub", "centre", "center", "settlement", "port", "state", "enclave", "commune", "municipality",
    "whole", "all", "most", "base", "stronghold", "metropolis", "suburb",
})  # fmt: skip
_STEPS = 3
_HYPHENS = frozenset({"-", "‑", "–"})
_STATE_OF = frozenset({"is", "are", "'s", "'re", "’s", "’re", "remains", "remain", "being", "been", "stays", "stay"})
_IN_FORCE = frozenset({"force", "effect", "place"})


def stands(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether what a row asks for stands over the word at ``i``."""
    parse = scene.parse
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if row.above == "prep":
        return token.dep == "pobj" and head.lemma in row.words
    if row.above == "gov":
        top = parse.tokens[first_conjunct(parse, i)]
        return top.dep == "dobj" and parse.tokens[top.head].lemma in row.words
    if row.above == "does":
        return token.dep == "nsubj" and head.lemma in row.words and (head.lemma == "hold" or _in_force(scene, head.i))
    if row.above == "before":
        return is_attributive(scene, i)
    return row.above != "state" or is_state(scene, i)


def _in_force(scene: Scene, verb: int) -> bool:
    """Tell whether a verb of being says "in force", "in effect", "in place"; other verbs say it by themselves."""
    if scene.parse.tokens[verb].lemma not in _BEING:
        return True
    below = [o for p in children(scene.parse, verb, "prep") for o in children(scene.parse, p, "pobj")]
    return any(scene.parse.tokens[o].lemma in _IN_FORCE for o in below)


def is_state(scene: Scene, i: int) -> bool:
    """Tell whether a verb is a participle or tells of what is so now ("is being held"), not of what was done."""
    parse, token = scene.parse, scene.parse.tokens[i]
    helpers = {parse.tokens[k].text.lower() for k in children(parse, i, "aux", "auxpass")}
    if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod", "acomp", "oprd", "relcl"):
        return token.dep != "relcl" or token.tag == "VBN"
    return token.tag == "VBN" and bool(helpers & _STATE_OF)


def is_attributive(scene: Scene, i: int) -> bool:
    """Tell whether a participle stands before its noun ("Rwanda-backed rebels"): the writer's own words anywhere."""
    return scene.parse.tokens[i].dep == "amod"


def tokens_in(scene: Scene, i: int, slot: str) -> tuple[int, ...]:
    """Return the head tokens that stand in a slot of the word at ``i``."""
    parse = scene.parse
    if slot == "self":
        return (i,)
    if slot == "carrier":
        return _carrier(scene, i)
    if slot == "owner":
        top = parse.tokens[first_conjunct(parse, i)]
        return surface_subject(scene.tree, top.head)
    if slot == "appos":
        return (*children(parse, i, "appos"), *_name_of(scene, i))
    found = slots(scene.tree, i).get(slot, ())
    if not found and slot == "obj" and is_attributive(scene, i):
        head = parse.tokens[i].head
        return (head, *_name_of(scene, head))
    if not found and slot == "subj":
        return _before_hyphen(scene, i)
    if not found and slot in ("in", "inside", "across", "within", "at") and parse.tokens[i].dep == "dobj":
        return slots(scene.tree, parse.tokens[i].head).get(slot, ())  # "has 4,000 troops in eastern Congo"
    return found


def _name_of(scene: Scene, i: int) -> list[int]:
    """Return the name that a noun stands before as its title ("the M23 stronghold Bunagana")."""
    token = scene.parse.tokens[i]
    return [token.head] if token.dep in ("compound", "nmod") and token.head > i else []


def _before_hyphen(scene: Scene, i: int) -> tuple[int, ...]:
    """Return what is joined to a participle by a hyphen, where the parser hung it elsewhere."""
    tokens = scene.parse.tokens
    joined = i >= 2 and tokens[i - 1].text in _HYPHENS and tokens[i - 1].start == tokens[i - 2].end
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
            if objects or word.lemma in _BEING or word.lemma in _PUTTING:
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


def who(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return the actors that head tokens stand for, named ones as they are."""
    out: list[ActorLink] = []
    for t in tokens:
        own = [a for a in scene.actor_at.get(t, ()) if is_actor(a)]
        own = own or _inside(scene, t)
        out += own[:1] or [a for a, path in actors_of(scene, t, "subj") if ">poss" not in path][:1]
    return out


def _inside(scene: Scene, t: int) -> list[ActorLink]:
    """Return the party that a word inside another phrase stands for ("the rebel-held town", "RSF-held Nyala")."""
    word, tokens = scene.parse.tokens[t], scene.parse.tokens
    sector = UNNAMED.get(word.lemma.casefold())
    actor = parties_by_word().get(word.text) or (Actor(None, word.text.lower(), None, sector) if sector else None)
    joined = t + 1 < len(tokens) and tokens[t + 1].text in _HYPHENS and tokens[t + 1].start == word.end
    if actor is None or not (joined or t in scene.inside | scene.named):
        return []
    basis = "named" if actor.id else "typed"
    return [ActorLink(word.start, word.end, t, t + 1, t, actor, basis, "named inside a phrase")]


def where(scene: Scene, tokens: Sequence[int], *, also_country: bool) -> list[PlaceLink]:
    """Return the places that head tokens name, also as "the town of"; states only if ``also_country``."""
    out: list[PlaceLink] = []
    for t in tokens:
        near = [t]
        if scene.parse.tokens[t].lemma in _WHOLE:
            near += [o for name in ("of",) for o in slots(scene.tree, t).get(name, ())]
            near += [*children(scene.parse, t, "appos"), *_name_of(scene, t)]
        for n in near:
            link = scene.place_at.get(n)
            if link is None or link.place is None or link in out:
                continue
            if also_country or link.place.precision is not Precision.COUNTRY:
                out.append(link)
    return out
