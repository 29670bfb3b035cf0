"""Who and what stands on the two sides of a word that tells how things stand, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tocsin.base.model import ActorLink, PlaceLink
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children
from tocsin.mentions.armed_sides import is_ground, sides_in
from tocsin.mentions.bands import is_band
from tocsin.mentions.detained import held
from tocsin.mentions.draft import Scene
from tocsin.mentions.name_lists import names_behind
from tocsin.mentions.relations_kinds import can_fight, parties
from tocsin.mentions.relations_measures import measured
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_towns import agreeing, beside_army, not_itself, towns_within, unknown_town
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_conditions import is_attributive
from tocsin.mentions.standing_parties import who
from tocsin.mentions.standing_places import where
from tocsin.mentions.standing_reach import parts_of, sent_to
from tocsin.mentions.standing_slots import tokens_in
from tocsin.mentions.standing_words import POS, Standing

# Kinds about one side alone.
_ALONE = frozenset({RelationKind.DETAINED, RelationKind.HOLDS_OFFICE})
_MANY = frozenset({"town", "city", "village", "settlement", "locality", "place", "area", "region", "district"})
BESIDE = frozenset({"fight", "ally"})


def pairs(scene: Scene, i: int, row: Standing) -> Iterator[Sides]:
    """Yield the pairs of sides: each subject with each object, or with each place."""
    if row.kind is RelationKind.AT_WAR:
        yield from _enemies(scene, i, row)
        return
    subjects = _held(scene, i, row) if row.kind is RelationKind.DETAINED else _first(scene, i, row.subject)
    if row.kind is RelationKind.SANCTIONS:
        listed = next((found for s in row.object if (found := measured(scene, i, s))), [])
        yield from _each(subjects, listed)
    elif row.kind is RelationKind.TRUCE:
        yield from _two(subjects)
    elif row.place:
        yield from _in_places(scene, i, row, subjects)
    elif row.kind is RelationKind.BACKS:
        yield from _backed(scene, i, row, subjects)
    elif row.kind in _ALONE:
        objects = _first(scene, i, row.object)
        yield from (Sides(a, objects[0] if objects else None, None) for a in subjects)
    else:
        yield from _each(subjects, _first(scene, i, row.object))


def _each(subjects: list[ActorLink], objects: list[ActorLink]) -> Iterator[Sides]:
    return (Sides(a, b, None) for a in subjects for b in objects)


def _two(links: list[ActorLink]) -> Iterator[Sides]:
    return (Sides(a, b, None) for a, b in list(combinations(links, 2))[:1])


def _held(scene: Scene, i: int, row: Standing) -> list[ActorLink]:
    return next((found for s in row.subject if (found := _with_names(scene, tokens_in(scene, i, s)))), [])


def _with_names(scene: Scene, tokens: tuple[int, ...]) -> list[ActorLink]:
    """Return those who are held, with the persons of a list behind them: "ten people, among them X", "those detained: X, Y"."""
    out: list[ActorLink] = []
    for t in tokens:
        own = held(scene, (t,))
        many = scene.parse.tokens[t].tag == "NNS" or scene.parse.tokens[t].text.lower() == "those"
        named, is_whole = names_behind(scene, t) if many else ([], False)
        out += named if is_whole and named else [*own, *named]
    return out


def _in_places(scene: Scene, i: int, row: Standing, subjects: list[ActorLink]) -> Iterator[Sides]:
    """Yield each subject with each place."""
    places = next((p for s in row.place if (p := _places(scene, i, s, row.kind))), [])
    subjects = [not_itself(scene, i, a) for a in subjects]
    if is_attributive(scene, i):
        places = [*places, *towns_within(scene, places)]
    yield from (Sides(a, None, p) for a in subjects for p in places)


def _backed(scene: Scene, i: int, row: Standing, subjects: list[ActorLink]) -> Iterator[Sides]:
    """Yield who backs whom; a side that no link names may be told by whose men or arms it is."""
    subjects = subjects if _named(subjects) else _sides_first(scene, i, row.subject) or subjects
    objects = _first(scene, i, row.object)
    objects = objects if _named(objects) else _sides_first(scene, i, row.object) or objects
    if row.lemma not in BESIDE:
        yield from _each(subjects, objects)
        return
    both = (beside_army(scene, agreeing(scene, i, a), b) for a in subjects for b in objects)
    yield from (Sides(a, b, None) for a, b in both)


def _enemies(scene: Scene, i: int, row: Standing) -> Iterator[Sides]:
    """Yield who fights whom: each of one side each of the other, or two that fight each other."""
    ours = next((found for s in row.subject if (found := parties(scene, tokens_in(scene, i, s)))), [])
    theirs = next((found for s in row.object if (found := parties(scene, tokens_in(scene, i, s)))), [])
    ours = (
        ours
        if _named(ours) or any(is_band(a) for a in ours)
        else [a for a in _sides_first(scene, i, row.subject) if can_fight(a)]
    )
    theirs = theirs if _named(theirs) else [a for a in _sides_first(scene, i, row.object) if can_fight(a)]
    theirs = [a for a in theirs if not is_ground(scene, a)]
    mutual = row.above == "prep" or (row.pos == POS["v"] and not row.weak)  # "are at war", "are fighting"
    if row.subject == row.object or (mutual and not theirs):
        yield from _two(ours)
        return
    yield from _each(ours, theirs)


def _first(scene: Scene, i: int, names: tuple[str, ...]) -> list[ActorLink]:
    return next((found for s in names if (found := who(scene, tokens_in(scene, i, s)))), [])


def _sides_first(scene: Scene, i: int, names: tuple[str, ...]) -> list[ActorLink]:
    """Return the sides in the first slot that has any, also those that no link of their own tells."""
    return next((found for s in names if (found := sides_in(scene, tokens_in(scene, i, s)))), [])


def _named(links: list[ActorLink]) -> bool:
    return any(a.actor.id is not None for a in links)


def _places(scene: Scene, i: int, slot: str, kind: RelationKind) -> list[PlaceLink]:
    tokens = tokens_in(scene, i, slot)
    if slot == "part":
        tokens = parts_of(scene, i)
    if slot == "troops":
        tokens = sent_to(scene, i)
    if kind is RelationKind.CONTROLS:
        unknown = [p for t in tokens if (p := unknown_town(scene, t))]
        if unknown:
            return unknown
        tokens = tuple(t for t in tokens if not _are_many(scene, t))
    return where(scene, tokens, also_country=kind is not RelationKind.CONTROLS)


def _are_many(scene: Scene, t: int) -> bool:
    """Tell whether a word is for several places that nobody names ("the cities they had occupied")."""
    token = scene.parse.tokens[t]
    if token.tag != "NNS" or t in scene.place_at or token.lemma not in _MANY:
        return False
    names = (*slots(scene.tree, t).get("of", ()), *children(scene.parse, t, "appos", "compound", "nmod"))
    return not any(k in scene.place_at for k in names)
