"""Bearings: the point of a place that the gazetteer lacks, by one that the text puts beside it.

"Ayn Daqnah, east of Menagh" lies where Menagh does, as far as the text tells; "30 kilometers north of Maiduguri" tells more.
A quarter ("the Julan neighborhood") lies in the town that was named last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.geo import POINTS, displaced
from tocsin.base.model import Parse, Place, PlaceLink, Precision, Token
from tocsin.linking.place_words import Part, directions, feature_words

# Words between a place and the one that tells where it lies; farther off another clause begins.
_REACH = 16
_NEAR = frozenset({"near", "outside", "beside", "close", "nearby"})
_PASSED = frozenset(
    {",", "-", "(", ")", "a", "an", "the", "of", "to", "from", "in", "which", "be", "lie", "locate", "situate"}
)
_PASSED |= frozenset({"just", "about", "some", "around", "roughly", "approximately", "nearly", "small", "remote"})
_KM = {"kilometer": 1.0, "kilometre": 1.0, "km": 1.0, "mile": 1.609}
# Without a direction, a distance up to which the other's point will do.
_CLOSE_KM = 25.0
_QUARTERS = frozenset({"neighborhood", "neighbourhood", "quarter", "suburb"})


def with_bearings(parse: Parse, links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return the links, those of places without a point with that of the place beside them; ``reason`` names it."""
    starts = {k.first: k for k in links}
    return [_with_point(parse, k, starts, links) if _is_pointless(k) else k for k in links]


def _is_pointless(link: PlaceLink) -> bool:
    return link.place is not None and link.place.lat is None and link.place.geonameid is None


def _with_point(parse: Parse, link: PlaceLink, starts: dict[int, PlaceLink], links: Sequence[PlaceLink]) -> PlaceLink:
    assert link.place is not None
    beside = _beside(parse, link.last, starts) or _town_of(parse, link, links)
    if beside is None or beside[0].country != link.place.country:
        return link
    other, (lat, lon) = beside
    precision = link.place.precision if link.place.precision in POINTS else Precision.TOWN
    place = replace(link.place, lat=lat, lon=lon, admin1=other.admin1, precision=precision)
    return replace(link, place=place, reason=f"{link.reason}; beside {other.name}")


def _beside(parse: Parse, last: int, starts: dict[int, PlaceLink]) -> tuple[Place, tuple[float, float]] | None:
    """Return the place that the text puts a name beside, and the point that it tells."""
    tokens, part, far, is_near = parse.tokens, (0, 0), None, False
    for i in range(last, min(last + _REACH, parse.sentences[tokens[last - 1].sent].last)):
        word = tokens[i].lemma.lower()
        if word == "to" and tokens[i - 1].lemma != "close":
            return None  # "drove from Tolkobey south to Maiduguri"
        if i in starts and (is_near or part != (0, 0) or far is not None):
            return _pointed(starts[i], part, far)
        if word in directions() and not word.endswith("ern"):  # "in northern Mali" is no bearing
            part = _turned(part, directions()[word])
        elif word in _KM:
            far = _number(tokens[i - 1], _KM[word])
            if far is None:
                return None  # "two hundred kilometers": how far is not read
        elif word in _NEAR | _QUARTERS:
            is_near = True
        elif i in starts or not (word in _PASSED or tokens[i].pos == "NUM" or (word, "after") in feature_words()):
            return None
    return None


def _turned(part: Part, more: Part) -> Part:
    """Return "north" and then "west" as one direction."""
    return part[0] or more[0], part[1] or more[1]


def _number(token: Token, unit: float) -> float | None:
    try:
        return float(token.text.replace(",", "")) * unit
    except ValueError:
        return None


def _pointed(link: PlaceLink, part: Part, far: float | None) -> tuple[Place, tuple[float, float]] | None:
    place = link.place
    if place is None or place.lat is None or place.lon is None or place.precision not in POINTS:
        return None
    if far is not None and part == (0, 0) and far > _CLOSE_KM:
        return None
    return place, displaced(place.lat, place.lon, part, far or 0.0)


def _town_of(parse: Parse, link: PlaceLink, links: Sequence[PlaceLink]) -> tuple[Place, tuple[float, float]] | None:
    """Return the town named last before a quarter."""
    after = parse.tokens[link.last].lemma.lower() if link.last < len(parse.tokens) else ""
    if after not in _QUARTERS:
        return None
    before = (k.place for k in links if k.last <= link.first and k.place is not None)
    towns = [p for p in before if p.precision is Precision.TOWN and p.geonameid is not None]
    last = towns[-1] if towns else None
    return None if last is None or last.lat is None or last.lon is None else (last, (last.lat, last.lon))
