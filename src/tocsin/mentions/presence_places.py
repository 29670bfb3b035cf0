"""Names of places in lists and in front of a clause: which of them is where forces are told to be.

"Remain in A, B, C and D" is one list, however the parser hangs its members; in "In A the army has a post at B" it is B.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.model import PlaceLink
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import unknown_place

_HYPHENS = frozenset({"-", "‑", "–"})
# Beginnings of names that are written small.
_ARTICLES = frozenset({"al", "el", "ar", "as", "at", "az", "ad", "an", "ash", "de", "la", "le", "du"})


def with_list(scene: Scene, link: PlaceLink) -> list[PlaceLink]:
    """Return a place with those that follow it in a list that "and" closes."""
    out, at = [link], link.last
    closed = False
    while at < len(scene.parse.tokens) and not closed:
        closed = scene.parse.tokens[at].text.lower() == "and" or (
            scene.parse.tokens[at].text == ","
            and at + 1 < len(scene.parse.tokens)
            and scene.parse.tokens[at + 1].text.lower() == "and"
        )
        if not closed and scene.parse.tokens[at].text != ",":
            break
        at += 2 if closed and scene.parse.tokens[at].text == "," else 1
        found = _name_from(scene, at, sure=len(out) > 1)
        if found is None:
            return [link]
        out.append(found)
        at = found.last
    return out if closed else [link]


def _name_from(scene: Scene, at: int, *, sure: bool) -> PlaceLink | None:
    """Return the place whose name begins at a token, also one that no table knows; in a sure list no name is a person's."""
    linked = next((p for p in scene.reading.places if p.first == at), None)
    if linked is not None:
        return linked
    last = at
    while last < len(scene.parse.tokens) and _is_of_name(scene, last):
        last += 1
    named = last > at and scene.parse.tokens[last - 1].text[:1].isupper()
    known = any(a.actor.id for k in range(at, last) for a in scene.actor_at.get(k, ()))
    timed = any(x.first < last and at < x.last for x in scene.reading.times)
    person = not sure and any(scene.entity_at.get(k) == "PERSON" for k in range(at, last))
    if not named or known or timed or person:
        return None
    return unknown_place(scene, at, last)


def _is_of_name(scene: Scene, i: int) -> bool:
    token = scene.parse.tokens[i]
    small = token.text in _HYPHENS or token.text.casefold() in _ARTICLES
    return (token.pos == "PROPN" and token.text[:1].isupper()) or small


def whole_name(scene: Scene, link: PlaceLink) -> PlaceLink:
    """Return a place by its whole name where linking read only what stands behind a hyphen ("Pont-Sondé")."""
    tokens, first = scene.parse.tokens, link.first
    while first > 1 and tokens[first - 1].text in _HYPHENS and tokens[first - 1].end == tokens[first].start:
        if tokens[first - 2].end != tokens[first - 1].start:
            break
        first -= 2
    return link if first == link.first else unknown_place(scene, first, link.last)


def nearest(places: Sequence[PlaceLink], i: int) -> list[PlaceLink]:
    """Return the places behind a word, or if there are none all of them: what stands in front is the wider frame."""
    behind = [p for p in places if p.first > i]
    return behind or list(places)
