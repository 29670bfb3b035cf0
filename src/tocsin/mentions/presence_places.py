"""Where forces are told to be: by name, with the camps and hills around a place, by "there", in lists and behind a clause.

"Remain in A, B, C and D" is one list, however the parser hangs its members; in "In A the army has a post at B" it is B.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.joined_names import HYPHENS, is_bridge
from tocsin.base.model import PlaceLink
from tocsin.base.trees import ACTING, children, coordination
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import unknown_place
from tocsin.mentions.relations_towns import name_at
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_places import last_place, where
from tocsin.mentions.word_classes import SITES, word_class

# Beginnings of names that are written small, before a hyphen; and small words inside one.
_ARTICLES = frozenset({"al", "el", "ar", "as", "at", "az", "ad", "an", "ash"})
_PARTS = frozenset({"de", "la", "le", "du"})
WAYS = frozenset({"north", "south", "east", "west", "outside", "northeast", "northwest", "southeast", "southwest"})
_INNER = (
    "of", "in", "at", "near", "above", "around", "round", "outside", "on", "off", "behind", "along", "between", "by",
    "over", "below", "inside", "across", "opposite", "poss", "mod",
)  # fmt: skip
_DEICTIC = frozenset({"there", "here"})


def places(scene: Scene, tokens: Iterable[int]) -> list[PlaceLink]:
    """Return the places that head tokens mean: by name, as a site of a place, or as "the town", "there"."""
    out: list[PlaceLink] = []
    for t in tokens:
        found = [whole_name(scene, p) for p in _place(scene, t)]
        listed = [q for p in found for q in with_list(scene, p)]
        out += [p for p in listed if p not in out and scene.tree.lemma(p.token).casefold() not in WAYS]
    return out


def _place(scene: Scene, t: int) -> list[PlaceLink]:
    token = scene.parse.tokens[t]
    if token.text.lower() in _DEICTIC:
        last = last_place(scene, t)
        return [last] if last is not None else []
    found = where(scene, (t,), also_country=True)
    if found:
        return found
    if token.lemma in word_class(SITES, "ground"):
        filled = slots(scene.tree, t)
        inner = [o for name in _INNER for o in filled.get(name, ())]
        inner += [o for k in filled.get("mod", ()) if scene.tree.lemma(k) in WAYS for o in _inner_of(scene, k)]
        near = [*inner, *children(scene.parse, t, "appos", "nmod", "compound")]
        for k in near:
            own_name = token.pos == "PROPN" and k == t - 1  # "the National Palace"
            found = where(scene, (k,), also_country=True) or ([] if own_name else _unknown(scene, k))
            if not found and scene.tree.lemma(k) in word_class(SITES, "ground"):
                deeper = slots(scene.tree, k)
                found = [
                    p for name in _INNER for o in deeper.get(name, ()) for p in where(scene, (o,), also_country=True)
                ]
            if found:
                return found
    return _unknown(scene, t)


def _inner_of(scene: Scene, t: int) -> list[int]:
    return [o for p in children(scene.parse, t, "prep") for o in coordination_of(scene, p)]


def coordination_of(scene: Scene, prep: int) -> list[int]:
    """Return what a preposition brings, lists spread out."""
    return [c for o in children(scene.parse, prep, "pobj") for c in coordination(scene.parse, o)]


def _unknown(scene: Scene, t: int) -> list[PlaceLink]:
    """Return a name that no table knows as the place that it must be behind "in" or "from"."""
    token = scene.parse.tokens[t]
    timed = any(x.first <= t < x.last for x in scene.reading.times)
    known = any((a.actor.id or a.basis == "coreferent") for a in scene.actor_at.get(t, ()))
    if (
        token.pos != "PROPN"
        or not token.text[:1].isupper()
        or timed
        or known
        or scene.entity_at.get(t) in ("PERSON", "DATE")
    ):
        return []
    return [unknown_place(scene, *name_at(scene, t))]


def with_list(scene: Scene, link: PlaceLink) -> list[PlaceLink]:
    """Return a place with those that follow it in a list that "and" closes; a list of three may hold what looks a person."""
    out, closed = [link], False
    while not closed:
        at, closed = _next_item(scene, out[-1].last)
        found = _name_from(scene, at) if at is not None else None
        if found is None or not _is_beside(scene, link, found):
            return [link]
        out.append(found)
    persons = any(scene.entity_at.get(k) == "PERSON" for p in out[1:] for k in range(p.first, p.last))
    return out if len(out) > 2 or not persons else [link]


def _is_beside(scene: Scene, link: PlaceLink, other: PlaceLink) -> bool:
    """Tell whether a name goes on with a list: it acts in no clause of its own ("in Goma and Uganda has sent more")."""
    head = scene.parse.tokens[other.token]
    return head.dep not in ACTING and head.sent == scene.parse.tokens[link.first].sent


def _next_item(scene: Scene, at: int) -> tuple[int | None, bool]:
    """Return where the next item of a list begins, and whether it is the last one."""
    words = [t.text.lower() for t in scene.parse.tokens[at : at + 2]]
    if words[:1] == ["and"]:
        return at + 1, True
    if words[:1] != [","]:
        return None, False
    return (at + 2, True) if words[1:] == ["and"] else (at + 1, False)


def _name_from(scene: Scene, at: int) -> PlaceLink | None:
    """Return the place whose name begins at a token, also one that no table knows."""
    linked = next((p for p in scene.reading.places if p.first == at), None)
    if linked is not None:
        return linked
    last = at
    while last < len(scene.parse.tokens) and _is_of_name(scene, at, last):
        last += 1
    named = last > at and scene.parse.tokens[last - 1].text[:1].isupper()
    known = any(a.actor.id for k in range(at, last) for a in scene.actor_at.get(k, ()))
    timed = any(x.first < last and at < x.last for x in scene.reading.times)
    return unknown_place(scene, at, last) if named and not known and not timed else None


def _is_of_name(scene: Scene, first: int, i: int) -> bool:
    tokens = scene.parse.tokens
    low, after = tokens[i].text.casefold(), tokens[i + 1].text if i + 1 < len(tokens) else ""
    small = (low in _ARTICLES and after in HYPHENS) or (i > first and (low in _PARTS or low in HYPHENS))
    return (tokens[i].pos == "PROPN" and tokens[i].text[:1].isupper()) or small


def whole_name(scene: Scene, link: PlaceLink) -> PlaceLink:
    """Return a place by its whole name where linking read only what stands behind a hyphen ("Pont-Sondé")."""
    tokens, first = scene.parse.tokens, link.first
    while first > 1 and tokens[first - 1].text in HYPHENS and is_bridge(tokens, first - 1):
        if first - 2 in scene.placed or scene.actors_over.get(first - 2):
            break  # "the Kenya-Somalia border"
        first -= 2
    return link if first == link.first else unknown_place(scene, first, link.last)


def nearest(places: Sequence[PlaceLink], i: int) -> list[PlaceLink]:
    """Return the places behind a word, or if there are none all of them: what stands in front is the wider frame."""
    behind = [p for p in places if p.first > i]
    return behind or list(places)
