"""Places that several documents have under other entries, as one: towns that no table knows, districts, border towns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Effect, Step
from tocsin.base.model import EventPlace, Precision
from tocsin.base.names import plain
from tocsin.base.relations import RelationKind
from tocsin.base.tables import per_overlay, table


def with_known_places(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps, those at a town of a name with the one entry that stands for it.

    A document may have a place that no table knew there, or the district of a town that others mean. What is told decides
    before what is only seen or supposed.
    """
    told = [s for s in steps if not s.seen and s.effect is not Effect.SUPPOSES]
    homes = _homes(s.place for s in told if s.place is not None and s.place.precision in LOCAL)
    steps = [_at_home(s, homes) for s in steps] if homes else steps
    known: dict[tuple[str, str | None], EventPlace] = {}
    for place in (s.place for s in (*told, *steps) if s.place is not None and s.place.geonameid is not None):
        if place.precision is Precision.TOWN:
            for name in (place.name, place.text):
                known.setdefault((_bare(name), place.country), place)
    return tuple(
        replace(s, place=known.get((_bare(s.place.name), s.place.country), s.place))
        if s.place is not None and s.place.precision in LOCAL and s.kind is RelationKind.CONTROLS
        else s
        for s in steps
    )


def _at_home(step: Step, homes: Mapping[tuple[str, str], str]) -> Step:
    place = step.place
    if place is None or place.geonameid is not None or place.precision not in LOCAL:
        return step
    land = homes.get((_bare(place.name), place.country or ""))
    return step if land is None else replace(step, place=replace(place, country=land))


def _bare(name: str) -> str:
    """Return a place's name without case, accents, hyphens and what kind of place it is."""
    return re.sub(r" (?:district|town|township)$", "", plain(name).casefold().replace("-", " "))


@per_overlay
def _neighbours() -> Mapping[str, frozenset[str]]:
    """Return the states with a land border to each, by iso3."""
    rows = table("actors/states.tsv", columns=("iso3", "neighbours"))
    return {r["iso3"]: frozenset(r.many("neighbours")) for r in rows}


def _homes(places: Iterable[EventPlace]) -> dict[tuple[str, str], str]:
    """Return the land in which a town that no table knows lies, where documents have it in two that border each other.

    In a war of two states a text seldom says on which side of their border a village lies: most texts decide.
    """
    told: dict[str, Counter[str]] = {}
    for place in places:
        if place.geonameid is None and place.country is not None:
            told.setdefault(_bare(place.name), Counter())[place.country] += 1
    out: dict[tuple[str, str], str] = {}
    for name, lands in told.items():
        first = max(lands, key=lambda land: (lands[land], land))
        out |= {(name, land): first for land in lands if land in _neighbours().get(first, ())}
    return out
