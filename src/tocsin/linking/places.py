"""Resolve toponyms to places: each name's bearers vote for countries and provinces, then the best agreeing one wins.

Why not simply the most populous: on local news that puts every second town in the wrong state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log10

from tocsin.base.geo import rough_km
from tocsin.base.model import Place, PlaceLink, Precision, Reading
from tocsin.linking.gazetteer import Entry, Gazetteer
from tocsin.linking.toponyms import ENOUGH, Toponym, find_toponyms, lies_in

# Evidence in points; one point is a factor e in odds. Set by hand on half of GeoVirus and LGL.
PER_DECADE = 1.0  # per factor ten of population
KIND_POINTS = {"C": 4.5, "F": 1.5, "W": 4.0, "A": 1.0, "K": 1.5, "B": -1.5, "P": 0.0, "S": 0.0}
ALTERNATE = -1.2  # the name asked for is not the main name
COUNTRY_AGREES = 1.2
PROVINCE_AGREES = 2.0
NEAR = 2.0  # a settled place of another name is close by
NEAR_KM = 120.0
UNIT = 4.0  # a word beside the name tells its kind
PARENT = 6.0
ROUNDS = 3
_UNIT_KINDS = {"province": "A", "district": "BA", "town": "PK", "site": "SPK", "feature": "FW"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its points, and the part of them that context cannot change."""

    entry: Entry
    own: float
    points: float
    reason: str


