"""Places that the gazetteer lacks but the text presents as such: "the village of Tal Baz", "Baz, Lebanon".

They are kept with what the text tells of them: the parent's point and precision, or the country of their sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.model import Parse, Place, PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.base.trees import ACTING
from tocsin.linking.place_evidence import PLACE_PREPOSITIONS
from tocsin.linking.place_words import common_words, feature_words, nationalities
from tocsin.linking.spelling import fold
from tocsin.linking.toponyms import blocked_tokens

_SCORE = 0.3  # a place that only its context makes one
_LABELS = ("GPE", "LOC", "FAC", "PERSON", "ORG")
_LAND = ("GPE", "LOC", "FAC")
# Between a place and what it lies in: "the Wedza district, Mashonaland", "camp in the city of", "located in".
_INTO = frozenset({",", "in", "of"})
_PASSED = frozenset({"the", "located", "situated", "refugee"})
_KINDS = frozenset({"province", "district", "town", "site", "feature"})
_REACH = 6  # words; farther off another clause begins


def link_unknown(reading: Reading, links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return links for places that the gazetteer lacks but the text presents as such.

    "the village of Tal Baz", "Baz, Lebanon": with the parent's country, province and point where one follows.
    """
    parse = reading.parse
    assert parse is not None
    taken = blocked_tokens(reading) | {i for link in links for i in range(link.first, link.last)}
    starts = {link.first: link for link in links}
    around = _sentence_countries(parse, links)
    out = []
    for entity in parse.entities:
        if entity.label not in _LABELS or taken & set(range(entity.first, entity.last)):
            continue
        first, last = _trimmed(parse, entity.first, entity.last)
        if first >= last or not _name_like(parse, first, last):
            continue
        parent = _parent(parse, last, starts)
        told = _told_place(parse, first, last)
        land = entity.label in _LAND
        located = first > 0 and parse.tokens[first - 1].text.lower() in PLACE_PREPOSITIONS
        if told or (land and (parent is not None or located)):
            name = reading.document.text[parse.tokens[first].start : parse.tokens[last - 1].end]
            place = in_parent(name, parent) or _in_country(name, around.get(parse.tokens[first].sent, set()))
            reason = f"unknown{',parent' if parent else ''} | {entity.label}"
            out.append(place_link(parse, first, last, place, reason, _SCORE))
    return out


def _parent(parse: Parse, last: int, starts: Mapping[int, PlaceLink]) -> PlaceLink | None:
    """Return what the text says right behind a place that it lies in ("the Adhamiyah district of Baghdad")."""
    tokens, words, is_led = parse.tokens, feature_words(), False
    for i in range(last, min(last + _REACH, parse.sentences[tokens[last - 1].sent].last)):
        if is_led and i in starts:
            return starts[i] if tokens[starts[i].token].dep not in ACTING else None
        word = tokens[i].text
        if word in _INTO:
            is_led = word != "of" or i > last
        elif word not in _PASSED and (is_led or words.get((word, "after")) not in _KINDS):
            return None  # a kind stands right behind the name; behind the comma another place begins
    return None


def place_link(parse: Parse, first: int, last: int, place: Place | None, reason: str, score: float) -> PlaceLink:
    """Return the link of tokens ``[first, last)``; its ``token`` is the last one headed from outside."""
    token = next((i for i in range(last - 1, first - 1, -1) if not first <= parse.tokens[i].head < last), last - 1)
    return PlaceLink(
        parse.tokens[first].start, parse.tokens[last - 1].end, first, last, token, place, reason, round(score, 3)
    )


def _trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """Return the span without an article and a possessive."""
    while first < last and parse.tokens[first].text.lower() == "the":
        first += 1
    while last > first and parse.tokens[last - 1].text in ("'s", "’s"):
        last -= 1
    return first, last


def _name_like(parse: Parse, first: int, last: int) -> bool:
    key = fold(" ".join(t.text for t in parse.tokens[first:last]))
    return (
        parse.tokens[first].text[0].isupper()
        and key.replace(" ", "").isalpha()
        and key not in nationalities()
        and key not in common_words()
    )


def _told_place(parse: Parse, first: int, last: int) -> bool:
    """Return whether a word beside the name says what kind of place it is."""
    words, tokens = feature_words(), parse.tokens
    places = ("province", "district", "town")
    if first > 1 and tokens[first - 1].text == "of" and words.get((tokens[first - 2].text.lower(), "of")) in places:
        return True
    after = tokens[last].text if last < len(tokens) else ""
    return after.islower() and words.get((after, "after")) in places


def in_parent(name: str, parent: PlaceLink | None) -> Place | None:
    """Return the unknown place with its parent's point: ``precision`` tells what the point stands for."""
    if parent is None or parent.place is None:
        return None
    return replace(parent.place, name=name, geonameid=None, population=0)


def _in_country(name: str, countries: set[str]) -> Place | None:
    """Return the unknown place in the one country that its sentence's places lie in, without a point."""
    if len(countries) != 1:
        return None
    return Place(name, None, next(iter(countries)), None, None, None, Precision.COUNTRY)


def _sentence_countries(parse: Parse, links: Sequence[PlaceLink]) -> dict[int, set[str]]:
    out: dict[int, set[str]] = {}
    for link in links:
        if link.place is not None and link.place.country:
            out.setdefault(parse.tokens[link.token].sent, set()).add(link.place.country)
    return out
