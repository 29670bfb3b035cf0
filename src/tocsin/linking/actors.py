"""Link every actor of a document: the register's names, names that it lacks, and unnamed ones by their phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from tocsin.base.model import ActorLink, PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.linking.found import words_of
from tocsin.linking.later import link_acronyms, link_family_names, share_appositions
from tocsin.linking.names import absorb, link_names
from tocsin.linking.nouns import load_nouns
from tocsin.linking.owners import with_owners
from tocsin.linking.phrases import sort_of
from tocsin.linking.register import Register
from tocsin.linking.scene import Scene
from tocsin.linking.unlisted import MODIFYING, link_unlisted
from tocsin.linking.unnamed import link_unnamed

__all__ = ["link_actors", "link_names", "main_country"]


def link_actors(reading: Reading, register: Register) -> Reading:
    """Return the reading with links for all actors but pronouns; call it after places have been linked.

    Named ones of ``link_names`` stay; unknown persons and organisations of the model's entity spans get country and
    sector from title, nationality and apposition; noun phrases for people and bodies are typed. A country that the
    phrase does not give stays ``None``.
    """
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    here = [k for k in reading.actors if k.first <= k.token < k.last and not _is_elsewhere(k, reading.places, register)]
    here = with_owners(parse, here, reading.places, main_country(reading))
    named = {k.token: k for k in here}
    twins = [k for k in reading.actors if not k.first <= k.token < k.last]
    scene = Scene(parse, words_of(parse), load_nouns(), named, {p.token: p for p in reading.places}, {})
    land = main_country(reading)
    for link in list(link_unlisted(reading, scene, land=land)):
        scene.links.setdefault(link.token, link)
    scene.memo.clear()
    unnamed = list(link_unnamed(reading, scene))
    heads = {k.token for k in unnamed}
    links = [k for k in _taken_back(scene, heads) if k.token not in heads] + unnamed + twins
    links = _preferring(link_family_names(parse, links), links)
    links = _preferring(link_acronyms(scene, links), links)
    return replace(reading, actors=absorb(share_appositions(parse, links)))


def main_country(reading: Reading) -> str | None:
    """Return the country that a document names most, by its states, organs and places; ``None`` if two are level."""
    found: Counter[str] = Counter()
    for link in reading.actors:
        if link.actor.country and (link.actor.id or "").startswith(("country:", "agency:")):
            found[link.actor.country] += 1
    found.update(p.place.country for p in reading.places if p.place is not None and p.place.country)
    best = found.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _is_elsewhere(link: ActorLink, places: Sequence[PlaceLink], register: Register) -> bool:
    """Tell whether a state's name was resolved to a place of another country ("Georgia" in the United States)."""
    if not (link.actor.id or "").startswith("country:"):
        return False
    for p in places:
        if p.token == link.token and p.place is not None and p.place.country in register.states:
            return p.place.country != link.actor.country and p.place.precision is not Precision.FEATURE
    return False


def _taken_back(scene: Scene, heads: Set[int]) -> list[ActorLink]:
    """Return the links without those that belong to the phrase of a noun that has a link of its own, of ``heads`` or before.

    A noun that only says what a name behind it is ("Canadian pension fund Les Placements") has none.
    """
    out = []
    properties = scene.nouns.words["property"]
    for i, link in scene.links.items():
        at, owned = i, False
        while scene.parse.tokens[at].dep in MODIFYING or (at == i and scene.parse.tokens[at].dep == "conj"):
            above = scene.parse.tokens[at].head
            if scene.parse.tokens[at].dep == "conj" and scene.parse.tokens[above].dep not in MODIFYING:
                break
            says_what = scene.parse.tokens[above].dep in MODIFYING and above not in heads and _names(scene, above)
            is_sort = sort_of(scene, above) is not None and not says_what
            has_link = above in scene.links or is_sort or scene.parse.tokens[above].lemma in properties
            owned = owned or (above > i and bool(has_link))
            at = above
        if not owned:
            out.append(link)
    return out


def _names(scene: Scene, i: int) -> bool:
    """Tell whether the word that a noun modifies is a name without a link."""
    above = scene.parse.tokens[scene.parse.tokens[i].head]
    return above.i > i and above.pos == "PROPN" and above.i not in scene.links


def _preferring(new: Iterable[ActorLink], old: Sequence[ActorLink]) -> list[ActorLink]:
    """Return old and new links, without old ones at the tokens of new ones."""
    fresh: Mapping[int, ActorLink] = {k.token: k for k in new}
    return [k for k in old if k.token not in fresh] + list(fresh.values())
