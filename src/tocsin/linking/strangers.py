"""States that a noun beside a place cannot stand for: "the army has held Lashkar Gah" is not the American army named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tocsin.base.model import STATE_FORCES, ActorLink, Parse, PlaceLink, Precision
from tocsin.linking.antecedents import Candidate

_ARMIES = frozenset({"army", "military"})
# How much more often the land of a sentence's places must be told of than the state: who wages war abroad is told of often.
_MORE = 3


def is_stranger(
    parse: Parse, link: ActorLink, stands_for: ActorLink, places: Sequence[PlaceLink], seen: Sequence[Candidate]
) -> bool:
    """Tell whether a state or its force, found for "the government" or "the army", is none of the story's.

    That is so where the sentence names places of another land alone, which the document tells of far more often, and
    nobody was called so before. An army named as such is at war there: "the IDF", "the Israeli military".
    """
    actor, noun = stands_for.actor, parse.tokens[link.token].lemma
    if actor.country is None or actor.sector not in STATE_FORCES or (actor.id or "").startswith("person:"):
        return False
    if any(c.link.actor.id == actor.id and _is_army(parse, c.link) for c in seen):
        return False
    near = [p for p in places if parse.tokens[p.token].sent == parse.tokens[link.token].sent]
    lands = {country for p in near if (country := _land(p)) is not None}
    if not lands or actor.country in lands:
        return False
    if any(c.link.actor.country == actor.country and parse.tokens[c.link.token].lemma == noun for c in seen):
        return False
    told = Counter(c.link.actor.country for c in seen) + Counter(map(_land, places))
    return max(told[land] for land in lands) >= _MORE * told[actor.country]


def _is_army(parse: Parse, link: ActorLink) -> bool:
    """Tell whether somebody is named as an army as a whole and not as some of its troops."""
    word = parse.tokens[link.token]
    return link.actor.sector == "MIL" and (word.pos == "PROPN" or word.lemma in _ARMIES)


def _land(link: PlaceLink) -> str | None:
    place = link.place
    return place.country if place is not None and place.precision is not Precision.COUNTRY else None
