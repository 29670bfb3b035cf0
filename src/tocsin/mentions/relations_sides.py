"""Who and what stands on the sides of a relation, and who of several holds a place."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.base.geo import LOCAL
from tocsin.base.homes import is_bare_army
from tocsin.base.model import REBELS, STATE_FORCES, Actor, ActorLink, PlaceLink
from tocsin.mentions.draft import Scene


@dataclass(frozen=True, slots=True)
class Sides:
    """Who and what a row found on its sides."""

    subject: ActorLink
    object: ActorLink | None
    place: PlaceLink | None


def holders(scene: Scene, sides: list[Sides]) -> list[Sides]:
    """Return those who hold what several took: those at home before allies from abroad, the state's forces before militias."""
    land = next((s.place.place.country for s in sides if s.place and s.place.place), None)
    rebels = [s for s in sides if s.subject.actor.sector == "REB"]
    first = min((s.subject.first for s in sides), default=0)
    if (
        rebels
        and len(sides) > 1
        and first > 1
        and "between" in {t.lemma for t in scene.parse.tokens[max(first - 2, 0) : first + 1]}
    ):
        return rebels  # "fighting between the army and rebels who took the town"
    home = [
        s
        for s in sides
        if s.subject.actor.country in (land, None) or is_bare_army(scene.text[s.subject.start : s.subject.end])
    ] or sides
    return [s for s in home if s.subject.actor.sector in STATE_FORCES] or home


def is_local(link: PlaceLink | None) -> bool:
    """Tell whether a place is one that is taken and left as a whole: a town, a site, a district."""
    return link is not None and link.place is not None and link.place.precision in LOCAL


def same_side(one: Actor, other: Actor) -> bool:
    """Tell whether two are one side: the same, organs of one state, or rebels of one country where one is unnamed."""
    if one.id is not None and one.id == other.id:
        return True
    both = one.sector in STATE_FORCES and other.sector in STATE_FORCES
    rebels = one.sector == other.sector and one.sector in REBELS
    return one.country is not None and one.country == other.country and (both or rebels)
