"""Namesakes that the words behind a name rule out: "Woro in Kwara State, Nigeria" is no village of Indonesia.

The gazetteer lacks the place that is meant; it is kept as one that only the text makes known, with the point of the
province or country behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.model import PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.base.trees import ACTING
from tocsin.linking.unknown_places import in_parent

# What stands between a place and the one that it lies in.
_BETWEEN = frozenset({(",",), ("in",), (",", "in"), ("]]", ",")})
_JOINS = frozenset({"and", "or", "&"})
_WHOLE = (Precision.COUNTRY, Precision.PROVINCE)
_SCORE = 0.3


def without_contradicted(reading: Reading, links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return the links, those to a place of another country than the text says behind the name placed where it says."""
    out = list(links)
    for chain in _chains(reading, links):
        for n in reversed(chain[:-1]):  # from large to small: each lies in the nearest one behind it
            if _is_elsewhere(links[n], out[n + 1]):
                out[n] = _moved(reading, links[n], out[n + 1])
    return out


def _chains(reading: Reading, links: Sequence[PlaceLink]) -> Iterator[list[int]]:
    """Yield the numbers of places told one inside the other, from small to large, that end in a sure one (``_is_sure``)."""
    assert reading.parse is not None
    tokens, chain = reading.parse.tokens, [0] if links else []
    for n in range(1, len(links) + 1):
        between = tuple(t.text for t in tokens[links[n - 1].last : links[n].first]) if n < len(links) else ()
        acts = n < len(links) and tokens[links[n].token].dep in ACTING
        if between in _BETWEEN and not acts:
            chain.append(n)
            continue
        ends = links[chain[-1]] if chain else None
        is_list = bool({t.text for t in tokens[ends.last : ends.last + 2]} & _JOINS) if ends is not None else True
        whole = [links[k].place for k in chain if _is_whole(links[k])]
        if ends is not None and len(chain) > 1 and _is_sure(ends) and not is_list and len(whole) <= len(chain) - 1:
            yield chain
        chain = [n]


def _is_whole(link: PlaceLink) -> bool:
    return link.place is not None and link.place.precision in _WHOLE


def _is_sure(link: PlaceLink) -> bool:
    """Tell whether a link is to a province, a country, or a place whose country the document tells of besides."""
    return _is_whole(link) or "country" in _signs(link)


def _signs(link: PlaceLink) -> list[str]:
    """Return what spoke for the place of a link, as the first part of its reason has it."""
    return link.reason.partition(" | ")[0].split(",")


def _is_elsewhere(link: PlaceLink, parent: PlaceLink) -> bool:
    place, around = link.place, parent.place
    if place is None or around is None or place.precision is Precision.COUNTRY:
        return False
    if "capital" in _signs(link):
        return False  # "in Brussels, Ukraine asked for weapons"
    return None not in (place.country, around.country) and place.country != around.country


def _moved(reading: Reading, link: PlaceLink, parent: PlaceLink) -> PlaceLink:
    place = in_parent(reading.document.text[link.start : link.end], parent)
    return replace(link, place=place, reason=f"unknown,parent | {link.reason}", score=_SCORE)
