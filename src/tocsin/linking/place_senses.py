"""Choose which place a name means: its bearers vote for countries, provinces and districts, and agreement wins.

Why not simply the most populous bearer: on local news that puts every second town in the wrong state.
One name has one sense in a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import exp, log10

from tocsin.base.geo import rough_km
from tocsin.linking.gazetteer import Entry
from tocsin.linking.place_mentions import lies_in
from tocsin.linking.place_source import ADMIN1, ADMIN2, CAPITAL, CONTINENT, COUNTRY, FEATURE, SITE, TOWN
from tocsin.linking.toponyms import Toponym

# One point is a factor e in odds. Set by hand on half of GeoVirus and of the Local-Global Lexicon.
PER_DECADE = 1.0  # per factor ten of population
KIND_POINTS = {
    COUNTRY: 4.5, CONTINENT: 4.0, FEATURE: 1.5, ADMIN1: 1.0, CAPITAL: 2.0, TOWN: 0.0, SITE: 0.0, ADMIN2: -1.5,
}  # fmt: skip
ALTERNATE = -1.2  # the name asked for is not the main name
NO_POINT = -1.5  # the gazetteer has no coordinates for it
UNIT = 4.0  # a word beside the name tells its kind
PARENT = 6.0
SEAT = 2.0  # a town and the unit around it share the name, and no word tells which is meant
SAME_STATE = 2.0  # the register reads the name as the capital of this state
COUNTRY_AGREES, COUNTRY_SHARE = 1.2, 2.0
PROVINCE_AGREES = 2.0
DISTRICT_AGREES = 3.0
NEAR, NEAR_KM = 2.0, 120.0  # a settled place of another name is close by
ROUNDS = 3
_UNIT_KINDS = {
    "province": ADMIN1, "district": ADMIN2 + ADMIN1, "town": TOWN + CAPITAL, "site": SITE + TOWN + CAPITAL,
    "feature": FEATURE + CONTINENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate of a name: ``own`` points that context cannot change, all ``points``, its ``share`` of the odds."""

    entry: Entry
    own: float
    points: float
    reason: str
    share: float = 0.0


@dataclass(slots=True)
class _Votes:
    """What names vote for, weighted by the candidates' shares; ``settled`` are points of names without doubt."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[int] = field(default_factory=Counter)
    provinces: float = 0.0
    settled: dict[str, tuple[float, float]] = field(default_factory=dict)


def choose_senses(
    mentions: Mapping[str, Sequence[Toponym]],
    toponyms: Sequence[Toponym],
    actors: Mapping[str, int],
    states: Mapping[str, str],
    listed: Set[int] = frozenset(),
) -> dict[str, list[Choice]]:
    """Return the candidates of each name, best first.

    Args:
        mentions: the toponyms of each name.
        toponyms: all of them, as ``parent`` numbers count.
        actors: how many actors each country (ISO alpha-3) has in the document.
        states: names that the register reads as a state, with its country.
        listed: the numbers of provinces whose names stand in a row of provinces.
    """
    children: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        if toponym.parent is not None:
            children.setdefault(toponyms[toponym.parent].key, []).append(toponym)
    choices = {
        key: _shared(
            [_own(e, same, toponyms, children.get(key, ()), states.get(key), listed=listed) for e in same[0].entries]
        )
        for key, same in mentions.items()
    }
    for number in range(ROUNDS):
        choices = _in_context(choices, actors, near=number > 0)
    return {key: sorted(found, key=lambda c: -c.points) for key, found in choices.items()}


def _own(
    entry: Entry,
    same: Sequence[Toponym],
    toponyms: Sequence[Toponym],
    children: Sequence[Toponym],
    state: str | None,
    *,
    listed: Set[int],
) -> Choice:
    """Return a candidate with the points that the name's own mentions give."""
    points = KIND_POINTS[entry.kind] + PER_DECADE * log10(entry.place.population + 100)
    points += ALTERNATE * entry.alternate + NO_POINT * (entry.place.lat is None)
    reason = "population"
    if any(entry.kind in _UNIT_KINDS.get(m.unit or "", "") for m in same):
        points, reason = points + UNIT, "unit"
    elif entry.number in listed:
        points, reason = points + UNIT, "listed"
    elif entry.kind in (TOWN, CAPITAL) and any(
        e.number in (entry.admin1, entry.admin2) and not e.alternate for e in same[0].entries
    ):
        points, reason = points + SEAT, "seat"
    if entry.kind == CAPITAL and entry.place.country == state:
        points, reason = points + SAME_STATE, "capital"
    parents = [toponyms[m.parent] for m in same if m.parent is not None]
    if any(lies_in(entry, p) for parent in parents for p in parent.entries):
        points, reason = points + PARENT, "parent"
    elif any(lies_in(c, entry) for child in children for c in child.entries):
        points, reason = points + PARENT, "child"
    return Choice(entry, points, points, reason)


