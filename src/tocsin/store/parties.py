"""The columns of a place, of participants and of actors, for every table that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tocsin.base.model import Actor, EventPlace, Participant
from tocsin.store.rows import key_of


def place_columns(place: EventPlace | None) -> dict[str, Any]:
    """Return the columns of a place; all empty for none."""
    if place is None:
        return dict.fromkeys(("place_id", "place", "place_key", "admin1", "country", "lat", "lon"))
    # Half a pair of coordinates is none: the map takes both.
    lat, lon = (place.lat, place.lon) if place.lat is not None and place.lon is not None else (None, None)
    return {
        "place_id": place.geonameid,
        "place": place.name,
        "place_key": key_of(place.name),
        "admin1": place.admin1,
        "country": place.country,
        "lat": lat,
        "lon": lon,
    }


def party_rows(
    actors: Sequence[Actor | Participant], recipients: Sequence[Actor | Participant]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each one who acts or is acted on, in order."""
    for role, parties in (("actor", actors), ("recipient", recipients)):
        for position, party in enumerate(parties):
            yield {
                "role": role,
                "position": position,
                "actor": party.id,
                "name": party.name,
                "name_key": key_of(party.name),
                "country": party.country,
                "sector": party.sector,
            }
