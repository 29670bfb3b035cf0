"""Grounds: a state's own air, water and land as a place: "in Turkish airspace", "into Iranian waters", "on Congolese soil"."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Parse, Place, PlaceLink
from tocsin.base.reading import Reading
from tocsin.linking.gazetteer import Gazetteer
from tocsin.linking.place_source import COUNTRY
from tocsin.linking.spelling import fold

REASON = "a state's own ground"
_SCORE = 0.9
_GROUNDS = frozenset({"airspace", "soil", "territory", "water"})
# Behind these it is where something happens; who "violates Turkish airspace" wrongs Turkey.
_WHERE = frozenset({"in", "on", "into", "inside", "over", "within", "from", "near", "through", "outside", "onto"})


def link_grounds(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading with a place for each ground that a state's adjective stands before, behind a word of place.

    The adjective is no party then. Call it after the register's names are linked and before actors are.
    """
    parse = reading.parse
    if parse is None:
        return reading
    taken = {i for p in reading.places for i in range(p.first, p.last)}
    found = {k: place for k in reading.actors if k.token not in taken and (place := _ground(parse, k, gazetteer))}
    if not found:
        return reading
    links = [_link(parse, k, place) for k, place in found.items()]
    places = tuple(sorted([*reading.places, *links], key=lambda p: p.start))
    return replace(reading, places=places, actors=tuple(k for k in reading.actors if k not in found))


def _ground(parse: Parse, link: ActorLink, gazetteer: Gazetteer) -> Place | None:
    """Return the country whose ground a state's adjective makes of the noun behind it."""
    token = parse.tokens[link.token]
    noun = parse.tokens[token.head]
    is_state = (link.actor.id or "").startswith("country:") and token.dep in ("amod", "compound", "nmod")
    if not is_state or noun.lemma not in _GROUNDS or noun.i != link.last or noun.dep != "pobj":
        return None
    return _country(link.actor, gazetteer) if parse.tokens[noun.head].lemma in _WHERE else None


def _country(state: Actor, gazetteer: Gazetteer) -> Place | None:
    entries = gazetteer.entries(fold(state.name))
    return next((e.place for e in entries if e.kind == COUNTRY and e.place.country == state.country), None)


def _link(parse: Parse, link: ActorLink, place: Place) -> PlaceLink:
    end = parse.tokens[link.last]
    return PlaceLink(link.start, end.end, link.first, link.last + 1, end.i, place, REASON, _SCORE)
