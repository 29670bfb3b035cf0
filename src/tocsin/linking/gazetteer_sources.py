"""What the gazetteer is compiled from: the places of three data packages, and the supplement laid over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.base.geo import rough_km
from tocsin.base.tables import Row, in_force, table
from tocsin.linking.packaged_places import admin_units, countries, towns
from tocsin.linking.place_source import ADMIN2, TOWN, Source
from tocsin.linking.spelling import fold
from tocsin.linking.supplement import SUPPLEMENTS, in_supplement, is_meant, to_source

SAME_TOWN_KM = 40.0


def sources() -> Iterator[Source]:
    """Yield every place: areas first (countries, admin units), then the supplement, then towns."""
    settled = list(towns())
    members: dict[str, list[Source]] = defaultdict(list)
    for town in settled:
        for key in (town.country, town.admin1, town.admin2):
            if key:
                members[key].append(town)
    rows = [
        to_source(row)
        for file in SUPPLEMENTS
        for row in table(file, columns=("name", "aliases", "kind", "lat", "lon", "country"))
    ]
    known = (*countries(members), *admin_units(members), *settled)
    gone = [row for file in SUPPLEMENTS for row in in_force().gone.get(file, ())]
    return _left(_merged(known, rows), gone)


def _left(places: Iterable[Source], gone: Sequence[Row]) -> Iterator[Source]:
    """Yield the places but those that the user's own tables take out: all of a main name, kind and country.

    Raises:
        BadTable: a row takes out no place.
    """
    used: set[int] = set()
    for place in places:
        out = None if place.origin else next((n for n, row in enumerate(gone) if is_meant(row, place)), None)
        if out is None:
            yield place
        else:
            used.add(out)
    for n, row in enumerate(gone):
        # One of ours in the supplement is gone already: its key was taken.
        if n not in used and not in_supplement(row):
            raise row.bad(
                f"takes out {row['name']!r}, but no {row['kind']} in {row['country'] or 'no country'} has that main name; "
                "correct the name, kind or country, or take the line out."
            )


def _merged(known: Iterable[Source], supplement: Iterable[Source]) -> Iterator[Source]:
    """Yield the packaged places with the point and names of their row in the supplement, then its other rows."""
    wanted: dict[tuple[str, str | None, str], Source] = {}
    for row in supplement:
        wanted |= {(row.kind, row.country, fold(n)): row for n in (row.name, *row.alternates)}
    used: set[str] = set()
    for place in known:
        keys = [(place.kind, place.country, fold(n)) for n in (place.name, *place.alternates)]
        row = next((wanted[k] for k in keys if k in wanted), place)
        if row is place or row.key in used or _far(place, row):
            yield place
            continue
        used.add(row.key)
        names = tuple(n for n in dict.fromkeys((*row.alternates, place.name, *place.alternates)) if n != row.name)
        # A town in the supplement is one that the news names: it counts for more than its people.
        people = max(place.population, row.population if place.kind in (TOWN, ADMIN2) else 0)
        yield replace(
            place, name=row.name, alternates=names, lat=row.lat, lon=row.lon, population=people, origin=row.origin
        )
    yield from (row for row in dict.fromkeys(wanted.values()) if row.key not in used)


def _far(place: Source, row: Source) -> bool:
    """Return whether a town is another one than the supplement's of the same name."""
    if place.kind != TOWN or place.lat is None or place.lon is None or row.lat is None or row.lon is None:
        return False
    return rough_km(place.lat, place.lon, row.lat, row.lon) > SAME_TOWN_KM
