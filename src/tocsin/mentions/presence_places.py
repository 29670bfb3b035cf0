"""Names of places in lists and in front of a clause: which of them is where forces are told to be.

"Remain in A, B, C and D" is one list, however the parser hangs its members; in "In A the army has a post at B" it is B.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.joined_names import HYPHENS, is_bridge
from tocsin.base.model import PlaceLink
from tocsin.base.trees import ACTING
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import unknown_place

# Beginnings of names that are written small, before a hyphen; and small words inside one.
_ARTICLES = frozenset({"al", "el", "ar", "as", "at", "az", "ad", "an", "ash"})
_PARTS = frozenset({"de", "la", "le", "du"})


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