def _shared(found: Sequence[Choice]) -> list[Choice]:
    """Return the candidates with their shares of the odds."""
    best = max(c.points for c in found)
    odds = [exp(c.points - best) for c in found]
    total = sum(odds)
    return [Choice(c.entry, c.own, c.points, c.reason, o / total) for c, o in zip(found, odds, strict=True)]


def _province(entry: Entry) -> int | None:
    return entry.number if entry.kind == ADMIN1 else entry.admin1


def _district(entry: Entry) -> int | None:
    return entry.number if entry.kind == ADMIN2 else entry.admin2


def _vote(key: str, found: Sequence[Choice]) -> _Votes:
    """Return the votes of one name."""
    votes = _Votes()
    for choice in found:
        if choice.share < 0.01:
            continue
        if choice.entry.place.country:
            votes.countries[choice.entry.place.country] += choice.share  # type: ignore[assignment]
        for area in {_province(choice.entry), _district(choice.entry)} - {None}:
            votes.areas[area] += choice.share  # type: ignore[assignment,index]
        votes.provinces += choice.share * (_province(choice.entry) is not None)
        place = choice.entry.place
        if choice.share > 0.6 and choice.entry.kind in (TOWN, CAPITAL, ADMIN2, SITE) and place.lat and place.lon:
            votes.settled[key] = place.lat, place.lon
    return votes


def _in_context(choices: dict[str, list[Choice]], actors: Mapping[str, int], *, near: bool) -> dict[str, list[Choice]]:
    """Return the candidates scored once more, with the votes of the other names."""
    by_key = {key: _vote(key, found) for key, found in choices.items()}
    every = _Votes()
    for votes in by_key.values():
        every.countries.update(votes.countries)
        every.areas.update(votes.areas)
        every.provinces += votes.provinces
        every.settled.update(votes.settled)
    for country, number in actors.items():
        every.countries[country] += 0.5 * min(2, number)  # type: ignore[assignment]
    total = sum(every.countries.values())
    out = {}
    for key, found in choices.items():
        points = [p for k, p in every.settled.items() if k != key] if near else []
        others = total - sum(by_key[key].countries.values())
        # "Mexico" stays the country beside Mexico City, whose short name it is too.
        is_state = any(c.entry.kind == COUNTRY and not c.entry.alternate for c in found)
        out[key] = _shared(
            [c if is_state and c.entry.alternate else _rescored(c, every, by_key[key], points, others) for c in found]
        )
    return out


def _rescored(
    choice: Choice, every: _Votes, own: _Votes, settled: Sequence[tuple[float, float]], others: float
) -> Choice:
    """Return a candidate with the points for agreeing with the other names."""
    entry, place = choice.entry, choice.entry.place
    points, reason = choice.own, choice.reason.split(",")[0]
    country = every.countries[place.country] - own.countries[place.country] if place.country else 0.0
    if country > 0.05:
        points += COUNTRY_AGREES * min(3.0, country) ** 0.5 + COUNTRY_SHARE * country / max(1.0, others)
        reason += ",country"
    province, district = _province(entry), _district(entry)
    if province is not None and (votes := every.areas[province] - own.areas[province]) > 0.02:
        # In a list of twenty states each has a vote: only a province that stands out tells where a town is.
        share = votes / max(1.0, every.provinces - own.provinces)
        points += PROVINCE_AGREES * min(3.0, votes) ** 0.5 * (0.3 + 0.7 * share)
        reason += ",province"
    if district is not None and (votes := every.areas[district] - own.areas[district]) > 0.02:
        points += DISTRICT_AGREES * min(1.0, votes) ** 0.5
        reason += ",district"
    if settled and place.lat is not None and place.lon is not None:
        gap = min(rough_km(place.lat, place.lon, *point) for point in settled)
        points += NEAR * exp(-gap / NEAR_KM)
        reason += ",near" if gap < NEAR_KM else ""
    return Choice(entry, choice.own, points, reason)
