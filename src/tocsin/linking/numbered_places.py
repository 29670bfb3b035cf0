"""Quarters that are told by a number behind the name of their town: "Delmas 33", "Ciudad Bolívar 4"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import Parse, PlaceLink, Precision, Token

_DIGITS = 3
# What a number belongs to that stands behind it.
_COUNTED = frozenset({"NOUN", "PROPN", "NUM", "SYM", "ADJ"})
_JOINTS = frozenset({"-", "–", ":", "%", "/"})
# "Route 3", "Section 8": the number is theirs and makes no quarter.
_TOWNS = frozenset({Precision.TOWN, Precision.DISTRICT})


def with_numbers(parse: Parse, links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return the links, those of a town with a number behind its name as the quarter of that name."""
    return [_quarter(parse, k) if _is_numbered(parse.tokens, k) else k for k in links]


def _is_numbered(tokens: Sequence[Token], link: PlaceLink) -> bool:
    at = link.last
    if link.place is None or link.place.precision not in _TOWNS or at >= len(tokens):
        return False
    number = tokens[at]
    own = number.text.isdigit() and len(number.text) <= _DIGITS and link.first <= number.head < link.last
    if not own or number.start != tokens[at - 1].end + 1 or number.sent != tokens[at - 1].sent:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].sent == number.sent else None
    return after is None or (after.pos not in _COUNTED and after.text not in _JOINTS)


def _quarter(parse: Parse, link: PlaceLink) -> PlaceLink:
    assert link.place is not None
    number = parse.tokens[link.last]
    place = replace(
        link.place, name=f"{link.place.name} {number.text}", geonameid=None, precision=Precision.TOWN, population=0
    )
    return replace(link, end=number.end, last=link.last + 1, place=place, reason=f"numbered | {link.reason}")
