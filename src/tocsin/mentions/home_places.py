"""Where a place that is held or taken lies: with the story, where no table knows it or only a namesake abroad."""

from __future__ import annotations

from tocsin.base.geo import LOCAL
from tocsin.base.model import Place, PlaceLink, Precision
from tocsin.mentions.draft import Scene


def place_at_home(scene: Scene, link: PlaceLink) -> PlaceLink:
    """Return the link of a place that is held or taken; a town that no table knows, or only abroad, lies where the story does.

    "Muse" in a story of Myanmar is no town of Alabama: nothing else in the story is of that country.
    """
    place = link.place
    if place is None or (place.geonameid is None and link.reason.startswith("unknown")):
        return unknown_place(scene, link.first, link.last)
    if place.precision not in LOCAL or place.country in _told_countries(scene, link):
        return link
    return unknown_place(scene, link.first, link.last)


def _told_countries(scene: Scene, but: PlaceLink) -> set[str | None]:
    """Return the countries of the document's other places and of its named actors; none is told of with certainty."""
    name = but.place.name if but.place else ""
    places = {p.place.country for p in scene.reading.places if p.place is not None and p.place.name != name}
    return {None, *places, *(a.actor.country for a in scene.reading.actors if a.basis == "named" and a.actor.id)}


def unknown_place(scene: Scene, first: int, last: int) -> PlaceLink:
    """Return a name that no table knows as a town of the country that the document tells of."""
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    place = Place(scene.text[start:end], None, scene.land, None, None, None, Precision.TOWN)
    return PlaceLink(start, end, first, last, last - 1, place, "a name that is held or taken; no table knows it")
