"""Link the toponyms of a reading to places: ``link_places`` is the step, its parts are in the modules beside it.

Names are matched (``toponyms``), weighed (``place_evidence``), resolved together (``place_senses``).
Here the winners become links: parts of places get a point of their own, datelines are marked,
and places that the gazetteer lacks are kept with what their parent tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.dateline import datelines
from tocsin.base.model import Parse, Place, PlaceLink, Precision
from tocsin.base.reading import Reading
from tocsin.linking.bearings import with_bearings
from tocsin.linking.contradicted import without_contradicted
from tocsin.linking.gazetteer import Entry, Gazetteer
from tocsin.linking.numbered_places import with_numbers
from tocsin.linking.place_mentions import listed_provinces, weigh_all, with_countries
from tocsin.linking.place_senses import Choice, choose_senses
from tocsin.linking.place_source import CAPITAL, COUNTRY, TOWN
from tocsin.linking.place_words import Part, part_name
from tocsin.linking.spelling import fold
from tocsin.linking.stray_places import strays
from tocsin.linking.told_places import land_of, link_told
from tocsin.linking.toponyms import Toponym, match_names
from tocsin.linking.unknown_places import link_unknown, place_link

ENOUGH = 0.0  # evidence above which a name is a place
PART_SHIFT = 0.5  # how far from the middle towards the edge the point of "northern X" lies
DATELINE = "dateline"
_SAME_LETTERS = 4


def link_places(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading with a ``PlaceLink`` for each toponym, in text order.

    Needs ``parse``; run after the register's links, whose persons and groups are no places.
    ``score`` is the winner's share of the candidates' odds, in [0, 1]; ``reason`` is ``dateline``,
    or what decided the sense, a bar, and the evidence for a place in points.
    """
    if reading.parse is None:
        return reading
    weighed = weigh_all(reading.parse, match_names(reading, gazetteer))
    toponyms = _accepted(with_countries(weighed, _countries(reading, weighed)))
    mentions: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        mentions.setdefault(toponym.key, []).append(toponym)
    listed = listed_provinces(reading.parse.tokens, toponyms)
    senses = choose_senses(mentions, toponyms, _actor_countries(reading), _state_names(reading), listed)
    links = without_contradicted(reading, [_link(reading.parse, t, senses[t.key], gazetteer) for t in toponyms])
    links += link_unknown(reading, links)
    links = with_numbers(reading.parse, _with_told(reading, links, gazetteer))
    links = with_bearings(reading.parse, links)
    return replace(reading, places=tuple(_with_datelines(reading, links)))


def _with_told(reading: Reading, links: Sequence[PlaceLink], gazetteer: Gazetteer) -> list[PlaceLink]:
    """Return the links with those of towns that only the text makes known; they take the place of namesakes abroad."""
    land = land_of(reading, links)
    away = strays(reading, links, land)
    spans = {(k.first, k.last) for k in away}
    kept = [k for k in links if (k.first, k.last) not in spans]
    told = link_told(reading, kept, gazetteer, land)
    found = {i for k in told for i in range(k.first, k.last)}
    back = [k for k in away if not found & set(range(k.first, k.last))]
    return sorted([*kept, *told, *back], key=lambda link: link.start)


def _accepted(weighed: Sequence[Toponym]) -> list[Toponym]:
    """Return the toponyms with enough evidence, their parents renumbered."""
    kept = [n for n, t in enumerate(weighed) if t.evidence > ENOUGH]
    number = {old: new for new, old in enumerate(kept)}
    out = []
    for n in kept:
        parent = weighed[n].parent
        out.append(replace(weighed[n], parent=number.get(parent) if parent is not None else None))
    return out


def _countries(reading: Reading, weighed: Sequence[Toponym]) -> frozenset[str]:
    """Return the countries that the document names, as places or by their actors."""
    named = {
        e.place.country
        for t in weighed
        if t.evidence > ENOUGH
        for e in t.entries
        if e.kind == COUNTRY and e.place.country
    }
    return frozenset(named | {link.actor.country for link in reading.actors if link.actor.country})


def _actor_countries(reading: Reading) -> Counter[str]:
    """Return how many register actors each country has, other than states named as such."""
    return Counter(
        link.actor.country
        for link in reading.actors
        if link.actor.country and link.actor.country.isupper() and not (link.actor.id or "").startswith("country:")
    )


def _state_names(reading: Reading) -> dict[str, str]:
    """Return the folded names that the register reads as a state, with the country: "moscow" is RUS."""
    text = reading.document.text
    return {
        fold(text[link.start : link.end]): link.actor.country
        for link in reading.actors
        if link.actor.country and (link.actor.id or "").startswith("country:")
    }


def _link(parse: Parse, toponym: Toponym, ranked: Sequence[Choice], gazetteer: Gazetteer) -> PlaceLink:
    best = ranked[0]
    entry = _unit_meant(toponym, best.entry, gazetteer)
    place, reason = entry.place, best.reason
    if toponym.part is not None:
        place, reason = part_of(place, toponym.part, gazetteer.box(entry.number)), f"part,{reason}"
    reason = f"{reason} | {toponym.reason}" + (f"; {own}" if (own := gazetteer.own.get(entry.number)) else "")
    return place_link(parse, toponym.first, toponym.last, place, reason, best.share)


def _unit_meant(toponym: Toponym, entry: Entry, gazetteer: Gazetteer) -> Entry:
    """Return the province of a town where a word says that the province is meant: "Belgorod oblast".

    Official names ("Belgorodskaya oblast'") often keep only the beginning of the town's.
    """
    if toponym.unit != "province" or entry.kind not in (TOWN, CAPITAL) or entry.admin1 is None:
        return entry
    province = gazetteer.entry(entry.admin1)
    same = fold(province.place.name)[:_SAME_LETTERS] == fold(entry.place.name)[:_SAME_LETTERS]
    return province if same else entry


def part_of(place: Place, part: Part, box: tuple[float, float, float, float] | None) -> Place:
    """Return a part of a place as a feature with a point between its middle and that edge.

    A place without extent (a town) keeps its point and precision.
    """
    if box is None or place.lat is None or place.lon is None:
        return place
    south, north, west, east = box
    edge_lat = north if part[0] > 0 else south
    edge_lon = east if part[1] > 0 else west
    lat = place.lat + (PART_SHIFT * (edge_lat - place.lat) if part[0] else 0.0)
    lon = place.lon + (PART_SHIFT * (edge_lon - place.lon) if part[1] else 0.0)
    name = f"{part_name(part)} {place.name}"
    return replace(place, name=name, geonameid=None, lat=round(lat, 2), lon=round(lon, 2), precision=Precision.FEATURE)


def _with_datelines(reading: Reading, links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return the links, those in a dateline marked: "GOMA, Congo (AP) —" says where the writer is."""
    assert reading.parse is not None
    spans = datelines(reading.parse, reading.document.text)
    return [
        replace(link, reason=DATELINE) if any(start <= link.start < end for start, end in spans) else link
        for link in links
    ]