def link_places(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading with a ``PlaceLink`` for each toponym.

    Needs ``parse``; uses ``actors`` where they are linked.
    ``score`` is the winner's share of the candidates' odds.
    """
    if reading.parse is None:
        return reading
    toponyms = [t for t in find_toponyms(reading, gazetteer) if t.evidence > ENOUGH and t.entries]
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, toponym in enumerate(toponyms):
        by_key[toponym.key].append(number)
    senses = _senses(toponyms, by_key, _actor_countries(reading))
    links = [_link(reading, t, senses[t.key], toponyms, gazetteer) for t in toponyms]
    return replace(reading, places=tuple(links))


def _actor_countries(reading: Reading) -> Counter[str]:
    """Return how many register actors each country has, other than states named as such."""
    return Counter(
        a.actor.country
        for a in reading.actors
        if a.actor.country and len(a.actor.country) == 3 and not (a.actor.id or "").startswith("country:")
    )


def _senses(
    toponyms: Sequence[Toponym], by_key: Mapping[str, Sequence[int]], actors: Counter[str]
) -> dict[str, list[Choice]]:
    """Return the ranked candidates of each name; one name has one sense in a document."""
    choices = {key: _own_choices(key, [toponyms[n] for n in numbers], toponyms) for key, numbers in by_key.items()}
    for round_number in range(ROUNDS):
        choices = _with_context(choices, actors, near=round_number > 0)
    return {key: sorted(found, key=lambda c: -c.points) for key, found in choices.items()}


def _own_choices(key: str, mentions: Sequence[Toponym], toponyms: Sequence[Toponym]) -> list[Choice]:
    """Return the candidates of a name with the points that its own mentions give."""
    units = {m.unit for m in mentions if m.unit}
    parents = [toponyms[m.parent] for m in mentions if m.parent is not None and m.parent < len(toponyms)]
    out = []
    for entry in mentions[0].entries:
        points = KIND_POINTS[entry.kind] + PER_DECADE * log10(entry.place.population + 100)
        points += ALTERNATE * entry.alternate
        reason = "population"
        if units:
            fits = any(entry.kind in _UNIT_KINDS.get(u, "") for u in units)
            points += UNIT if fits else 0.0
            reason = "unit" if fits else reason
        if any(lies_in(entry, p) for parent in parents for p in parent.entries):
            points += PARENT
            reason = "parent"
        out.append(Choice(entry, points, points, reason))
    return out


def _shares(choices: Iterable[Choice]) -> list[tuple[Choice, float]]:
    known = list(choices)
    best = max(c.points for c in known)
    odds = [exp(c.points - best) for c in known]
    total = sum(odds)
    return [(c, o / total) for c, o in zip(known, odds, strict=True) if o > 0.01 * total]


def _with_context(choices: dict[str, list[Choice]], actors: Counter[str], *, near: bool) -> dict[str, list[Choice]]:
    """Return the candidates scored once more with the votes of the other names."""
    countries: dict[str, Counter[str]] = {}
    provinces: dict[str, Counter[int]] = {}
    points: dict[str, tuple[float, float]] = {}
    for key, found in choices.items():
        country_votes, province_votes = countries.setdefault(key, Counter()), provinces.setdefault(key, Counter())
        shares = _shares(found)
        for choice, share in shares:
            if choice.entry.place.country:
                country_votes[choice.entry.place.country] += share  # type: ignore[assignment]
            province = choice.entry.number if choice.entry.kind == "A" else choice.entry.admin1
            if province is not None:
                province_votes[province] += share  # type: ignore[assignment]
        top, share = max(shares, key=lambda s: s[1])
        place = top.entry.place
        if share > 0.6 and place.lat is not None and place.lon is not None and top.entry.kind in "PKBS":
            points[key] = place.lat, place.lon
    all_countries: Counter[str] = sum(countries.values(), Counter())
    all_provinces: Counter[int] = sum(provinces.values(), Counter())
    for country, number in actors.items():
        all_countries[country] += min(2, number) * 0.5  # type: ignore[assignment]
    out = {}
    for key, found in choices.items():
        others = [p for k, p in points.items() if k != key] if near else []
        out[key] = [
            _rescored(c, all_countries, countries[key], all_provinces, provinces[key], others) for c in found
        ]
    return out


def _rescored(
    choice: Choice,
    countries: Counter[str],
    own_countries: Counter[str],
    provinces: Counter[int],
    own_provinces: Counter[int],
    others: Sequence[tuple[float, float]],
) -> Choice:
    entry, place = choice.entry, choice.entry.place
    points, reason = choice.own, choice.reason
    if place.country and (votes := countries[place.country] - own_countries[place.country]) > 0.05:
        total = max(1.0, sum(countries.values()) - sum(own_countries.values()))
        points += COUNTRY_AGREES * min(3.0, votes) ** 0.5 + 2.0 * votes / total
        reason += " country"
    province = entry.number if entry.kind == "A" else entry.admin1
    if province is not None and (votes := provinces[province] - own_provinces[province]) > 0.02:
        # In a list of twenty states each has a vote: only a province that stands out tells where a town is.
        share = votes / max(1.0, sum(provinces.values()) - sum(own_provinces.values()))
        points += PROVINCE_AGREES * min(3.0, votes) ** 0.5 * (0.3 + 0.7 * share)
        reason += " province"
    if others and place.lat is not None and place.lon is not None:
        gap = min(rough_km(place.lat, place.lon, *other) for other in others)
        points += NEAR * exp(-gap / NEAR_KM)
        if gap < NEAR_KM:
            reason += " near"
    return Choice(entry, choice.own, points, reason)


def _link(
    reading: Reading, toponym: Toponym, ranked: Sequence[Choice], toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> PlaceLink:
    assert reading.parse is not None
    tokens = reading.parse.tokens
    best = ranked[0]
    share = _shares(ranked)[0][1]
    place = best.entry.place
    reason = best.reason
    if toponym.part is not None:
        place = _part(place, best.entry.number, toponym.part, gazetteer, reading, toponym)
        reason = "part " + reason
    start, end = tokens[toponym.first].start, tokens[toponym.last - 1].end
    return PlaceLink(start, end, toponym.first, toponym.last, toponym.last - 1, place, f"{reason} | {toponym.reason}", share)


def _part(place: Place, number: int, part: tuple[int, int], gazetteer: Gazetteer, reading: Reading, toponym: Toponym) -> Place:
    """Return the northern, eastern... part of a place as a feature with a point of its own."""
    box = gazetteer.box(number)
    if box is None or place.lat is None or place.lon is None:
        return place
    south, north, west, east = box
    lat = place.lat + part[0] * 0.6 * ((north - place.lat) if part[0] > 0 else (place.lat - south))
    lon = place.lon + part[1] * 0.6 * ((east - place.lon) if part[1] > 0 else (place.lon - west))
    return replace(place, geonameid=None, lat=round(lat, 2), lon=round(lon, 2), precision=Precision.FEATURE)
