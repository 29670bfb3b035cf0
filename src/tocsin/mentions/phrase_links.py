"""A link for the whole phrase of a noun that linking has as no actor."""

from __future__ import annotations

from tocsin.base.model import Actor, ActorLink
from tocsin.base.trees import phrase
from tocsin.mentions.draft import Scene


def phrase_link(
    scene: Scene, t: int, sector: str, reason: str, *, country: str | None = None, prepositions: bool = True
) -> ActorLink:
    """Return the phrase at a noun as an unnamed actor of a sector, called by its words; ``prepositions`` as in ``phrase``."""
    first, last = phrase(scene.parse, t, prepositions=prepositions)
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    return ActorLink(start, end, first, last, t, Actor(None, scene.text[start:end], country, sector), "typed", reason)
