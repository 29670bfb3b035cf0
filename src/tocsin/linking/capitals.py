"""Capitals that are not named: "the Congolese capital", "the capital of the DRC", "Congo's capital" are Kinshasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.base.model import Parse, Place, PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.base.states import capitals
from tocsin.base.trees import INNER, children
from tocsin.linking.entries import Form
from tocsin.linking.gazetteer import Gazetteer
from tocsin.linking.register import Register

REASON = "capital of the state named with it"
_SCORE = 0.9
# Modifiers that make it the capital of something smaller than a state.
_SMALLER = frozenset({"provincial", "regional", "state", "district", "county", "departmental", "former"})


def link_capitals(reading: Reading, register: Register, gazetteer: Gazetteer) -> Reading:
    """Return the reading with a place for each "capital" whose phrase tells the state; call it after actors are linked."""
    parse = reading.parse
    if parse is None:
        return reading
    taken = {i for p in reading.places for i in range(p.first, p.last)}
    links = list(reading.places)
    for token in parse.tokens:
        if token.lemma != "capital" or token.tag != "NN" or token.i in taken:
            continue
        country = _state(reading, parse, token.i, register)
        place = _capital(country, gazetteer) if country else None
        if place is not None:
            links.append(PlaceLink(token.start, token.end, token.i, token.i + 1, token.i, place, REASON, _SCORE))
    return replace(reading, places=tuple(sorted(links, key=lambda p: p.start)))


def _state(reading: Reading, parse: Parse, capital: int, register: Register) -> str | None:
    """Return the country of the state that a capital's phrase names."""
    below = [parse.tokens[k] for k in children(parse, capital)]
    if any(t.lemma in _SMALLER for t in below):
        return None
    states = _states(reading)
    for t in below:
        named = [t.i] if t.dep in INNER else []
        named += [k for k in children(parse, t.i) if t.text == "of" and t.dep == "prep"]
        for i in named:
            if country := states.get(i) or _adjective(parse.tokens[i].text, register):
                return country
    return None


def _states(reading: Reading) -> Mapping[int, str | None]:
    found = {p.token: p.place.country for p in reading.places if p.place and p.place.precision is Precision.COUNTRY}
    return found | {a.token: a.actor.country for a in reading.actors if (a.actor.id or "").startswith("country:")}


def _adjective(word: str, register: Register) -> str | None:
    match = register.match([word], 0)
    is_state = match is not None and match.form is Form.ADJECTIVE and match.entries[0].kind == "state"
    return match.entries[0].country if match is not None and is_state else None


def _capital(country: str, gazetteer: Gazetteer) -> Place | None:
    names = capitals().get(country)
    places = gazetteer.candidates(names[0]) if names else ()
    return next((p for p in places if p.country == country and p.precision is Precision.TOWN), None)
