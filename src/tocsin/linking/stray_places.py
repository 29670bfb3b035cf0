"""Small namesakes abroad of towns that the gazetteer lacks: "Mundri" in a story of South Sudan is no village of Java.

What is taken off here is linked anew, as a town of the document's country, where the text speaks of it as a place;
else it keeps the link that it had.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.geo import LOCAL
from tocsin.base.model import PlaceLink
from tocsin.base.reading import Reading
from tocsin.linking.place_mentions import SHARED_NAMES
from tocsin.linking.spelling import fold
from tocsin.linking.told_places import names_in
from tocsin.linking.toponyms import blocked_tokens

_SMALL, _SMALL_BY_OTHER_NAME = 30_000, 100_000  # people; a place known by several names is less sure
_AT_HOME = 4  # so many towns of one country make it the story's


def strays(reading: Reading, links: Sequence[PlaceLink], land: str | None) -> list[PlaceLink]:
    """Return the links to small places abroad, of a country that nothing else in the document is of.

    Also those to a place abroad whose name is only the beginning of the one in the text ("Wadi" of "Wadi al-Rabie").
    """
    parse = reading.parse
    if parse is None or land is None or land in SHARED_NAMES:
        return []
    if sum(k.place is not None and k.place.country == land and k.place.precision in LOCAL for k in links) < _AT_HOME:
        return []
    runs = set(names_in(parse.tokens, blocked_tokens(reading)))
    return [k for k in links if _is_abroad(k, land) and _is_stray(reading, links, k, runs)]


def _is_abroad(link: PlaceLink, land: str) -> bool:
    place = link.place
    known = place is not None and place.geonameid is not None and place.country not in (None, land)
    return known and place is not None and place.precision in LOCAL and ",parent" not in link.reason


def _is_stray(reading: Reading, links: Sequence[PlaceLink], link: PlaceLink, runs: set[tuple[int, int]]) -> bool:
    place = link.place
    assert place is not None
    longer = (r for r in runs if r[0] <= link.first and link.last <= r[1] and r[1] - r[0] > link.last - link.first)
    if any(sum(a <= k.first < b for k in links) == 1 for a, b in longer):
        return True  # not "the Herat-Kabul road"
    others = [k.place for k in links if k.place is not None and _same_country(k, link)]
    if any(p.precision in LOCAL and p.population >= _SMALL for p in others):
        return False  # small ones may all be namesakes
    by_other_name = fold(reading.document.text[link.start : link.end]) != fold(place.name)
    told = any(p.precision not in LOCAL for p in others) or any(
        a.actor.country == place.country for a in reading.actors
    )
    if told:
        return by_other_name and place.population < _SMALL
    return place.population < (_SMALL_BY_OTHER_NAME if by_other_name else _SMALL)


def _same_country(other: PlaceLink, link: PlaceLink) -> bool:
    """Tell whether a link to another place is of the same country."""
    a, b = other.place, link.place
    return a is not None and b is not None and a.country == b.country and a.name != b.name
