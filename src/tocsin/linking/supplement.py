"""The supplement of the gazetteer: the places of ``data/places``, and the rows of the user's own that take places out."""

from __future__ import annotations

from tocsin.base.table_keys import ANY
from tocsin.base.tables import Row, packaged
from tocsin.linking.place_source import ADMIN1, ADMIN2, CAPITAL, CONTINENT, COUNTRY, FEATURE, SITE, TOWN, Source
from tocsin.linking.spelling import fold

SUPPLEMENTS = ("places/points.tsv", "places/regions.tsv", "places/waters.tsv", "places/sites.tsv")
_KIND = {"country": COUNTRY, "site": SITE, "town": TOWN, "district": ADMIN2, "province": ADMIN1, "continent": CONTINENT}
# A feature of the supplement is there because the news names it: it counts like a town of this size.
_FEATURE_POPULATION = 1_000_000
_SITE_POPULATION = 100_000


def is_meant(row: Row, place: Source) -> bool:
    """Tell whether a place is one that a row takes out: of its main name, kind and country."""
    kind = TOWN if place.kind == CAPITAL else place.kind
    is_kind = row["kind"] == ANY or _KIND.get(row["kind"], FEATURE) == kind
    is_there = row["country"] == ANY or row["country"] == (place.country or "")
    return is_kind and is_there and fold(row["name"]) == fold(place.name)


def in_supplement(row: Row) -> bool:
    """Tell whether our tables of places have what a row takes out."""
    of = (row["name"].casefold(), row["kind"], row["country"])
    return any((r["name"].casefold(), r["kind"], r["country"]) == of for f in SUPPLEMENTS for r in packaged(f))


def to_source(row: Row) -> Source:
    """Return the place of a row.

    Raises:
        BadTable: latitude or longitude is no number.
    """
    kind = _KIND.get(row["kind"], FEATURE)
    countries = row.many("country")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        point = f"lat {row['lat']!r}, lon {row['lon']!r}"
        raise row.bad(f"{point}: give decimal degrees, such as -1.7 and 28.9.") from error
    default = _FEATURE_POPULATION if kind in (FEATURE, CONTINENT, ADMIN1) else _SITE_POPULATION
    return Source(
        f"{row.file}:{row.line}", kind, row["name"], row.many("aliases"), None,
        countries[0] if len(countries) == 1 else None, None, None, lat, lon, default, origin=row.origin,
    )  # fmt: skip
