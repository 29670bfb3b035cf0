"""The places and forces that the items of a line stand for: "both towns", "it", "theirs", the place of a relative clause."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.model import ActorLink, PlaceLink, Precision
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_guards import name_before
from tocsin.mentions.holding_items import COUNTS, DEICTIC, PRONOUN, Item
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.holding_words import vocabulary
from tocsin.mentions.home_places import place_at_home
from tocsin.mentions.relations_sides import is_local
from tocsin.mentions.standing_parties import owner_of, speaker_over
from tocsin.mentions.standing_places import last_place, of_office, where

# How many towns words tell of: "both towns".
_MANY = COUNTS | {"both": 2}


def places_of(scene: Scene, line: Sequence[Item], k: int) -> list[PlaceLink]:
    """Return the places of an item: its own, else those that "it", "there" or "both towns" stand for."""
    item = line[k]
    if item.places:
        return [p for p in item.places if p.place is not None and p.place.precision is not Precision.COUNTRY]
    towns = item.code == DEICTIC
    if towns and scene.parse.tokens[item.token].tag == "NNS":
        return _several(scene, item.token)
    near = (i.places[-1] for i in reversed(line[:k]) if i.places)
    before = next((p for p in near if _is_local(p, towns=towns) and not of_office(scene, p)), None)
    if before is not None:
        return [before]
    found = where(scene, (item.token,), also_country=False)
    last = last_place(scene, item.token, towns=towns)
    found = found or ([place_at_home(scene, last)] if last is not None else [])
    return found or name_before(scene, item.token, vocabulary())


def _several(scene: Scene, i: int) -> list[PlaceLink]:
    """Return the places that "both towns" and "the three villages" are: so many as were named last, in two sentences."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    count = next((_MANY[t.text.lower()] for t in tokens[max(i - 2, 0) : i] if t.text.lower() in _MANY), 0)
    near = [p for p in scene.reading.places if p.last <= i and token.sent - tokens[p.token].sent <= 1]
    towns: dict[str, PlaceLink] = {}
    for link in near:
        if link.place is not None and _is_local(link, towns=True):
            towns.pop(link.place.name, None)  # named again: by where it was named last
            towns[link.place.name] = link
    return list(towns.values())[-count:] if 0 < count <= len(towns) else []


def _is_local(link: PlaceLink, *, towns: bool) -> bool:
    site = link.place is not None and link.place.precision is Precision.SITE
    return is_local(link) and not (towns and site)


def antecedent(scene: Scene, token: int, places: list[PlaceLink]) -> list[PlaceLink]:
    """Return the place that a relative clause is about ("Khoei, west of El Obeid, which they hold"), else the places."""
    word = scene.parse.tokens[token]
    head = scene.place_at.get(word.head) if word.dep == "relcl" else None
    return [head] if head is not None and head.place is not None and head not in places else places


def forces_of(scene: Scene, line: Sequence[Item], k: int, *, by_speaker: bool) -> list[ActorLink]:
    """Return the forces of an item; a pronoun's with ``by_speaker`` only where the speaker tells it of himself."""
    item = line[k]
    if item.forces:
        return list(item.forces)
    speaker = speaker_over(scene, item.token)
    if speaker or by_speaker:
        groups = [f for i in line for f in i.forces if f.actor.id is not None]
        if speaker and speaker[0].actor.id is None and not groups and item.code in ("ours", "theirs"):
            return []  # whose officer says so is not told
        return speaker if not speaker or speaker[0].actor.id or not groups else groups[-1:]
    named = [f for a in scene.actor_at.get(item.token, ()) if (f := as_force(scene, a)) is not None]
    if named:
        return named[:1]
    if item.code == PRONOUN:
        return list(next((i.forces for i in reversed(line[:k]) if i.forces), ()))
    return owner_of(scene, item.token)
