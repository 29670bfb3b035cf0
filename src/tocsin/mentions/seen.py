"""Who the reader model sees on a side: linked actors, and names, lands and people that the word itself stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.base.model import Actor, ActorLink, Precision
from tocsin.base.senses import Sense
from tocsin.base.trees import INNER, phrase
from tocsin.mentions.draft import Scene
from tocsin.mentions.fallback import is_ground
from tocsin.mentions.means import weapon_modes
from tocsin.mentions.roles import actors_of, is_actor, is_area

# A name that the slots do not give is a candidate from this share on.
_ASK = 0.03
# From here on the model takes a word for somebody's.
_SURE = 0.5
# From here on whom it means is a candidate wherever the tree has the word: of 1,442 parties that it gives so much, on items
# that it did not learn from, 1,396 are of a country that the annotators have on that side.
_CERTAIN = 0.9
_OF = frozenset({"of", "from"})
_HYPHENS = frozenset({"-", "–"})
_STEPS = 3  # from a word up to the noun of its phrase
_INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "det", "case", "punct"})
_WITHIN = _INSIDE | INNER | {"npadvmod"}
# Words that stand for people whom no noun names ("many called for", "evict everyone", "those arrested").
_SOME = frozenset({"many", "everyone", "everybody", "those", "some", "others", "anyone", "someone", "several", "all", "most",
                   "few", "hundreds", "dozens", "thousands"})  # fmt: skip


def seen(scene: Scene, sense: Sense) -> Iterator[ActorLink]:
    """Yield those whom the model sees on a side: linked ones, and names and owners that the word itself stands for."""
    for token, shares in sense.roles.items():
        if max(shares[:2]) >= _CERTAIN:
            yield from _certain(scene, sense, token)
        if max(shares[:2]) < _ASK or is_ground(scene, token):
            continue
        around = scene.phrase_at.get(token)
        apart = around is not None and around.token != token and token not in scene.actor_at
        if around is not None and apart and _may_act(scene, around):
            yield around  # "Russian" of "the Russian drone", "people" of "the bodies of eleven people"
        if _is_within(scene, token) and not _outshines(scene, sense, token):
            continue
        word = scene.parse.tokens[token]
        if (
            token not in scene.actor_at
            and max(shares[:2]) >= _SURE
            and (link := _glimpsed(scene, token, shares)) is not None
        ):
            yield link
            continue
        if token not in scene.actor_at and (word.dep in _INSIDE or word.pos not in ("NOUN", "PROPN")):
            continue
        yield from (link for link, _ in actors_of(scene, token, "obj"))


def _certain(scene: Scene, sense: Sense, token: int) -> Iterator[ActorLink]:
    """Yield whom a word names that the model surely means, wherever the tree has it.

    Not where it is part of somebody else's phrase whom the model means, too ("Sudan's army"); a word that is a place only
    as an owner, since a land or town elsewhere is mostly where it happens ("a court in Tunis").
    """
    is_place = token in scene.place_at and scene.parse.tokens[token].dep not in INNER
    is_inside = any(a.token != token and _is_meant(sense, a.token) for a in scene.actors_over.get(token, ()))
    if is_place or is_inside or _is_owner(scene, sense, token):
        return
    for link in scene.actor_at.get(token, ()):
        is_ground_there = link.actor.sector in ("GOV", "CVL") and is_area(scene, link, "obj")
        if link.actor.sector is not None and not is_ground_there:
            yield link


def _is_meant(sense: Sense, token: int) -> bool:
    return max(sense.roles.get(token, (0.0,))[:2]) >= _SURE


def _is_owner(scene: Scene, sense: Sense, token: int) -> bool:
    """Tell whether a word belongs to somebody else whom the model means: "Iran" of "the Iran-backed group"."""
    at = token
    for _ in range(_STEPS):
        above = _owner(scene, at, _WITHIN)
        if above is None:
            return False
        if above in scene.actor_at and _is_meant(sense, above):
            return True
        at = above
    return False


def _owner(scene: Scene, token: int, deps: frozenset[str]) -> int | None:
    """Return the noun that a word belongs to, over an "of" or by one of ``deps``; ``None`` where it belongs to none."""
    word = scene.parse.tokens[token]
    above = scene.parse.tokens[word.head]
    if word.dep == "pobj" and above.lemma in _OF:
        above = scene.parse.tokens[above.head]
    elif word.dep not in deps:
        return None
    return above.i if above.i != token else None


def _glimpsed(scene: Scene, token: int, shares: Sequence[float]) -> ActorLink | None:
    """Return whom the model surely means by a word that no table has: a province that acts, or people."""
    place = scene.place_at.get(token)
    if place is not None and place.place is not None:
        if place.place.precision is Precision.COUNTRY or scene.parse.tokens[token].dep in _INSIDE or shares[0] < _SURE:
            return None  # a town that is taken or hit is ground
        actor = Actor(None, place.place.name, place.place.country, "GOV")
        return ActorLink(place.start, place.end, place.first, place.last, token, actor, "named", "place that acts")
    word = scene.parse.tokens[token]
    is_noun = word.pos == "NOUN" and word.dep not in _INSIDE and scene.tree.lemma(token) not in scene.kinds
    if token in scene.phrase_at or token in scene.reading.senses or not (is_noun or word.text.casefold() in _SOME):
        return None  # what tells of a happening is nobody ("denounced the attack")
    first, last = phrase(scene.parse, token, prepositions=False)
    if any(is_actor(a) for i in range(first, last) for a in scene.actor_at.get(i, ())) or actors_of(
        scene, token, "obj"
    ):
        return None
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    actor = Actor(None, " ".join(scene.text[start:end].split()), None, "CVL")
    return ActorLink(start, end, first, last, token, actor, "typed", "people by the reader; no country in its phrase")


def _may_act(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase may stand for somebody: no area, and no country in which something happens.

    "Killed in Russian missile and drone strikes" happens in no Russia, even where the tree hangs the strikes elsewhere.
    """
    ground = is_ground(scene, link.token) and scene.tree.lemma(link.token) not in weapon_modes()
    return is_actor(link) and not is_area(scene, link, "obj") and not ground


def _outshines(scene: Scene, sense: Sense, token: int) -> bool:
    """Tell whether the model means somebody whom the parser hung on their country ("Prime Minister of Thailand Thaksin")."""
    is_person = any((a.actor.id or "").startswith("person:") for a in scene.actor_at.get(token, ()))
    return is_person and _is_meant(sense, token)


def _is_within(scene: Scene, token: int) -> bool:
    """Tell whether a word is part of somebody's phrase: "Sudan" of "Sudan's army", "Iran" of "the Iran-backed group"."""
    if token in scene.inside and token not in scene.actor_at:
        return True
    word = scene.parse.tokens[token]
    joined = scene.parse.tokens[token + 1 : token + 2]
    if joined and joined[0].text in _HYPHENS and joined[0].start == word.end:
        return True
    return _owner(scene, token, INNER) in scene.actor_at
