"""One place as its source has it, before the gazetteer is compiled, and the kinds of place."""

from __future__ import annotations

from dataclasses import dataclass

# Kinds of record, one letter each.
COUNTRY, ADMIN1, ADMIN2, CAPITAL, TOWN, SITE, FEATURE, CONTINENT = "CABKPSFW"


@dataclass(frozen=True, slots=True)
class Source:
    """One place as its source has it, before compilation.

    ``admin1`` and ``admin2`` are keys of other sources; ``box`` is south, north, west, east in degrees.
    ``origin`` says where it stands in the user's own tables, empty for ours.
    """

    key: str
    kind: str
    name: str
    alternates: tuple[str, ...]
    geonameid: int | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    box: tuple[float, float, float, float] | None = None
    origin: str = ""
